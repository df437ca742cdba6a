//! What can be said of a key, for who holds it.

use eyelevel_contract::{
    ids::Millis,
    json::{from_text, to_text},
    licences::{AskRevoked, Host, KeyData, Report, Revoked, Verdict, paths},
};
use eyelevel_texts::{key_check as t, keys};

use super::until::until;
use crate::{
    client::Call,
    clock, copied,
    i18n::{lang, timestamp},
    requests::side::fact,
    task,
    ui::{
        button,
        el::{El, div, dynamic, el, p, span},
        reactive::Var,
        status::{Tone, status},
    },
};

/// Everything that is to be said, the gravest first.
pub(super) fn view(report: &Report, id: &str) -> El {
    let result = el("section").class("card stack").id(id).attr("tabindex", "-1").child(el("h2").child(t::result(lang())));
    let verdicts = report.verdicts.iter().map(|verdict| {
        let said = keys::verdict(lang(), verdict, &timestamp);
        div("stack tight").child(status(tone(verdict), &said.what)).child(p("", &said.next))
    });
    let proven = report.proven.as_deref();
    result
        .child(verdicts.collect::<Vec<_>>())
        .child(repairs(report))
        .child(report.data.as_ref().map(|data| says(data, proven)))
        .child(report.text.as_deref().filter(|_| proven.is_some()).map(entered))
        .child(report.data.as_ref().filter(|_| proven.is_some()).and(report.key.as_deref()).map(taken_back))
}

/// Whether it was taken back: nothing that a key could say, so the server is asked, if somebody wants that; until then nothing is sent.
fn taken_back(key: &str) -> El {
    let key = key.to_owned();
    let said: Var<Option<Result<Option<Millis>, ()>>> = Var::new(None);
    let ask = button::quiet(t::revocation_ask(lang())).on("click", move |_| {
        let call = Call::post(paths::REVOCATION, to_text(&AskRevoked { key: key.clone() })).by_anybody();
        task::spawn(async move {
            let answer = call.send().await.ok().and_then(|text| from_text::<Revoked>(&text));
            said.set(Some(answer.map(|revoked| revoked.revoked_at).ok_or(())));
        });
    });
    let answer = dynamic(move || match *said.get() {
        None => p("muted small", t::revocation(lang())),
        Some(Ok(None)) => p("", &t::not_revoked(lang(), timestamp(clock::now()))),
        Some(Ok(Some(at))) => status(Tone::Late, &t::revoked(lang(), timestamp(at))),
        Some(Err(())) => p("", t::revocation_away(lang())),
    });
    div("stack tight").child(div("").attr("role", "status").child(answer)).child(div("buttons").child(ask))
}

const fn tone(verdict: &Verdict) -> Tone {
    match verdict {
        Verdict::Good => Tone::Good,
        Verdict::Nothing => Tone::Calm,
        Verdict::ReadyMade { .. } => Tone::Owed,
        _ => Tone::Late,
    }
}

fn repairs(report: &Report) -> Option<El> {
    if report.repairs.is_empty() {
        return None;
    }
    let list = report.repairs.iter().map(|repair| el("li").child(keys::repair(lang(), *repair))).collect::<Vec<_>>();
    Some(div("stack tight").child(p("", t::repaired(lang()))).child(el("ul").child(list)))
}

fn says(data: &KeyData, proven: Option<&str>) -> El {
    let capacity = data.capacity.map_or_else(|| t::unlimited(lang()).to_owned(), |n| n.to_string());
    let until = data.expires.map_or_else(|| t::for_ever(lang()).to_owned(), until);
    let facts = [
        fact(t::product(lang()), data.product.as_str()),
        fact(t::edition(lang()), data.edition.as_str()),
        fact(t::versions(lang()), keys::versions(lang(), &data.versions)),
        fact(t::host(lang()), data.host.as_ref().map_or_else(|| t::any_host(lang()), Host::as_str)),
        fact(t::capacity(lang()), capacity),
        fact(t::valid_from(lang()), timestamp(data.not_before)),
        fact(t::valid_until(lang()), until),
        fact(t::issued_at(lang()), timestamp(data.issued_at)),
        fact(t::signed_by(lang()), span("key-text", &data.key_id)),
    ];
    let heading = if proven.is_some() { t::says(lang()) } else { t::unproven_says(lang()) };
    div("stack tight").child(el("h3").child(heading)).child(el("dl").class("facts").child(facts.into_iter().flatten().collect::<Vec<_>>()))
}

/// The key as it should have arrived, to copy.
fn entered(text: &str) -> El {
    let text_to_copy = text.to_owned();
    let copy = button::secondary(t::copy(lang())).on("click", move |_| copied::copy(&text_to_copy));
    let shown = el("pre").class("key-text").attr("tabindex", "0").child(text);
    div("stack tight").child(el("h3").child(t::as_it_should_be(lang()))).child(shown).child(div("buttons").child(copy))
}
