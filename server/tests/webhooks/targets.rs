use eyelevel_contract::webhooks::{self, EditWebhook, Sending, SendingFault, SendingState};
use serde_json::json;

use super::{Desk, Reply, at};
use crate::support::World;

#[tokio::test]
async fn an_address_in_the_house_is_refused_when_it_is_saved() {
    let world = World::new().await;
    let names = &world.names;
    names.says("public.example", &["8.8.8.8", "2a00:1450:4001::200e"]);
    names.says("inside.example", &["10.0.0.5"]);
    names.says("half.example", &["8.8.8.8", "192.168.1.1"]);
    names.says("mapped.example", &["::ffff:169.254.169.254"]);
    names.says("localhost", &["::1"]);
    names.says("nobody.example", &[]);
    let keeper = world.as_("owner").await;
    let private = "private or special network";
    for (url, fault) in [
        ("https://10.0.0.5/x", private),
        ("https://192.168.0.1:8443/x", private),
        ("https://169.254.169.254/latest/meta-data", private),
        ("https://[::1]/x", private),
        ("https://[::ffff:10.0.0.1]/x", private),
        ("https://[64:ff9b::a00:1]/x", private),
        ("https://[fd00::1]/x", private),
        // One address in four spellings.
        ("https://0xa000005/x", private),
        ("https://167772165/x", private),
        ("https://012.0.0.5/x", private),
        ("https://10.5/x", private),
        ("https://inside.example/x", private),
        ("https://half.example/x", private),
        ("https://mapped.example/x", private),
        ("https://localhost/x", private),
        ("https://LOCALHOST./x", "no such name"),
        ("https://nobody.example/x", "no such name"),
        ("https://unknown.example/x", "no such name"),
        ("http://public.example/x", "Only https"),
        ("http://8.8.8.8/x", "Only https"),
        ("https://public.example:22/x", "port belongs"),
        ("https://public.example:0/x", "port belongs"),
        ("https://ada:secret@public.example/x", "without a name and a password"),
        ("https://public.example:99999/x", "without a name and a password"),
        ("ftp://public.example/x", "without a name and a password"),
        ("public.example/x", "without a name and a password"),
        ("https:///", "without a name and a password"),
    ] {
        let answer = keeper.post(webhooks::PATH, at(url)).await;
        assert_eq!(answer.status.as_u16(), 422, "{url}: {}", answer.text());
        let said = answer.fault("url");
        assert!(said.contains(fault), "{url}: {said}");
    }
    assert_eq!(world.count("webhooks").await, 0, "nothing is half written");
    for url in ["https://public.example/x", "https://public.example:8443/x", "https://8.8.8.8/x", "http://127.0.0.1:1/x"] {
        keeper.post(webhooks::PATH, at(url)).await.is(201);
    }
    // An edit is looked at in the same way.
    let one = keeper.webhook().await;
    let moved = EditWebhook { url: "https://10.0.0.5/x".to_owned(), ..EditWebhook::of(&one) };
    keeper.put(webhooks::one(&one.id), one.version, moved).await.fault("url");
    for _ in 4..webhooks::MOST {
        keeper.post(webhooks::PATH, at("https://public.example/x")).await.is(201);
    }
    keeper.post(webhooks::PATH, at("https://public.example/x")).await.fault("url");
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_by_then_is_refused_when_something_is_sent() {
    let world = World::new().await;
    let desk = Desk::open().await;
    world.names.says("desk.example", &["127.0.0.1"]);
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&format!("http://desk.example:{}/x", desk.port)).await.webhook.id;
    world.enquiry("One").await;
    let asked = world.names.asked();
    world.send_webhooks().await;
    assert_eq!((desk.heard().len(), world.names.asked() - asked), (1, 1), "asked once, and connected to what was said then");
    for (leads_to, fault) in [
        (vec!["10.0.0.5"], SendingFault::NotPublic),
        (vec!["127.0.0.1", "10.0.0.5"], SendingFault::NotPublic),
        (vec![], SendingFault::NoSuchHost),
    ] {
        world.names.says("desk.example", &leads_to);
        let sent: Sending = keeper.post(webhooks::test(&id), json!({})).await.ok();
        assert_eq!((sent.fault, sent.code, sent.state), (Some(fault), None, SendingState::GivenUp), "{leads_to:?}");
    }
    assert_eq!(desk.heard().len(), 0);
    // What is public by now, but was saved without https, is not sent in the clear.
    world.names.says("desk.example", &["8.8.8.8"]);
    let sent: Sending = keeper.post(webhooks::test(&id), json!({})).await.ok();
    assert_eq!(sent.fault, Some(SendingFault::NotPublic));
}

#[tokio::test]
async fn what_is_answered_is_a_status_and_nothing_is_followed() {
    let world = World::new().await;
    let (desk, other) = (Desk::open().await, Desk::open().await);
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    let elsewhere = other.url();
    for (reply, code, fault) in [
        (Reply::Code(200), Some(200), None),
        (Reply::Endless, Some(200), None),
        (Reply::Elsewhere(elsewhere), Some(307), Some(SendingFault::Redirected)),
        (Reply::Code(404), Some(404), Some(SendingFault::Refused)),
        (Reply::Code(500), Some(500), Some(SendingFault::Refused)),
    ] {
        desk.says(move |_| reply.clone());
        let sent: Sending = keeper.post(webhooks::test(&id), json!({})).await.ok();
        assert_eq!((sent.code, sent.fault), (code, fault));
        assert_eq!(sent.event, webhooks::PING);
    }
    assert_eq!((desk.heard().len(), other.heard().len()), (5, 0));
    // Nobody there; somebody who does not speak TLS; somebody who does not speak HTTP.
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let odd = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = odd.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = odd.accept().await {
            use tokio::io::AsyncWriteExt as _;
            let _gone = stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n").await;
        }
    });
    for (url, fault) in [
        (format!("http://127.0.0.1:{free}/"), SendingFault::Unreachable),
        (format!("https://127.0.0.1:{}/", desk.port), SendingFault::Untrusted),
        (format!("http://127.0.0.1:{port}/"), SendingFault::Garbled),
    ] {
        let id = keeper.hooks_up(&url).await.webhook.id;
        let sent: Sending = keeper.post(webhooks::test(&id), json!({})).await.ok();
        assert_eq!((sent.fault, sent.code), (Some(fault), None), "{url}");
    }
}
