//! What the columns of a file of keys are called, in German and English, as people's programs write it.

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Key,
    Edition,
    Capacity,
    Host,
    Versions,
    Expires,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Key, "key", &["key", "licencekey", "licensekey", "serial", "schlüssel", "schluessel", "lizenzschlüssel", "lizenz"]),
        (Self::Edition, "edition", &["edition", "editioncode", "ausgabe", "variante"]),
        (Self::Capacity, "capacity", &["capacity", "umfang", "kapazität", "kapazitaet", "anzahl", "menge", "quantity", "seats", "sockets"]),
        (
            Self::Host,
            "host",
            &["host", "hostid", "hostname", "gerät", "geraet", "machine", "rechner", "rechnername", "server", "servername"],
        ),
        (Self::Versions, "versions", &["versions", "version", "range", "versionen", "versionsbereich", "gültigfür"]),
        (Self::Expires, "expires", &["expires", "validuntil", "until", "gültigbis", "gueltigbis", "bis", "ablauf", "läuftab"]),
    ];
}
