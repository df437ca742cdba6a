use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{Decision, Escalation, PromiseKind, RequestPage, Verdict};
use eyelevel_texts::{entries, escalations as te, format, papers as t, progress, promises as tp, requests as tr, severities as ts, words};

use super::spine;
use crate::app::App;
use crate::documents::sheet::{Section, Sheet, saved};
use crate::error::Result;
use crate::extract::{Caller, Language};
use crate::people::store::{installation, names_of};
use crate::{calendar, documents};

/// The whole request on paper, as the reader may see it: promises and what became of them, escalations, decisions with their reasons, history.
#[utoipa::path(get, path = "/api/v1/requests/{id}/record.pdf", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf"), (status = 401), (status = 404), (status = 503)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let mut on = app.db.read().await?;
    let page = spine::page(&app, &mut on, &caller.actor, &id).await?;
    let vendor = installation(&app, &mut on).await?;
    let mine = names_of(&mut on, std::slice::from_ref(&caller.actor.organisation_id)).await?.into_iter().next().unwrap_or_default();
    drop(on);
    let request = &page.request;
    let now = calendar::civil(&app, app.clock.now())?;
    let day = now.date();
    let mut facts = vec![(t::request(lang), request.number.clone()), (t::made_at(lang), format::timestamp(lang, now))];
    facts.extend(request.reference.clone().map(|reference| (t::reference(lang), reference)));
    facts.push((t::partner(lang), request.partner.name.clone()));
    facts.push((t::requester(lang), request.requester.name.clone()));
    facts.push((t::owner(lang), request.owner.name.clone()));
    facts.push((ts::severity(lang), progress::severity(lang, request.severity).to_owned()));
    facts.push((t::status(lang), words::state_of_request(lang, request).to_owned()));
    let sections =
        [promises(&app, lang, &page)?, escalations(&app, lang, &page)?, decisions(&app, lang, &page)?, history(&app, lang, &page)?];
    let sheet = Sheet {
        lang: lang.word(),
        title: t::record_title(lang).to_owned(),
        from: vendor.vendor.clone(),
        from_line: [vendor.vendor, vendor.phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        to: vec![caller.name.clone(), mine],
        facts,
        lead: request.subject.clone(),
        code: None,
        sections: sections.into_iter().flatten().collect(),
        note: t::record_note(lang).to_owned(),
        page_of: t::page_of(lang, "{page}", "{pages}"),
        made_on: (day.year(), day.month(), day.day()),
        files: Vec::new(),
    };
    let name = format!("{}-{}.pdf", t::record(lang), request.number);
    Ok(saved(&name, "application/pdf", documents::pdf(&app, &sheet).await?))
}

fn table(title: &str, head: Vec<&'static str>, rows: Vec<Vec<String>>) -> Option<Section> {
    (!rows.is_empty()).then(|| Section { title: title.to_owned(), deep: false, lines: Vec::new(), head, rows })
}

fn promises(app: &App, lang: Lang, page: &RequestPage) -> Result<Option<Section>> {
    let mut rows = Vec::new();
    for promise in &page.promises {
        let kind = match promise.kind {
            PromiseKind::Answer => tp::kind_answer(lang),
            PromiseKind::Decision => tp::kind_decision(lang),
            PromiseKind::Fulfilment => tp::kind_fulfilment(lang),
        };
        let moved = promise.moved_reason.as_ref().map(|reason| tp::moved(lang, reason));
        let due = match promise.due_at {
            Some(due) if due != promise.first_due_at => at(app, lang, due)?,
            _ => String::new(),
        };
        let status = [Some(progress::promise_status(lang, promise).to_owned()), moved].into_iter().flatten().collect::<Vec<_>>().join(". ");
        rows.push(vec![kind.to_owned(), at(app, lang, promise.first_due_at)?, due, status]);
    }
    Ok(table(tp::all(lang), vec![t::what(lang), t::first_date(lang), t::new_date(lang), t::status(lang)], rows))
}

fn escalations(app: &App, lang: Lang, page: &RequestPage) -> Result<Option<Section>> {
    let rows = page.escalations.iter().map(|one| escalation(app, lang, one)).collect::<Result<Vec<_>>>()?;
    Ok(table(te::title(lang), vec![t::when(lang), t::whom(lang), t::due(lang), t::note(lang)], rows))
}

fn escalation(app: &App, lang: Lang, one: &Escalation) -> Result<Vec<String>> {
    let from = match &one.by {
        Some(by) => te::by_partner(lang, &by.name, at(app, lang, one.at)?),
        None => te::by_portal(lang, at(app, lang, one.at)?),
    };
    let answered = match (&one.answer, &one.answered_by, one.answered_at) {
        (Some(answer), Some(by), Some(when)) => Some(format!("{}, {}: {answer}", by.name, at(app, lang, when)?)),
        _ => None,
    };
    let parts = [Some(from), one.reason.clone(), answered, Some(progress::escalation_status(lang, one).to_owned())];
    let due = one.due_at.map_or_else(|| Ok(String::new()), |due| at(app, lang, due))?;
    let whom = format!("{} ({})", one.person.name, progress::level(lang, one.level));
    Ok(vec![at(app, lang, one.at)?, whom, due, parts.into_iter().flatten().collect::<Vec<_>>().join(". ")])
}

fn decisions(app: &App, lang: Lang, page: &RequestPage) -> Result<Option<Section>> {
    let mut rows = Vec::new();
    for decision in &page.decisions {
        rows.push(vec![at(app, lang, decision.at)?, decision.by.name.clone(), said(lang, decision)]);
    }
    Ok(table(tr::decision(lang), vec![t::when(lang), t::who(lang), t::note(lang)], rows))
}

fn said(lang: Lang, decision: &Decision) -> String {
    let reason = decision.reason.as_deref().unwrap_or_default();
    match decision.verdict {
        Verdict::Approved => [tr::approved_as_asked(lang), reason].join(" ").trim_end().to_owned(),
        Verdict::ApprovedWithChanges => [tr::approved_with_changes(lang), reason].join(" "),
        Verdict::Declined => {
            let instead = decision.alternative.as_ref().map_or_else(|| tr::no_alternative(lang).to_owned(), |a| tr::alternative(lang, a));
            format!("{} {instead}", tr::no_because(lang, reason))
        }
    }
}

fn history(app: &App, lang: Lang, page: &RequestPage) -> Result<Option<Section>> {
    let moment = |when: Millis| at(app, lang, when).unwrap_or_default();
    let mut rows = Vec::new();
    for entry in &page.timeline {
        let text = entry.text.clone().filter(|_| entries::has_words(entry.kind)).unwrap_or_default();
        rows.push(vec![at(app, lang, entry.at)?, entries::sentence(lang, page.request.kind, entry, &moment), text]);
    }
    Ok(table(tr::history(lang), vec![t::when(lang), t::what(lang), t::note(lang)], rows))
}

fn at(app: &App, lang: Lang, at: Millis) -> Result<String> {
    Ok(format::timestamp(lang, calendar::civil(app, at)?))
}
