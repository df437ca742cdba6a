use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::EditInstallation;

use super::people::People;
use super::products::Products;
use super::scene::Scene;
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::{Error, Result};
use crate::licences::{installations, known_issues};

struct Entry {
    /// Who wrote it down.
    by: &'static str,
    customer: &'static str,
    product: &'static str,
    edition: &'static str,
    runs: &'static str,
    host: &'static str,
    capacity: Option<i64>,
    /// Days from today to the contract's last one; none: no contract.
    ends: Option<i64>,
    reference: &'static str,
}

const ENTRIES: [Entry; 8] = [
    Entry {
        by: "partner",
        customer: "Hafenklinik Altona",
        product: "archivar",
        edition: "enterprise",
        runs: "9.1.0",
        host: "hka-backup-01",
        capacity: Some(12),
        ends: Some(20),
        reference: "NL-2291",
    },
    Entry {
        by: "partner",
        customer: "Hafenklinik Altona",
        product: "signwart",
        edition: "basis",
        runs: "2.1.0",
        host: "hka-signs",
        capacity: None,
        ends: Some(310),
        reference: "NL-2407",
    },
    Entry {
        by: "partner",
        customer: "Reederei Thomsen",
        product: "archivar",
        edition: "standard",
        runs: "8.3.0",
        host: "thomsen-nas",
        capacity: Some(2),
        ends: Some(85),
        reference: "",
    },
    Entry {
        by: "sales",
        customer: "Stadtbücherei Kiel",
        product: "archivar",
        edition: "standard",
        runs: "7.4.2",
        host: "",
        capacity: Some(1),
        // Ended; somebody has to speak about it.
        ends: Some(-45),
        reference: "NL-1874",
    },
    Entry {
        by: "sales",
        customer: "Stadtbücherei Kiel",
        product: "signwart",
        edition: "basis",
        runs: "2.0.0",
        host: "kiel-eg",
        capacity: None,
        ends: None,
        reference: "",
    },
    Entry {
        by: "other",
        customer: "Brauerei Lindenhof",
        product: "archivar",
        edition: "enterprise",
        runs: "9.0.0",
        host: "lindenhof-bk1",
        capacity: Some(8),
        ends: Some(240),
        reference: "SW-77",
    },
    Entry {
        by: "other",
        customer: "Maschinenbau Ott",
        product: "archivar",
        edition: "standard",
        runs: "8.2.5",
        host: "ott-backup",
        capacity: Some(4),
        ends: Some(5),
        reference: "SW-78",
    },
    Entry {
        by: "helvetia",
        customer: "Hotel Seeblick",
        product: "archivar",
        edition: "standard",
        runs: "8.2.5",
        host: "seeblick",
        capacity: Some(2),
        ends: Some(150),
        reference: "",
    },
];

/// What runs at the partners' customers, by host.
pub(super) struct Installed(BTreeMap<&'static str, Id>);

impl Installed {
    pub(super) fn on(&self, host: &str) -> Result<&Id> {
        self.0.get(host).ok_or_else(|| Error::Internal(format!("nothing of the demo runs on {host}")))
    }
}

/// Writes down what runs at the partners' customers.
pub(super) async fn installed(app: &App, people: &People, products: &Products) -> Result<Installed> {
    let today = calendar::today(app)?;
    let mut all = BTreeMap::new();
    for entry in ENTRIES {
        let product = products.product(entry.product)?;
        let edition = product.editions.iter().find(|e| e.code.as_str() == entry.edition);
        let installation = EditInstallation {
            customer_id: people.customer(entry.customer).unwrap_or_default(),
            product_id: product.id.clone(),
            edition_id: edition.map(|e| e.id.clone()).unwrap_or_default(),
            runs: entry.runs.to_owned(),
            host: entry.host.to_owned(),
            capacity: entry.capacity,
            contract_until: entry.ends.map(|days| today.plus_days(days)),
            reference: entry.reference.to_owned(),
        };
        let by = people.who(entry.by)?;
        let mut w = by.write(app).await?;
        let id = installations::add(&mut w, &by.actor, &installation).await?;
        w.commit().await?;
        all.insert(entry.host, id);
    }
    Ok(Installed(all))
}

/// What was wrong with 9.x is said at last: the partners with such an installation are told.
pub(super) async fn known_issue(scene: &Scene<'_>) -> Result<()> {
    let (id,): (Id,) = q("SELECT id FROM known_issues LIMIT 1")
        .maybe(&mut scene.app.db.read().await?)
        .await?
        .ok_or_else(|| Error::Internal("the demo knows no issue".to_owned()))?;
    let then = scene.at(14, 9, 30).await?;
    let (mut w, _) = scene.write(&then, "support").await?;
    known_issues::publish::publish(&mut w, &id).await?;
    scene.done(w).await
}
