//! Nobody at the vendor adds, leaves out or redirects, by whatever way.

use eyelevel_contract::deliveries::{NewStatus, Status, paths as deliveries};
use eyelevel_contract::licences::{HandMade, Intent, Licence, SendKey, paths};
use eyelevel_contract::requests::{State, paths as requests};
use serde_json::{Value, json};

use super::{customer, me, shell};
use crate::support::{Client, World};

const VENDOR: [&str; 7] = ["approver", "approver2", "support", "manager", "admin", "auditor", "ledger"];
/// Who makes keys and sends them.
const MAKERS: [&str; 3] = ["approver", "approver2", "support"];

/// The recipients' ids.
pub(super) fn all(licence: &Licence) -> Vec<String> {
    licence.recipients.iter().map(|r| r.recipient.id.clone()).collect()
}

/// A key is owed to the requester and their customer, and nobody has anything.
pub(super) async fn owed() -> (World, Licence) {
    let world = World::with(|config| config.key_generator = Some(shell("exit 3"))).await;
    let mut draft = world.asking(Intent::Renew, "hka-backup-01").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    assert_eq!(licence.page.request.state, State::Approved);
    (world, licence)
}

/// A key was sent to the requester and their customer.
async fn sent() -> (World, Licence) {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    world.send_mails().await;
    (world, licence)
}

/// Who is pinned, and at which address.
async fn pinned(world: &World) -> Vec<(String, Option<String>, String)> {
    world.all("SELECT name, email, organisation FROM recipients ORDER BY request_id, position").await
}

pub(super) async fn make(client: &Client, id: &str, to: Vec<String>) -> crate::support::Answer {
    client.post(paths::verb(id, paths::HAND_MADE), HandMade { key: "AR9-1234-ABCD-X".to_owned(), recipient_ids: to }).await
}

/// Sets of recipients that differ from the pinned two, of whom the first asks and the second is the customer.
fn others(own: &[String], strangers: &[String]) -> Vec<Vec<String>> {
    let with = |more: &[&str]| own.iter().cloned().chain(more.iter().map(|id| (*id).to_owned())).collect::<Vec<_>>();
    vec![
        vec![],
        vec![own[0].clone()],
        vec![own[1].clone()],
        with(&[&strangers[0]]),
        with(&["nothing"]),
        with(&["evil@elsewhere.example"]),
        vec![own[0].clone(), strangers[0].clone()],
        vec![own[1].clone(), own[1].clone()],
        strangers.to_vec(),
    ]
}

#[tokio::test]
async fn a_key_made_by_hand_goes_to_exactly_the_pinned_ones() {
    let (world, licence) = owed().await;
    let (id, own) = (&licence.page.request.id, all(&licence));
    let stranger = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    let before = world.before().await;
    for account in VENDOR {
        let client = world.as_(account).await;
        for to in others(&own, &all(&stranger)).into_iter().chain((!MAKERS.contains(&account)).then(|| own.clone())) {
            let answer = make(&client, id, to.clone()).await;
            match account {
                "ledger" => drop(answer.is(404)),
                maker if MAKERS.contains(&maker) => {
                    assert_eq!(answer.problem(409), "conflict", "{account}: {to:?}");
                }
                _ => assert_eq!(answer.missing_right(), "support approver lead", "{account}: {to:?}"),
            }
        }
    }
    before.nobody_got_anything(&world).await;
    assert_eq!(world.licence(id).await.stopped, licence.stopped, "refused before anybody looked at the key");
    // What else a body says of recipients, nobody reads.
    let support = world.as_("support").await;
    let evil = json!({ "email": "evil@elsewhere.example", "name": "Evil" });
    let body =
        json!({ "key": "AR9-1234-ABCD-X", "recipient_ids": own, "recipients": [evil], "email": "evil@elsewhere.example", "to": [evil] });
    let good: Licence = support.post(paths::verb(id, paths::HAND_MADE), body).await.ok();
    assert_eq!((good.keys.len(), good.keys[0].sent_to.len(), good.page.request.state), (1, 2, State::Shipped));
    world.send_mails().await;
    assert_eq!(
        world.count("outbox WHERE to_email LIKE '%elsewhere%'").await + world.count("recipients WHERE email LIKE '%elsewhere%'").await,
        0
    );
}

#[tokio::test]
async fn nor_is_it_sent_again_to_anybody_else() {
    let (world, licence) = sent().await;
    let (id, own, key_id) = (&licence.page.request.id, all(&licence), &licence.keys[0].id);
    let stranger = world.asked(&world.asking(Intent::Renew, "hka-signs").await).await;
    let send = async |client: &Client, to: Vec<String>| {
        client.post(paths::verb(id, paths::SENDING), SendKey { key_id: key_id.clone(), recipient_ids: to }).await
    };
    let before = world.before().await;
    for account in VENDOR {
        let client = world.as_(account).await;
        for to in others(&own, &all(&stranger)) {
            // Who has it already is not left out.
            let again = MAKERS.contains(&account) && !to.is_empty() && to.iter().all(|id| own.contains(id));
            let answer = if again { continue } else { send(&client, to.clone()).await };
            match account {
                "ledger" => drop(answer.is(404)),
                maker if MAKERS.contains(&maker) && to.is_empty() => drop(answer.fault("recipient_ids")),
                maker if MAKERS.contains(&maker) => assert_eq!(answer.problem(409), "conflict", "{account}: {to:?}"),
                _ => assert_eq!(answer.missing_right(), "support approver lead", "{account}: {to:?}"),
            }
        }
    }
    before.nobody_got_anything(&world).await;
    // To one of them once more: the other one got nothing by it.
    let mails = async || world.mails_to("it@hafenklinik.example").await.len();
    let had = mails().await;
    world.later(1);
    send(&world.as_("support").await, vec![own[0].clone()]).await.is(200);
    assert_eq!(mails().await, had);
}

