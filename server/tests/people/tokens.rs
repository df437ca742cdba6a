use eyelevel_contract::enquiries;
use eyelevel_contract::live::PATH as EVENTS;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::tokens::{ApiToken, MadeToken, NewToken, TOKENS, TOKENS_MAX, TokenScope, one};
use eyelevel_contract::people::{Me, paths};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::support::requests::question;
use crate::support::{Answer, Client, DAY, HOUR, MINUTE, World};

/// A token that is good for so many days after today.
fn new(world: &World, scope: TokenScope, days: i64) -> NewToken {
    NewToken { name: "ERP".to_owned(), scope, expires_on: Some(world.today().plus_days(days)) }
}

async fn made(world: &World, account: &str, scope: TokenScope) -> (ApiToken, String) {
    let made: MadeToken = world.as_(account).await.post(TOKENS, new(world, scope, 90)).await.is(201).ok();
    (made.token, made.secret.unwrap())
}

/// A program with a token, wherever it says that it comes from.
fn program(world: &World, secret: &str) -> Client {
    world.nobody().saying("authorization", format!("Bearer {secret}")).saying("origin", "http://program.example")
}

async fn tokens(client: &Client) -> Vec<ApiToken> {
    client.get(TOKENS).await.ok::<Page<ApiToken>>().items
}

#[track_caller]
fn is_unknown(answer: Answer) {
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"eyelevel\", error=\"invalid_token\"");
    assert_eq!(answer.header("ratelimit"), "");
    assert_eq!(answer.problem(401), "invalid-token");
}

#[tokio::test]
async fn it_is_shown_once_and_nothing_that_is_kept_opens_anything() {
    let world = World::new().await;
    let partner = world.as_("partner").await.with_key("k");
    let first = partner.post(TOKENS, new(&world, TokenScope::Read, 90)).await.is(201);
    let at = first.header("location").to_owned();
    let MadeToken { token, secret } = first.ok();
    let secret = secret.unwrap();
    assert!(secret.len() == 47 && secret.starts_with("eyt_") && secret.starts_with(&token.start) && token.start.len() == 8, "{token:?}");
    assert_eq!(at, one(&token.id));
    assert_eq!((token.name.as_str(), token.expires_on, token.expired, token.used_at), ("ERP", world.today().plus_days(90), false, None));
    program(&world, &secret).get(paths::ME).await.is(200);
    // A repetition finds what was made, and nobody knows any more what it is.
    let again = partner.post(TOKENS, new(&world, TokenScope::Read, 90)).await.is(201);
    assert_eq!(again.header("location"), at);
    assert_eq!(again.ok::<MadeToken>().secret, None);
    assert_eq!(tokens(&partner).await.len(), 1);
    let listed = partner.get(TOKENS).await.text();
    assert!(!listed.contains(&secret) && listed.contains(&token.start), "{listed}");
    let kept: Vec<(String,)> = world
        .all(
            "SELECT answer || COALESCE(location, '') || body_hash FROM idempotency_keys UNION ALL \
             SELECT action || subject_id || source FROM audit UNION ALL SELECT body FROM audit_details UNION ALL \
             SELECT id || name || token_hash || start || scope FROM api_tokens",
        )
        .await;
    assert!(kept.len() > 3 && kept.iter().all(|(text,)| !text.contains(&secret)), "{kept:?}");
    let (hash,): (String,) = world.one("SELECT token_hash FROM api_tokens").await;
    for opens in [hash.clone(), format!("eyt_{hash}"), secret.to_uppercase(), secret[..46].to_owned(), format!("{secret}x")] {
        program(&world, &opens).get(paths::ME).await.is(401);
    }
    let trail: Vec<(String, String)> = world.all("SELECT action, source FROM audit WHERE subject = 'token'").await;
    assert_eq!(trail, [("token.made".to_owned(), "portal".to_owned())]);
}

