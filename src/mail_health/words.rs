use eyelevel_contract::mail_health::{FailureClass, Finding, Level, Topic, Verdict};
use eyelevel_texts::mail_health as t;

use crate::{i18n::lang, ui::status::Tone};

pub(super) fn class(class: FailureClass) -> &'static str {
    let words = match class {
        FailureClass::Refused => t::class_refused,
        FailureClass::Deferred => t::class_deferred,
        FailureClass::Timeout => t::class_timeout,
        FailureClass::Unreachable => t::class_unreachable,
        FailureClass::Busy => t::class_busy,
        FailureClass::Sender => t::class_sender,
        FailureClass::Auth => t::class_auth,
        FailureClass::Tls => t::class_tls,
        FailureClass::Address => t::class_address,
        FailureClass::Unmade => t::class_unmade,
    };
    words(lang())
}

pub(super) fn topic(topic: Topic) -> &'static str {
    let words = match topic {
        Topic::Spf => t::topic_spf,
        Topic::Dkim => t::topic_dkim,
        Topic::Dmarc => t::topic_dmarc,
        Topic::Mx => t::topic_mx,
        Topic::Ptr => t::topic_ptr,
    };
    words(lang())
}

pub(super) fn level(level: Level) -> (Tone, &'static str) {
    let (tone, words): (_, fn(_) -> _) = match level {
        Level::Good => (Tone::Good, t::level_good),
        Level::Advice => (Tone::Owed, t::level_advice),
        Level::Wrong => (Tone::Late, t::level_wrong),
        Level::Unknown => (Tone::Calm, t::level_unknown),
    };
    (tone, words(lang()))
}

/// What was found, and what to do.
pub(super) fn sentence(finding: &Finding) -> String {
    let (name, detail, lang) = (finding.name.as_str(), finding.detail.as_str(), lang());
    match finding.verdict {
        Verdict::SpfFits => t::spf_fits(lang, name),
        Verdict::SpfMissing => t::spf_missing(lang, name),
        Verdict::SpfSeveral => t::spf_several(lang, name),
        Verdict::SpfUnreadable => t::spf_unreadable(lang, detail),
        Verdict::SpfTooLong => t::spf_too_long(lang).to_owned(),
        Verdict::SpfAnybody => t::spf_anybody(lang, name),
        Verdict::SpfOpen => t::spf_open(lang).to_owned(),
        Verdict::SpfMisses => t::spf_misses(lang, detail, name),
        Verdict::SpfDepends => t::spf_depends(lang, detail),
        Verdict::SpfInside => t::spf_inside(lang, detail),
        Verdict::SpfNoAddress => t::spf_no_address(lang, detail),
        Verdict::DkimFits => t::dkim_fits(lang).to_owned(),
        Verdict::DkimUnnamed => t::dkim_unnamed(lang, name),
        Verdict::DkimMissing => t::dkim_missing(lang, name),
        Verdict::DkimUnreadable => t::dkim_unreadable(lang, name),
        Verdict::DkimRevoked => t::dkim_revoked(lang, name),
        Verdict::DkimShort => t::dkim_short(lang, name),
        Verdict::DkimTest => t::dkim_test(lang, name),
        Verdict::DmarcFits => t::dmarc_fits(lang).to_owned(),
        Verdict::DmarcMissing => t::dmarc_missing(lang, name),
        Verdict::DmarcSeveral => t::dmarc_several(lang, name),
        Verdict::DmarcUnreadable => t::dmarc_unreadable(lang, name),
        Verdict::DmarcWatches => t::dmarc_watches(lang, name),
        Verdict::DmarcApart => t::dmarc_apart(lang, detail),
        Verdict::MxFits => t::mx_fits(lang, name),
        Verdict::MxUnnamed => t::mx_unnamed(lang).to_owned(),
        Verdict::MxMissing => t::mx_missing(lang, name),
        Verdict::MxImplied => t::mx_implied(lang, name),
        Verdict::MxRefused => t::mx_refused(lang, name),
        Verdict::MxNoAddress => t::mx_no_address(lang, detail, name),
        Verdict::PtrMissing => t::ptr_missing(lang, detail, name),
        Verdict::Silence => t::silence(lang, name),
    }
}
