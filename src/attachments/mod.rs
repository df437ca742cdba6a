//! Files on their way to the server, each with its progress.

mod pieces;

use std::rc::Rc;

use eyelevel_contract::attachments::{ALLOWED, MAX_BYTES, MAX_VIDEO_BYTES, PATH, VIDEOS};
use eyelevel_texts::{attachments as t, ui as tu};
use web_sys::{File, FileList, FormData};

use crate::ui::reactive::{Get, RwSignal, Set};
use crate::{
    client,
    i18n::lang,
    task,
    ui::{
        button,
        el::{El, div, dynamic, el, span},
        failure::Failure,
        file_zone::FileZone,
        files,
    },
    upload::{Body, Upload},
};

/// What is done with an id, once there is one.
pub(crate) type WithId = Box<dyn FnOnce(String)>;

/// What gets the file.
#[derive(Clone)]
pub(crate) enum Owner {
    /// A request.
    Request(String),
    /// A draft; it begins to exist, if need be, before the first file, and says its id.
    Draft(Rc<dyn Fn(WithId)>),
}

/// A button, and a place to drop files onto. What arrives is told to `changed`; what fails stays, with its reason and another try.
#[must_use]
pub(crate) fn uploader(owner: Owner, changed: Rc<dyn Fn()>) -> El {
    let endings =
        ALLOWED.iter().chain(VIDEOS).flat_map(|(_, endings)| endings.iter().map(|e| [".", e].concat())).collect::<Vec<_>>().join(",");
    let list = el("ul").class("files");
    let place = list.node().clone();
    let take = move |chosen: FileList| {
        for file in (0..chosen.length()).filter_map(|i| chosen.get(i)) {
            let row = sending(file, owner.clone(), Rc::clone(&changed));
            let _ = place.append_child(row.node());
            // It removes itself when it has arrived.
            core::mem::forget(row);
        }
    };
    let zone = FileZone { label: t::add(lang()), class: "button quiet", hint: t::hint(lang()), accept: &endings, multiple: true };
    zone.view(take, list)
}

/// A file on its way.
fn sending(file: File, owner: Owner, changed: Rc<dyn Fn()>) -> El {
    let progress = RwSignal::new(0u32);
    // What is wrong, and whether another try may help.
    let failed = RwSignal::new((String::new(), true));
    let row = el("li").child(span("", &file.name()));
    #[expect(clippy::cast_possible_truncation, reason = "a size in whole bytes")]
    let bytes = file.size() as i64;
    let node = row.node().clone();
    let send = {
        let node = node.clone();
        Rc::new(move || {
            let most = if is_video(&file) { MAX_VIDEO_BYTES } else { MAX_BYTES };
            if u64::try_from(bytes).unwrap_or(0) > most {
                failed.set((t::too_large(lang(), files::size(i64::try_from(most).unwrap_or(0))), false));
                return;
            }
            failed.set((String::new(), true));
            let (file, changed, node) = (file.clone(), Rc::clone(&changed), node.clone());
            let go = move |field: &'static str, id: String| {
                task::spawn(async move {
                    match upload(field, &id, &file, progress).await {
                        Ok(()) => {
                            node.remove();
                            changed();
                        }
                        Err(words) => failed.set((words, true)),
                    }
                });
            };
            match &owner {
                Owner::Request(id) => go("request_id", id.clone()),
                Owner::Draft(ensure) => ensure(Box::new(move |id| go("draft_id", id))),
            }
        })
    };
    send();
    let remove = button::quiet(t::remove(lang())).class("button quiet small").on("click", move |_| node.remove());
    row.child(dynamic(move || {
        let (words, may_help) = failed.get();
        if !words.is_empty() {
            let row = div("row").child(span("field-error", &words));
            if !may_help {
                return row;
            }
            let send = Rc::clone(&send);
            return row.child(button::quiet(tu::try_again(lang())).class("button quiet small").on("click", move |_| send()));
        }
        let done = progress.get().to_string();
        el("progress").attr("max", "100").attr("value", &done).attr("aria-label", t::sending(lang()))
    }))
    .child(remove)
}

/// Files of this size come in pieces.
const LARGE: f64 = 8_000_000.0;

fn is_video(file: &File) -> bool {
    file.type_().starts_with("video/")
}

async fn upload(field: &str, id: &str, file: &File, progress: RwSignal<u32>) -> Result<(), String> {
    let sent = if is_video(file) || file.size() > LARGE && !file.type_().starts_with("image/") {
        pieces::send(field, id, file, progress).await
    } else {
        at_once(field, id, file, progress).await
    };
    sent.map_err(|failure| match &failure {
        Failure::Refused(refused) if !refused.errors.is_empty() => {
            refused.errors.iter().map(|(_, sentences)| sentences.join(" ")).collect::<Vec<_>>().join(" ")
        }
        other => other.words(),
    })
}

async fn at_once(field: &str, id: &str, file: &File, progress: RwSignal<u32>) -> Result<(), Failure> {
    let form = FormData::new().map_err(|_| Failure::Unreadable)?;
    // The owner first: the server wants to know it before it reads the file.
    let filled = form.append_with_str(field, id).and_then(|()| form.append_with_blob_and_filename("file", file, &file.name()));
    filled.map_err(|_| Failure::Unreadable)?;
    let upload = Upload::new().ok_or(Failure::Unreadable)?;
    upload.send(PATH, Body::Form(form), &client::new_key(), move |hundredths| progress.set(hundredths)).await.map(drop)
}
