//! The statement that is sent each month: on its day, once, to whom the partner has named and who may see it.

use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, Monthly, Pins, SentStatus, paths};
use eyelevel_server::jobs::Job;
use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::worker;

use super::{day, posting_form};
use crate::support::{DAY, HOUR, World};

/// Names people; the last month is theirs on Tuesday, 1 December, at seven.
async fn named(world: &World, people: &[&str]) -> Account {
    let account = world.account("10042").await;
    world.as_("ledger").await.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-11-05", 11_900)).await;
    let mut person_ids: Vec<Id> = Vec::new();
    for person in people {
        person_ids.push(world.person(person).await);
    }
    world.as_("owner").await.post(paths::monthly(&account.id), Pins { person_ids }).await.is(200);
    account
}

/// A month of somebody who has named somebody: for tests that want something in every table, and a mail of every kind.
pub(crate) async fn a_month(world: &World, account: &Account) {
    let person_ids = vec![world.person("accounts").await];
    world.as_("owner").await.post(paths::monthly(&account.id), Pins { person_ids }).await.is(200);
    world.later(35 * DAY);
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 1);
}

impl World {
    async fn monthly(&self, account: &Account) -> Monthly {
        self.as_("accounts").await.get(paths::monthly(&account.id)).await.ok()
    }
}

#[tokio::test]
async fn it_goes_out_on_the_first_business_day_at_seven_and_once() {
    let world = World::new().await;
    let account = named(&world, &["accounts", "owner"]).await;
    let monthly = world.monthly(&account).await;
    assert!(monthly.pins && monthly.readers.iter().filter(|reader| reader.pinned).count() == 2 && monthly.sendings.is_empty());
    assert_eq!(monthly.next_on, day("2026-12-01"));
    // Monday evening; Tuesday at half past six: not yet.
    for later in [6 * DAY + 10 * HOUR, 10 * HOUR + HOUR / 2] {
        world.later(later);
        assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 0);
    }
    world.later(HOUR);
    let other = world.second_process().await;
    let (a, b) = world.at_once("statement_months", Job::Monthly.run(&world.app), Job::Monthly.run(&other.app)).await;
    assert_eq!(a.unwrap() + b.unwrap(), 1, "one of two processes");
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 0);
    assert_eq!(world.count("outbox WHERE template = 'monthly_statement'").await, 2);
    let waiting = world.monthly(&account).await;
    assert!(waiting.sendings[0].recipients.iter().all(|to| to.status == SentStatus::Waiting && to.at.is_none()));
    assert_eq!(waiting.next_on, day("2027-01-01"));
    let (subject, body) = world.mail("accounts@eyelevel.example", "November 2026").await;
    assert!(subject.contains("10042") && body.contains("119,00\u{a0}€"), "{subject}\n{body}");
    assert!(body.contains(&format!("http://eyelevel.test/statements/{}?from=2026-11-01&until=2026-11-30", account.id)), "{body}");
    let sent = world.monthly(&account).await;
    assert_eq!((sent.sendings.len(), sent.sendings[0].month), (1, day("2026-11-01")));
    assert!(sent.sendings[0].recipients.iter().all(|to| to.status == SentStatus::Sent && to.at == Some(world.app.clock.now())));
    assert_eq!(world.mails_to("partner@eyelevel.example").await.iter().filter(|mail| mail.0.contains("10042")).count(), 0);
    // A month later, the next one.
    world.later(33 * DAY);
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 1);
    assert_eq!(world.monthly(&account).await.sendings.len(), 2);
}

#[tokio::test]
async fn the_pdf_goes_with_it() {
    let world = World::new().await;
    named(&world, &["accounts"]).await;
    world.later(7 * DAY);
    Job::Monthly.run(&world.app).await.unwrap();
    let mail = worker::claim(&world.app).await.unwrap().unwrap();
    let envelope = worker::deliver(&world.app, &Transport::Demo, &mail).await.unwrap();
    let file = envelope.attachment.unwrap();
    assert!(file.name.starts_with("Kontoauszug 10042 01.11.2026") && file.bytes.starts_with(b"%PDF-"), "{}", file.name);
    assert_eq!(file.media_type, "application/pdf");
}

#[tokio::test]
async fn who_was_named_too_late_waits_and_who_is_left_out_gets_nothing() {
    let world = World::new().await;
    let account = named(&world, &[]).await;
    world.later(7 * DAY);
    let all = vec![world.person("accounts").await, world.person("owner").await];
    world.as_("owner").await.post(paths::monthly(&account.id), Pins { person_ids: all.clone() }).await.is(200);
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 0, "it was eleven already");
    world.later(33 * DAY);
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 1);
    // Written, and not sent yet: one is left out, the other may not see it any more.
    let owner = world.as_("owner").await;
    owner.post(paths::monthly(&account.id), Pins { person_ids: vec![all[1].clone()] }).await.is(200);
    world.run(&format!("DELETE FROM person_roles WHERE person_id = '{}'", all[1])).await;
    world.send_mails().await;
    assert_eq!(world.count("outbox WHERE template = 'monthly_statement' AND state = 'withheld'").await, 2);
    assert_eq!(world.count("demo_mails WHERE subject LIKE '%10042%'").await, 0);
    let monthly = world.monthly(&account).await;
    assert!(monthly.sendings[0].recipients.iter().all(|to| to.status == SentStatus::Withheld), "{monthly:?}");
}

#[tokio::test]
async fn a_partner_names_its_own_people_and_nobody_else_does() {
    let world = World::new().await;
    let account = named(&world, &["accounts"]).await;
    let path = paths::monthly(&account.id);
    let owner = world.as_("owner").await;
    // A technician of the company, somebody of another, nobody at all, somebody twice.
    for person in [world.person("partner").await, world.person("other-owner").await, world.person("ledger").await, "nobody".to_owned()] {
        owner.post(&path, Pins { person_ids: vec![person] }).await.fault("person_ids.0");
    }
    let twice = world.person("accounts").await;
    owner.post(&path, Pins { person_ids: vec![twice.clone(), twice] }).await.fault("person_ids");
    assert_eq!(world.count("statement_pins").await, 1, "as it was");
    world.as_("ledger").await.post(&path, Pins { person_ids: vec![] }).await.is(403);
    for stranger in ["partner", "other-owner", "support"] {
        world.as_(stranger).await.post(&path, Pins { person_ids: vec![] }).await.is(404);
        world.as_(stranger).await.get(&path).await.is(404);
    }
    let seen: Monthly = world.as_("ledger").await.get(&path).await.ok();
    assert!(!seen.pins && seen.readers.iter().any(|reader| reader.pinned), "the vendor sees to whom it goes");
    world.as_("accounts").await.post(&path, Pins { person_ids: vec![] }).await.is(200);
    assert_eq!(world.count("statement_pins").await, 0);
}
