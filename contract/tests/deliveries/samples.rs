//! Bodies as the services' documentation shows them, shortened.

pub(crate) const AFTERSHIP: &str = r#"{
  "event": "tracking_update", "event_id": "94dadd60-ed26-46d0-aa52-3ced925a50ff", "is_tracking_first_tag": true, "ts": 1795777000,
  "msg": {
    "id": "k5lh7dy7vvqeck71p5loe011", "tracking_number": "0034 0434 1610 9404 2557", "slug": "dhl-germany", "tag": "Exception", "subtag": "Exception_004",
    "subtag_message": "Delayed (Customs clearance)", "title": "x", "order_id": null, "shipment_weight": 0.52, "emails": [], "signed_by": null,
    "expected_delivery": "2026-11-29", "latest_estimated_delivery": {"type": "specific", "source": "Carrier EDD", "datetime": "2026-12-02T18:00:00"},
    "checkpoints": [
      {"slug": "dhl", "created_at": "2026-11-25T10:00:00+00:00", "message": "Shipment information received", "tag": "InfoReceived",
       "subtag": "InfoReceived_001", "checkpoint_time": "2026-11-25T10:50:00+01:00", "coordinates": [6.9, 50.9], "location": null},
      {"slug": "dhl", "created_at": "2026-11-26T10:00:00+00:00", "message": "Departed\nfacility", "tag": "InTransit", "subtag": "InTransit_007",
       "checkpoint_time": "2026-11-26T10:50:00+01:00", "location": "Köln, DE"},
      {"slug": "dhl", "created_at": "2026-11-27T10:00:00+00:00", "message": "Held by customs", "tag": "Exception", "subtag": "Exception_004",
       "checkpoint_time": "2026-11-27T09:00:00"},
      {"slug": "dhl", "message": "Beamed up", "tag": "Teleported", "checkpoint_time": "2026-11-27T10:00:00Z"}
    ]
  }
}"#;

pub(crate) const SHIPPO: &str = r#"{
  "event": "track_updated", "test": false,
  "data": {
    "carrier": "dhl_germany", "tracking_number": "00340434161094042557", "eta": "2026-12-01T00:00:00Z", "original_eta": "2026-11-30T00:00:00Z",
    "address_to": {"city": "Bonn", "zip": "53113"}, "messages": [],
    "tracking_status": {"object_id": "ce48ff3d52a34e91b77aa98370182624", "object_created": "2026-11-27T09:30:00.129Z", "object_updated": null,
      "status": "TRANSIT", "status_details": "A delivery attempt was made.", "status_date": "2026-11-27T09:00:00Z",
      "substatus": {"code": "delivery_attempted", "text": "Delivery attempted.", "action_required": true}, "location": {"city": "Bonn", "country": "DE"}},
    "tracking_history": [
      {"object_id": "a", "status": "PRE_TRANSIT", "status_date": "2026-11-25T09:00:00Z", "status_details": "Label created.", "substatus": null},
      {"object_id": "b", "status": "TRANSIT", "status_date": "2026-11-26T09:00:00.000Z", "status_details": "", "substatus": "package_accepted",
       "location": null},
      {"object_id": "c", "status": "TRANSIT", "status_date": "2026-11-27T09:00:00Z", "status_details": "A delivery attempt was made.",
       "substatus": {"code": "delivery_attempted"}, "location": {"city": "Bonn", "country": "DE"}}
    ]
  }
}"#;

pub(crate) const OWN: &str = r#"{"id": "scan-4711", "number": "00340434161094042557", "carrier": "dhl", "at": "2026-11-27T10:00:00+01:00",
  "status": "in_transit", "cause": "weather", "note": "Schnee auf der A9", "arrives_on": "2026-12-01"}"#;
