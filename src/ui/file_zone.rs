//! A place for files: a button that opens the browser's own choice of files, and an area to drop them onto.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList, HtmlInputElement};

use super::{
    button::unique,
    el::{Child, El, div, el, span},
};

/// What files are asked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct FileZone<'a> {
    /// The button's label.
    pub(crate) label: &'a str,
    /// The button's class.
    pub(crate) class: &'a str,
    /// What stands beside it.
    pub(crate) hint: &'a str,
    /// Endings and types to choose from; empty: all.
    pub(crate) accept: &'a str,
    /// Whether it may be several.
    pub(crate) multiple: bool,
}

impl FileZone<'_> {
    /// The place; `take` gets what is chosen or dropped, and `below` stands below.
    #[must_use]
    pub(crate) fn view(self, take: impl Fn(FileList) + 'static, below: impl Child) -> El {
        self.zone(Rc::new(take)).child(below)
    }

    #[inline(never)]
    fn zone(self, take: Rc<dyn Fn(FileList)>) -> El {
        let id = ["files-", &unique().to_string()].concat();
        let input = el("input").attr("type", "file").flag("multiple", self.multiple).id(&id).class("visually-hidden");
        let input = if self.accept.is_empty() { input } else { input.attr("accept", self.accept) };
        let node: HtmlInputElement = input.node_as();
        let dropped = Rc::clone(&take);
        let input = input.on("change", move |_| {
            if let Some(files) = node.files() {
                take(files);
            }
            // The same file may be chosen again.
            node.set_value("");
        });
        let label = el("label").attr("for", &id).class(self.class).child(self.label);
        let hint = (!self.hint.is_empty()).then(|| span("field-hint", self.hint));
        let zone = div("upload").child(div("row").child(input).child(label).child(hint));
        let (over, left, out) = (zone.node().clone(), zone.node().clone(), zone.node().clone());
        zone.on("dragover", move |event| {
            event.prevent_default();
            let _ = over.set_attribute("data-over", "");
        })
        .on("dragleave", move |_| drop(left.remove_attribute("data-over")))
        .on("drop", move |event| {
            event.prevent_default();
            let _ = out.remove_attribute("data-over");
            if let Some(files) = event.unchecked_into::<DragEvent>().data_transfer().and_then(|data| data.files()) {
                dropped(files);
            }
        })
    }
}
