mod add;
mod edit;
mod headers;
mod import;
mod list;

use eyelevel_contract::licences::{EditInstallation, Installation, paths};
use eyelevel_contract::page::Page;

use crate::support::World;

impl World {
    /// One of the demo's installations, by its host.
    pub(crate) async fn installed(&self, host: &str) -> Installation {
        let page: Page<Installation> = self.as_("support").await.get(format!("{}?limit=1000&q={host}", paths::INSTALLATIONS)).await.ok();
        page.items.into_iter().find(|i| i.host.as_ref().is_some_and(|h| h.as_str() == host)).unwrap()
    }
}

/// An installation as a form holds it.
pub(crate) fn form_at(i: &Installation) -> EditInstallation {
    EditInstallation {
        customer_id: i.customer.id.clone(),
        product_id: i.product.id.clone(),
        edition_id: i.edition.id.clone(),
        runs: i.runs.to_string(),
        host: i.host.as_ref().map_or_else(String::new, ToString::to_string),
        capacity: i.capacity,
        contract_until: i.contract_until,
        reference: i.reference.clone().unwrap_or_default(),
    }
}
