use std::collections::BTreeMap;

use eyelevel_contract::lang::Bilingual;
use eyelevel_contract::licences::{EditEdition, EditKnownIssue, EditProduct, EditRelease, EditRule, Issuer, Product};

use super::people::People;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::licences::{known_issues, products};

/// The products by their codes.
pub(super) struct Products(BTreeMap<&'static str, Product>);

impl Products {
    pub(super) fn product(&self, code: &str) -> Result<&Product> {
        self.0.get(code).ok_or_else(|| Error::Internal(format!("the demo has no product {code}")))
    }
}

struct Entry {
    code: &'static str,
    name: &'static str,
    /// Code and name.
    editions: &'static [(&'static str, &'static str)],
    unit: (&'static str, &'static str),
    /// Versions, issuer, pattern.
    rules: &'static [(&'static str, Issuer, &'static str)],
    /// Version, and how many days ago it came.
    releases: &'static [(&'static str, i64)],
    owner: &'static str,
}

const ENTRIES: [Entry; 2] = [
    Entry {
        code: "archivar",
        name: "Archivar",
        editions: &[("standard", "Standard"), ("enterprise", "Enterprise")],
        unit: ("Sockel", "sockets"),
        rules: &[
            // The generator of the first story.
            ("9.x", Issuer::External, "AR9-####-@@@@-*"),
            ("8.x", Issuer::BuiltIn, ""),
            ("7.x", Issuer::Pool, "AR7-####-@@@@-####"),
        ],
        releases: &[
            ("7.0.0", 1_900),
            ("7.4.2", 1_300),
            ("8.0.0", 1_150),
            ("8.2.5", 700),
            ("8.3.0", 480),
            ("9.0.0", 260),
            ("9.1.0", 150),
            ("9.1.3", 60),
        ],
        owner: "approver2",
    },
    Entry {
        code: "signwart",
        name: "Signwart",
        editions: &[("basis", "Basis")],
        unit: ("", ""),
        rules: &[("*", Issuer::BuiltIn, "")],
        releases: &[("2.0.0", 400), ("2.1.0", 90)],
        owner: "approver",
    },
];

/// The products, and what is known to be wrong with one of them: written down, and told to nobody yet.
pub(super) async fn add(app: &App, people: &People) -> Result<Products> {
    let admin = people.who("admin")?;
    let mut all = BTreeMap::new();
    for entry in ENTRIES {
        let mut w = admin.write(app).await?;
        let id = products::add(&mut w, &edit(app, &entry, people)?).await?;
        if entry.code == "archivar" {
            known_issues::add(&mut w, &generator(app, &id)?).await?;
        }
        let product = products::store::product(&mut w.tx, &id).await?;
        w.commit().await?;
        all.insert(entry.code, product);
    }
    Ok(Products(all))
}

fn both((de, en): (&str, &str)) -> Bilingual {
    Bilingual { de: de.to_owned(), en: en.to_owned() }
}

fn edit(app: &App, entry: &Entry, people: &People) -> Result<EditProduct> {
    let today = calendar::today(app)?;
    let edition = |(code, name): &(&str, &str)| EditEdition { id: None, code: (*code).to_owned(), name: (*name).to_owned() };
    let rule = |(versions, issuer, pattern): &(&str, Issuer, &str)| EditRule {
        id: None,
        versions: (*versions).to_owned(),
        issuer: *issuer,
        pattern: (*pattern).to_owned(),
    };
    let release = |(version, ago): &(&str, i64)| EditRelease { version: (*version).to_owned(), published_on: Some(today.plus_days(-ago)) };
    Ok(EditProduct {
        code: entry.code.to_owned(),
        name: entry.name.to_owned(),
        editions: entry.editions.iter().map(edition).collect(),
        capacity_unit: both(entry.unit),
        rules: entry.rules.iter().map(rule).collect(),
        releases: entry.releases.iter().map(release).collect(),
        owner_id: Some(people.who(entry.owner)?.id().clone()),
    })
}

/// What somebody should have said in the first story.
fn generator(app: &App, product_id: &str) -> Result<EditKnownIssue> {
    Ok(EditKnownIssue {
        product_id: product_id.to_owned(),
        title: both((
            "Schlüssel des Generators für 9.x gelten nur für 8.x",
            "Keys that the generator makes for 9.x are valid for 8.x only",
        )),
        affected: "9.x".to_owned(),
        known_since: Some(calendar::today(app)?.plus_days(-130)),
        workaround: both((
            "Prüfen Sie einen Schlüssel für 9.x unter „Schlüssel“, bevor Sie ihn einspielen. Passt er nicht zu Ihrer Version, schreiben Sie \
             unserem Support: Er stellt einen passenden von Hand aus.",
            "Check a key for 9.x under “Keys” before you enter it. If it does not fit your version, write to our support: they make a \
             right one by hand.",
        )),
        fixed_in: "9.2.0".to_owned(),
        item_id: None,
        batch: String::new(),
    })
}
