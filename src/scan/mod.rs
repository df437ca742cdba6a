//! Scanning labels: by the camera, one device after the other, or from a photo of the label. Typing is always there beside it.
//!
//! Pictures never leave the browser: it reads codes itself where it can (`BarcodeDetector`), else the scanner does (`scanner/`), which comes when
//! it is first needed.
//!
//! | module | has |
//! |---|---|
//! | `camera` | the camera, what is in its way, and its pictures |
//! | `picture` | a picture of bearable size, from the camera or a file |
//! | `reader` | what the codes in a picture say |

mod camera;
mod picture;
mod reader;

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use eyelevel_contract::returns::gs1::{self, Label};
use eyelevel_texts::scan as t;
use web_sys::{File, HtmlInputElement};

use self::{camera::Trouble, reader::Reader};
use crate::{
    clock,
    i18n::{day_of, lang},
    task,
    ui::{
        button::unique,
        el::{El, div, dynamic, el, nothing, p},
        reactive::{Flag, GetUntracked, RwSignal, Set, Update},
    },
};

/// Milliseconds between two looks at the camera's picture.
const BREATH: u32 = 120;

/// What became of a label.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Taken {
    /// It was taken in.
    New,
    /// It is there already.
    Already,
}

/// Who takes labels.
type Take = Rc<dyn Fn(&Label) -> Taken>;

/// A panel with both ways; `take` gets each label that has a serial number.
#[must_use]
pub(crate) fn panel(take: impl Fn(&Label) -> Taken + 'static) -> El {
    let scan =
        Scan { take: Rc::new(take), reader: Rc::default(), on: Flag::new(), said: RwSignal::new(String::new()), last: Rc::default() };
    let (switched, shown, labelled) = (scan.clone(), scan.clone(), scan.on);
    let switch = el("button").attr("type", "button").class("button small").on("click", move |_| {
        switched.said.set(String::new());
        switched.on.set(!switched.on.peek());
    });
    let switch = switch.child(dynamic(move || el("span").child(if labelled.get() { t::stop(lang()) } else { t::camera(lang()) })));
    let view = dynamic(move || if shown.on.get() { shown.view() } else { nothing() });
    let said = p("scan-said", "").attr("role", "status").child(scan.said);
    div("scan stack tight").child(div("row").child(switch).child(scan.photo())).child(view).child(said)
}

/// A panel that adds serial numbers to a field, one a line.
#[must_use]
pub(crate) fn into_lines(lines: RwSignal<String>) -> El {
    panel(move |label| {
        let serial = label.serial.as_deref().unwrap_or_default();
        if lines.get_untracked().lines().any(|line| line.trim() == serial) {
            return Taken::Already;
        }
        lines.update(|lines| {
            if !lines.is_empty() && !lines.ends_with('\n') {
                lines.push('\n');
            }
            lines.push_str(serial);
        });
        Taken::New
    })
}

/// A panel that puts a serial number into a field of one; the last one counts.
#[must_use]
pub(crate) fn into_field(field: RwSignal<String>) -> El {
    panel(move |label| {
        let serial = label.serial.clone().unwrap_or_default();
        let taken = if field.get_untracked() == serial { Taken::Already } else { Taken::New };
        field.set(serial);
        taken
    })
}

#[derive(Clone)]
struct Scan {
    take: Take,
    reader: Rc<Reader>,
    on: Flag,
    /// What is said of the last label, or of what is in the way.
    said: RwSignal<String>,
    /// What the last picture showed: a label that is held there is one label.
    last: Rc<RefCell<Vec<String>>>,
}

/// Ends the camera with the part of the page that shows it.
struct Alive(Rc<Cell<bool>>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Scan {
    fn photo(&self) -> El {
        let id = ["label-", &unique().to_string()].concat();
        let input =
            el("input").attr("type", "file").attr("accept", "image/*").attr("capture", "environment").id(&id).class("visually-hidden");
        let (node, scan): (HtmlInputElement, _) = (input.node_as(), self.clone());
        let input = input.on("change", move |_| {
            if let Some(file) = node.files().and_then(|files| files.get(0)) {
                scan.read(file);
            }
            // The same file may be chosen again.
            node.set_value("");
        });
        div("scan-photo").child(input).child(el("label").attr("for", &id).class("button small").child(t::photo(lang())))
    }

    fn read(&self, file: File) {
        let scan = self.clone();
        scan.said.set(t::reading(lang()).to_owned());
        task::spawn(async move {
            let Some(picture) = picture::of_file(&file).await else {
                return scan.said.set(t::no_picture(lang()).to_owned());
            };
            match scan.reader.texts(&picture).await {
                Some(texts) if texts.is_empty() => scan.said.set(t::nothing_found(lang()).to_owned()),
                Some(texts) => scan.hear(&texts),
                None => scan.said.set(t::no_reader(lang()).to_owned()),
            }
        });
    }

    /// What the camera sees.
    fn view(&self) -> El {
        let video = el("video").class("scan-video").flag("muted", true).flag("playsinline", true).attr("aria-label", t::picture(lang()));
        let alive = Rc::new(Cell::new(true));
        let (scan, shown, running) = (self.clone(), video.node_as(), Rc::clone(&alive));
        task::spawn(async move {
            let trouble = scan.watch(&shown, &running).await;
            // Whoever has switched it off knows.
            if let (Some(trouble), true) = (trouble, running.get()) {
                scan.said.set(trouble.to_owned());
                scan.on.set(false);
            }
        });
        div("stack tight").child(video).child(p("field-hint", t::hold(lang()))).keep(Alive(alive))
    }

    /// Reads what the camera sees, until nobody wants it any more; gives what was in the way.
    async fn watch(&self, video: &web_sys::HtmlVideoElement, running: &Cell<bool>) -> Option<&'static str> {
        let camera = match camera::open(video).await {
            Ok(camera) => camera,
            Err(Trouble::Refused) => return Some(t::refused(lang())),
            Err(Trouble::Absent) => return Some(t::absent(lang())),
            Err(Trouble::Busy) => return Some(t::busy(lang())),
        };
        while running.get() {
            if let Some(picture) = camera.picture() {
                let texts = self.reader.texts(&picture).await;
                match texts {
                    None => return Some(t::no_reader(lang())),
                    Some(texts) if running.get() && !texts.is_empty() => self.seen(&texts),
                    Some(_) => {}
                }
            }
            task::pause(BREATH).await;
        }
        None
    }

    fn seen(&self, texts: &[String]) {
        if *self.last.borrow() != texts {
            self.last.replace(texts.to_vec());
            self.hear(texts);
        }
    }

    /// Takes the labels in, and says so.
    fn hear(&self, texts: &[String]) {
        let year = day_of(clock::now()).year();
        let labels: Vec<Label> = texts.iter().map(|text| gs1::read(text, year)).collect();
        let told = |label: &Label| {
            let serial = label.serial.as_deref()?;
            Some(match (self.take)(label) {
                Taken::New => t::found(lang(), serial),
                Taken::Already => t::already(lang(), serial),
            })
        };
        let mut said: Vec<String> = labels.iter().filter_map(told).collect();
        if said.is_empty() {
            let gtin = labels.iter().find_map(|label| label.gtin.as_ref());
            said.push(gtin.map_or_else(|| t::no_serial(lang()).to_owned(), |gtin| t::only_product(lang(), gtin.as_str())));
        }
        self.said.set(said.join(" · "));
    }
}
