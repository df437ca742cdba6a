//! The promise in words: who owes what by when, and how much business time is left. Counted here, inside the vendor's open hours, against the
//! server's clock; it ticks without the server.

use eyelevel_contract::{
    business_time::{MINUTE, Open, elapsed},
    ids::Millis,
    requests::{
        Kind, PromiseKind, Reply, Request, Section, State,
        rules::{Action, can, is_overdue},
    },
};
use eyelevel_texts::promises as t;

use crate::{
    clock,
    i18n::{day, day_of, lang, moment},
    session,
    ui::status::Tone,
};

/// A working day has eight hours.
const DAY: i64 = 8 * 60;
/// Less than this is tight.
const TIGHT: i64 = 4 * 60;

/// What is owed, in a sentence, with its tone.
pub(crate) struct Line {
    /// The sentence.
    pub text: String,
    /// What is left, in words; or what was promised, of a broken promise.
    pub left: String,
    /// How pressing it is.
    pub tone: Tone,
}

/// The line of a request, or that of an answer which is owed to the partner, if nothing of the vendor's is due before that. Ticks, as [`line`] does.
#[must_use]
pub(crate) fn pressing(request: &Request, open: &[Open]) -> Line {
    let sooner = request.promise.as_ref().filter(|_| request.section == Section::WithVendor).and_then(|promise| promise.due_at);
    match &request.reply {
        Some(reply) if sooner.is_none_or(|due| reply.due_at < due) => replies(request, reply, open),
        _ => line(request, open),
    }
}

/// The answer that is owed to what the partner wrote.
#[must_use]
pub(crate) fn replies(request: &Request, reply: &Reply, open: &[Open]) -> Line {
    let owner = request.owner.name.as_str();
    running(owner, t::answer(lang(), owner, moment(reply.due_at)), reply.due_at, reply.late, false, open)
}

/// The line of a request. Ticks: read it in a view that may be made anew.
#[must_use]
pub(crate) fn line(request: &Request, open: &[Open]) -> Line {
    let calm = |text: String| Line { text, left: String::new(), tone: Tone::Calm };
    let owed = |text: String| Line { text, left: String::new(), tone: Tone::Owed };
    let actor = session::actor();
    let ours = actor.is_partner();
    let owner = request.owner.name.as_str();
    let day = |day_: Option<_>| day_.map(day).unwrap_or_default();
    match request.state {
        State::Submitted | State::Approved => promised(request, open),
        State::Question if ours => owed(t::question_you(lang(), owner)),
        State::Question => calm(t::question_them(lang(), &request.partner.name)),
        State::Offered if ours && can(&actor, Action::Accept, request).is_ok() => owed(t::offered_you(lang(), owner)),
        State::Offered if ours => owed(t::offered_colleague(lang(), owner, &request.requester.name)),
        State::Offered => calm(t::offered_them(lang(), &request.partner.name)),
        State::OnLoan | State::ReturnDue if is_overdue(request, day_of(clock::now())) => {
            Line { tone: Tone::Late, ..calm(t::return_over(lang(), day(request.return_on))) }
        }
        State::ReturnDue => owed(t::return_by(lang(), day(request.return_on))),
        State::OnLoan => calm(t::lent_until(lang(), day(request.return_on))),
        // A key is no parcel: it is there, and only who asked knows whether it runs.
        State::Shipped if request.kind == Kind::Licence && ours => calm(t::key_there(lang()).to_owned()),
        State::Shipped if request.kind == Kind::Licence => calm(t::key_there_them(lang(), &request.requester.name)),
        State::Shipped => calm(t::shipped(lang()).to_owned()),
        State::Declined => calm(t::declined(lang(), owner)),
        State::Withdrawn => calm(t::withdrawn(lang()).to_owned()),
        State::Closed => Line { tone: Tone::Good, ..calm(t::closed(lang()).to_owned()) },
    }
}

