//! Approving line by line, and quoting a purchase: another quantity, another variant, another last day, each with its reason.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    demo_kits::{Decide, DecideLine, DemoKit, Item, Line, NewQuote, Terms, paths, quote, validate_decision},
    json::{from_text, to_text},
    money::{Money, hundredths},
    page::Page,
    requests::{REASON_MAX, Verdict},
    validate::{Fault, Faults},
};
use eyelevel_texts::{demo_kits as t, format::money, requests as tr};

use super::{
    decide::{blank, today},
    quote::sums,
};
use crate::ui::reactive::{Get, RwSignal, untrack};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::actions::Shown,
    ui::{
        el::{El, div, dynamic, el, nothing},
        field::{Field, left},
        form::Form,
        toast,
    },
    writes,
};

/// Opens the dialog, for a quote on what was asked (`Approved`) or for changes.
pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown, verdict: Verdict) {
    let (kit, shown) = (Rc::clone(kit), shown.clone());
    // Prices and variants are the catalogue's; without them nothing can be quoted or exchanged.
    let url = [paths::CATALOGUE, "?limit=1000"].concat();
    writes::act(Call::get(url), move |text| {
        let Some(page) = from_text::<Page<Item>>(text) else {
            toast::say(t::no_items(lang()));
            return;
        };
        let items = Rc::new(page.items);
        let changes = verdict == Verdict::ApprovedWithChanges;
        let (title, submit) = if changes {
            (t::changes_title(lang()), t::changes_submit(lang()))
        } else {
            (t::approve_quote(lang()), t::approve_quote(lang()))
        };
        let url = paths::decision(&shown.request.id);
        shown.dialog(verdict.word(), title, submit, t::offered(lang())).open(move |form| {
            let typed = Typed::new(form, &kit, verdict);
            let fields = fields(form, &kit, &typed, &items);
            Content::new(fields, move || {
                untrack(|| typed.readable())?;
                let decide = untrack(|| typed.decide());
                validate_decision(&decide, &kit, today()).map(|decide| Call::post(url.clone(), to_text(&decide)))
            })
        });
    });
}

/// What is typed: one quantity and variant a line, and the quote.
#[derive(Clone)]
struct Typed {
    verdict: Verdict,
    lines: Vec<(Line, RwSignal<String>, RwSignal<String>)>,
    reason: RwSignal<String>,
    return_on: RwSignal<String>,
    shipping: RwSignal<String>,
    vat: RwSignal<String>,
    valid_until: RwSignal<String>,
    purchase: bool,
}

impl Typed {
    fn new(form: Form, kit: &DemoKit, verdict: Verdict) -> Self {
        let line = |(i, line): (usize, &Line)| {
            let at = |field: &str| ["lines.", &i.to_string(), ".", field].concat();
            (line.clone(), form.value(&at("quantity"), &line.quantity.to_string()), form.value(&at("variant_id"), &line.variant_id))
        };
        Self {
            verdict,
            lines: kit.lines.iter().enumerate().map(line).collect(),
            reason: form.value("reason", ""),
            return_on: form.value("return_on", &kit.return_on.map(|day| day.to_string()).unwrap_or_default()),
            shipping: form.value("quote.shipping_minor", "0"),
            vat: form.value("quote.vat_rate", "19"),
            valid_until: form.value("quote.valid_until", &today().plus_days(14).to_string()),
            purchase: kit.terms == Terms::Purchase,
        }
    }

    /// Whether what is typed as an amount is one.
    fn readable(&self) -> Result<(), Faults> {
        let mut faults = Faults::new();
        if self.purchase {
            for (path, typed) in [("quote.shipping_minor", self.shipping), ("quote.vat_rate", self.vat)] {
                if hundredths(&typed.get()).is_none() {
                    faults.add(path, Fault::NotAnAmount);
                }
            }
            if self.valid_until.get().parse::<Date>().is_err() {
                faults.add("quote.valid_until", Fault::Required);
            }
        }
        faults.or(())
    }

    fn quote(&self) -> Option<NewQuote> {
        Some(NewQuote {
            shipping_minor: hundredths(&self.shipping.get())?,
            vat_rate: hundredths(&self.vat.get())?,
            valid_until: self.valid_until.get().parse().ok()?,
        })
    }

