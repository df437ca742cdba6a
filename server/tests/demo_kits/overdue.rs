use eyelevel_contract::board::{Board, PATH};
use eyelevel_contract::demo_kits::loans::Next;
use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::EventKind;
use eyelevel_server::jobs::Job;
use serde_json::json;

use super::check_in::lent;
use crate::support::{DAY, TUESDAY, World, kits};

#[tokio::test]
async fn an_overdue_loan_is_its_owner_s_task_until_a_step_is_named() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let id = kits::id(&kit);
    let tasks = async |account: &str| world.as_(account).await.get(PATH).await.ok::<Board>().overdue;
    world.app.clock.set(TUESDAY + 30 * DAY);
    Job::Loans.run(&world.app).await.unwrap();
    assert_eq!(tasks("approver").await.len(), 0, "the last day counts");
    let step = json!({ "text": "I call Jana Petersen.", "look_on": kits::day(34) });
    assert_eq!(world.as_("approver").await.post(paths::step(&id), &step).await.problem(409), "conflict");

    world.app.clock.set(TUESDAY + 31 * DAY);
    Job::Loans.run(&world.app).await.unwrap();
    let seen = tasks("approver").await;
    assert_eq!((seen.len(), seen[0].number.as_str(), seen[0].next), (1, "DK-1001", Next::Chase));
    // It is one person's task; the partner's board asks for the return.
    for account in ["approver2", "support", "manager", "partner", "owner"] {
        assert_eq!(tasks(account).await.len(), 0, "{account}");
    }
    let mails = world.count("outbox").await;
    for (body, field) in [
        (json!({ "look_on": kits::day(34) }), "text"),
        (json!({ "text": "I call." }), "look_on"),
        (json!({ "text": "I call.", "look_on": kits::day(31) }), "look_on"),
        (json!({ "text": "I call.", "look_on": kits::day(90) }), "look_on"),
    ] {
        assert!(!world.as_("approver").await.post(paths::step(&id), body).await.fault(field).is_empty());
    }
    let named: DemoKit = world.as_("approver").await.post(paths::step(&id), &step).await.ok();
    assert_eq!(named.page.timeline.last().unwrap().kind, EventKind::StepNamed);
    assert_eq!((world.count("outbox").await, tasks("approver").await.len()), (mails, 0), "nobody is mailed");
    let theirs = world.as_("partner").await.kit(&kit).await.loan.step.unwrap();
    assert_eq!((theirs.text.as_str(), theirs.look_on, theirs.by.name.as_str()), ("I call Jana Petersen.", kits::day(34), "Claudia Berg"));
    // On the day it is a task again.
    world.app.clock.set(TUESDAY + 34 * DAY);
    assert_eq!(tasks("approver").await.len(), 1);

    // An agreed extension ends it: nothing is overdue.
    let wish = json!({ "return_on": kits::day(60), "reason": "The fair." });
    let asked: DemoKit = world.as_("partner").await.post(paths::later(&id), wish).await.ok();
    assert_eq!(tasks("approver").await.len(), 0, "the answer is the task now, in the queue");
    let yes = super::later::answer(&asked, eyelevel_contract::requests::Verdict::Approved);
    let agreed: DemoKit = world.as_("approver").await.post(paths::wish_answer(&id), yes).await.ok();
    assert_eq!((agreed.loan.step, tasks("approver").await.len()), (None, 0));
}

#[tokio::test]
async fn whoever_takes_over_takes_the_task() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    world.app.clock.set(TUESDAY + 31 * DAY);
    let body = json!({ "owner_id": world.person("approver2").await, "reason": "Leave." });
    world.as_("manager").await.act(&kits::id(&kit), eyelevel_contract::requests::paths::OWNER, body).await.is(200);
    let tasks = async |account: &str| world.as_(account).await.get(PATH).await.ok::<Board>().overdue.len();
    assert_eq!((tasks("approver").await, tasks("approver2").await), (0, 1));
    world.as_("support").await.post(paths::check_in(&kits::id(&kit)), kits::back(&kit)).await.is(200);
    assert_eq!(tasks("approver2").await, 0);
}
