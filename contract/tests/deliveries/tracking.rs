//! What the words of tracking services mean.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::tracking::{Cause, Heard, Provider, Unread, may_be, read};
use eyelevel_contract::licences::instant::iso;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::samples::{AFTERSHIP, OWN, SHIPPO};

const NOW: i64 = 1_795_777_700_000;

fn heard(provider: Provider, body: &str) -> Result<Heard, Unread> {
    read(provider, &mut serde_json::Deserializer::from_str(body), NOW)
}

fn said(heard: &Heard) -> Vec<(String, Status, Option<Cause>, Option<&str>)> {
    heard.updates.iter().map(|one| (iso(one.at), one.status, one.cause, one.note.as_deref())).collect()
}

#[test]
fn aftership_tells_the_history_and_the_day() {
    let heard = heard(Provider::AfterShip, AFTERSHIP).unwrap();
    assert_eq!((heard.carrier, heard.number.as_str()), (Some(Carrier::Dhl), "00340434161094042557"));
    assert_eq!(
        said(&heard),
        [
            ("2026-11-25T09:50:00.000Z".to_owned(), Status::Sent, None, Some("Shipment information received")),
            ("2026-11-26T09:50:00.000Z".to_owned(), Status::InTransit, None, Some("Departed facility (Köln, DE)")),
            // Without a zone it is taken for UTC. What nobody knows says nothing.
            ("2026-11-27T09:00:00.000Z".to_owned(), Status::InTransit, Some(Cause::Customs), Some("Held by customs")),
        ]
    );
    let arrives = heard.arrives.unwrap();
    assert_eq!((arrives.on.to_string().as_str(), arrives.said_at), ("2026-12-02", 1_795_777_000_000));
}

#[test]
fn shippo_tells_the_last_event_twice_and_it_is_one() {
    let heard = heard(Provider::Shippo, SHIPPO).unwrap();
    assert_eq!((heard.carrier, heard.number.as_str()), (Some(Carrier::Dhl), "00340434161094042557"));
    assert_eq!(
        said(&heard),
        [
            ("2026-11-25T09:00:00.000Z".to_owned(), Status::Sent, None, Some("Label created.")),
            ("2026-11-26T09:00:00.000Z".to_owned(), Status::InTransit, None, None),
            ("2026-11-27T09:00:00.000Z".to_owned(), Status::Failed, Some(Cause::Attempt), Some("A delivery attempt was made. (Bonn, DE)")),
        ]
    );
    assert_eq!(
        heard.arrives.map(|arrives| (arrives.on.to_string(), iso(arrives.said_at))),
        Some(("2026-12-01".into(), "2026-11-27T09:30:00.129Z".into()))
    );
}

