//! Which devices: typed, pasted as a list, scanned. One row each.

use std::rc::Rc;

use eyelevel_contract::validate::Faults;
use eyelevel_texts::{return_form as t, ui as tu};

use super::{Parts, Shared, checklist, known, model::Device};
use crate::{
    clock, drafts,
    i18n::{day_of, lang},
    scan::{self, Taken},
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        field::Field,
        form::focus,
        reactive::{GetUntracked, RwSignal, Set, untrack},
    },
};

pub(super) fn section(parts: &Shared) -> El {
    let (shown, adding, scanning) = (Rc::clone(parts), Rc::clone(parts), Rc::clone(parts));
    let said = RwSignal::new(String::new());
    let entry = Field::area(parts.form, "serials", t::serials(lang()), parts.model.entry, 3).hint(t::serials_hint(lang()));
    let entry = entry.attr("autocomplete", "off").attr("spellcheck", "false").attr("autocapitalize", "characters").view();
    let add = button::secondary(t::add(lang())).on("click", move |_| add(&adding, said));
    let scan = scan::panel(move |label| if scanning.model.add(label) { Taken::New } else { Taken::Already });
    let list = dynamic(move || {
        let devices = shown.model.devices.get();
        if devices.is_empty() {
            return nothing();
        }
        let mut list = el("ul").class("return-devices").attr("aria-label", t::devices(lang()));
        for (i, device) in devices.iter().enumerate() {
            list = list.child(untrack(|| row(&shown, i, device)));
        }
        list
    });
    let head = el("h2").child(t::devices(lang()));
    let photos = div("stack tight").child(p("muted small", t::photos(lang()))).child(drafts::files::section(&parts.keeper));
    let said = p("small", "").attr("role", "status").child(said);
    el("section").class("card").child([head, entry, div("row").child(add), scan, said]).child(list).child(photos)
}

fn add(parts: &Parts, said: RwSignal<String>) {
    parts.form.typed("serials", "");
    match parts.model.take_in(day_of(clock::now())) {
        Ok(doubles) if doubles.is_empty() => said.set(String::new()),
        Ok(doubles) => said.set(t::doubles(lang(), doubles.join(", "))),
        Err(fault) => {
            let mut faults = Faults::new();
            faults.add("serials", fault);
            parts.form.fault(&faults);
        }
    }
}

fn row(parts: &Shared, i: usize, device: &Device) -> El {
    let path = |field: &str| ["items.", &i.to_string(), ".", field].concat();
    let serial = device.value("serial");
    let number = t::device(lang(), i + 1);
    let field = |name: &str, label: &str| {
        parts.form.register(&path(name), &[&number, ", ", label].concat(), device.value(name));
        Field::line(parts.form, &path(name), label, device.value(name)).attr("autocomplete", "off")
    };
    let removing = (Rc::clone(parts), device.key);
    let remove = button::quiet(tu::remove(lang()))
        .class("button quiet small")
        .bind("aria-label", move || Some(tu::remove_named(lang(), crate::ui::reactive::Get::get(&serial))))
        .on("click", move |_| remove(&removing.0, removing.1));
    let fields = div("fields").child([
        field("serial", t::serial(lang())).view(),
        field("fault", t::fault(lang())).optional().view(),
        field("accessories", t::accessories(lang())).optional().view(),
    ]);
    let group = el("li").class("return-device stack tight").attr("aria-label", &t::device(lang(), i + 1));
    group.child([fields, known::view(parts, i, device)]).child(checklist::view(parts, i, device)).child(div("row").child(remove))
}

fn remove(parts: &Parts, key: u32) {
    parts.model.devices.update(|all| all.retain(|device| device.key != key));
    // What was wrong with the others stands elsewhere now.
    parts.form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with("items")));
    focus(&parts.form.field_id("serials"));
}

/// The serial number of a device, as it stands in its field.
pub(super) fn serial(device: &Device) -> String {
    device.value("serial").get_untracked()
}
