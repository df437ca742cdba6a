//! What is done to a return after it was asked for: each verb's body, and its check.

use super::{Finding, ItemState, Outcome, Return, credit::validate_credit, validate::ITEMS_MAX};
use crate::{
    civil::Date,
    deliveries::carriers::{Carrier, NumberCheck, check, normalise},
    ids::Id,
    requests::{REASON_MAX, State, Verdict},
    serials,
    validate::{Fault, Faults},
};

wire! {
    /// A decision on every device that was asked for.
    pub struct Decide {
        pub items: Vec<DecideItem>,
    }

    /// How one device was decided.
    pub struct DecideItem {
        pub item_id: Id,
        pub verdict: Verdict,
        /// A yes: what shall become of it, if that is clear already.
        #[serde(default)]
        pub outcome: Option<Outcome>,
        /// A no: why.
        #[serde(default)]
        pub reason: String,
        /// A no: what else is possible.
        #[serde(default)]
        pub alternative: String,
        /// A no: the plain word that there is no alternative.
        #[serde(default)]
        pub no_alternative: bool,
    }

    /// What the partner gets to send it with.
    pub struct SendLabel {
        pub carrier: Carrier,
        #[serde(default)]
        pub number: String,
        /// The last day to hand it in; none: two weeks from now.
        #[serde(default)]
        pub hand_in_by: Option<Date>,
    }

    /// It was handed in.
    pub struct HandedIn {
        /// Another carrier than the label's, where the partner has chosen one.
        #[serde(default)]
        pub carrier: Option<Carrier>,
        #[serde(default)]
        pub number: String,
    }

    /// What was scanned out of the box.
    pub struct Arrived {
        pub serials: Vec<String>,
    }

    /// What was found.
    pub struct Inspect {
        pub item_id: Id,
        pub finding: Finding,
        /// What was seen.
        pub findings: String,
        /// Pictures of it, by the ids of the vendor's files of this request.
        #[serde(default)]
        pub photos: Vec<Id>,
    }

    /// What is done with a device.
    pub struct Finish {
        pub item_id: Id,
        pub outcome: Outcome,
        /// What is posted to the partner's books: with a credit, and with nothing else.
        #[serde(default)]
        pub credit: Option<super::NewCredit>,
        #[serde(default)]
        pub reason: String,
        #[serde(default)]
        pub alternative: String,
        #[serde(default)]
        pub no_alternative: bool,
    }
}

/// Days to hand something in, where nobody says otherwise.
pub const HAND_IN_DAYS: i64 = 14;
/// The most days to hand something in.
pub const HAND_IN_DAYS_MAX: i64 = 90;
/// The most pictures of one device's inspection.
pub const PHOTOS_MAX: usize = 10;

fn item<'a>(thing: &'a Return, id: &str, at: &str, faults: &mut Faults) -> Option<&'a super::Item> {
    let found = thing.items.iter().find(|item| item.id == id);
    if found.is_none() {
        faults.add(at, Fault::Unknown);
    }
    found
}

/// A reason, and an alternative or the plain word that there is none.
fn no(at: &str, reason: &str, alternative: &str, none: bool, faults: &mut Faults) -> (String, String) {
    let dot = if at.is_empty() { "" } else { "." };
    let reason = faults.text(format!("{at}{dot}reason"), reason, REASON_MAX);
    let alternative = faults.optional_text(format!("{at}{dot}alternative"), alternative, REASON_MAX).unwrap_or_default();
    if alternative.is_empty() && !none {
        faults.add(format!("{at}{dot}alternative"), Fault::Required);
    }
    if !alternative.is_empty() && none {
        faults.add(format!("{at}{dot}alternative"), Fault::MustBeEmpty);
    }
    (reason, alternative)
}

/// Checks a decision: every device that was asked for, once; a no with its reason, and an alternative or the word that there is none.
///
/// # Errors
/// The faults by field.
pub fn validate_decision(decide: &Decide, thing: &Return) -> Result<Decide, Faults> {
    let mut faults = Faults::new();
    if decide.items.len() > ITEMS_MAX {
        faults.add("items", Fault::TooMany(ITEMS_MAX));
        return Err(faults);
    }
    // A second look is at what was declined.
    let again = thing.page.request.state == State::Submitted;
    let open = |state| state == ItemState::Asked || again && state == ItemState::Declined;
    let mut clean = decide.clone();
    for (i, decided) in clean.items.iter_mut().enumerate() {
        let at = format!("items.{i}");
        let known = item(thing, &decided.item_id, &format!("{at}.item_id"), &mut faults);
        if known.is_some_and(|item| !open(item.state)) {
            faults.add(format!("{at}.item_id"), Fault::NotOffered);
        }
        if decide.items[..i].iter().any(|other| other.item_id == decided.item_id) {
            faults.add(format!("{at}.item_id"), Fault::Twice);
        }
        match decided.verdict {
            Verdict::Declined => {
                if decided.outcome.is_some() {
                    faults.add(format!("{at}.outcome"), Fault::MustBeEmpty);
                }
                (decided.reason, decided.alternative) = no(&at, &decided.reason, &decided.alternative, decided.no_alternative, &mut faults);
            }
            Verdict::Approved => {
                decided.reason = faults.optional_text(format!("{at}.reason"), &decided.reason, REASON_MAX).unwrap_or_default();
                decided.alternative.clear();
                if matches!(decided.outcome, Some(Outcome::NotCovered | Outcome::ReturnToSender | Outcome::ByDistributor)) {
                    faults.add(format!("{at}.outcome"), Fault::NotOffered);
                }
                if decided.outcome == Some(Outcome::AdvanceReplacement) && thing.recipients.is_empty() {
                    // Nobody outside the pinned recipients receives anything.
                    faults.add(format!("{at}.outcome"), Fault::NoSuchRecipient);
                }
            }
            Verdict::ApprovedWithChanges => faults.add(format!("{at}.verdict"), Fault::NotOffered),
        }
    }
    if thing.items.iter().filter(|item| open(item.state)).any(|item| !decide.items.iter().any(|decided| decided.item_id == item.id)) {
        faults.add("items", Fault::Required);
    }
    faults.or(clean)
}

