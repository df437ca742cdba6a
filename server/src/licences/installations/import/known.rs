//! What the names in a file can mean.

use std::collections::{BTreeSet, HashMap};

use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Edition, Installation, Product};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::Fault;

use super::{Column, Sheet};
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::licences::installations::store;
use crate::licences::products;
use crate::sheet::Columns;
use crate::write::Write;

/// Everything that the caller's file may name.
pub(super) struct Known {
    products: Vec<Product>,
    /// By name in small letters: a partner's id. A partner knows itself alone.
    partners: Partners,
    /// By partner and name in small letters.
    customers: HashMap<(Id, String), Vec<Id>>,
    /// What is there, by what tells installations apart.
    installed: HashMap<Identity, Vec<Installation>>,
}

/// What tells the installations of a customer and product apart: host, else reference, else edition.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    pub(super) customer: Id,
    pub(super) product: Id,
    /// Which of the three, and what it is.
    pub(super) by: (Column, String),
}

impl Identity {
    pub(super) fn new(customer: &str, product: &str, host: &str, reference: &str, edition: &str) -> Self {
        let by = match (host, reference) {
            ("", "") => (Column::Edition, edition.to_owned()),
            ("", reference) => (Column::Reference, reference.to_owned()),
            (host, _) => (Column::Host, host.to_ascii_lowercase()),
        };
        Self { customer: customer.to_owned(), product: product.to_owned(), by }
    }

    /// All by which a file may name an installation.
    fn all_of(i: &Installation) -> impl Iterator<Item = Self> {
        let host = i.host.as_ref().map_or("", |h| h.as_str());
        let reference = i.reference.as_deref().unwrap_or_default();
        let all = [Self::new(&i.customer.id, &i.product.id, host, "", ""), Self::new(&i.customer.id, &i.product.id, "", reference, "")];
        let named = all.into_iter().filter(|identity| !identity.by.1.is_empty());
        named.chain([Self::new(&i.customer.id, &i.product.id, "", "", &i.edition.id)])
    }
}

/// Partners by name in small letters.
type Partners = HashMap<String, Vec<Id>>;

/// To the end of the write, the partners that a file names are its own: of two files for one partner, the second finds what the first has
/// written.
pub(super) async fn hold(w: &mut Write, actor: &Actor, sheet: &Sheet) -> Result<()> {
    let partners = partners(&mut w.tx, actor).await?;
    store::hold_partners(&mut w.tx, &named(&partners, actor, sheet)).await
}

/// The partners that somebody may name.
async fn partners(on: &mut impl AsConn, actor: &Actor) -> Result<Partners> {
    let sql = "SELECT id, name FROM organisations WHERE kind = 'partner' AND ($1 OR id = $2)";
    let rows: Vec<(Id, String)> = q(sql).bind(actor.is_vendor()).bind(&actor.organisation_id).all(on).await?;
    let mut partners = Partners::new();
    for (id, name) in rows {
        partners.entry(name.to_lowercase()).or_default().push(id);
    }
    Ok(partners)
}

/// Those that a file names, in the order of their ids.
fn named(partners: &Partners, actor: &Actor, sheet: &Sheet) -> Vec<Id> {
    if !actor.is_vendor() {
        return vec![actor.organisation_id.clone()];
    }
    let names = sheet.lines.iter().filter_map(|line| line.get(&sheet.columns, Column::Partner));
    let all: BTreeSet<Id> = names.filter_map(|name| of_name(partners, name).ok()).collect();
    all.into_iter().collect()
}

fn of_name(partners: &Partners, name: &str) -> std::result::Result<Id, Fault> {
    the_one(name, partners.get(&name.to_lowercase()))
}

impl Known {
    /// Reads what a sheet may name.
    pub(super) async fn load(on: &mut impl AsConn, actor: &Actor, sheet: &Sheet) -> Result<Self> {
        let partners = partners(on, actor).await?;
        let named = named(&partners, actor, sheet);
        let mut known = Self { products: products::store::all(on).await?, partners, customers: HashMap::new(), installed: HashMap::new() };
        for (partner, id, name) in store::customers_of(on, &named).await? {
            known.customers.entry((partner, name.to_lowercase())).or_default().push(id);
        }
        for installation in store::of_partners(on, &named).await? {
            for identity in Identity::all_of(&installation) {
                known.installed.entry(identity).or_default().push(installation.clone());
            }
        }
        Ok(known)
    }

    pub(super) fn partner(&self, name: &str) -> Result<Id, Fault> {
        of_name(&self.partners, name)
    }

    pub(super) fn customer(&self, partner: &str, name: &str) -> Result<Id, Fault> {
        the_one(name, self.customers.get(&(partner.to_owned(), name.to_lowercase())))
    }

    /// A product by its code or name.
    pub(super) fn product(&self, name: &str) -> Result<&Product, Fault> {
        let lower = name.to_lowercase();
        let by_code = self.products.iter().find(|p| p.code.as_str() == lower);
        let mut by_name = self.products.iter().filter(|p| p.name.to_lowercase() == lower);
        match (name, by_code.or_else(|| by_name.next()), by_name.next()) {
            ("", ..) => Err(Fault::Required),
            (_, None, _) => Err(Fault::Unknown),
            (_, Some(_), Some(_)) if by_code.is_none() => Err(Fault::Twice),
            (_, Some(product), _) => Ok(product),
        }
    }

    /// The installation that a line means, if it is there already. Several of the kind: nobody can tell which. What a file has a column for
    /// and leaves empty is meant to be empty.
    pub(super) fn installed(&self, identity: &Identity, columns: &Columns<Column>) -> Result<Option<&Installation>, Fault> {
        let says = |column| columns.place(column).is_some();
        let fits = |i: &&Installation| match identity.by.0 {
            Column::Host => true,
            Column::Reference => i.host.is_none() || !says(Column::Host),
            _ => (i.host.is_none() || !says(Column::Host)) && (i.reference.is_none() || !says(Column::Reference)),
        };
        let mut found = self.installed.get(identity).into_iter().flatten().filter(fits);
        match (found.next(), found.next()) {
            (one, None) => Ok(one),
            _ => Err(Fault::Twice),
        }
    }
}

/// An edition by its code or name; none is named where there is one alone.
pub(super) fn edition<'a>(product: &'a Product, name: &str) -> Result<&'a Edition, Fault> {
    let lower = name.to_lowercase();
    match product.editions.as_slice() {
        [one] if name.is_empty() => Ok(one),
        _ if name.is_empty() => Err(Fault::Required),
        all => all.iter().find(|e| e.code.as_str() == lower || e.name.to_lowercase() == lower).ok_or(Fault::Unknown),
    }
}

fn the_one(name: &str, found: Option<&Vec<Id>>) -> Result<Id, Fault> {
    match found.map(Vec::as_slice) {
        _ if name.is_empty() => Err(Fault::Required),
        None | Some([]) => Err(Fault::Unknown),
        Some([one]) => Ok(one.clone()),
        Some(_) => Err(Fault::Twice),
    }
}
