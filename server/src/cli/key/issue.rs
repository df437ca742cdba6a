use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{Draft, Intent, Licence, NewKeyRecipient, StoppedKey};
use eyelevel_texts::{format, licences, words};
use serde_json::json;

use crate::app::App;
use crate::calendar;
use crate::error::Error;
use crate::extract::Caller;
use crate::licences::installations;
use crate::licences::requests as asked;
use crate::people::session;
use crate::write::Write;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Issue {
    /// In whose name: the mail address of somebody of the partner. The key goes to them, and nobody else
    #[arg(long = "as", value_name = "EMAIL")]
    email: String,
    /// For which installation, by its id or its host
    #[arg(long)]
    installation: String,
    /// What for: renew, upgrade, move or bridge
    #[arg(long, default_value = "renew")]
    intent: String,
    /// The version that runs there [default: the one on record]
    #[arg(long)]
    version: Option<String>,
    /// The host that it moves to
    #[arg(long)]
    host: Option<String>,
    /// What else is to be said; what is down
    #[arg(long, default_value = "")]
    message: String,
    /// The partner's own reference
    #[arg(long, default_value = "")]
    reference: String,
    /// Prints one JSON document: `{"issued": bool, "number": "…", "key": "…", …}`
    #[arg(long)]
    json: bool,
    /// Language of the sentences: de or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Asks for a key; gives whether there is one.
pub(in crate::cli) async fn issue(issue: Issue, app: &App) -> Result<bool, String> {
    let lang = Lang::from_word(&issue.lang).ok_or("lang is de or en")?;
    let mut on = app.db.read().await.map_err(|e| e.to_string())?;
    let caller = session::caller_by_email(&mut on, &issue.email).await.map_err(|e| e.to_string())?;
    drop(on);
    let caller = caller.ok_or_else(|| format!("nobody who can sign in has the address {}", issue.email))?;
    let licence = ask(app, &caller, &issue).await.map_err(|error| in_words(lang, error))?;
    let key = licence.keys.last();
    if issue.json {
        println!("{}", as_json(lang, &licence));
    } else {
        say(app, lang, &licence);
    }
    Ok(key.is_some())
}

async fn ask(app: &App, caller: &Caller, issue: &Issue) -> Result<Licence, Error> {
    let mut w = Write::begin(app, Some(caller.id().clone()), "command").await?;
    let installed = installations::store::by_id_or_host(&mut w.tx, &caller.actor, &issue.installation).await?;
    let me = NewKeyRecipient::requester(caller.lang.into());
    let intent = Intent::from_word(&issue.intent).ok_or_else(|| Error::Malformed("intent is renew, upgrade, move or bridge".to_owned()))?;
    let draft = Draft {
        version: issue.version.clone().unwrap_or_else(|| installed.runs.to_string()),
        installation_id: Some(installed.id),
        host: issue.host.clone().unwrap_or_default(),
        message: issue.message.clone(),
        reference: issue.reference.clone(),
        recipients: vec![me],
        ..Draft::empty(intent)
    };
    let id = asked::submit::submit(&mut w, caller, &draft).await?;
    w.commit().await?;
    asked::made(app, caller, &id).await
}

fn in_words(lang: Lang, error: Error) -> String {
    match error {
        Error::Invalid(faults) => {
            let each =
                faults.iter().flat_map(|(field, all)| all.iter().map(move |fault| format!("{field}: {}", words::fault(lang, fault))));
            each.collect::<Vec<_>>().join("\n")
        }
        Error::NotFound => "there is no such installation, or several have that host".to_owned(),
        Error::NeedsRole(roles) => words::refusal(lang, &eyelevel_contract::requests::rules::Refusal::NeedsRole(roles)),
        Error::Refused(refusal) => words::refusal(lang, &refusal),
        Error::Malformed(why) | Error::Internal(why) => why,
        other => other.to_string(),
    }
}

/// Why there is none.
fn why_not(lang: Lang, licence: &Licence) -> Option<String> {
    let stopped: Option<&StoppedKey> = licence.stopped.last();
    let person = licence.asked.needs_person.map(|why| licences::needs_person(lang, why).to_owned());
    stopped.map(|stopped| licences::stopped(lang, stopped)).or(person)
}

fn as_json(lang: Lang, licence: &Licence) -> serde_json::Value {
    let (key, request) = (licence.keys.last(), &licence.page.request);
    json!({
        "issued": key.is_some(),
        "number": request.number,
        "state": request.state,
        "key": key.and_then(|key| key.key.as_deref()),
        "expires": key.and_then(|key| key.expires),
        "proof": key.map(|key| &key.proof),
        "reason": if key.is_some() { None } else { why_not(lang, licence) },
        "owner": request.owner.name,
        "promised": request.promise.as_ref().and_then(|promise| promise.due_at),
    })
}

fn say(app: &App, lang: Lang, licence: &Licence) {
    let request = &licence.page.request;
    if let Some(key) = licence.keys.last().and_then(|key| key.key.as_deref()) {
        println!("{key}");
        return;
    }
    let due = request.promise.as_ref().and_then(|promise| promise.due_at).and_then(|due| calendar::civil(app, due).ok());
    let due = due.map(|due| format!(" ({})", format::moment(lang, due))).unwrap_or_default();
    let why = why_not(lang, licence).unwrap_or_default();
    println!("{}: {}. {}{due}", request.number, why.trim_end_matches('.'), request.owner.name);
}
