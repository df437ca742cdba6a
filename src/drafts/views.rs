//! What a person sees of their draft: how safe it is, and the choice between two versions.

use std::rc::Rc;

use eyelevel_contract::drafts::Draft as Row;
use eyelevel_texts::drafts as t;

use super::{Describe, Draft, Safety};
use crate::ui::reactive::{Get, GetUntracked};
use crate::{
    i18n::{lang, time, timestamp},
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, p, text},
    },
};

impl Draft {
    /// “Saved 10:42”, “Not saved yet”.
    pub(crate) fn line(self) -> El {
        let words = move || match self.safety() {
            Safety::Empty => String::new(),
            Safety::HereOnly => t::not_yet(lang()).to_owned(),
            Safety::Saved(at) => t::saved(lang(), time(at)),
            Safety::TwoVersions => t::two_versions(lang()).to_owned(),
        };
        el("p").class("small muted").attr("role", "status").child(text(words))
    }

    /// Both versions, where there are two: what differs, and which to go on with. `fill` gets the body that the form is to be filled with.
    pub(crate) fn choice(self, describe: Describe, fill: impl Fn(&str) + 'static) -> impl Child {
        let fill: Rc<dyn Fn(&str)> = Rc::new(fill);
        dynamic(move || match self.theirs.get() {
            Some(theirs) => self.both(&theirs, describe, Rc::clone(&fill)),
            None => nothing(),
        })
    }

    fn both(self, theirs: &Row, describe: Describe, fill: Rc<dyn Fn(&str)>) -> El {
        let ours = describe(&self.body.get_untracked());
        let others = describe(&theirs.body);
        let side = |title: String, these: &[(String, String)], those: &[(String, String)], button: El| {
            let different = these.iter().filter(|pair| !those.contains(pair));
            let facts = different.map(|(name, value)| [el("dt").child(name.as_str()), el("dd").class("pre").child(value.as_str())]);
            div("card")
                .child(el("strong").child(title))
                .child(el("dl").class("facts").child(facts.collect::<Vec<_>>()))
                .child(div("buttons").child(button))
        };
        let kept = theirs.clone();
        let keep = button::secondary(t::keep_this(lang())).on("click", move |_| self.keep_ours(&kept));
        let taken = theirs.clone();
        let take = button::secondary(t::take_that(lang())).on("click", move |_| fill(&self.take_theirs(&taken)));
        let here = side(t::here(lang()).to_owned(), &ours, &others, keep);
        let there = side(t::there(lang(), timestamp(theirs.updated_at)), &others, &ours, take);
        let head = p("", t::two_versions_why(lang()));
        div("notice").attr("data-tone", "owed").attr("role", "alert").child(head).child(div("fields").child(here).child(there))
    }
}
