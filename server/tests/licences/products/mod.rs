mod add;
mod edit;
mod list;

use eyelevel_contract::licences::{EditEdition, EditProduct, EditRelease, EditRule, Product, paths};
use eyelevel_contract::page::Page;

use crate::support::World;

impl World {
    /// One of the demo's products.
    pub(crate) async fn product(&self, code: &str) -> Product {
        let page: Page<Product> = self.as_("admin").await.get(format!("{}?limit=1000", paths::PRODUCTS)).await.ok();
        page.items.into_iter().find(|p| p.code.as_str() == code).unwrap()
    }
}

/// A product as a form holds it.
pub(crate) fn form(product: &Product) -> EditProduct {
    EditProduct {
        code: product.code.to_string(),
        name: product.name.clone(),
        editions: product
            .editions
            .iter()
            .map(|e| EditEdition { id: Some(e.id.clone()), code: e.code.to_string(), name: e.name.clone() })
            .collect(),
        capacity_unit: product.capacity_unit.clone(),
        rules: product
            .rules
            .iter()
            .map(|r| EditRule {
                id: Some(r.id.clone()),
                versions: r.versions.to_string(),
                issuer: r.issuer,
                pattern: r.pattern.as_ref().map_or_else(String::new, ToString::to_string),
            })
            .collect(),
        releases: product
            .releases
            .iter()
            .map(|r| EditRelease { version: r.version.to_string(), published_on: Some(r.published_on) })
            .collect(),
        owner_id: product.owner.as_ref().map(|o| o.id.clone()),
    }
}

/// The same for a new one.
pub(crate) fn fresh(product: &Product, code: &str) -> EditProduct {
    let mut form = form(product);
    code.clone_into(&mut form.code);
    form.editions.iter_mut().for_each(|e| e.id = None);
    form.rules.iter_mut().for_each(|r| r.id = None);
    form
}
