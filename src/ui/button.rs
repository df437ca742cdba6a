//! Buttons. One primary action a page; everything else is secondary or quiet.

use core::cell::Cell;

use eyelevel_contract::requests::rules::Refusal;
use eyelevel_texts::words;

use super::el::{El, el, span};
use crate::i18n::lang;

fn button(class: &str, label: &str) -> El {
    el("button").attr("type", "button").class(class).child(label)
}

/// The page's one main action.
#[must_use]
pub(crate) fn primary(label: &str) -> El {
    button("button primary", label)
}

/// Another action.
#[must_use]
pub(crate) fn secondary(label: &str) -> El {
    button("button", label)
}

/// An action that stays in the background.
#[must_use]
pub(crate) fn quiet(label: &str) -> El {
    button("button quiet", label)
}

/// Sends the form it stands in.
#[must_use]
pub(crate) fn submit(label: &str) -> El {
    button("button primary", label).attr("type", "submit")
}

/// A link that looks like a button; `class` as for buttons: `button`, `button primary`, `button quiet`.
#[must_use]
pub(crate) fn link(class: &str, href: &str, label: &str) -> El {
    el("a").class(class).attr("href", href).child(label)
}

/// A number that no other element of the page has, for ids.
#[must_use]
pub(crate) fn unique() -> u32 {
    thread_local! { static LAST: Cell<u32> = const { Cell::new(0) }; }
    LAST.set(LAST.get() + 1);
    LAST.get()
}

/// Why something can't be done, for [`explained`]; nothing where it can.
#[must_use]
pub(crate) fn why(can: Result<(), Refusal>) -> Option<String> {
    can.err().map(|refusal| words::refusal(lang(), &refusal))
}

/// A button that does `act`, or, when that is not possible, stays reachable by keyboard and says why (`why`: a sentence).
#[must_use]
pub(crate) fn explained(button: El, why: Option<String>, act: impl Fn() + 'static) -> El {
    match why {
        Some(why) => refused(button, &why),
        None => button.on("click", move |_| act()),
    }
}

#[inline(never)]
fn refused(button: El, why: &str) -> El {
    let id = ["why-", &unique().to_string()].concat();
    let button = button.attr("aria-disabled", "true").attr("title", why).attr("aria-describedby", &id);
    el("span").class("explained").child(button).child(span("visually-hidden", why).id(&id))
}
