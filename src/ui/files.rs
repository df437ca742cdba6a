//! Files: name, size, and what can be done with them.

use eyelevel_contract::attachments::{self, Attachment};
use eyelevel_texts::ui as t;

use super::el::{Child, El, el, span};
use crate::i18n::lang;

/// A list of files; each name downloads.
#[must_use]
pub(crate) fn list(files: &[Attachment]) -> El {
    el("ul").class("files").child(files.iter().map(|file| item(file, None::<El>)).collect::<Vec<_>>())
}

/// One file, and what stands beside it (a button that removes it).
#[must_use]
pub(crate) fn item(file: &Attachment, beside: impl Child) -> El {
    let name = el("a").attr("href", &attachments::file(&file.id)).attr("download", &file.name).child(file.name.as_str());
    el("li").child(name).child(span("muted", &size(file.bytes))).child(beside)
}

/// `120 kB`, `3 MB`.
#[must_use]
pub(crate) fn size(bytes: i64) -> String {
    if bytes < 1_000_000 { t::kilobytes(lang(), (bytes + 999) / 1_000) } else { t::megabytes(lang(), (bytes + 500_000) / 1_000_000) }
}
