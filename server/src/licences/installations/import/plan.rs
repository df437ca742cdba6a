//! What would come of a file.

use std::collections::HashSet;

use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{EditInstallation, Installation, validate_installation};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::{Fault, Faults};

use super::known::{Identity, Known, edition};
use super::{Column, Sheet};
use crate::error::Result;
use crate::sheet::{Column as _, Columns, Fate, Line, Plan, day, merge, noted, number};

/// What a line of a file becomes.
pub(super) struct Kept {
    /// The installation that it changes; none: a new one.
    pub(super) id: Option<Id>,
    pub(super) partner_id: Id,
    pub(super) installation: EditInstallation,
}

/// Looks at every line.
pub(super) fn of(sheet: &Sheet, known: &Known, actor: &Actor) -> Result<Plan<Kept>> {
    let header = sheet.columns.faults(|column: Column| column.is_needed(actor.is_vendor()));
    let mut seen = Seen::default();
    Plan::of(sheet, &header, |line| {
        let (partner_id, before, installation) = Reader { line, columns: &sheet.columns, known, actor }.read(&mut seen)?;
        Ok(match before {
            None => Fate::Added(Kept { id: None, partner_id, installation }),
            Some(before) if edit_of(before) == installation => Fate::Same,
            Some(before) => Fate::Changed(Kept { id: Some(before.id.clone()), partner_id, installation }),
        })
    })
}

/// An installation as a form holds it.
fn edit_of(i: &Installation) -> EditInstallation {
    EditInstallation {
        customer_id: i.customer.id.clone(),
        product_id: i.product.id.clone(),
        edition_id: i.edition.id.clone(),
        runs: i.runs.to_string(),
        host: i.host.as_ref().map_or_else(String::new, |h| h.as_str().to_owned()),
        capacity: i.capacity,
        contract_until: i.contract_until,
        reference: i.reference.clone().unwrap_or_default(),
    }
}

/// What stood further up.
#[derive(Default)]
struct Seen {
    named: HashSet<Identity>,
    installed: HashSet<Id>,
}

struct Reader<'a> {
    line: &'a Line,
    columns: &'a Columns<Column>,
    known: &'a Known,
    actor: &'a Actor,
}

type Read<'a> = (Id, Option<&'a Installation>, EditInstallation);

impl<'a> Reader<'a> {
    fn get(&self, column: Column) -> Option<&str> {
        self.line.get(self.columns, column)
    }

    fn text(&self, column: Column) -> &str {
        self.get(column).unwrap_or_default()
    }

    /// The partner, what is there already, and what shall be.
    fn read(&self, seen: &mut Seen) -> std::result::Result<Read<'a>, Faults> {
        let mut faults = Faults::new();
        let partner = noted(&mut faults, Column::Partner, self.partner());
        let customer =
            partner.as_ref().and_then(|p| noted(&mut faults, Column::Customer, self.known.customer(p, self.text(Column::Customer))));
        let product = noted(&mut faults, Column::Product, self.known.product(self.text(Column::Product)));
        let edition = product.and_then(|p| noted(&mut faults, Column::Edition, edition(p, self.text(Column::Edition))));
        let capacity = noted(&mut faults, Column::Capacity, number(self.text(Column::Capacity))).flatten();
        let contract_until = noted(&mut faults, Column::ContractUntil, day(self.text(Column::ContractUntil))).flatten();
        let (host, reference) = (self.text(Column::Host), self.text(Column::Reference));
        let id = |id: Option<&Id>| id.cloned().unwrap_or_default();
        let mut edit = EditInstallation {
            customer_id: id(customer.as_ref()),
            product_id: id(product.map(|p| &p.id)),
            edition_id: id(edition.map(|e| &e.id)),
            runs: self.text(Column::Runs).to_owned(),
            host: host.to_owned(),
            capacity,
            contract_until,
            reference: reference.to_owned(),
        };
        let mut before = None;
        if let (Some(customer), Some(product), Some(edition)) = (&customer, product, edition) {
            let identity = Identity::new(customer, &product.id, host, reference, &edition.id);
            before = noted(&mut faults, identity.by.0, self.known.installed(&identity, self.columns)).flatten();
            let told_apart_by = identity.by.0;
            let again = before.is_some_and(|b| !seen.installed.insert(b.id.clone()));
            if !seen.named.insert(identity) || again {
                faults.add(told_apart_by.word(), Fault::Twice);
            }
        }
        if let Some(before) = before {
            self.keep_what_no_column_says(&mut edit, before);
        }
        let clean = validate_installation(&edit, product).map_err(|found| merge(&mut faults, &found)).unwrap_or(edit);
        faults.or((partner.unwrap_or_default(), before, clean))
    }

    /// A partner's own file need not name it.
    fn partner(&self) -> std::result::Result<Id, Fault> {
        match self.text(Column::Partner) {
            "" if !self.actor.is_vendor() => Ok(self.actor.organisation_id.clone()),
            name => self.known.partner(name),
        }
    }

    fn keep_what_no_column_says(&self, edit: &mut EditInstallation, before: &Installation) {
        let before = edit_of(before);
        let missing = |column| self.get(column).is_none();
        if missing(Column::Capacity) {
            edit.capacity = before.capacity;
        }
        if missing(Column::ContractUntil) {
            edit.contract_until = before.contract_until;
        }
        if missing(Column::Host) {
            edit.host = before.host;
        }
        if missing(Column::Reference) {
            edit.reference = before.reference;
        }
    }
}
