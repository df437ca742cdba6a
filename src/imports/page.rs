use super::view::{Importing, view};
use crate::{
    router,
    ui::{
        button,
        el::{El, div, el},
        empty::empty,
    },
};

/// The page of a file: its title, the way back (label and address), why the reader can't (None: they can), what is said before the choice.
#[must_use]
pub(crate) fn page(title: &str, back: Option<(&str, &str)>, why: Option<String>, lead: El, importing: Importing) -> El {
    router::title(title);
    let back = back.map(|(label, href)| button::link("button quiet", href, label));
    let page = div("page import").child(div("page-head").child(el("h1").child(title)).child(back));
    match why {
        Some(why) => page.child(empty(&why, None::<El>)),
        None => page.child(lead).child(view(importing)),
    }
}
