use clap::Subcommand;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{NewPerson, OrganisationKind, Role, paths, rules::roles_of};

use crate::app::App;
use crate::db::q;
use crate::error::Error;
use crate::links::{self, Purpose};
use crate::people;
use crate::write::Write;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Adds a person and prints the link by which they set their password; the way into an empty installation
    Add {
        /// Mail address
        #[arg(long)]
        email: String,
        /// First and last name
        #[arg(long)]
        name: String,
        /// The vendor's name; makes the vendor if there is none yet
        #[arg(long, conflicts_with = "organisation")]
        vendor: Option<String>,
        /// The id of another organisation that the person belongs to
        #[arg(long)]
        organisation: Option<String>,
        /// Roles; may be repeated [default: admin for the vendor, owner for a partner]
        #[arg(long = "role")]
        roles: Vec<String>,
        /// Language: de or en
        #[arg(long, default_value = "de")]
        lang: String,
    },
}

pub(super) async fn run(app: &App, command: Command) -> Result<(), String> {
    let Command::Add { email, name, vendor, organisation, roles, lang } = command;
    let lang = Lang::from_word(&lang).ok_or("lang is de or en")?;
    let mut w = Write::begin(app, None, "command").await.map_err(words)?;
    let (id, kind) = match organisation {
        Some(id) => (id.clone(), kind_of(&mut w, &id).await?),
        None => (the_vendor(&mut w, vendor).await?, OrganisationKind::Vendor),
    };
    let roles = roles_from(&roles, kind)?;
    let new = NewPerson { name, email, organisation_id: id, roles, lang };
    let person = people::invite(&mut w, &new, kind).await.map_err(words)?;
    let until = w.now + 14 * 24 * 3_600_000;
    let link = links::create(&mut w, Purpose::Invitation, &person, until).await.map_err(words)?;
    let token = links::token(app, &link).map_err(words)?;
    w.commit().await.map_err(words)?;
    println!("Added. Set the password within 14 days here: {}{}", app.config.base_url, paths::invitation(&token));
    Ok(())
}

fn roles_from(words: &[String], kind: OrganisationKind) -> Result<Vec<Role>, String> {
    let allowed = roles_of(kind);
    if words.is_empty() {
        return Ok(vec![if kind == OrganisationKind::Vendor { Role::Admin } else { allowed.first().copied().unwrap_or(Role::Owner) }]);
    }
    let names = || allowed.iter().map(|r| r.word()).collect::<Vec<_>>().join(", ");
    words.iter().map(|w| Role::from_word(w).ok_or_else(|| format!("no such role: {w} (there are {})", names()))).collect()
}

async fn kind_of(w: &mut Write, id: &str) -> Result<OrganisationKind, String> {
    let row: Option<(String,)> =
        q("SELECT kind FROM organisations WHERE id = $1").bind(id).maybe(&mut w.tx).await.map_err(|e| e.to_string())?;
    row.and_then(|r| OrganisationKind::from_word(&r.0)).ok_or_else(|| format!("no organisation has the id {id}"))
}

async fn the_vendor(w: &mut Write, name: Option<String>) -> Result<String, String> {
    let row: Option<(String,)> =
        q("SELECT id FROM organisations WHERE kind = 'vendor' LIMIT 1").maybe(&mut w.tx).await.map_err(|e| e.to_string())?;
    if let Some((id,)) = row {
        return Ok(id);
    }
    let name = name.ok_or("there is no vendor yet: name it with --vendor \"Your company\"")?;
    people::organisations::add_vendor(w, &name).await.map_err(words)
}

/// An error as a sentence for a terminal.
fn words(error: Error) -> String {
    let problem = crate::problem::problem(Lang::En, &error);
    let fields: Vec<_> = problem.errors.iter().map(|(field, messages)| format!("{field}: {}", messages.join(" "))).collect();
    match (fields.is_empty(), error) {
        (false, _) => fields.join("; "),
        (true, Error::Internal(what)) => what,
        (true, _) => problem.title,
    }
}
