//! Who may do what with keys, what is issued without a human, and to whom a key may go.

use super::{Consent, Host, Installation, Intent, KnownIssue, Product, ProofRecord, RecipientChange, Version};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    people::{Role, rules::Actor},
    requests::{
        Request, State,
        rules::{Action, Refusal, can, of_a_partner, of_the_vendor},
    },
};

/// Who makes keys by hand, sends them and is told of stopped ones.
pub const ISSUERS: &[Role] = &[Role::Support, Role::Approver, Role::Lead];
/// Who writes down and publishes known issues.
pub const REPORTERS: &[Role] = &[Role::Support, Role::Lead, Role::Admin];
/// Who takes keys back.
pub const REVOKERS: &[Role] = &[Role::Lead, Role::Admin];
/// Who keeps products, pools and the key ring.
pub const KEEPERS: &[Role] = &[Role::Admin];
/// Who of the vendor corrects installations.
pub const CORRECTORS: &[Role] = &[Role::Support, Role::Admin];
/// Who of a partner asks for keys and keeps installations.
pub const ASKERS: &[Role] = crate::people::rules::ASKERS;

/// Whether the actor may make a key by hand, or send one. The gate looks at it all the same.
///
/// # Errors
/// The missing right.
pub fn can_issue(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, ISSUERS)
}

/// Whether the actor may keep products, pools and the key ring.
///
/// # Errors
/// The missing right.
pub fn can_keep_products(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, KEEPERS)
}

/// Whether the actor may write down and publish known issues.
///
/// # Errors
/// The missing right.
pub fn can_report(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, REPORTERS)
}

/// Whether the actor may keep installations of that partner's customers.
///
/// # Errors
/// The missing right.
pub fn can_keep_installations(actor: &Actor, partner_id: &str) -> Result<(), Refusal> {
    if actor.is_vendor() {
        return of_the_vendor(actor, CORRECTORS);
    }
    if actor.organisation_id == partner_id { of_a_partner(actor, ASKERS) } else { Err(Refusal::PartnerOnly) }
}

/// Whether the actor may see installations of that partner's customers at all: the vendor's only by those who issue or correct.
#[must_use]
pub fn may_see_installations(actor: &Actor, partner_id: &str) -> bool {
    if actor.is_vendor() {
        return actor.is_any(ISSUERS) || actor.is_any(CORRECTORS) || actor.is(Role::Auditor);
    }
    actor.is_partner() && actor.organisation_id == partner_id && actor.is_any(ASKERS)
}

/// Whether the actor, who may see the request, may see the key itself. Others see its proof.
#[must_use]
pub fn may_see_key(actor: &Actor) -> bool {
    actor.is_partner() || actor.is_vendor() && actor.is_any(ISSUERS)
}

/// Whether the actor may see a known issue: the vendor each, everybody else published ones.
#[must_use]
pub fn may_see_known_issue(actor: &Actor, issue: &KnownIssue) -> bool {
    actor.is_vendor() || issue.published_at.is_some()
}

/// Whether the actor may agree to other recipients: the requester, a cover whom they named, or the partner's owner.
///
/// # Errors
/// The missing right.
pub fn can_agree(actor: &Actor, request: &Request, covers: &[Id]) -> Result<(), Refusal> {
    if !actor.is_partner() || actor.organisation_id != request.partner.id {
        Err(Refusal::PartnerOnly)
    } else if actor.id == request.requester.id || actor.is(Role::Owner) || covers.contains(&actor.id) {
        Ok(())
    } else {
        Err(Refusal::NeedsRequester)
    }
}

/// How these recipients differ from the pinned ones without anybody's having agreed; nothing: the key may go out.
///
/// Leaving somebody out counts like adding somebody: in the first story the key went to the customer only. Who is left out by agreement is as
/// if they were not pinned, and gets nothing any more.
#[must_use]
pub fn unagreed(pinned: &[Id], to: &[Id], consents: &[Consent]) -> Vec<(RecipientChange, Id)> {
    let agreed =
        |change, id: &Id| consents.iter().any(|c| c.agreed == Some(true) && c.change == change && c.recipient_id.as_ref() == Some(id));
    let is_left_out = |id: &Id| agreed(RecipientChange::LeftOut, id);
    let added = to.iter().filter(|id| is_left_out(id) || !pinned.contains(id) && !agreed(RecipientChange::Added, id));
    let left_out = pinned.iter().filter(|id| !to.contains(id) && !is_left_out(id));
    added.map(|id| (RecipientChange::Added, id.clone())).chain(left_out.map(|id| (RecipientChange::LeftOut, id.clone()))).collect()
}

/// Whether a key may go to exactly these recipients.
///
/// # Errors
/// If somebody is added or left out without consent; [`unagreed`] says who.
pub fn can_send(actor: &Actor, pinned: &[Id], to: &[Id], consents: &[Consent]) -> Result<(), Refusal> {
    can_issue(actor)?;
    if unagreed(pinned, to, consents).is_empty() { Ok(()) } else { Err(Refusal::NeedsConsent) }
}

/// Whether the actor may take a key back.
///
/// # Errors
/// The missing right.
pub fn can_revoke(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, REVOKERS)
}

