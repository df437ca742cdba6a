//! What people do with keys in the stories, in one line each.

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::licences::{Draft, Intent, Licence, NewKeyRecipient, Whom};

use super::super::scene::Scene;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::licences::requests::{made, submit::submit, works::works};
use crate::mail::transport::Transport;
use crate::mail::worker;

impl Scene<'_> {
    /// The form for what runs on a host, for the version that runs there; it goes to who asks.
    pub(super) fn asking(&self, intent: Intent, host: &str, version: &str) -> Result<Draft> {
        let installation_id = Some(self.installed.on(host)?.clone());
        Ok(Draft { installation_id, version: version.to_owned(), recipients: vec![me()], ..Draft::empty(intent) })
    }

    /// Asks for a key; an issuer that takes long is asked at once, and what came of it is mailed.
    pub(super) async fn asks(&self, who: &str, then: &App, draft: &Draft) -> Result<Id> {
        let (mut w, caller) = self.write(then, who).await?;
        let id = submit(&mut w, caller, draft).await?;
        self.done(w).await?;
        Job::Keys.run(then).await?;
        worker::run(then, &Transport::Demo).await?;
        Ok(id)
    }

    /// It runs with the key.
    pub(super) async fn runs_with_it(&self, who: &str, then: &App, id: &str) -> Result<()> {
        let (mut w, caller) = self.write(then, who).await?;
        works(&mut w, caller, id).await?;
        self.done(w).await
    }

    /// The request as somebody sees it.
    pub(super) async fn key_request(&self, who: &str, id: &str) -> Result<Licence> {
        made(self.app, self.people.who(who)?, id).await
    }
}

/// Who asks.
pub(super) fn me() -> NewKeyRecipient {
    recipient(Whom::Requester, "", "", "")
}

pub(super) fn recipient(whom: Whom, name: &str, organisation: &str, email: &str) -> NewKeyRecipient {
    NewKeyRecipient::named(whom, name, organisation, email, PageLang::De)
}
