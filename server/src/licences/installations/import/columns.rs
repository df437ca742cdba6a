//! What a file's columns are called, in German and English, as people's programs write it.

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::licences) enum Column {
    Partner,
    Customer,
    Product,
    Edition,
    Runs,
    Host,
    Capacity,
    ContractUntil,
    Reference,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Column::Partner, "partner", &["partner", "partnername", "reseller", "fachhändler", "systemhaus"]),
        (Column::Customer, "customer", &["customer", "customername", "kunde", "kundenname", "endkunde", "enduser"]),
        (Column::Product, "product", &["product", "productcode", "productname", "produkt", "produktname", "software", "artikel"]),
        (Column::Edition, "edition", &["edition", "editioncode", "ausgabe", "variante"]),
        (Column::Runs, "runs", &["runs", "version", "installedversion", "installierteversion", "läuft", "versionsnummer"]),
        (
            Column::Host,
            "host",
            &["host", "hostid", "hostname", "gerät", "geraet", "machine", "rechner", "rechnername", "server", "servername"],
        ),
        (
            Column::Capacity,
            "capacity",
            &["capacity", "umfang", "kapazität", "kapazitaet", "anzahl", "menge", "quantity", "seats", "sockets", "lizenzen"],
        ),
        (
            Column::ContractUntil,
            "contract_until",
            &[
                "contractuntil",
                "contractend",
                "maintenanceuntil",
                "validuntil",
                "vertragbis",
                "vertragsende",
                "wartungbis",
                "wartungsende",
                "laufzeitbis",
            ],
        ),
        (
            Column::Reference,
            "reference",
            &["reference", "yourreference", "ref", "referenz", "ihrereferenz", "zeichen", "ihrzeichen", "aktenzeichen"],
        ),
    ];
}

impl Column {
    /// Whether no file can do without it.
    pub(super) fn is_needed(self, of_vendor: bool) -> bool {
        match self {
            Self::Customer | Self::Product | Self::Runs => true,
            Self::Partner => of_vendor,
            Self::Edition | Self::Host | Self::Capacity | Self::ContractUntil | Self::Reference => false,
        }
    }
}
