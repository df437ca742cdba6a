use eyelevel_contract::people::{Me, SignIn, paths};

use crate::support::World;

fn credentials(email: &str, password: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: password.to_owned() }
}

#[tokio::test]
async fn the_right_password_begins_a_session() {
    let world = World::new().await;
    let answer = world.nobody().post(paths::SESSION, credentials("Partner@Eyelevel.Example ", "eyelevel-demo")).await.is(200);
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let me: Me = answer.ok();
    assert_eq!((me.name.as_str(), me.installation.vendor.as_str()), ("Jana Petersen", "Kranich Systems"));
    // The token itself is nowhere in the database.
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    assert_eq!(world.count(&format!("sessions WHERE token_hash = '{token}'")).await, 0);
    assert_eq!(world.count("sessions").await, 1);
}

#[tokio::test]
async fn wrong_address_and_wrong_password_sound_the_same_and_make_one_wait() {
    let world = World::new().await;
    let nobody = world.nobody();
    let unknown = nobody.post(paths::SESSION, credentials("nobody@eyelevel.example", "eyelevel-demo")).await.is(401).text();
    let wrong = nobody.post(paths::SESSION, credentials("partner@eyelevel.example", "wrong")).await.is(401).text();
    assert_eq!(unknown, wrong);
    for _ in 0..5 {
        nobody.post(paths::SESSION, credentials("partner@eyelevel.example", "wrong")).await.is(401);
    }
    let wait = nobody.post(paths::SESSION, credentials("partner@eyelevel.example", "eyelevel-demo")).await.is(429);
    assert_eq!(wait.header("retry-after"), "2");
    // Others are not held up.
    nobody.post(paths::SESSION, credentials("other@eyelevel.example", "eyelevel-demo")).await.is(200);
    world.later(2_000);
    nobody.post(paths::SESSION, credentials("partner@eyelevel.example", "eyelevel-demo")).await.is(200);
}
