//! Requests for keys in words: what is asked for, why a key was stopped, why a person has to look. Server and portal say the same.

use eyelevel_contract::{
    lang::Lang,
    licences::{Intent, Issuer, MismatchKind, MismatchRecord, StoppedKey, Unmade, rules::NeedsPerson},
};

use crate::licence_words as t;

/// What a key is needed for.
#[must_use]
pub fn intent(lang: Lang, intent: Intent) -> &'static str {
    match intent {
        Intent::Renew => t::renew(lang),
        Intent::Upgrade => t::upgrade(lang),
        Intent::New => t::new(lang),
        Intent::Move => t::move_host(lang),
        Intent::Trial => t::trial(lang),
        Intent::Bridge => t::bridge(lang),
        Intent::Rejected => t::rejected(lang),
    }
}

/// The subject of a request; a trial may be nobody's.
#[must_use]
pub fn subject(lang: Lang, what_for: Intent, product: &str, version: &str, customer: &str) -> String {
    let intent = intent(lang, what_for);
    if customer.is_empty() {
        return t::subject_nobody(lang, intent, product, version);
    }
    t::subject(lang, intent, product, version, customer)
}

/// What is delivered.
#[must_use]
pub fn what(lang: Lang, product: &str, edition: &str, version: &str) -> String {
    t::what(lang, product, edition, version)
}

/// Why a key was stopped, without a full stop: "The generator made a key for 8.x; you asked for 9.1".
#[must_use]
pub fn stopped(lang: Lang, key: &StoppedKey) -> String {
    if let Some(why) = key.unmade {
        return unmade(lang, why).to_owned();
    }
    let who = match (&key.by, key.issuer) {
        (Some(person), _) => person.name.as_str(),
        (None, Issuer::BuiltIn) => t::by_built_in(lang),
        (None, Issuer::Pool) => t::by_pool(lang),
        (None, Issuer::External) => t::by_external(lang),
    };
    // What is plainest first: a key for another version looks different, too.
    let plain = |m: &&MismatchRecord| matches!(m.kind, MismatchKind::Version | MismatchKind::Product | MismatchKind::Edition);
    let worst = key.mismatches.iter().find(plain).or_else(|| key.mismatches.first());
    worst.map_or_else(String::new, |m| mismatch(lang, who, m, &key.wanted.to_string()))
}

fn mismatch(lang: Lang, who: &str, m: &MismatchRecord, version: &str) -> String {
    let (found, wanted) = (m.found.as_deref(), m.wanted.as_deref());
    let host = |host: Option<&str>| host.unwrap_or(t::stopped_any_host(lang)).to_owned();
    let capacity = |n: Option<&str>| n.unwrap_or(t::stopped_unlimited(lang)).to_owned();
    match m.kind {
        MismatchKind::Form => t::stopped_form(lang, who),
        MismatchKind::Pattern => t::stopped_pattern(lang, who, version),
        MismatchKind::NoRule => t::stopped_no_rule(lang, version),
        MismatchKind::UnknownSigner | MismatchKind::SignerNotInUse | MismatchKind::Signature => t::stopped_unproven(lang, who),
        MismatchKind::Licence => t::stopped_licence(lang, who),
        MismatchKind::Product | MismatchKind::Edition => {
            t::stopped_product(lang, who, found.unwrap_or_default(), wanted.unwrap_or_default())
        }
        MismatchKind::Version => t::stopped_version(lang, who, found.unwrap_or_default(), wanted.unwrap_or_default()),
        MismatchKind::Host => t::stopped_host(lang, who, host(found), host(wanted)),
        MismatchKind::Capacity => t::stopped_capacity(lang, who, capacity(found), capacity(wanted)),
        MismatchKind::NotYetValid | MismatchKind::Expired | MismatchKind::Ends => t::stopped_dates(lang, who),
    }
}

/// Why there is no key at all, without a full stop.
#[must_use]
pub fn unmade(lang: Lang, why: Unmade) -> &'static str {
    match why {
        Unmade::NotSetUp => t::unmade_not_set_up(lang),
        Unmade::PoolEmpty => t::unmade_pool_empty(lang),
        Unmade::TimedOut => t::unmade_timed_out(lang),
        Unmade::Failed => t::unmade_failed(lang),
        Unmade::Garbage => t::unmade_garbage(lang),
    }
}

/// Why a person has to look first.
#[must_use]
pub fn needs_person(lang: Lang, why: NeedsPerson) -> &'static str {
    match why {
        NeedsPerson::NotInstalled => t::needs_not_installed(lang),
        NeedsPerson::NoContract => t::needs_no_contract(lang),
        NeedsPerson::ContractEnded => t::needs_contract_ended(lang),
        NeedsPerson::OtherEdition => t::needs_other_edition(lang),
        NeedsPerson::MoreCapacity => t::needs_more_capacity(lang),
        NeedsPerson::NoRule => t::needs_no_rule(lang),
        NeedsPerson::TriedBefore => t::needs_tried_before(lang),
        NeedsPerson::BridgesUsedUp => t::needs_bridges_used_up(lang),
        NeedsPerson::VendorFault => t::needs_vendor_fault(lang),
    }
}
