use eyelevel_contract::people::{SignIn, paths};

use crate::support::{DAY, HOUR, World};

fn credentials() -> SignIn {
    SignIn { email: "partner@eyelevel.example".to_owned(), password: "eyelevel-demo".to_owned() }
}

#[tokio::test]
async fn two_weeks_without_use_end_it_and_use_prolongs_it() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    world.later(14 * DAY - 1);
    partner.get(paths::ME).await.is(200);
    world.later(14 * DAY - 1);
    partner.get(paths::ME).await.is(200);
    world.later(14 * DAY);
    assert_eq!(partner.get(paths::ME).await.problem(401), "unauthenticated");
}

#[tokio::test]
async fn after_sixty_days_it_ends_however_much_it_is_used() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for _ in 0..59 {
        world.later(DAY);
        partner.get(paths::ME).await.is(200);
    }
    world.later(DAY - 1);
    partner.get(paths::ME).await.is(200);
    world.later(1);
    partner.get(paths::ME).await.is(401);
}

#[tokio::test]
async fn reading_writes_no_more_than_once_an_hour() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let seen = async || world.one::<(i64,)>("SELECT seen_at FROM sessions").await.0;
    let begun = seen().await;
    world.later(HOUR);
    partner.get(paths::ME).await.is(200);
    assert_eq!(seen().await, begun);
    world.later(1);
    partner.get(paths::ME).await.is(200);
    assert_eq!(seen().await, begun + HOUR + 1);
}

#[tokio::test]
async fn under_https_the_cookie_belongs_to_this_host_and_to_https() {
    let world = World::with(|config| config.base_url = "https://partner.example.com".to_owned()).await;
    let nobody = world.nobody().saying("origin", "https://partner.example.com");
    let cookie = nobody.post(paths::SESSION, credentials()).await.is(200).header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-eyelevel="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    nobody.saying("cookie", format!("__Host-eyelevel={token}")).get(paths::ME).await.is(200);
    // A cookie that anybody on the network may have set is not ours.
    nobody.saying("cookie", format!("eyelevel={token}")).get(paths::ME).await.is(401);
}

#[tokio::test]
async fn a_token_that_was_made_up_opens_nothing() {
    let world = World::new().await;
    for token in ["", "x", "' OR 1=1 --", &"a".repeat(4_000)] {
        world.nobody().saying("cookie", format!("eyelevel={token}")).get(paths::ME).await.is(401);
    }
    // The hash in the database is not the token.
    world.as_("partner").await;
    let (hash,): (String,) = world.one("SELECT token_hash FROM sessions").await;
    world.nobody().saying("cookie", format!("eyelevel={hash}")).get(paths::ME).await.is(401);
}

#[tokio::test]
async fn who_signs_in_again_has_another_session_and_the_one_before_is_over() {
    let world = World::new().await;
    let (partner, elsewhere) = (world.as_("partner").await, world.as_("partner").await);
    let first = partner.cookie().unwrap().to_owned();
    let again = partner.post(paths::SESSION, credentials()).await.is(200).header("set-cookie").to_owned();
    let fields = [("email", "partner@eyelevel.example"), ("password", "eyelevel-demo")];
    let again = again.split(';').next().unwrap();
    assert_ne!(again, first);
    let by_form = world.nobody().saying("cookie", again).form("/sign-in", &fields).await.is(303).header("set-cookie").to_owned();
    for over in [first.as_str(), again] {
        world.nobody().saying("cookie", over).get(paths::ME).await.is(401);
    }
    world.nobody().saying("cookie", by_form.split(';').next().unwrap()).get(paths::ME).await.is(200);
    elsewhere.get(paths::ME).await.is(200);
    // A wrong password ends nothing.
    let wrong = SignIn { password: "wrong".to_owned(), ..credentials() };
    elsewhere.post(paths::SESSION, wrong).await.is(401);
    elsewhere.get(paths::ME).await.is(200);
}

#[tokio::test]
async fn another_process_knows_the_session() {
    let world = World::new().await;
    let other = world.second_process().await;
    let cookie = world.as_("partner").await.cookie().unwrap().to_owned();
    let there = other.nobody().saying("cookie", cookie);
    there.get(paths::ME).await.is(200);
    there.delete(paths::SESSION).await.is(204);
    there.get(paths::ME).await.is(401);
}
