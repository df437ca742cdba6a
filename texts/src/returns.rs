//! Sentences for the closed sets of words of returns.

use eyelevel_contract::{
    checklist::Tried,
    lang::Lang,
    returns::{Finding, ItemState, Knowledge, Payer, Postage, PostageRule, Reason, ReferralState, Replacement},
};

use crate::return_words as t;

/// Why something comes back.
#[must_use]
pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::DeadOnArrival => t::dead_on_arrival(lang),
        Reason::Warranty => t::warranty(lang),
        Reason::LoanReturn => t::loan_return(lang),
        Reason::WrongDelivery => t::wrong_delivery(lang),
    }
}

/// Where a device stands.
#[must_use]
pub fn state(lang: Lang, state: ItemState) -> &'static str {
    match state {
        ItemState::Asked => t::asked(lang),
        ItemState::Approved => t::approved(lang),
        ItemState::Declined => t::declined(lang),
        ItemState::LabelSent => t::label_sent(lang),
        ItemState::OnTheWay => t::on_the_way(lang),
        ItemState::Received => t::item_received(lang),
        ItemState::Inspected => t::inspected(lang),
        ItemState::Done => t::item_done(lang),
    }
}

/// What came of a step that often helps.
#[must_use]
pub fn tried(lang: Lang, tried: Tried) -> &'static str {
    match tried {
        Tried::Yes => t::tried_yes(lang),
        Tried::No => t::tried_no(lang),
        Tried::NotTried => t::not_tried(lang),
    }
}

/// What was found.
#[must_use]
pub fn finding(lang: Lang, finding: Finding) -> &'static str {
    match finding {
        Finding::Confirmed => t::confirmed(lang),
        Finding::NoFault => t::no_fault(lang),
        Finding::Damaged => t::damaged(lang),
        Finding::WrongDevice => t::wrong_device(lang),
    }
}

/// Where the piece is that replaces a device.
#[must_use]
pub fn replacement(lang: Lang, replacement: Replacement) -> &'static str {
    match replacement {
        Replacement::SetAside => t::set_aside(lang),
        Replacement::Awaited => t::awaited(lang),
        Replacement::Sent => t::replacement_sent(lang),
    }
}

/// Where a referral stands.
#[must_use]
pub fn referral(lang: Lang, state: ReferralState) -> &'static str {
    match state {
        ReferralState::Proposed => t::referral_proposed(lang),
        ReferralState::Refused => t::referral_refused(lang),
        ReferralState::Handed => t::referral_handed(lang),
        ReferralState::Taken => t::referral_taken(lang),
        ReferralState::Needs => t::referral_needs(lang),
        ReferralState::NotCovered => t::referral_not_covered(lang),
        ReferralState::Done => t::referral_done(lang),
        ReferralState::TakenBack => t::referral_taken_back(lang),
    }
}

/// Whether we know a serial number.
#[must_use]
pub fn knowledge(lang: Lang, knowledge: Knowledge) -> &'static str {
    match knowledge {
        Knowledge::Known => t::known(lang),
        Knowledge::Near => t::near(lang),
        Knowledge::Unknown => t::unknown(lang),
    }
}

/// Who pays the way back, and why, in a sentence; `partner`: the reader is of the partner.
#[must_use]
pub fn postage(lang: Lang, postage: Postage, vendor: &str, partner: bool) -> String {
    let who = match postage.payer {
        Payer::Vendor => t::paid_by_vendor(lang, vendor),
        Payer::Partner if partner => t::paid_by_partner(lang).to_owned(),
        Payer::Partner => t::paid_by_partner_them(lang).to_owned(),
        Payer::AfterCheck => t::paid_after_check(lang).to_owned(),
    };
    let why = match postage.because {
        PostageRule::OurMistake => t::our_mistake(lang),
        PostageRule::WithinDeadOnArrival => t::within_dead_on_arrival(lang),
        PostageRule::WithinWarranty => t::within_warranty(lang),
        PostageRule::WarrantyOver => t::warranty_over(lang),
        PostageRule::LoanEnds => t::loan_ends(lang),
        PostageRule::NotKnownYet => t::not_known_yet(lang),
        PostageRule::Accepted => t::accepted_unknown(lang),
    };
    t::postage(lang, who, why)
}
