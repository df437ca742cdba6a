//! Who got what, when: the seal can be computed again, and no key is in it.

use eyelevel_contract::deliveries::{PieceState, SealedProof, Status, paths};
use eyelevel_contract::licences::{Intent, SendKey, paths as licences};
use lopdf::{Document, Object};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::licences::requests::{customer, me};
use crate::support::{Answer, HOUR, World, kits};

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As docs/proof.md has it, by other means than the server's: members sorted, no spaces.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut all: Vec<_> =
                members.iter().map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value))).collect();
            all.sort();
            format!("{{{}}}", all.join(","))
        }
        Value::Array(all) => format!("[{}]", all.iter().map(canonical).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

/// The proof, its seal found to be right.
fn opened(answer: &Answer) -> SealedProof {
    let json = answer.json();
    assert_eq!(json["sha256"], sha256(canonical(&json["proof"]).as_bytes()));
    let text = answer.text();
    assert!(text.starts_with(&format!("{{\"proof\":{},\"sha256\"", canonical(&json["proof"]))), "it is written as it was hashed");
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn it_says_what_each_has_and_what_each_has_said() {
    let world = World::new().await;
    let kit = world.shipped(1, 3, "SN").await;
    let id = kits::id(&kit);
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    world.later(HOUR);
    world.nobody().form(format!("{desk}/problem"), &[("note", "Dark"), ("s.0.1", "dead")]).await.is(303);
    let answer = world.as_("partner").await.get(paths::proof(&id)).await.is(200);
    let SealedProof { proof, .. } = opened(&answer);
    assert_eq!((proof.request_number.as_str(), proof.made_for.as_str()), ("DK-1001", "Jana Petersen"));
    assert_eq!((proof.made_for_organisation.as_str(), proof.made_at), ("Nordlicht IT", world.app.clock.now()));
    assert_eq!(proof.recipients.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Jana Petersen", "Empfang"]);
    let [sending] = &proof.recipients[1].sendings[..] else { panic!("{:?}", proof.recipients[1]) };
    assert_eq!((sending.sent_at, sending.number.as_deref()), (Some(world.app.clock.now() - HOUR), Some("1Z5R89390357567127")));
    assert_eq!((sending.goods[0].quantity, sending.goods[0].serials.join(" ")), (3, "SN-1 SN-2 SN-3".to_owned()));
    let last = sending.events.last().unwrap();
    assert_eq!((last.status, last.note.as_deref(), last.pieces[1].state), (Status::Problem, Some("Dark"), PieceState::Dead));
    // The vendor reads the same, but for whom it was made.
    let theirs = opened(&world.as_("support").await.get(paths::proof(&id)).await.is(200)).proof;
    assert_eq!((theirs.made_for.as_str(), theirs.recipients), ("Selim Aydin", proof.recipients));
    for account in ["other", "accounts", "agent", "ledger"] {
        for path in [paths::proof(&id), paths::proof_pdf(&id)] {
            world.as_(account).await.get(path).await.is(404);
        }
    }
    world.nobody().get(paths::proof(&id)).await.is(401);
    // What goes to nobody proves nothing.
    let enquiry = world.enquiry("An idea").await.id;
    world.as_("partner").await.get(paths::proof(&enquiry)).await.is(404);
    // A changed letter breaks the seal.
    let mut changed = answer.json();
    changed["proof"]["recipients"][1]["sendings"][0]["goods"][0]["serials"][0] = Value::from("SN-7");
    assert_ne!(changed["sha256"], sha256(canonical(&changed["proof"]).as_bytes()));
}

#[tokio::test]
async fn a_key_is_nowhere_in_it_and_each_sending_says_which() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    let (id, key) = (&licence.page.request.id, licence.keys[0].key.clone().unwrap());
    world.send_mails().await;
    world.later(HOUR);
    let send = SendKey { key_id: licence.keys[0].id.clone(), recipient_ids: vec![licence.recipients[1].recipient.id.clone()] };
    world.as_("support").await.post(licences::verb(id, licences::SENDING), send).await.is(200);
    world.send_mails().await;
    let answer = world.as_("partner").await.get(paths::proof(id)).await.is(200);
    assert!(!answer.text().contains(&key) && !answer.text().contains(&key[key.len() / 2..]));
    let SealedProof { proof, .. } = opened(&answer);
    let sendings = &proof.recipients[1].sendings;
    assert_eq!(sendings.len(), 2);
    for sending in sendings {
        assert_eq!(sending.goods.len(), 1);
        assert_eq!(sending.goods[0].sha256.as_deref(), Some(sha256(key.as_bytes()).as_str()));
        assert!(sending.goods[0].versions.is_some() && sending.sent_at.is_some(), "{sending:?}");
    }
    assert_eq!(proof.recipients[0].sendings.len(), 1);

    let paper = world.as_("support").await.get(paths::proof_pdf(id)).await.is(200);
    let document = Document::load_mem(&paper.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    assert!(text.contains("Who got what, when") && text.contains("Ruth Albers"), "{text}");
    assert!(!text.contains(&key[..20]));
    let inside = document.objects.values().filter_map(|object| object.as_stream().ok());
    let inside: Vec<Vec<u8>> =
        inside.filter_map(|stream| stream.decompressed_content().ok().or_else(|| Some(stream.content.clone()))).collect();
    let json = inside.iter().find(|bytes| bytes.starts_with(b"{\"proof\"")).expect("the JSON is in the PDF");
    let sealed: Value = serde_json::from_slice(json).unwrap();
    assert_eq!(sealed["sha256"], sha256(canonical(&sealed["proof"]).as_bytes()));
    assert!(inside.iter().all(|bytes| !bytes.windows(20).any(|part| part == &key.as_bytes()[..20])));
    assert!(document.catalog().unwrap().get(b"AF").is_ok_and(|files| !matches!(files, Object::Null)));
}
