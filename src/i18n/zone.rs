//! Instants and wall-clock time. The browser knows the zones' rules; it is asked once for every hour that is shown.

use core::cell::RefCell;
use eyelevel_contract::{
    business_time::MINUTE,
    civil::{Civil, Date},
    ids::Millis,
};
use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

struct Zone {
    formatter: DateTimeFormat,
    /// The offset from UTC of every hour that was asked for. Zones change theirs at full hours of UTC, or at half ones.
    offsets: Vec<(Millis, Millis)>,
}

thread_local! {
    static ZONE: RefCell<Option<Zone>> = const { RefCell::new(None) };
}

/// Sets the zone in which everything is shown, by its IANA name.
pub(crate) fn set_zone(name: &str) {
    let options = Object::new();
    for (key, value) in [("timeZone", name), ("hourCycle", "h23"), ("year", "numeric"), ("month", "numeric")] {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    for key in ["day", "hour", "minute"] {
        let _ = Reflect::set(&options, &key.into(), &"numeric".into());
    }
    let formatter = DateTimeFormat::new(&Array::of1(&"en-GB".into()), &options);
    ZONE.set(Some(Zone { formatter, offsets: Vec::new() }));
}

/// Sets the zone that the browser is in.
pub(super) fn set_zone_of_browser() {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    if let Some(name) = Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string()) {
        set_zone(&name);
    }
}

/// An instant as wall-clock time; UTC until a zone is set.
#[must_use]
pub(crate) fn civil(at: Millis) -> Civil {
    let local = at + offset(at);
    let date = Date::from_days(local.div_euclid(DAY)).unwrap_or(Date::EPOCH);
    let minutes = local.rem_euclid(DAY) / MINUTE;
    let small = |n: i64| u8::try_from(n).unwrap_or(0);
    Civil::new(date, small(minutes / 60), small(minutes % 60)).unwrap_or_else(|| unreachable!("below 24 hours and 60 minutes"))
}

/// The instant of a wall-clock time. Of an hour that comes twice the first, of a skipped one the instant after it.
#[must_use]
pub(crate) fn instant(civil: Civil) -> Millis {
    let local = civil.date().days() * DAY + (i64::from(civil.hour()) * 60 + i64::from(civil.minute())) * MINUTE;
    let before = local - offset(local - DAY);
    let after = local - offset(local + DAY);
    let is_it = |at: &Millis| at + offset(*at) == local;
    [before, after].into_iter().find(is_it).unwrap_or(before.max(after))
}

fn offset(at: Millis) -> Millis {
    let half_hour = at.div_euclid(HOUR / 2);
    ZONE.with_borrow_mut(|zone| {
        let Some(zone) = zone else { return 0 };
        if let Some((_, known)) = zone.offsets.iter().rev().find(|(at, _)| *at == half_hour) {
            return *known;
        }
        let asked = ask(&zone.formatter, half_hour * (HOUR / 2)).unwrap_or(0);
        zone.offsets.push((half_hour, asked));
        asked
    })
}

/// What the browser shows for that instant, less the instant.
fn ask(formatter: &DateTimeFormat, at: Millis) -> Option<Millis> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of our centuries fit into 53 bits")]
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    let (mut year, mut month, mut day, mut hour, mut minute) = (0, 0, 0, 0, 0);
    for part in formatter.format_to_parts(&date).iter() {
        let get = |key: &str| Reflect::get(&part, &key.into()).ok().and_then(|v| v.as_string());
        let Some(number) = get("value").and_then(|v| v.parse::<i16>().ok()) else { continue };
        match get("type")?.as_str() {
            "year" => year = number,
            "month" => month = number,
            "day" => day = number,
            "hour" => hour = number,
            "minute" => minute = number,
            _ => {}
        }
    }
    let small = |n: i16| u8::try_from(n).ok();
    let date = Date::new(year, small(month)?, small(day)?).ok()?;
    Some(date.days() * DAY + (i64::from(hour) * 60 + i64::from(minute)) * MINUTE - at)
}
