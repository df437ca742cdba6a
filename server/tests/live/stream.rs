use eyelevel_contract::enquiries;
use eyelevel_contract::live::{PATH, RESET, STREAMS_MAX};
use eyelevel_contract::people::paths::SESSION;
use eyelevel_contract::requests::paths;
use eyelevel_server::app;
use eyelevel_server::jobs::Job;
use serde_json::json;

use crate::support::live::Told;
use crate::support::requests::question;
use crate::support::{DAY, World};

/// Whose requests changed.
fn requests(told: &[Told]) -> Vec<String> {
    told.iter().map(|told| told.changed().request_id).collect()
}

async fn asks(world: &World, account: &str, limited: bool) -> String {
    let draft = enquiries::Draft { limited, ..question("Is there one in blue?") };
    let sent: enquiries::Enquiry = world.as_(account).await.post(enquiries::PATH, draft).await.ok();
    sent.page.request.id
}

#[tokio::test]
async fn what_changes_is_told_to_both_sides_and_to_nobody_else() {
    let world = World::new().await;
    let _telling = world.tells();
    let mut streams = Vec::new();
    for account in ["partner", "owner", "sales", "approver", "other"] {
        let mut stream = world.as_(account).await.listens("").await;
        // It says at once how far it is.
        assert_eq!(stream.block().await.unwrap(), Told { id: "0".to_owned(), ..Told::default() });
        streams.push((account, stream));
    }
    let one = asks(&world, "partner", false).await;
    let note = json!({ "text": "They ask every year.", "internal": true });
    world.as_("approver").await.post(paths::messages(&one), note).await.is(201);
    let limited = asks(&world, "partner", true).await;
    let last = asks(&world, "partner", false).await;
    let theirs = asks(&world, "other", false).await;
    for (account, mut stream) in streams {
        let until = if ["approver", "other"].contains(&account) { &theirs } else { &last };
        let told = stream.until(until).await;
        let expected = match account {
            // The note is the vendor's; what is limited, its requester's and the owner's.
            "approver" => vec![&one, &one, &limited, &last, &theirs],
            "partner" | "owner" => vec![&one, &limited, &last],
            "sales" => vec![&one, &last],
            _ => vec![&theirs],
        };
        assert_eq!(requests(&told).iter().collect::<Vec<_>>(), expected, "{account}");
        let ids: Vec<i64> = told.iter().map(|told| told.id.parse().unwrap()).collect();
        assert!(ids.is_sorted(), "{account}: {ids:?}");
        assert_eq!(told[0].changed().number, if account == "other" { "EN-1004" } else { "EN-1001" }, "{account}");
    }
}

#[tokio::test]
async fn a_stream_goes_on_behind_the_last_event_at_whichever_process_without_a_gap_or_a_double() {
    let world = World::new().await;
    let other = world.second_process().await;
    let telling = world.tells();
    let _still_telling = other.tells();
    let approver = world.as_("approver").await;
    let mut stream = approver.listens("").await;
    let (one, two) = (asks(&world, "partner", false).await, asks(&other, "partner", false).await);
    let told = stream.until(&two).await;
    assert_eq!(requests(&told), [one, two]);
    let last = &told[1].id;
    // This process ends; its streams do, too.
    drop(telling);
    while stream.block().await.is_some() {}
    let three = asks(&other, "partner", false).await;
    let mut stream = approver.of(app::service(other.app.clone())).listens(last).await;
    let four = asks(&other, "partner", false).await;
    assert_eq!(requests(&stream.until(&four).await), [three, four]);
}