#[tokio::test]
async fn a_program_is_its_person_with_the_roles_of_now() {
    let world = World::new().await;
    let (token, secret) = made(&world, "partner", TokenScope::Write).await;
    let program = program(&world, &secret);
    let me: Me = program.get(paths::ME).await.ok();
    assert_eq!(me.id, world.person("partner").await);
    program.post(enquiries::PATH, question("An idea")).await.is(201);
    let (source,): (String,) = world.one("SELECT source FROM audit WHERE action = 'request.submitted'").await;
    assert_eq!(source, format!("api:{}", token.id));
    // Whoever loses a role, loses it here, too.
    world.run(&format!("DELETE FROM person_roles WHERE person_id = '{}'", me.id)).await;
    assert_eq!(program.post(enquiries::PATH, question("Another")).await.problem(403), "forbidden");
    assert!(program.get(paths::ME).await.ok::<Me>().roles.is_empty());
    // Who can't sign in any more does not come in by this way either; another process knows that, too.
    world.run(&format!("UPDATE people SET password_hash = NULL WHERE id = '{}'", me.id)).await;
    is_unknown(program.get(paths::ME).await);
    let other = world.second_process().await;
    is_unknown(self::program(&other, &secret).get(paths::ME).await);
    assert_eq!(world.count("requests").await, 1);
}

#[tokio::test]
async fn it_ends_with_its_last_day_or_when_it_is_revoked() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let (token, secret) = made(&world, "partner", TokenScope::Read).await;
    program(&world, &secret).get(paths::ME).await.is(200);
    world.as_("owner").await.delete(one(&token.id)).await.is(404);
    program(&world, &secret).get(paths::ME).await.is(200);
    partner.delete(one(&token.id)).await.is(204);
    is_unknown(program(&world, &secret).get(paths::ME).await);
    partner.delete(one(&token.id)).await.is(404);
    // Made at ten in the morning, good for today: until midnight in Berlin.
    let today: MadeToken = partner.post(TOKENS, new(&world, TokenScope::Read, 0)).await.ok();
    let secret = today.secret.unwrap();
    world.later(14 * HOUR - 1);
    program(&world, &secret).get(paths::ME).await.is(200);
    world.later(1);
    is_unknown(program(&world, &secret).get(paths::ME).await);
    let listed = tokens(&partner).await;
    assert_eq!((listed.len(), listed[0].expired), (1, true));
    // It is shown for a month more.
    world.later(30 * DAY);
    world.run_jobs().await;
    assert_eq!(world.count("api_tokens").await, 1);
    world.later(1);
    world.run_jobs().await;
    assert_eq!(world.count("api_tokens").await, 0);
}

#[tokio::test]
async fn a_new_password_and_signing_out_everywhere_leave_it_as_it_is() {
    let world = World::new().await;
    let (_, secret) = made(&world, "partner", TokenScope::Read).await;
    world.as_("partner").await.delete(format!("{}?everywhere=true", paths::SESSION)).await.is(204);
    world.nobody().form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    let reset = world.link("partner@eyelevel.example", "Neues Passwort").await;
    let set = world.nobody().form(&reset, &[("password", "a wholly new sentence")]).await;
    assert!(set.status.is_redirection(), "{}", set.status);
    program(&world, &secret).get(paths::ME).await.is(200);
}

#[tokio::test]
async fn the_scope_says_how_far_it_goes() {
    let world = World::new().await;
    let (_, reads) = made(&world, "owner", TokenScope::Read).await;
    let (_, writes) = made(&world, "owner", TokenScope::Write).await;
    let (reads, writes) = (program(&world, &reads), program(&world, &writes));
    let refused = reads.post(enquiries::PATH, question("An idea")).await.is(403);
    assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"eyelevel\", error=\"insufficient_scope\"");
    assert_eq!(refused.json()["detail"], "It only reads. Its person can make one that writes, too.");
    assert_eq!(refused.problem(403), "insufficient-scope");
    assert_eq!(world.count("requests").await, 0);
    let head = reads.send(reads.request("HEAD", paths::ME).body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(head.status.as_u16(), 200);
    let newcomer = json!({ "name": "Ada", "email": "ada@x.example", "organisation_id": world.organisation("Nordlicht IT").await, "roles": ["owner"], "lang": "de" });
    let people = world.count("people").await;
    for client in [&reads, &writes] {
        client.get(paths::PEOPLE).await.is(200);
        assert_eq!(client.post(paths::PEOPLE, &newcomer).await.problem(403), "insufficient-scope");
        assert_eq!(client.post(TOKENS, new(&world, TokenScope::Write, 1)).await.problem(403), "insufficient-scope");
        assert_eq!(client.delete(one(&tokens(client).await[0].id)).await.problem(403), "insufficient-scope");
        assert_eq!(client.delete(format!("{}?everywhere=true", paths::SESSION)).await.problem(403), "insufficient-scope");
    }
    assert_eq!((world.count("people").await, world.count("api_tokens").await), (people, 2));
    writes.post(enquiries::PATH, question("An idea")).await.is(201);
}

