//! Webhooks, before a program that listens: what it hears, in which order, how often, and where nothing is ever sent.

mod desk;
mod entitled;
mod keeping;
mod order;
mod patience;
mod targets;
mod trust;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::page::Page;
use eyelevel_contract::webhooks::{self, EditWebhook, Sending, Topic, Webhook, WebhookSecret};
use eyelevel_server::webhooks::sign;

pub(crate) use desk::{Desk, Heard, Reply};

use crate::support::{Client, World};

/// What is said of a webhook at an address.
pub(crate) fn at(url: &str) -> EditWebhook {
    EditWebhook { url: url.to_owned(), topics: Topic::ALL.to_vec(), active: true }
}

/// The bytes of a secret as it is told.
pub(crate) fn bytes(secret: &str) -> Vec<u8> {
    STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap()
}

/// Whether one of the signatures is right.
pub(crate) fn is_signed(heard: &Heard, secret: &str) -> bool {
    let right = sign(&bytes(secret), &heard.id, heard.second, &heard.body).unwrap();
    heard.signatures.split(' ').any(|one| one == right)
}

impl Client {
    /// A new webhook.
    pub(crate) async fn hooks_up(&self, url: &str) -> WebhookSecret {
        self.post(webhooks::PATH, at(url)).await.ok()
    }

    /// The one webhook that the company has.
    pub(crate) async fn webhook(&self) -> Webhook {
        self.get(webhooks::PATH).await.ok::<Page<Webhook>>().items.pop().unwrap()
    }

    /// What was sent to it, the oldest first.
    pub(crate) async fn log(&self, id: &str) -> Vec<Sending> {
        let mut log = self.get(webhooks::deliveries(id)).await.ok::<Page<Sending>>().items;
        log.reverse();
        log
    }

    /// Lets it go on, or pauses it.
    pub(crate) async fn switch(&self, id: &str, active: bool) -> Webhook {
        let now = self.get(webhooks::PATH).await.ok::<Page<Webhook>>().items.into_iter().find(|one| one.id == id).unwrap();
        self.put(webhooks::one(id), now.version, EditWebhook { active, ..EditWebhook::of(&now) }).await.ok()
    }
}

impl World {
    /// Sends what is due; how much was tried.
    pub(crate) async fn send_webhooks(&self) -> usize {
        eyelevel_server::webhooks::run(&self.app).await.unwrap()
    }
}
