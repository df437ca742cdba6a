//! The answer that is owed to what the partner wrote: a clock of its own, in whatever state the request is.

use eyelevel_contract::board::{self, Board};
use eyelevel_contract::people::absences;
use eyelevel_contract::requests::{EventKind, Level, PromiseKind, Request, RequestPage, State, paths};
use serde_json::json;

use crate::support::{Client, DAY, HOUR, World, kits};

impl Client {
    async fn writes(&self, id: &str, text: &str) {
        self.post(paths::messages(id), json!({ "text": text })).await.is(201);
    }

    async fn notes(&self, id: &str) {
        self.post(paths::messages(id), json!({ "text": "Ask the warehouse.", "internal": true })).await.is(201);
    }

    /// The numbers of what waits for this person's answer.
    async fn unanswered(&self) -> Vec<String> {
        let board: Board = self.get(board::PATH).await.ok();
        board.unanswered.into_iter().map(|request| request.number).collect()
    }
}

async fn seen(world: &World, id: &str) -> RequestPage {
    world.as_("partner").await.page(id).await
}

/// What became of each answer that was promised, the oldest first.
fn answers(page: &RequestPage) -> Vec<(Option<bool>, bool)> {
    let all = page.promises.iter().filter(|promise| promise.kind == PromiseKind::Answer);
    all.map(|promise| (promise.kept, promise.settled_at.is_some())).collect()
}

#[tokio::test]
async fn who_writes_is_promised_an_answer_whatever_the_request_waits_for() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let kit = world.shipped(1, 0, "A").await;
    let id = kits::id(&kit);
    partner.writes(&id, "Where is it?").await;
    let page = seen(&world, &id).await;
    let reply = page.request.reply.clone().unwrap();
    assert_eq!(
        (page.request.state, reply.since, reply.due_at, reply.late),
        (State::Shipped, world.app.clock.now(), world.app.clock.now() + DAY, false)
    );
    assert_eq!(approver.unanswered().await.as_slice(), std::slice::from_ref(&page.request.number));
    assert_eq!(partner.unanswered().await, [""; 0], "the vendor's move");
    let (_, body) = world.mail("approver@eyelevel.example", "eine neue Nachricht").await;
    assert!(body.contains("Zugesagt: Antwort bis"), "{body}");
    // A second message is no new promise, and a note no answer.
    world.later(HOUR);
    world.as_("owner").await.writes(&id, "We wait.").await;
    approver.notes(&id).await;
    assert_eq!(seen(&world, &id).await.request.reply, Some(reply));
    // Anybody of the vendor answers.
    world.as_("support").await.writes(&id, "With the carrier, since this morning.").await;
    let page = seen(&world, &id).await;
    assert_eq!((page.request.reply.clone(), answers(&page)), (None, vec![(Some(true), true)]));
    assert!(approver.unanswered().await.is_empty());
    // What the vendor writes owes nobody anything.
    world.run_jobs().await;
    assert_eq!(world.count("requests WHERE reply_id IS NOT NULL").await, 0);
}

#[tokio::test]
async fn silence_is_recorded_and_climbs_though_the_request_is_closed() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("manager").await.post(eyelevel_contract::enquiries::decision(&id), crate::support::requests::yes("Yes.")).await.is(200);
    let partner = world.as_("partner").await;
    partner.writes(&id, "And by when?").await;
    world.later(7 * HOUR);
    world.run_jobs().await;
    assert_eq!(world.count("outbox WHERE template = 'promise_warned'").await, 1, "three quarters of the day are used");
    world.later(DAY);
    world.run_jobs().await;
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    assert_eq!(page.request.reply.as_ref().map(|reply| reply.late), Some(true));
    let broken: Vec<_> = page.timeline.iter().filter(|entry| entry.kind == EventKind::PromiseBroken).collect();
    assert_eq!(broken.iter().map(|entry| entry.value.as_deref()).collect::<Vec<_>>(), [Some("answer")]);
    let (_, body) = world.mail("partner@eyelevel.example", "keine Antwort").await;
    assert!(body.contains("war bis") && body.contains("eine Antwort zugesagt"), "{body}");
    let [only] = page.escalations.as_slice() else { panic!("{:?}", page.escalations) };
    assert_eq!((only.level, only.of_reply, only.over_at), (Level::Lead, true, None));
    // The partner takes it further although nothing else is owed; the management's answer is the answer.
    partner.act(&id, paths::ESCALATIONS, json!({ "reason": "Two days of silence." })).await.is(200);
    let top = seen(&world, &id).await.escalations.pop().unwrap();
    assert_eq!((top.level, top.of_reply), (Level::Management, true));
    world.as_("manager").await.post(paths::escalation_answer(&id, &top.id), json!({ "answer": "On Friday." })).await.is(200);
    let page = seen(&world, &id).await;
    assert_eq!((page.request.state, page.request.reply.clone(), page.request.escalated.clone()), (State::Closed, None, None));
    assert_eq!(answers(&page), [(Some(false), true)], "late is late");
    assert_eq!(world.count("escalations WHERE over_at IS NULL").await, 0);
    assert_eq!(partner.act(&id, paths::ESCALATIONS, json!({ "reason": "Again." })).await.problem(409), "conflict");
}

