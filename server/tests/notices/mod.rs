//! What people are told of, and when: everything in the portal, what is owed at once, the rest as they like it, each once.

mod deaths;
mod gathered;
mod list;
mod news;
mod settings;
mod still_theirs;
mod unsubscribe;

use eyelevel_contract::notices::{NoticeSettings, Notices, PATH, SETTINGS};
use eyelevel_contract::requests::{NewMessage, Request, paths};
use serde_json::{Value, json};

use crate::support::World;

pub(super) const JANA: &str = "partner@eyelevel.example";

impl World {
    /// Somebody says how they would like to be told.
    pub(super) async fn wishes(&self, account: &str, ways: Value, quiet: (&str, &str)) {
        let client = self.as_(account).await;
        let now: NoticeSettings = client.get(SETTINGS).await.ok();
        let edit = json!({ "ways": ways, "quiet_from": quiet.0, "quiet_until": quiet.1, "digest_at": "07:00" });
        client.put(SETTINGS, now.version, edit).await.is(200);
    }

    /// Somebody writes at a request.
    pub(super) async fn writes(&self, account: &str, request: &Request, text: &str) {
        let message = NewMessage { text: text.to_owned(), internal: false };
        self.as_(account).await.post(paths::messages(&request.id), message).await.is(201);
    }

    /// What somebody was told of.
    pub(super) async fn notices(&self, account: &str) -> Notices {
        self.as_(account).await.get(PATH).await.ok()
    }

    /// The subjects of what somebody got by mail since the last look.
    pub(super) async fn subjects(&self, email: &str) -> Vec<String> {
        let mails = self.mails_to(email).await;
        self.run(&format!("DELETE FROM demo_mails WHERE to_email = '{email}'")).await;
        mails.into_iter().map(|(subject, _)| subject).collect()
    }

    /// An enquiry of Jana's, and nothing by mail that is still to be sent.
    pub(super) async fn quiet_enquiry(&self, text: &str) -> Request {
        let request = self.enquiry(text).await;
        self.send_mails().await;
        self.run("DELETE FROM demo_mails").await;
        request
    }
}