#[tokio::test]
async fn bounces_are_handed_in_by_an_admin_s_token_or_by_that_of_the_settings() {
    let world = World::with(|config| config.bounces_token = Some("a token of the settings".to_owned())).await;
    let (_, partner) = made(&world, "partner", TokenScope::Write).await;
    let (_, admin) = made(&world, "admin", TokenScope::Write).await;
    for (token, status) in [(partner.as_str(), 403), (&admin, 200), ("a token of the settings", 200), ("another token", 401)] {
        let program = world.nobody().saying("authorization", format!("Bearer {token}"));
        let answer = program.raw("POST", "/api/v1/mail/bounces", "message/rfc822", "From: a@b.example\r\n\r\nhello").await;
        assert_eq!(answer.status.as_u16(), status, "{token}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_cookie_beside_it_is_one_too_many() {
    let world = World::new().await;
    let (_, secret) = made(&world, "partner", TokenScope::Write).await;
    let both = world.as_("partner").await.saying("authorization", format!("Bearer {secret}"));
    assert_eq!(both.get(paths::ME).await.problem(400), "malformed");
    // A foreign page can't make its token a way round the origin.
    let both = both.saying("origin", "http://evil.example");
    assert_eq!(both.post(enquiries::PATH, question("x")).await.problem(403), "foreign-origin");
    // What is no token of ours, of a proxy in front for example, is nothing to us.
    let proxied = world.as_("partner").await.saying("authorization", "Basic cGFydG5lcjp4");
    proxied.get(paths::ME).await.is(200);
    proxied.saying("authorization", "Bearer a.b.c").get(paths::ME).await.is(200);
    let unknown = world.nobody().saying("authorization", "Bearer a.b.c").get(paths::ME).await.is(401);
    assert_eq!(unknown.header("www-authenticate"), "Bearer realm=\"eyelevel\"");
    // Pages are for people.
    let page = program(&world, &secret).get("/sign-in").await.is(200);
    assert_eq!(page.header("ratelimit"), "");
}

#[tokio::test]
async fn so_many_a_minute_and_every_answer_says_how_many_are_left() {
    let world = World::with(|config| config.api_rate_limit = Some(3)).await;
    let (_, secret) = made(&world, "partner", TokenScope::Read).await;
    let (_, beside) = made(&world, "partner", TokenScope::Read).await;
    let program = program(&world, &secret);
    let left = |answer: &Answer| (answer.header("ratelimit-policy").to_owned(), answer.header("ratelimit").to_owned());
    let says = |r: u32, t: u32| ("\"default\";q=3;w=60".to_owned(), format!("\"default\";r={r};t={t}"));
    assert_eq!(left(&program.get(paths::ME).await.is(200)), says(2, 60));
    world.later(20_500);
    // What is not there and what is refused counts, too.
    assert_eq!(left(&program.get("/api/v1/people/nothing").await.is(404)), says(1, 40));
    assert_eq!(left(&program.post(enquiries::PATH, question("x")).await.is(403)), says(0, 40));
    let over = program.get(paths::ME).await.is(429);
    assert_eq!((left(&over), over.header("retry-after")), (says(0, 40), "40"));
    assert_eq!(over.problem(429), "throttled");
    assert_eq!(left(&self::program(&world, &beside).get(paths::ME).await.is(200)), says(2, 60), "each has its own");
    world.as_("partner").await.get(paths::ME).await.is(200);
    world.later(MINUTE - 20_500 - 1);
    assert_eq!(left(&program.get(paths::ME).await.is(429)), says(0, 1));
    world.later(1);
    assert_eq!(left(&program.get(paths::ME).await.is(200)), says(2, 60));
    // Each process counts by itself; without a limit nothing is said.
    let other = world.second_process().await;
    assert_eq!(left(&self::program(&other, &secret).get(paths::ME).await.is(200)), says(2, 60));
    let free = World::new().await;
    let (_, secret) = made(&free, "partner", TokenScope::Read).await;
    assert_eq!(left(&self::program(&free, &secret).get(paths::ME).await.is(200)), (String::new(), String::new()));
}

#[tokio::test]
async fn its_use_is_noted_once_an_hour() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let (token, secret) = made(&world, "partner", TokenScope::Read).await;
    let used = async || tokens(&partner).await[0].used_at;
    assert_eq!(used().await, None);
    world.later(MINUTE);
    let program = program(&world, &secret);
    program.get(paths::ME).await.is(200);
    let first = token.created_at + MINUTE;
    assert_eq!(used().await, Some(first));
    world.later(HOUR);
    program.get(paths::ME).await.is(200);
    assert_eq!(used().await, Some(first));
    world.later(1);
    program.get(paths::ME).await.is(200);
    assert_eq!(used().await, Some(first + HOUR + 1));
}

#[tokio::test]
async fn there_are_twenty_at_most_that_are_good() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let today: MadeToken = partner.post(TOKENS, new(&world, TokenScope::Read, 0)).await.ok();
    assert!(!today.token.expired);
    for _ in 1..TOKENS_MAX - 1 {
        made(&world, "partner", TokenScope::Read).await;
    }
    // Two at once are put in order: the second is one too many.
    let body = new(&world, TokenScope::Read, 1);
    let (a, b) = world.at_once("api_tokens", partner.post(TOKENS, &body), partner.post(TOKENS, &body)).await;
    let mut said = [a.status.as_u16(), b.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [201, 422]);
    assert_eq!(partner.post(TOKENS, &body).await.fault("name"), "At most 20 entries.");
    world.as_("owner").await.post(TOKENS, &body).await.is(201);
    // What has expired makes room.
    world.later(14 * HOUR);
    partner.post(TOKENS, &body).await.is(201);
    let far = partner.post(TOKENS, new(&world, TokenScope::Read, 367)).await.is(422).json();
    assert!(far["errors"]["expires_on"].is_array(), "{far}");
}

