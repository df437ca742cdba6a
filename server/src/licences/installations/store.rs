//! The SQL of installations.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::{Code, EditInstallation, Edition, Host, Installation, ProductRef, RunsOut, Version, rules};
use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::people::rules::Actor;

use crate::cursor::{found_by, like};
use crate::db::{Arg, AsConn, Filter, Query, bulk, q, q2};
use crate::error::{Error, Result};
use crate::licences::products::store::stored;
use crate::write::Write;

const INSTALLATIONS: &str = "SELECT i.id, i.partner_id, o.name AS partner, i.customer_id, c.name AS customer, i.product_id, \
     p.code AS product_code, p.name AS product, i.edition_id, e.code AS edition_code, e.name AS edition, i.runs, i.host, i.capacity, \
     i.contract_until, i.key_until, i.reference, i.version FROM installations i JOIN organisations o ON o.id = i.partner_id \
     JOIN organisations c ON c.id = i.customer_id JOIN products p ON p.id = i.product_id JOIN editions e ON e.id = i.edition_id";

#[derive(sqlx::FromRow)]
struct InstallationRow {
    id: Id,
    partner_id: Id,
    partner: String,
    customer_id: Id,
    customer: String,
    product_id: Id,
    product_code: String,
    product: String,
    edition_id: Id,
    edition_code: String,
    edition: String,
    runs: String,
    host: Option<String>,
    capacity: Option<i64>,
    contract_until: Option<String>,
    key_until: Option<Millis>,
    reference: Option<String>,
    version: i64,
}

/// Where a page of installations goes on: the day by which they are sorted, and the id.
pub(super) type Place = (String, Id);

/// Which installations.
pub(super) struct Wanted<'a> {
    /// Empty: all.
    pub(super) search: &'a str,
    pub(super) customer: Option<&'a str>,
    pub(super) product: Option<&'a str>,
    pub(super) runs_out: Option<RunsOut>,
    pub(super) today: Date,
    pub(super) after: Option<Place>,
    pub(super) limit: i64,
}

/// An installation's place in lists.
pub(super) fn place(installation: &Installation) -> Place {
    // As the column `sort_until`.
    (installation.contract_until.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()), installation.id.clone())
}

fn installation_of(row: InstallationRow) -> Result<Installation> {
    Ok(Installation {
        partner: OrganisationRef { id: row.partner_id, name: row.partner },
        customer: OrganisationRef { id: row.customer_id, name: row.customer },
        product: ProductRef { id: row.product_id, code: stored(Code::parse(&row.product_code))?, name: row.product },
        edition: Edition { id: row.edition_id, code: stored(Code::parse(&row.edition_code))?, name: row.edition },
        runs: stored(Version::parse(&row.runs))?,
        host: row.host.map(|h| stored(Host::parse(&h))).transpose()?,
        capacity: row.capacity,
        contract_until: row.contract_until.map(|day| stored(day.parse())).transpose()?,
        key_until: row.key_until,
        reference: row.reference,
        version: row.version,
        id: row.id,
    })
}

/// Installations that the actor may see, by the last day of their contract.
pub(super) async fn installations(on: &mut impl AsConn, actor: &Actor, wanted: Wanted<'_>) -> Result<Vec<Installation>> {
    // The same as rules::may_see_installations, as far as a database can.
    if !rules::may_see_installations(actor, &actor.organisation_id) {
        return Ok(Vec::new());
    }
    let mut filter = Filter::new();
    if actor.is_partner() {
        filter.and("i.partner_id = ?", &actor.organisation_id);
    }
    if let Some(customer) = wanted.customer {
        filter.and("i.customer_id = ?", customer);
    }
    if let Some(product) = wanted.product {
        filter.and("i.product_id = ?", product);
    }
    if !wanted.search.is_empty() {
        let like = like(wanted.search);
        let found = "(i.search LIKE ? ESCAPE '!' OR c.search LIKE ? ESCAPE '!' OR p.search LIKE ? ESCAPE '!')";
        let partners = found.replace("(i", "(o.search LIKE ? ESCAPE '!' OR i");
        if actor.is_vendor() {
            filter.and(&partners, (&like, &like, &like, &like));
        } else {
            filter.and(found, (&like, &like, &like));
        }
    }
    if let Some(runs_out) = wanted.runs_out {
        let (from, until) = days(runs_out, wanted.today);
        filter.and("i.sort_until BETWEEN ? AND ?", (from, until));
    }
    if let Some(after) = wanted.after {
        filter.and("(i.sort_until, i.id) > (?, ?)", after);
    }
    let query = filter.query(INSTALLATIONS, "ORDER BY i.sort_until, i.id LIMIT ?", wanted.limit);
    let rows: Vec<InstallationRow> = query.all(on).await?;
    rows.into_iter().map(installation_of).collect()
}

