//! Whose is what nobody knows: what it bears is noted with an account, and the file is looked at once more.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    page::Page,
    statements::{Account, AccountRow, FileLine, FileMark, paths, validate_settings},
    validate::{Fault, Faults},
};
use eyelevel_texts::statement_files as t;

use super::{item::Desk, words};
use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    reads,
    statements::words::money,
    ui::{
        button,
        el::{El, div, el, p},
        field::Field,
        loaded::Loaded,
        reactive::{Get, GetUntracked, untrack},
    },
};

/// The button beside a line that bears something; none beside others.
pub(super) fn button(desk: &Rc<Desk>, line: &FileLine) -> Option<El> {
    let mark = line.mark.clone()?;
    let (desk, line) = (Rc::clone(desk), line.clone());
    let named = t::tell_named(lang(), [&words::mark(&mark), ", ", &money(line.amount, &line.currency)].concat());
    let button = button::quiet(t::tell(lang())).class("button quiet small").attr("aria-label", &named);
    Some(button.on("click", move |_| open(&desk, &line, &mark)))
}

fn open(desk: &Rc<Desk>, line: &FileLine, mark: &FileMark) {
    let again = Rc::clone(desk);
    let name = ["mark:", mark.kind.word(), ":", &mark.value].concat();
    let dialog = FormDialog {
        title: t::tell_title(lang()).to_owned(),
        name,
        submit: t::tell(lang()),
        done: t::tell_done(lang()),
        changed: Rc::new(move || again.look_again()),
    };
    let (line, mark) = (line.clone(), mark.clone());
    dialog.open(move |form| {
        let accounts: Loaded<Page<AccountRow>> = reads::read(|| [paths::ACCOUNTS, "?limit=1000"].concat());
        let chosen = form.value("account", "");
        let currency = line.currency.clone();
        let options = move || {
            let all = accounts.get();
            let fitting = all.iter().flat_map(|page| &page.items).map(|row| &row.account).filter(|account| account.currency == currency);
            let label = |account: &Account| (account.id.clone(), [&account.number, " · ", &account.partner.name].concat());
            core::iter::once((String::new(), t::choose_account(lang()).to_owned())).chain(fitting.map(label)).collect()
        };
        let (shown, what) = (mark.clone(), [&words::mark(&mark), " · ", &money(line.amount, &line.currency)].concat());
        let taken = crate::ui::el::text(move || {
            let account = account(accounts, &chosen.get());
            account.filter(|account| shown.told(account).is_none()).map_or_else(String::new, |_| t::has_vat_id(lang()).to_owned())
        });
        let fields = div("stack")
            .child(div("stack tight").child(el("strong").child(what)).child(p("small muted", &line.text)))
            .child(Field::select_from(form, "account", t::tell_account(lang()), chosen, options).view())
            .child(div("small").attr("role", "status").child(taken))
            .child(p("small muted", t::tell_hint(lang())));
        Content::new(fields, move || {
            let mut faults = Faults::new();
            let found = untrack(|| account(accounts, &chosen.get_untracked()));
            let told = found.as_ref().and_then(|account| mark.told(account));
            match (found, told) {
                (Some(account), Some(edit)) => {
                    let edit = validate_settings(&edit)?;
                    Ok(Call::put(paths::settings(&account.id), account.version, to_text(&edit)))
                }
                (found, _) => {
                    faults.add("account", if found.is_some() { Fault::Taken } else { Fault::Required });
                    Err(faults)
                }
            }
        })
    });
}

fn account(accounts: Loaded<Page<AccountRow>>, id: &str) -> Option<Account> {
    let all = accounts.get()?;
    all.items.iter().map(|row| &row.account).find(|account| account.id == id).cloned()
}
