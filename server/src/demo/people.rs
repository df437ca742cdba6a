use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::people::{NewOrganisation, NewPerson, OrganisationKind, Role};

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::people::{DEMO_ACCOUNTS, DEMO_PASSWORD, invite, organisations, password};
use crate::write::Write;

/// The demo's people by account, and the partners' customers by name.
pub(super) struct People {
    by_account: BTreeMap<&'static str, Caller>,
    customers: BTreeMap<&'static str, Id>,
}

impl People {
    /// Somebody, as they act.
    pub(super) fn who(&self, account: &str) -> Result<&Caller> {
        self.by_account.get(account).ok_or_else(|| Error::Internal(format!("the demo has no {account}")))
    }

    /// A customer's id.
    pub(super) fn customer(&self, name: &str) -> Option<Id> {
        self.customers.get(name).cloned()
    }
}

/// account, name, roles, language.
type Entry = (&'static str, &'static str, &'static [Role], Lang);

const VENDOR: &str = "Kranich Systems";
const STAFF: [Entry; 7] = [
    ("approver", "Claudia Berg", &[Role::Approver], Lang::De),
    ("approver2", "Henrik Lund", &[Role::Approver, Role::Lead], Lang::En),
    ("support", "Selim Aydin", &[Role::Support], Lang::De),
    ("ledger", "Petra König", &[Role::Ledger], Lang::De),
    ("manager", "Dr. Anna Weiss", &[Role::Manager], Lang::De),
    ("admin", "Felix Sommer", &[Role::Admin], Lang::De),
    ("auditor", "Ruth Mahler", &[Role::Auditor], Lang::De),
];

const PARTNERS: [(&str, &[Entry], &[&str]); 3] = [
    (
        "Nordlicht IT",
        &[
            ("partner", "Jana Petersen", &[Role::Technician], Lang::De),
            ("accounts", "Uwe Brandt", &[Role::Accounts], Lang::De),
            ("owner", "Ines Hansen", &[Role::Owner], Lang::De),
            ("sales", "Tom Clausen", &[Role::Sales], Lang::En),
        ],
        &["Hafenklinik Altona", "Reederei Thomsen", "Stadtbücherei Kiel"],
    ),
    (
        "Südwerk Systemhaus",
        &[("other", "Miriam Vogel", &[Role::Technician, Role::Sales], Lang::De), ("other-owner", "Georg Haas", &[Role::Owner], Lang::De)],
        &["Brauerei Lindenhof", "Maschinenbau Ott"],
    ),
    ("Helvetia Netz", &[("helvetia", "Luca Meier", &[Role::Owner, Role::Technician], Lang::De)], &["Hotel Seeblick"]),
];

const DISTRIBUTOR: (&str, Entry) = ("Elbtal Distribution", ("agent", "Sven Richter", &[Role::Agent], Lang::De));

pub(super) async fn add(app: &App) -> Result<People> {
    let hash = password::hash(DEMO_PASSWORD.to_owned()).await?;
    let mut people = People { by_account: BTreeMap::new(), customers: BTreeMap::new() };
    let mut w = Write::begin(app, None, "command").await?;
    let vendor = organisations::add_vendor(&mut w, VENDOR).await?;
    for entry in STAFF {
        people.add(&mut w, entry, &vendor, OrganisationKind::Vendor, &hash).await?;
    }
    let organisation = |name: &str, kind| NewOrganisation { name: name.to_owned(), kind };
    for (name, staff, customers) in PARTNERS {
        let partner = organisations::add(&mut w, &organisation(name, OrganisationKind::Partner), &vendor).await?;
        for entry in staff {
            people.add(&mut w, *entry, &partner, OrganisationKind::Partner, &hash).await?;
        }
        for customer in customers {
            let id = organisations::add(&mut w, &organisation(customer, OrganisationKind::Customer), &partner).await?;
            people.customers.insert(customer, id);
        }
    }
    let (name, agent) = DISTRIBUTOR;
    let distributor = organisations::add(&mut w, &organisation(name, OrganisationKind::Distributor), &vendor).await?;
    people.add(&mut w, agent, &distributor, OrganisationKind::Distributor, &hash).await?;
    // They have been here for long: nobody is invited any more.
    q("DELETE FROM outbox").run(&mut w.tx).await?;
    q("DELETE FROM links").run(&mut w.tx).await?;
    w.commit().await?;
    debug_assert!(DEMO_ACCOUNTS.iter().all(|account| people.by_account.contains_key(account)), "the README's accounts exist");
    Ok(people)
}

impl People {
    async fn add(&mut self, w: &mut Write, entry: Entry, organisation: &Id, kind: OrganisationKind, hash: &str) -> Result<()> {
        let (account, name, roles, lang) = entry;
        let new = NewPerson {
            name: name.to_owned(),
            email: format!("{account}@eyelevel.example"),
            organisation_id: organisation.clone(),
            roles: roles.to_vec(),
            lang,
        };
        let id = invite(w, &new, kind).await?;
        q("UPDATE people SET password_hash = $1 WHERE id = $2").bind(hash).bind(&id).run(&mut w.tx).await?;
        let actor = Actor { id, organisation_id: organisation.clone(), kind, roles: roles.to_vec() };
        self.by_account.insert(account, Caller { actor, name: name.to_owned(), lang, token: None });
        Ok(())
    }
}
