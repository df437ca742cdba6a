use eyelevel_contract::email::Email;
use eyelevel_server::config::ReturnPath;
use eyelevel_server::mail::{return_path, worker};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::World;
use crate::support::smtp::Smtp;

const LONGEST: &str = "mail-bounces-2@portal.example.com";

async fn world(address: &str) -> World {
    let path = ReturnPath::parse(address).unwrap();
    World::with(move |config| config.return_path = Some(path)).await
}

fn ids() -> impl Strategy<Value = String> {
    any::<u128>().prop_map(|n| Uuid::from_u128(n).to_string())
}

#[tokio::test]
async fn names_one_row_and_is_an_address_that_every_server_takes() {
    let world = world(LONGEST).await;
    proptest!(|(id in ids(), upper in any::<bool>())| {
        let address = return_path::of(&world.app, &id).unwrap();
        let (local, host) = address.split_once('@').unwrap();
        prop_assert!(local.len() <= 64 && host == "portal.example.com", "{address}");
        prop_assert!(local.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+.-".contains(&b)), "{address}");
        prop_assert!(Email::parse(&address).is_ok());
        let seen = if upper { format!(" <{}> ", address.to_uppercase()) } else { address };
        prop_assert_eq!(return_path::read(&world.app, &seen), Some(id));
    });
}

#[tokio::test]
async fn what_is_changed_anywhere_is_nobodys() {
    let world = world("bounces@portal.example.com").await;
    proptest!(|(id in ids(), at in any::<prop::sample::Index>(), with in any::<char>())| {
        let address = return_path::of(&world.app, &id).unwrap();
        let mut changed: Vec<char> = address.chars().collect();
        let at = at.index(changed.len());
        prop_assume!(!changed[at].eq_ignore_ascii_case(&with));
        changed[at] = with;
        let changed: String = changed.into_iter().collect();
        prop_assert_eq!(return_path::read(&world.app, &changed), None, "{}", changed);
    });
}

#[tokio::test]
async fn one_rows_signature_is_no_other_rows_nor_another_installations() {
    let (ours, theirs) = (world("bounces@portal.example.com").await, {
        let path = ReturnPath::parse("bounces@portal.example.com").unwrap();
        World::with(move |config| {
            config.return_path = Some(path);
            config.secret = b"a secret of somebody else's house".to_vec();
        })
        .await
    });
    proptest!(|(a in ids(), b in ids())| {
        prop_assume!(a != b);
        let (of_a, of_b) = (return_path::of(&ours.app, &a).unwrap(), return_path::of(&ours.app, &b).unwrap());
        let crossed = format!("{}.{}", of_a.split_once('.').unwrap().0, of_b.split_once('.').unwrap().1);
        prop_assert_eq!(return_path::read(&ours.app, &crossed), None);
        prop_assert_eq!(return_path::read(&theirs.app, &of_a), None);
    });
}

#[tokio::test]
async fn any_text_is_read_or_not() {
    let world = world("bounces@portal.example.com").await;
    proptest!(|(text in "\\PC{0,80}", tag in "[0-9a-z.+-]{0,60}")| {
        for text in [text.clone(), format!("bounces+{tag}@portal.example.com"), format!("<bounces+{tag}.{text}@portal.example.com>")] {
            prop_assert_eq!(return_path::read(&world.app, &text), None, "{}", text);
        }
    });
}

#[tokio::test]
async fn is_the_envelopes_sender_while_people_see_the_same_sender_as_ever() {
    let (world, smtp) = (world("bounces@portal.example.com").await, Smtp::start().await);
    world.enquiry("An idea").await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let mut rows: Vec<String> = smtp.senders().iter().map(|sender| return_path::read(&world.app, sender).unwrap()).collect();
    rows.sort();
    let mut all: Vec<String> = world.all::<(String,)>("SELECT id FROM outbox").await.into_iter().map(|row| row.0).collect();
    all.sort();
    assert_eq!(rows, all);
    let from = |mail: &String| mail.lines().any(|line| line == "From: no-reply@eyelevel.test");
    assert!(smtp.taken().iter().all(|mail| from(mail) && mail.matches("bounces+").count() == mail.matches("Reply-To: ").count()));
}

#[tokio::test]
async fn without_the_setting_the_sender_is_the_envelopes_too() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!(smtp.senders(), ["no-reply@eyelevel.test"; 2]);
    assert_eq!(return_path::of(&world.app, &Uuid::nil().to_string()), None);
    assert_eq!(return_path::read(&world.app, "bounces+x.y@portal.example.com"), None);
}
