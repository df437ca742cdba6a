//! What would come of a file.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::carriers::normalise;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{Channel, NOTE_MAX, Status};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::validate::{Fault, Faults};

use super::columns::{Column, cause, status};
use super::known::{Known, Parcel};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::sheet::{self, Columns, Fate, Line, Plan, noted};

/// What stands in such a file.
pub(super) type Sheet = sheet::Sheet<Column>;

/// What a line says of a parcel.
pub(super) struct Kept {
    pub(super) parcel_id: Id,
    pub(super) request_id: Id,
    pub(super) recipient_id: Id,
    pub(super) key: String,
    pub(super) at: Millis,
    /// *Sent* where the line names a day of arrival alone.
    pub(super) status: Status,
    pub(super) cause: Option<Cause>,
    pub(super) note: Option<String>,
    pub(super) arrives_on: Option<Date>,
}

/// Looks at every line.
pub(super) fn of(app: &App, sheet: &Sheet, known: &Known, now: Millis) -> Result<Plan<Vec<Kept>>> {
    let mut header = sheet.columns.faults(|column: Column| column == Column::Number);
    if [Column::Status, Column::ArrivesOn].iter().all(|column| sheet.columns.place(*column).is_none()) {
        header.add("status", Fault::Required);
    }
    let mut seen = BTreeSet::new();
    Plan::of(sheet, &header, |line| {
        let said = read(app, line, &sheet.columns, known, now)??.into_iter();
        let new: Vec<_> = said.filter(|kept| !known.keys.contains(&kept.key) && seen.insert(kept.key.clone())).collect();
        Ok(if new.is_empty() { Fate::Same } else { Fate::Added(new) })
    })
}

/// The keys that the lines of a file would have, as far as they can be read.
pub(super) fn keys(app: &App, sheet: &Sheet, parcels: &BTreeMap<String, Vec<Parcel>>, now: Millis) -> Result<Vec<String>> {
    let known = Known { parcels, keys: BTreeSet::new() };
    let mut keys = Vec::new();
    for line in &sheet.lines {
        if let Ok(kept) = read(app, line, &sheet.columns, &known, now)? {
            keys.extend(kept.into_iter().map(|kept| kept.key));
        }
    }
    Ok(keys)
}

fn read(app: &App, line: &Line, columns: &Columns<Column>, known: &Known, now: Millis) -> Result<Result<Vec<Kept>, Faults>> {
    let text = |column| line.get(columns, column).unwrap_or_default();
    let mut faults = Faults::new();
    let parcels = match normalise(text(Column::Number)) {
        number if number.is_empty() => Err(Fault::Required),
        number => known.parcels.get(&number).ok_or(Fault::Unknown),
    };
    let parcels = noted(&mut faults, Column::Number, parcels);
    let status = match text(Column::Status) {
        "" => Ok(None),
        words => status(words).filter(|status| Status::by_hand(Channel::Parcel).contains(status)).map(Some).ok_or(Fault::NotOffered),
    };
    let status = noted(&mut faults, Column::Status, status).flatten();
    let at = noted(&mut faults, Column::Date, moment(app, text(Column::Date), now)?);
    let arrives_on = noted(&mut faults, Column::ArrivesOn, sheet::day(text(Column::ArrivesOn))).flatten();
    let cause = match text(Column::Cause) {
        "" => Ok(None),
        words => cause(words).map(Some).ok_or(Fault::NotOffered),
    };
    let cause = noted(&mut faults, Column::Cause, cause).flatten();
    let note = faults.optional_text("note", text(Column::Note), NOTE_MAX);
    if status.is_none() && arrives_on.is_none() && text(Column::Status).is_empty() && text(Column::ArrivesOn).is_empty() {
        faults.add("status", Fault::Required);
    }
    let (Some(parcels), Some((at, day))) = (parcels, at) else { return Ok(Err(faults)) };
    if parcels.iter().all(|parcel| day < parcel.shipped_on) {
        faults.add("date", Fault::EndsBeforeStart);
    }
    if let Err(faults) = faults.or(()) {
        return Ok(Err(faults));
    }
    let status = status.unwrap_or(Status::Sent);
    let kept = |parcel: &Parcel| Kept {
        parcel_id: parcel.id.clone(),
        request_id: parcel.request_id.clone(),
        recipient_id: parcel.recipient_id.clone(),
        key: format!(
            "csv:{}:{}:{status}:{}",
            parcel.id,
            text(Column::Date).trim().replace(char::is_whitespace, "_"),
            said(arrives_on, day)
        ),
        at,
        status,
        cause,
        note: note.clone(),
        arrives_on,
    };
    Ok(Ok(parcels.iter().filter(|parcel| day >= parcel.shipped_on).map(kept).collect()))
}

/// The same line on another day says something else only if it names no day of its own.
fn said(arrives_on: Option<Date>, day: Date) -> String {
    arrives_on.map_or_else(|| day.to_string(), |on| format!("{day}:{on}"))
}

/// When it was, and on which day: a day, with a time or without (then noon); nothing: now.
fn moment(app: &App, text: &str, now: Millis) -> Result<Result<(Millis, Date), Fault>> {
    let today = calendar::day(app, now)?;
    if text.is_empty() {
        return Ok(Ok((now, today)));
    }
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let Ok(Some(day)) = sheet::day(day) else { return Ok(Err(Fault::NotADay)) };
    let time = match time.trim() {
        "" => Some((12, 0)),
        time => clock(time),
    };
    let Some((hour, minute)) = time else { return Ok(Err(Fault::NotADay)) };
    let at = calendar::at(app, day, hour, minute)?;
    if day > today { Ok(Err(Fault::NotYet)) } else { Ok(Ok((at.min(now), day))) }
}

/// `14:30`, `14:30:59`.
fn clock(text: &str) -> Option<(i8, i8)> {
    let mut parts = text.split(':');
    let mut number = |most: i8| {
        let part = parts.next()?;
        part.parse::<i8>().ok().filter(|n| (0..=most).contains(n) && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (hour, minute) = (number(23)?, number(59)?);
    // Seconds say nothing more.
    matches!(parts.next(), None | Some(_)).then_some((hour, minute))
}
