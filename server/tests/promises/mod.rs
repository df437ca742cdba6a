//! What is promised of promises: somebody at every moment, every broken one on record, every level once. A whole year of it stands in `year`.

mod always_somebody;
mod late;
mod replies;
mod year;
