//! The person's language, and instants as wall-clock time of the installation's zone.

#[cfg(test)]
mod against_intl;
mod countries;
mod zone;

use core::cell::Cell;

pub(crate) use countries::{countries, country};
use eyelevel_contract::{civil::Date, ids::Millis, lang::Lang};
use eyelevel_texts::format;
pub(crate) use zone::{civil, instant, set_zone};

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::De) };
}

/// The language in which everything is shown. When it changes, the whole page is made anew.
#[must_use]
pub(crate) fn lang() -> Lang {
    LANG.get()
}

/// Sets it; the browser hears of it too, for hyphenation and for screen readers.
pub(crate) fn set_lang(lang: Lang) {
    LANG.set(lang);
    if let Some(root) = crate::ui::reactive::document().document_element() {
        let _ = root.set_attribute("lang", lang.word());
    }
}

/// Language and zone of the browser: for who is not known.
pub(crate) fn as_the_browser() {
    let german = crate::ui::reactive::window().navigator().language().is_none_or(|language| language.starts_with("de"));
    set_lang(if german { Lang::De } else { Lang::En });
    zone::set_zone_of_browser();
}

/// `Do., 12. Juni, 14:00`: a deadline.
#[must_use]
pub(crate) fn moment(at: Millis) -> String {
    format::moment(lang(), civil(at))
}

/// `12.06.2026, 14:00`: a record.
#[must_use]
pub(crate) fn timestamp(at: Millis) -> String {
    format::timestamp(lang(), civil(at))
}

/// `14:00`.
#[must_use]
pub(crate) fn time(at: Millis) -> String {
    format::time(civil(at))
}

/// `Do., 12. Juni`.
#[must_use]
pub(crate) fn day(date: Date) -> String {
    format::day(lang(), date)
}

/// `12.06.2026`.
#[must_use]
pub(crate) fn date(date: Date) -> String {
    format::date(lang(), date)
}

/// The day on which an instant falls.
#[must_use]
pub(crate) fn day_of(at: Millis) -> Date {
    civil(at).date()
}
