use std::rc::Rc;

use eyelevel_contract::{
    requests::{Figure, Kind, RequestQuery, month_word, paths},
    scorecard::{By, MONTHS_MAX, PAGE, PATH, Row, Scorecard, Spread, TABLE, months_before},
};
use eyelevel_texts::{figures as t, scores};

use super::chart::chart;
use crate::{
    clock, filters,
    i18n::{day_of, lang},
    reads,
    requests::words::kinds,
    router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, p, span},
        loaded::Loaded,
        table::{Column, cell, row, table},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let card: Loaded<Scorecard> = reads::read(|| address(PATH));
    // With the choices of the moment in which it is asked for.
    let export = dynamic(|| button::link("button", &address(TABLE), t::table(lang())).attr("download", ""));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(div("buttons").child(export));
    let lead = if session::actor().is_partner() { t::lead_partner(lang()) } else { t::lead(lang()) };
    let shown = card.show(6, |card: &Rc<Scorecard>| div("stack wide-gap").child(chart(card)).child(tables(card)));
    div("page").child(head).child(p("muted", lead)).child(choices()).child(card.age()).child(div("stack").child(shown))
}

/// The API's address with what the page's own says.
fn address(path: &str) -> String {
    router::join(path, &router::query())
}

fn choices() -> El {
    let by = [By::Month, By::Kind, By::Team].map(|by| (if by == By::Month { "" } else { by.word() }, scores::by(lang(), by)));
    let today = day_of(clock::now());
    let mut periods = vec![(String::new(), t::months(lang(), 6))];
    for count in [1, 3, 12, MONTHS_MAX] {
        periods.push((months_before(today, count).map(month_word).unwrap_or_default(), t::months(lang(), count)));
    }
    let periods: Vec<_> = periods.iter().map(|(from, label)| (from.as_str(), label.as_str())).collect();
    div("row").child([
        filters::choice(PAGE, t::period(lang()), "from", &periods),
        filters::choice(PAGE, t::by(lang()), "by", &by),
        filters::choice(PAGE, t::kind(lang()), "kind", &kinds()),
    ])
}

/// Where the requests behind a figure of a row are listed.
pub(super) fn behind(card: &Scorecard, row: &Row, figure: Figure) -> String {
    let (from, until) = row.month.map_or((card.from, card.until), |month| (month, month));
    let kind = row.kind.or_else(|| router::param("kind").and_then(|word| Kind::from_word(&word)));
    let query = RequestQuery {
        figure: Some(figure),
        from: Some(month_word(from)),
        until: Some(month_word(until)),
        kind,
        ..RequestQuery::default()
    };
    router::join(paths::PAGE, &query.to_query())
}

fn tables(card: &Scorecard) -> El {
    let groups: [(&str, &str, &[Figure]); 3] = [
        ("score-promises", t::promises(lang()), &[Figure::Kept, Figure::Broken, Figure::Moved, Figure::Escalated, Figure::Silent]),
        ("score-answers", t::answers(lang()), &[Figure::Answered, Figure::Decided, Figure::Reasoned, Figure::Declined]),
        ("score-trouble", t::trouble(lang()), &[Figure::WrongKeys, Figure::WrongStatements]),
    ];
    let mut all = div("stack wide-gap");
    for (class, title, figures) in groups {
        let spread: Option<fn(&Row) -> &Spread> = (figures[0] == Figure::Answered).then_some(|row: &Row| &row.answer);
        all = all.child(group(card, (class, title), figures, spread.map(|spread| (t::answer(lang()), spread))));
    }
    let partner: fn(&Row) -> &Spread = |row| &row.partner_answer;
    all.child(group(
        card,
        ("score-partner", t::yours(lang())),
        &[Figure::Paused, Figure::PartnerAnswered, Figure::BackInTime, Figure::BackLate],
        Some((t::partner_answer(lang()), partner)),
    ))
}

/// What is measured beside what is counted: its name, and where it stands in a row.
type Measured = (&'static str, fn(&Row) -> &Spread);

fn group(card: &Scorecard, (class, title): (&str, &str), figures: &[Figure], measured: Option<Measured>) -> El {
    let mut columns = vec![Column::plain(scores::by(lang(), card.by))];
    columns.extend(figures.iter().map(|figure| Column { class: "number", ..Column::plain(scores::figure(lang(), *figure)) }));
    columns.extend(measured.map(|(name, _)| Column::plain(name)));
    let lines = card.rows.iter().chain([&card.total]).map(|line| self::line(card, line, figures, measured)).collect();
    el("section").class("stack tight").child(el("h2").child(title)).child(table(class, title, columns, lines))
}

fn line(card: &Scorecard, of: &Row, figures: &[Figure], measured: Option<Measured>) -> El {
    let name = scores::name(lang(), of);
    let first = cell(scores::by(lang(), card.by), name.as_str());
    let counts = figures.iter().map(|figure| {
        let (label, count) = (scores::figure(lang(), *figure), of.count(*figure));
        let number = eyelevel_texts::format::integer(lang(), count);
        let shown = if count == 0 {
            span("muted", &number)
        } else {
            let long = t::behind(lang(), label, &number, &name);
            el("a").attr("href", &behind(card, of, *figure)).attr("aria-label", &long).child(number.as_str())
        };
        cell(label, shown).class("number")
    });
    let spread = measured.map(|(label, of_row)| {
        let spread = of_row(of);
        let said = if spread.count == 0 {
            t::none(lang()).to_owned()
        } else {
            t::spread(lang(), scores::span(lang(), spread.median), scores::span(lang(), spread.p90))
        };
        cell(label, said.as_str())
    });
    row(first).child(counts.collect::<Vec<_>>()).child(spread)
}