#[tokio::test]
async fn a_question_a_decision_and_a_withdrawal_settle_it_and_thanks_need_no_answer() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let (asked, decided, withdrawn) =
        (kits::id(&world.submitted(1, 0).await), kits::id(&world.submitted(1, 0).await), kits::id(&world.submitted(1, 0).await));
    for id in [&asked, &decided, &withdrawn] {
        partner.writes(id, "It is for Monday.").await;
    }
    approver.act(&asked, paths::QUESTION, json!({ "missing": "Which Monday?" })).await.is(200);
    let kit = partner.get(eyelevel_contract::demo_kits::paths::one(&decided)).await.ok();
    approver.decide(&kit, kits::yes()).await;
    partner.act(&withdrawn, paths::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    for (id, became) in [(&asked, (Some(true), true)), (&decided, (Some(true), true)), (&withdrawn, (None, true))] {
        let page = seen(&world, id).await;
        assert_eq!((page.request.reply.clone(), answers(&page)), (None, vec![became]));
    }
    partner.writes(&decided, "Thank you!").await;
    partner.act(&decided, paths::NO_REPLY, json!({ "reason": "" })).await.is(403);
    approver.act(&decided, paths::NO_REPLY, json!({ "reason": "You are welcome." })).await.is(200);
    let page = seen(&world, &decided).await;
    let last = page.timeline.last().unwrap();
    assert_eq!(
        (last.kind, last.text.as_deref(), last.by.as_ref().unwrap().name.as_str()),
        (EventKind::NoReply, Some("You are welcome."), "Claudia Berg")
    );
    assert_eq!((page.request.reply.clone(), answers(&page)), (None, vec![(Some(true), true), (None, true)]), "nothing counts as answered");
    approver.act(&decided, paths::NO_REPLY, json!({ "reason": "" })).await.is(409);
}

#[tokio::test]
async fn two_clocks_one_ladder_and_the_one_that_is_left_late_has_somebody() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    world.as_("partner").await.writes(&id, "Is anybody there?").await;
    world.later(2 * DAY);
    world.run_jobs().await;
    // The message first, then the decision: somebody above the owner has it already.
    world.later(DAY);
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    assert_eq!(page.request.promise.as_ref().unwrap().kept, Some(false));
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 2);
    assert!(page.escalations.iter().all(|one| one.of_reply), "{:?}", page.escalations);
    // The message is answered; the decision is still late, and goes to the lead.
    world.as_("approver").await.writes(&id, "Here.").await;
    let page = seen(&world, &id).await;
    let open: Vec<_> = page.escalations.iter().filter(|one| one.over_at.is_none()).map(|one| (one.level, one.of_reply)).collect();
    assert_eq!((page.request.reply.clone(), open), (None, vec![(Level::Lead, false)]));
}

#[tokio::test]
async fn nobody_absent_owes_an_answer_and_it_can_be_handed_over() {
    let world = World::new().await;
    let (closed, admin) = (world.enquiry("An idea").await.id, world.as_("admin").await);
    world.as_("manager").await.post(eyelevel_contract::enquiries::decision(&closed), crate::support::requests::yes("Yes.")).await.is(200);
    let before: Request = seen(&world, &closed).await.request;
    let refused = admin.act(&closed, paths::OWNER, json!({ "owner_id": world.person("support").await, "reason": "Knows it." })).await;
    assert_eq!(refused.problem(409), "conflict", "nothing is owed");
    world.as_("partner").await.writes(&closed, "And by when?").await;
    let body = json!({ "person_id": before.owner.id, "deputy_id": world.person("support").await, "from_on": kits::day(0), "until_on": kits::day(20) });
    admin.post(absences::PATH, body).await.is(201);
    eyelevel_server::jobs::Job::Absences.run(&world.app).await.unwrap();
    let after = seen(&world, &closed).await.request;
    assert_ne!(after.owner, before.owner);
    assert_eq!(after.state, State::Closed);
    let other = world.person("approver2").await;
    admin.act(&closed, paths::OWNER, json!({ "owner_id": other, "reason": "Knows it." })).await.is(200);
}

#[tokio::test]
async fn two_processes_notice_it_once_and_an_answer_in_between_counts() {
    let world = World::new().await;
    let other = world.second_process().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("partner").await.writes(&id, "And?").await;
    world.later(DAY + HOUR);
    let job = eyelevel_server::jobs::Job::Promises;
    let (a, b) = world.at_once("requests", job.run(&world.app), job.run(&other.app)).await;
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!((world.count("timeline WHERE kind = 'promise_broken'").await, world.count("escalations").await), (1, 1));
    // Answered after its date, before anybody noticed: late all the same, and nobody climbs.
    world.as_("approver").await.writes(&id, "Sorry.").await;
    world.as_("partner").await.writes(&id, "And now?").await;
    world.later(DAY + HOUR);
    world.as_("approver").await.writes(&id, "Sorry again.").await;
    let page = seen(&world, &id).await;
    assert_eq!(answers(&page), [(Some(false), true), (Some(false), true)]);
    world.run_jobs().await;
    assert_eq!(world.count("escalations WHERE over_at IS NULL").await, 0);
}
