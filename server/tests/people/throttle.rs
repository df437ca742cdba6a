use eyelevel_contract::people::{SignIn, paths};

use crate::support::{Client, HOUR, World};

async fn attempt(client: &Client, email: &str, password: &str) -> u16 {
    let body = SignIn { email: format!("{email}@eyelevel.example"), password: password.to_owned() };
    client.post(paths::SESSION, body).await.status.as_u16()
}

#[tokio::test]
async fn the_wait_doubles_and_is_forgotten_after_an_hour() {
    let world = World::new().await;
    let nobody = world.nobody();
    for _ in 0..6 {
        assert_eq!(attempt(&nobody, "partner", "wrong").await, 401);
    }
    for wait in [2, 4, 8] {
        let body = SignIn { email: "partner@eyelevel.example".to_owned(), password: "wrong".to_owned() };
        let refused = nobody.post(paths::SESSION, &body).await.is(429);
        assert_eq!(refused.header("retry-after"), wait.to_string());
        world.later(wait * 1000);
        assert_eq!(attempt(&nobody, "partner", "wrong").await, 401);
    }
    world.later(2 * HOUR);
    for _ in 0..5 {
        assert_eq!(attempt(&nobody, "partner", "wrong").await, 401);
    }
    assert_eq!(attempt(&nobody, "partner", "eyelevel-demo").await, 200);
}

#[tokio::test]
async fn many_attempts_at_once_are_counted_one_by_one() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (one, two) = (world.nobody(), other.nobody());
    let attempts = (0..12).map(|i| {
        let client = if i % 2 == 0 { one.clone() } else { two.clone() };
        tokio::spawn(async move { attempt(&client, "partner", &format!("guess {i}")).await })
    });
    let mut answers = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        answers.push(attempt.await.unwrap());
    }
    // Six are looked at, the sixth makes all others wait: a burst guesses no more than one after the other would.
    assert_eq!(answers.iter().filter(|s| **s == 401).count(), 6, "{answers:?}");
    assert_eq!(answers.iter().filter(|s| **s == 429).count(), 6, "{answers:?}");
}

#[tokio::test]
async fn one_client_can_t_try_everybody() {
    let world = World::new().await;
    let client = world.nobody().from("203.0.113.7");
    // As one who has tried often.
    assert_eq!(attempt(&client, "nobody", "wrong").await, 401);
    world.run("UPDATE throttles SET attempts = 50 WHERE name = 'sign-in-from:203.0.113.7'").await;
    assert_eq!(attempt(&client, "somebody", "wrong").await, 401);
    assert_eq!(attempt(&client, "owner", "eyelevel-demo").await, 429);
    // Elsewhere in the same second: fine.
    assert_eq!(attempt(&client.from("203.0.113.8"), "owner", "eyelevel-demo").await, 200);
    world.later(2_000);
    // What was right costs nothing, however much was wrong before.
    assert_eq!(attempt(&client, "owner", "eyelevel-demo").await, 200);
    assert_eq!(attempt(&client, "owner", "eyelevel-demo").await, 200);
}

#[tokio::test]
async fn the_client_is_who_the_last_trusted_proxy_says() {
    let world = World::with(|config| config.trusted_proxies = vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()]).await;
    let counted = async |client: Client| {
        world.run("DELETE FROM throttles").await;
        attempt(&client, "nobody", "wrong").await;
        let names: Vec<(String,)> = world.all("SELECT name FROM throttles WHERE name LIKE 'sign-in-from:%'").await;
        names[0].0.trim_start_matches("sign-in-from:").to_owned()
    };
    let from = |peer: &str| world.nobody().from(peer);
    let forwarded = "x-forwarded-for";
    assert_eq!(counted(from("10.0.0.1").saying(forwarded, "203.0.113.7")).await, "203.0.113.7");
    assert_eq!(counted(from("10.0.0.1").saying(forwarded, "198.51.100.1, 203.0.113.7, 10.0.0.2")).await, "203.0.113.7");
    // Nobody may say who they are by themselves.
    assert_eq!(counted(from("203.0.113.9").saying(forwarded, "198.51.100.1")).await, "203.0.113.9");
    assert_eq!(counted(from("10.0.0.1").saying(forwarded, "a lie")).await, "10.0.0.1");
    // A proxy that adds a line of its own below the client's.
    let two = from("10.0.0.1").saying(forwarded, "198.51.100.1").saying(forwarded, "203.0.113.7");
    assert_eq!(counted(two).await, "203.0.113.7");
    // The same proxy by an IPv6 socket, and a client with a whole network of addresses.
    assert_eq!(counted(from("::ffff:10.0.0.1").saying(forwarded, "203.0.113.7")).await, "203.0.113.7");
    assert_eq!(counted(from("10.0.0.1").saying(forwarded, "2001:db8:1:2:aaaa::1")).await, "2001:db8:1:2::/64");
}
