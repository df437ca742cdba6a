use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{IMPORT_LINES_MAX, RecipientStatus, Source, Status, paths};
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::imports::Import;

use crate::support::{Answer, Client, HOUR, World};

const CONFIRM: &str = "?confirm=true";
const NUMBER: &str = "1Z5R89390357567127";

async fn send(client: &Client, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    client.raw("POST", format!("{}{query}", paths::IMPORT), "text/csv", file.into()).await
}

async fn recipient(world: &World, kit: &DemoKit) -> RecipientStatus {
    world.as_("partner").await.kit(kit).await.recipients.swap_remove(0)
}

/// Line, field and value of all that is bad.
fn bad(import: &Import) -> Vec<(i64, &str, &str)> {
    import.bad.iter().flat_map(|b| b.faults.iter().map(|f| (b.line, f.field.as_str(), f.value.as_str()))).collect()
}

#[tokio::test]
async fn a_carrier_s_file_is_looked_at_then_written_and_the_same_again_changes_nothing() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    world.later(6 * HOUR);
    let support = world.as_("support").await;
    let german = format!(
        "Sendungsnummer;Status;Datum;Kommt am;Grund;Meldung\r\n\
         {NUMBER};unterwegs;24.11.2026 11:00;;;Verladen\r\n\
         1Z 5R89390357567127;In Zustellung;2026-11-24T12:30;27.11.2026;Wetter;\r\n"
    );
    let seen: Import = send(&support, "", german.clone()).await.ok();
    assert_eq!((seen.lines, seen.added, seen.same, seen.bad.len(), seen.done), (2, 2, 0, 0, false), "{seen:?}");
    assert_eq!(recipient(&world, &kit).await.status, Status::Sent, "only looked at");
    let done: Import = send(&support, CONFIRM, german.clone()).await.ok();
    assert_eq!((done.added, done.done), (2, true));
    let now = recipient(&world, &kit).await;
    let last = now.history.last().unwrap();
    assert_eq!(
        (now.status, now.history.len(), last.source, last.cause),
        (Status::OutForDelivery, 3, Source::Carrier, Some(Cause::Weather))
    );
    assert_eq!(now.parcel.unwrap().arrives_on.unwrap().to_string(), "2026-11-27");
    let again: Import = send(&support, CONFIRM, german).await.ok();
    assert_eq!((again.added, again.same), (0, 2));
    assert_eq!(recipient(&world, &kit).await.history.len(), 3);
    // A day alone says nothing of how far it is.
    let day: Import = send(&support, CONFIRM, format!("number,eta\n{NUMBER},2026-11-30\n")).await.ok();
    assert_eq!(day.added, 1);
    let now = recipient(&world, &kit).await;
    assert_eq!((now.status, now.parcel.unwrap().arrives_on.unwrap().to_string().as_str()), (Status::OutForDelivery, "2026-11-30"));
    assert_eq!(world.count("audit WHERE action = 'delivery.tracked'").await, 2);
}

#[tokio::test]
async fn every_bad_line_says_where_and_why_and_nothing_is_written() {
    let world = World::new().await;
    world.shipped(1, 0, "A").await;
    let support = world.as_("support").await;
    let file = format!(
        "number;status;date;arrives_on;cause;note\n\
         {NUMBER};in_transit;;;;\n\
         1Z8V92A70367203024;in_transit;;;;\n\
         ;in_transit;;;;\n\
         {NUMBER};confirmed;;;;\n\
         {NUMBER};beamed;;;rain;\n\
         {NUMBER};;;;;x\n\
         {NUMBER};lost;25.11.2026;;;\n\
         {NUMBER};lost;1.1.2020;;;\n\
         {NUMBER};lost;24.11.2026 25:00;31.11.2026;;\n\
         {NUMBER};lost;;;;;;too;wide\n"
    );
    let expected = [
        (3, "number", "1Z8V92A70367203024"),
        (4, "number", ""),
        (5, "status", "confirmed"),
        (6, "status", "beamed"),
        (6, "cause", "rain"),
        (7, "status", ""),
        (8, "date", "25.11.2026"),
        (9, "date", "1.1.2020"),
        (10, "date", "24.11.2026 25:00"),
        (10, "arrives_on", "31.11.2026"),
        (11, "", ""),
    ];
    let seen: Import = send(&support, "", file.clone()).await.ok();
    assert_eq!((bad(&seen).as_slice(), seen.added), (&expected[..], 1));
    assert!(seen.bad[0].faults[0].reason.contains("No parcel has this number"), "{:?}", seen.bad[0]);
    send(&support, CONFIRM, file).await.is(422);
    assert_eq!(world.count("recipient_history").await, 1);
    for (file, field) in [("status;date\nlost;\n", "number"), ("number;date\n1;\n", "status")] {
        let seen: Import = send(&support, "", file).await.ok();
        assert_eq!((seen.lines, seen.bad[0].faults[0].field.as_str()), (0, field));
    }
    let many = format!("number;status\n{}", format!("{NUMBER};lost\n").repeat(IMPORT_LINES_MAX + 1));
    send(&support, "", many).await.is(422).fault("lines");
}
