//! Sentences for the closed sets of words and the faults of the contract.

use eyelevel_contract::{
    deliveries::{Status, carriers::Carrier},
    lang::Lang,
    people::Role,
    requests::{Kind, State, rules::Refusal},
    validate::Fault,
};

use crate::{carriers, faults, refusals, roles, states, statuses};

/// A role's name.
#[must_use]
pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Owner => roles::owner(lang),
        Role::Technician => roles::technician(lang),
        Role::Sales => roles::sales(lang),
        Role::Accounts => roles::accounts(lang),
        Role::Approver => roles::approver(lang),
        Role::Support => roles::support(lang),
        Role::Ledger => roles::ledger(lang),
        Role::Lead => roles::lead(lang),
        Role::Manager => roles::manager(lang),
        Role::Admin => roles::admin(lang),
        Role::Auditor => roles::auditor(lang),
        Role::Agent => roles::agent(lang),
    }
}

/// A state's name.
#[must_use]
pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Submitted => states::submitted(lang),
        State::Question => states::question(lang),
        State::Offered => states::offered(lang),
        State::Approved => states::approved(lang),
        State::Shipped => states::shipped(lang),
        State::OnLoan => states::on_loan(lang),
        State::ReturnDue => states::return_due(lang),
        State::Declined => states::declined(lang),
        State::Withdrawn => states::withdrawn(lang),
        State::Closed => states::closed(lang),
    }
}

/// A state's name for a request of that kind: a key is not on its way, and what is owed of one was not always approved by somebody.
#[must_use]
pub fn state_of(lang: Lang, kind: Kind, state: State) -> &'static str {
    match (kind, state) {
        (Kind::Licence, State::Approved) => states::key_owed(lang),
        (Kind::Licence, State::Shipped) => states::key_there(lang),
        _ => self::state(lang, state),
    }
}

/// A delivery's status.
#[must_use]
pub fn status(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Planned => statuses::planned(lang),
        Status::Sent => statuses::sent(lang),
        Status::InTransit => statuses::in_transit(lang),
        Status::OutForDelivery => statuses::out_for_delivery(lang),
        Status::Delivered => statuses::delivered(lang),
        Status::Failed => statuses::failed(lang),
        Status::Returned => statuses::returned(lang),
        Status::Lost => statuses::lost(lang),
        Status::Problem => statuses::problem(lang),
        Status::Confirmed => statuses::confirmed(lang),
    }
}

/// A delivery's status by the word that stands for it in timelines; a word that is none stays as it is.
#[must_use]
pub fn status_by_word(lang: Lang, word: &str) -> &str {
    Status::from_word(word).map_or(word, |known| status(lang, known))
}

/// What is wrong with a field.
#[must_use]
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let integer = |n: usize| crate::format::integer(lang, i64::try_from(n).unwrap_or(i64::MAX));
    match fault {
        Fault::Required => faults::required(lang).to_owned(),
        Fault::TooLong(max) => faults::too_long(lang, integer(*max)),
        Fault::TooShort(least) => faults::too_short(lang, integer(*least)),
        Fault::TooSmall(least) => faults::too_small(lang, crate::format::integer(lang, *least)),
        Fault::TooLarge(most) => faults::too_large(lang, crate::format::integer(lang, *most)),
        Fault::TooMuch(most) => faults::too_large(lang, crate::format::hundredths(lang, *most)),
        Fault::NotAnAmount => faults::not_an_amount(lang).to_owned(),
        Fault::TooMany(most) => faults::too_many(lang, integer(*most)),
        Fault::NotAnAddress => faults::not_an_address(lang).to_owned(),
        Fault::InThePast => faults::in_the_past(lang).to_owned(),
        Fault::Earliest(day) => faults::earliest(lang, crate::format::date(lang, *day)),
        Fault::EndsBeforeStart => faults::ends_before_start(lang).to_owned(),
        Fault::Unknown => faults::unknown(lang).to_owned(),
        Fault::Twice => faults::twice(lang).to_owned(),
        Fault::Taken => faults::taken(lang).to_owned(),
        Fault::ControlCharacters => faults::control_characters(lang).to_owned(),
        Fault::NoSuchRecipient => faults::no_such_recipient(lang).to_owned(),
        Fault::NothingForThem => faults::nothing_for_them(lang).to_owned(),
        Fault::OnlyLeft(n) => faults::only_left(lang, *n),
        Fault::MoreSerialsThanPieces(n) => faults::more_serials_than_pieces(lang, *n),
        Fault::CheckDigit => faults::check_digit(lang).to_owned(),
        Fault::SerialInUse => faults::serial_in_use(lang).to_owned(),
        Fault::NotOffered => faults::not_offered(lang).to_owned(),
        Fault::NoDifference => faults::no_difference(lang).to_owned(),
        Fault::AsItIs => faults::as_it_is(lang).to_owned(),
        Fault::TooFar(days) => faults::too_far(lang, crate::format::integer(lang, *days)),
        Fault::AlreadyOwner => faults::already_owner(lang).to_owned(),
        Fault::MustBeEmpty => faults::must_be_empty(lang).to_owned(),
        Fault::NotAVersion => faults::not_a_version(lang).to_owned(),
        Fault::NotARange => faults::not_a_range(lang).to_owned(),
        Fault::EmptyRange => faults::empty_range(lang).to_owned(),
        Fault::Overlaps(other) => faults::overlaps(lang, other),
        Fault::NotACode => faults::not_a_code(lang).to_owned(),
        Fault::NotAPattern => faults::not_a_pattern(lang).to_owned(),
        Fault::NotADay => faults::not_a_day(lang).to_owned(),
        Fault::NotANumber => faults::not_a_number(lang).to_owned(),
        Fault::NotLike(pattern) => faults::not_like(lang, pattern),
        Fault::OutOfRange(range) => faults::out_of_range(lang, range),
        Fault::KeysLeft(n) => faults::keys_left(lang, *n),
        Fault::KeysUnlike(n) => faults::keys_unlike(lang, *n),
        Fault::NotAnIban => faults::not_an_iban(lang).to_owned(),
        Fault::NotTheSum => faults::not_the_sum(lang).to_owned(),
        Fault::NotThisSide => faults::not_this_side(lang).to_owned(),
        Fault::Asked(number) => faults::asked(lang, number),
    }
}

/// Who carries a parcel.
#[must_use]
pub fn carrier(lang: Lang, carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Courier => carriers::courier(lang),
        Carrier::Mail => carriers::mail(lang),
        _ => carrier.brand(),
    }
}

/// Why something can't be done; the same words in a button's explanation and in the API's refusal.
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NeedsRole(needed) => {
            let names: Vec<_> = needed.iter().map(|r| role(lang, *r)).collect();
            refusals::needs_role(lang, names.join(", "))
        }
        Refusal::NeedsRequester => refusals::needs_requester(lang).to_owned(),
        Refusal::PartnerOnly => refusals::partner_only(lang).to_owned(),
        Refusal::VendorOnly => refusals::vendor_only(lang).to_owned(),
        Refusal::NeedsAnotherPerson => refusals::needs_another_person(lang).to_owned(),
        Refusal::Not(now) => refusals::not_in_state(lang, state(lang, *now)),
        Refusal::OnceOnly => refusals::once_only(lang).to_owned(),
        Refusal::NotALoan => refusals::not_a_loan(lang).to_owned(),
        Refusal::OfferExpired => refusals::offer_expired(lang).to_owned(),
        Refusal::NeedsConsent => refusals::needs_consent(lang).to_owned(),
        Refusal::BridgesUsedUp(most) => refusals::bridges_used_up(lang, *most),
    }
}
