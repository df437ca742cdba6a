//! Who and what is there already.

use std::collections::HashMap;

use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::validate::Fault;

use super::plan::At;
use super::{Column, Sheet};
use crate::db::{AsConn, Query, bulk, q};
use crate::error::Result;
use crate::people::store::kind_of;

/// What a file may name.
pub(super) struct Known {
    /// By name in small letters: the vendor, partners, distributors.
    organisations: HashMap<String, Vec<(Id, OrganisationKind)>>,
    /// Whose organisation's, by mail address in small letters.
    people: HashMap<String, Id>,
}

impl Known {
    pub(super) async fn load(on: &mut impl AsConn, sheet: &Sheet) -> Result<Self> {
        let mut known = Self { organisations: HashMap::new(), people: HashMap::new() };
        let all: Vec<(Id, String, String)> = q("SELECT id, name, kind FROM organisations WHERE kind <> 'customer'").all(on).await?;
        for (id, name, kind) in all {
            known.organisations.entry(name.to_lowercase()).or_default().push((id, kind_of(&kind)?));
        }
        let named = sheet.lines.iter().filter_map(|line| line.get(&sheet.columns, Column::Email));
        let keys: Vec<String> = named.filter_map(|email| Email::parse(email).ok()).map(|email| email.key()).collect();
        for (some, places) in bulk::some_of(&keys) {
            let sql = format!("SELECT email_key, organisation_id FROM people WHERE email_key IN {places}");
            let rows: Vec<(String, Id)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
            known.people.extend(rows);
        }
        Ok(known)
    }

    /// The company that a name means; one that is not there becomes a partner.
    pub(super) fn organisation(&self, name: &str) -> Result<At, Fault> {
        match self.organisations.get(&name.to_lowercase()).map(Vec::as_slice) {
            _ if name.is_empty() => Err(Fault::Required),
            None | Some([]) => Ok(At::New(name.to_owned())),
            Some([(id, kind)]) => Ok(At::Known(id.clone(), *kind)),
            Some(_) => Err(Fault::Twice),
        }
    }

    /// Where somebody with this address is already.
    pub(super) fn person(&self, email: &Email) -> Option<&Id> {
        self.people.get(&email.key())
    }
}