/// The last days of contracts that end within so many days, or have ended.
fn days(runs_out: RunsOut, today: Date) -> (String, String) {
    let within = |days| (today.to_string(), today.plus_days(days).to_string());
    match runs_out {
        RunsOut::Ended => (String::new(), today.plus_days(-1).to_string()),
        RunsOut::Days7 => within(7),
        RunsOut::Days30 => within(30),
        RunsOut::Days60 => within(60),
        RunsOut::Days90 => within(90),
    }
}

/// An installation that the actor may see.
pub(crate) async fn installation(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Installation> {
    let row: Option<InstallationRow> = q(format!("{INSTALLATIONS} WHERE i.id = $1")).bind(id).maybe(on).await?;
    let found = installation_of(row.ok_or(Error::NotFound)?)?;
    if rules::may_see_installations(actor, &found.partner.id) { Ok(found) } else { Err(Error::NotFound) }
}

/// An installation that the actor may see, by its id, or by a host that one of them has.
pub(crate) async fn by_id_or_host(on: &mut impl AsConn, actor: &Actor, text: &str) -> Result<Installation> {
    let sql = format!("{INSTALLATIONS} WHERE i.id = $1 OR LOWER(i.host) = LOWER($1) AND i.partner_id = $2 ORDER BY i.id LIMIT 2");
    let mut rows: Vec<InstallationRow> = q(sql).bind(text).bind(&actor.organisation_id).all(on).await?;
    let (Some(row), true) = (rows.pop(), rows.is_empty()) else { return Err(Error::NotFound) };
    let found = installation_of(row)?;
    if rules::may_see_installations(actor, &found.partner.id) { Ok(found) } else { Err(Error::NotFound) }
}

/// All installations of a product at a partner's customers, by customer.
pub(crate) async fn at_partner(on: &mut impl AsConn, partner_id: &str, product_id: &str) -> Result<Vec<Installation>> {
    let sql = format!("{INSTALLATIONS} WHERE i.product_id = $1 AND i.partner_id = $2 ORDER BY c.name, i.id");
    let rows: Vec<InstallationRow> = q(sql).bind(product_id).bind(partner_id).all(on).await?;
    rows.into_iter().map(installation_of).collect()
}

/// All installations at the customers of some partners: for files that say what shall be there.
pub(crate) async fn of_partners(on: &mut impl AsConn, partners: &[Id]) -> Result<Vec<Installation>> {
    let mut all = Vec::new();
    for (some, places) in bulk::some_of(partners) {
        let sql = format!("{INSTALLATIONS} WHERE i.partner_id IN {places} ORDER BY i.id");
        let rows: Vec<InstallationRow> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        for row in rows {
            all.push(installation_of(row)?);
        }
    }
    Ok(all)
}

/// Which versions of a product run at whose customers.
pub(crate) async fn running(on: &mut impl AsConn, product_id: &str) -> Result<Vec<(Id, Version)>> {
    let sql = "SELECT DISTINCT partner_id, runs FROM installations WHERE product_id = $1";
    let rows: Vec<(Id, String)> = q(sql).bind(product_id).all(on).await?;
    rows.into_iter().map(|(partner, runs)| Ok((partner, stored(Version::parse(&runs))?))).collect()
}

/// Which versions of which products run at the customers of the actor's company, as far as they may see it.
pub(crate) async fn runs(on: &mut impl AsConn, actor: &Actor) -> Result<Vec<(Id, Version)>> {
    if !actor.is_partner() || !rules::may_see_installations(actor, &actor.organisation_id) {
        return Ok(Vec::new());
    }
    let sql = "SELECT DISTINCT product_id, runs FROM installations WHERE partner_id = $1";
    let rows: Vec<(Id, String)> = q(sql).bind(&actor.organisation_id).all(on).await?;
    rows.into_iter().map(|(product, runs)| Ok((product, stored(Version::parse(&runs))?))).collect()
}

/// Whose customer an organisation is; none: it is no customer.
pub(super) async fn partner_of(on: &mut impl AsConn, customer_id: &str) -> Result<Option<Id>> {
    let sql = "SELECT partner_id FROM organisations WHERE id = $1 AND kind = 'customer'";
    let row: Option<(Option<Id>,)> = q(sql).bind(customer_id).maybe(on).await?;
    Ok(row.and_then(|r| r.0))
}

/// The customers of some partners: partner, id, name.
pub(super) async fn customers_of(on: &mut impl AsConn, partners: &[Id]) -> Result<Vec<(Id, Id, String)>> {
    let mut all = Vec::new();
    for (some, places) in bulk::some_of(partners) {
        let sql = format!("SELECT partner_id, id, name FROM organisations WHERE kind = 'customer' AND partner_id IN {places}");
        let rows: Vec<(Id, Id, String)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        all.extend(rows);
    }
    Ok(all)
}

/// Holds partners to the end of the write, in the order of their ids; what else refers to them goes on.
pub(super) async fn hold_partners(on: &mut impl AsConn, partners: &[Id]) -> Result<()> {
    for (some, places) in bulk::some_of(partners) {
        let sql = format!("SELECT id FROM organisations WHERE id IN {places} ORDER BY id");
        let query = q2(sql.clone(), format!("{sql} FOR NO KEY UPDATE"));
        let _held: Vec<(Id,)> = some.iter().fold(query, Query::bind).all(on).await?;
    }
    Ok(())
}

const COLUMNS: &str = "id, partner_id, customer_id, product_id, edition_id, runs, host, capacity, contract_until, reference, search";

/// The values of [`COLUMNS`].
fn row(id: &str, partner_id: &str, i: &EditInstallation) -> Vec<Arg> {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let mut row = bulk::row((id, partner_id, &i.customer_id));
    row.extend(bulk::row((&i.product_id, &i.edition_id, &i.runs)));
    row.extend(bulk::row((some(&i.host), i.capacity, i.contract_until)));
    row.extend(bulk::row((some(&i.reference), found_by([&i.runs, &i.host, &i.reference]))));
    row
}

/// Writes a new one.
pub(crate) async fn insert(w: &mut Write, id: &str, partner_id: &str, installation: &EditInstallation) -> Result<()> {
    bulk::insert(&mut w.tx, &format!("INSERT INTO installations ({COLUMNS})"), "", vec![row(id, partner_id, installation)]).await?;
    Ok(())
}

/// Writes many: new ones, and known ones as they shall be from now on.
pub(super) async fn keep(w: &mut Write, all: &[(Id, Id, &EditInstallation)]) -> Result<()> {
    let head = format!("INSERT INTO installations ({COLUMNS})");
    let tail = "ON CONFLICT (id) DO UPDATE SET edition_id = excluded.edition_id, runs = excluded.runs, host = excluded.host, \
                capacity = excluded.capacity, contract_until = excluded.contract_until, reference = excluded.reference, \
                search = excluded.search, version = installations.version + 1";
    let rows = all.iter().map(|(id, partner, installation)| row(id, partner, installation)).collect();
    bulk::insert(&mut w.tx, &head, tail, rows).await?;
    Ok(())
}

/// Changes one, if it is still of that version.
pub(super) async fn update(w: &mut Write, id: &str, version: i64, i: &EditInstallation) -> Result<bool> {
    let sql = "UPDATE installations SET customer_id = $2, product_id = $3, edition_id = $4, runs = $5, host = $6, capacity = $7, \
               contract_until = $8, reference = $9, search = $10, version = version + 1 WHERE id = $1 AND version = $11";
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let query = q(sql).bind(id).bind(&i.customer_id).bind(&i.product_id).bind(&i.edition_id).bind(&i.runs).bind(some(&i.host));
    let query = query.bind(i.capacity).bind(i.contract_until).bind(some(&i.reference));
    Ok(query.bind(found_by([&i.runs, &i.host, &i.reference])).bind(version).run(&mut w.tx).await? == 1)
}
