//! The same mail to many people.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::notices::{NoticeKind, When};
use serde_json::Value;

use super::Template;
use super::notices::{self, Receiver, Told};
use crate::db::{Arg, bulk};
use crate::error::Result;
use crate::write::Write;

/// Mails people, each with their own parameters, as [`super::to_person`] mails one: the same event never mails the same person twice. However
/// many they are, it takes few statements.
///
/// # Errors
/// Whatever the database says.
pub async fn to_people(w: &mut Write, people: &[(Id, Value)], template: Template, event: &str) -> Result<()> {
    let ids: Vec<Id> = people.iter().map(|(id, _)| id.clone()).collect();
    let params: BTreeMap<&Id, &Value> = people.iter().map(|(id, params)| (id, params)).collect();
    let host = w.app().config.mail_host().to_owned();
    for (some, places) in bulk::some_of(&ids) {
        let receivers = notices::receivers(w, some, &places).await?;
        let mut mails: Vec<Mail<'_>> = Vec::with_capacity(receivers.len());
        for receiver in &receivers {
            let Some(params) = params.get(&receiver.id) else { continue };
            let when = match notices::kind_of(template, None) {
                Some(kind) => notices::when_for(w.app(), &receiver.settings()?, kind, w.now),
                None => When::Now,
            };
            mails.push(Mail { id: w.id(), event: format!("{}:{event}:{}", template.word(), receiver.id), receiver, params, when });
        }
        if let Some(kind) = notices::kind_of(template, None) {
            let told: Vec<_> = mails.iter().map(|mail| mail.told(template, kind)).collect();
            notices::insert_all(w, &told).await?;
        }
        let rows = mails.iter().filter(|mail| mail.when == When::Now).map(|mail| row(w, mail, template, &host)).collect();
        let head = "INSERT INTO outbox (id, event, template, lang, to_name, to_email, params, message_id, next_at, created_at)";
        bulk::insert(&mut w.tx, head, "ON CONFLICT (event) DO NOTHING", rows).await?;
    }
    Ok(())
}

/// What one of them is told.
struct Mail<'a> {
    id: Id,
    event: String,
    receiver: &'a Receiver,
    params: &'a Value,
    when: When,
}

impl Mail<'_> {
    fn told(&self, template: Template, kind: NoticeKind) -> Told<'_> {
        Told {
            person_id: &self.receiver.id,
            kind,
            template: template.word(),
            event: &self.event,
            params: self.params,
            due_at: if let When::At(at) = self.when { Some(at) } else { None },
            outbox_id: (self.when == When::Now).then_some(&self.id),
        }
    }
}

fn row(w: &Write, mail: &Mail<'_>, template: Template, host: &str) -> Vec<Arg> {
    let lang = Lang::from_word(&mail.receiver.lang).unwrap_or(Lang::De);
    let message_id = format!("<{}@{host}>", mail.id);
    let mut row = bulk::row((&mail.id, &mail.event, template.word()));
    row.extend(bulk::row((lang.word(), &mail.receiver.name, &mail.receiver.email)));
    row.extend(bulk::row((mail.params.to_string(), message_id)));
    row.extend(bulk::row((w.now, w.now)));
    row
}
