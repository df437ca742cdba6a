//! Check a key: whatever was pasted or dropped is explained here in the browser, offline too, once the page is there.

use std::rc::Rc;

use eyelevel_contract::licences::{KeyRing, PublishedKeys, Report, inspect, paths, validate_need};
use eyelevel_texts::{key_check as t, ui as tu};

use super::{key_file, verdict};
use crate::{
    clock,
    i18n::lang,
    reads, router,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span, text},
        field::Field,
        form::{Form, focus_soon},
        loaded::Loaded,
        reactive::{Flag, GetUntracked, RwSignal, Var, effect, untrack},
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
    let asked_early = Flag::new();
    let check = move || {
        let Some(ring) = untrack(|| ring(keys)) else {
            // A file may be dropped before the keys are here: it is looked at once they are.
            asked_early.set(true);
            return;
        };
        asked_early.set(false);
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
    let key = el("section").class("card stack").child(text).child(key_file::zone(typed.text, check));
    effect(move || {
        if ring(keys).is_some() && asked_early.peek() {
            untrack(check);
        }
    });
    let missing = dynamic(move || if keys.failure().is_some() && keys.get().is_none() { no_ring(keys) } else { nothing() });
    let element = form.element(check).child(form.summary()).child(key).child(needs).child(submit(keys));
    let result = dynamic(move || report.get().as_ref().as_ref().map_or_else(nothing, |report| verdict::view(report, RESULT)));
    div("page key-check")
        .child(el("h1").child(t::title(lang())))
        .child(p("", t::intro(lang())))
        .child(missing)
        .child(element)
        .child(div("").attr("aria-live", "polite").child(result))
}

fn ring(keys: Loaded<PublishedKeys>) -> Option<KeyRing> {
    keys.get().and_then(|keys| KeyRing::read(&keys).ok())
}

/// The button; while there is nothing to check by, it says so.
fn submit(keys: Loaded<PublishedKeys>) -> El {
    const WHY: &str = "key-check-why";
    let waits = move || ring(keys).is_none();
    let words = move || match (waits(), keys.failure().is_some()) {
        (false, _) => "",
        (true, false) => t::ring_loads(lang()),
        (true, true) => t::no_check_yet(lang()),
    };
    let button = button::submit(t::check(lang()))
        .bind("aria-disabled", move || waits().then(|| "true".to_owned()))
        .bind("aria-describedby", move || waits().then(|| WHY.to_owned()));
    let why = span("small muted", "").id(WHY).attr("role", "status").child(text(move || words().to_owned()));
    div("buttons").child(button).child(why)
}

fn no_ring(keys: Loaded<PublishedKeys>) -> El {
    let again = button::quiet(tu::try_again(lang())).on("click", move |_| keys.again());
    div("notice").attr("data-tone", "late").attr("role", "alert").child(span("", t::no_ring(lang()))).child(again)
}
