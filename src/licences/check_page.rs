//! Check a key: whatever was pasted or dropped is explained here in the browser, offline too, once the page is there.

use std::rc::Rc;

use eyelevel_contract::licences::{KeyRing, PublishedKeys, Report, TEXT_MAX, file::FILE_MAX, inspect, paths, validate_need};
use eyelevel_texts::{key_check as t, ui as tu};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use super::verdict;
use crate::{
    clock,
    i18n::lang,
    reads, router, task,
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, nothing, p, span},
        field::Field,
        form::{Form, focus_soon},
        loaded::Loaded,
        reactive::{GetUntracked, RwSignal, Set, Var, untrack},
    },
};

/// Where the result stands.
const RESULT: &str = "key-result";

/// What the form holds.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    product: RwSignal<String>,
    edition: RwSignal<String>,
    version: RwSignal<String>,
    host: RwSignal<String>,
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let keys: Loaded<PublishedKeys> = reads::read(|| paths::PUBLIC_KEYS.to_owned());
    let form = Form::new();
    // What it should fit may stand in the address, for links; the key itself never does.
    let asked = |name| RwSignal::new(router::param(name).unwrap_or_default());
    let typed = Typed {
        text: RwSignal::new(String::new()),
        product: asked("product"),
        edition: asked("edition"),
        version: asked("version"),
        host: asked("host"),
    };
    let report: Var<Option<Rc<Report>>> = Var::new(None);
    let check = move || {
        let Some(ring) = untrack(|| keys.get()).and_then(|keys| KeyRing::read(&keys).ok()) else { return };
        let [product, edition, version, host] =
            [typed.product, typed.edition, typed.version, typed.host].map(|value| value.get_untracked());
        match validate_need(&product, &edition, &version, &host) {
            Err(faults) => form.fault(&faults),
            Ok(need) => {
                report.set(Some(Rc::new(inspect(&typed.text.get_untracked(), &ring, &[], &need, clock::now()))));
                focus_soon(RESULT.to_owned());
            }
        }
    };
    let text = Field::area(form, "text", t::text(lang()), typed.text, 7).hint(t::text_hint(lang()));
    let text = text.attr("spellcheck", "false").attr("autocomplete", "off").attr("class", "input key-text").view();
    let product = Field::line(form, "product", t::product(lang()), typed.product).optional().hint(t::product_hint(lang()));
    let fields = div("fields")
        .child(product.view())
        .child(Field::line(form, "edition", t::edition(lang()), typed.edition).optional().view())
        .child(Field::line(form, "version", t::version(lang()), typed.version).optional().view())
        .child(Field::line(form, "host", t::host(lang()), typed.host).optional().view());
    let needs = el("section").class("card stack").child(el("h2").child(t::for_what(lang()))).child(fields);
    let key = el("section").class("card stack").child(text).child(file(typed.text, check));
    let missing = dynamic(move || if keys.failure().is_some() && keys.get().is_none() { no_ring(keys) } else { nothing() });
    let element =
        form.element(check).child(form.summary()).child(key).child(needs).child(div("buttons").child(form.submit(t::check(lang()))));
    let result = dynamic(move || report.get().as_ref().as_ref().map_or_else(nothing, |report| verdict::view(report, RESULT)));
    div("page key-check")
        .child(el("h1").child(t::title(lang())))
        .child(p("", t::intro(lang())))
        .child(missing)
        .child(element)
        .child(div("").attr("aria-live", "polite").child(result))
}

/// A file instead: chosen, or dropped here. It is read, put into the field, and checked at once.
fn file(text: RwSignal<String>, check: impl Fn() + Clone + 'static) -> El {
    let id = ["key-file-", &unique().to_string()].concat();
    let input = el("input").attr("type", "file").id(&id).class("visually-hidden");
    let node: HtmlInputElement = input.node_as();
    let take = Rc::new(move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            let check = check.clone();
            task::spawn(async move {
                text.set(read(file).await);
                check();
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

fn no_ring(keys: Loaded<PublishedKeys>) -> El {
    let again = button::quiet(tu::try_again(lang())).on("click", move |_| keys.again());
    div("notice").attr("data-tone", "late").attr("role", "alert").child(span("", t::no_ring(lang()))).child(again)
}
