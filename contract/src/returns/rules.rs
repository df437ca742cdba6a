//! What follows from a device and a reason, and who may do what to a return.

use super::{Device, ItemState, KnownBy, Payer, Postage, PostageRule, Reason, Replacement, Return, can_refer, can_take_back, not_referred};
use crate::{
    civil::Date,
    people::{
        Role,
        rules::{ASKERS, Actor},
    },
    requests::{
        Request, State,
        rules::{Refusal, of_a_partner, of_the_vendor},
    },
};

/// Who of the vendor sends labels, books what came, and looks at it.
pub const HANDLERS: &[Role] = &[Role::Support, Role::Approver, Role::Lead];
/// Who of the vendor says what becomes of a device.
pub const FINISHERS: &[Role] = crate::requests::rules::DECIDERS;
/// Who of the vendor makes a known issue of a batch: whoever writes down known issues.
pub const REPORTERS: &[Role] = &[Role::Support, Role::Lead, Role::Admin];
/// Who of the vendor imports serial numbers.
pub const IMPORTERS: &[Role] = &[Role::Support, Role::Admin];

/// Who pays the way back of one device. What a file of somebody else's says of it is looked at before anybody pays.
#[must_use]
pub fn postage(reason: Reason, device: Option<&Device>, today: Date) -> Postage {
    let by = |payer, because| Postage { payer, because };
    let device = device.filter(|device| device.known_by != KnownBy::Claim);
    match (reason, device) {
        (Reason::WrongDelivery, _) => by(Payer::Vendor, PostageRule::OurMistake),
        (Reason::LoanReturn, _) => by(Payer::Partner, PostageRule::LoanEnds),
        (Reason::DeadOnArrival, Some(device)) if device.is_dead_on_arrival(today) => by(Payer::Vendor, PostageRule::WithinDeadOnArrival),
        (_, Some(Device { warranty_until: Some(until), .. })) if today <= *until => by(Payer::Vendor, PostageRule::WithinWarranty),
        (_, Some(Device { warranty_until: Some(_), .. })) => by(Payer::Partner, PostageRule::WarrantyOver),
        _ => by(Payer::AfterCheck, PostageRule::NotKnownYet),
    }
}

/// Who pays once the vendor has said yes: what was open until then is theirs.
#[must_use]
pub fn once_accepted(before: Postage) -> Postage {
    match before.payer {
        Payer::AfterCheck => Postage { payer: Payer::Vendor, because: PostageRule::Accepted },
        Payer::Vendor | Payer::Partner => before,
    }
}

/// Who pays for one box with all of them: whoever has to for one of them; nobody can say while one is not known.
#[must_use]
pub fn together(each: &[Postage]) -> Postage {
    let with = |payer| each.iter().find(|postage| postage.payer == payer).copied();
    with(Payer::AfterCheck)
        .or_else(|| with(Payer::Vendor))
        .or_else(|| with(Payer::Partner))
        .unwrap_or(Postage { payer: Payer::AfterCheck, because: PostageRule::NotKnownYet })
}

/// Whether an advance replacement is approved without a person: dead on arrival, known to the vendor, within its window, in no other open
/// return, and somebody is pinned who gets the new one.
#[must_use]
pub fn at_once(reason: Reason, device: Option<&Device>, today: Date, in_another: bool, pinned: bool) -> bool {
    let sure = device.is_some_and(|device| device.known_by != KnownBy::Claim && device.is_dead_on_arrival(today));
    reason == Reason::DeadOnArrival && pinned && !in_another && sure
}

/// The last day of so many months that begin on a day; the last of its month where that month has no such day.
#[must_use]
pub fn plus_months(day: Date, months: i64) -> Date {
    let count = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let (Ok(year), Ok(month)) = (i16::try_from(count.div_euclid(12)), u8::try_from(count.rem_euclid(12) + 1)) else { return day };
    (28..=day.day()).rev().chain([day.day()]).find_map(|d| Date::new(year, month, d).ok()).unwrap_or(day)
}

