use std::collections::BTreeMap;

use eyelevel_contract::board::Board;
use eyelevel_contract::ids::Id;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::people::{Me, OrganisationKind};
use eyelevel_contract::requests::unread::{MARK_UNREAD, Mark, READ, UNREAD, UnreadRequests, concerns};
use eyelevel_contract::requests::{HandOver, NewMessage, Request, paths};
use serde_json::json;

use crate::support::{Answer, Client, HOUR, World};

impl Client {
    /// Whether a request is marked in the list of all, and how many of one's own the navigation says.
    async fn unread(&self, id: &str) -> (bool, i64) {
        let list: Page<Request> = self.get(format!("{}?limit=1000", paths::REQUESTS)).await.ok();
        let count: UnreadRequests = self.get(UNREAD).await.ok();
        (list.items.iter().find(|request| request.id == id).is_some_and(|request| request.unread), count.count)
    }

    async fn sees(&self, id: &str, until: Option<&str>) -> Answer {
        self.post(paths::verb(id, READ), json!({ "until": until })).await
    }

    async fn says_here(&self, id: &str, text: &str, internal: bool) -> Id {
        let message = NewMessage { text: text.to_owned(), internal };
        self.post(paths::messages(id), message).await.ok::<eyelevel_contract::requests::TimelineEntry>().id
    }
}

/// An enquiry of `partner`'s, with its owner's account, and that of another who decides.
async fn asked(world: &World) -> (Id, &'static str, &'static str) {
    let request = world.enquiry("Ein Regal").await;
    let (owner, other) = if request.owner.name == "Henrik Lund" { ("approver2", "approver") } else { ("approver", "approver2") };
    (request.id, owner, other)
}

#[tokio::test]
async fn what_others_do_is_unread_until_one_has_seen_it() {
    let world = World::new().await;
    let (id, owner, other) = asked(&world).await;
    let (partner, owner, other) = (world.as_("partner").await, world.as_(owner).await, world.as_(other).await);
    let colleague = world.as_("owner").await;
    // Who has never opened it, too; the number is one's own requests'.
    assert_eq!(partner.unread(&id).await, (false, 0));
    assert_eq!(owner.unread(&id).await, (true, 1));
    assert_eq!(other.unread(&id).await, (true, 0));
    assert_eq!(colleague.unread(&id).await, (true, 0));
    let board: Board = owner.get("/api/v1/board").await.ok();
    assert!(board.with_vendor.items[0].unread);
    // Asking for it is not seeing it: a program, a prefetch. The page says what it has shown, and up to where.
    let first = owner.page(&id).await.timeline.last().unwrap().id.clone();
    assert_eq!(owner.unread(&id).await, (true, 1));
    let (audit, events, version) = (world.count("audit").await, world.count("events").await, owner.page(&id).await.request.version);
    for _ in 0..2 {
        owner.sees(&id, Some(&first)).await.is(204);
        assert_eq!(owner.unread(&id).await, (false, 0));
    }
    let board: Board = owner.get("/api/v1/board").await.ok();
    assert!(!board.with_vendor.items[0].unread);
    assert_eq!(other.unread(&id).await, (true, 0), "for who has seen it alone");
    let after = (world.count("audit").await, world.count("events").await, owner.page(&id).await.request.version);
    assert_eq!(after, (audit, events, version), "nobody else is told");
    // Something newer; what was seen before does not count as having seen that.
    let newest = partner.says_here(&id, "Und in Blau?", false).await;
    assert_eq!((owner.unread(&id).await, partner.unread(&id).await), ((true, 1), (false, 0)));
    owner.sees(&id, Some(&first)).await.is(204);
    assert_eq!(owner.unread(&id).await, (true, 1));
    owner.sees(&id, Some(&newest)).await.is(204);
    assert_eq!(owner.unread(&id).await, (false, 0));
    // An older tab says later what it has shown.
    owner.sees(&id, Some(&first)).await.is(204);
    assert_eq!(owner.unread(&id).await, (false, 0));
    owner.says_here(&id, "Ja.", false).await;
    assert_eq!((owner.unread(&id).await, partner.unread(&id).await), ((false, 0), (true, 1)));
    partner.sees(&id, None).await.is(204);
    assert_eq!(partner.unread(&id).await, (false, 0));
}

