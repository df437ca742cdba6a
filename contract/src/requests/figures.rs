use crate::civil::Date;

words! {
    /// What the scorecard counts. Each leads to the requests behind it (`RequestQuery::figure`).
    Figure {
        /// Promises that were kept.
        Kept = "kept",
        /// Promises that were not kept.
        Broken = "broken",
        /// Promises whose date was moved, with a reason.
        Moved = "moved",
        /// Questions to the partner: the clock stands still.
        Paused = "paused",
        /// Decisions.
        Decided = "decided",
        /// Decisions that give a reason.
        Reasoned = "reasoned",
        /// Noes.
        Declined = "declined",
        /// Levels of the ladder that were reached.
        Escalated = "escalated",
        /// Levels that let their date pass.
        Silent = "silent",
        /// Keys that were stopped at the gate, or taken back.
        WrongKeys = "wrong_keys",
        /// Statements that had to be corrected.
        WrongStatements = "wrong_statements",
        /// First answers of a person of the vendor's.
        Answered = "answered",
        /// Answers of the partner's to questions.
        PartnerAnswered = "partner_answered",
        /// Last days by which a loan was back, or a return handed in.
        BackInTime = "back_in_time",
        /// Last days after which a loan, or a return, came or is still to come.
        BackLate = "back_late",
    }
}

/// A month as an address writes it (`2026-10`): its first day.
#[must_use]
pub fn month(text: &str) -> Option<Date> {
    let is_month = text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    is_month.then(|| [text, "-01"].concat().parse().ok()).flatten()
}

/// The other way round.
#[must_use]
pub fn month_word(day: Date) -> String {
    day.to_string().chars().take(7).collect()
}

/// The first day of the month so many months later (or, below zero, before).
#[must_use]
pub fn months_later(day: Date, months: i64) -> Option<Date> {
    let all = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    Date::new(i16::try_from(all.div_euclid(12)).ok()?, u8::try_from(all.rem_euclid(12) + 1).ok()?, 1).ok()
}
