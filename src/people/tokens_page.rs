//! The reader's API tokens: what each may, until when, and when it was used last; a new one, which is shown once; the end of one.

use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    page::Page,
    people::tokens::{ApiToken, DAYS_USUAL, MANUAL, MadeToken, NewToken, TOKEN_NAME_MAX, TOKENS, TokenScope, one, validate_token},
};
use eyelevel_texts::api_tokens as t;

use crate::{
    client::Call,
    clock, copied,
    i18n::{date, day_of, lang, timestamp},
    reads, router,
    ui::{
        button, dialog,
        el::{El, div, dynamic, el, p, span},
        empty::empty,
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::GetUntracked,
        status::{Tone, status},
        table::{Column, cell, row, table},
        toast,
    },
    writes::{self, MEMORY},
};

type List = Loaded<Page<ApiToken>>;

/// What can be asked, in the words of OpenAPI.
const DESCRIPTION: &str = "/api/docs/";

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: List = reads::read(|| TOKENS.to_owned());
    // How many there are is known before one more is made.
    let add = dynamic(move || {
        let Some(there) = list.get() else { return div("") };
        let good = there.items.iter().filter(|token| !token.expired).count();
        div("").child(button::primary(t::add(lang())).on("click", move |_| add(good, list)))
    });
    let description = el("a").attr("href", DESCRIPTION).child(t::description(lang()));
    let manual = el("a").attr("href", MANUAL).child(t::manual(lang()));
    let how = [" ", t::how(lang()), " "].concat();
    let and = [" ", t::and_the(lang()), " "].concat();
    let lead = p("muted", t::lead(lang())).child(how.as_str()).child(manual).child(and.as_str()).child(description).child(".");
    let shown = list.show(4, move |page| rows(page, list));
    div("page")
        .child(div("page-head").child(el("h1").child(t::title(lang()))).child(add))
        .child(lead)
        .child(p("muted", t::ends(lang())))
        .child(list.age())
        .child(div("stack").child(shown))
}

fn scope(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => t::read(lang()),
        TokenScope::Write => t::write(lang()),
    }
}

fn rows(page: &Rc<Page<ApiToken>>, list: List) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let columns = [t::name(lang()), t::scope(lang()), t::until(lang()), t::used(lang()), ""].map(Column::plain);
    let lines = page.items.iter().map(|token| line(token, list)).collect();
    table("tokens-table", t::title(lang()), columns.into(), lines)
}

fn line(token: &ApiToken, list: List) -> El {
    let made = t::made_on(lang(), date(day_of(token.created_at)));
    let name = div("stack cell")
        .child(span("", &token.name))
        .child(span("muted small", "").child(el("code").child([&token.start, "…"].concat())).child(" · ").child(made));
    let until = div("stack cell").child(date(token.expires_on)).child(token.expired.then(|| status(Tone::Late, t::expired(lang()))));
    let used = token.used_at.map_or_else(|| t::never(lang()).to_owned(), timestamp);
    let url = one(&token.id);
    let revoke = button::quiet(t::revoke(lang())).class("button quiet small").attr("aria-label", &t::revoke_named(lang(), &token.name));
    let revoke = revoke.on("click", move |_| ask_to_revoke(url.clone(), list));
    row([
        cell(t::name(lang()), name),
        cell(t::scope(lang()), scope(token.scope)),
        cell(t::until(lang()), until),
        cell(t::used(lang()), used),
        cell("", div("buttons").child(revoke)),
    ])
}

fn add(good: usize, list: List) {
    dialog::open(t::add(lang()), move |closer| {
        let form = Form::kept(MEMORY, "api-token");
        let today = day_of(clock::now());
        let name = form.value("name", "");
        let chosen = form.value("scope", TokenScope::Read.word());
        let until = form.value("expires_on", &today.plus_days(DAYS_USUAL).to_string());
        let scopes = vec![
            (TokenScope::Read.word().to_owned(), t::read_why(lang()).to_owned()),
            (TokenScope::Write.word().to_owned(), t::write_why(lang()).to_owned()),
        ];
        let called =
            Field::line(form, "name", t::name(lang()), name).hint(t::name_hint(lang())).attr("maxlength", &TOKEN_NAME_MAX.to_string());
        let fields = div("stack")
            .child(called.view())
            .child(Field::radio(form, "scope", t::scope(lang()), chosen, scopes).view())
            .child(Field::date(form, "expires_on", t::until(lang()), until).hint(t::until_hint(lang())).view());
        let send = move || {
            let new = NewToken {
                name: name.get_untracked(),
                scope: TokenScope::from_word(&chosen.get_untracked()).unwrap_or(TokenScope::Read),
                expires_on: until.get_untracked().parse().ok(),
            };
            if let Err(faults) = validate_token(&new, day_of(clock::now()), good) {
                return form.fault(&faults);
            }
            let closer = closer.clone();
            writes::submit(form, Call::post(TOKENS, to_text(&new)), move |text| {
                closer.close();
                list.again();
                show(text);
            });
        };
        form.element(send).child(form.summary()).child(fields).child(div("buttons").child(form.submit(t::add(lang()))))
    });
}

/// Shows what it is, this once.
fn show(answer: &str) {
    let Some(made) = from_text::<MadeToken>(answer) else { return };
    dialog::open(t::made_title(lang()), move |closer| {
        let done = button::primary(t::copied(lang())).on("click", move |_| closer.close());
        let Some(secret) = made.secret else { return div("stack").child(p("", t::lost(lang()))) };
        let text = |text: &str| el("pre").class("key-text").attr("tabindex", "0").child(text);
        let shown = text(&secret);
        let header = text(&["Authorization: Bearer ", &secret].concat());
        let copy = button::secondary(t::copy(lang())).on("click", move |_| copied::copy(&secret));
        div("stack")
            .child(p("", t::once(lang())))
            .child(shown)
            .child(p("muted", t::sent_as(lang())))
            .child(header)
            .child(div("buttons").child([copy, done]))
    });
}

fn ask_to_revoke(url: String, list: List) {
    dialog::ask(t::revoke_title(lang()), t::revoke(lang()), t::revoke_ask(lang()), move || {
        writes::act(Call::delete(url.as_str()), move |_| {
            toast::say(t::revoked(lang()));
            list.again();
        });
    });
}
