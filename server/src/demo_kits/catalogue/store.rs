//! The catalogue's SQL.

use eyelevel_contract::demo_kits::{Bilingual, EditItem, Item, Variant};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::money::{Currency, Money};
use eyelevel_contract::people::{PersonRef, rules::Actor};

use crate::cursor::{found_by, like};
use crate::db::{AsConn, Filter, q};
use crate::error::{Error, Result};
use crate::write::Write;

const ITEMS: &str = "SELECT i.id, i.name_de, i.name_en, i.description_de, i.description_en, i.contents, i.adaptable_de, i.adaptable_en, \
     i.loan, i.price_minor, i.currency, i.owner_id, p.name AS owner_name, i.warranty_months, i.dead_on_arrival_days, i.checklist, i.version \
     FROM catalogue_items i LEFT JOIN people p ON p.id = i.owner_id";

/// Of so many items variants are read at once.
const AT_ONCE: usize = 500;

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: Id,
    name_de: String,
    name_en: String,
    description_de: String,
    description_en: String,
    contents: String,
    adaptable_de: String,
    adaptable_en: String,
    loan: bool,
    price_minor: Option<i64>,
    currency: String,
    owner_id: Option<Id>,
    owner_name: Option<String>,
    warranty_months: i64,
    dead_on_arrival_days: i64,
    checklist: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct VariantRow {
    id: Id,
    item_id: Id,
    name_de: String,
    name_en: String,
    on_hand: i64,
    reserved: i64,
}

/// Where a page of the catalogue goes on.
pub(super) struct After {
    pub(super) name: String,
    pub(super) id: Id,
}

/// Which items, in which order.
pub(super) struct Wanted<'a> {
    /// Empty: all.
    pub(super) search: &'a str,
    pub(super) lang: Lang,
    pub(super) descending: bool,
    pub(super) after: Option<After>,
    pub(super) limit: i64,
}

/// Items by name.
pub(super) async fn items(on: &mut impl AsConn, actor: &Actor, wanted: Wanted<'_>) -> Result<Vec<Item>> {
    let column = match wanted.lang {
        Lang::De => "i.name_de",
        Lang::En => "i.name_en",
    };
    let (than, order) = if wanted.descending { ("<", "DESC") } else { (">", "ASC") };
    let mut filter = Filter::new();
    if !wanted.search.is_empty() {
        filter.and("i.search LIKE ? ESCAPE '!'", like(wanted.search));
    }
    if let Some(after) = wanted.after {
        filter.and(&format!("({column}, i.id) {than} (?, ?)"), (after.name, after.id));
    }
    let order = format!("ORDER BY {column} {order}, i.id {order} LIMIT ?");
    let query = filter.query(ITEMS, &order, wanted.limit);
    let rows: Vec<ItemRow> = query.all(on).await?;
    with_variants(on, actor, rows).await
}

/// All items, the oldest first.
pub(super) async fn all(on: &mut impl AsConn, actor: &Actor) -> Result<Vec<Item>> {
    let mut rows: Vec<ItemRow> = q(format!("{ITEMS} ORDER BY i.id")).all(on).await?;
    let mut items = Vec::with_capacity(rows.len());
    while !rows.is_empty() {
        let some = rows.drain(..rows.len().min(AT_ONCE)).collect();
        items.extend(with_variants(on, actor, some).await?);
    }
    Ok(items)
}

/// One item.
pub(crate) async fn item(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Item> {
    let row: Option<ItemRow> = q(format!("{ITEMS} WHERE i.id = $1")).bind(id).maybe(on).await?;
    with_variants(on, actor, vec![row.ok_or(Error::NotFound)?]).await?.pop().ok_or(Error::NotFound)
}

async fn with_variants(on: &mut impl AsConn, actor: &Actor, rows: Vec<ItemRow>) -> Result<Vec<Item>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let places = (1..=rows.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT id, item_id, name_de, name_en, on_hand, reserved FROM catalogue_variants WHERE item_id IN ({places}) ORDER BY position, id"
    );
    let variants: Vec<VariantRow> = rows.iter().fold(q(sql), |query, row| query.bind(&row.id)).all(on).await?;
    rows.into_iter().map(|row| item_of(row, &variants, actor)).collect()
}

fn item_of(row: ItemRow, variants: &[VariantRow], actor: &Actor) -> Result<Item> {
    let currency = Currency::from_word(&row.currency).ok_or_else(|| Error::Internal("a currency that nobody knows".to_owned()))?;
    let variant = |v: &VariantRow| Variant {
        id: v.id.clone(),
        name: Bilingual { de: v.name_de.clone(), en: v.name_en.clone() },
        free: v.on_hand - v.reserved,
        on_hand: actor.is_vendor().then_some(v.on_hand),
    };
    Ok(Item {
        variants: variants.iter().filter(|v| v.item_id == row.id).map(variant).collect(),
        name: Bilingual { de: row.name_de, en: row.name_en },
        description: Bilingual { de: row.description_de, en: row.description_en },
        contents: serde_json::from_str(&row.contents)?,
        adaptable: Bilingual { de: row.adaptable_de, en: row.adaptable_en },
        loan: row.loan,
        sale: row.price_minor.is_some(),
        price: row.price_minor.filter(|_| actor.sees_prices()).map(|minor| Money::new(minor, currency)),
        owner: row.owner_id.zip(row.owner_name).map(|(id, name)| PersonRef { id, name }),
        warranty_months: row.warranty_months,
        dead_on_arrival_days: row.dead_on_arrival_days,
        checklist: serde_json::from_str(&row.checklist)?,
        version: row.version,
        id: row.id,
    })
}

/// Writes a new item without variants.
pub(super) async fn insert(w: &mut Write, id: &str, item: &EditItem) -> Result<()> {
    let sql = "INSERT INTO catalogue_items (id, name_de, name_en, description_de, description_en, contents, adaptable_de, adaptable_en, \
               loan, price_minor, currency, owner_id, search, warranty_months, dead_on_arrival_days, checklist) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    columns(q(sql).bind(id), item)?.run(&mut w.tx).await?;
    Ok(())
}

/// Changes an item, if it is still of that version.
pub(super) async fn update(w: &mut Write, id: &str, version: i64, item: &EditItem) -> Result<bool> {
    let sql = "UPDATE catalogue_items SET name_de = $2, name_en = $3, description_de = $4, description_en = $5, contents = $6, \
               adaptable_de = $7, adaptable_en = $8, loan = $9, price_minor = $10, currency = $11, owner_id = $12, search = $13, \
               warranty_months = $14, dead_on_arrival_days = $15, checklist = $16, version = version + 1 WHERE id = $1 AND version = $17";
    Ok(columns(q(sql).bind(id), item)?.bind(version).run(&mut w.tx).await? == 1)
}

fn columns(query: crate::db::Query, item: &EditItem) -> Result<crate::db::Query> {
    Ok(query
        .bind(&item.name.de)
        .bind(&item.name.en)
        .bind(&item.description.de)
        .bind(&item.description.en)
        .bind(serde_json::to_string(&item.contents)?)
        .bind(&item.adaptable.de)
        .bind(&item.adaptable.en)
        .bind(item.loan)
        .bind(item.price.map(Money::minor))
        .bind(item.price.map_or(Currency::Eur, Money::currency).word())
        .bind(item.owner_id.as_deref())
        .bind(found_by([&item.name.de, &item.name.en, &item.description.de, &item.description.en]))
        .bind(item.warranty_months)
        .bind(item.dead_on_arrival_days)
        .bind(serde_json::to_string(&item.checklist)?))
}
