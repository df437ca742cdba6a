use axum::extract::State;
use eyelevel_contract::audit::{AuditBreak, AuditChain, can_read};

use crate::app::App;
use crate::chain;
use crate::error::Result;
use crate::extract::Caller;

/// Looks at the whole chain: whether any entry was changed, removed or moved since it was sealed.
#[utoipa::path(get, path = "/api/v1/audit/chain", tag = "audit", responses((status = 200, body = AuditChain), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<AuditChain>> {
    can_read(&caller.actor)?;
    let report = chain::verify(&mut app.db.snapshot().await?, None).await?;
    Ok(axum::Json(AuditChain {
        holds: report.holds(),
        rows: report.rows,
        waiting: report.waiting,
        erased: report.erased,
        breaks: report.breaks.iter().map(|(seq, what)| AuditBreak { seq: *seq, what: *what }).collect(),
        head: report.head,
    }))
}
