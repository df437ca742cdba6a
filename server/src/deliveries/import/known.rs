//! The parcels that a file may name, and what is known of them.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::carriers::normalise;
use eyelevel_contract::ids::{Id, Millis};

use super::columns::Column;
use super::plan::{Sheet, keys};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, Query, bulk, q};
use crate::error::Result;

/// A parcel on its way.
pub(super) struct Parcel {
    pub(super) id: Id,
    pub(super) request_id: Id,
    pub(super) recipient_id: Id,
    pub(super) shipped_on: Date,
}

/// What a file is held against.
pub(super) struct Known<'a> {
    /// By number.
    pub(super) parcels: &'a BTreeMap<String, Vec<Parcel>>,
    /// The events among the file's that are written down.
    pub(super) keys: BTreeSet<String>,
}

/// The parcels that a file names.
pub(super) async fn parcels(app: &App, on: &mut impl AsConn, sheet: &Sheet) -> Result<BTreeMap<String, Vec<Parcel>>> {
    let numbers: BTreeSet<String> = sheet.lines.iter().filter_map(|line| line.get(&sheet.columns, Column::Number)).map(normalise).collect();
    let numbers: Vec<String> = numbers.into_iter().filter(|number| !number.is_empty()).collect();
    let mut all: BTreeMap<String, Vec<Parcel>> = BTreeMap::new();
    for (some, marks) in bulk::some_of(&numbers) {
        let sql = format!(
            "SELECT number, id, request_id, recipient_id, shipped_at FROM deliveries WHERE carrier <> 'mail' AND number IN {marks} ORDER BY id"
        );
        let rows: Vec<(String, Id, Id, Id, Millis)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        for (number, id, request_id, recipient_id, shipped_at) in rows {
            let parcel = Parcel { id, request_id, recipient_id, shipped_on: calendar::day(app, shipped_at)? };
            all.entry(number).or_default().push(parcel);
        }
    }
    Ok(all)
}

impl<'a> Known<'a> {
    /// What of a file is known already.
    pub(super) async fn load(
        app: &App,
        on: &mut impl AsConn,
        sheet: &Sheet,
        parcels: &'a BTreeMap<String, Vec<Parcel>>,
        now: Millis,
    ) -> Result<Self> {
        let mut known = BTreeSet::new();
        for (some, marks) in bulk::some_of(&keys(app, sheet, parcels, now)?) {
            let sql = format!("SELECT event_key FROM recipient_history WHERE event_key IN {marks}");
            let rows: Vec<(String,)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
            known.extend(rows.into_iter().map(|row| row.0));
        }
        Ok(Self { parcels, keys: known })
    }
}
