use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eyelevel_contract::people::tokens::{MadeToken, NewToken, PREFIX, one, validate_token};

use super::store::{self, Fresh};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};

/// A new API token of the caller's. What it is stands in this answer, and nowhere else: a repetition finds `secret` empty. At most twenty that
/// are good, each for 366 days at most. docs/api.md says how programs use it.
#[utoipa::path(post, path = "/api/v1/me/tokens", tag = "people", request_body = NewToken,
    responses((status = 201, body = MadeToken), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewToken>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return again(&app, &caller, answer).await,
    };
    let new = &submission.body;
    let good = store::held(&mut w, caller.id()).await?.iter().filter(|token| !token.expired).count();
    let (name, expires_on) = validate_token(new, calendar::day(&app, w.now)?, good)?;
    let secret = [PREFIX, &URL_SAFE_NO_PAD.encode(app.clock.secret::<32>())].concat();
    let fresh = Fresh { name, scope: new.scope, expires_on, expires_at: calendar::at(&app, expires_on.plus_days(1), 0, 0)? };
    let token = store::insert(&mut w, caller.id(), fresh, &secret).await?;
    w.audit_change("token.made", ("token", &token.id), "scope", (None, Some(token.scope.word().to_owned()))).await?;
    let at = one(&token.id);
    submission.told(w, &caller, Some(&at), &MadeToken { token, secret: Some(secret) }).await
}

/// It was made before; what it is, nobody can tell any more.
async fn again(app: &App, caller: &Caller, before: Response) -> Result<Response> {
    let location = before.headers().get(header::LOCATION).cloned().ok_or(Error::NotFound)?;
    let id = location.to_str().ok().and_then(|at| at.rsplit('/').next()).ok_or(Error::NotFound)?;
    let all = store::of(&mut app.db.read().await?, caller.id(), app.clock.now()).await?;
    let token = all.into_iter().find(|token| token.id == id).ok_or(Error::NotFound)?;
    Ok((before.status(), [(header::LOCATION, location)], Json(MadeToken { token, secret: None })).into_response())
}
