//! The SQL of products, their editions, key rules and releases.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Bilingual;
use eyelevel_contract::licences::{Code, EditProduct, Edition, Issuer, KeyPattern, KeyRule, Product, Release, Version, VersionRange};
use eyelevel_contract::people::PersonRef;

use crate::cursor::like;
pub(crate) use crate::db::stored;
use crate::db::{AsConn, Filter, Query, q, q2};
use crate::error::{Error, Result};
use crate::licences::pools;
use crate::write::Write;

const PRODUCTS: &str = "SELECT p.id, p.code, p.name, p.capacity_unit_de, p.capacity_unit_en, p.owner_id, o.name AS owner_name, p.version \
     FROM products p LEFT JOIN people o ON o.id = p.owner_id";

#[derive(sqlx::FromRow)]
struct ProductRow {
    id: Id,
    code: String,
    name: String,
    capacity_unit_de: String,
    capacity_unit_en: String,
    owner_id: Option<Id>,
    owner_name: Option<String>,
    version: i64,
}

/// What belongs to products, by product.
#[derive(Default)]
struct Parts {
    editions: Vec<Edition>,
    rules: Vec<KeyRule>,
    releases: Vec<Release>,
}

/// Products by name, from a place on.
pub(super) async fn products(on: &mut impl AsConn, search: &str, after: Option<(String, Id)>, limit: i64) -> Result<Vec<Product>> {
    let mut filter = Filter::new();
    if !search.is_empty() {
        filter.and("p.search LIKE ? ESCAPE '!'", like(search));
    }
    if let Some(after) = after {
        filter.and("(p.name, p.id) > (?, ?)", after);
    }
    read(on, filter.query(PRODUCTS, "ORDER BY p.name, p.id LIMIT ?", limit)).await
}

/// All products: for files that name them by code or name.
pub(crate) async fn all(on: &mut impl AsConn) -> Result<Vec<Product>> {
    read(on, q(format!("{PRODUCTS} ORDER BY p.name, p.id"))).await
}

/// One product.
pub(crate) async fn product(on: &mut impl AsConn, id: &str) -> Result<Product> {
    maybe(on, id).await?.ok_or(Error::NotFound)
}

/// One product, if there is one.
pub(crate) async fn maybe(on: &mut impl AsConn, id: &str) -> Result<Option<Product>> {
    Ok(read(on, q(format!("{PRODUCTS} WHERE p.id = $1")).bind(id)).await?.pop())
}

async fn read(on: &mut impl AsConn, query: Query) -> Result<Vec<Product>> {
    let rows: Vec<ProductRow> = query.all(on).await?;
    let mut parts = parts(on, &rows).await?;
    rows.into_iter()
        .map(|row| {
            let parts = parts.remove(&row.id).unwrap_or_default();
            Ok(Product {
                code: stored(Code::parse(&row.code))?,
                name: row.name,
                editions: parts.editions,
                capacity_unit: Bilingual { de: row.capacity_unit_de, en: row.capacity_unit_en },
                rules: parts.rules,
                releases: parts.releases,
                owner: row.owner_id.zip(row.owner_name).map(|(id, name)| PersonRef { id, name }),
                version: row.version,
                id: row.id,
            })
        })
        .collect()
}

