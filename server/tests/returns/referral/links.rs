use eyelevel_contract::requests::{EventKind, State};
use eyelevel_contract::returns::{ReferralState, paths};
use eyelevel_server::jobs::Job;
use serde_json::json;

use super::{AGENT, PARTNER, day, id, kinds};
use crate::support::{DAY, World};

#[tokio::test]
async fn taken_back_while_they_answer_one_of_both_counts() {
    let world = World::new().await;
    let second = world.second_process().await;
    let (thing, link) = world.handed().await;
    let (approver, nobody) = (world.as_("approver").await, second.nobody());
    let (url, answer) = (paths::verb(id(&thing), paths::TAKE_BACK), format!("{link}/answer"));
    let by = day(&world, 3);
    let fields = [("answer", "repair"), ("by", by.as_str())];
    let (back, said) =
        world.at_once("return_referrals", approver.post(&url, json!({ "reason": "We do it." })), nobody.form(&answer, &fields)).await;
    let thing = world.again(&thing).await;
    match said.status.as_u16() {
        // Both, one after the other: the answer first.
        303 => assert_eq!((back.status.as_u16(), kinds(&thing).contains(&EventKind::ReferralTaken)), (200, true)),
        409 | 404 => assert!(!kinds(&thing).contains(&EventKind::ReferralTaken) && world.count("decisions").await == 0),
        other => panic!("{other}: {}", said.text()),
    }
    assert_eq!(back.status.as_u16(), 200);
    assert_eq!((thing.referrals[0].state, thing.items[0].outcome), (ReferralState::TakenBack, None));
    nobody.get(&link).await.is(404);
}

#[tokio::test]
async fn of_two_answers_at_once_one_is_too_late() {
    let world = World::new().await;
    let second = world.second_process().await;
    let (thing, link) = world.handed().await;
    let (a, b, by) = (world.nobody(), second.nobody(), day(&world, 3));
    let (yes, no) = ([("answer", "repair"), ("by", by.as_str())], [("answer", "not_covered"), ("text", "Not ours.")]);
    let answer = format!("{link}/answer");
    let (a, b) = world.at_once("return_referrals", a.form(&answer, &yes), b.form(&answer, &no)).await;
    let mut said = [a.status.as_u16(), b.status.as_u16()];
    said.sort_unstable();
    assert!(matches!(said, [303, 409] | [303, 404] | [200, 409] | [200, 404]), "{said:?}");
    let answers = kinds(&world.again(&thing).await);
    let counted = answers.iter().filter(|kind| matches!(kind, EventKind::ReferralTaken | EventKind::ReferralDeclined)).count();
    assert_eq!(counted, 1);
}

#[tokio::test]
async fn a_link_is_theirs_alone_and_not_for_ever() {
    let world = World::new().await;
    let (_, link) = world.handed().await;
    let nobody = world.nobody();
    for bad in [format!("{link}x"), link.replace("/h/", "/c/"), link.replace("/h/", "/r/"), "/h/x.y".to_owned(), "/h/%00".to_owned()] {
        nobody.get(&bad).await.is(404);
        assert!(
            nobody.form(format!("{bad}/answer"), &[("answer", "needs"), ("text", "A receipt.")]).await.status.is_client_error(),
            "{bad}"
        );
    }
    // Another kind of link, signed as well, is none here.
    world.nobody().form("/forgot", &[("email", PARTNER)]).await.is(200);
    let reset = world.link(PARTNER, "Passwort").await;
    nobody.get(format!("/h/{}", reset.rsplit('/').next().unwrap())).await.is(404);
    // Who is no agent any more opens nothing.
    world.run(&format!("DELETE FROM person_roles WHERE person_id = '{}'", world.person("agent").await)).await;
    nobody.get(&link).await.is(404);
    world.run(&format!("INSERT INTO person_roles (person_id, role) VALUES ('{}', 'agent')", world.person("agent").await)).await;
    nobody.get(&link).await.is(200);
    world.later(31 * DAY);
    nobody.get(&link).await.is(404);
    nobody.form(format!("{link}/answer"), &[("answer", "needs"), ("text", "A receipt.")]).await.is(404);
    assert_eq!(world.count("return_referrals WHERE state = 'handed'").await, 1);
}

#[tokio::test]
async fn a_silent_distributor_is_reminded_the_owner_has_a_task_and_the_promise_is_broken_as_the_vendor_s() {
    let world = World::new().await;
    let (thing, link) = world.handed().await;
    let late = "timeline WHERE kind = 'referral_late'";
    for (days, count) in [(2, 0), (1, 1), (1, 1), (6, 2)] {
        world.later(days * DAY);
        for _ in 0..2 {
            Job::Returns.run(&world.app).await.unwrap();
        }
        assert_eq!(world.count(late).await, count, "after {days} more days");
    }
    let (_, body) = world.mail("approver@eyelevel.example", "Sven Richter, Elbtal Distribution antwortet nicht").await;
    assert!(body.contains("Nordlicht IT") && body.contains("zurück"), "{body}");
    world.mail(AGENT, "Ihre Antwort fehlt noch").await;
    world.run_jobs().await;
    let now = world.again(&thing).await;
    assert_eq!((now.referrals[0].state, now.page.request.promise.as_ref().unwrap().kept), (ReferralState::Handed, Some(false)));
    assert_eq!(now.page.request.owner.name, "Claudia Berg");
    // Late is better than never; and what is taken over and not done is asked for as well.
    world.nobody().form(format!("{link}/answer"), &[("answer", "repair"), ("by", &day(&world, 1))]).await.is(303);
    world.later(2 * DAY);
    Job::Returns.run(&world.app).await.unwrap();
    world.mail(AGENT, "Ist es erledigt?").await;
    world.mail("approver@eyelevel.example", "ist nicht fertig").await;
    // The link lives as long as there is something to say by it.
    world.later(20 * DAY);
    world.nobody().form(format!("{link}/done"), &[]).await.is(200);
    assert_eq!(world.again(&thing).await.page.request.state, State::Closed);
}
