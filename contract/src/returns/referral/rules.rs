//! Who may hand a return over, and what goes out with it.

use super::{
    super::{Item, ItemState, Return},
    Refer, Referral, Shared, SharedDevice, SharedFile, SharedRecipient,
};
use crate::{
    attachments::Attachment,
    people::rules::Actor,
    requests::{
        State,
        rules::{DECIDERS, Refusal, of_the_vendor},
    },
};

impl Return {
    /// The referral that waits for somebody.
    #[must_use]
    pub fn referral(&self) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.state.is_open())
    }
}

/// The devices that a distributor can be handed: nobody has a label for them, and none is replaced from the vendor's stock.
pub fn referable(thing: &Return) -> impl Iterator<Item = &Item> {
    thing.items.iter().filter(|item| matches!(item.state, ItemState::Asked | ItemState::Approved) && item.replacement.is_none())
}

/// Whether the actor may hand a return to a distributor: whoever may decide it, while it is the vendor's move, one at a time.
///
/// # Errors
/// The reason why not.
pub fn can_refer(actor: &Actor, thing: &Return) -> Result<(), Refusal> {
    of_the_vendor(actor, DECIDERS)?;
    let state = thing.page.request.state;
    if thing.referral().is_some() {
        return Err(Refusal::Referred);
    }
    let movable = matches!(state, State::Submitted | State::Approved) && referable(thing).next().is_some();
    if movable { Ok(()) } else { Err(Refusal::Not(state)) }
}

/// Whether the actor may take a return back from a distributor, or a proposal from the requester.
///
/// # Errors
/// The reason why not.
pub fn can_take_back(actor: &Actor, thing: &Return) -> Result<(), Refusal> {
    of_the_vendor(actor, DECIDERS)?;
    if thing.referral().is_some() { Ok(()) } else { Err(Refusal::Not(thing.page.request.state)) }
}

/// Whether the vendor may do itself what a distributor could be doing.
///
/// # Errors
/// It has to be taken back first.
pub fn not_referred(thing: &Return) -> Result<(), Refusal> {
    if thing.referral().is_some_and(|referral| referral.state.is_theirs()) { Err(Refusal::Referred) } else { Ok(()) }
}

/// Whether the requester has to agree before anything goes to this distributor.
#[must_use]
pub fn needs_consent(thing: &Return, distributor_id: &str, with_recipient: bool) -> bool {
    with_recipient || thing.bought_from.as_ref().is_none_or(|named| named.id != distributor_id)
}

/// The return's pictures: what else is attached does not go out.
pub fn pictures(thing: &Return) -> impl Iterator<Item = &Attachment> {
    thing.page.attachments.iter().filter(|file| file.media_type.starts_with("image/"))
}

/// What a checked referral brings to the distributor.
#[must_use]
pub fn shared(refer: &Refer, thing: &Return) -> Shared {
    let device = |item: &Item| SharedDevice {
        item_id: item.id.clone(),
        serial: item.serial.clone(),
        product: item.device.as_ref().map_or(&item.product, |device| &device.product).clone(),
        fault: item.fault.clone(),
        accessories: item.accessories.clone(),
        checklist: item.checklist.clone(),
    };
    let recipient = thing.recipients.first().filter(|_| refer.with_recipient);
    Shared {
        partner: thing.page.request.partner.name.clone(),
        reason: thing.reason,
        description: thing.description.clone(),
        holds_data: thing.holds_data,
        devices: referable(thing).map(device).collect(),
        files: pictures(thing)
            .filter(|file| refer.file_ids.contains(&file.id))
            .map(|file| SharedFile { id: file.id.clone(), name: file.name.clone() })
            .collect(),
        note: refer.note.clone(),
        recipient: recipient.map(|to| SharedRecipient {
            name: to.name.clone(),
            organisation: to.organisation.clone(),
            address: to.address.clone(),
        }),
    }
}
