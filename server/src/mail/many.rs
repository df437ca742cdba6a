//! The same mail to many people.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use serde_json::Value;

use super::Template;
use crate::db::{Arg, Query, bulk, q};
use crate::error::Result;
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Receiver {
    id: Id,
    name: String,
    email: String,
    lang: String,
}

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
        let sql = format!("SELECT id, name, email, lang FROM people WHERE id IN {places} ORDER BY id");
        let receivers: Vec<Receiver> = some.iter().fold(q(sql), Query::bind).all(&mut w.tx).await?;
        let rows = receivers.iter().filter_map(|r| Some(row(w, r, template, event, params.get(&r.id)?, &host))).collect();
        let head = "INSERT INTO outbox (id, event, template, lang, to_name, to_email, params, message_id, next_at, created_at)";
        bulk::insert(&mut w.tx, head, "ON CONFLICT (event) DO NOTHING", rows).await?;
    }
    Ok(())
}

fn row(w: &Write, receiver: &Receiver, template: Template, event: &str, params: &Value, host: &str) -> Vec<Arg> {
    let (id, word) = (w.id(), template.word());
    let lang = Lang::from_word(&receiver.lang).unwrap_or(Lang::De);
    let message_id = format!("<{id}@{host}>");
    let mut row = bulk::row((id, format!("{word}:{event}:{}", receiver.id), word));
    row.extend(bulk::row((lang.word(), &receiver.name, &receiver.email)));
    row.extend(bulk::row((params.to_string(), message_id)));
    row.extend(bulk::row((w.now, w.now)));
    row
}
