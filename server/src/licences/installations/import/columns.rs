//! What a file's columns are called, in German and English, as people's programs write it.

use eyelevel_contract::validate::{Fault, Faults};

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

/// Column, its field, and its names: in small letters and digits alone.
const COLUMNS: [(Column, &str, &[&str]); 9] = [
    (Column::Partner, "partner", &["partner", "partnername", "reseller", "fachhändler", "systemhaus"]),
    (Column::Customer, "customer", &["customer", "customername", "kunde", "kundenname", "endkunde", "enduser"]),
    (Column::Product, "product", &["product", "productcode", "productname", "produkt", "produktname", "software", "artikel"]),
    (Column::Edition, "edition", &["edition", "editioncode", "ausgabe", "variante"]),
    (Column::Runs, "runs", &["runs", "version", "installedversion", "installierteversion", "läuft", "versionsnummer"]),
    (Column::Host, "host", &["host", "hostid", "hostname", "rechner", "rechnername", "server", "servername"]),
    (Column::Capacity, "capacity", &["capacity", "kapazität", "kapazitaet", "anzahl", "menge", "quantity", "seats", "sockets", "lizenzen"]),
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
    (Column::Reference, "reference", &["reference", "yourreference", "ref", "referenz", "zeichen", "ihrzeichen", "aktenzeichen"]),
];

impl Column {
    /// All of them.
    pub(in crate::licences) fn all() -> impl Iterator<Item = Self> {
        COLUMNS.iter().map(|(column, ..)| *column)
    }

    /// Its field.
    pub(in crate::licences) fn word(self) -> &'static str {
        COLUMNS.iter().find(|(column, ..)| *column == self).map_or("", |(_, word, _)| word)
    }

    fn named(name: &str) -> Option<Self> {
        let plain: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        COLUMNS.iter().find(|(_, _, names)| names.contains(&plain.as_str())).map(|(column, ..)| *column)
    }
}

/// Which column stands where.
#[derive(Default)]
pub(in crate::licences) struct Columns {
    names: Vec<String>,
    places: Vec<Option<Column>>,
}

impl Columns {
    pub(in crate::licences) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.map(str::to_owned).collect();
        Self { places: names.iter().map(|name| Column::named(name)).collect(), names }
    }

    /// How many mean something.
    pub(in crate::licences) fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }

    pub(in crate::licences) fn width(&self) -> usize {
        self.places.len()
    }

    pub(in crate::licences) fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().position(|c| *c == Some(column))
    }

    /// The names of those that mean nothing.
    pub(in crate::licences) fn ignored(&self) -> Vec<String> {
        let unknown = self.names.iter().zip(&self.places).filter(|(name, place)| place.is_none() && !name.is_empty());
        unknown.map(|(name, _)| name.chars().take(60).collect()).collect()
    }

    /// What is wrong with the header: a column that is needed and missing, or one that stands there twice.
    pub(in crate::licences) fn faults(&self, of_vendor: bool) -> Faults {
        let mut faults = Faults::new();
        for (column, word, _) in COLUMNS {
            let needed = match column {
                Column::Customer | Column::Product | Column::Runs => true,
                Column::Partner => of_vendor,
                Column::Edition | Column::Host | Column::Capacity | Column::ContractUntil | Column::Reference => false,
            };
            match self.places.iter().filter(|c| **c == Some(column)).count() {
                0 if needed => faults.add(word, Fault::Required),
                0 | 1 => {}
                _ => faults.add(word, Fault::Twice),
            }
        }
        faults
    }
}
