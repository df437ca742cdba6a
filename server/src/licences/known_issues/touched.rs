use eyelevel_contract::licences::{KnownIssue, rules};

use super::store;
use crate::db::AsConn;
use crate::error::Result;
use crate::licences::installations;
use crate::mail::Touched;

/// A known issue, and the installations of a partner's customers that it touches now.
pub(crate) async fn touched_at(on: &mut impl AsConn, issue_id: &str, partner_id: &str) -> Result<(KnownIssue, Vec<Touched>)> {
    let issue = store::any(on, issue_id).await?;
    let installed = installations::store::at_partner(on, partner_id, &issue.product.id).await?;
    let touched = installed.into_iter().filter(|i| rules::touches(&issue, &i.runs));
    let named = touched.map(|i| Touched { customer: i.customer.name, runs: i.runs, host: i.host.map(|h| h.to_string()) }).collect();
    Ok((issue, named))
}
