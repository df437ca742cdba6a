//! A key or a licence file that comes as a file.

use eyelevel_contract::licences::{TEXT_MAX, file::FILE_MAX};
use eyelevel_texts::key_check as t;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use crate::{
    i18n::lang,
    task,
    ui::{
        el::El,
        file_zone::FileZone,
        reactive::{RwSignal, Set},
    },
};

/// A file instead: chosen, or dropped here. It is read and put into the field; `then` hears of it.
#[must_use]
pub(super) fn zone(text: RwSignal<String>, then: impl Fn() + Clone + 'static) -> El {
    let take = move |files: FileList| {
        if let Some(file) = files.get(0) {
            let then = then.clone();
            task::spawn(async move {
                text.set(read(file).await);
                then();
            });
        }
    };
    FileZone { label: t::choose_file(lang()), class: "button quiet", ..FileZone::default() }.view(take, None::<El>)
}

/// A file's text; of a large one so much that it is said to be too long.
async fn read(file: File) -> String {
    const _: () = assert!(FILE_MAX < TEXT_MAX, "a licence file is not too long");
    let most = i32::try_from(TEXT_MAX + 1).unwrap_or(i32::MAX);
    let Ok(part) = file.slice_with_i32_and_i32(0, most) else { return String::new() };
    JsFuture::from(part.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