/// Whether a key of this request may be made or sent now: it is approved, or a key of it is on its way already.
///
/// # Errors
/// The missing right; the state that does not allow it.
pub fn can_issue_for(actor: &Actor, request: &Request) -> Result<(), Refusal> {
    can_issue(actor)?;
    if matches!(request.state, State::Approved | State::Shipped) { Ok(()) } else { Err(Refusal::Not(request.state)) }
}

/// Whether the actor may say that it runs: who asked, or the partner's owner, once a key was sent.
///
/// # Errors
/// The missing right; the state that does not allow it.
pub fn can_confirm(actor: &Actor, request: &Request) -> Result<(), Refusal> {
    can_agree(actor, request, &[])?;
    if request.state == State::Shipped { Ok(()) } else { Err(Refusal::Not(request.state)) }
}

/// Whether the actor may write down what came of a call or a session: whoever takes part in the thread.
///
/// # Errors
/// The missing right.
pub fn can_note_contact(actor: &Actor, request: &Request) -> Result<(), Refusal> {
    can(actor, Action::Write, request)
}

/// Whether a refused key is the vendor's fault: it was issued for just this version on this host, it arrived unharmed, it is neither over nor
/// taken back, and the program refuses it all the same.
#[must_use]
pub fn is_vendors_fault(issued: &ProofRecord, wanted: &Version, host: Option<&Host>, unharmed: bool, revoked: bool, now: Millis) -> bool {
    let same = issued.version == *wanted && issued.host.as_ref() == host;
    same && unharmed && !revoked && issued.expires.is_none_or(|at| now < at)
}

words! {
    /// Why a key is not issued at once, without a human.
    NeedsPerson {
        /// Nothing is installed yet, so nothing is covered.
        NotInstalled = "not_installed",
        /// There is no maintenance contract.
        NoContract = "no_contract",
        /// The contract has ended.
        ContractEnded = "contract_ended",
        /// Another edition than the contract's.
        OtherEdition = "other_edition",
        /// More than the contract counts.
        MoreCapacity = "more_capacity",
        /// The product has no keys for that version.
        NoRule = "no_rule",
        /// This customer has tried it before.
        TriedBefore = "tried_before",
        /// This year's bridging keys are used up.
        BridgesUsedUp = "bridges_used_up",
        /// The key that the program refuses is right by every check: another one like it would not help.
        VendorFault = "vendor_fault",
    }
}

/// What somebody asks a key for.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a> {
    /// What for.
    pub intent: Intent,
    /// Which edition, by id.
    pub edition_id: &'a str,
    /// Which version.
    pub version: &'a Version,
    /// On which host.
    pub host: Option<&'a Host>,
    /// How much it counts; none: the product counts nothing.
    pub capacity: Option<i64>,
    /// How many trials of the product this customer has had.
    pub trials: i64,
}

/// Whether a key is issued at once, without a human: the contract covers it. A bridging key asks for no contract, but is for no more than what
/// runs there; how many there are says their own policy ([`super::bridge()`]).
///
/// # Errors
/// Why a person has to look.
pub fn at_once(choice: &Choice<'_>, product: &Product, installation: Option<&Installation>, today: Date) -> Result<(), NeedsPerson> {
    if product.rule_for(choice.version).is_none() {
        return Err(NeedsPerson::NoRule);
    }
    match choice.intent {
        Intent::Trial if choice.trials > 0 => return Err(NeedsPerson::TriedBefore),
        Intent::Trial => return Ok(()),
        Intent::New => return Err(NeedsPerson::NotInstalled),
        Intent::Renew | Intent::Upgrade | Intent::Move | Intent::Bridge | Intent::Rejected => {}
    }
    let installation = installation.ok_or(NeedsPerson::NotInstalled)?;
    if choice.intent != Intent::Bridge && installation.contract_until.ok_or(NeedsPerson::NoContract)? < today {
        Err(NeedsPerson::ContractEnded)
    } else if installation.edition.id != choice.edition_id {
        Err(NeedsPerson::OtherEdition)
    } else {
        match (choice.capacity, installation.capacity) {
            (None, None) => Ok(()),
            (Some(wanted), Some(covered)) if wanted <= covered => Ok(()),
            _ => Err(NeedsPerson::MoreCapacity),
        }
    }
}

/// Known issues that touch a version, the oldest first; for who asks, before anybody sends anything.
#[must_use]
pub fn touching<'a>(issues: &'a [KnownIssue], product_id: &str, version: &Version) -> Vec<&'a KnownIssue> {
    let touches = |issue: &KnownIssue| issue.is_of(product_id) && issue.published_at.is_some() && touches(issue, version);
    let mut found: Vec<_> = issues.iter().filter(|issue| touches(issue)).collect();
    found.sort_by_key(|issue| issue.known_since);
    found
}

/// Whether a known issue touches a version: it lies in the affected range, and it is not mended in it.
#[must_use]
pub fn touches(issue: &KnownIssue, version: &Version) -> bool {
    issue.affected.as_ref().is_some_and(|affected| affected.covers(version)) && issue.fixed_in.as_ref().is_none_or(|fixed| version < fixed)
}
