//! Licence keys: who signs them, what they are for, and that nothing leaves the house unchecked. Products, what is known to be wrong with
//! them, and where they run.

pub mod installations;
mod issuers;
mod issuing;
pub mod known_issues;
mod pools;
pub mod products;
pub mod renewals;
pub mod requests;
pub mod ring;

pub use known_issues::Batches;
pub use requests::Hooks;

use eyelevel_contract::ids::Millis;
use eyelevel_contract::licences::StoppedKey;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::db::AsConn;
use crate::error::Result;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(requests::router())
        .merge(renewals::router())
        .merge(products::router())
        .merge(pools::router())
        .merge(known_issues::router())
        .merge(installations::router())
        .merge(ring::router())
}

/// Asks the issuers that somebody waits for and nobody asks: their process died, or went away. How many were asked.
///
/// # Errors
/// Whatever the database says.
pub async fn make_waiting(app: &App) -> Result<usize> {
    let mut asked = 0;
    for id in issuing::waiting(app).await? {
        match issuing::ask(app, &id).await {
            Ok(yes) => asked += usize::from(yes),
            // The others don't wait for this one; when its lease is over, it is tried again.
            Err(error) => tracing::error!(request = %id, error = %error, "an issuer could not be asked"),
        }
    }
    Ok(asked)
}

/// The key of a request that was stopped at an instant.
///
/// # Errors
/// Whatever the database says.
pub async fn stopped_at(on: &mut impl AsConn, request_id: &str, at: Millis) -> Result<Option<StoppedKey>> {
    Ok(requests::keys::stopped(on, request_id).await?.into_iter().rfind(|stopped| stopped.stopped_at == at))
}

/// Its pages outside the portal.
pub fn pages() -> Router<App> {
    ring::pages().merge(renewals::pages())
}
