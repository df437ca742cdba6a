mod at_once;
mod stopped;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{AskConsent, Contact, Draft, Intent, Licence, NewKeyRecipient, RecipientChange, Whom, paths};
use eyelevel_server::config::Generator;

use crate::support::World;

/// A recipient by role, name and address.
pub(crate) fn recipient(whom: Whom, name: &str, email: &str) -> NewKeyRecipient {
    let organisation = if whom == Whom::Customer { "Hafenklinik Altona" } else { "" };
    NewKeyRecipient { whom, name: name.to_owned(), organisation: organisation.to_owned(), email: email.to_owned(), lang: Lang::De }
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

/// A generator that is a line of shell; `$order` is what it was asked.
pub(crate) fn shell(script: &str) -> Generator {
    let script = format!("order=$(cat); {script}");
    Generator { program: "/bin/sh".to_owned(), arguments: vec!["-c".to_owned(), script], patience: std::time::Duration::from_secs(2) }
}
