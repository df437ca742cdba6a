mod checklist;
mod credits;
mod devices;
mod faults;
pub(crate) mod handled;
mod import;
mod loans;
mod lookup;
mod lost;
mod photos;
pub(crate) mod referral;
mod slip;
mod submit;

use eyelevel_contract::returns::{Draft, Lookup, Reason, Return, paths};

use crate::support::{Client, World};

/// A return of these, dead on arrival.
pub(crate) fn draft(serials: &[&str]) -> Draft {
    Draft {
        serials: serials.iter().map(|serial| (*serial).to_owned()).collect(),
        reason: Some(Reason::DeadOnArrival),
        description: "Stays dark.".to_owned(),
        ..Draft::empty()
    }
}

impl World {
    /// `partner` sends one device back.
    pub(crate) async fn returned(&self, serial: &str) -> Return {
        self.as_("partner").await.returns(&draft(&[serial])).await
    }
}

impl Client {
    /// Begins a return; it must be taken.
    pub(crate) async fn returns(&self, draft: &Draft) -> Return {
        self.post(paths::PATH, draft).await.is(201).ok()
    }

    /// What is known of a serial number.
    pub(crate) async fn look_up(&self, serial: &str) -> Lookup {
        self.get(paths::lookup(serial)).await.ok()
    }

    /// A CSV of serial numbers, written.
    pub(crate) async fn imports(&self, file: &str) -> eyelevel_contract::imports::Import {
        self.raw("POST", format!("{}?confirm=true", paths::IMPORT), "text/csv", file.to_owned()).await.ok()
    }
}