#[tokio::test]
async fn a_stream_ends_when_its_token_is_revoked() {
    let world = World::new().await;
    let _telling = world.tells();
    let (token, secret) = made(&world, "partner", TokenScope::Read).await;
    let mut stream = program(&world, &secret).listens("").await;
    assert!(stream.block().await.is_some());
    assert!(stream.block().await.is_some(), "it lives: {EVENTS}");
    world.as_("partner").await.delete(one(&token.id)).await.is(204);
    while stream.block().await.is_some() {}
}

#[tokio::test]
async fn whatever_stands_in_the_header_never_fails() {
    let world = World::new().await;
    let (_, secret) = made(&world, "partner", TokenScope::Read).await;
    let mut random = TestRunner::deterministic();
    let ask = async |value: Vec<u8>| {
        let Ok(value) = axum::http::HeaderValue::from_bytes(&value) else { return };
        let request = axum::http::Request::builder().uri(paths::ME).header("authorization", value.clone());
        let answer = world.nobody().send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 401, "{value:?}: {}", answer.text());
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{value:?}");
    };
    let words = [
        "",
        "Bearer",
        "bearer ",
        "Beareré",
        "Bearer eyt_",
        "Bearer eyt_ x",
        "Bearereyt_x",
        "Bearer\teyt_'; --",
        "Basic eyt_x",
        "Bearer Bearer eyt_",
    ];
    for word in words {
        ask(word.as_bytes().to_vec()).await;
    }
    ask([b"Bearer eyt_".as_slice(), &[0xff; 40]].concat()).await;
    ask([b"Bearer eyt_".as_slice(), &[b'a'; 20_000]].concat()).await;
    for _ in 0..200 {
        let bytes = prop::collection::vec(any::<u8>(), 0..80).new_tree(&mut random).unwrap().current();
        let mut near = secret.clone().into_bytes();
        let place = any::<usize>().new_tree(&mut random).unwrap().current() % near.len();
        near[place] = near[place].wrapping_add(1);
        ask(bytes.clone()).await;
        ask([b"Bearer eyt_", bytes.as_slice()].concat()).await;
        ask([b"bearer ", near.as_slice()].concat()).await;
    }
    // However it is written.
    for said in [format!("Bearer {secret}"), format!("bearer   {secret} "), format!("BEARER\t{secret}")] {
        world.nobody().saying("authorization", said).get(paths::ME).await.is(200);
    }
}
