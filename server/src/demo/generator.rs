//! The demo's external generator of keys: the one of the first story. It is a program of its own, and broken for 9.x until somebody mends it
//! at `/dev/generator`.

use std::io::Read as _;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use eyelevel_contract::licences::{Claims, KeyOrder, MadeKey, VersionRange};
use eyelevel_texts::pages as texts;
use maud::html;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::config::Generator;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::Language;
use crate::pages::{self, Page};

/// The page with the switch.
const PAGE: &str = "/dev/generator";
/// The command of this program that is the generator.
pub(crate) const COMMAND: &str = "demo-generator";

/// The generator of a demo; elsewhere there is none.
pub(crate) async fn generator(app: &App) -> Result<Option<Generator>> {
    let mut on = app.db.read().await?;
    if !app.is_demo(&mut on).await? {
        return Ok(None);
    }
    let program = std::env::current_exe().map_err(|e| Error::Internal(format!("where this program lies: {e}")))?;
    let mut arguments = vec![COMMAND.to_owned()];
    if is_broken(&mut on).await? {
        arguments.push("--broken".to_owned());
    }
    let program = program.to_string_lossy().into_owned();
    Ok(Some(Generator { program, arguments, patience: Duration::from_secs(10) }))
}

async fn is_broken(on: &mut impl AsConn) -> Result<bool> {
    let row: Option<(String,)> = q("SELECT value FROM settings WHERE name = 'demo_generator'").maybe(on).await?;
    Ok(row.is_none_or(|(value,)| value != "mended"))
}

/// Reads an order, and prints a key for it. A broken one prints a key for the versions before.
pub(crate) fn run(broken: bool) -> std::result::Result<(), String> {
    let mut order = String::new();
    std::io::stdin().read_to_string(&mut order).map_err(|e| e.to_string())?;
    let order: KeyOrder = serde_json::from_str(&order).map_err(|e| e.to_string())?;
    let made = make(&order, broken);
    println!("{}", serde_json::to_string(&made).map_err(|e| e.to_string())?);
    Ok(())
}

fn make(order: &KeyOrder, broken: bool) -> MadeKey {
    let hash = Sha256::digest(format!("{} {} {}", order.request_number, order.licence, order.version));
    let digits: String = hash[..4].iter().map(|b| char::from(b'0' + b % 10)).collect();
    let letters: String = hash[4..8].iter().map(|b| char::from(b'A' + b % 26)).collect();
    let tail: String = hash[8..14].iter().map(|b| char::from(b'A' + b % 26)).collect();
    let major = if broken { "8" } else { "9" };
    let versions = if broken { VersionRange::parse("8.x").ok() } else { Some(order.versions.clone()) };
    let claims = Claims {
        licence: Some(order.licence.clone()),
        product: Some(order.product.clone()),
        edition: Some(order.edition.clone()),
        versions,
        host: order.host.clone(),
        capacity: order.capacity,
        not_before: None,
        expires: order.expires,
    };
    MadeKey { key: format!("AR{major}-{digits}-{letters}-{tail}"), claims: Some(claims) }
}

pub(super) fn pages() -> Router<App> {
    Router::new().route(PAGE, get(show).post(switch))
}

async fn show(State(app): State<App>, Language(lang): Language) -> Result<Response> {
    let mut on = app.db.read().await?;
    if !app.is_demo(&mut on).await? {
        return Err(Error::NotFound);
    }
    let broken = is_broken(&mut on).await?;
    let body = html! {
        h1 { (texts::dev_generator(lang)) }
        p { @if broken { (texts::dev_generator_broken(lang)) } @else { (texts::dev_generator_mended(lang)) } }
        form method="post" action=(PAGE) {
            button.button.primary type="submit" { @if broken { (texts::dev_generator_mend(lang)) } @else { (texts::dev_generator_break(lang)) } }
        }
    };
    Ok(Page {
        lang: lang.into(),
        langs: pages::PORTAL,
        title: texts::dev_generator(lang),
        vendor: "Eyelevel",
        here: PAGE,
        head: html! {},
        body,
    }
    .answer(app.portal.style(), StatusCode::OK))
}

async fn switch(State(app): State<App>) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    if !app.is_demo(&mut tx).await? {
        return Err(Error::NotFound);
    }
    let next = if is_broken(&mut tx).await? { "mended" } else { "broken" };
    let sql = "INSERT INTO settings (name, value) VALUES ('demo_generator', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    q(sql).bind(next).run(&mut tx).await?;
    tx.commit().await?;
    Ok(Redirect::to(PAGE).into_response())
}