#[tokio::test]
async fn a_note_is_unread_for_the_vendor_alone() {
    let world = World::new().await;
    let (id, owner, other) = asked(&world).await;
    let (partner, owner, other) = (world.as_("partner").await, world.as_(owner).await, world.as_(other).await);
    owner.sees(&id, None).await.is(204);
    let colleague = world.as_("sales").await;
    colleague.sees(&id, None).await.is(204);
    let note = other.says_here(&id, "Zahlen spät", true).await;
    assert_eq!(owner.unread(&id).await, (true, 1));
    for client in [&partner, &colleague] {
        assert_eq!(client.unread(&id).await, (false, 0));
        assert!(client.numbers("unread=true").await.is_empty());
        assert_eq!(client.sees(&id, Some(&note)).await.problem(404), "not-found");
        // What they have seen says nothing of it, either: the next message is unread, whatever came before it.
        client.sees(&id, None).await.is(204);
    }
    owner.sees(&id, Some(&note)).await.is(204);
    assert_eq!(owner.unread(&id).await, (false, 0));
    owner.says_here(&id, "Ja.", false).await;
    assert_eq!((partner.unread(&id).await, colleague.unread(&id).await), ((true, 1), (true, 0)));
    // Whoever comes to it later finds the note no reason, either.
    let boss = world.as_("owner").await;
    world.run("DELETE FROM request_marks").await;
    world.run("UPDATE timeline SET place = 0 WHERE NOT internal").await;
    assert_eq!(boss.unread(&id).await, (false, 0));
    assert!(owner.unread(&id).await.0);
}

#[tokio::test]
async fn what_was_seen_can_be_left_for_later() {
    let world = World::new().await;
    let (id, owner, _) = asked(&world).await;
    let (partner, owner) = (world.as_("partner").await, world.as_(owner).await);
    owner.sees(&id, None).await.is(204);
    for client in [&partner, &owner] {
        for _ in 0..2 {
            client.act(&id, MARK_UNREAD, json!({})).await.is(204);
            assert_eq!(client.unread(&id).await, (true, 1), "even where nothing has happened but one's own");
        }
        assert_eq!(client.numbers("unread=true").await.len(), 1);
    }
    let newest = partner.page(&id).await.timeline.last().unwrap().id.clone();
    partner.sees(&id, Some(&newest)).await.is(204);
    assert_eq!((partner.unread(&id).await, owner.unread(&id).await), ((false, 0), (true, 1)));
    owner.sees(&id, None).await.is(204);
    assert_eq!(owner.unread(&id).await, (false, 0));
}

#[tokio::test]
async fn what_was_there_before_counts_as_read() {
    let world = World::new().await;
    let (id, owner, other) = asked(&world).await;
    // As the migration finds it.
    world.run("UPDATE timeline SET place = 0").await;
    world.run("UPDATE requests SET entries = 0").await;
    world.run("DELETE FROM request_marks").await;
    let (partner, owner, other) = (world.as_("partner").await, world.as_(owner).await, world.as_(other).await);
    for client in [&partner, &owner, &other] {
        assert_eq!(client.unread(&id).await, (false, 0));
    }
    partner.act(&id, MARK_UNREAD, json!({})).await.is(204);
    assert_eq!(partner.unread(&id).await, (true, 1));
    partner.sees(&id, None).await.is(204);
    assert_eq!(partner.unread(&id).await, (false, 0));
    world.later(HOUR);
    partner.says_here(&id, "Und in Blau?", false).await;
    assert_eq!((owner.unread(&id).await, other.unread(&id).await), ((true, 1), (true, 0)));
    // Somebody who comes later finds what was there before them read, and what happens then is not.
    world.later(HOUR);
    let now = world.app.clock.now();
    world
        .run(&format!(
            "UPDATE people SET created_at = {now} WHERE email = 'approver2@eyelevel.example' OR email = 'approver@eyelevel.example'"
        ))
        .await;
    assert_eq!(other.unread(&id).await, (false, 0));
    partner.says_here(&id, "Oder Grün?", false).await;
    assert_eq!(other.unread(&id).await, (true, 0));
}

#[tokio::test]
async fn what_is_handed_over_is_new_to_its_owner() {
    let world = World::new().await;
    let (id, owner, other) = asked(&world).await;
    let (old, new) = (world.as_(owner).await, world.as_(other).await);
    let owner_id = world.person(other).await;
    let body = HandOver { owner_id, reason: "Kennt sich aus.".to_owned() };
    world.as_("manager").await.act(&id, paths::OWNER, body).await.is(200);
    assert_eq!(new.unread(&id).await, (true, 1));
    assert_eq!(old.unread(&id).await, (true, 0), "no longer theirs");
    assert_eq!((new.numbers("unread=true").await.len(), old.numbers("unread=true").await.len()), (1, 0));
    // Who takes it over by themself has not read it by that.
    let body = HandOver { owner_id: world.person("manager").await, reason: "Ich mache es.".to_owned() };
    let manager = world.as_("manager").await;
    manager.act(&id, paths::OWNER, body).await.is(200);
    assert_eq!(manager.unread(&id).await, (true, 1));
    manager.sees(&id, None).await.is(204);
    assert_eq!(manager.unread(&id).await, (false, 0));
}

