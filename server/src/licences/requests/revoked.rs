use axum::Json as Answer;
use axum::extract::State;
use eyelevel_contract::licences::{AskRevoked, Need, Revoked, file::FILE_MAX, inspect};

use super::keys;
use crate::app::App;
use crate::error::Result;
use crate::extract::{ClientIp, Json};
use crate::licences::ring;
use crate::people::throttle;
use crate::write::Write;

/// So many questions an hour from one address; then they have to wait.
const QUESTIONS: i64 = 120;

/// Whether a key was taken back: for everybody who holds one. Of a text that we never issued nothing is said.
#[utoipa::path(post, path = "/api/v1/licence-revocation", tag = "licences", security(()), request_body = AskRevoked,
    responses((status = 200, body = Revoked), (status = 400), (status = 413), (status = 429)))]
pub(super) async fn post(State(app): State<App>, ClientIp(ip): ClientIp, Json(body): Json<AskRevoked>) -> Result<Answer<Revoked>> {
    if body.key.len() > FILE_MAX {
        return Ok(Answer(Revoked { revoked_at: None }));
    }
    let mut w = Write::begin(&app, None, "link").await?;
    throttle::attempt(&mut w, &format!("revocation:{ip}"), QUESTIONS).await?;
    w.commit().await?;
    let mut on = app.db.read().await?;
    // However it was pasted, and from within a licence file too.
    let report = inspect(&body.key, &ring::ring(&mut on).await?, &[], &Need::default(), app.clock.now());
    let key = keys::found_in(&report).unwrap_or_else(|| body.key.trim().to_owned());
    Ok(Answer(Revoked { revoked_at: keys::revoked_at(&mut on, &key).await? }))
}