/// The request's state, from those of its devices: the vendor's move first, then the partner's, then the carrier's.
#[must_use]
pub fn fold(items: &[ItemState]) -> State {
    let any = |states: &[ItemState]| items.iter().any(|state| states.contains(state));
    if any(&[ItemState::Asked]) {
        State::Submitted
    } else if any(&[ItemState::Approved, ItemState::Received, ItemState::Inspected]) {
        State::Approved
    } else if any(&[ItemState::LabelSent]) {
        State::ReturnDue
    } else if any(&[ItemState::OnTheWay]) {
        State::Shipped
    } else if any(&[ItemState::Done]) {
        State::Closed
    } else {
        State::Declined
    }
}

/// The same with what replaces devices: what is owed is the vendor's move, and what travels is under way.
#[must_use]
pub fn stands(items: &[ItemState], owed: bool, travels: bool) -> State {
    match fold(items) {
        State::ReturnDue | State::Shipped | State::Closed if owed => State::Approved,
        State::Closed if travels => State::Shipped,
        state => state,
    }
}

words! {
    /// Something that is done to a return and to no other request.
    Verb {
        /// Send what the partner sends it with.
        SendLabel = "label",
        /// Say that it was handed in.
        HandIn = "hand_in",
        /// Book what came.
        Receive = "receive",
        /// Say what was found.
        Inspect = "inspect",
        /// Say what becomes of it.
        Finish = "finish",
        /// Send what goes out in its place.
        ShipReplacement = "ship_replacement",
        /// Hand it to a distributor.
        Refer = "refer",
        /// Take it back from them.
        TakeBack = "take_back",
    }
}

/// Whether the actor may do this to a return that they may see.
///
/// # Errors
/// The reason why not.
pub fn can(actor: &Actor, verb: Verb, thing: &Return) -> Result<(), Refusal> {
    let request = &thing.page.request;
    match verb {
        Verb::HandIn => of_a_partner(actor, ASKERS)?,
        Verb::Finish => of_the_vendor(actor, FINISHERS)?,
        Verb::SendLabel | Verb::Receive | Verb::Inspect | Verb::ShipReplacement => of_the_vendor(actor, HANDLERS)?,
        Verb::Refer => return can_refer(actor, thing),
        Verb::TakeBack => return can_take_back(actor, thing),
    }
    // What a distributor does, nobody does beside them.
    if verb == Verb::SendLabel {
        not_referred(thing)?;
    }
    let any = |states: &[ItemState]| thing.items.iter().any(|item| states.contains(&item.state));
    let in_state = match verb {
        // A label that got lost is sent again.
        Verb::SendLabel => any(&[ItemState::Approved, ItemState::LabelSent]),
        Verb::HandIn => any(&[ItemState::LabelSent]),
        // What is approved comes as it likes, and so does a replacement that was not delivered; what is decided no longer waits for anything.
        Verb::Receive => {
            any(&[ItemState::Approved, ItemState::LabelSent, ItemState::OnTheWay])
                || thing.items.iter().any(|item| item.replacement.is_some())
        }
        Verb::Inspect => any(&[ItemState::Received]),
        Verb::Finish => any(&[ItemState::Received, ItemState::Inspected]),
        Verb::ShipReplacement => thing.items.iter().any(|item| item.replacement.is_some_and(Replacement::is_owed)),
        Verb::Refer | Verb::TakeBack => true,
    };
    if in_state && !is_over(request) { Ok(()) } else { Err(Refusal::Not(request.state)) }
}

fn is_over(request: &Request) -> bool {
    matches!(request.state, State::Withdrawn | State::Declined | State::Closed)
}

/// Whether the actor may import serial numbers: the vendor's for everybody, a partner's askers and a distributor's agents for their own.
///
/// # Errors
/// The reason why not.
pub fn can_import(actor: &Actor) -> Result<(), Refusal> {
    if actor.is_partner() {
        of_a_partner(actor, ASKERS)
    } else if actor.is(Role::Agent) {
        Ok(())
    } else {
        of_the_vendor(actor, IMPORTERS)
    }
}

/// Whether the actor may look serial numbers up: whoever of a partner asks, and whoever of the vendor sees returns.
///
/// # Errors
/// The reason why not.
pub fn can_look_up(actor: &Actor) -> Result<(), Refusal> {
    if actor.is_vendor() {
        return of_the_vendor(actor, crate::requests::team::team(crate::requests::Kind::Return).readers);
    }
    of_a_partner(actor, ASKERS)
}
