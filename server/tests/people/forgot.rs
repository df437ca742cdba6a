use eyelevel_contract::people::{SignIn, paths};

use crate::support::{HOUR, MINUTE, World};

const ADDRESS: (&str, &str) = ("email", "partner@eyelevel.example");

#[tokio::test]
async fn a_new_password_ends_all_sessions_and_old_links() {
    let world = World::new().await;
    let (partner, colleague) = (world.as_("partner").await, world.as_("owner").await);
    let nobody = world.nobody();
    nobody.get("/forgot").await.is(200);
    nobody.form("/forgot", &[ADDRESS]).await.is(200);
    let link = world.link("partner@eyelevel.example", "Neues Passwort").await;
    assert!(nobody.get(&link).await.is(200).text().contains("Jana Petersen"));
    let answer = nobody.form(&link, &[("password", "a long sentence")]).await.is(303);
    partner.get(paths::ME).await.is(401);
    colleague.get(paths::ME).await.is(200);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    nobody.saying("cookie", cookie).get(paths::ME).await.is(200);
    nobody.get(&link).await.is(404);
    let sign_in = |password: &str| SignIn { email: ADDRESS.1.to_owned(), password: password.to_owned() };
    nobody.post(paths::SESSION, sign_in("eyelevel-demo")).await.is(401);
    nobody.post(paths::SESSION, sign_in("a long sentence")).await.is(200);
}

#[tokio::test]
async fn an_unknown_address_is_told_the_same_and_gets_nothing() {
    let world = World::new().await;
    let nobody = world.nobody();
    let known = nobody.form("/forgot", &[ADDRESS]).await.is(200).text();
    for address in ["nobody@eyelevel.example", "no address", "", "a@b.example\r\nBcc: c@d.example"] {
        assert_eq!(nobody.form("/forgot", &[("email", address)]).await.is(200).text(), known, "{address}");
    }
    assert_eq!(nobody.form("/forgot", &[]).await.is(200).text(), known);
    assert_eq!(world.count("outbox").await, 1);
    assert_eq!(world.count("links").await, 1);
}

#[tokio::test]
async fn one_mail_in_five_minutes_also_when_asked_twice_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (one, two) = (world.nobody().from("203.0.113.1"), other.nobody().from("203.0.113.2"));
    let (a, b) = world.at_once("links", one.form("/forgot", &[ADDRESS]), two.form("/forgot", &[ADDRESS])).await;
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (200, 200));
    assert_eq!(world.count("outbox").await, 1);
    world.later(5 * MINUTE - 1);
    one.form("/forgot", &[ADDRESS]).await.is(200);
    assert_eq!(world.count("outbox").await, 1);
    let first = world.link("partner@eyelevel.example", "Neues Passwort").await;
    world.later(1);
    one.form("/forgot", &[ADDRESS]).await.is(200);
    assert_eq!(world.count("outbox").await, 2);
    // The newest link is the only one.
    one.get(&first).await.is(404);
    let second = world.link("partner@eyelevel.example", "Neues Passwort").await;
    world.later(HOUR - 1);
    one.get(&second).await.is(200);
    world.later(1);
    one.get(&second).await.is(404);
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let world = World::new().await;
    let nobody = world.nobody().from("203.0.113.1");
    for i in 0..21 {
        nobody.form("/forgot", &[("email", &format!("a{i}@x.example"))]).await.is(200);
    }
    let page = nobody.form("/forgot", &[ADDRESS]).await.is(429);
    assert_eq!(page.header("retry-after"), "2");
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(world.count("outbox").await, 0);
    world.nobody().from("203.0.113.2").form("/forgot", &[ADDRESS]).await.is(200);
    assert_eq!(world.count("outbox").await, 1);
}