#[tokio::test]
async fn many_writers_in_two_processes_are_one_order_for_everybody() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (_telling, _also) = (world.tells(), other.tells());
    let mut here = world.as_("approver").await.listens("").await;
    let mut there = world.as_("manager").await.of(app::service(other.app.clone())).listens("").await;
    const EACH: usize = 20;
    let writes = async |world: &World| {
        let partner = world.as_("partner").await;
        let all = (0..EACH).map(|_| partner.post(enquiries::PATH, question("And in red?")));
        futures_util::future::join_all(all).await.into_iter().map(|answer| answer.ok::<enquiries::Enquiry>()).collect::<Vec<_>>().len()
    };
    assert_eq!(tokio::join!(writes(&world), writes(&other)), (EACH, EACH));
    let mut seen = Vec::new();
    for stream in [&mut here, &mut there] {
        let mut all = Vec::new();
        for _ in 0..2 * EACH {
            all.push(stream.told().await);
        }
        seen.push(all);
    }
    assert_eq!(seen[0], seen[1]);
    let ids: Vec<i64> = seen[0].iter().map(|told| told.id.parse().unwrap()).collect();
    let every: Vec<i64> = (1..=i64::try_from(2 * EACH).unwrap()).collect();
    assert_eq!(ids, every);
}

#[tokio::test]
async fn what_a_process_left_unnumbered_is_told_by_the_next() {
    let world = World::new().await;
    // Written, and nobody here tells: as if it had died behind the commit.
    let one = asks(&world, "partner", false).await;
    let other = world.second_process().await;
    let mut stream = other.as_("approver").await.listens("").await;
    let _telling = other.tells();
    assert_eq!(requests(&stream.until(&one).await), [one]);
}

#[tokio::test]
async fn who_was_away_too_long_reads_everything_again() {
    let world = World::new().await;
    let _telling = world.tells();
    let approver = world.as_("approver").await;
    let mut stream = approver.listens("").await;
    let one = asks(&world, "partner", false).await;
    let seen = stream.until(&one).await.pop().unwrap().id;
    let two = asks(&world, "partner", false).await;
    stream.until(&two).await;
    world.app.clock.set(world.app.clock.now() + DAY + 1);
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(world.count("events").await, 0);
    let mut again = world.as_("approver").await.listens(&seen).await;
    let told = again.told().await;
    assert_eq!((told.event.as_str(), told.id.as_str()), (RESET, "2"));
    // Whoever has seen the last one missed nothing; a number that was never given is none of ours.
    let three = asks(&world, "partner", false).await;
    assert_eq!(requests(&world.as_("approver").await.listens("2").await.until(&three).await), [three]);
    assert_eq!(world.as_("approver").await.listens("900").await.told().await.event, RESET);
    for odd in ["x", "1.5", "99999999999999999999", "%00"] {
        approver.get(format!("{PATH}?after={odd}")).await.is(400);
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_follows_its_reader_s_roles() {
    let world = World::new().await;
    let _telling = world.tells();
    let (partner, manager) = (world.as_("partner").await, world.as_("manager").await);
    let (mut theirs, mut ours) = (partner.listens("").await, manager.listens("").await);
    let one = asks(&world, "partner", false).await;
    assert_eq!(requests(&theirs.until(&one).await), requests(&ours.until(&one).await));
    // A manager who becomes a bookkeeper sees no enquiries any more.
    world.run(&format!("UPDATE person_roles SET role = 'ledger' WHERE person_id = '{}'", world.person("manager").await)).await;
    for _ in 0..3 {
        assert_eq!(ours.block().await.unwrap().event, "");
    }
    let two = asks(&world, "partner", false).await;
    theirs.until(&two).await;
    for _ in 0..3 {
        assert_eq!(ours.block().await.unwrap().event, "");
    }
    partner.delete(SESSION).await.is(204);
    while theirs.block().await.is_some() {}
    partner.get(PATH).await.is(401);
}

#[tokio::test]
async fn a_person_has_so_many_streams_and_no_more() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mut streams = Vec::new();
    for _ in 0..STREAMS_MAX {
        streams.push(partner.listens("").await);
    }
    partner.get(PATH).await.is(429);
    world.as_("owner").await.get(PATH).await.is(200);
    streams.pop();
    partner.get(PATH).await.is(200);
    drop(streams);
    assert_eq!(world.app.events.streams(), 0);
}
