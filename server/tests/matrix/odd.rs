//! Values that nobody meant to send.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Values that somebody may have forgotten.
pub(super) fn odd() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(0), Just(-1), Just(1), Just(i64::MAX), Just(i64::MIN), Just(4_294_967_296), any::<i64>()].prop_map(Value::from),
        Just(json!(1e308)),
        Just(json!(-0.0)),
        Just(json!(u64::MAX)),
        prop_oneof![
            Just(String::new()),
            Just(" \t\n".to_owned()),
            Just("\u{0}".to_owned()),
            Just("a\r\nBcc: b@c.example".to_owned()),
            Just("\u{202e}\u{feff}\u{1F468}\u{200d}\u{1F469}".to_owned()),
            Just("' OR 1=1; --".to_owned()),
            Just("<script>alert(1)</script>".to_owned()),
            Just("{}".to_owned()),
            Just("2026-02-30".to_owned()),
            Just("9999-12-31".to_owned()),
            Just("0001-01-01".to_owned()),
            Just("a@b.example".to_owned()),
            Just("x".repeat(3_000)),
            Just("ß".repeat(30_000)),
            ".{0,40}",
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{0,8}", inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// How a body is spoilt: somewhere in it (by a number that is taken modulo what there is), by a value, or by leaving it out.
pub(super) fn spoil(body: &mut Value, place: usize, with: Option<Value>) {
    let mut places = 0;
    count(body, &mut places);
    let mut left = place % places.max(1);
    replace(body, &mut left, with);
}

fn count(value: &Value, n: &mut usize) {
    *n += 1;
    match value {
        Value::Array(all) => all.iter().for_each(|v| count(v, n)),
        Value::Object(all) => all.values().for_each(|v| count(v, n)),
        _ => {}
    }
}

/// True if the value itself is to be left out.
fn replace(value: &mut Value, left: &mut usize, with: Option<Value>) -> bool {
    if *left == 0 {
        *left = usize::MAX;
        return match with {
            Some(with) => {
                *value = with;
                false
            }
            None => true,
        };
    }
    *left -= 1;
    let mut gone = None;
    match value {
        Value::Array(all) => {
            for (i, inner) in all.iter_mut().enumerate() {
                if *left != usize::MAX && replace(inner, left, with.clone()) {
                    gone = Some(i);
                }
            }
            gone.map(|i| all.remove(i));
        }
        Value::Object(all) => {
            let mut gone = None;
            for (name, inner) in all.iter_mut() {
                if *left != usize::MAX && replace(inner, left, with.clone()) {
                    gone = Some(name.clone());
                }
            }
            gone.map(|name| all.remove(&name));
        }
        _ => {}
    }
    false
}
