//! The browser's JSON against serde's: each reads what the other writes.

use eyelevel_contract::{
    board::{Board, BoardSection},
    deliveries::NewStatus,
    demo_kits::{Bilingual, Draft, Item, Variant},
    json::{Json, Wire, from_text, from_text_leniently, parse, to_text},
    lang::Lang,
    money::{Currency, Money},
    page::Page,
    people::{Installation, Me, OrganisationKind, OrganisationRef, Role},
    problem::Problem,
    requests::{RequestQuery, State},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::samples::{draft, kit, request, today};

/// Both ways; and what we write is what serde reads.
pub(crate) fn both_ways<T: Wire + PartialEq + core::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned>(value: &T) {
    let theirs = serde_json::to_string(value).unwrap();
    assert_eq!(from_text::<T>(&theirs).as_ref(), Some(value), "{theirs}");
    let ours = to_text(value);
    assert_eq!(&serde_json::from_str::<T>(&ours).unwrap(), value, "{ours}");
    assert_eq!(from_text::<T>(&ours).as_ref(), Some(value), "{ours}");
}

#[test]
fn every_shape_of_ours_goes_both_ways() {
    both_ways(&kit());
    both_ways(&draft());
    both_ways(&Page { items: vec![request(State::Question), request(State::Closed)], next: Some("c\"\\\u{1}\u{2028}é😀\n".to_owned()) });
    let section = BoardSection { items: vec![request(State::Submitted)], count: 999, more: true };
    both_ways(&Board {
        with_partner: section.clone(),
        with_vendor: section.clone(),
        on_the_way: section.clone(),
        done: section,
        attention: vec![],
        unanswered: vec![eyelevel_contract::requests::Request {
            reply: Some(eyelevel_contract::requests::Reply { since: 1, due_at: 2, late: true }),
            ..request(State::Closed)
        }],
        overdue: vec![],
        escalated: vec![],
        parcels: vec![],
        open: vec![],
        now: 1_795_000_000_000,
    });
    both_ways(&RequestQuery { q: Some("ü".to_owned()), ..RequestQuery::default() });
    both_ways(&NewStatus {
        status: eyelevel_contract::deliveries::Status::Lost,
        note: String::new(),
        arrives_on: Some(today()),
        cause: None,
    });
    let name = Bilingual { de: "a".to_owned(), en: "b".to_owned() };
    both_ways(&Item {
        id: "i".to_owned(),
        name: name.clone(),
        description: name.clone(),
        contents: vec![name.clone()],
        adaptable: name.clone(),
        variants: vec![Variant { id: "v".to_owned(), name, free: -1, on_hand: None }],
        loan: true,
        price: Some(Money::new(i64::MIN, Currency::Chf)),
        sale: false,
        owner: None,
        warranty_months: 24,
        dead_on_arrival_days: 30,
        checklist: vec![],
        version: i64::MAX,
    });
    both_ways(&Me {
        id: "m".to_owned(),
        name: "Ada".to_owned(),
        email: eyelevel_contract::email::Email::parse("ada@example.com").unwrap(),
        organisation: OrganisationRef { id: "o".to_owned(), name: "O".to_owned() },
        kind: OrganisationKind::Vendor,
        roles: vec![Role::Lead, Role::Admin],
        lang: Lang::En,
        installation: Installation { vendor: "V".to_owned(), zone: "Europe/Berlin".to_owned(), phone: String::new(), demo: true, now: 0 },
    });
}

#[test]
fn a_problem_has_its_type_and_a_foreign_one_does_too() {
    let problem = Problem {
        kind: "/api/problems#validation".to_owned(),
        title: "t".to_owned(),
        status: 422,
        detail: None,
        errors: [("lines.0.quantity".to_owned(), vec!["At least 1.".to_owned()])].into(),
        missing_right: None,
    };
    both_ways(&problem);
    assert_eq!(from_text::<Problem>(r#"{"title":"Bad gateway","status":502.5}"#), None);
    assert_eq!(from_text::<Problem>(r#"{"title":"Bad gateway"}"#).map(|p| p.title), Some("Bad gateway".to_owned()));
}

#[test]
fn what_is_missing_or_wrong_is_noticed_unless_a_draft_is_read() {
    for text in ["{}", "[]", "null", r#"{"text":1}"#, r#"{"text":"a","limited":"yes"}"#, r#"{"text":"a","state":"odd"}"#] {
        assert_eq!(from_text::<eyelevel_contract::enquiries::Draft>(text), None, "{text}");
    }
    let draft = from_text_leniently::<Draft>(r#"{"purpose":"A trial","lines":[{"quantity":2}]}"#).unwrap();
    assert_eq!((draft.purpose.as_str(), draft.lines[0].quantity, draft.return_on), ("A trial", 2, None));
    assert_eq!(from_text_leniently::<Draft>("{"), None);
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        "{",
        "[1,]",
        "{\"a\" 1}",
        "tru",
        "01x",
        "1.5",
        "1e3",
        "9223372036854775808",
        "\"\u{1}\"",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "1 2",
        "nul",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
    assert!(parse(&"[".repeat(100_000)).is_err());
    assert_eq!(parse(" \"\\ud83d\\ude00\\u00e4\\ud800x\" "), Ok(Json::Text("😀ä\u{fffd}x".to_owned())));
    assert_eq!(parse("-9223372036854775808"), Ok(Json::Number(i64::MIN)));
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn any_text_survives(text: String) {
        both_ways(&text);
    }

    #[test]
    fn any_number_survives(number: i64) {
        both_ways(&number);
    }

    #[test]
    fn garbage_is_refused_and_never_a_panic(text: String) {
        let _ = parse(&text);
    }
}
