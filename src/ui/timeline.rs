//! What happened, oldest first: messages and events in one list.

use super::el::{El, div, el, p, span};

/// One entry.
pub(crate) struct Entry {
    /// The element's id, so that it can be linked to.
    pub id: String,
    /// When, for a person.
    pub when: String,
    /// What happened, in a sentence.
    pub what: String,
    /// What somebody wrote.
    pub text: Option<String>,
    /// `event`, `message`, `own` (a message of whoever reads), `note` (internal), `late`, `good`: how it looks.
    pub look: &'static str,
    /// A word beside the sentence, for internal notes.
    pub mark: Option<&'static str>,
}

/// The list.
#[must_use]
pub(crate) fn timeline(label: &str, entries: impl Iterator<Item = Entry>) -> El {
    el("ol").class("timeline").attr("aria-label", label).child(entries.map(entry).collect::<Vec<_>>())
}

fn entry(entry: Entry) -> El {
    let head = div("timeline-head").child(span("timeline-what", &entry.what)).child(entry.mark.map(|mark| span("mark", mark)));
    let head = head.child(el("time").child(entry.when));
    el("li").id(&entry.id).attr("data-look", entry.look).child(head).child(entry.text.map(|text| p("timeline-text", &text)))
}