#[tokio::test]
async fn deliveries_have_no_way_round() {
    let (world, licence) = sent().await;
    let (id, who) = (&licence.page.request.id, pinned(&world).await);
    let parcel = world.licence(id).await.recipients[1].recipient.parcel.as_ref().unwrap().id.clone();
    let before = world.before().await;
    let evil = json!({ "email": "evil@elsewhere.example", "recipient": { "email": "evil@elsewhere.example" }, "recipient_ids": ["x"],
        "status": "in_transit", "note": "", "arrives_on": null, "complete": true });
    for account in VENDOR {
        let client = world.as_(account).await;
        // Their link, and their word that they have it, are the requester's and theirs.
        for path in [deliveries::link(&parcel), deliveries::receipt(&parcel)] {
            let answer = client.post(&path, &evil).await;
            if account == "ledger" {
                answer.is(404);
            } else {
                assert_eq!(answer.missing_right(), "partner", "{path} by {account}");
            }
        }
        // There is nothing to change where it goes.
        for path in
            [deliveries::one(&parcel), format!("{}/recipient", deliveries::one(&parcel)), format!("{}/resend", deliveries::one(&parcel))]
        {
            for method in ["PUT", "PATCH", "POST", "DELETE"] {
                let answer = client.raw(method, &path, "application/json", evil.to_string()).await;
                assert!([404, 405].contains(&answer.status.as_u16()), "{method} {path} by {account}: {}", answer.status);
            }
        }
        if MAKERS.contains(&account) {
            client.post(deliveries::status(&parcel), &evil).await.fault("status");
        }
        for status in [Status::Confirmed, Status::Sent, Status::Planned, Status::Problem] {
            let answer =
                client.post(deliveries::status(&parcel), NewStatus { status, note: String::new(), arrives_on: None, cause: None }).await;
            assert!(answer.status.is_client_error(), "{status} by {account}");
        }
    }
    assert_eq!(pinned(&world).await, who);
    let mut history = before;
    history.nobody_got_anything(&world).await;
    history = world.before().await;
    // By the recipient's own page it goes to the pinned address, whatever somebody types.
    let page = world.link("it@hafenklinik.example", "Lizenzschlüssel").await;
    world.nobody().form(format!("{page}/renew"), &[("email", "evil@elsewhere.example"), ("to", "evil@elsewhere.example")]).await.is(200);
    let to: Vec<(String,)> = world.all("SELECT to_email FROM outbox WHERE template = 'new_link'").await;
    assert_eq!(to, [("it@hafenklinik.example".to_owned(),)]);
    drop(history);
}

#[tokio::test]
async fn nor_have_forms_drafts_and_renewals() {
    let (world, licence) = sent().await;
    let (id, who) = (&licence.page.request.id, pinned(&world).await);
    let page = world.licence(id).await.page;
    let draft: Value = world.as_("partner").await.post("/api/v1/drafts", json!({ "kind": "licence", "body": "{}" })).await.is(201).json();
    let draft_at = format!("/api/v1/drafts/{}", draft["id"].as_str().unwrap());
    let mut form = world.asking(Intent::Renew, "thomsen-nas").await;
    form.recipients = vec![customer()];
    form.draft_id = Some(draft["id"].as_str().unwrap().to_owned());
    let before = world.before().await;
    for account in VENDOR.into_iter().chain(["other", "other-owner", "agent", "accounts"]) {
        let client = world.as_(account).await;
        // In somebody's name nobody asks: neither with their draft, nor for their installations.
        client.get(&draft_at).await.is(404);
        client.saying("if-match", "\"1\"").json_put(&draft_at, json!({ "kind": "licence", "body": "{\"recipients\":[]}" })).await.is(404);
        let asked = client.post(paths::LICENCES, &form).await;
        assert!([403, 422].contains(&asked.status.as_u16()), "{account}: {}", asked.status);
        let renewal = client.post(paths::RENEWALS, world.ids_of(&["thomsen-nas"]).await).await;
        assert!([403, 422].contains(&renewal.status.as_u16()), "{account}: {}", renewal.status);
        // What a request says of itself, the partner says.
        let edit = json!({ "reference": "", "limited": false, "recipients": [] });
        let answer = client.saying("if-match", "\"9\"").json_put(requests::one(id), edit).await;
        assert!([403, 404].contains(&answer.status.as_u16()), "{account}: {}", answer.status);
    }
    assert_eq!(pinned(&world).await, who);
    before.nobody_got_anything(&world).await;
    assert_eq!(world.licence(id).await.page, page);
    // A colleague asks in their own name, and takes nobody's draft with them.
    world.as_("sales").await.post(paths::LICENCES, &form).await.is(201);
    world.as_("partner").await.get(&draft_at).await.is(200);
}