async fn parts(on: &mut impl AsConn, rows: &[ProductRow]) -> Result<BTreeMap<Id, Parts>> {
    let mut all: BTreeMap<Id, Parts> = BTreeMap::new();
    if rows.is_empty() {
        return Ok(all);
    }
    let places = (1..=rows.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let of = |columns: &str, tail: &str| {
        let sql = format!("SELECT product_id, {columns} WHERE product_id IN ({places}) {tail}");
        rows.iter().fold(q(sql), |query, row| query.bind(&row.id))
    };
    let editions: Vec<(Id, Id, String, String)> = of("id, code, name FROM editions", "ORDER BY position, id").all(on).await?;
    for (product, id, code, name) in editions {
        all.entry(product).or_default().editions.push(Edition { id, code: stored(Code::parse(&code))?, name });
    }
    let rules: Vec<(Id, Id, String, String, Option<String>)> =
        of("id, versions, issuer, pattern FROM key_rules", "ORDER BY position, id").all(on).await?;
    for (product, id, versions, issuer, pattern) in rules {
        let issuer = Issuer::from_word(&issuer).ok_or_else(|| Error::Internal("an issuer that nobody knows".to_owned()))?;
        let pattern = pattern.map(|p| stored(KeyPattern::parse(&p))).transpose()?;
        let versions = stored(VersionRange::parse(&versions))?;
        all.entry(product).or_default().rules.push(KeyRule { id, versions, issuer, pattern });
    }
    let releases: Vec<(Id, String, String)> = of("version, published_on FROM releases", "").all(on).await?;
    for (product, version, published_on) in releases {
        let release = Release { version: stored(Version::parse(&version))?, published_on: stored(published_on.parse())? };
        all.entry(product).or_default().releases.push(release);
    }
    // In the order of versions, which no database knows: the newest first.
    all.values_mut().for_each(|parts| parts.releases.sort_by(|a, b| b.version.cmp(&a.version)));
    Ok(all)
}

/// Writes a new product without its parts.
pub(super) async fn insert(w: &mut Write, id: &str, product: &EditProduct) -> std::result::Result<(), sqlx::Error> {
    let sql =
        "INSERT INTO products (id, name, capacity_unit_de, capacity_unit_en, owner_id, search, code) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    columns(q(sql).bind(id), product).bind(&product.code).run(&mut w.tx).await?;
    Ok(())
}

/// Changes a product, if it is still of that version.
pub(super) async fn update(w: &mut Write, id: &str, version: i64, product: &EditProduct) -> Result<bool> {
    let sql = "UPDATE products SET name = $2, capacity_unit_de = $3, capacity_unit_en = $4, owner_id = $5, search = $6, \
               version = version + 1 WHERE id = $1 AND version = $7";
    Ok(columns(q(sql).bind(id), product).bind(version).run(&mut w.tx).await? == 1)
}

fn columns(query: Query, product: &EditProduct) -> Query {
    let editions = product.editions.iter().flat_map(|e| [e.code.as_str(), e.name.as_str()]);
    let search: Vec<_> = [product.code.as_str(), product.name.as_str()].into_iter().chain(editions).collect();
    query
        .bind(&product.name)
        .bind(&product.capacity_unit.de)
        .bind(&product.capacity_unit.en)
        .bind(product.owner_id.as_deref())
        .bind(search.join(" ").to_lowercase())
}

/// Holds a product to the end of the write.
pub(crate) async fn hold(w: &mut Write, id: &str) -> Result<()> {
    let _held: Option<(Id,)> = q2("SELECT id FROM products WHERE id = $1", "SELECT id FROM products WHERE id = $1 FOR NO KEY UPDATE")
        .bind(id)
        .maybe(&mut w.tx)
        .await?;
    Ok(())
}

/// Writes editions, rules and releases as the form has them; `before` is what is there.
pub(super) async fn keep_parts(w: &mut Write, id: &str, product: &EditProduct, before: Option<&Product>) -> Result<()> {
    for (position, edition) in (0i64..).zip(&product.editions) {
        let sql = "INSERT INTO editions (id, product_id, position, code, name) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name";
        let edition_id = edition.id.clone().unwrap_or_else(|| w.id());
        q(sql).bind(edition_id).bind(id).bind(position).bind(&edition.code).bind(&edition.name).run(&mut w.tx).await?;
    }
    for gone in before.iter().flat_map(|b| &b.rules).filter(|r| !product.rules.iter().any(|edit| edit.id.as_ref() == Some(&r.id))) {
        pools::store::outlive(w, &gone.id).await?;
        q("DELETE FROM key_rules WHERE id = $1").bind(&gone.id).run(&mut w.tx).await?;
    }
    for (position, rule) in (0i64..).zip(&product.rules) {
        let sql = "INSERT INTO key_rules (id, product_id, position, versions, issuer, pattern) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (id) DO UPDATE SET position = excluded.position, versions = excluded.versions, issuer = excluded.issuer, \
                   pattern = excluded.pattern";
        let pattern = (!rule.pattern.is_empty()).then_some(&rule.pattern);
        let rule_id = rule.id.clone().unwrap_or_else(|| w.id());
        let query = q(sql).bind(rule_id).bind(id).bind(position).bind(&rule.versions).bind(rule.issuer.word()).bind(pattern);
        query.run(&mut w.tx).await?;
    }
    q("DELETE FROM releases WHERE product_id = $1").bind(id).run(&mut w.tx).await?;
    for release in &product.releases {
        let sql = "INSERT INTO releases (product_id, version, published_on) VALUES ($1, $2, $3)";
        q(sql).bind(id).bind(&release.version).bind(release.published_on).run(&mut w.tx).await?;
    }
    Ok(())
}
