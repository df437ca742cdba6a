use eyelevel_contract::licences::{CalendarLink, paths};
use serde_json::json;

use crate::support::World;

#[tokio::test]
async fn a_calendar_program_sees_what_runs_out_when_and_nobody_elses() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let link: CalendarLink = partner.post(paths::CALENDAR_LINK, json!({})).await.is(201).ok();
    let again: CalendarLink = partner.post(paths::CALENDAR_LINK, json!({})).await.ok();
    assert_eq!(link, again);
    let path = link.url.strip_prefix(&world.app.config.base_url).unwrap();
    let answer = world.nobody().get(path).await.is(200);
    assert!(answer.header("content-type").starts_with("text/calendar"));
    let text = answer.text().replace("\r\n ", "");
    let day = world.installed("thomsen-nas").await.contract_until.unwrap().to_string().replace('-', "");
    assert!(text.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{text}");
    assert!(text.contains("SUMMARY:Archivar Standard\\, Reederei Thomsen: letzter Vertragstag\r\n"), "{text}");
    for trigger in ["-P90D", "-P60D", "-P30D", "-P7D"] {
        assert!(text.contains(&format!("TRIGGER:{trigger}\r\n")), "{trigger}");
    }
    assert!(!text.contains("Lindenhof") && answer.text().lines().all(|line| line.len() <= 75), "{text}");
    // A link that is no good, and one of somebody who left.
    world.nobody().get(format!("{path}x").replace(".icsx", ".ics").replacen("calendar/", "calendar/x", 1)).await.is(404);
    world.run("UPDATE people SET password_hash = NULL WHERE email_key = 'partner@eyelevel.example'").await;
    world.nobody().get(path).await.is(404);
    world.as_("support").await.post(paths::CALENDAR_LINK, json!({})).await.missing_right();
}
