//! An answer that the vendor owes to what the partner wrote, on the request's page.

use std::rc::Rc;

use eyelevel_contract::{business_time::Open, requests::rules::Action};
use eyelevel_texts::requests as t;

use super::{
    actions::{Shown, action, no_reply},
    promise,
};
use crate::{
    i18n::{lang, moment},
    ui::{
        button,
        el::{El, div, dynamic, el, p},
    },
};

/// Since when the partner waits, who answers by when; and the vendor's way to say that nothing has to be answered.
#[must_use]
pub(super) fn notice(shown: &Shown, open: &[Open]) -> Option<El> {
    let reply = shown.request.reply.clone()?;
    let since = t::reply_since(lang(), moment(reply.since));
    let needless = action(shown, Action::NoReply, button::quiet(t::no_reply(lang())).class("button quiet small"), no_reply);
    let (request, open) = (Rc::clone(&shown.request), open.to_vec());
    let said = dynamic(move || {
        let line = promise::replies(&request, &reply, &open);
        let head = el("strong").child(since.as_str());
        div("notice stack tight").attr("data-tone", line.tone.word()).child(head).child(p("", &line.sentence()))
    });
    Some(div("stack tight").child(said).child(needless.map(|button| div("buttons").child(button))))
}
