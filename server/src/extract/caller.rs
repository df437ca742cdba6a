use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::rules::Actor;

use crate::app::App;
use crate::error::{Error, Result};
use crate::write::Write;

/// The signed-in person. Asking for it makes an operation need a session, or an API token. `people::session` puts it into the request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    pub name: String,
    /// The language they read; for error texts the request's `Accept-Language` counts.
    pub lang: Lang,
    /// The API token by which they act; none: they are here themselves.
    pub token: Option<Id>,
}

impl Caller {
    /// The person's id.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.actor.id
    }

    /// Begins a write in their name.
    ///
    /// # Errors
    /// If the database can't be reached.
    pub async fn write(&self, app: &App) -> Result<Write> {
        let mut w = Write::begin(app, Some(self.actor.id.clone()), "portal").await?;
        if let Some(token) = &self.token {
            w.by_token(token);
        }
        Ok(w)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}
