//! The statement of an account: the verdict first, how the balance comes about, what does not add up, and the ledger.

use std::rc::Rc;

use eyelevel_contract::{
    people::paths::encode,
    statements::{Statement, paths},
};
use eyelevel_texts::{format, statement_bank as tv, statement_keeping as tb, statements, statements_page as t};

use super::{
    account_form,
    chart::chart,
    chosen::{bar, everything},
    desk::Desk,
    details,
    download::downloads,
    equation::equation,
    findings::{LEDGER, findings},
    keep,
    ledger::{self, Around},
    monthly,
    nothing::ask_about,
    toolbar::toolbar,
    view::{Filter, View},
};
use crate::{
    filters,
    i18n::{date, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        empty::empty,
        loaded::Loaded,
        reactive::{Flag, untrack, window},
    },
};

pub(super) fn page(id: &str) -> El {
    router::title(t::title(lang()));
    let (url, here) = (paths::one(id), paths::page(id));
    // What else the address holds, the browser filters by itself.
    let statement: Loaded<Statement> = reads::read(move || {
        let days = ["from", "until"].map(|name| router::param(name).map(|day| [name, "=", &encode(&day)].concat()));
        router::join(&url, &days.into_iter().flatten().collect::<Vec<_>>().join("&"))
    });
    let desk = Desk::new(statement);
    let narrow = Flag::new();
    narrow.set(ledger::is_narrow());
    let top = {
        let here = here.clone();
        statement.show_headed(8, move |statement| {
            let view = Rc::new(View::new(statement));
            desk.view.set(Some(Rc::clone(&view)));
            untrack(|| top(desk, &view, &here))
        })
    };
    let below = {
        let here = here.clone();
        dynamic(move || match &*desk.view.get() {
            Some(view) if view.statement.postings.is_empty() => nothing(),
            Some(view) => {
                let _ = narrow.get();
                below(desk, view, &here)
            }
            None => nothing(),
        })
    };
    let tools = toolbar(&here, statement).bind_flag("hidden", move || desk.view.get().as_ref().as_ref().is_none_or(|view| is_bare(view)));
    div("page statement")
        .child(statement.age())
        .child(div("").child(top))
        .child(tools)
        .child(div("").bind("aria-busy", move || statement.is_stale().then(|| "true".to_owned())).child(below))
        .child(monthly::monthly(id).bind_flag("hidden", move || desk.view.get().as_ref().as_ref().is_none_or(|view| is_bare(view))))
        .child(bar(desk))
        .keep(ledger::on_width(move || narrow.set(ledger::is_narrow())))
}

/// Nothing was ever posted.
fn is_bare(view: &View) -> bool {
    let statement = &view.statement;
    statement.postings.is_empty() && statement.equation.opening == 0 && ["from", "until"].iter().all(|name| router::param(name).is_none())
}

fn top(desk: Desk, view: &Rc<View>, here: &str) -> El {
    let statement = &*view.statement;
    let verdict = statements::verdict(lang(), statement);
    router::title(&[t::title(lang()), " ", &statement.account.number].concat());
    let account = &statement.account;
    let whose = t::of_account(lang(), &account.number, &account.partner.name);
    let period = t::period(lang(), date(statement.from), date(statement.until));
    let where_ = div("request-where").child(el("span").child(whose)).child(el("span").child(period));
    let vendor = &session::me().installation.vendor;
    let paper = p("print-only", &t::statement_of(lang(), vendor));
    let title = div("request-head").child(paper).child(el("h1").child(verdict)).child(where_);
    let page = div("stack wide-gap").child(div("page-head").child(title).child(tools(desk, view)));
    if statement.postings.is_empty() {
        let period = ["from", "until"].iter().any(|name| router::param(name).is_some());
        let (words, next) = if period {
            let whole = filters::address(here, &[("from", ""), ("until", "")]);
            (t::none_in_period(lang()), Some(button::link("button", &whole, t::whole_period(lang()))))
        } else {
            (t::none_why(lang()), session::actor().is_partner().then(ask_about).flatten())
        };
        return page.child(empty(words, next));
    }
    let main = findings(desk, view, here);
    let columns = div("columns statement-columns").child(main).child(chart(statement));
    page.child(equation(statement)).child(columns)
}

/// What can be done with the whole account.
fn tools(desk: Desk, view: &Rc<View>) -> El {
    let print = button::quiet(t::print(lang())).on("click", |_| drop(window().print()));
    let some = !view.statement.postings.is_empty();
    let partner = session::actor().is_partner();
    let bank = partner.then(|| button::link("button", &paths::bank(&view.statement.account.id), tv::title(lang())));
    let all = div("buttons").child(some.then_some(print)).child(some.then(|| downloads(&view.statement))).child(bank);
    if !view.statement.keeps {
        return all;
    }
    let (posting, account) = (Rc::clone(view), view.statement.account.clone());
    let settings = button::secondary(tb::settings(lang()));
    let settings = settings.on("click", move |_| account_form::settings(&account, Rc::new(move || desk.changed())));
    let id = view.statement.account.id.clone();
    let again = button::secondary(tb::match_all(lang())).on("click", move |_| keep::match_all(desk, &id));
    all.child(again).child(settings).child(button::primary(tb::post(lang())).on("click", move |_| keep::post(desk, &posting, None)))
}

fn below(desk: Desk, view: &Rc<View>, here: &str) -> El {
    let filter = Filter::of_address();
    untrack(|| {
        let groups = view.asked(&filter);
        let count = |groups: &[usize]| groups.iter().map(|group| view.groups[*group].postings().count()).sum::<usize>();
        let (shown, all) = (count(&groups), view.statement.postings.len());
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let words = if shown == all {
            t::shown(lang(), number(all))
        } else {
            t::shown_of(lang(), number(shown), format::integer(lang(), number(all)))
        };
        let clear = (shown != all).then(|| {
            let all = filters::address(here, &[("show", ""), ("q", "")]);
            button::link("button quiet small", &all, t::clear(lang()))
        });
        let head =
            div("section-head").child(el("h2").child(t::ledger(lang()))).child(div("row").child(p("small muted", &words)).child(clear));
        if groups.is_empty() {
            return place(head).child(empty(t::none_shown(lang()), None::<El>));
        }
        let keeps = view.statement.keeps;
        let picks = keeps || desk.asks;
        let (shown, all) = (Rc::clone(view), picks.then(|| everything(desk, view, &groups, keeps)));
        let around =
            Around { chosen: desk.chosen, picks, picks_held: keeps, open: Rc::new(move |place| details::open(desk, &shown, place)) };
        let paper = p("print-only small", t::on_paper(lang()));
        place(head).child(paper).child(all).child(ledger::ledger(view, &groups, around))
    })
}

/// The ledger's place, to which links lead.
fn place(head: El) -> El {
    div("stack").id(LEDGER).attr("tabindex", "-1").child(head)
}
