//! Files on their way to the server, each with its progress.

mod pieces;

use std::rc::Rc;

use eyelevel_contract::{
    attachments::{ALLOWED, Attachment, MAX_BYTES, MAX_VIDEO_BYTES, PATH, VIDEOS},
    json::from_text,
};
use eyelevel_texts::{attachments as t, ui as tu};
use web_sys::{File, FileList, FormData};

use crate::ui::reactive::{Get, RwSignal, Set, Update};
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
    let zone = FileZone { label: t::add(lang()), class: "button quiet", hint: t::hint(lang()), accept: &endings, multiple: true };
    place(zone, Way { owner, only: "", arrived: Rc::new(move |_| changed()), running: RwSignal::new(0) })
}

/// The same for pictures alone, that go to a request and are told one by one; `running` is how many are on their way.
#[must_use]
pub(crate) fn pictures(request_id: &str, label: &str, hint: &str, running: RwSignal<u32>, arrived: impl Fn(Attachment) + 'static) -> El {
    let zone = FileZone { label, class: "button quiet", hint, accept: "image/png,image/jpeg,image/gif,image/webp", multiple: true };
    let arrived = move |answer: &str| {
        if let Some(file) = from_text(answer) {
            arrived(file);
        }
    };
    place(zone, Way { owner: Owner::Request(request_id.to_owned()), only: "image/", arrived: Rc::new(arrived), running })
}

/// Where files go, and who hears of it.
#[derive(Clone)]
struct Way {
    owner: Owner,
    /// What media types begin with that are taken.
    only: &'static str,
    /// Hears the server's answer; nothing of what came in pieces.
    arrived: Rc<dyn Fn(&str)>,
    running: RwSignal<u32>,
}

fn place(zone: FileZone, way: Way) -> El {
    let list = el("ul").class("files");
    let place = list.node().clone();
    let take = move |chosen: FileList| {
        for file in (0..chosen.length()).filter_map(|i| chosen.get(i)) {
            let row = sending(file, way.clone());
            let _ = place.append_child(row.node());
            // It removes itself when it has arrived.
            core::mem::forget(row);
        }
    };
    zone.view(take, list)
}

/// A file on its way.
fn sending(file: File, way: Way) -> El {
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
            if !file.type_().starts_with(way.only) {
                failed.set((t::no_picture(lang()).to_owned(), false));
                return;
            }
            let most = if is_video(&file) { MAX_VIDEO_BYTES } else { MAX_BYTES };
            if u64::try_from(bytes).unwrap_or(0) > most {
                failed.set((t::too_large(lang(), files::size(i64::try_from(most).unwrap_or(0))), false));
                return;
            }
            failed.set((String::new(), true));
            let (file, arrived, running, node) = (file.clone(), Rc::clone(&way.arrived), way.running, node.clone());
            let go = move |field: &'static str, id: String| {
                running.update(|n| *n += 1);
                task::spawn(async move {
                    let sent = upload(field, &id, &file, progress).await;
                    running.update(|n| *n -= 1);
                    match sent {
                        Ok(answer) => {
                            node.remove();
                            arrived(&answer);
                        }
                        Err(words) => failed.set((words, true)),
                    }
                });
            };
            match &way.owner {
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

async fn upload(field: &str, id: &str, file: &File, progress: RwSignal<u32>) -> Result<String, String> {
    let sent = if is_video(file) || file.size() > LARGE && !file.type_().starts_with("image/") {
        pieces::send(field, id, file, progress).await.map(|()| String::new())
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

async fn at_once(field: &str, id: &str, file: &File, progress: RwSignal<u32>) -> Result<String, Failure> {
    let form = FormData::new().map_err(|_| Failure::Unreadable)?;
    // The owner first: the server wants to know it before it reads the file.
    let filled = form.append_with_str(field, id).and_then(|()| form.append_with_blob_and_filename("file", file, &file.name()));
    filled.map_err(|_| Failure::Unreadable)?;
    let upload = Upload::new().ok_or(Failure::Unreadable)?;
    upload.send(PATH, Body::Form(form), &client::new_key(), move |hundredths| progress.set(hundredths)).await
}
