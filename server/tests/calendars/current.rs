use eyelevel_contract::calendars::{Calendar, ClosedDays, ClosedRead, EditCalendar, Region, Span, paths};

use crate::support::World;

fn nothing_open(zone: &str) -> EditCalendar {
    EditCalendar { week: vec![vec![]; 7], ..EditCalendar::first(zone) }
}

#[tokio::test]
async fn a_new_installation_works_from_nine_to_five() {
    let world = World::with(|config| config.zone = "America/New_York".to_owned()).await;
    let answer = world.as_("admin").await.get(paths::CALENDAR).await.is(200);
    assert_eq!(answer.header("etag"), "\"0\"");
    let calendar: Calendar = answer.ok();
    assert_eq!((calendar.version, calendar.changed_at, calendar.zone.as_str()), (0, None, "America/New_York"));
    assert_eq!(EditCalendar::from(calendar), EditCalendar::first("America/New_York"));
}

#[tokio::test]
async fn versions_are_appended_and_say_by_whom() {
    let world = World::new().await;
    let saved = world.calendar(|c| c.regions = vec![Region::DeSh]).await;
    assert_eq!(
        (saved.version, saved.changed_at, saved.changed_by.unwrap().name.as_str()),
        (1, Some(world.app.clock.now()), "Felix Sommer")
    );
    world.calendar(|c| c.zone = "Europe/Zurich".to_owned()).await;
    let versions: Vec<(i64, String)> = world.all("SELECT version, body FROM calendars ORDER BY version").await;
    assert_eq!(versions.iter().map(|(version, _)| *version).collect::<Vec<_>>(), [1, 2]);
    assert!(versions[0].1.contains("Europe/Berlin") && versions[1].1.contains("Europe/Zurich"));
    assert_eq!(world.count("audit WHERE action = 'calendar.changed' AND subject = 'calendar'").await, 2);
}

#[tokio::test]
async fn two_admins_at_once_are_two_versions_and_one_of_them_is_told() {
    let world = World::new().await;
    let (first, second) = (world.as_("admin").await, world.as_("admin").await);
    let (a, b) = (EditCalendar::first("Europe/Vienna"), EditCalendar::first("Europe/Zurich"));
    let (one, other) = world.at_once("calendars", first.put(paths::CALENDAR, 0, a), second.put(paths::CALENDAR, 0, b)).await;
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    assert_eq!(world.count("calendars").await, 1);
    let again = EditCalendar::first("Europe/Berlin");
    assert_eq!(first.json_put(paths::CALENDAR, &again).await.problem(428), "precondition-required");
    for version in [-1, 0, 2, i64::MAX] {
        assert_eq!(first.put(paths::CALENDAR, version, &again).await.problem(412), "changed-meanwhile", "{version}");
    }
    first.put(paths::CALENDAR, 1, &again).await.is(200);
}

#[tokio::test]
async fn what_can_t_be_a_calendar_is_refused_at_its_field() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let put = async |edit: EditCalendar, field: &str| admin.put(paths::CALENDAR, 0, edit).await.fault(field);
    assert!(put(nothing_open("Europe/Berlin"), "week").await.contains("No minute of this week is open"));
    for zone in ["Europe/Kiel", "Mars", "", "../../etc/passwd", "Etc/Unknown", "Europe/Berlin\0"] {
        put(EditCalendar::first(zone), "zone").await;
    }
    let day = |from: &str, until: &str| ClosedDays {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        name: "Zu".to_owned(),
        yearly: true,
    };
    // All the year round closed, every year.
    let closed = EditCalendar {
        closed: vec![day("2020-01-01", "2020-12-31"), day("2020-12-31", "2021-01-02")],
        ..EditCalendar::first("Europe/Berlin")
    };
    assert!(put(closed, "week").await.contains("more than 732 days"));
    // A minute a week: an enquiry's three days would take 28 years.
    let mut tiny = nothing_open("Europe/Berlin");
    tiny.week[0] = vec![Span { from: 0, until: 1 }];
    put(tiny, "week").await;
    for bad in [
        serde_json::json!({}),
        serde_json::json!({ "zone": "Europe/Berlin", "week": [], "regions": ["DE-XX"], "worked": [], "closed": [] }),
    ] {
        admin.put(paths::CALENDAR, 0, bad).await.is(400);
    }
    assert_eq!(world.count("calendars").await, 0);
    assert_eq!(world.count("audit WHERE subject = 'calendar'").await, 0);
}

#[tokio::test]
async fn a_calendar_file_is_looked_at_and_not_saved() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = |lines: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
    let read: ClosedRead = admin.raw("POST", paths::READ, "text/calendar", file("DTSTART;VALUE=DATE:20261224\nSUMMARY:Ruhe")).await.ok();
    assert_eq!((read.closed.len(), read.closed[0].name.as_str()), (1, "Ruhe"));
    let wrong = admin.raw("POST", paths::READ, "text/calendar; charset=utf-8", file("DTSTART:20261224T100000Z")).await.fault("file");
    assert!(wrong.contains("Line 3"), "{wrong}");
    let answer = admin.clone().in_german().raw("POST", paths::READ, "text/calendar", "x").await.fault("file");
    assert!(answer.contains("Zeile 1"), "{answer}");
    admin.raw("POST", paths::READ, "application/pdf", "%PDF").await.problem(415);
    admin.raw("POST", paths::READ, "text/calendar", vec![b'x'; 1_000_001]).await.problem(413);
    assert_eq!(world.count("calendars").await, 0);
}
