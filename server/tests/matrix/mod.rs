//! Role × operation: who may do what, and what everybody else is told. Every operation of the API's description has its line; one that is
//! added without a line fails `whole`.

mod audit;
mod board;
mod calendars;
mod catalogue;
mod check;
mod deliveries;
mod demo_kits;
mod drafts;
mod enquiries;
mod exports;
mod foreign;
mod fuzz;
mod guide;
mod installations;
mod known_issues;
mod licences;
mod live;
mod mail;
mod mail_health;
mod mail_texts;
mod notices;
mod odd;
mod people;
mod products;
mod renewals;
mod requests;
mod returns;
mod ring;
mod statements;
mod things;
mod tokens;
mod webhooks;
mod whole;

use serde_json::Value;
use things::{Made, Thing};

/// Everybody, one role each. `lead` is Henrik Lund without his other role.
const ACCOUNTS: [&str; 14] = [
    "partner",
    "owner",
    "sales",
    "accounts",
    "other",
    "other-owner",
    "approver",
    "approver2",
    "support",
    "manager",
    "admin",
    "auditor",
    "ledger",
    "agent",
];
const LEAD: &str = "approver2";
/// The requester's company, as far as it sees kits and enquiries.
const COLLEAGUES: &[&str] = &["partner", "owner", "sales"];
/// Of the vendor, who sees them.
const VENDOR: &[&str] = &["approver", LEAD, "support", "manager", "admin", "auditor"];
/// The rights that refusals name.
const ASKERS: &str = "owner technician sales";
const WRITERS: &str = "approver support lead manager admin";
const DECIDERS: &str = "approver lead manager";
const SHIPPERS: &str = "support approver lead";
const LEADERS: &str = "lead manager admin";

/// What nobody needs to be signed in for.
const OPEN: [&str; 3] = ["post /api/v1/session", "post /api/v1/licence-revocation", "post /api/v1/deliveries/webhooks/{provider}"];

/// What is sent.
#[derive(Clone, Copy)]
enum Body {
    Nothing,
    Json(fn(&Made) -> Value),
    /// A file, for this field.
    File(&'static str),
    Raw(&'static [u8]),
    /// A piece of a file, or the beginning of one for this field.
    Piece(&'static str, &'static [u8]),
    /// A text of that kind.
    Text(&'static str, &'static str),
}

/// One operation.
struct Line {
    /// As in the API's description: `post /api/v1/requests/{id}/question`.
    operation: &'static str,
    /// What it is done to.
    to: Thing,
    body: Body,
    /// The status when it is done.
    done: u16,
    /// Who may; empty: everybody who is signed in.
    may: &'static [&'static [&'static str]],
    /// Who sees it and lacks a right, and which.
    lacks: &'static [(&'static [&'static str], &'static str)],
    /// What all others are told.
    others: u16,
    /// A body that can't be taken, and what is said then.
    spoilt: Option<(Body, u16)>,
    /// The same to a thing whose state is in the way: 409.
    late: Option<Thing>,
}

impl Line {
    /// Everybody who is signed in may read it.
    const fn read(operation: &'static str, to: Thing) -> Self {
        Self { operation, to, body: Body::Nothing, done: 200, may: &[], lacks: &[], others: 404, spoilt: None, late: None }
    }

    /// Something that is sent.
    const fn write(operation: &'static str, to: Thing, body: fn(&Made) -> Value, done: u16) -> Self {
        Self { body: Body::Json(body), done, ..Self::read(operation, to) }
    }

    fn may(&self, account: &str) -> bool {
        self.may.is_empty() && self.others == 404 && self.lacks.is_empty() || self.may.iter().any(|group| group.contains(&account))
    }

    fn parts(&self) -> (&'static str, &'static str) {
        self.operation.split_once(' ').unwrap()
    }
}

/// All lines.
fn lines() -> Vec<Line> {
    [
        people::lines(),
        tokens::lines(),
        requests::lines(),
        drafts::lines(),
        deliveries::lines(),
        demo_kits::lines(),
        catalogue::lines(),
        enquiries::lines(),
        board::lines(),
        audit::lines(),
        calendars::lines(),
        exports::lines(),
        guide::lines(),
        mail_texts::lines(),
        mail_health::lines(),
        ring::lines(),
        products::lines(),
        known_issues::lines(),
        installations::lines(),
        renewals::lines(),
        licences::lines(),
        statements::lines(),
        returns::lines(),
        mail::lines(),
        notices::lines(),
        webhooks::lines(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