#[test]
fn our_own_is_strict() {
    let one = heard(Provider::Own, OWN).unwrap();
    assert_eq!(one.updates[0].key, "scan-4711");
    assert_eq!(said(&one), [("2026-11-27T09:00:00.000Z".to_owned(), Status::InTransit, Some(Cause::Weather), Some("Schnee auf der A9"))]);
    for (from, to, error) in [
        ("\"scan-4711\"", "\"\"", Unread::Member("id")),
        ("\"scan-4711\"", "\"a b\"", Unread::Member("id")),
        ("00340434161094042557", "0034/x", Unread::Member("number")),
        ("\"dhl\"", "\"pigeon\"", Unread::Member("carrier")),
        ("+01:00", "", Unread::Member("at")),
        ("in_transit", "confirmed", Unread::Member("status")),
        ("in_transit", "problem", Unread::Member("status")),
        ("in_transit", "moving", Unread::Member("status")),
        ("\"weather\"", "\"rain\"", Unread::Member("cause")),
        ("2026-12-01", "2026-12-32", Unread::Member("arrives_on")),
        ("\"note\"", "\"notes\"", Unread::Shape),
        ("\"number\"", "\"numero\"", Unread::Shape),
    ] {
        assert_eq!(heard(Provider::Own, &OWN.replace(from, to)), Err(error), "{from} → {to}");
    }
    let day = r#"{"id":"eta-1","number":"1Z5R89390357567127","at":"2026-11-27T09:00:00Z","arrives_on":"2026-12-04"}"#;
    let day = heard(Provider::Own, day).unwrap();
    assert!(day.updates.is_empty() && day.arrives.is_some_and(|arrives| arrives.on.to_string() == "2026-12-04"));
    assert_eq!(heard(Provider::Own, r#"{"id":"1","number":"1Z","at":"2026-11-27T09:00:00Z"}"#), Err(Unread::Member("status")));
}

#[test]
fn the_words_of_aftership() {
    let body = |tag: &str, subtag: &str| {
        format!(
            r#"{{"event":"tracking_update","ts":1795777000,"msg":{{"tracking_number":"1Z","tag":"{tag}","subtag":"{subtag}","checkpoints":[]}}}}"#
        )
    };
    let meaning = |tag: &str, subtag: &str| {
        heard(Provider::AfterShip, &body(tag, subtag)).map(|heard| (heard.updates[0].status, heard.updates[0].cause))
    };
    for (tag, subtag, status, cause) in [
        ("InfoReceived", "InfoReceived_001", Status::Sent, None),
        ("InTransit", "InTransit_006", Status::InTransit, None),
        ("InTransit", "InTransit_999", Status::InTransit, None),
        ("OutForDelivery", "", Status::OutForDelivery, None),
        ("AttemptFail", "AttemptFail_002", Status::Failed, Some(Cause::Attempt)),
        ("AvailableForPickup", "AvailableForPickup_001", Status::InTransit, Some(Cause::Collect)),
        ("Delivered", "Delivered_003", Status::Delivered, None),
        ("Exception", "Exception_001", Status::InTransit, Some(Cause::Carrier)),
        ("Exception", "Exception_003", Status::Failed, Some(Cause::Refused)),
        ("Exception", "Exception_007", Status::Failed, Some(Cause::Address)),
        ("Exception", "Exception_011", Status::Returned, None),
        ("Exception", "Exception_012", Status::InTransit, Some(Cause::Damaged)),
        ("Exception", "Exception_013", Status::Lost, None),
        ("Exception", "Exception_017", Status::InTransit, Some(Cause::Weather)),
    ] {
        assert_eq!(meaning(tag, subtag), Ok((status, cause)), "{tag} {subtag}");
    }
    for tag in ["Pending", "Expired", "Teleported", ""] {
        assert_eq!(meaning(tag, ""), Err(Unread::Nothing), "{tag}");
    }
}

#[test]
fn what_says_nothing_about_a_parcel() {
    for (provider, body, error) in [
        (Provider::AfterShip, "", Unread::Shape),
        (Provider::AfterShip, "[]", Unread::Shape),
        (Provider::AfterShip, r#"{"event":"tracking_update","msg":7}"#, Unread::Shape),
        (Provider::AfterShip, r#"{"event":"tracking_pending_time","msg":{}}"#, Unread::Other),
        (Provider::AfterShip, r#"{"msg":{}}"#, Unread::Other),
        (Provider::AfterShip, r#"{"event":"tracking_update"}"#, Unread::Member("msg")),
        (Provider::AfterShip, r#"{"event":"tracking_update","msg":{"tracking_number":["1"]}}"#, Unread::Member("msg.tracking_number")),
        (Provider::Shippo, r#"{"event":"track_updated","test":true,"data":{"tracking_number":"1"}}"#, Unread::Other),
        (Provider::Shippo, r#"{"event":"transaction_created","data":{}}"#, Unread::Other),
        (Provider::Shippo, r#"{"event":"track_updated","data":{"tracking_number":"<b>"}}"#, Unread::Member("data.tracking_number")),
        (
            Provider::Shippo,
            r#"{"event":"track_updated","data":{"tracking_number":"1","tracking_status":{"status":"UNKNOWN","status_date":"2026-11-26T10:00:00Z"}}}"#,
            Unread::Nothing,
        ),
    ] {
        assert_eq!(heard(provider, body), Err(error), "{body}");
    }
}

#[test]
fn nothing_happens_in_the_future() {
    let body = SHIPPO.replace("2026-11-27T09:00:00Z", "2031-01-01T00:00:00Z");
    let heard = heard(Provider::Shippo, &body).unwrap();
    assert_eq!(heard.updates.last().map(|one| one.at), Some(NOW));
}

#[test]
fn carriers_by_other_peoples_names() {
    let named = |name: &str| heard(Provider::Shippo, &SHIPPO.replace("dhl_germany", name)).unwrap().carrier;
    for (name, carrier) in [
        ("dhl_express", Some(Carrier::Dhl)),
        ("DPD-DE", Some(Carrier::Dpd)),
        ("ups", Some(Carrier::Ups)),
        ("gls-germany", Some(Carrier::Gls)),
        ("myhermes-uk", Some(Carrier::Hermes)),
        ("deutsch-post", Some(Carrier::Post)),
        ("deutsche_post", Some(Carrier::Post)),
        ("upsfreight", None),
        ("courier", None),
        ("usps", None),
        ("", None),
    ] {
        assert_eq!(named(name), carrier, "{name}");
    }
    assert!(may_be(None, Carrier::Ups) && may_be(Some(Carrier::Post), Carrier::Dhl) && !may_be(Some(Carrier::Ups), Carrier::Dhl));
}
