//! A key or a licence file that comes as a file.

use std::rc::Rc;

use eyelevel_contract::licences::{TEXT_MAX, file::FILE_MAX};
use eyelevel_texts::key_check as t;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use crate::{
    i18n::lang,
    task,
    ui::{
        button::unique,
        el::{El, div, el},
        reactive::{RwSignal, Set},
    },
};

/// A file instead: chosen, or dropped here. It is read and put into the field; `then` hears of it.
#[must_use]
pub(super) fn zone(text: RwSignal<String>, then: impl Fn() + Clone + 'static) -> El {
    let id = ["key-file-", &unique().to_string()].concat();
    let input = el("input").attr("type", "file").id(&id).class("visually-hidden");
    let node: HtmlInputElement = input.node_as();
    let take = Rc::new(move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            let then = then.clone();
            task::spawn(async move {
                text.set(read(file).await);
                then();
            });
        }
    });
    let dropped = Rc::clone(&take);
    let input = input.on("change", move |_| {
        take(node.files());
        node.set_value("");
    });
    let label = el("label").attr("for", &id).class("button quiet").child(t::choose_file(lang()));
    let zone = div("upload").child(div("row").child(input).child(label));
    zone.on("dragover", |event| event.prevent_default()).on("drop", move |event| {
        event.prevent_default();
        dropped(event.unchecked_into::<DragEvent>().data_transfer().and_then(|data| data.files()));
    })
}

/// A file's text; of a large one so much that it is said to be too long.
async fn read(file: File) -> String {
    const _: () = assert!(FILE_MAX < TEXT_MAX, "a licence file is not too long");
    let most = i32::try_from(TEXT_MAX + 1).unwrap_or(i32::MAX);
    let Ok(part) = file.slice_with_i32_and_i32(0, most) else { return String::new() };
    JsFuture::from(part.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