/// Checks a label: a number that its carrier could have, and a day that is to come.
///
/// # Errors
/// The faults by field.
pub fn validate_label(label: &SendLabel, today: Date) -> Result<SendLabel, Faults> {
    let mut faults = Faults::new();
    let number = number(label.carrier, &label.number, &mut faults);
    let by = label.hand_in_by.unwrap_or(today.plus_days(HAND_IN_DAYS));
    if by < today {
        faults.add("hand_in_by", Fault::InThePast);
    } else if by.days() - today.days() > HAND_IN_DAYS_MAX {
        faults.add("hand_in_by", Fault::TooFar(HAND_IN_DAYS_MAX));
    }
    faults.or(SendLabel { carrier: label.carrier, number, hand_in_by: Some(by) })
}

/// Checks what the partner says of how it goes.
///
/// # Errors
/// The faults by field.
pub fn validate_hand_in(handed_in: &HandedIn, label: Carrier) -> Result<HandedIn, Faults> {
    let mut faults = Faults::new();
    let number = number(handed_in.carrier.unwrap_or(label), &handed_in.number, &mut faults);
    faults.or(HandedIn { carrier: handed_in.carrier, number })
}

fn number(carrier: Carrier, typed: &str, faults: &mut Faults) -> String {
    if !Carrier::OF_PARCELS.contains(&carrier) {
        faults.add("carrier", Fault::NotOffered);
    }
    let number = normalise(typed);
    if number.is_empty() {
        return number;
    }
    let number = faults.line("number", &number, 40);
    if !number.chars().all(|c| c.is_ascii_alphanumeric()) {
        faults.add("number", Fault::ControlCharacters);
    } else if carrier != Carrier::Courier && check(carrier, &number) == NumberCheck::Wrong {
        faults.add("number", Fault::CheckDigit);
    }
    number
}

/// Checks what was scanned: each serial number once, in the order of the scanning.
///
/// # Errors
/// The faults by field.
pub fn validate_arrival(arrived: &Arrived) -> Result<Arrived, Faults> {
    let mut faults = Faults::new();
    if arrived.serials.is_empty() {
        faults.add("serials", Fault::Required);
    }
    if arrived.serials.len() > ITEMS_MAX {
        faults.add("serials", Fault::TooMany(ITEMS_MAX));
        return Err(faults);
    }
    let mut clean: Vec<String> = Vec::new();
    for (i, serial) in arrived.serials.iter().enumerate() {
        match serials::clean(serial) {
            Ok(serial) if clean.contains(&serial) => {}
            Ok(serial) => clean.push(serial),
            Err(fault) => faults.add(format!("serials.{i}"), fault),
        }
    }
    faults.or(Arrived { serials: clean })
}

/// Few, each once, none that is of another device. Whose files they are is the server's to know.
fn photos(inspect: &Inspect, thing: &Return, faults: &mut Faults) -> Vec<Id> {
    if inspect.photos.len() > PHOTOS_MAX {
        faults.add("photos", Fault::TooMany(PHOTOS_MAX));
        return Vec::new();
    }
    for (i, id) in inspect.photos.iter().enumerate() {
        if inspect.photos[..i].contains(id) {
            faults.add(format!("photos.{i}"), Fault::Twice);
        } else if thing.items.iter().flat_map(|item| &item.photos).any(|photo| photo.id == *id) {
            faults.add(format!("photos.{i}"), Fault::Taken);
        }
    }
    inspect.photos.clone()
}

/// Checks what was found.
///
/// # Errors
/// The faults by field.
pub fn validate_inspection(inspect: &Inspect, thing: &Return) -> Result<Inspect, Faults> {
    let mut faults = Faults::new();
    let known = item(thing, &inspect.item_id, "item_id", &mut faults);
    if known.is_some_and(|item| item.state != ItemState::Received) {
        faults.add("item_id", Fault::NotOffered);
    }
    let findings = faults.text("findings", &inspect.findings, REASON_MAX);
    let photos = photos(inspect, thing, &mut faults);
    faults.or(Inspect { item_id: inspect.item_id.clone(), finding: inspect.finding, findings, photos })
}

/// Checks an outcome: of a device that is here; what the partner does not want to hear has its reason.
///
/// # Errors
/// The faults by field.
pub fn validate_outcome(finish: &Finish, thing: &Return) -> Result<Finish, Faults> {
    let mut faults = Faults::new();
    let known = item(thing, &finish.item_id, "item_id", &mut faults);
    if known.is_some_and(|item| !matches!(item.state, ItemState::Received | ItemState::Inspected)) {
        faults.add("item_id", Fault::NotOffered);
    }
    let mut clean = finish.clone();
    clean.credit = validate_credit(finish, &mut faults);
    match finish.outcome {
        Outcome::NotCovered => {
            (clean.reason, clean.alternative) = no("", &finish.reason, &finish.alternative, finish.no_alternative, &mut faults);
        }
        // Nobody says so in their place.
        Outcome::ByDistributor => faults.add("outcome", Fault::NotOffered),
        Outcome::ReturnToSender => {
            clean.reason = faults.text("reason", &finish.reason, REASON_MAX);
            clean.alternative.clear();
        }
        _ => {
            clean.reason = faults.optional_text("reason", &finish.reason, REASON_MAX).unwrap_or_default();
            clean.alternative.clear();
        }
    }
    faults.or(clean)
}
