//! Keys, private halves and tokens stand where they must, and nowhere else.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use eyelevel_contract::licences::{Code, HandMade, Intent, Licence, Revoke, SignedKey, paths, prove};
use eyelevel_server::app::{self, App};
use eyelevel_server::config::Config;
use eyelevel_server::db::dump;
use eyelevel_server::licences::ring::ring;
use eyelevel_server::seal::{Purpose, open};
use serde_json::{Value, json};

use super::gate::signed;
use super::{adding, customer, me, shell};
use crate::licences::pools::key;
use crate::support::World;
use crate::support::process::{Server, command, sign_in};

/// In which tables a text stands, in whatever column.
async fn tables_with(world: &World, texts: &[String]) -> Vec<String> {
    let mut snapshot = world.app.db.snapshot().await.unwrap();
    let mut found = Vec::new();
    for table in dump::tables(&mut snapshot).await.unwrap() {
        let mut offset = 0;
        loop {
            let page = dump::rows(&mut snapshot, &table, offset).await.unwrap();
            let read = i64::try_from(page.len()).unwrap();
            let all = page.iter().map(|row| serde_json::to_string(&row.iter().collect::<Vec<_>>()).unwrap()).collect::<String>();
            // As it stands in a text within a text, too.
            if texts.iter().any(|text| all.contains(text)) && found.last() != Some(&table.name) {
                found.push(table.name.clone());
            }
            offset += read;
            if read < dump::PAGE {
                break;
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn in_the_database_a_key_stands_with_what_was_issued_and_a_token_nowhere() {
    let garbage = r#"echo "AR9-0000-ABCD-PRINTED" >&2; echo "no key: AR9-0000-ABCD-PRINTED""#;
    let world = World::with(|config| config.key_generator = Some(shell(garbage))).await;
    let (partner, support, admin) = (world.as_("partner").await, world.as_("support").await, world.as_("admin").await);
    world.on_seven("seven-1").await;
    world.fill(0..3).await;
    // By each issuer, with answers that are stored; and one that the program refuses.
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let own: Licence = partner.with_key("own").post(paths::LICENCES, &draft).await.is(201).ok();
    let pooled: Licence = partner.with_key("pool").post(paths::LICENCES, world.asking(Intent::Renew, "seven-1").await).await.ok();
    let stopped: Licence = partner.with_key("ext").post(paths::LICENCES, world.asking(Intent::Renew, "hka-backup-01").await).await.ok();
    let id = &stopped.page.request.id;
    // By hand, wrong and right, to one recipient more.
    let hand = async |name: &str, key: &str| -> Licence {
        let now = world.licence(id).await;
        let recipient_ids = super::consent::all(&now);
        let body = HandMade { key: key.to_owned(), recipient_ids };
        support.with_key(name).post(paths::verb(id, paths::HAND_MADE), body).await.ok()
    };
    let wrong = signed(&world, &own.keys[0], |data| data.product = Code::parse("signwart").unwrap()).await;
    hand("wrong", &wrong).await;
    hand("typed", "AR9-typed-by-hand").await;
    let asked: Licence = support.with_key("consent").post(paths::verb(id, paths::CONSENTS), adding("Ada")).await.ok();
    partner.with_key("yes").post(paths::consent(id, &asked.consents[0].id), json!({ "agreed": true })).await.is(200);
    let good = hand("good", "AR9-1234-ABCD-GOOD").await;
    let mut rejected = world.asking(Intent::Rejected, "thomsen-nas").await;
    rejected.rejected_key = "AR8-refused-by-the-program".to_owned();
    partner.with_key("rejected").post(paths::LICENCES, rejected).await.is(201);
    partner.get(paths::file(&own.page.request.id, &own.keys[0].id)).await.is(200);
    world.send_mails().await;
    let link = world.link("ada@x.example", "Lizenzschlüssel").await;
    world.nobody().form(format!("{link}/shown"), &[]).await.is(303);
    world.nobody().get(format!("{link}/file")).await.is(200);
    let take_back = Revoke { key_id: good.keys[0].id.clone(), reason: "It was stolen.".to_owned() };
    admin.with_key("revoked").post(paths::verb(id, paths::REVOKED), take_back).await.ok::<Licence>();
    world.nobody().post(paths::REVOCATION, json!({ "key": "AR9-1234-ABCD-GOOD" })).await.is(200);
    assert_eq!(world.count("idempotency_keys WHERE answer LIKE '%key%'").await, 0, "what was answered is not kept");

    let out: Vec<String> = [&own, &pooled, &good].iter().map(|l| l.keys[0].key.clone().unwrap()).collect();
    // What was sent stands in what the demo shows of its mails as well.
    assert_eq!(tables_with(&world, &out[..1]).await, ["demo_mails", "issued_keys"]);
    assert_eq!(tables_with(&world, &out[1..2]).await, ["demo_mails", "issued_keys", "pool_keys"]);
    assert_eq!(tables_with(&world, &out[2..]).await, ["demo_mails", "issued_keys"]);
    assert_eq!(tables_with(&world, &[key(1), key(2)]).await, ["pool_keys"], "nobody has them yet");
    assert_eq!(tables_with(&world, &["AR8-refused-by-the-program".to_owned()]).await, ["licence_requests"]);
    let nowhere = ["AR9-0000-ABCD-PRINTED".to_owned(), "AR9-typed-by-hand".to_owned(), wrong];
    assert_eq!(tables_with(&world, &nowhere).await, [""; 0], "what was stopped is kept nowhere");
    // Whoever asks again with the same key is told anew, by whom may see it.
    let again: Licence = partner.with_key("own").post(paths::LICENCES, &draft).await.is(201).ok();
    assert_eq!((again.page.request.id, again.keys), (own.page.request.id, own.keys));

    // A session's token, a recipient's link, the private halves in any spelling.
    let cookies = [partner, support, admin].map(|client| client.cookie().unwrap().split_once('=').unwrap().1.to_owned());
    assert_eq!(tables_with(&world, &cookies).await, [""; 0]);
    assert_eq!(tables_with(&world, &[link.rsplit('/').next().unwrap().to_owned()]).await, ["demo_mails"]);
    let (key_id, sealed): (String, String) = world.one("SELECT id, sealed FROM signing_keys").await;
    let private = open(&world.app.config.secret, Purpose::Licences, &key_id, &sealed).unwrap();
    let hex: String = private.iter().map(|b| format!("{b:02x}")).collect();
    let spelt = [STANDARD.encode(private), URL_SAFE.encode(private), URL_SAFE_NO_PAD.encode(private), hex.to_uppercase(), hex];
    assert_eq!(tables_with(&world, &spelt).await, [""; 0]);
}

#[tokio::test]
async fn who_copies_the_database_without_the_secret_signs_nothing() {
    let world = World::new().await;
    let draft = world.asking(Intent::Renew, "thomsen-nas").await;
    let issued = world.asked(&draft).await.keys.remove(0).key.unwrap();
    world.send_mails().await;
    let (link,): (String,) = world.one("SELECT id FROM links WHERE purpose = 'recipient'").await;
    let token = eyelevel_server::links::token(&world.app, &link).unwrap();
    let config = Config { secret: b"another secret, and as long as ours".to_vec(), ..Config::clone(&world.app.config) };
    let copy = App { config: Arc::new(config), ..world.second_process().await.app.clone() };
    let service = app::service(copy.clone());
    let thief = world.as_("partner").await.of(service);
    let before = world.before().await;
    let requests = world.count("requests").await;
    assert_eq!(thief.post(paths::LICENCES, &draft).await.problem(500), "internal");
    before.nobody_got_anything(&world).await;
    assert_eq!(world.count("requests").await, requests, "nothing of it is written");
    // Neither a licence file, nor a link: what was signed under the secret opens nothing here.
    let (request, key): (String, String) = world.one("SELECT request_id, id FROM issued_keys").await;
    assert_eq!(thief.get(paths::file(&request, &key)).await.status.as_u16(), 500);
    thief.get(format!("/r/{token}")).await.is(404);
    world.nobody().get(format!("/r/{token}")).await.is(200);
    // What was signed stays proved, by the public half.
    let ring = ring(&mut copy.db.read().await.unwrap()).await.unwrap();
    assert!(prove(&SignedKey::parse(&issued).unwrap(), &ring).is_ok());
    let mut issue = command(world.database_url(), &["key", "issue", "--as", "partner@eyelevel.example", "--installation", "thomsen-nas"]);
    let output = issue.env("EYELEVEL_SECRET", "another secret, and as long as ours").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.contains("EYELEVEL_SECRET") && !String::from_utf8_lossy(&output.stdout).contains("key/"),
        "{said}"
    );
}

#[tokio::test]
async fn no_log_line_holds_a_key_or_a_token() {
    let world = World::new().await;
    world.run("UPDATE installations SET contract_until = '2099-12-31'").await;
    world.on_seven("seven-1").await;
    world.fill(0..1).await;
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("generator.sh");
    std::fs::write(&script, "cat; echo 'secret: AR9-0000-ABCD-PRINTED' >&2; echo 'secret: AR9-0000-ABCD-PRINTED'; exit 1").unwrap();
    let mut serve = command(world.database_url(), &["serve"]);
    serve.env("RUST_LOG", "debug,hyper=info").env_remove("EYELEVEL_BASE_URL");
    serve.env("EYELEVEL_KEY_GENERATOR", format!("/bin/sh '{}'", script.display()));
    let server = Server::begin(serve).await;
    let (partner, support) = (sign_in(&server.at, "partner").await, sign_in(&server.at, "support").await);
    let post = async |client: &reqwest::Client, path: &str, body: Value| {
        client
            .post(format!("{}{path}", server.at))
            .header("origin", &server.at)
            .header("idempotency-key", "secret-key")
            .json(&body)
            .send()
            .await
            .unwrap()
    };
    let mut keys = Vec::new();
    for (n, host) in ["thomsen-nas", "seven-1", "hka-backup-01"].into_iter().enumerate() {
        let client = partner.clone();
        let draft = json!(world.asking(Intent::Renew, host).await);
        let answer =
            client.post(format!("{}{}", server.at, paths::LICENCES)).header("origin", &server.at).json(&draft).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 201, "{n}");
        let licence: Licence = answer.json().await.unwrap();
        keys.extend(licence.keys.iter().filter_map(|key| key.key.clone()));
        let id = &licence.page.request.id;
        let to: Vec<_> = licence.recipients.iter().map(|r| r.recipient.id.clone()).collect();
        for key in ["AR9-secret", "secret\u{0}", "key/secret.secret"] {
            post(&support, &paths::verb(id, paths::HAND_MADE), json!({ "key": key, "recipient_ids": to })).await;
        }
        post(&support, &paths::verb(id, paths::HAND_MADE), json!({ "key": 1, "recipient_ids": "secret" })).await;
        if let Some(key) = licence.keys.first() {
            partner.get(format!("{}{}", server.at, paths::file(id, &key.id))).send().await.unwrap();
            let parcel = &licence.recipients[0].recipient.parcel.as_ref().unwrap().id;
            let link = post(&partner, &eyelevel_contract::deliveries::paths::link(parcel), json!({})).await;
            let token = link.json::<Value>().await.unwrap()["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            assert!(
                partner
                    .post(format!("{}/r/{token}/shown", server.at))
                    .header("origin", &server.at)
                    .send()
                    .await
                    .unwrap()
                    .status()
                    .is_success()
            );
            assert!(partner.get(format!("{}/r/{token}/file", server.at)).send().await.unwrap().status().is_success());
            keys.push(token);
        }
    }
    assert_eq!(keys.len(), 4);
    post(&partner, paths::REVOCATION, json!({ "key": "AR9-secret" })).await;
    post(&partner, paths::RENEWAL_PREVIEW, json!({ "installation_ids": ["secret"] })).await;
    partner.get(format!("{}/licences/calendar/secret/renewals.ics", server.at)).send().await.unwrap();
    let (ended, log) = server.end().await;
    assert!(ended && log.contains("the generator made no key"), "{log}");
    for secret in
        keys.iter().map(String::as_str).chain(["secret", "AR9-", "AR7-", "key/", "eyelevel=", "@eyelevel.example", "Jana", "Altona"])
    {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}
