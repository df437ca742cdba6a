//! The demo world: one vendor, its partners, their customers, a distributor, and requests in every state, with dates relative to today.
//! It is made by the same verbs that people use, by a clock that goes back.

mod books;
mod catalogue;
mod enquiries;
pub(crate) mod generator;
mod keys;
mod kits;
mod licences;
mod people;
mod products;
mod returns;
mod scene;

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::mail::transport::Transport;
use crate::mail::worker;
use crate::requests::unread;
use crate::write::Write;

/// What a demo has beside the portal.
pub fn pages() -> axum::Router<App> {
    generator::pages()
}

/// Fills an empty database and marks it as a demo: that mark is demo mode.
///
/// # Errors
/// A sentence that says why it can't be filled.
pub async fn fill(app: &App) -> Result<(), String> {
    if !crate::db::dump::is_empty(&mut app.db.read().await.map_err(|e| e.to_string())?).await.map_err(|e| e.to_string())? {
        return Err("this database is not empty: a demo world needs one of its own".to_owned());
    }
    build(app).await.map_err(|error| match error {
        Error::Internal(what) => what,
        other => format!("{other:?}"),
    })
}

/// The stage without the play: the vendor, its partners, their people and customers, the catalogue, the products and where they
/// run. Tests begin here.
///
/// # Errors
/// Whatever the database says.
pub async fn stage(app: &App) -> Result<()> {
    let people = people::add(app).await?;
    catalogue::add(app, &people).await?;
    let products = products::add(app, &people).await?;
    licences::installed(app, &people, &products).await.map(drop)
}

async fn build(app: &App) -> Result<()> {
    // Before there is anybody with a known password: whatever happens on the way, nobody serves this to the world.
    let mut tx = app.db.begin().await?;
    for (name, value) in [("demo", "true"), ("phone", "+49 30 23125 100")] {
        q("INSERT INTO settings (name, value) VALUES ($1, $2)").bind(name).bind(value).run(&mut tx).await?;
    }
    tx.commit().await?;
    let people = people::add(app).await?;
    let catalogue = catalogue::add(app, &people).await?;
    let products = products::add(app, &people).await?;
    let installed = licences::installed(app, &people, &products).await?;
    let scene = scene::Scene { app, people: &people, catalogue: &catalogue, products: &products, installed: &installed };
    licences::known_issue(&scene).await?;
    kits::play(&scene).await?;
    enquiries::play(&scene).await?;
    keys::play(&scene).await?;
    books::play(&scene).await?;
    returns::play(&scene).await?;
    // What the clock alone brings: broken promises, reminders; and the last mails.
    Job::Promises.run(app).await?;
    Job::Loans.run(app).await?;
    Job::Returns.run(app).await?;
    worker::run(app, &Transport::Demo).await?;
    // What was new to nobody yesterday is unread for nobody today.
    let mut w = Write::begin(app, None, "command").await?;
    unread::forget_until(&mut w, app.clock.now() - 24 * 3_600_000).await?;
    w.commit().await?;
    let mut tx = app.db.begin().await?;
    // SQLite's planner decides by these figures.
    q("ANALYZE").run(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
