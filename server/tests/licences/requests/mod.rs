mod agreed;
mod at_once;
mod bridges;
mod consent;
mod deaths;
mod decide;
mod gate;
mod generators;
mod reasons;
mod rules;
mod secrets;
mod shown;
mod silence;
mod statuses;
mod stopped;
mod told;

use std::time::Duration;

use eyelevel_contract::lang::PageLang;
use eyelevel_contract::licences::{
    AnswerConsent, AskConsent, Contact, Draft, HandMade, Intent, Licence, NewKeyRecipient, RecipientChange, Renewal, Revoke, Whom, paths,
};
use eyelevel_server::config::Generator;

use crate::support::{Client, World};

/// A recipient by role, name and address.
pub(crate) fn recipient(whom: Whom, name: &str, email: &str) -> NewKeyRecipient {
    let organisation = if whom == Whom::Customer { "Hafenklinik Altona" } else { "" };
    NewKeyRecipient::named(whom, name, organisation, email, PageLang::De)
}

/// The vendor would like somebody else to have it too.
pub(crate) fn adding(name: &str) -> AskConsent {
    let recipient = Some(recipient(Whom::Other, name, &format!("{}@x.example", name.to_lowercase())));
    AskConsent { change: RecipientChange::Added, recipient_id: None, recipient, reason: "Who installs it.".to_owned() }
}

/// Who asks.
pub(crate) fn me() -> NewKeyRecipient {
    recipient(Whom::Requester, "", "")
}

/// The customer's administrator.
pub(crate) fn customer() -> NewKeyRecipient {
    recipient(Whom::Customer, "Ruth Albers", "it@hafenklinik.example")
}

impl World {
    /// The form for the installation on a host, for the version that runs there, for the requester alone.
    pub(crate) async fn asking(&self, intent: Intent, host: &str) -> Draft {
        let installed = self.installed(host).await;
        Draft {
            installation_id: Some(installed.id),
            version: installed.runs.to_string(),
            recipients: vec![me()],
            contact: Contact::Thread,
            message: if intent == Intent::Bridge { "Nothing is backed up any more".to_owned() } else { String::new() },
            ..Draft::empty(intent)
        }
    }

    /// `partner` asks.
    pub(crate) async fn asked(&self, draft: &Draft) -> Licence {
        self.as_("partner").await.post(paths::LICENCES, draft.clone()).await.ok()
    }

    /// A request for a key as `partner` sees it.
    pub(crate) async fn licence(&self, id: &str) -> Licence {
        self.as_("partner").await.get(paths::one(id)).await.ok()
    }
}

/// Everything happens to keys of which somebody is told: one is stopped, one is made by hand for one recipient more and taken back, and one is
/// renewed.
pub(crate) async fn a_busy_week(world: &World) {
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let mut draft = world.asking(Intent::Renew, "hka-backup-01").await;
    draft.recipients = vec![me(), customer()];
    let id = world.asked(&draft).await.page.request.id;
    let asked: Licence = support.post(paths::verb(&id, paths::CONSENTS), adding("Ada")).await.ok();
    partner.post(paths::consent(&id, &asked.consents[0].id), AnswerConsent { agreed: true }).await.is(200);
    let issued = support.by_hand(&world.licence(&id).await, "AR9-1234-ABCD-X").await;
    world.send_mails().await;
    let revoke = Revoke { key_id: issued.keys[0].id.clone(), reason: "It was stolen.".to_owned() };
    world.as_("admin").await.post(paths::verb(&id, paths::REVOKED), revoke).await.is(200);
    let renewal: Renewal = partner.post(paths::RENEWALS, world.ids_of(&["thomsen-nas"]).await).await.is(201).ok();
    world.finished(&renewal.id).await;
}

impl Client {
    /// Makes a key by hand, for all who are to have it.
    pub(crate) async fn by_hand(&self, licence: &Licence, key: &str) -> Licence {
        let getting = licence.recipients.iter().filter(|r| !r.left_out);
        let recipient_ids = getting.map(|r| r.recipient.id.clone()).collect();
        self.post(paths::verb(&licence.page.request.id, paths::HAND_MADE), HandMade { key: key.to_owned(), recipient_ids }).await.ok()
    }
}

/// A generator that is a line of shell; `$order` is what it was asked. It has all the time that there is.
pub(crate) fn shell(script: &str) -> Generator {
    let script = format!("order=$(cat); {script}");
    Generator { program: "/bin/sh".to_owned(), arguments: vec!["-c".to_owned(), script], patience: Duration::from_secs(60) }
}

/// One that makes nothing in the time that it has.
pub(crate) fn too_late(script: &str) -> Generator {
    Generator { patience: Duration::from_secs(1), ..shell(script) }
}
