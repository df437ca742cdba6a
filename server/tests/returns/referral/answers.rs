use eyelevel_contract::requests::{State, Verdict};
use eyelevel_contract::returns::{Draft, ItemState, Outcome, ReferralState, paths};
use serde_json::json;

use super::super::draft;
use super::super::handled::all;
use super::{AGENT, PARTNER, day, id};
use crate::support::World;

#[tokio::test]
async fn a_no_has_its_reason_a_yes_its_day_and_what_was_typed_stays() {
    let world = World::new().await;
    let (thing, link) = world.handed().await;
    let (nobody, past, far) = (world.nobody(), day(&world, -1), day(&world, 91));
    let answer = format!("{link}/answer");
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[], "answer-error"),
        (&[("answer", "perhaps"), ("text", "Typed.")], "answer-error"),
        (&[("answer", "not_covered"), ("text", "  ")], "text-error"),
        (&[("answer", "needs"), ("text", "")], "text-error"),
        (&[("answer", "replace"), ("text", "Typed.")], "by-error"),
        (&[("answer", "repair"), ("by", "soon"), ("text", "Typed.")], "by-error"),
        (&[("answer", "repair"), ("by", &past), ("text", "Typed.")], "by-error"),
        (&[("answer", "repair"), ("by", &far), ("text", "Typed.")], "by-error"),
    ];
    for (fields, error) in cases {
        let page = nobody.form(&answer, fields).await.is(422).text();
        assert!(page.contains(&format!("id=\"{error}\"")), "{fields:?}: {page}");
        assert_eq!(page.contains("Typed."), fields.iter().any(|(_, value)| *value == "Typed."), "{fields:?}");
    }
    nobody.form(&answer, &[("answer", "needs"), ("text", &"x".repeat(2_001))]).await.is(422);
    assert_eq!((world.again(&thing).await.referrals[0].state, world.count("decisions").await), (ReferralState::Handed, 0));
    let page = nobody.form(&answer, &[("answer", "not_covered"), ("text", "Das ist <b>kein</b> Gerät von uns.")]).await.is(200).text();
    assert!(page.contains("Claudia Berg"), "{page}");
    nobody.form(&answer, &[("answer", "not_covered"), ("text", "Again.")]).await.is(404);
    // Nothing is decided by it: the vendor owes the answer as before.
    let thing = world.again(&thing).await;
    assert_eq!(
        (thing.page.request.state, thing.items[0].state, thing.referrals[0].state),
        (State::Submitted, ItemState::Asked, ReferralState::NotCovered)
    );
    assert!(thing.page.request.promise.as_ref().unwrap().due_at.is_some());
    assert_eq!(thing.page.timeline.last().unwrap().text.as_deref(), Some("Das ist <b>kein</b> Gerät von uns."));
    world.mail(PARTNER, "Distributor übernimmt es nicht").await;
    world.mail("approver@eyelevel.example", "Distributor übernimmt es nicht").await;
    // Handed once more, something is missing; then the vendor decides itself.
    let thing = world.refers(&thing).await;
    let mails = world.mails_to(AGENT).await;
    let second = mails.iter().flat_map(|(_, body)| body.split_whitespace()).filter(|word| word.contains("/h/"));
    let second = second.map(|word| word.trim_start_matches("http://eyelevel.test").to_owned()).find(|word| word != &link).unwrap();
    nobody.form(format!("{second}/answer"), &[("answer", "needs"), ("text", "Den Kaufbeleg.")]).await.is(200);
    let approver = world.as_("approver").await;
    let thing = approver.does(&thing, paths::DECISION, all(&thing, Verdict::Approved, Some(Outcome::Repair))).await;
    assert_eq!(thing.page.request.state, State::Approved);
}

#[tokio::test]
async fn what_a_distributor_does_nobody_does_beside_them_until_it_is_taken_back() {
    let world = World::new().await;
    let (thing, link) = world.handed().await;
    let approver = world.as_("approver").await;
    let decision = all(&thing, Verdict::Approved, Some(Outcome::Repair));
    let refused = approver.in_german().post(paths::verb(id(&thing), paths::DECISION), &decision).await.is(409).text();
    assert!(refused.contains("Distributor"), "{refused}");
    let approver = world.as_("approver").await;
    approver.post(paths::verb(id(&thing), paths::TAKE_BACK), json!({ "reason": "" })).await.fault("reason");
    let back = approver.does(&thing, paths::TAKE_BACK, json!({ "reason": "We have one." })).await;
    assert_eq!((back.referrals[0].state, back.referrals[0].ending.as_deref()), (ReferralState::TakenBack, Some("We have one.")));
    world.nobody().get(&link).await.is(404);
    world.nobody().form(format!("{link}/answer"), &[("answer", "needs"), ("text", "A receipt.")]).await.is(404);
    let (_, body) = world.mail(AGENT, "nichts mehr zu tun").await;
    assert!(body.contains("We have one.") && !body.contains("/h/"), "{body}");
    world.mail(PARTNER, "wieder bei Claudia Berg").await;
    approver.does(&back, paths::DECISION, decision).await;
    // What was promised by them is the vendor's to keep, and done by it.
    let (thing, link) = {
        let thing = world.as_("partner").await.returns(&Draft { bought_from: back.bought_from.map(|of| of.id), ..draft(&["ODD-9"]) }).await;
        let thing = world.refers(&thing).await;
        let mails = world.mails_to(AGENT).await;
        let link = mails.iter().rev().find(|(subject, _)| subject.contains("RT-1002")).unwrap().1.clone();
        let link = link.split_whitespace().find(|word| word.contains("/h/")).unwrap().trim_start_matches("http://eyelevel.test").to_owned();
        (thing, link)
    };
    world.nobody().form(format!("{link}/answer"), &[("answer", "repair"), ("by", &day(&world, 3))]).await.is(303);
    world.as_("support").await.post(paths::verb(id(&thing), paths::LABEL), json!({ "carrier": "dhl" })).await.problem(409);
    let back = approver.does(&thing, paths::TAKE_BACK, json!({ "reason": "Too slow." })).await;
    assert_eq!((back.items[0].state, back.items[0].outcome, back.page.request.state), (ItemState::Approved, None, State::Approved));
    world.nobody().form(format!("{link}/done"), &[]).await.is(404);
    world.as_("support").await.does(&back, paths::LABEL, json!({ "carrier": "dhl" })).await;
}
