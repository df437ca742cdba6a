use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::db::q;

/// The process is alive.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// It can do its work: the database answers.
pub(super) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let answers = async {
        let (n,): (i64,) = q("SELECT CAST(COUNT(*) AS BIGINT) FROM settings").one(&mut app.db.read().await?).await?;
        Ok::<_, sqlx::Error>(n)
    };
    match answers.await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(error = %error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
