//! Words, numbers and dates of the recipient's page, in all of its languages.

use eyelevel_contract::civil::{Civil, Date};
use eyelevel_contract::deliveries::{Piece, PieceReceipt, PieceState, Status, tracking::Cause};
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::validate::Fault;

use crate::{format, public_page as t};

/// Which form of a sentence a number takes, by Unicode's rules for whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plural {
    One,
    Few,
    Other,
}

pub(crate) const fn plural(lang: PageLang, n: i64) -> Plural {
    match (lang, n) {
        (PageLang::Fr, 0) | (_, 1) => Plural::One,
        (PageLang::Cs, 2..=4) => Plural::Few,
        (PageLang::Pl, _) if n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) => Plural::Few,
        _ => Plural::Other,
    }
}

/// An integer with separators of thousands: `1.234` / `1,234` / `1 234`.
#[must_use]
pub fn integer(lang: PageLang, n: i64) -> String {
    let separator = match lang {
        PageLang::De | PageLang::It | PageLang::Nl => ".",
        PageLang::En => ",",
        PageLang::Fr => "\u{202f}",
        // Four digits stay together in Polish.
        PageLang::Pl if n.unsigned_abs() < 10_000 => "",
        PageLang::Pl | PageLang::Cs => "\u{a0}",
    };
    format::integer(Lang::En, n).replace(',', separator)
}

struct Names {
    /// As they stand beside a day.
    months: [&'static str; 12],
    /// Short, from Monday.
    days: [&'static str; 7],
}

const FR: Names = Names {
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    days: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
};
const IT: Names = Names {
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    days: ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
};
const NL: Names = Names {
    months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    days: ["ma", "di", "wo", "do", "vr", "za", "zo"],
};
const PL: Names = Names {
    months: [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
    days: ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."],
};
const CS: Names = Names {
    months: ["ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"],
    days: ["po", "út", "st", "čt", "pá", "so", "ne"],
};

/// A day of the near future or past, without its year: `Do., 12. Juni` / `Thu 12 June` / `jeu. 12 juin` / `czw., 12 czerwca`.
#[must_use]
pub fn day(lang: PageLang, date: Date) -> String {
    let names = match lang {
        PageLang::De => return format::day(Lang::De, date),
        PageLang::En => return format::day(Lang::En, date),
        PageLang::Fr => &FR,
        PageLang::It => &IT,
        PageLang::Nl => &NL,
        PageLang::Pl => &PL,
        PageLang::Cs => &CS,
    };
    let weekday = names.days[usize::from(date.weekday())];
    let month = names.months[usize::from(date.month().clamp(1, 12)) - 1];
    match (lang, date.day()) {
        (PageLang::Fr, 1) => format!("{weekday} 1er {month}"),
        (PageLang::Pl, d) => format!("{weekday}, {d} {month}"),
        (PageLang::Cs, d) => format!("{weekday} {d}. {month}"),
        (_, d) => format!("{weekday} {d} {month}"),
    }
}

/// A moment in words: `Do., 12. Juni, 14:00` / `Thu 12 June, 14:00` / `jeu. 12 juin, 14:00`.
#[must_use]
pub fn moment(lang: PageLang, civil: Civil) -> String {
    format!("{}, {}", day(lang, civil.date()), format::time(civil))
}

/// A delivery's status, as its recipient reads it.
#[must_use]
pub fn status(lang: PageLang, status: Status) -> &'static str {
    match status {
        Status::Planned => t::status_planned(lang),
        Status::Sent => t::status_sent(lang),
        Status::Delayed => t::status_delayed(lang),
        Status::Accepted => t::status_accepted(lang),
        Status::Bounced => t::status_bounced(lang),
        Status::Opened => t::status_opened(lang),
        Status::InTransit => t::status_in_transit(lang),
        Status::OutForDelivery => t::status_out_for_delivery(lang),
        Status::Delivered => t::status_delivered(lang),
        Status::Failed => t::status_failed(lang),
        Status::Returned => t::status_returned(lang),
        Status::Lost => t::status_lost(lang),
        Status::Problem => t::status_problem(lang),
        Status::Confirmed => t::status_confirmed(lang),
        Status::Superseded => t::status_superseded(lang),
    }
}

/// Why something comes later, behind “because”; nothing for what waits to be collected, which is another sentence.
#[must_use]
pub fn because(lang: PageLang, cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::Customs => t::because_customs(lang),
        Cause::Attempt => t::because_attempt(lang),
        Cause::Address => t::because_address(lang),
        Cause::Weather => t::because_weather(lang),
        Cause::Held => t::because_held(lang),
        Cause::Refused => t::because_refused(lang),
        Cause::Damaged => t::because_damaged(lang),
        Cause::Delayed => t::because_delayed(lang),
        Cause::Carrier => t::because_carrier(lang),
        Cause::Collect => return None,
    })
}