fn promised(request: &Request, open: &[Open]) -> Line {
    let owner = request.owner.name.as_str();
    let Some((promise, due)) = request.promise.as_ref().and_then(|p| Some((p, p.due_at?))) else {
        return Line { text: t::with_since(lang(), owner, moment(request.updated_at)), left: String::new(), tone: Tone::Calm };
    };
    let when = moment(due);
    let text = match promise.kind {
        PromiseKind::Decision => t::decision(lang(), owner, when),
        PromiseKind::Fulfilment if request.kind == Kind::Licence => t::fulfilment_key(lang(), owner, when),
        PromiseKind::Fulfilment if request.kind == Kind::Return => t::fulfilment_return(lang(), owner, when),
        PromiseKind::Fulfilment => t::fulfilment(lang(), owner, when),
        PromiseKind::Answer => t::answer(lang(), owner, when),
    };
    running(owner, text, due, promise.kept == Some(false), promise.warned, open)
}

/// A clock that runs, or ran out: `text` says what is owed by when.
fn running(owner: &str, text: String, due: Millis, broken: bool, warned: bool, open: &[Open]) -> Line {
    let now = clock::ticking();
    if broken || due < now {
        // What was broken stays broken, and the next date stands beside it.
        let when = if due < now { t::broken_when(lang(), moment(due)) } else { t::broken_until(lang(), moment(due)) };
        return Line { text: t::broken(lang(), owner), left: when, tone: Tone::Late };
    }
    let minutes = elapsed(now, due, open.iter().cloned()) / MINUTE;
    // Whoever owes it is told that there is not much left of the time, however long that is.
    let warned = warned && session::actor().is_vendor();
    let left = if warned { [&left(minutes), ", ", t::warned(lang())].concat() } else { left(minutes) };
    Line { text, left, tone: if warned || minutes < TIGHT { Tone::Owed } else { Tone::Calm } }
}

/// So many business minutes, in the largest unit that is honest.
#[must_use]
pub(crate) fn left(minutes: i64) -> String {
    match minutes {
        ..60 => t::minutes_left(lang(), minutes.max(0)),
        60..960 => t::hours_left(lang(), minutes / 60),
        _ => t::days_left(lang(), minutes / DAY),
    }
}

/// The whole line as one sentence.
impl Line {
    /// “…, 5 business hours left”.
    #[must_use]
    pub(crate) fn sentence(&self) -> String {
        match (self.left.is_empty(), self.tone) {
            (true, _) => self.text.clone(),
            (false, Tone::Late) => [&self.text, ". ", &self.left].concat(),
            (false, _) => [&self.text, ", ", &self.left].concat(),
        }
    }
}

/// The date that was promised first, if another one holds now.
#[must_use]
pub(crate) fn first_date(request: &Request) -> Option<(Millis, String)> {
    let promise = request.promise.as_ref()?;
    let reason = promise.moved_reason.clone()?;
    (promise.due_at != Some(promise.first_due_at)).then_some((promise.first_due_at, reason))
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::lang::Lang;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::left;
    use crate::i18n::set_lang;

    #[test]
    fn what_is_left_is_said_in_the_largest_honest_unit() {
        let said = |lang, minutes| {
            set_lang(lang);
            left(minutes)
        };
        for (minutes, german, english) in [
            (-5, "noch 0 Arbeitsminuten", "0 business minutes left"),
            (1, "noch 1 Arbeitsminute", "1 business minute left"),
            (59, "noch 59 Arbeitsminuten", "59 business minutes left"),
            (60, "noch 1 Arbeitsstunde", "1 business hour left"),
            // Not “5”: four hours and fifty-nine minutes are left.
            (299, "noch 4 Arbeitsstunden", "4 business hours left"),
            (959, "noch 15 Arbeitsstunden", "15 business hours left"),
            (960, "noch 2 Arbeitstage", "2 business days left"),
            (4_800, "noch 10 Arbeitstage", "10 business days left"),
        ] {
            assert_eq!((said(Lang::De, minutes), said(Lang::En, minutes)), (german.to_owned(), english.to_owned()));
        }
    }
}
