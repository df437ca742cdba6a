//! Public holidays by rule: what the law says, not a list of years. Checked against another calendar from 1995 to 2060 (docs/calendars.md).

use super::easter;
use super::regions::{Country, Region, Region as R};
use crate::civil::Date;

words! {
    /// A public holiday.
    Holiday {
        NewYear = "new_year",
        /// 2 January.
        Berchtold = "berchtold",
        Epiphany = "epiphany",
        /// Neuchâtel, 1 March.
        NeuchatelRepublic = "neuchatel_republic",
        WomensDay = "womens_day",
        SaintJoseph = "saint_joseph",
        GoodFriday = "good_friday",
        EasterSunday = "easter_sunday",
        EasterMonday = "easter_monday",
        /// Glarus, the first Thursday in April that is not in Holy Week.
        Naefels = "naefels",
        LabourDay = "labour_day",
        /// Berlin, 8 May, in years of remembrance.
        Liberation = "liberation",
        Ascension = "ascension",
        WhitSunday = "whit_sunday",
        WhitMonday = "whit_monday",
        CorpusChristi = "corpus_christi",
        /// Berlin, 17 June 2028.
        Uprising = "uprising",
        /// Jura, 23 June.
        JuraIndependence = "jura_independence",
        PeterAndPaul = "peter_and_paul",
        SwissNationalDay = "swiss_national_day",
        AugsburgPeace = "augsburg_peace",
        Assumption = "assumption",
        /// Geneva, the Thursday after the first Sunday in September.
        GenevaFast = "geneva_fast",
        ChildrensDay = "childrens_day",
        /// Vaud, the Monday after the third Sunday in September.
        FastMonday = "fast_monday",
        /// Obwalden, 25 September.
        BrotherKlaus = "brother_klaus",
        UnityDay = "unity_day",
        AustrianNationalDay = "austrian_national_day",
        Reformation = "reformation",
        AllSaints = "all_saints",
        /// The Wednesday before 23 November.
        Repentance = "repentance",
        ImmaculateConception = "immaculate_conception",
        Christmas = "christmas",
        SaintStephen = "saint_stephen",
        /// Geneva, 31 December.
        GenevaRestoration = "geneva_restoration",
    }
}

