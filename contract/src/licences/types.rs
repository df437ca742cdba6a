use super::{Code, Host, KeyPattern, Version, VersionRange};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    lang::{Bilingual, Lang},
    people::{OrganisationRef, PersonRef},
};

words! {
    /// Where a key comes from.
    Issuer {
        /// Made and signed here.
        BuiltIn = "built_in",
        /// Taken from a pool of ready-made keys, each once.
        Pool = "pool",
        /// Made by a program of the vendor's.
        External = "external",
    }
}

wire! {
    /// Something that needs licence keys.
    pub struct Product {
        pub id: Id,
        /// Its name for programs; stands in every key.
        pub code: Code,
        /// Its proper name, the same in all languages.
        pub name: String,
        pub editions: Vec<Edition>,
        /// What keys count (seats, sockets); empty in both languages: nothing.
        pub capacity_unit: Bilingual,
        /// Which key fits which version. No two of them cover the same version.
        pub rules: Vec<KeyRule>,
        pub releases: Vec<Release>,
        /// Who answers for it.
        pub owner: Option<PersonRef>,
        pub version: i64,
    }

    /// One of the forms in which a product is sold.
    pub struct Edition {
        pub id: Id,
        pub code: Code,
        pub name: String,
    }

    /// A published version of a product.
    pub struct Release {
        pub version: Version,
        pub published_on: Date,
    }

    /// Which key fits a range of versions.
    pub struct KeyRule {
        pub id: Id,
        pub versions: VersionRange,
        pub issuer: Issuer,
        /// What its keys look like; none: they are signed, and the signature says it.
        pub pattern: Option<KeyPattern>,
    }

    /// A product by name.
    pub struct ProductRef {
        pub id: Id,
        pub code: Code,
        pub name: String,
    }

    /// An edit of a product, or a new one (admins).
    pub struct EditProduct {
        pub code: String,
        pub name: String,
        pub editions: Vec<EditEdition>,
        pub capacity_unit: Bilingual,
        pub rules: Vec<EditRule>,
        pub releases: Vec<EditRelease>,
        pub owner_id: Option<Id>,
    }

    /// An edition of an edited product; without an id it is a new one.
    pub struct EditEdition {
        pub id: Option<Id>,
        pub code: String,
        pub name: String,
    }

    /// A key rule of an edited product; without an id it is a new one.
    pub struct EditRule {
        pub id: Option<Id>,
        pub versions: String,
        pub issuer: Issuer,
        /// Empty: its keys are signed.
        pub pattern: String,
    }

    /// A release of an edited product.
    pub struct EditRelease {
        pub version: String,
        pub published_on: Option<Date>,
    }

    /// A batch of devices.
    pub struct BatchRef {
        /// The catalogue's item.
        pub item_id: Id,
        pub product: Bilingual,
        pub batch: String,
    }

    /// Something that is known to be wrong with some versions of software, or with a batch of devices, said before anybody runs into it.
    pub struct KnownIssue {
        pub id: Id,
        /// The software; none: it is about a batch.
        #[serde(default)]
        pub product: Option<ProductRef>,
        /// The batch; none: it is about software.
        #[serde(default)]
        pub batch: Option<BatchRef>,
        pub title: Bilingual,
        /// Of software.
        #[serde(default)]
        pub affected: Option<VersionRange>,
        /// Since when the vendor knows.
        pub known_since: Date,
        pub workaround: Bilingual,
        /// The first version in which it is mended.
        pub fixed_in: Option<Version>,
        /// When the partners were told; none: still a draft, and the vendor's alone.
        pub published_at: Option<Millis>,
        pub version: i64,
    }

    /// An edit of a known issue, or a new one.
    pub struct EditKnownIssue {
        pub product_id: Id,
        pub title: Bilingual,
        pub affected: String,
        pub known_since: Option<Date>,
        pub workaround: Bilingual,
        /// Empty: not mended yet.
        pub fixed_in: String,
        /// The catalogue's item, where it is about a batch of devices: then nothing is said of software.
        #[serde(default)]
        pub item_id: Option<Id>,
        #[serde(default)]
        pub batch: String,
    }

    /// Whom a known issue would reach if it were published like that.
    pub struct IssueAudience {
        /// How many partners it touches who were told already.
        pub told: i64,
        /// How many partners it touches who were not told yet: each gets a mail.
        pub count: i64,
        /// Their names, in alphabetical order, at most [`AUDIENCE_NAMES`].
        pub names: Vec<String>,
    }

    /// What runs at a customer's.
    pub struct Installation {
        pub id: Id,
        pub partner: OrganisationRef,
        pub customer: OrganisationRef,
        pub product: ProductRef,
        pub edition: Edition,
        /// The version that runs there.
        pub runs: Version,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        /// The last day of the maintenance contract.
        pub contract_until: Option<Date>,
        /// When its current key ends; none: there is none that ends.
        pub key_until: Option<Millis>,
        /// The partner's own reference.
        pub reference: Option<String>,
        pub version: i64,
    }

    /// An edit of an installation, or a new one; a line of a CSV has the same fields.
    pub struct EditInstallation {
        pub customer_id: Id,
        pub product_id: Id,
        pub edition_id: Id,
        pub runs: String,
        /// Empty: not bound to one.
        pub host: String,
        pub capacity: Option<i64>,
        pub contract_until: Option<Date>,
        pub reference: String,
    }
}

impl KnownIssue {
    /// Whether it is about this software.
    #[must_use]
    pub fn is_of(&self, product_id: &str) -> bool {
        self.product.as_ref().is_some_and(|product| product.id == product_id)
    }

    /// What it is about: software, or what the batch is of.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        let batch = self.batch.as_ref().map_or("", |batch| batch.product.get(lang));
        self.product.as_ref().map_or(batch, |product| &product.name)
    }
}

impl Product {
    /// Its name for others.
    #[must_use]
    pub fn reference(&self) -> ProductRef {
        ProductRef { id: self.id.clone(), code: self.code.clone(), name: self.name.clone() }
    }

    /// The rule for a version; there is one at most.
    #[must_use]
    pub fn rule_for(&self, version: &Version) -> Option<&KeyRule> {
        self.rules.iter().find(|rule| rule.versions.covers(version))
    }

    /// Whether its keys count something.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.capacity_unit.de.is_empty()
    }
}

/// The most partners that are named before a known issue is told to them.
pub const AUDIENCE_NAMES: usize = 12;
/// The most editions, rules or releases of one product.
pub const PARTS_MAX: usize = 200;
/// The most of what a key counts.
pub const CAPACITY_MAX: i64 = 10_000_000;
