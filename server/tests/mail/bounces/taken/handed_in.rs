use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::bounces::{HandedIn, PATH, Taken};

use super::{TOKEN, UNKNOWN, bounce, everything, now, path, sent, world};
use crate::support::World;
use crate::support::smtp::Smtp;

const KIND: &str = "message/rfc822";

#[tokio::test]
async fn a_program_with_the_token_hands_in_and_nobody_without() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let mail = bounce("1", &path(&world).await, UNKNOWN);
    let before = everything(&world).await;
    for said in ["Bearer", "Bearer ", "Bearer wrong", &format!("Basic {TOKEN}"), &format!("Bearer {TOKEN}x"), TOKEN] {
        let client = world.nobody().saying("authorization", said);
        assert_eq!(client.raw("POST", PATH, KIND, mail.clone()).await.problem(401), "unauthenticated", "{said}");
    }
    assert_eq!(world.nobody().raw("POST", PATH, KIND, mail.clone()).await.problem(401), "unauthenticated");
    for account in ["partner", "owner", "support", "manager", "auditor"] {
        assert_eq!(world.as_(account).await.raw("POST", PATH, KIND, mail.clone()).await.missing_right(), "admin", "{account}");
    }
    assert_eq!(everything(&world).await, before);
    let client = world.nobody().saying("authorization", format!("bearer {TOKEN}"));
    let said: HandedIn = client.raw("POST", PATH, KIND, mail.clone()).await.is(200).ok();
    assert_eq!((said.taken, now(&world, &licence).await[1]), (Taken::Bounced, Status::Bounced));
    let said: HandedIn = world.as_("admin").await.raw("POST", PATH, KIND, mail).await.is(200).ok();
    assert_eq!(said.taken, Taken::Known);
}

#[tokio::test]
async fn without_a_token_in_the_settings_admins_alone_may() {
    let world = World::new().await;
    for said in ["Bearer ", "Bearer None", "Bearer a-token-of-twenty-letters-and-more"] {
        world.nobody().saying("authorization", said).raw("POST", PATH, KIND, "x").await.problem(401);
    }
    let said: HandedIn = world.as_("admin").await.raw("POST", PATH, KIND, "x").await.is(200).ok();
    assert_eq!(said.taken, Taken::NotOurs);
}

#[tokio::test]
async fn large_mails_are_read_or_refused() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let mut mail = bounce("1", &path(&world).await, UNKNOWN);
    let client = world.nobody().saying("authorization", format!("Bearer {TOKEN}"));
    mail.resize((50 << 20) + 1, b'x');
    client.raw("POST", PATH, KIND, mail.clone()).await.problem(413);
    assert_eq!(world.count("bounces").await, 0);
    mail.truncate(50 << 20);
    let said: HandedIn = client.raw("POST", PATH, KIND, mail).await.is(200).ok();
    assert_eq!(said.taken, Taken::Bounced);
}