/// How pieces arrived.
#[must_use]
pub fn piece_state(lang: PageLang, state: PieceState) -> &'static str {
    match state {
        PieceState::Fine => t::fine(lang),
        PieceState::Dead => t::dead(lang),
        PieceState::Missing => t::missing(lang),
        PieceState::Wrong => t::wrong(lang),
    }
}

/// What was said of pieces: `5 × fine, 1 × dead (Serial number SN-3)`; of several lines, each with its name.
#[must_use]
pub fn pieces(lang: PageLang, said: &[PieceReceipt], sent: &[Piece]) -> String {
    crate::words::said_of(said, sent, |state| piece_state(lang, state), |serials| t::serial(lang, serials))
}

/// What is wrong with a field of the page.
#[must_use]
pub fn fault(lang: PageLang, fault: &Fault) -> String {
    let integer = |n: usize| self::integer(lang, i64::try_from(n).unwrap_or(i64::MAX));
    match fault {
        Fault::Required => t::fault_required(lang).to_owned(),
        Fault::TooLong(max) => t::fault_too_long(lang, integer(*max)),
        Fault::TooLarge(sent) => t::fault_more_than_sent(lang, self::integer(lang, *sent)),
        Fault::TooMany(most) => t::fault_photos(lang, integer(*most)),
        Fault::NotANumber | Fault::TooSmall(_) => t::fault_number(lang).to_owned(),
        _ => t::fault_other(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_form_that_their_language_has_for_them() {
        let said = |lang, numbers: &[i64]| numbers.iter().map(|n| t::pieces(lang, *n)).collect::<Vec<_>>().join(", ");
        assert_eq!(
            said(PageLang::Pl, &[1, 2, 5, 12, 22, 1_000, 10_002]),
            "1 sztuka, 2 sztuki, 5 sztuk, 12 sztuk, 22 sztuki, 1000 sztuk, 10\u{a0}002 sztuki"
        );
        assert_eq!(said(PageLang::Cs, &[1, 4, 5, 22, 1_000]), "1 kus, 4 kusy, 5 kusů, 22 kusů, 1\u{a0}000 kusů");
        assert_eq!(said(PageLang::Fr, &[0, 1, 2, 1_000]), "0 pièce, 1 pièce, 2 pièces, 1\u{202f}000 pièces");
        assert_eq!(said(PageLang::It, &[1, 1_000]), "1 pezzo, 1.000 pezzi");
        assert_eq!(said(PageLang::Nl, &[1, 6]), "1 stuk, 6 stuks");
        assert_eq!(said(PageLang::En, &[1, 1_000]), "1 piece, 1,000 pieces");
    }

    #[test]
    fn days_are_written_as_their_readers_write_them() {
        let on = |lang, day: &str| super::day(lang, day.parse().expect("a day"));
        let week = ["2026-06-01", "2026-02-03", "2026-03-04", "2026-04-09", "2026-08-14", "2026-09-19", "2026-11-29"];
        let said = |lang| week.map(|day| on(lang, day)).join(" | ");
        assert_eq!(
            said(PageLang::Fr),
            "lun. 1er juin | mar. 3 février | mer. 4 mars | jeu. 9 avril | ven. 14 août | sam. 19 septembre | dim. 29 novembre"
        );
        assert_eq!(
            said(PageLang::It),
            "lun 1 giugno | mar 3 febbraio | mer 4 marzo | gio 9 aprile | ven 14 agosto | sab 19 settembre | dom 29 novembre"
        );
        assert_eq!(
            said(PageLang::Nl),
            "ma 1 juni | di 3 februari | wo 4 maart | do 9 april | vr 14 augustus | za 19 september | zo 29 november"
        );
        assert_eq!(
            said(PageLang::Pl),
            "pon., 1 czerwca | wt., 3 lutego | śr., 4 marca | czw., 9 kwietnia | pt., 14 sierpnia | sob., 19 września | niedz., 29 listopada"
        );
        assert_eq!(
            said(PageLang::Cs),
            "po 1. června | út 3. února | st 4. března | čt 9. dubna | pá 14. srpna | so 19. září | ne 29. listopadu"
        );
        assert_eq!(
            said(PageLang::De),
            "Mo., 1. Juni | Di., 3. Februar | Mi., 4. März | Do., 9. April | Fr., 14. August | Sa., 19. September | So., 29. November"
        );
    }
}
