//! What can be said of a key, in words: one sentence for what it is, one for what to do. The check page, the command line and mails ask here.

use eyelevel_contract::{
    ids::Millis,
    lang::Lang,
    licences::{Cut, Host, Mismatch, Repair, Unproven, Verdict, VersionRange},
};

use crate::key_check as t;

/// What was found, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// A headline, without a full stop.
    pub what: String,
    /// A sentence.
    pub next: String,
}

fn said(what: impl Into<String>, next: impl Into<String>) -> Said {
    Said { what: what.into(), next: next.into() }
}

/// A verdict. `moment` writes instants as the reader is used to.
#[must_use]
pub fn verdict(lang: Lang, verdict: &Verdict, moment: &dyn Fn(Millis) -> String) -> Said {
    match verdict {
        Verdict::Good => said(t::good(lang), t::good_next(lang)),
        Verdict::Nothing => said(t::nothing(lang), t::nothing_next(lang)),
        Verdict::TooLong => said(t::too_long(lang), t::too_long_next(lang)),
        Verdict::NotAKey => said(t::not_a_key(lang), t::not_a_key_next(lang)),
        Verdict::Truncated { cut, missing } => said(cut_off(lang, *cut, *missing), t::cut_next(lang)),
        Verdict::Damaged => said(t::damaged(lang), t::damaged_next(lang)),
        Verdict::OtherAlgorithm { algorithm } => said(t::other_algorithm(lang, algorithm), t::other_algorithm_next(lang)),
        Verdict::ReadyMade { versions } => said(t::ready_made(lang, versions), t::ready_made_next(lang)),
        Verdict::FileEnded { at, .. } => said(t::file_ended(lang, moment(*at)), t::file_ended_next(lang)),
        Verdict::Misfit(mismatch) => misfit(lang, mismatch, moment),
    }
}

fn cut_off(lang: Lang, cut: Cut, missing: Option<usize>) -> String {
    match (cut, missing.and_then(|n| i64::try_from(n).ok())) {
        (Cut::Beginning, _) => t::cut_beginning(lang).to_owned(),
        (Cut::Middle, _) => t::cut_middle(lang).to_owned(),
        (Cut::End, None) => t::cut_end(lang).to_owned(),
        (Cut::End, Some(n)) => t::cut_end_missing(lang, n),
    }
}

/// Something that does not fit.
#[must_use]
pub fn misfit(lang: Lang, mismatch: &Mismatch, moment: &dyn Fn(Millis) -> String) -> Said {
    let host = |host: &Option<Host>| host.as_ref().map_or_else(|| t::any_host(lang).to_owned(), ToString::to_string);
    let capacity = |n: &Option<i64>| n.map_or_else(|| t::unlimited(lang).to_owned(), |n| n.to_string());
    match mismatch {
        Mismatch::Form(_) => said(t::not_a_key(lang), t::not_a_key_next(lang)),
        Mismatch::Pattern { wanted } => said(t::pattern(lang, wanted), t::ask_us(lang)),
        Mismatch::NoRule { version } => said(t::no_rule(lang, version), t::no_rule_next(lang)),
        Mismatch::Unproven(unproven) => match unproven {
            Unproven::UnknownSigner { key_id } => said(t::unknown_signer(lang, key_id), t::unknown_signer_next(lang)),
            Unproven::SignerNotInUse { key_id, .. } => said(t::signer_not_in_use(lang, key_id), t::signer_not_in_use_next(lang)),
            Unproven::Signature { .. } => said(t::signature(lang), t::signature_next(lang)),
        },
        Mismatch::Licence { .. } => said(t::licence(lang), t::licence_next(lang)),
        Mismatch::Product { wanted, found } => said(t::product_wrong(lang, found, wanted), t::product_wrong_next(lang, wanted)),
        Mismatch::Edition { wanted, found } => said(t::edition_wrong(lang, found, wanted), t::product_wrong_next(lang, wanted)),
        Mismatch::Version { wanted, covers } => said(t::version_wrong(lang, covers, wanted), t::version_wrong_next(lang, wanted)),
        Mismatch::Host { wanted, found } => said(t::host_wrong(lang, host(found), host(wanted)), t::host_wrong_next(lang)),
        Mismatch::Capacity { wanted, found } => {
            said(t::capacity_wrong(lang, capacity(found), capacity(wanted)), t::capacity_wrong_next(lang))
        }
        Mismatch::NotYetValid { from } => said(t::not_yet_valid(lang, moment(*from)), t::not_yet_valid_next(lang)),
        Mismatch::Expired { at } => said(t::expired(lang, moment(*at)), t::expired_next(lang)),
        Mismatch::Ends { .. } => said(t::ends(lang), t::ask_us(lang)),
    }
}

/// What had happened to it.
#[must_use]
pub fn repair(lang: Lang, repair: Repair) -> &'static str {
    match repair {
        Repair::Wrapped => t::repair_wrapped(lang),
        Repair::Quoted => t::repair_quoted(lang),
        Repair::QuotedPrintable => t::repair_quoted_printable(lang),
        Repair::Encoded => t::repair_encoded(lang),
        Repair::Invisible => t::repair_invisible(lang),
        Repair::Typography => t::repair_typography(lang),
        Repair::Padding => t::repair_padding(lang),
        Repair::Beginning => t::repair_beginning(lang),
    }
}

/// Versions in words: "all versions" rather than the sign for them.
#[must_use]
pub fn versions(lang: Lang, range: &VersionRange) -> String {
    if *range == VersionRange::any() { t::all_versions(lang).to_owned() } else { range.to_string() }
}
