//! What waits comes in one mail, once, when it is due.

use eyelevel_contract::requests::paths;
use serde_json::json;

use super::JANA;
use crate::support::{DAY, HOUR, MINUTE, World};

/// Ten messages, a minute each.
async fn ten(world: &World, request: &eyelevel_contract::requests::Request) {
    for n in 1..=10 {
        world.writes("approver", request, &format!("Nummer {n}")).await;
        world.later(MINUTE);
    }
}

#[tokio::test]
async fn ten_events_are_one_mail_a_day() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    let another = world.quiet_enquiry("Ein Schild").await;
    world.wishes("partner", json!({ "messages": "digest" }), ("", "")).await;
    ten(&world, &request).await;
    world.writes("approver", &another, "Elf").await;
    assert_eq!(world.subjects(JANA).await, [""; 0]);
    assert_eq!(world.count("outbox WHERE state = 'waiting'").await, 0, "nothing that looks like a mail that can't be sent");
    // Wednesday at seven; not a second before.
    world.later(21 * HOUR - 10 * MINUTE - 1);
    assert_eq!(world.subjects(JANA).await, [""; 0]);
    world.later(1);
    let mails = world.mails_to(JANA).await;
    let (subject, body) = &mails[0];
    assert_eq!((mails.len(), subject.as_str()), (1, "11 Neuigkeiten für Sie"));
    assert_eq!(body.matches(&format!("- {}: eine neue Nachricht", request.number)).count(), 10, "{body}");
    for (of, times) in [(&request, 1), (&another, 1)] {
        let page = format!("http://eyelevel.test{}", paths::page(of.kind, &of.id));
        assert_eq!(body.matches(&page).count(), times, "one link for each request: {body}");
    }
    assert!(
        body.starts_with("Guten Tag Jana Petersen") && body.contains("10:00") && body.contains("http://eyelevel.test/notices"),
        "{body}"
    );
    world.later(DAY);
    assert_eq!(world.mails_to(JANA).await.len(), 1, "never again");
    // The next day has a mail of its own.
    world.writes("approver", &request, "Zwölf").await;
    world.writes("approver", &request, "Dreizehn").await;
    world.later(DAY);
    assert_eq!(world.mails_to(JANA).await[1].0, "2 Neuigkeiten für Sie");
}

#[tokio::test]
async fn ten_events_within_a_quarter_of_an_hour_are_one_mail() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    ten(&world, &request).await;
    assert_eq!(world.subjects(JANA).await, [""; 0]);
    world.later(5 * MINUTE);
    assert_eq!(world.subjects(JANA).await, ["10 Neuigkeiten für Sie"]);
}

#[tokio::test]
async fn one_alone_is_the_letter_that_it_would_have_been() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    world.writes("approver", &request, "Gelb oder blau?").await;
    world.later(15 * MINUTE);
    let (subject, body) = world.mail(JANA, "eine neue Nachricht").await;
    assert_eq!(subject, format!("{}: eine neue Nachricht", request.number));
    assert!(body.contains("Gelb oder blau?"), "{body}");
    assert_eq!(world.count("outbox WHERE template = 'message'").await, 1);
}

#[tokio::test]
async fn quiet_hours_hold_back_what_can_wait_and_never_what_is_owed() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    world.wishes("partner", json!({}), ("09:30", "11:30")).await;
    world.writes("approver", &request, "Eins").await;
    world.writes("approver", &request, "Zwei").await;
    world.as_("approver").await.act(&request.id, paths::QUESTION, json!({ "missing": "Welche Farbe?" })).await.is(200);
    assert_eq!(world.subjects(JANA).await, [format!("{}: eine Frage an Sie", request.number)]);
    world.later(90 * MINUTE);
    assert_eq!(world.subjects(JANA).await, ["2 Neuigkeiten für Sie"]);
    world.writes("approver", &request, "Drei").await;
    assert_eq!(world.subjects(JANA).await, [format!("{}: eine neue Nachricht", request.number)], "they are over");
}

#[tokio::test]
async fn what_comes_late_claims_nothing_that_came_afterwards() {
    let world = World::new().await;
    world.wishes("partner", json!({}), ("09:00", "11:00")).await;
    let request = world.enquiry("Ein Regal").await;
    let promised = request.promise.as_ref().unwrap().due_at.unwrap();
    assert_eq!(world.subjects(JANA).await, [""; 0], "that it has arrived can wait");
    world.later(30 * MINUTE);
    let no = crate::support::requests::no("Wir bauen keine Regale.");
    let owner = if request.owner.name == "Henrik Lund" { "approver2" } else { "approver" };
    world.as_(owner).await.post(eyelevel_contract::enquiries::decision(&request.id), no).await.is(200);
    assert_eq!(world.subjects(JANA).await, [format!("{}: nein, mit Begründung", request.number)], "a decision never waits");
    world.later(30 * MINUTE);
    let (_, body) = world.mail(JANA, "ist eingegangen").await;
    let day = eyelevel_server::calendar::day(&world.app, promised).unwrap().day();
    assert!(body.contains("Zugesagt") && body.contains(&format!("{day}. November")), "as it was promised then: {body}");
}

#[tokio::test]
async fn many_people_are_told_each_as_they_like() {
    let world = World::new().await;
    world.wishes("partner", json!({ "known_issues": "portal" }), ("", "")).await;
    world.wishes("owner", json!({ "known_issues": "digest" }), ("", "")).await;
    let issue = world.published().await;
    let told: Vec<(String, Option<i64>, Option<String>)> = world
        .all("SELECT p.email_key, n.due_at, n.outbox_id FROM notices n JOIN people p ON p.id = n.person_id WHERE n.kind = 'known_issues'")
        .await;
    let of = |email: &str| told.iter().find(|row| row.0 == email).unwrap_or_else(|| panic!("{email} among {told:?}"));
    assert!(of(JANA).1.is_none() && of(JANA).2.is_none());
    assert!(of("owner@eyelevel.example").1.is_some() && of("owner@eyelevel.example").2.is_none());
    let others = told.iter().filter(|row| row.2.is_some()).count();
    assert!(others > 0 && others == told.len() - 2, "{told:?}");
    assert_eq!(world.count("outbox WHERE template = 'known_issue'").await, i64::try_from(others).unwrap());
    let notice = &world.notices("partner").await.items[0];
    assert_eq!((notice.page.as_str(), notice.request.is_none()), (format!("/known-issues/{}", issue.id).as_str(), true));
    world.later(DAY);
    assert_eq!(world.mails_to("owner@eyelevel.example").await.len(), 1);
    assert_eq!(world.mails_to(JANA).await.len(), 0);
}

#[tokio::test]
async fn what_is_more_than_a_mail_holds_comes_in_the_next() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    world.writes("approver", &request, "Eins").await;
    for n in 0..250 {
        let copy = format!(
            "INSERT INTO notices (id, person_id, at, kind, template, event, request_id, params, due_at) \
             SELECT 'n-{n:03}', person_id, at, kind, template, 'e-{n}', request_id, params, due_at FROM notices WHERE kind = 'messages' AND event LIKE 'message:%'"
        );
        world.run(&copy).await;
    }
    world.later(15 * MINUTE);
    assert_eq!(world.subjects(JANA).await, ["200 Neuigkeiten für Sie", "51 Neuigkeiten für Sie"]);
    assert_eq!(world.count("notices WHERE due_at IS NOT NULL AND outbox_id IS NULL").await, 0);
}
