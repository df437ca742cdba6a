use eyelevel_contract::webhooks::{Sending, SendingFault, SendingState, Topic, WebhookState};
use eyelevel_texts::hooks_page as t;

use crate::{i18n::lang, ui::status::Tone};

/// What a topic is called.
pub(super) fn topic(topic: Topic) -> &'static str {
    let words = match topic {
        Topic::Requests => t::topic_requests,
        Topic::Thread => t::topic_thread,
        Topic::Decisions => t::topic_decisions,
        Topic::Promises => t::topic_promises,
        Topic::Owners => t::topic_owners,
        Topic::Deliveries => t::topic_deliveries,
        Topic::Loans => t::topic_loans,
        Topic::Keys => t::topic_keys,
        Topic::Returns => t::topic_returns,
    };
    words(lang())
}

/// How a webhook is.
pub(super) fn state(state: WebhookState) -> (Tone, &'static str) {
    match state {
        WebhookState::Active => (Tone::Good, t::active(lang())),
        WebhookState::Paused => (Tone::Calm, t::paused(lang())),
        WebhookState::Failing => (Tone::Late, t::failing(lang())),
        WebhookState::Gone => (Tone::Late, t::gone(lang())),
    }
}

/// How it is with something that is sent.
pub(super) fn sending(sending: &Sending) -> (Tone, &'static str) {
    match sending.state {
        SendingState::Waiting if sending.fault.is_some() => (Tone::Owed, t::sent_waiting(lang())),
        SendingState::Waiting => (Tone::Calm, t::sent_waiting(lang())),
        SendingState::Delivered => (Tone::Good, t::sent_delivered(lang())),
        SendingState::GivenUp => (Tone::Late, t::sent_given_up(lang())),
        SendingState::Withheld => (Tone::Calm, t::sent_withheld(lang())),
    }
}

/// Why something did not arrive.
pub(super) fn fault(fault: SendingFault) -> &'static str {
    let words = match fault {
        SendingFault::NoSuchHost => t::fault_no_such_host,
        SendingFault::NotPublic => t::fault_not_public,
        SendingFault::Unreachable => t::fault_unreachable,
        SendingFault::Untrusted => t::fault_untrusted,
        SendingFault::TimedOut => t::fault_timed_out,
        SendingFault::Garbled => t::fault_garbled,
        SendingFault::Redirected => t::fault_redirected,
        SendingFault::Refused => t::fault_refused,
        SendingFault::Unsigned => t::fault_unsigned,
        SendingFault::Gone => t::fault_gone,
    };
    words(lang())
}

/// What was answered, and how long that took; or why nothing was.
pub(super) fn answer(sending: &Sending) -> String {
    let answered = sending.code.zip(sending.duration).map(|(code, ms)| t::answered(lang(), code, ms));
    match (answered, sending.fault.map(fault)) {
        (Some(answered), None) => answered,
        (Some(answered), Some(why)) => [&answered, ": ", why].concat(),
        (None, Some(why)) => why.to_owned(),
        (None, None) => String::new(),
    }
}
