//! The scorecard's words.

use eyelevel_contract::{
    lang::Lang,
    requests::Figure,
    scorecard::{By, Row, TeamName},
};

use crate::{figures as t, format, progress};

/// A figure's name.
#[must_use]
pub fn figure(lang: Lang, figure: Figure) -> &'static str {
    match figure {
        Figure::Kept => t::kept(lang),
        Figure::Broken => t::broken(lang),
        Figure::Moved => t::moved(lang),
        Figure::Paused => t::paused(lang),
        Figure::Decided => t::decided(lang),
        Figure::Reasoned => t::reasoned(lang),
        Figure::Declined => t::declined(lang),
        Figure::Escalated => t::escalated(lang),
        Figure::Silent => t::silent(lang),
        Figure::WrongKeys => t::wrong_keys(lang),
        Figure::WrongStatements => t::wrong_statements(lang),
        Figure::Answered => t::answered(lang),
        Figure::PartnerAnswered => t::partner_answered(lang),
        Figure::BackInTime => t::back_in_time(lang),
        Figure::BackLate => t::back_late(lang),
    }
}

/// What a row stands for.
#[must_use]
pub fn by(lang: Lang, by: By) -> &'static str {
    match by {
        By::Month => t::month(lang),
        By::Kind => t::kind(lang),
        By::Team => t::team(lang),
    }
}

/// A row's name.
#[must_use]
pub fn name(lang: Lang, row: &Row) -> String {
    match (row.month, row.kind, row.team) {
        (Some(month), ..) => format::month_long(lang, month),
        (_, Some(kind), _) => progress::kinds(lang, kind).to_owned(),
        (_, _, Some(team)) => match team {
            TeamName::Work => t::team_work(lang),
            TeamName::Money => t::team_money(lang),
            TeamName::All => t::team_all(lang),
        }
        .to_owned(),
        _ => t::total(lang).to_owned(),
    }
}

/// Business minutes in the largest unit that says enough, a working day having eight hours.
#[must_use]
pub fn span(lang: Lang, minutes: i64) -> String {
    match minutes {
        ..60 => t::minutes(lang, minutes),
        60..960 => t::hours(lang, (minutes + 30) / 60),
        _ => t::days(lang, (minutes + 240) / 480),
    }
}
