//! What a file's columns are called.

use eyelevel_contract::validate::{Fault, Faults};

/// A column that means something in a kind of file.
pub(crate) trait Column: Copy + PartialEq + 'static {
    /// All of them: column, its field, and its names in German and English, in small letters and digits alone.
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])];

    /// Its field.
    fn word(self) -> &'static str {
        Self::COLUMNS.iter().find(|(column, ..)| *column == self).map_or("", |(_, word, _)| word)
    }

    /// The column of a field.
    fn of_field(field: &str) -> Option<Self> {
        Self::COLUMNS.iter().find(|(_, word, _)| *word == field).map(|(column, ..)| *column)
    }

    /// The column of a name, as people's programs write it.
    fn named(name: &str) -> Option<Self> {
        let plain: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        Self::COLUMNS.iter().find(|(_, _, names)| names.contains(&plain.as_str())).map(|(column, ..)| *column)
    }
}

/// Which column stands where.
pub(crate) struct Columns<C> {
    names: Vec<String>,
    places: Vec<Option<C>>,
}

impl<C> Default for Columns<C> {
    fn default() -> Self {
        Self { names: Vec::new(), places: Vec::new() }
    }
}

impl<C: Column> Columns<C> {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.map(|name| name.trim().to_owned()).collect();
        Self { places: names.iter().map(|name| C::named(name)).collect(), names }
    }

    /// How many mean something.
    pub(super) fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }

    pub(crate) fn width(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn place(&self, column: C) -> Option<usize> {
        self.places.iter().position(|c| *c == Some(column))
    }

    /// The names of those that mean nothing.
    pub(crate) fn ignored(&self) -> Vec<String> {
        let unknown = self.names.iter().zip(&self.places).filter(|(name, place)| place.is_none() && !name.is_empty());
        unknown.map(|(name, _)| name.chars().take(60).collect()).collect()
    }

    /// What is wrong with the header: a column that is needed and missing, or one that stands there twice.
    pub(crate) fn faults(&self, needed: impl Fn(C) -> bool) -> Faults {
        let mut faults = Faults::new();
        for (column, word, _) in C::COLUMNS {
            match self.places.iter().filter(|c| **c == Some(*column)).count() {
                0 if needed(*column) => faults.add(word, Fault::Required),
                0 | 1 => {}
                _ => faults.add(word, Fault::Twice),
            }
        }
        faults
    }
}
