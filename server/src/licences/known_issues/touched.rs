use eyelevel_contract::licences::{Installation, KnownIssue, rules};

use super::store;
use crate::app::App;
use crate::db::AsConn;
use crate::error::Result;
use crate::licences::installations;

/// A known issue, and what it touches now: installations of a partner's customers, each in a line, or serial numbers.
pub(crate) async fn touched_at(app: &App, on: &mut impl AsConn, issue_id: &str, partner_id: &str) -> Result<(KnownIssue, Vec<String>)> {
    let issue = store::any(on, issue_id).await?;
    let named = match (&issue.product, &issue.batch) {
        (_, Some(batch)) => app.batches().at(on, partner_id, &batch.item_id, &batch.batch, i64::MAX).await?,
        (Some(product), None) => {
            let installed = installations::store::at_partner(on, partner_id, &product.id).await?;
            let line = |i: Installation| match i.host {
                Some(host) => format!("{}: {} ({host})", i.customer.name, i.runs),
                None => format!("{}: {}", i.customer.name, i.runs),
            };
            installed.into_iter().filter(|i| rules::touches(&issue, &i.runs)).map(line).collect()
        }
        (None, None) => Vec::new(),
    };
    Ok((issue, named))
}