    fn decide(&self) -> Decide {
        let changes = self.verdict == Verdict::ApprovedWithChanges;
        let line = |(line, quantity, variant): &(Line, RwSignal<String>, RwSignal<String>)| DecideLine {
            line_id: line.id.clone(),
            variant_id: variant.get(),
            // What is no number is out of bounds, and said to be.
            quantity: quantity.get().trim().parse().unwrap_or(-1),
        };
        Decide {
            reason: self.reason.get(),
            lines: if changes { self.lines.iter().map(line).collect() } else { Vec::new() },
            return_on: if changes { self.return_on.get().parse().ok() } else { None },
            quote: self.purchase.then(|| self.quote()).flatten(),
            ..blank(self.verdict)
        }
    }
}

fn fields(form: Form, kit: &DemoKit, typed: &Typed, items: &Rc<Vec<Item>>) -> El {
    let changes = typed.verdict == Verdict::ApprovedWithChanges;
    let lines = typed.lines.iter().enumerate().map(|(i, line)| line_fields(form, i, line, items)).collect::<Vec<_>>();
    let until = (changes && kit.terms == Terms::Loan).then(|| Field::date(form, "return_on", t::return_on(lang()), typed.return_on).view());
    let mut reason = Field::area(form, "reason", tr::reason_for_partner(lang()), typed.reason, 3);
    if !changes {
        reason = reason.optional();
    }
    let quoted = typed.purchase.then(|| quote_fields(form, typed, items));
    let lines = changes.then(|| div("stack").child(lines));
    div("stack").child(lines).child(until).child(quoted).child(reason.view()).child(left(typed.reason, REASON_MAX))
}

fn line_fields(form: Form, i: usize, line: &(Line, RwSignal<String>, RwSignal<String>), items: &[Item]) -> El {
    let (line, quantity, variant) = line;
    let at = |field: &str| ["lines.", &i.to_string(), ".", field].concat();
    let variants = items.iter().find(|item| item.id == line.item_id).map(|item| item.variants.as_slice()).unwrap_or_default();
    let mut options: Vec<_> =
        variants.iter().map(|variant| (variant.id.clone(), t::variant_free(lang(), variant.name.get(lang()), variant.free))).collect();
    if !options.iter().any(|(id, _)| *id == line.variant_id) {
        options.insert(0, (line.variant_id.clone(), line.variant.clone()));
    }
    let quantity = Field::number(form, &at("quantity"), t::quantity(lang()), *quantity).hint(&t::quantity_hint(lang(), line.quantity));
    let variant = Field::select(form, &at("variant_id"), t::variant(lang()), *variant, options);
    let fields = div("fields").child(quantity.view()).child(variant.view());
    el("fieldset").class("stack tight line-fields").child(el("legend").child(line.item.as_str())).child(fields)
}

fn quote_fields(form: Form, typed: &Typed, items: &Rc<Vec<Item>>) -> El {
    let price = |line: &Line| items.iter().find(|item| item.id == line.item_id).and_then(|item| item.price);
    let currency = typed.lines.iter().find_map(|(line, ..)| price(line)).map_or("EUR", |price| price.currency().word());
    let shipping =
        Field::line(form, "quote.shipping_minor", &t::shipping_net(lang(), currency), typed.shipping).attr("inputmode", "decimal");
    let vat = Field::line(form, "quote.vat_rate", t::vat_rate(lang()), typed.vat).attr("inputmode", "decimal");
    let until = Field::date(form, "quote.valid_until", t::quote_valid_until(lang()), typed.valid_until);
    let fields = div("fields").child(shipping.view()).child(vat.view()).child(until.view());
    let (typed, items) = (typed.clone(), Rc::clone(items));
    div("stack").child(fields).child(dynamic(move || preview(&typed, &items).unwrap_or_else(nothing)))
}

/// The sum as the partner will see it, while it is being typed.
fn preview(typed: &Typed, items: &[Item]) -> Option<El> {
    let changes = typed.verdict == Verdict::ApprovedWithChanges;
    let mut priced: Vec<(Money, i64)> = Vec::new();
    for (line, quantity, _) in &typed.lines {
        let price = items.iter().find(|item| item.id == line.item_id)?.price?;
        priced.push((price, if changes { quantity.get().trim().parse().ok()? } else { line.quantity }));
    }
    let quote = quote::quote(priced, &typed.quote()?)?;
    Some(div("notice").attr("role", "status").child(el("strong").child(t::preview(lang(), money(lang(), quote.gross)))).child(sums(&quote)))
}
