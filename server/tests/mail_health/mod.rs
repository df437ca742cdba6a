use eyelevel_contract::mail_health::{FailureClass, MailHealth, Topic, Verdict, paths::HEALTH};
use eyelevel_server::config::ReturnPath;
use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::worker;

use crate::support::dns::Dns;
use crate::support::smtp::{Fate, Smtp};
use crate::support::{DAY, World};

/// A world whose mails come from `example.com`, by a server in the house.
async fn world(dns: &Dns, urls: Vec<String>) -> World {
    let (at, path) = (dns.at, ReturnPath::parse("bounces@portal.example.com").unwrap());
    World::with(move |config| {
        config.mail_from = "Kranich Systems <portal@example.com>".to_owned();
        config.return_path = Some(path);
        config.dkim_selector = Some("eyelevel".to_owned());
        config.dns_server = Some(at);
        config.smtp_url = urls;
    })
    .await
}

async fn health(world: &World) -> MailHealth {
    world.as_("admin").await.get(HEALTH).await.ok()
}

fn verdicts(health: &MailHealth) -> Vec<Verdict> {
    health.findings.iter().map(|finding| finding.verdict).collect()
}

#[tokio::test]
async fn what_stands_in_dns_is_held_against_the_servers() {
    let dns = Dns::start().await;
    let world = world(&dns, vec!["smtp://mail.example.com:25".to_owned(), "smtps://relay.example.net".to_owned()]).await;
    dns.host("mail.example.com", [203, 0, 113, 25]);
    dns.host("relay.example.net", [198, 51, 100, 7]);
    dns.host("portal.example.com", [203, 0, 113, 80]);
    dns.txt("portal.example.com", "v=spf1 include:_spf.example.net -all");
    dns.txt("_spf.example.net", "v=spf1 ip4:198.51.100.0/24 ~all");
    dns.txt("eyelevel._domainkey.example.com", &format!("v=DKIM1; k=rsa; p={}", "A".repeat(392)));
    dns.txt("_dmarc.example.com", "v=DMARC1; p=none");
    dns.mx("portal.example.com", "portal.example.com");
    let health = health(&world).await;
    assert_eq!(health.sender, "Kranich Systems <portal@example.com>");
    assert_eq!(health.return_path.as_deref(), Some("bounces@portal.example.com"));
    let servers: Vec<&str> = health.servers.iter().map(|server| server.name.as_str()).collect();
    assert_eq!(servers, ["mail.example.com:25", "relay.example.net:465"]);
    assert_eq!(verdicts(&health), [Verdict::SpfMisses, Verdict::DkimFits, Verdict::DmarcWatches, Verdict::MxFits]);
    let spf = &health.findings[0];
    assert_eq!((spf.detail.as_str(), spf.found.len()), ("mail.example.com", 1));
    let record = spf.publish.as_ref().unwrap();
    assert_eq!((record.kind.as_str(), record.name.as_str()), ("TXT", "portal.example.com"));
    assert_eq!(record.value, "v=spf1 a:mail.example.com include:_spf.example.net -all");
}

#[tokio::test]
async fn what_dns_does_not_answer_is_said_and_the_rest_all_the_same() {
    let dns = Dns::start().await;
    let world = world(&dns, vec!["smtp://127.0.0.1:25".to_owned()]).await;
    dns.txt("portal.example.com", "v=spf1 mx -all");
    dns.mx("portal.example.com", "mail.example.com");
    dns.host("mail.example.com", [203, 0, 113, 25]);
    dns.is_silent_about("_dmarc.example.com");
    let health = health(&world).await;
    let dmarc: Vec<_> = health.findings.iter().filter(|finding| finding.topic == Topic::Dmarc).collect();
    assert!(dmarc.len() == 1 && dmarc[0].verdict == Verdict::Silence && dmarc[0].name == "_dmarc.example.com", "{dmarc:?}");
    assert!(verdicts(&health).contains(&Verdict::SpfFits) && verdicts(&health).contains(&Verdict::MxFits), "{health:?}");
}

#[tokio::test]
async fn servers_mails_and_reasons_are_counted() {
    let (dns, smtp) = (Dns::start().await, Smtp::start().await);
    let nowhere = "smtp://portal:secret@127.0.0.1:1".to_owned();
    let world = world(&dns, vec![nowhere.clone(), smtp.url()]).await;
    let transport = Transport::smtp(&[nowhere, smtp.url()], "portal@example.com").unwrap();
    smtp.next(&[Fate::Refused, Fate::Deferred]);
    world.enquiry("An idea").await;
    world.enquiry("Another").await;
    worker::run(&world.app, &transport).await.unwrap();
    let answer = world.as_("admin").await.get(HEALTH).await.is(200).text();
    assert!(!answer.contains("secret") && !answer.contains("eyelevel.example"), "no password, no receiver: {answer}");
    let health: MailHealth = serde_json::from_str(&answer).unwrap();
    let [first, second] = health.servers.as_slice() else { panic!("{health:?}") };
    assert_eq!((first.name.as_str(), first.error), ("127.0.0.1:1", Some(FailureClass::Unreachable)));
    assert_eq!(first.rests_until, Some(world.app.clock.now() + 15_000));
    assert!(second.error.is_none() && second.ok_at.is_some() && second.rests_until.is_none());
    assert_eq!((health.sent, health.waiting, health.waits_since), (2, 1, Some(world.app.clock.now())));
    let mut unsent: Vec<_> = health.unsent.iter().map(|unsent| (unsent.class, unsent.over, unsent.mails)).collect();
    unsent.sort_by_key(|(_, over, _)| *over);
    assert_eq!(unsent, [(FailureClass::Deferred, false, 1), (FailureClass::Refused, true, 1)]);
    // The next day it is another day.
    world.later(DAY);
    let later = self::health(&world).await;
    assert!(later.sent == 0 && later.unsent.is_empty() && later.servers[0].rests_until.is_none(), "{later:?}");
}

#[tokio::test]
async fn a_sender_without_a_domain_is_looked_up_nowhere() {
    let dns = Dns::start().await;
    let at = dns.at;
    let world = World::with(move |config| {
        config.mail_from = "no-reply@localhost".to_owned();
        config.dns_server = Some(at);
    })
    .await;
    let health = health(&world).await;
    assert!(health.findings.is_empty() && health.servers.is_empty() && health.return_path.is_none(), "{health:?}");
}
