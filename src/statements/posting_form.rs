//! The fields of a posting by hand: alone, or as the correction that answers a query.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    ids::Id,
    money::{Currency, Money, hundredths},
    statements::{NewPosting, Posting, Tax, ledger::PostingKind},
    validate::{Fault, Faults},
};
use eyelevel_texts::statement_keeping as t;

use super::{desk::in_short, words};
use crate::{
    clock,
    i18n::{day_of, lang},
    ui::{
        el::{El, div, dynamic, nothing, p},
        field::Field,
        form::Form,
        reactive::{Get, RwSignal},
    },
};

/// What is typed.
#[derive(Clone)]
pub(super) struct Fields {
    form: Form,
    /// Where it stands in what is sent: `posting.`, or nothing.
    within: &'static str,
    kind: RwSignal<String>,
    number: RwSignal<String>,
    booked_on: RwSignal<String>,
    due_on: RwSignal<String>,
    amount: RwSignal<String>,
    rate: RwSignal<String>,
    corrects: RwSignal<String>,
    remittance: RwSignal<String>,
    note: RwSignal<String>,
    currency: Rc<str>,
    /// What it may refer to.
    known: Rc<Vec<Posting>>,
}

/// What a form begins with.
pub(super) struct Begin {
    pub(super) within: &'static str,
    pub(super) kind: PostingKind,
    /// What it refers to.
    pub(super) corrects: Option<Id>,
    pub(super) currency: String,
    pub(super) known: Vec<Posting>,
}

impl Fields {
    pub(super) fn new(form: Form, begin: Begin) -> Self {
        let value = |path: &str, initial: &str| form.value(&[begin.within, path].concat(), initial);
        Self {
            form,
            within: begin.within,
            kind: value("kind", begin.kind.word()),
            number: value("number", ""),
            booked_on: value("booked_on", &day_of(clock::now()).to_string()),
            due_on: value("due_on", ""),
            amount: value("amount", ""),
            rate: value("taxes", ""),
            corrects: value("corrects", begin.corrects.as_deref().unwrap_or_default()),
            remittance: value("remittance", ""),
            note: value("note", ""),
            currency: begin.currency.into(),
            known: Rc::new(begin.known),
        }
    }

    fn path(&self, name: &str) -> String {
        [self.within, name].concat()
    }

    fn of_kind(&self) -> PostingKind {
        PostingKind::from_word(&self.kind.get()).unwrap_or(PostingKind::Invoice)
    }

    pub(super) fn view(&self, kinds: &[PostingKind]) -> El {
        let form = self.form;
        let kinds = kinds.iter().map(|kind| (kind.word().to_owned(), words::kind(*kind).to_owned())).collect();
        let own = self.clone();
        let referred = move || {
            let kind = own.of_kind();
            let fits = own.known.iter().filter(|posting| may_refer(kind, posting.kind));
            let first = (String::new(), t::choose(lang()).to_owned());
            core::iter::once(first).chain(fits.map(|posting| (posting.id.clone(), in_short(posting, &own.currency)))).collect()
        };
        let field = |name: &str, label: &str, value| Field::line(form, &self.path(name), label, value);
        let amount = field("amount", &t::amount(lang(), &self.currency), self.amount).attr("inputmode", "decimal");
        let rate = field("taxes", t::rate(lang()), self.rate).attr("inputmode", "decimal").optional().hint(t::rate_hint(lang()));
        let (own, needs) = (self.clone(), self.clone());
        let parts = dynamic(move || own.parts().map_or_else(nothing, |words| p("small muted", &words)));
        let corrects = Field::select_from(form, &self.path("corrects"), t::corrects(lang()), self.corrects, referred).view();
        div("stack")
            .child(Field::select(form, &self.path("kind"), t::kind(lang()), self.kind, kinds).view())
            .child(corrects.bind_flag("hidden", move || !refers(needs.of_kind())))
            .child(
                div("fields")
                    .child(field("number", t::number(lang()), self.number).hint(t::number_hint(lang())).view())
                    .child(amount.hint(t::amount_hint(lang())).view())
                    .child(Field::date(form, &self.path("booked_on"), t::booked_on(lang()), self.booked_on).view())
                    .child(Field::date(form, &self.path("due_on"), t::due_on(lang()), self.due_on).optional().view())
                    .child(rate.view())
                    .child(field("remittance", t::remittance(lang()), self.remittance).optional().view()),
            )
            .child(div("").attr("aria-live", "polite").child(parts))
            .child(Field::area(form, &self.path("note"), t::note(lang()), self.note, 2).view())
    }

