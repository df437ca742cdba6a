mod add;
mod edit;
mod list;
mod publish;

use eyelevel_contract::licences::{EditKnownIssue, KnownIssue, paths};
use eyelevel_contract::page::Page;

use crate::support::{Client, World};

impl World {
    /// The demo's known issue, which nobody was told of yet.
    pub(crate) async fn known_issue(&self) -> KnownIssue {
        let page: Page<KnownIssue> = self.as_("admin").await.get(paths::KNOWN_ISSUES).await.ok();
        page.items.into_iter().next().unwrap()
    }

    /// The same, published.
    pub(crate) async fn published(&self) -> KnownIssue {
        let id = self.known_issue().await.id;
        self.as_("support").await.post(paths::publication(&id), serde_json::json!({})).await.ok()
    }
}

/// A known issue as a form holds it.
pub(crate) fn form(issue: &KnownIssue) -> EditKnownIssue {
    EditKnownIssue {
        product_id: issue.product.as_ref().map_or_else(String::new, |product| product.id.clone()),
        title: issue.title.clone(),
        affected: issue.affected.as_ref().map_or_else(String::new, ToString::to_string),
        known_since: Some(issue.known_since),
        workaround: issue.workaround.clone(),
        fixed_in: issue.fixed_in.as_ref().map_or_else(String::new, ToString::to_string),
        item_id: issue.batch.as_ref().map(|batch| batch.item_id.clone()),
        batch: issue.batch.as_ref().map_or_else(String::new, |batch| batch.batch.clone()),
    }
}

/// The ids that a list has.
async fn ids(client: &Client, query: &str) -> Vec<String> {
    let page: Page<KnownIssue> = client.get(format!("{}?{query}", paths::KNOWN_ISSUES)).await.ok();
    page.items.into_iter().map(|i| i.id).collect()
}
