//! What a file's columns are called, in German and English, and what stands in them.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::lang::Lang;
use eyelevel_texts::words;

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Number,
    Status,
    Date,
    ArrivesOn,
    Cause,
    Note,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (
            Column::Number,
            "number",
            &[
                "number",
                "trackingnumber",
                "parcelnumber",
                "tracking",
                "nummer",
                "sendungsnummer",
                "paketnummer",
                "trackingnummer",
                "barcode",
            ],
        ),
        (Column::Status, "status", &["status", "state", "sendungsstatus", "zustand", "event", "ereignis"]),
        (Column::Date, "date", &["date", "statusdate", "eventdate", "timestamp", "datum", "zeitpunkt", "statusdatum", "zeitstempel"]),
        (
            Column::ArrivesOn,
            "arrives_on",
            &[
                "arriveson",
                "eta",
                "expected",
                "expecteddelivery",
                "estimateddelivery",
                "ankunft",
                "kommtam",
                "zustelldatum",
                "liefertermin",
            ],
        ),
        (Column::Cause, "cause", &["cause", "reason", "grund", "ursache"]),
        (Column::Note, "note", &["note", "message", "description", "details", "bemerkung", "meldung", "notiz", "beschreibung"]),
    ];
}

/// A status in our word, or as the portal says it in either language.
pub(super) fn status(text: &str) -> Option<Status> {
    let plain = text.trim().to_lowercase().replace([' ', '-'], "_");
    let said =
        |status: &Status| Lang::ALL.iter().any(|lang| words::status(*lang, *status).to_lowercase().replace([' ', '-'], "_") == plain);
    Status::from_word(&plain).or_else(|| Status::ALL.iter().copied().find(said))
}

/// A cause in the same way.
pub(super) fn cause(text: &str) -> Option<Cause> {
    let plain = text.trim().to_lowercase();
    let said = |cause: &Cause| Lang::ALL.iter().any(|lang| words::cause(*lang, *cause).to_lowercase() == plain);
    Cause::from_word(&plain).or_else(|| Cause::ALL.iter().copied().find(said))
}
