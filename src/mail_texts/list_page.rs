use std::rc::Rc;

use eyelevel_contract::{
    lang::PageLang,
    mail_texts::{MailTextRow, MailTexts, PAGE, PATH, can_keep, page as page_of},
};
use eyelevel_texts::{languages, mail_words as t};

use crate::{
    filters,
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_keep(&session::actor())) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let list: Loaded<MailTexts> = reads::read(|| PATH.to_owned());
    let mut speaking: Vec<(&str, &str)> = vec![("", name(lang().into()))];
    speaking.extend(PageLang::ALL.iter().filter(|of| **of != lang().into()).map(|of| (of.word(), name(*of))));
    let choices = div("row")
        .child(filters::search(PAGE, t::search(lang())))
        .child(filters::choice(PAGE, t::language(lang()), "lang", &speaking))
        .child(filters::choice(PAGE, t::which(lang()), "own", &[("", t::all(lang())), ("yes", t::own_only(lang()))]));
    let shown = list.show(8, |texts: &Rc<MailTexts>| rows(texts));
    div("page").child(head).child(p("muted", t::lead(lang()))).child(choices).child(list.age()).child(div("stack").child(shown))
}

/// A language's name.
fn name(of: PageLang) -> &'static str {
    match of {
        PageLang::De => languages::german(lang()),
        PageLang::En => languages::english(lang()),
        PageLang::Fr => languages::french(lang()),
        PageLang::It => languages::italian(lang()),
        PageLang::Nl => languages::dutch(lang()),
        PageLang::Pl => languages::polish(lang()),
        PageLang::Cs => languages::czech(lang()),
    }
}

fn rows(texts: &MailTexts) -> El {
    let speaks = router::param("lang").and_then(|word| PageLang::from_word(&word)).unwrap_or_else(|| lang().into());
    let wanted = router::param("q").unwrap_or_default().to_lowercase();
    let own = router::param("own").is_some();
    let fits = |row: &&MailTextRow| row.lang == speaks && (row.own || !own) && row.title.to_lowercase().contains(wanted.trim());
    let lines: Vec<El> = texts.items.iter().filter(fits).map(line).collect();
    if lines.is_empty() {
        return empty(t::none(lang()), button::link("button", PAGE, t::show_all(lang())));
    }
    let columns = [t::mail(lang()), t::words(lang())].map(Column::plain);
    table("mail-texts-table", t::title(lang()), columns.into(), lines)
}

fn line(of: &MailTextRow) -> El {
    let link = el("a").attr("href", &page_of(&of.id)).attr("lang", of.lang.word()).child(of.title.as_str());
    let state = if of.own { status(Tone::Good, t::own(lang())) } else { span("muted", t::standard(lang())) };
    row([cell(t::mail(lang()), link), cell(t::words(lang()), state)])
}
