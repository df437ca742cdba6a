//! What the form holds while it is being filled in, made from a draft's JSON.

use eyelevel_contract::{
    deliveries::Channel,
    json::Json,
    licences::{Contact, Intent, Licence, Whom},
};

use super::wanted;
use crate::{
    i18n::lang,
    requests::severity,
    ui::{
        button::unique,
        record::{As, Entry, Record},
    },
};

/// Fields of the draft itself.
pub(super) const DRAFT: &[Entry] = &[
    ("intent", As::Text),
    ("installation_id", As::Choice),
    // Whose key is refused: for the form alone.
    ("request_id", As::Choice),
    ("customer_id", As::Choice),
    ("product_id", As::Choice),
    ("edition_id", As::Choice),
    ("version", As::Text),
    ("host", As::Text),
    ("capacity", As::Amount),
    ("rejected_key", As::Text),
    ("program_says", As::Text),
    ("message", As::Text),
    ("never_customer", As::Flag),
    ("contact", As::Text),
    ("contact_at", As::Text),
    ("reference", As::Text),
    ("limited", As::Flag),
    ("severity", severity::AS),
];

/// Fields of a recipient.
const PERSON: &[Entry] = &[
    ("whom", As::Text),
    ("name", As::Text),
    ("organisation", As::Text),
    ("email", As::Text),
    ("lang", As::Text),
    ("channel", As::Choice),
    ("why", As::Text),
];

/// Somebody who gets the key.
#[derive(Clone)]
pub(super) struct Recipient {
    /// Stays, whoever else is removed.
    pub(super) key: u32,
    pub(super) whom: Whom,
    pub(super) record: Record,
}

impl Recipient {
    fn new(json: &Json) -> Self {
        let whom = Whom::from_word(&text(json, "whom")).unwrap_or(Whom::Other);
        Self { key: unique(), whom, record: Record::new(PERSON, json) }
    }

    /// Somebody of whom nothing is known but who they are.
    pub(super) fn somebody(whom: Whom, organisation: &str) -> Self {
        Self::new(&somebody(whom, organisation))
    }
}

fn somebody(whom: Whom, organisation: &str) -> Json {
    let mut json = Json::Null;
    let known = [("whom", whom.word()), ("organisation", organisation), ("lang", lang().word()), ("channel", Channel::Mail.word())];
    for (path, text) in known.into_iter().chain(["name", "email", "why"].map(|path| (path, ""))) {
        json.put(path, Json::Text(text.to_owned()));
    }
    json
}

/// A text of the JSON; empty if there is none.
pub(super) fn text(json: &Json, path: &str) -> String {
    match json.at(path) {
        Json::Text(text) => text.clone(),
        _ => String::new(),
    }
}

pub(super) fn intent(word: &str) -> Intent {
    Intent::from_word(word).unwrap_or(Intent::Renew)
}

/// Whether nothing is installed yet.
pub(super) const fn is_new(intent: Intent) -> bool {
    matches!(intent, Intent::New | Intent::Trial)
}

/// A new draft, by what the address says: whoever fills it in gets the key.
pub(super) fn begin(query: &str) -> Json {
    let mut json = Json::Null;
    let intent = intent(&wanted(query, "intent"));
    json.put("intent", Json::Text(intent.word().to_owned()));
    json.put("contact", Json::Text(Contact::Thread.word().to_owned()));
    for (path, name) in [("installation_id", "installation"), ("request_id", "request")] {
        let id = wanted(query, name);
        if !id.is_empty() {
            json.put(path, Json::Text(id));
        }
    }
    json.put("recipients", Json::List(vec![somebody(Whom::Requester, "")]));
    json
}

/// The key of that request is refused: where it should run, in which version, and the key itself.
pub(super) fn refused(json: &mut Json, licence: &Licence) {
    let asked = &licence.asked;
    // What was new then is installed now, and the installation bears the request's id.
    let installation = asked.installation_id.clone().unwrap_or_else(|| licence.page.request.id.clone());
    json.put("installation_id", Json::Text(installation));
    json.put("version", Json::Text(asked.wanted.to_string()));
    let key = licence.keys.iter().rev().find_map(|issued| issued.key.clone());
    json.put("rejected_key", Json::Text(key.unwrap_or_default()));
}

pub(super) fn recipients(json: &Json) -> Vec<Recipient> {
    match json.get("recipients") {
        Json::List(people) => people.iter().map(Recipient::new).collect(),
        _ => Vec::new(),
    }
}
