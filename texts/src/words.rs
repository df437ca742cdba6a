//! Sentences for the closed sets of words and the faults of the contract.

use eyelevel_contract::{
    deliveries::{Piece, PieceReceipt, PieceState, Source, Status, carriers::Carrier, tracking::Cause, troubles::Trouble},
    lang::{Lang, PageLang},
    people::Role,
    requests::{
        Kind, Request, State,
        rules::{Refusal, is_wished},
    },
    returns::{Outcome, ReferralAnswer},
    validate::Fault,
};

use crate::{carriers, causes, faults, languages, papers, receipts, refusals, return_words, roles, states, statuses};

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

/// The name of a language that recipients are written to in.
#[must_use]
pub fn page_lang(lang: Lang, named: PageLang) -> &'static str {
    match named {
        PageLang::De => languages::german(lang),
        PageLang::En => languages::english(lang),
        PageLang::Fr => languages::french(lang),
        PageLang::It => languages::italian(lang),
        PageLang::Nl => languages::dutch(lang),
        PageLang::Pl => languages::polish(lang),
        PageLang::Cs => languages::czech(lang),
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
        (Kind::Return, State::Approved) => states::return_approved(lang),
        (Kind::Return, State::ReturnDue) => states::to_hand_in(lang),
        (Kind::Return, State::Shipped) => states::coming_back(lang),
        _ => self::state(lang, state),
    }
}

/// A request's state by name: the vendor may owe an answer about a loan that was received long ago.
#[must_use]
pub fn state_of_request(lang: Lang, request: &Request) -> &'static str {
    if is_wished(request) { states::loan_wish(lang) } else { state_of(lang, request.kind, request.state) }
}

/// What becomes of a device.
#[must_use]
pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::AdvanceReplacement => return_words::advance_replacement(lang),
        Outcome::Repair => return_words::repair(lang),
        Outcome::Replacement => return_words::replacement(lang),
        Outcome::Credit => return_words::credit(lang),
        Outcome::TakenBack => return_words::taken_back(lang),
        Outcome::ByDistributor => return_words::by_distributor(lang),
        Outcome::ReturnToSender => return_words::return_to_sender(lang),
        Outcome::NotCovered => return_words::not_covered(lang),
    }
}

/// The same by its word; the word itself if it is none.
#[must_use]
pub fn outcome_by_word(lang: Lang, word: &str) -> &str {
    Outcome::from_word(word).map_or(word, |known| outcome(lang, known))
}

/// What a distributor answers.
#[must_use]
pub fn referral_answer(lang: Lang, answer: ReferralAnswer) -> &'static str {
    match answer {
        ReferralAnswer::Replace => return_words::answer_replace(lang),
        ReferralAnswer::Repair => return_words::answer_repair(lang),
        ReferralAnswer::Needs => return_words::answer_needs(lang),
        ReferralAnswer::NotCovered => return_words::answer_not_covered(lang),
    }
}

/// The same, by its word; the word itself if it is none.
#[must_use]
pub fn referral_answer_by_word(lang: Lang, word: &str) -> &str {
    ReferralAnswer::from_word(word).map_or(word, |said| referral_answer(lang, said))
}

/// Why a delivery does not simply go on, in a word or two.
#[must_use]
pub fn cause(lang: Lang, cause: Cause) -> &'static str {
    match cause {
        Cause::Customs => causes::customs(lang),
        Cause::Attempt => causes::attempt(lang),
        Cause::Address => causes::address(lang),
        Cause::Weather => causes::weather(lang),
        Cause::Held => causes::held(lang),
        Cause::Collect => causes::collect(lang),
        Cause::Refused => causes::refused(lang),
        Cause::Damaged => causes::damaged(lang),
        Cause::Delayed => causes::delayed(lang),
        Cause::Carrier => causes::carrier(lang),
    }
}

