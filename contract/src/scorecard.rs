//! The scorecard: what was promised and what became of it, for both sides, never for a single person.

use crate::{
    civil::Date,
    requests::{Figure, Kind, months_later},
};

/// The figures: `?from=2026-01&until=2026-12&by=month|kind|team&kind=&partner=`.
pub const PATH: &str = "/api/v1/scorecard";
/// The same as a table (CSV).
pub const TABLE: &str = "/api/v1/scorecard.csv";
/// The portal's page.
pub const PAGE: &str = "/scorecard";
/// The longest period, in months.
pub const MONTHS_MAX: i64 = 24;
/// A period of which nothing is said: this month and the five before.
pub const MONTHS: i64 = 6;
/// A team of fewer people is counted together with the others: no figure is one person's.
pub const TEAM_MIN: i64 = 5;

words! {
    /// What a row stands for.
    By {
        /// A month.
        Month = "month",
        /// A kind of request.
        Kind = "kind",
        /// A team of the vendor's.
        Team = "team",
    }
}

words! {
    /// A team of the vendor's, by what it looks after.
    TeamName {
        /// Kits, keys, returns, enquiries.
        Work = "work",
        /// Statements.
        Money = "money",
        /// Both, because one of them is too small to be counted alone.
        All = "all",
    }
}

impl TeamName {
    /// The team of a kind.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::StatementQuery => Self::Money,
            Kind::DemoKit | Kind::Enquiry | Kind::Licence | Kind::Return => Self::Work,
        }
    }
}

wire! {
    /// How often something was.
    pub struct Count {
        pub figure: Figure,
        pub count: i64,
    }

    /// How long something took, in business minutes.
    pub struct Spread {
        /// How often it was measured; without that, the others say nothing.
        pub count: i64,
        /// Half of them took no longer.
        pub median: i64,
        /// Nine of ten took no longer.
        pub p90: i64,
    }

    /// A row.
    pub struct Row {
        /// The first day of a month.
        pub month: Option<Date>,
        pub kind: Option<Kind>,
        pub team: Option<TeamName>,
        /// In the order of [`Figure::ALL`].
        pub counts: Vec<Count>,
        /// From the request to the first answer of a person of the vendor's.
        pub answer: Spread,
        /// From a question to the partner's answer.
        pub partner_answer: Spread,
    }

    /// The scorecard.
    pub struct Scorecard {
        /// The first day of the first month.
        pub from: Date,
        /// The first day of the last month.
        pub until: Date,
        pub by: By,
        pub rows: Vec<Row>,
        /// All of it.
        pub total: Row,
    }
}

impl Row {
    /// One of its figures.
    #[must_use]
    pub fn count(&self, figure: Figure) -> i64 {
        self.counts.iter().filter(|one| one.figure == figure).map(|one| one.count).sum()
    }
}

/// The spread of what was measured: percentiles by the nearest rank, so that each was really measured.
#[must_use]
pub fn spread(mut minutes: Vec<i64>) -> Spread {
    minutes.sort_unstable();
    let rank = |percent: usize| {
        let place = (minutes.len() * percent).div_ceil(100).max(1) - 1;
        minutes.get(place).copied().unwrap_or(0)
    };
    Spread { count: i64::try_from(minutes.len()).unwrap_or(i64::MAX), median: rank(50), p90: rank(90) }
}

/// Which team a kind is counted with, when the teams have so many people.
#[must_use]
pub const fn counted_with(kind: Kind, work: i64, money: i64) -> TeamName {
    if work < TEAM_MIN || money < TEAM_MIN { TeamName::All } else { TeamName::of(kind) }
}

/// The first month of a period of so many that ends with a day's own.
#[must_use]
pub fn months_before(today: Date, count: i64) -> Option<Date> {
    months_later(today, 1 - count)
}

/// The months of a period, each by its first day; none if it is the wrong way round or too long.
#[must_use]
pub fn months(from: Date, until: Date) -> Vec<Date> {
    let all: Vec<_> = (0..=MONTHS_MAX).map_while(|n| months_later(from, n)).take_while(|month| *month <= until).collect();
    if i64::try_from(all.len()).unwrap_or(i64::MAX) > MONTHS_MAX { Vec::new() } else { all }
}
