//! What who keeps the books does: posts, allocates, releases, says by what an account is recognised.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    json::{from_text, to_text},
    lang::Lang,
    money::hundredths,
    statements::{
        Matched, NewAllocation, Open, Posting, Release,
        ledger::{PostingKind, Side},
        paths, validate_allocation, validate_posting, validate_release,
    },
    validate::{Fault, Faults},
};
use eyelevel_texts::statement_keeping as t;

use super::{
    desk::{Desk, in_short},
    posting_form::{Begin, Fields},
    view::{View, open},
    words,
};
use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    ui::{
        el::{div, el, p},
        field::Field,
        reactive::GetUntracked,
        toast,
    },
    writes,
};

fn dialog(desk: Desk, name: &str, title: &str, submit: &'static str, done: &'static str) -> FormDialog {
    FormDialog { title: title.to_owned(), name: name.to_owned(), submit, done, changed: Rc::new(move || desk.changed()) }
}

/// Posts by hand; `corrects`: a correction of that one.
pub(super) fn post(desk: Desk, view: &Rc<View>, corrects: Option<&Posting>) {
    let view = Rc::clone(view);
    let account = view.statement.account.clone();
    let kind = if corrects.is_some() { PostingKind::CorrectionDown } else { PostingKind::Invoice };
    let corrects = corrects.map(|posting| posting.id.clone());
    let name = ["posting:", &account.id, ":", corrects.as_deref().unwrap_or("new")].concat();
    dialog(desk, &name, t::post_title(lang()), t::post(lang()), t::posted(lang())).open(move |form| {
        let known = view.statement.postings.clone();
        let fields = Fields::new(form, Begin { within: "", kind, corrects, currency: account.currency.clone(), known });
        let shown = fields.view(PostingKind::ALL);
        Content::new(shown, move || {
            let new = validate_posting(&fields.read()?, account.opened_on)?;
            Ok(Call::post(paths::postings(&account.id), to_text(&new)))
        })
    });
}

/// The two of some lines that can be allocated to each other: one on each side, of both of which something is open.
pub(super) fn two<'a>(view: &'a View, ids: &[Id]) -> Option<(&'a Posting, &'a Posting)> {
    let [one, other] = ids else { return None };
    let (one, other) = (view.find(one)?, view.find(other)?);
    let (raises, lowers) = if one.kind.side() == Side::Raises { (one, other) } else { (other, one) };
    let fits = raises.kind.side() == Side::Raises && lowers.kind.side() == Side::Lowers && open(raises) > 0 && open(lowers) > 0;
    fits.then_some((raises, lowers))
}

/// Says that these two belong together; `why` is there already, to be changed.
pub(super) fn allocate(desk: Desk, view: &Rc<View>, (raises, lowers): (&Posting, &Posting), most: i64, why: &str) {
    let account = view.statement.account.clone();
    let name = ["allocation:", &raises.id, ":", &lowers.id].concat();
    let ends = [raises, lowers].map(|posting| el("li").child(in_short(posting, &account.currency)));
    let (raises, lowers, why) = (raises.clone(), lowers.clone(), why.to_owned());
    dialog(desk, &name, t::allocate_title(lang()), t::accept(lang()), t::allocated(lang())).open(move |form| {
        let amount = form.value("amount", &typed(most));
        let reason = form.value("reason", &why);
        let sum = Field::line(form, "amount", &t::allocate_amount(lang(), &account.currency), amount).attr("inputmode", "decimal");
        let sum = sum.hint(&t::allocate_most(lang(), words::money(most, &account.currency))).view();
        let because = Field::area(form, "reason", t::allocate_reason(lang()), reason, 2).view();
        let fields = div("stack").child(el("ul").class("finding-lines").child(ends)).child(sum).child(because);
        Content::new(fields, move || {
            let Some(amount) = hundredths(&amount.get_untracked()) else {
                let mut faults = Faults::new();
                faults.add("amount", Fault::NotAnAmount);
                return Err(faults);
            };
            let new = NewAllocation { lowers: lowers.id.clone(), raises: raises.id.clone(), amount, reason: reason.get_untracked() };
            let ends = [&lowers, &raises].map(|posting| Open { kind: posting.kind, open: open(posting) });
            let new = validate_allocation(&new, &ends[0], &ends[1])?;
            Ok(Call::post(paths::allocations(&account.id), to_text(&new)))
        })
    });
}

/// An amount as people type it.
fn typed(minor: i64) -> String {
    let mark = if lang() == Lang::De { "," } else { "." };
    let cents = (minor % 100).to_string();
    [(minor / 100).to_string().as_str(), mark, if cents.len() == 1 { "0" } else { "" }, &cents].concat()
}

/// Lets the matching look at the account again.
pub(super) fn match_all(desk: Desk, account_id: &str) {
    writes::act(Call::post(paths::matching(account_id), "{}".to_owned()), move |text| {
        if let Some(made) = from_text::<Matched>(text) {
            toast::say(&t::matched(lang(), made.allocations, made.proposals));
        }
        desk.changed();
    });
}

/// Takes an allocation back.
pub(super) fn release(desk: Desk, account_id: &str, allocation_id: &str, what: &str) {
    let url = paths::release(account_id, allocation_id);
    let what = what.to_owned();
    dialog(desk, &["release:", allocation_id].concat(), t::release_title(lang()), t::release(lang()), t::released(lang())).open(
        move |form| {
            let reason = form.value("reason", "");
            let field = Field::area(form, "reason", t::release_reason(lang()), reason, 2).hint(t::release_hint(lang())).view();
            Content::new(div("stack").child(p("", &what)).child(field), move || {
                let release = validate_release(&Release { reason: reason.get_untracked() })?;
                Ok(Call::post(url.clone(), to_text(&release)))
            })
        },
    );
}