/// The same behind “because”.
#[must_use]
pub fn because(lang: Lang, cause: Cause) -> &'static str {
    match cause {
        Cause::Customs => causes::because_customs(lang),
        Cause::Attempt => causes::because_attempt(lang),
        Cause::Address => causes::because_address(lang),
        Cause::Weather => causes::because_weather(lang),
        Cause::Held => causes::because_held(lang),
        Cause::Collect => causes::because_collect(lang),
        Cause::Refused => causes::because_refused(lang),
        Cause::Damaged => causes::because_damaged(lang),
        Cause::Delayed => causes::because_delayed(lang),
        Cause::Carrier => causes::because_carrier(lang),
    }
}

/// What is the matter with a delivery, in a few words.
#[must_use]
pub fn trouble(lang: Lang, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoMovement => causes::no_movement(lang),
        Trouble::Customs => causes::customs(lang),
        Trouble::Failed => causes::failed(lang),
        Trouble::Held => causes::trouble_held(lang),
        Trouble::Damaged => causes::damaged(lang),
        Trouble::Carrier => causes::carrier(lang),
        Trouble::Late => causes::late(lang),
        Trouble::Returned => causes::returned(lang),
        Trouble::Lost => causes::lost(lang),
    }
}

/// The same by its word, as the timeline has it.
#[must_use]
pub fn trouble_by_word(lang: Lang, word: &str) -> &'static str {
    Trouble::from_word(word).map_or("", |trouble| self::trouble(lang, trouble))
}

/// A cause behind “because”, by its word.
#[must_use]
pub fn because_by_word(lang: Lang, word: &str) -> Option<&'static str> {
    Cause::from_word(word).map(|cause| because(lang, cause))
}

/// What its owner does about it.
#[must_use]
pub fn trouble_step(lang: Lang, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoMovement => causes::step_no_movement(lang),
        Trouble::Customs => causes::step_customs(lang),
        Trouble::Failed => causes::step_failed(lang),
        Trouble::Held => causes::step_held(lang),
        Trouble::Damaged => causes::step_damaged(lang),
        Trouble::Carrier => causes::step_carrier(lang),
        Trouble::Late => causes::step_late(lang),
        Trouble::Returned => causes::step_returned(lang),
        Trouble::Lost => causes::step_lost(lang),
    }
}

/// A delivery's status.
#[must_use]
pub fn status(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Planned => statuses::planned(lang),
        Status::Sent => statuses::sent(lang),
        Status::Delayed => statuses::delayed(lang),
        Status::Accepted => statuses::accepted(lang),
        Status::Bounced => statuses::bounced(lang),
        Status::Opened => statuses::opened(lang),
        Status::InTransit => statuses::in_transit(lang),
        Status::OutForDelivery => statuses::out_for_delivery(lang),
        Status::Delivered => statuses::delivered(lang),
        Status::Failed => statuses::failed(lang),
        Status::Returned => statuses::returned(lang),
        Status::Lost => statuses::lost(lang),
        Status::Problem => statuses::problem(lang),
        Status::Confirmed => statuses::confirmed(lang),
        Status::Superseded => statuses::superseded(lang),
    }
}

/// Who says how far a delivery is.
#[must_use]
pub fn source(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::System => papers::source_system(lang),
        Source::MailServer => papers::source_mail_server(lang),
        Source::Bounce => papers::source_bounce(lang),
        Source::Carrier => papers::source_carrier(lang),
        Source::Vendor => papers::source_vendor(lang),
        Source::Recipient => papers::source_recipient(lang),
        Source::Requester => papers::source_requester(lang),
    }
}

/// How pieces arrived.
#[must_use]
pub fn piece_state(lang: Lang, state: PieceState) -> &'static str {
    match state {
        PieceState::Fine => receipts::fine(lang),
        PieceState::Dead => receipts::dead(lang),
        PieceState::Missing => receipts::missing(lang),
        PieceState::Wrong => receipts::wrong(lang),
    }
}

/// What was said of pieces: `5 × fine, 1 × dead (serial number SN-3)`; of several lines, each with its name.
#[must_use]
pub fn pieces(lang: Lang, said: &[PieceReceipt], sent: &[Piece]) -> String {
    said_of(said, sent, |state| piece_state(lang, state), |serials| receipts::serials(lang, serials))
}

