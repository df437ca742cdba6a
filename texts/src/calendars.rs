//! Names of calendars: regions, holidays, and why a calendar file is refused.

use eyelevel_contract::{
    calendars::{
        Country, Holiday, Region,
        ics::{Refused, Trouble},
    },
    lang::Lang,
};

use crate::{calendar_files as f, holidays as h, regions as r};

/// A public holiday's name.
#[must_use]
pub fn holiday(lang: Lang, holiday: Holiday) -> &'static str {
    let name: fn(Lang) -> &'static str = match holiday {
        Holiday::NewYear => h::new_year,
        Holiday::Berchtold => h::berchtold,
        Holiday::Epiphany => h::epiphany,
        Holiday::NeuchatelRepublic => h::neuchatel_republic,
        Holiday::WomensDay => h::womens_day,
        Holiday::SaintJoseph => h::saint_joseph,
        Holiday::GoodFriday => h::good_friday,
        Holiday::EasterSunday => h::easter_sunday,
        Holiday::EasterMonday => h::easter_monday,
        Holiday::Naefels => h::naefels,
        Holiday::LabourDay => h::labour_day,
        Holiday::Liberation => h::liberation,
        Holiday::Ascension => h::ascension,
        Holiday::WhitSunday => h::whit_sunday,
        Holiday::WhitMonday => h::whit_monday,
        Holiday::CorpusChristi => h::corpus_christi,
        Holiday::Uprising => h::uprising,
        Holiday::JuraIndependence => h::jura_independence,
        Holiday::PeterAndPaul => h::peter_and_paul,
        Holiday::SwissNationalDay => h::swiss_national_day,
        Holiday::AugsburgPeace => h::augsburg_peace,
        Holiday::Assumption => h::assumption,
        Holiday::GenevaFast => h::geneva_fast,
        Holiday::ChildrensDay => h::childrens_day,
        Holiday::FastMonday => h::fast_monday,
        Holiday::BrotherKlaus => h::brother_klaus,
        Holiday::UnityDay => h::unity_day,
        Holiday::AustrianNationalDay => h::austrian_national_day,
        Holiday::Reformation => h::reformation,
        Holiday::AllSaints => h::all_saints,
        Holiday::Repentance => h::repentance,
        Holiday::ImmaculateConception => h::immaculate_conception,
        Holiday::Christmas => h::christmas,
        Holiday::SaintStephen => h::saint_stephen,
        Holiday::GenevaRestoration => h::geneva_restoration,
    };
    name(lang)
}

/// A region's name.
#[must_use]
pub fn region(lang: Lang, region: Region) -> &'static str {
    let name: fn(Lang) -> &'static str = match region {
        Region::De => r::de,
        Region::DeBw => r::de_bw,
        Region::DeBy => r::de_by,
        Region::DeByK => r::de_by_k,
        Region::DeByA => r::de_by_a,
        Region::DeBe => r::de_be,
        Region::DeBb => r::de_bb,
        Region::DeHb => r::de_hb,
        Region::DeHh => r::de_hh,
        Region::DeHe => r::de_he,
        Region::DeMv => r::de_mv,
        Region::DeNi => r::de_ni,
        Region::DeNw => r::de_nw,
        Region::DeRp => r::de_rp,
        Region::DeSl => r::de_sl,
        Region::DeSn => r::de_sn,
        Region::DeSnK => r::de_sn_k,
        Region::DeSt => r::de_st,
        Region::DeSh => r::de_sh,
        Region::DeTh => r::de_th,
        Region::DeThK => r::de_th_k,
        Region::At => r::at,
        Region::Ch => r::ch,
        Region::ChAg => r::ch_ag,
        Region::ChAi => r::ch_ai,
        Region::ChAr => r::ch_ar,
        Region::ChBe => r::ch_be,
        Region::ChBl => r::ch_bl,
        Region::ChBs => r::ch_bs,
        Region::ChFr => r::ch_fr,
        Region::ChGe => r::ch_ge,
        Region::ChGl => r::ch_gl,
        Region::ChGr => r::ch_gr,
        Region::ChJu => r::ch_ju,
        Region::ChLu => r::ch_lu,
        Region::ChNe => r::ch_ne,
        Region::ChNw => r::ch_nw,
        Region::ChOw => r::ch_ow,
        Region::ChSg => r::ch_sg,
        Region::ChSh => r::ch_sh,
        Region::ChSo => r::ch_so,
        Region::ChSz => r::ch_sz,
        Region::ChTg => r::ch_tg,
        Region::ChTi => r::ch_ti,
        Region::ChUr => r::ch_ur,
        Region::ChVd => r::ch_vd,
        Region::ChVs => r::ch_vs,
        Region::ChZg => r::ch_zg,
        Region::ChZh => r::ch_zh,
    };
    name(lang)
}

/// A country's name.
#[must_use]
pub fn country(lang: Lang, country: Country) -> &'static str {
    match country {
        Country::De => r::country_de(lang),
        Country::At => r::country_at(lang),
        Country::Ch => r::country_ch(lang),
    }
}

/// Why a calendar file is refused, with its line.
#[must_use]
pub fn refused(lang: Lang, refused: Refused) -> String {
    let why = match refused.trouble {
        Trouble::NotACalendar => f::not_a_calendar(lang),
        Trouble::NotALine => f::not_a_line(lang),
        Trouble::CutOff => f::cut_off(lang),
        Trouble::NoDay => f::no_day(lang),
        Trouble::NotADay => f::not_a_day(lang),
        Trouble::EndsBeforeStart => f::ends_before_start(lang),
        Trouble::TooLong => f::too_long(lang),
        Trouble::Repetition => f::repetition(lang),
        Trouble::TooMany => f::too_many(lang),
        Trouble::Nothing => f::nothing(lang),
    };
    f::refused(lang, refused.line, why)
}
