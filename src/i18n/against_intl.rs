//! Our numbers, money, dates and times against the browser's own `Intl`.

use eyelevel_contract::{
    civil::Date,
    lang::Lang,
    money::{Currency, Money},
};
use eyelevel_texts::format;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{civil, instant, set_zone};

fn locale(lang: Lang) -> Array {
    Array::of1(&match lang {
        Lang::De => "de-DE".into(),
        Lang::En => "en-GB".into(),
    })
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &(*value).into()).unwrap();
    }
    options
}

fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).unwrap().as_string().unwrap()
}

fn number(lang: Lang, pairs: &[(&str, &str)], value: f64) -> String {
    let formatter = js_sys::Intl::NumberFormat::new(&locale(lang), &options(pairs));
    call(&formatter.format(), &value.into())
}

fn moment(lang: Lang, zone: &str, pairs: &[(&str, &str)], at: f64) -> String {
    let mut all = vec![("timeZone", zone), ("hourCycle", "h23")];
    all.extend(pairs);
    let formatter = js_sys::Intl::DateTimeFormat::new(&locale(lang), &options(&all));
    call(&formatter.format().unchecked_into(), &js_sys::Date::new(&at.into()).into())
}

const LANGS: [Lang; 2] = [Lang::De, Lang::En];

#[test]
#[expect(clippy::cast_precision_loss, reason = "the numbers tried here are small")]
fn numbers_and_money() {
    for lang in LANGS {
        for n in [0, 7, -7, 999, 1_000, 12_345, -1_234_567, 1_000_000_000] {
            assert_eq!(format::integer(lang, n), number(lang, &[], n as f64), "{lang} {n}");
        }
        for minor in [0, 1, -1, 99, 100, 128_450, -128_450, 100_000_000] {
            for currency in [Currency::Eur, Currency::Chf, Currency::Gbp, Currency::Usd] {
                // Our dollar has no country.
                let options = [("style", "currency"), ("currency", currency.word()), ("currencyDisplay", "narrowSymbol")];
                let theirs = number(lang, &options, minor as f64 / 100.0);
                assert_eq!(format::money(lang, Money::new(minor, currency)), theirs, "{lang} {minor} {currency}");
            }
        }
    }
}

#[test]
fn dates_in_words_and_numbers() {
    for lang in LANGS {
        for days in [0, 59, 60, 364, 11_016, 20_000, 20_781, 24_855] {
            let date = Date::from_days(days).unwrap();
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of our centuries")]
            let at = (days * 86_400_000) as f64;
            let theirs = |pairs: &[(&str, &str)]| moment(lang, "UTC", pairs, at);
            assert_eq!(format::date(lang, date), theirs(&[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")]));
            assert_eq!(format::date_long(lang, date), theirs(&[("day", "numeric"), ("month", "long"), ("year", "numeric")]));
            assert_eq!(format::weekday(lang, date), theirs(&[("weekday", "long")]));
        }
    }
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "milliseconds of our centuries")]
fn wall_clock_times_of_zones_with_and_without_summer() {
    for zone in ["Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Auckland", "UTC"] {
        set_zone(zone);
        // Every 13 hours and 7 minutes of three years: all changes of the clocks are among them.
        for step in 0..2_000_i64 {
            let at = 1_767_225_600_000 + step * (13 * 60 + 7) * 60_000;
            let theirs = moment(Lang::De, zone, &[("hour", "2-digit"), ("minute", "2-digit")], at as f64);
            assert_eq!(format::time(civil(at)), theirs, "{zone} {at}");
        }
    }
}

#[test]
fn an_instant_comes_back_from_its_wall_clock_time() {
    set_zone("Europe/Berlin");
    for step in 0..2_000_i64 {
        let at = 1_767_225_600_000 + step * (7 * 60 + 30) * 60_000;
        let back = instant(civil(at));
        // An hour that comes twice is the first of the two.
        assert!(back == at || back == at - 3_600_000 && civil(back) == civil(at), "{at} {back}");
    }
}
