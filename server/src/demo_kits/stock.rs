//! Stock: pieces in the house and pieces promised, by variant. The only place that changes them.
//!
//! Rows are touched in the order of their ids, items before variants, so that no two writers wait for each other. The constraint
//! `catalogue_variants_stock_check` stands behind every statement.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::demo_kits::EditVariant;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;

use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// Pieces by variant, in the order of ids.
pub type Pieces = BTreeMap<Id, i64>;

/// Promises `new` pieces in the place of `old` ones (amendments; either may be empty), in one pass. Answers what is short: the variant and how
/// many of it could be promised. If anything is short, drop the write.
///
/// # Errors
/// Whatever the database says.
pub async fn exchange(w: &mut Write, old: &Pieces, new: &Pieces) -> Result<Vec<(Id, i64)>> {
    let mut short = Vec::new();
    for variant in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let before = old.get(variant).copied().unwrap_or(0);
        let change = new.get(variant).copied().unwrap_or(0) - before;
        let sql = "UPDATE catalogue_variants SET reserved = reserved + $2 WHERE id = $1 AND on_hand - reserved >= $2";
        if change != 0 && q(sql).bind(variant).bind(change).run(&mut w.tx).await? == 0 {
            let sql = "SELECT on_hand - reserved FROM catalogue_variants WHERE id = $1";
            let free: Option<(i64,)> = q(sql).bind(variant).maybe(&mut w.tx).await?;
            short.push((variant.clone(), free.map_or(0, |f| f.0) + before));
        }
    }
    Ok(short)
}

/// What a line went out as; none if there is no such line.
///
/// # Errors
/// Whatever the database says.
pub async fn variant_of(on: &mut impl AsConn, line_id: &str) -> Result<Option<Id>> {
    let sql = "SELECT COALESCE(decided_variant_id, variant_id) FROM demo_kit_lines WHERE id = $1";
    let found: Option<(Id,)> = q(sql).bind(line_id).maybe(on).await?;
    Ok(found.map(|f| f.0))
}

/// All variants by name, and how many of each are free.
///
/// # Errors
/// Whatever the database says.
pub async fn all(on: &mut impl AsConn, lang: Lang) -> Result<Vec<(Id, String, i64)>> {
    let sql = "SELECT v.id, i.name_de, i.name_en, v.name_de AS variant_de, v.name_en AS variant_en, v.on_hand - v.reserved AS free \
               FROM catalogue_variants v JOIN catalogue_items i ON i.id = v.item_id ORDER BY i.name_de, i.id, v.position, v.id";
    let rows: Vec<(Id, String, String, String, String, i64)> = q(sql).all(on).await?;
    let named = |(id, de, en, variant_de, variant_en, free): (Id, String, String, String, String, i64)| {
        let (item, variant) = if lang == Lang::De { (de, variant_de) } else { (en, variant_en) };
        (id, if variant.is_empty() { item } else { format!("{item}, {variant}") }, free)
    };
    Ok(rows.into_iter().map(named).collect())
}

/// The item of a variant, if there is one.
///
/// # Errors
/// Whatever the database says.
pub async fn item_of(on: &mut impl AsConn, variant_id: &str) -> Result<Option<Id>> {
    let found: Option<(Id,)> = q("SELECT item_id FROM catalogue_variants WHERE id = $1").bind(variant_id).maybe(on).await?;
    Ok(found.map(|found| found.0))
}

/// Promised pieces leave the house.
///
/// # Errors
/// Whatever the database says.
pub async fn send(w: &mut Write, pieces: &Pieces) -> Result<()> {
    touch_items(w, pieces).await?;
    change(w, pieces, "UPDATE catalogue_variants SET reserved = reserved - $2, on_hand = on_hand - $2 WHERE id = $1").await
}

/// Lent pieces are back in the house.
///
/// # Errors
/// Whatever the database says.
pub async fn take_back(w: &mut Write, pieces: &Pieces) -> Result<()> {
    touch_items(w, pieces).await?;
    change(w, pieces, "UPDATE catalogue_variants SET on_hand = on_hand + $2 WHERE id = $1").await
}

async fn change(w: &mut Write, pieces: &Pieces, sql: &'static str) -> Result<()> {
    for (variant, n) in pieces.iter().filter(|(_, n)| **n > 0) {
        if q(sql).bind(variant).bind(*n).run(&mut w.tx).await? == 0 {
            return Err(Error::Internal("stock of a variant that is not there".to_owned()));
        }
    }
    Ok(())
}

/// Whoever edits one of these items now is told that something changed: their form holds the old number.
async fn touch_items(w: &mut Write, pieces: &Pieces) -> Result<()> {
    let mut items = BTreeSet::new();
    for variant in pieces.keys() {
        let row: Option<(Id,)> = q("SELECT item_id FROM catalogue_variants WHERE id = $1").bind(variant).maybe(&mut w.tx).await?;
        items.extend(row.map(|r| r.0));
    }
    for item in items {
        q("UPDATE catalogue_items SET version = version + 1 WHERE id = $1").bind(item).run(&mut w.tx).await?;
    }
    Ok(())
}

/// The variants of an item.
pub(super) async fn variants_of(w: &mut Write, item_id: &str) -> Result<BTreeSet<Id>> {
    let rows: Vec<(Id,)> = q("SELECT id FROM catalogue_variants WHERE item_id = $1").bind(item_id).all(&mut w.tx).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

fn number(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// A new variant.
pub(super) async fn add_variant(w: &mut Write, item_id: &str, position: usize, variant: &EditVariant) -> Result<()> {
    let id = w.id();
    q("INSERT INTO catalogue_variants (id, item_id, position, name_de, name_en, on_hand) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(item_id)
        .bind(number(position))
        .bind(&variant.name.de)
        .bind(&variant.name.en)
        .bind(variant.on_hand)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Changes a variant. `Err`: so many are promised, and fewer can't be in the house.
pub(super) async fn set_variant(w: &mut Write, id: &str, position: usize, variant: &EditVariant) -> Result<Result<(), i64>> {
    let sql = "UPDATE catalogue_variants SET position = $2, name_de = $3, name_en = $4, on_hand = $5 WHERE id = $1 AND reserved <= $5";
    let done =
        q(sql).bind(id).bind(number(position)).bind(&variant.name.de).bind(&variant.name.en).bind(variant.on_hand).run(&mut w.tx).await?;
    if done == 1 {
        return Ok(Ok(()));
    }
    let (reserved,): (i64,) = q("SELECT reserved FROM catalogue_variants WHERE id = $1").bind(id).one(&mut w.tx).await?;
    Ok(Err(reserved))
}