/// On which day of a year.
#[derive(Clone, Copy)]
enum When {
    /// Always then.
    On(u8, u8),
    /// Then, if it is one of these weekdays (0 = Monday).
    OnIf(u8, u8, &'static [u8]),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// So many days after the first Sunday of September.
    September(i64),
    /// The Wednesday before 23 November.
    Repentance,
    /// The first Thursday in April, a week later in Holy Week.
    Naefels,
}

/// Where.
#[derive(Clone, Copy)]
enum Where {
    All(Country),
    In(&'static [Region]),
}

/// One rule: what, when, where, and in which years.
struct Law(Holiday, When, Where, i16, i16);

use Holiday as H;
use When::{Easter, Naefels, On, OnIf, Repentance, September};
use Where::{All, In};

/// For ever.
const EVER: i16 = i16::MAX;
const DE: Where = All(Country::De);
const AT: Where = All(Country::At);
const CH: Where = All(Country::Ch);
/// Not if it is a Tuesday or a Saturday: then Christmas has made the week short enough.
const NOT_TUE_SAT: &[u8] = &[0, 2, 3, 4, 6];
const MONDAY: &[u8] = &[0];

#[rustfmt::skip]
const LAWS: &[Law] = &[
    // Germany
    Law(H::NewYear, On(1, 1), DE, 0, EVER),
    Law(H::GoodFriday, Easter(-2), DE, 0, EVER),
    Law(H::EasterMonday, Easter(1), DE, 0, EVER),
    Law(H::LabourDay, On(5, 1), DE, 0, EVER),
    Law(H::Ascension, Easter(39), DE, 0, EVER),
    Law(H::WhitMonday, Easter(50), DE, 0, EVER),
    Law(H::UnityDay, On(10, 3), DE, 1990, EVER),
    Law(H::Christmas, On(12, 25), DE, 0, EVER),
    Law(H::SaintStephen, On(12, 26), DE, 0, EVER),
    Law(H::Repentance, Repentance, DE, 1990, 1994),
    Law(H::Repentance, Repentance, In(&[R::DeSn, R::DeSnK]), 1995, EVER),
    Law(H::Epiphany, On(1, 6), In(&[R::DeBw, R::DeBy, R::DeByK, R::DeByA, R::DeSt]), 0, EVER),
    Law(H::WomensDay, On(3, 8), In(&[R::DeBe]), 2019, EVER),
    Law(H::WomensDay, On(3, 8), In(&[R::DeMv]), 2023, EVER),
    Law(H::EasterSunday, Easter(0), In(&[R::DeBb]), 0, EVER),
    Law(H::WhitSunday, Easter(49), In(&[R::DeBb]), 0, EVER),
    Law(H::Liberation, On(5, 8), In(&[R::DeBe]), 2020, 2020),
    Law(H::Liberation, On(5, 8), In(&[R::DeBe]), 2025, 2025),
    Law(H::Uprising, On(6, 17), In(&[R::DeBe]), 2028, 2028),
    Law(H::CorpusChristi, Easter(60), In(&[R::DeBw, R::DeBy, R::DeByK, R::DeByA, R::DeHe, R::DeNw, R::DeRp, R::DeSl, R::DeSnK, R::DeThK]), 0, EVER),
    Law(H::AugsburgPeace, On(8, 8), In(&[R::DeByA]), 0, EVER),
    Law(H::Assumption, On(8, 15), In(&[R::DeSl, R::DeByK, R::DeByA]), 0, EVER),
    Law(H::ChildrensDay, On(9, 20), In(&[R::DeTh, R::DeThK]), 2019, EVER),
    Law(H::Reformation, On(10, 31), In(&[R::DeBb, R::DeMv, R::DeSn, R::DeSnK, R::DeSt, R::DeTh, R::DeThK]), 0, EVER),
    Law(H::Reformation, On(10, 31), DE, 2017, 2017),
    Law(H::Reformation, On(10, 31), In(&[R::DeHb, R::DeHh, R::DeNi, R::DeSh]), 2018, EVER),
    Law(H::AllSaints, On(11, 1), In(&[R::DeBw, R::DeBy, R::DeByK, R::DeByA, R::DeNw, R::DeRp, R::DeSl]), 0, EVER),
    // Austria
    Law(H::NewYear, On(1, 1), AT, 0, EVER),
    Law(H::Epiphany, On(1, 6), AT, 0, EVER),
    Law(H::EasterMonday, Easter(1), AT, 0, EVER),
    Law(H::LabourDay, On(5, 1), AT, 0, EVER),
    Law(H::Ascension, Easter(39), AT, 0, EVER),
    Law(H::WhitMonday, Easter(50), AT, 0, EVER),
    Law(H::CorpusChristi, Easter(60), AT, 0, EVER),
    Law(H::Assumption, On(8, 15), AT, 0, EVER),
    Law(H::AustrianNationalDay, On(10, 26), AT, 0, EVER),
    Law(H::AllSaints, On(11, 1), AT, 0, EVER),
    Law(H::ImmaculateConception, On(12, 8), AT, 0, EVER),
    Law(H::Christmas, On(12, 25), AT, 0, EVER),
    Law(H::SaintStephen, On(12, 26), AT, 0, EVER),
    // Switzerland: what the cantons put on a level with Sundays
    Law(H::NewYear, On(1, 1), CH, 0, EVER),
    Law(H::Ascension, Easter(39), CH, 0, EVER),
    Law(H::SwissNationalDay, On(8, 1), CH, 1994, EVER),
    Law(H::Christmas, On(12, 25), CH, 0, EVER),
    Law(H::Berchtold, On(1, 2), In(&[R::ChAg, R::ChBe, R::ChJu, R::ChLu, R::ChTg, R::ChVd]), 0, EVER),
    Law(H::Berchtold, OnIf(1, 2, MONDAY), In(&[R::ChNe]), 0, EVER),
    Law(H::Epiphany, On(1, 6), In(&[R::ChSz, R::ChTi, R::ChUr]), 0, EVER),
    Law(H::NeuchatelRepublic, On(3, 1), In(&[R::ChNe]), 0, EVER),
    Law(H::SaintJoseph, On(3, 19), In(&[R::ChNw, R::ChSz, R::ChTi, R::ChUr, R::ChVs]), 0, EVER),
    Law(H::Naefels, Naefels, In(&[R::ChGl]), 0, EVER),
    Law(H::GoodFriday, Easter(-2), In(&[R::ChAg, R::ChAi, R::ChAr, R::ChBe, R::ChBl, R::ChBs, R::ChFr, R::ChGe, R::ChGl, R::ChJu, R::ChLu, R::ChNe, R::ChNw, R::ChOw, R::ChSg, R::ChSh, R::ChSo, R::ChSz, R::ChTg, R::ChUr, R::ChVd, R::ChZg, R::ChZh]), 0, EVER),
    Law(H::EasterMonday, Easter(1), In(&[R::ChAg, R::ChAi, R::ChAr, R::ChBe, R::ChBl, R::ChBs, R::ChGe, R::ChGl, R::ChGr, R::ChJu, R::ChLu, R::ChSg, R::ChSh, R::ChSz, R::ChTg, R::ChTi, R::ChUr, R::ChVd, R::ChZh]), 0, EVER),
    Law(H::LabourDay, On(5, 1), In(&[R::ChBl, R::ChBs, R::ChJu, R::ChNe, R::ChSh, R::ChTg, R::ChTi, R::ChZh]), 0, EVER),
    Law(H::WhitMonday, Easter(50), In(&[R::ChAg, R::ChAi, R::ChAr, R::ChBe, R::ChBl, R::ChBs, R::ChGe, R::ChGl, R::ChGr, R::ChJu, R::ChLu, R::ChSg, R::ChSh, R::ChSz, R::ChTg, R::ChTi, R::ChUr, R::ChVd, R::ChZh]), 0, EVER),
    Law(H::CorpusChristi, Easter(60), In(&[R::ChAg, R::ChAi, R::ChJu, R::ChLu, R::ChNw, R::ChOw, R::ChSz, R::ChTi, R::ChUr, R::ChVs, R::ChZg]), 0, EVER),
    Law(H::JuraIndependence, On(6, 23), In(&[R::ChJu]), 0, EVER),
    Law(H::PeterAndPaul, On(6, 29), In(&[R::ChTi]), 0, EVER),
    Law(H::Assumption, On(8, 15), In(&[R::ChAg, R::ChAi, R::ChJu, R::ChLu, R::ChNw, R::ChOw, R::ChSz, R::ChTi, R::ChUr, R::ChVs, R::ChZg]), 0, EVER),
    Law(H::GenevaFast, September(4), In(&[R::ChGe]), 0, EVER),
    Law(H::FastMonday, September(15), In(&[R::ChVd]), 0, EVER),
    Law(H::BrotherKlaus, On(9, 25), In(&[R::ChOw]), 0, EVER),
    Law(H::AllSaints, On(11, 1), In(&[R::ChAg, R::ChAi, R::ChGl, R::ChJu, R::ChLu, R::ChNw, R::ChOw, R::ChSg, R::ChSz, R::ChTi, R::ChUr, R::ChVs, R::ChZg]), 0, EVER),
    Law(H::ImmaculateConception, On(12, 8), In(&[R::ChAg, R::ChAi, R::ChLu, R::ChNw, R::ChOw, R::ChSz, R::ChTi, R::ChUr, R::ChVs, R::ChZg]), 0, EVER),
    Law(H::SaintStephen, On(12, 26), In(&[R::ChAg, R::ChBe, R::ChBl, R::ChBs, R::ChGl, R::ChGr, R::ChLu, R::ChSg, R::ChSh, R::ChSz, R::ChTg, R::ChTi, R::ChZh]), 0, EVER),
    Law(H::SaintStephen, OnIf(12, 26, NOT_TUE_SAT), In(&[R::ChAi, R::ChAr, R::ChUr]), 0, EVER),
    Law(H::SaintStephen, OnIf(12, 26, MONDAY), In(&[R::ChNe]), 0, EVER),
    Law(H::GenevaRestoration, On(12, 31), In(&[R::ChGe]), 0, EVER),
];

impl Law {
    fn day(&self, region: Region, year: i16, easter: Date) -> Option<Date> {
        let Self(_, when, place, from, until) = self;
        let here = match place {
            All(country) => region.country() == *country,
            In(regions) => regions.contains(&region),
        };
        if !here || year < *from || year > *until {
            return None;
        }
        let on = |month, day| Date::new(year, month, day).ok();
        match *when {
            On(month, day) => on(month, day),
            OnIf(month, day, weekdays) => on(month, day).filter(|date| weekdays.contains(&date.weekday())),
            Easter(days) => Some(easter.plus_days(days)),
            September(days) => on(9, 1).map(|first| next(first, SUNDAY).plus_days(days)),
            Repentance => on(11, 16).map(|first| next(first, WEDNESDAY)),
            Naefels => on(4, 1).map(|first| {
                let day = next(first, THURSDAY);
                if day == easter.plus_days(-3) { day.plus_days(7) } else { day }
            }),
        }
    }
}

const WEDNESDAY: u8 = 2;
const THURSDAY: u8 = 3;
const SUNDAY: u8 = 6;

/// That weekday, on this day or after it.
fn next(from: Date, weekday: u8) -> Date {
    from.plus_days((i64::from(weekday) - i64::from(from.weekday())).rem_euclid(7))
}

/// The public holidays of a region in a year, in their order. A day that is two is there once for each.
#[must_use]
pub fn holidays(region: Region, year: i16) -> Vec<(Date, Holiday)> {
    let Some(easter) = easter(year) else { return Vec::new() };
    let mut days: Vec<_> = LAWS.iter().filter_map(|law| Some((law.day(region, year, easter)?, law.0))).collect();
    days.sort_unstable();
    days.dedup();
    days
}