    /// Net and tax in words, while they are being typed.
    fn parts(&self) -> Option<String> {
        let tax = tax(hundredths(&self.amount.get())?, rate(&self.rate.get())?)?;
        Some(t::parts(lang(), words::money(tax.net, &self.currency), words::money(tax.tax, &self.currency)))
    }

    /// What is typed, as far as it can be read.
    pub(super) fn read(&self) -> Result<NewPosting, Faults> {
        let mut faults = Faults::new();
        let amount = hundredths(&self.amount.get());
        match amount {
            None => faults.add(self.path("amount"), Fault::NotAnAmount),
            Some(0) => faults.add(self.path("amount"), Fault::Required),
            Some(_) => {}
        }
        let typed = self.rate.get();
        if !typed.trim().is_empty() && rate(&typed).is_none() {
            faults.add(self.path("taxes"), Fault::NotAnAmount);
        }
        let booked_on: Option<Date> = self.booked_on.get().parse().ok();
        if booked_on.is_none() {
            faults.add(self.path("booked_on"), Fault::Required);
        }
        let kind = self.of_kind();
        let amount = amount.unwrap_or(0);
        faults.or(NewPosting {
            kind,
            number: self.number.get(),
            booked_on: booked_on.unwrap_or(Date::EPOCH),
            due_on: self.due_on.get().parse().ok(),
            amount,
            taxes: rate(&typed).and_then(|rate| tax(amount, rate)).into_iter().collect(),
            corrects: Some(self.corrects.get()).filter(|id| !id.is_empty() && refers(kind)),
            remittance: self.remittance.get(),
            note: self.note.get(),
        })
    }
}

/// A rate in basis points; none above 100 %.
fn rate(text: &str) -> Option<i64> {
    hundredths(text).filter(|rate| (1..=10_000).contains(rate))
}

/// Net and tax of a gross amount; the tax is rounded as VAT is.
fn tax(gross: i64, rate: i64) -> Option<Tax> {
    let net = (i128::from(gross) * 20_000 + i128::from(10_000 + rate)) / (2 * i128::from(10_000 + rate));
    let net = i64::try_from(net).ok()?;
    // One cent more or less of net may give a tax with which both are the whole.
    let whole = |net: i64| Some((net, Money::new(net, Currency::Eur).share(rate)?.minor())).filter(|(net, tax)| net + tax == gross);
    let (net, tax) = whole(net).or_else(|| whole(net - 1)).or_else(|| whole(net + 1)).unwrap_or((net, gross - net));
    (gross > 0).then_some(Tax { rate, net, tax })
}

/// Whether a kind refers to an earlier posting.
fn refers(kind: PostingKind) -> bool {
    matches!(kind, PostingKind::CorrectionUp | PostingKind::CorrectionDown | PostingKind::Returned | PostingKind::Fee)
}

/// Whether a posting of a kind may refer to one of another.
fn may_refer(kind: PostingKind, to: PostingKind) -> bool {
    match kind {
        PostingKind::Returned => matches!(to, PostingKind::Debit | PostingKind::Transfer),
        PostingKind::Fee => to == PostingKind::Returned,
        _ => to.is_document(),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn net_and_tax_give_the_gross_amount_whatever_it_is() {
        for rate in [700, 810, 1_900, 10_000] {
            for gross in (1..20_000).chain([128_450, 99_999_999]) {
                let tax = tax(gross, rate).expect("parts");
                assert_eq!(tax.net + tax.tax, gross, "{gross} {rate}");
            }
        }
        let tax = tax(128_450, 1_900).expect("parts");
        assert_eq!((tax.net, tax.tax), (107_941, 20_509));
        assert_eq!((rate("19"), rate("8,1"), rate(""), rate("0"), rate("101")), (Some(1_900), Some(810), None, None, None));
    }

    #[test]
    fn what_takes_a_debit_back_refers_to_one_and_a_fee_to_a_return() {
        use PostingKind::{CorrectionDown, Debit, Fee, Invoice, Returned};
        assert!(may_refer(Returned, Debit) && may_refer(Fee, Returned) && may_refer(CorrectionDown, Invoice));
        assert!(!may_refer(Returned, Invoice) && !may_refer(Fee, Debit) && !may_refer(CorrectionDown, Debit) && !refers(Invoice));
    }
}
