use super::check::send;
use super::things::{make, stage};
use super::{Body, COLLEAGUES, Line, Thing, lines};
use crate::support::{Answer, World};

/// An id that nothing has.
const MISSING: &str = "01900000-0000-7000-8000-000000000000";

/// What an answer says, apart from the id.
fn said(answer: &Answer, id: &str) -> (u16, String, String) {
    (answer.status.as_u16(), answer.header("content-type").to_owned(), answer.text().replace(id, "ID"))
}

/// Sends a line to a foreign thing and to none, with what fits and with what does not; both must answer alike.
async fn alike(world: &World, line: &Line, account: &str, foreign: &str, made: &super::Made) {
    let client = world.as_(account).await;
    let mut bodies = vec![line.body, Body::Json(|_| serde_json::json!({})), Body::Json(|_| serde_json::json!({ "reason": 1 }))];
    bodies.extend(line.spoilt.map(|s| s.0));
    for body in bodies {
        let theirs = send(&client, line, body, made, foreign).await;
        let none = send(&client, line, body, made, MISSING).await;
        assert_eq!(said(&theirs, foreign), said(&none, MISSING), "{} by {account}", line.operation);
        assert!(theirs.status.is_client_error(), "{} by {account}: {}", line.operation, theirs.status);
    }
}

/// To whom a thing of `partner`'s is as if it were not there.
fn strangers(thing: Thing) -> Vec<&'static str> {
    let mut all = vec!["other", "other-owner", "agent"];
    match thing {
        Thing::Draft | Thing::DraftFile | Thing::Sending | Thing::Renewal => {
            all.extend(["owner", "sales", "accounts", "approver", "admin", "manager", "auditor", "ledger"]);
        }
        Thing::Notice | Thing::View | Thing::Token => {
            all.extend(["owner", "sales", "accounts", "approver", "admin", "manager", "auditor", "ledger"]);
        }
        Thing::Customer => all.extend(["approver", "admin", "manager", "auditor", "ledger"]),
        Thing::Absence => all.extend(["partner", "owner", "sales", "accounts"]),
        Thing::Person | Thing::Invited => {}
        Thing::Item
        | Thing::Free
        | Thing::Nothing
        | Thing::FirstVersion
        | Thing::SigningKey
        | Thing::Product
        | Thing::PublishedIssue
        | Thing::MailText => {
            all.clear();
        }
        Thing::KnownIssue => all.extend(["partner", "owner", "sales", "accounts"]),
        Thing::Account | Thing::Query | Thing::QueryAnswered => all.extend(["partner", "sales", "approver", "support"]),
        Thing::StatementFile => all.extend(["partner", "owner", "sales", "accounts", "approver", "admin", "manager", "support"]),
        Thing::Installation => all.extend(["accounts", "manager", "ledger"]),
        _ => all.extend(["accounts", "ledger"]),
    }
    all
}

#[tokio::test]
async fn another_s_id_answers_like_one_that_does_not_exist() {
    let world = stage().await;
    for line in lines().into_iter().filter(|line| line.operation.contains("{id}") || matches!(line.body, Body::File(_) | Body::Piece(..))) {
        let made = make(&world, line.to).await;
        for account in strangers(line.to) {
            alike(&world, &line, account, &made.id, &made).await;
        }
    }
}

#[tokio::test]
async fn an_id_of_another_kind_is_none() {
    let world = stage().await;
    let mut ids = Vec::new();
    for thing in [
        Thing::Submitted,
        Thing::Enquiry,
        Thing::Parcel,
        Thing::Draft,
        Thing::DraftFile,
        Thing::Item,
        Thing::Person,
        Thing::Customer,
        Thing::Product,
        Thing::KnownIssue,
        Thing::Installation,
        Thing::KeyAsked,
        Thing::Account,
        Thing::Query,
        Thing::Return,
    ] {
        ids.push((thing, make(&world, thing).await));
    }
    let request = |thing: Thing| matches!(thing, Thing::Submitted | Thing::Enquiry | Thing::KeyAsked | Thing::Query | Thing::Return);
    for line in lines().into_iter().filter(|line| line.operation.contains("{id}")) {
        let of_requests = line.operation.contains("/requests/");
        // What is sent fits; only the id does not.
        let fitting = make(&world, line.to).await;
        for (thing, made) in &ids {
            let fits = *thing == line.to
                || of_requests && request(*thing)
                || line.operation.contains("/demo-kits/{id}") && *thing == Thing::Submitted
                || line.operation.contains("/enquiries/") && *thing == Thing::Enquiry
                || line.operation.contains("/licences/{id}") && *thing == Thing::KeyAsked
                || line.operation.contains("/returns/{id}") && *thing == Thing::Return
                || line.operation.contains("/people/") && *thing == Thing::Person
                || line.operation.contains("/known-issues/") && *thing == Thing::KnownIssue;
            if !fits {
                for account in [COLLEAGUES[1], "admin"] {
                    alike(&world, &line, account, &made.id, &fitting).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_id_at_all_never_fails() {
    let world = stage().await;
    let odd = ["%20", "%00", "%ff", "'", "%22%3B--", "..%2f..", "%F0%9F%98%80", "-1", "null", &"x".repeat(3_000)];
    for line in lines().into_iter().filter(|line| line.operation.contains("{id}")) {
        let made = make(&world, Thing::Nothing).await;
        for account in ["owner", "admin"] {
            let client = world.as_(account).await;
            for id in odd {
                // A body that needs a kit has none here.
                let body = match line.body {
                    Body::Json(_) => Body::Json(|_| serde_json::json!({})),
                    other => other,
                };
                let answer = send(&client, &line, body, &made, id).await;
                assert!(answer.status.is_client_error(), "{} with {id} by {account}: {}", line.operation, answer.status);
                assert_eq!(answer.header("content-type"), "application/problem+json", "{} with {id}", line.operation);
            }
        }
    }
}