#[tokio::test]
async fn the_number_ends_at_99_and_says_so() {
    let world = World::new().await;
    let (id, owner, _) = asked(&world).await;
    let owner = world.as_(owner).await;
    let more = async |from: usize, to: usize| {
        for i in from..to {
            let columns = "kind, subject, state, partner_id, requester_id, owner_id, promise_id, due_at, search, reference_key, created_at, updated_at";
            world
                .run(&format!(
                    "INSERT INTO requests (id, number, {columns}) SELECT 'r-{i}', 'X-{i}', {columns} FROM requests WHERE id = '{id}'"
                ))
                .await;
            world
                .run(&format!(
                    "INSERT INTO request_marks (person_id, request_id, told, seen) SELECT owner_id, 'r-{i}', 1, 0 FROM requests WHERE id = '{id}'"
                ))
                .await;
        }
    };
    let count = async || {
        let unread: UnreadRequests = owner.get(UNREAD).await.ok();
        (unread.count, unread.more, unread.short().unwrap())
    };
    assert_eq!(count().await, (1, false, "1".to_owned()));
    more(1, 99).await;
    assert_eq!(count().await, (99, false, "99".to_owned()));
    more(99, 101).await;
    assert_eq!(count().await, (99, true, "99+".to_owned()));
    assert_eq!(owner.numbers("unread=true&limit=1000").await.len(), 101);
}

/// The account's person, as the rules know them.
async fn actor(client: &Client) -> Actor {
    let me: Me = client.get("/api/v1/me").await.ok();
    Actor::from(&me)
}

#[tokio::test]
async fn whatever_happens_in_whatever_order_it_is_as_the_rule_says() {
    const ACCOUNTS: [&str; 6] = ["partner", "owner", "sales", "approver", "approver2", "support"];
    let world = World::new().await;
    let (id, ..) = asked(&world).await;
    let mut people = Vec::new();
    for account in ACCOUNTS {
        let client = world.as_(account).await;
        let actor = actor(&client).await;
        people.push((client, actor));
    }
    let requester = people[0].1.id.clone();
    // Place, author, whether it is a note, its id.
    let mut entries = vec![(1, requester, false, people[0].0.page(&id).await.timeline[0].id.clone())];
    let mut marks: BTreeMap<usize, i64> = BTreeMap::new();
    let mut dice = 7_u64;
    let mut roll = |n: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % n
    };
    let mut both = [0, 0];
    for _ in 0..150 {
        let who = roll(people.len());
        let (client, reader) = &people[who];
        match roll(5) {
            0 | 1 => {
                let note = reader.kind == OrganisationKind::Vendor && roll(2) == 0;
                let entry = client.says_here(&id, "Etwas", note).await;
                entries.push((i64::try_from(entries.len()).unwrap() + 1, reader.id.clone(), note, entry));
            }
            2 | 3 => {
                let seen: Vec<_> = entries.iter().filter(|(_, _, note, _)| !note || reader.is_vendor()).collect();
                // Mostly everything, as a page does.
                let (place, _, _, entry) = if roll(4) > 0 { seen[seen.len() - 1] } else { seen[roll(seen.len())] };
                client.sees(&id, Some(entry)).await.is(204);
                let mark = Mark { told: 0, seen: marks.get(&who).copied().unwrap_or_default() };
                marks.insert(who, mark.seen(*place).seen);
            }
            _ if roll(3) == 0 => {
                client.act(&id, MARK_UNREAD, json!({})).await.is(204);
                marks.insert(who, Mark::default().unread().seen);
            }
            _ => {}
        }
        for (n, (client, reader)) in people.iter().enumerate() {
            let mark = Mark { told: 0, seen: marks.get(&n).copied().unwrap_or_default() };
            let all = entries.iter().filter(|(_, by, note, _)| concerns(reader, Some(by), *note));
            let expected = all.fold(mark, |mark, (place, ..)| mark.told(*place)).is_unread();
            let list: Page<Request> = client.get(paths::REQUESTS).await.ok();
            assert_eq!(list.items[0].unread, expected, "{} of {entries:?}, {marks:?}", ACCOUNTS[n]);
            both[usize::from(expected)] += 1;
        }
    }
    assert!(both.iter().all(|n| *n > 100), "{both:?}");
}

#[tokio::test]
async fn who_writes_and_who_reads_at_once_lose_nothing() {
    let world = World::new().await;
    let (id, owner, other) = asked(&world).await;
    let (partner, owner, other) = (world.as_("partner").await, world.as_(owner).await, world.as_(other).await);
    let all = (0..10).flat_map(|n| {
        let (id, partner, owner, other) = (&id, &partner, &owner, &other);
        let writes: std::pin::Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move {
            partner.says_here(id, &format!("{n}"), false).await;
        });
        let reads: std::pin::Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move {
            owner.sees(id, None).await.is(204);
            other.sees(id, None).await.is(204);
        });
        [writes, reads]
    });
    futures_util::future::join_all(all).await;
    let places: Vec<(i64,)> = world.all("SELECT place FROM timeline ORDER BY place").await;
    assert_eq!(places.into_iter().map(|(place,)| place).collect::<Vec<_>>(), (1..=11).collect::<Vec<_>>());
    let told: Vec<(i64, i64)> = world.all("SELECT told, seen FROM request_marks WHERE told > 0").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|(told, seen)| *told == 11 && *seen <= 11), "each is told of the last: {told:?}");
}
