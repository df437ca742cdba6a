//! The accounts: who owes how much, and in how many lines. Whoever has one account only comes straight to it.

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    requests::rules::Refusal,
    statements::{
        AccountRow, paths,
        rules::{can_keep, can_see_files},
    },
};
use eyelevel_texts::{statement_files as tf, statement_keeping as tb, statements_page as t};

use super::{account_form, check, nothing::ask_about, words};
use crate::{
    filters,
    i18n::{date, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, nothing, p},
        empty::empty,
        loaded::Loaded,
        reactive::effect,
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::accounts(lang()));
    let vendor = session::actor().is_vendor();
    let list: Loaded<Page<AccountRow>> = reads::read(|| router::join(paths::ACCOUNTS, &router::query()));
    if !vendor {
        effect(move || {
            if let Some(id) = list.get().and_then(|page| only(&page)) {
                router::replace(&paths::page(&id));
            }
        });
    }
    let (check, checked) = can_keep(&session::actor()).is_ok().then(check::check).unzip();
    let add = vendor.then(|| {
        let partners = reads::read(account_form::partners);
        let why = can_keep(&session::actor()).err().map(|roles| button::why(Err(Refusal::NeedsRole(roles))).unwrap_or_default());
        let changed: Rc<dyn Fn()> = Rc::new(move || list.again());
        button::explained(button::primary(tb::open_account(lang())), why, move || account_form::open(partners, Rc::clone(&changed)))
    });
    let head =
        div("page-head").child(el("h1").child(t::accounts(lang()))).child(div("buttons").child(files_link()).child(check).child(add));
    let search = vendor.then(|| div("filters").child(filters::search(paths::PAGE, t::search_accounts(lang()))));
    let shown = list.show(4, move |page: &Rc<Page<AccountRow>>| {
        if !vendor && only(page).is_some() {
            return nothing();
        }
        rows(page, vendor)
    });
    div("page statements")
        .child(head)
        .child(p("muted", t::lead(lang())))
        .child(checked)
        .child(search)
        .child(list.age())
        .child(div("stack").child(shown))
}

/// The way to the files, for who may see them.
fn files_link() -> Option<El> {
    can_see_files(&session::actor()).is_ok().then(|| button::link("button", paths::FILES_PAGE, tf::link(lang())))
}

/// The id of the only account.
fn only(page: &Page<AccountRow>) -> Option<String> {
    match page.items.as_slice() {
        [one] if page.next.is_none() => Some(one.account.id.clone()),
        _ => None,
    }
}

fn rows(page: &Page<AccountRow>, vendor: bool) -> El {
    if page.items.is_empty() {
        let searched = router::param("q").is_some();
        let (words, next) = match (searched, vendor) {
            (true, _) => (t::none_found_accounts(lang()), Some(button::link("button", paths::PAGE, t::show_all(lang())))),
            (false, true) => (t::none_accounts_vendor(lang()), files_link()),
            (false, false) => (t::none_accounts(lang()), ask_about()),
        };
        return empty(words, next);
    }
    let names = [t::account(lang()), t::partner(lang()), t::balance(lang()), t::open_lines(lang()), t::last_day(lang())];
    let line = |line: &AccountRow| {
        let account = &line.account;
        let number = el("a").attr("href", &paths::page(&account.id)).child([&account.number, " · ", &account.currency].concat());
        row([cell(names[0], number)])
            .child(vendor.then(|| cell(names[1], account.partner.name.as_str())))
            .child(cell(names[2], words::money(line.balance, &account.currency)).class("number"))
            .child(cell(names[3], eyelevel_texts::format::integer(lang(), line.open)).class("number"))
            .child(cell(names[4], line.last_on.map_or_else(|| t::never(lang()).to_owned(), date)))
    };
    let mut columns: Vec<Column> = names.into_iter().map(Column::plain).collect();
    columns[2].class = "number";
    columns[3].class = "number";
    if !vendor {
        columns.remove(1);
    }
    let class = if vendor { "accounts-table for-vendor" } else { "accounts-table" };
    let table = table(class, t::accounts(lang()), columns, page.items.iter().map(line).collect());
    div("stack").child(table).child(filters::pages(paths::PAGE, page.next.as_deref()))
}
