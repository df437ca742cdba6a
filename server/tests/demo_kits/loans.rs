use eyelevel_contract::requests::State;
use eyelevel_server::jobs::Job;

use super::check_in::lent;
use crate::support::{DAY, HOUR, World, kits, requests::utc};

#[tokio::test]
async fn reminders_come_on_the_right_days_and_on_no_other() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    // The last day is 24 December. Every day at noon, for two months.
    let mut reminded = Vec::new();
    for n in 0..60 {
        world.app.clock.set(utc("2026-11-24", 11, 0) + n * DAY);
        if Job::Loans.run(&world.app).await.unwrap() > 0 {
            reminded.push(n - 30);
        }
        // However often it runs that day.
        world.later(HOUR);
        assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 0);
    }
    assert_eq!(reminded, [-7, 0, 1, 7, 14, 21, 28]);
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.state, State::ReturnDue);
    let mails = world.mails_to("partner@eyelevel.example").await;
    let subjects: Vec<_> = mails.iter().filter(|m| m.0.contains("Leihgabe")).map(|m| m.0.as_str()).collect();
    assert_eq!(subjects.len(), 7);
    assert!(subjects[..2].iter().all(|s| *s == "DK-1001: Die Leihgabe endet am Do., 24. Dezember"), "{subjects:?}");
    assert!(subjects[2..].iter().all(|s| *s == "DK-1001: Die Leihgabe endete am Do., 24. Dezember"), "{subjects:?}");
    let bodies: Vec<_> = mails.iter().filter(|m| m.0.contains("Leihgabe")).map(|m| m.1.as_str()).collect();
    assert!(bodies[0].contains("Bitte schicken Sie bis dahin alles zurück") && bodies[2].contains("ist noch nicht zurück"), "{bodies:?}");
    // Once it is overdue the vendor's owner hears too, and is not asked to send anything.
    let owners = world.mails_to("approver@eyelevel.example").await;
    let owners: Vec<_> = owners.iter().filter(|m| m.0.contains("Leihgabe")).collect();
    assert_eq!(owners.len(), 5);
    assert!(owners[0].1.contains("an Nordlicht IT endete am Do., 24. Dezember"), "{owners:?}");
    assert!(owners.iter().all(|m| m.1.contains("Der Partner wurde erinnert.") && !m.1.contains("schicken Sie")), "{owners:?}");
}

#[tokio::test]
async fn two_processes_remind_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    for prefix in ["A", "B", "C", "D"] {
        lent(&world, prefix).await;
    }
    world.app.clock.set(utc("2026-12-17", 11, 0));
    let (a, b) = tokio::join!(Job::Loans.run(&world.app), Job::Loans.run(&other.app));
    assert_eq!(a.unwrap() + b.unwrap(), 4);
    assert_eq!(world.count("timeline WHERE kind = 'return_reminder'").await, 4);
    assert_eq!(world.count("outbox WHERE template = 'return_reminder'").await, 4);
}

#[tokio::test]
async fn a_day_begins_at_midnight_in_the_vendor_s_zone() {
    let world = World::new().await;
    lent(&world, "A").await;
    // 16 December 23:59 in Berlin, and a minute later.
    world.app.clock.set(utc("2026-12-16", 22, 59));
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 0);
    world.app.clock.set(utc("2026-12-16", 23, 0));
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 1);
}

#[tokio::test]
async fn what_came_late_or_was_returned_is_not_asked_for() {
    let world = World::new().await;
    let (back, late) = (lent(&world, "A").await, world.shipped(1, 0, "B").await);
    let checked = eyelevel_contract::demo_kits::paths::check_in(&kits::id(&back));
    world.as_("support").await.post(checked, kits::back(&back)).await.is(200);
    world.app.clock.set(utc("2026-12-25", 11, 0));
    // Still under way: the carrier has it, not the partner.
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 0);
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    // Received after its last day, it is due at once.
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 1);
    assert_eq!(world.as_("partner").await.kit(&late).await.page.request.state, State::ReturnDue);
}

#[tokio::test]
async fn nobody_who_received_something_is_ever_reminded() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    for (email, subject) in [("partner@eyelevel.example", "Eine Lieferung"), ("empfang@hafenklinik.example", "Eine Lieferung")] {
        let link = world.link(email, subject).await;
        world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    }
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.state, State::OnLoan);
    let before = world.mails_to("empfang@hafenklinik.example").await.len();
    for day in [17, 24, 25, 31, 38] {
        world.app.clock.set(utc("2026-12-01", 11, 0) + (day - 1) * DAY);
        Job::Loans.run(&world.app).await.unwrap();
    }
    world.send_mails().await;
    assert_eq!(world.mails_to("empfang@hafenklinik.example").await.len(), before);
    // Requester and owner alone.
    let to: Vec<(String,)> =
        world.all("SELECT DISTINCT to_email FROM outbox WHERE template IN ('return_reminder', 'return_overdue') ORDER BY 1").await;
    assert_eq!(to.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["approver@eyelevel.example", "partner@eyelevel.example"]);
}
