//! The partner asks to keep pieces, and to pay for them.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{AskKeep, Counted, Lent, validate_keep},
        paths,
    },
    ids::Id,
    json::to_text,
    money::Money,
    requests::REASON_MAX,
};
use eyelevel_texts::{format::money, loan_page as t};

use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{day, lang},
    requests::actions::Shown,
    ui::{
        el::{El, div, dynamic, el, nothing, p},
        field::{Field, left},
        form::Form,
        reactive::{Get, GetUntracked, RwSignal, untrack},
    },
};

/// What is chosen of a line.
#[derive(Clone)]
struct Chosen {
    line_id: Id,
    price: Option<Money>,
    serials: Vec<(String, RwSignal<String>)>,
    count: RwSignal<String>,
}

impl Chosen {
    fn serials(&self) -> Vec<String> {
        self.serials.iter().filter(|(_, on)| !on.get().is_empty()).map(|(serial, _)| serial.clone()).collect()
    }

    /// Nothing typed is none; what is no number is out of bounds, and said to be.
    fn count(&self) -> i64 {
        let typed = self.count.get();
        if typed.trim().is_empty() { 0 } else { typed.trim().parse().unwrap_or(-1) }
    }

    fn pieces(&self) -> i64 {
        i64::try_from(self.serials().len()).unwrap_or(0) + self.count().max(0)
    }
}

pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown) {
    let (kit, request) = (Rc::clone(kit), Rc::clone(&shown.request));
    let url = paths::keep(&request.id);
    shown.dialog("keep", t::keep_title(lang()), t::keep_submit(lang()), t::asked(lang())).open(move |form| {
        let hint = p("muted", &t::keep_hint(lang(), &request.owner.name, request.return_on.map(day).unwrap_or_default()));
        let lines: Vec<(Chosen, El)> = kit.loan.lent.iter().filter(|line| line.out() > 0).map(|one| line(form, one)).collect();
        let (chosen, views): (Vec<Chosen>, Vec<El>) = lines.into_iter().unzip();
        let reason = form.value("reason", "");
        let summed = chosen.clone();
        let fields = div("stack")
            .child(hint)
            .child(which(form, views))
            .child(dynamic(move || sum(&summed)))
            .child(Field::area(form, "reason", t::keep_why(lang()), reason, 2).optional().view())
            .child(left(reason, REASON_MAX));
        let sent = chosen.clone();
        let placed = move |form: Form| untrack(|| place(form, &sent));
        let read = move || {
            let counted = |one: &Chosen| Counted { line_id: one.line_id.clone(), quantity: untrack(|| one.count()) };
            let ask = AskKeep {
                serials: chosen.iter().flat_map(|one| untrack(|| one.serials())).collect(),
                counted: chosen.iter().map(counted).filter(|counted| counted.quantity != 0).collect(),
                reason: reason.get_untracked(),
            };
            validate_keep(&ask, &kit.loan).map(|ask| Call::post(url.clone(), to_text(&ask)))
        };
        Content { placed: Some(Rc::new(placed)), ..Content::new(fields, read) }
    });
}

/// What can be chosen, as one field: what is wrong with a serial number is told of the whole.
fn which(form: Form, lines: Vec<El>) -> El {
    form.register("serials", t::keep_which(lang()), RwSignal::new(String::new()));
    let head = el("strong").child(t::keep_which(lang()));
    div("stack").id(&form.field_id("serials")).attr("tabindex", "-1").child(head).child(form.error_view("serials")).child(lines)
}

/// A count stands in its line; everything else is told of the choice.
fn place(form: Form, chosen: &[Chosen]) {
    let counts: Vec<String> = chosen.iter().filter(|one| one.count() != 0).map(|one| ["count.", &one.line_id].concat()).collect();
    form.errors.update(|errors| {
        for (path, _) in errors.iter_mut().filter(|(path, _)| path != "reason") {
            let at = path.strip_prefix("counted.").and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
            *path = at.and_then(|at| counts.get(at)).map_or_else(|| "serials".to_owned(), Clone::clone);
        }
    });
}

fn line(form: Form, line: &Lent) -> (Chosen, El) {
    let on = |serial: &str| (serial.to_owned(), form.value(&["on.", serial].concat(), ""));
    let chosen = Chosen {
        line_id: line.line_id.clone(),
        price: line.price,
        serials: if line.price.is_some() { line.serials_out().map(on).collect() } else { Vec::new() },
        count: form.value(&["count.", &line.line_id].concat(), ""),
    };
    let price = match line.price {
        Some(price) => t::keep_price(lang(), money(lang(), price)),
        None => t::keep_no_price(lang()).to_owned(),
    };
    let checks = chosen.serials.iter().map(|(serial, on)| Field::check(form, &["on.", serial].concat(), serial, *on).view());
    let loose = line.price.filter(|_| line.loose_out() > 0).map(|_| {
        let label = t::keep_count(lang(), &line.name);
        let hint = t::count_hint(lang(), line.loose_out());
        Field::number(form, &["count.", &line.line_id].concat(), &label, chosen.count).hint(&hint).optional().view()
    });
    let legend = el("legend").child(line.name.as_str());
    let set =
        el("fieldset").class("stack tight").child(legend).child(p("small muted", &price)).child(checks.collect::<Vec<_>>()).child(loose);
    (chosen, set)
}

fn sum(chosen: &[Chosen]) -> El {
    let parts = chosen.iter().filter(|one| one.pieces() > 0).map(|one| one.price.and_then(|price| price.times(one.pieces())));
    let all = parts.collect::<Option<Vec<Money>>>().and_then(|all| {
        let mut all = all.into_iter();
        let first = all.next()?;
        all.try_fold(first, Money::plus)
    });
    match all {
        Some(sum) => p("loan-sum", &t::keep_sum(lang(), money(lang(), sum))).attr("role", "status"),
        None => nothing(),
    }
}