/// Puts the words of a language together; serial numbers of what is fine are not named.
pub(crate) fn said_of(
    said: &[PieceReceipt],
    sent: &[Piece],
    state: impl Fn(PieceState) -> &'static str,
    serials: impl Fn(&str) -> String,
) -> String {
    let mut lines = Vec::new();
    for line in sent {
        let of = said.iter().filter(|piece| piece.line_id == line.line_id);
        let words = of.map(|piece| {
            let words = [&piece.quantity.to_string(), " × ", state(piece.state)].concat();
            let named = piece.state != PieceState::Fine && !piece.serials.is_empty();
            if named { [&words, " (", &serials(&piece.serials.join(", ")), ")"].concat() } else { words }
        });
        let words = words.collect::<Vec<_>>().join(", ");
        if !words.is_empty() {
            lines.push(if sent.len() > 1 { [&line.name, ": ", &words].concat() } else { words });
        }
    }
    lines.join("; ")
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
        Fault::NotYet => faults::not_yet(lang).to_owned(),
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
        Fault::Themself => faults::themself(lang).to_owned(),
        Fault::AwayAlready => faults::away_already(lang).to_owned(),
        Fault::AwayUntil(day) => faults::away_until(lang, crate::format::day(lang, *day)),
        Fault::StandsInFor(name) => faults::stands_in_for(lang, name),
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
        Fault::NoAccount => faults::no_account(lang).to_owned(),
        Fault::OtherCurrency(code) => faults::other_currency(lang, code),
        Fault::NotThisSide => faults::not_this_side(lang).to_owned(),
        Fault::Asked(number) => faults::asked(lang, number),
        Fault::NotHours => faults::not_hours(lang).to_owned(),
        Fault::NotATime => faults::not_a_time(lang).to_owned(),
        Fault::NotADuration => faults::not_a_duration(lang).to_owned(),
        Fault::NeverOpen => faults::never_open(lang).to_owned(),
        Fault::NotAZone => faults::not_a_zone(lang).to_owned(),
        Fault::NoTime => faults::no_time(lang).to_owned(),
        Fault::TooLongATime(hours) => faults::too_long_a_time(lang, crate::format::integer(lang, *hours)),
        Fault::EndsFirst => faults::ends_first(lang).to_owned(),
        Fault::TooManyDays(days) => faults::too_many_days(lang, crate::format::integer(lang, *days)),
        Fault::NotAWebAddress => faults::not_a_web_address(lang).to_owned(),
        Fault::NotHttps => faults::not_https(lang).to_owned(),
        Fault::NotPublic => faults::not_public(lang).to_owned(),
        Fault::NoSuchHost => faults::no_such_host(lang).to_owned(),
        Fault::NotThisPort => faults::not_this_port(lang).to_owned(),
        Fault::NoSuchVariable(name, line) => faults::no_such_variable(lang, name, line),
        Fault::LacksVariable(name) => faults::lacks_variable(lang, name),
        Fault::LaterThan(severity, minutes) => faults::later_than(
            lang,
            eyelevel_contract::calendars::minutes_text(*minutes),
            crate::progress::severity_by_word(lang, severity),
        ),
        Fault::DueTooLate(days) => faults::due_too_late(lang, crate::format::integer(lang, *days)),
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
        Refusal::WishOpen => refusals::wish_open(lang).to_owned(),
        Refusal::NeedsAnotherPerson => refusals::needs_another_person(lang).to_owned(),
        Refusal::Not(now) => refusals::not_in_state(lang, state(lang, *now)),
        Refusal::OnceOnly => refusals::once_only(lang).to_owned(),
        Refusal::NotALoan => refusals::not_a_loan(lang).to_owned(),
        Refusal::OfferExpired => refusals::offer_expired(lang).to_owned(),
        Refusal::NeedsConsent => refusals::needs_consent(lang).to_owned(),
        Refusal::Referred => refusals::referred(lang).to_owned(),
        Refusal::WithManagement => refusals::with_management(lang).to_owned(),
        Refusal::EscalationOver => refusals::escalation_over(lang).to_owned(),
        Refusal::BridgesUsedUp(most) => refusals::bridges_used_up(lang, *most),
    }
}
