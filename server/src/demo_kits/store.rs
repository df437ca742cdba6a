//! The SQL of requests for kits.

use std::collections::BTreeMap;

use eyelevel_contract::demo_kits::loans::Loan;
use eyelevel_contract::demo_kits::{DecidedLine, DemoKit, Draft, Line, Quote, Terms};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::people::rules::Actor;

use super::loans;
use super::stock::Pieces;
use crate::app::App;
use crate::db::{AsConn, q};
use crate::deliveries::recipients;
use crate::error::{Error, Result};
use crate::requests::store::{day, word};
use crate::requests::{reminders, spine};
use crate::write::Write;

/// Writes the kit's own part of a new request; `customer` was checked, lines name recipients by place.
pub(super) async fn insert(w: &mut Write, id: &str, draft: &Draft, recipients: &[Id]) -> Result<()> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sql = "INSERT INTO demo_kits (request_id, purpose, adaptation, customer_id, event_on, terms, return_on, po_number, billing) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(id)
        .bind(&draft.purpose)
        .bind(&draft.adaptation)
        .bind(draft.customer_id.clone())
        .bind(draft.event_on)
        .bind(draft.terms.word())
        .bind(draft.return_on)
        .bind(given(&draft.po_number))
        .bind(draft.billing.as_ref().map(serde_json::to_string).transpose()?)
        .run(&mut w.tx)
        .await?;
    for (position, line) in (0i64..).zip(&draft.lines) {
        let recipient = recipients.get(line.recipient).ok_or_else(|| Error::Internal("a line for nobody".to_owned()))?;
        let sql = "INSERT INTO demo_kit_lines (id, request_id, position, item_id, variant_id, quantity, recipient_id) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        q(sql)
            .bind(w.id())
            .bind(id)
            .bind(position)
            .bind(&line.item_id)
            .bind(&line.variant_id)
            .bind(line.quantity)
            .bind(recipient)
            .run(&mut w.tx)
            .await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct KitRow {
    purpose: String,
    adaptation: String,
    customer_id: Option<Id>,
    customer: Option<String>,
    event_on: Option<String>,
    terms: String,
    return_on: Option<String>,
    po_number: Option<String>,
    billing: Option<String>,
    quote: Option<String>,
}

/// A request for a kit, as this person may see it.
///
/// # Errors
/// `NotFound` if there is none of this kind, or they may not see it.
pub async fn kit(app: &App, on: &mut impl AsConn, actor: &Actor, lang: Lang, id: &str) -> Result<DemoKit> {
    let page = spine::page(app, on, actor, id).await?;
    let sql = "SELECT k.purpose, k.adaptation, k.customer_id, o.name AS customer, k.event_on, k.terms, k.return_on, k.po_number, k.billing, \
               k.quote FROM demo_kits k LEFT JOIN organisations o ON o.id = k.customer_id WHERE k.request_id = $1";
    let row: Option<KitRow> = q(sql).bind(id).maybe(on).await?;
    let row = row.ok_or(Error::NotFound)?;
    let quote: Option<Quote> = row.quote.as_deref().map(serde_json::from_str).transpose()?;
    let terms = word(Terms::from_word, &row.terms)?;
    let lines = lines(on, id, lang).await?;
    let is_out = terms == Terms::Loan && lines.iter().any(|line| line.shipped > 0);
    let loan = if is_out { loans::loan(on, id, loans::Lines { actor, lang, lines: &lines }).await? } else { Loan::none() };
    Ok(DemoKit {
        loan,
        lines,
        recipients: recipients::of(app, on, &page.request, lang).await?,
        purpose: row.purpose,
        adaptation: row.adaptation,
        customer: row.customer_id.zip(row.customer).map(|(id, name)| OrganisationRef { id, name }),
        event_on: day(row.event_on.as_deref())?,
        terms,
        return_on: day(row.return_on.as_deref())?,
        po_number: row.po_number,
        billing: row.billing.as_deref().map(serde_json::from_str).transpose()?,
        quote: quote.filter(|_| actor.sees_prices()),
        page,
    })
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Id,
    item_id: Id,
    variant_id: Id,
    item_de: String,
    item_en: String,
    variant_de: String,
    variant_en: String,
    quantity: i64,
    recipient_id: Id,
    decided_variant_id: Option<Id>,
    decided_de: Option<String>,
    decided_en: Option<String>,
    decided_quantity: Option<i64>,
    shipped: i64,
}

const LINES: &str = "SELECT l.id, l.item_id, l.variant_id, i.name_de AS item_de, i.name_en AS item_en, v.name_de AS variant_de, \
     v.name_en AS variant_en, l.quantity, l.recipient_id, l.decided_variant_id, d.name_de AS decided_de, d.name_en AS decided_en, \
     l.decided_quantity, (SELECT CAST(COALESCE(SUM(p.quantity), 0) AS BIGINT) FROM delivery_pieces p WHERE p.line_id = l.id) AS shipped \
     FROM demo_kit_lines l JOIN catalogue_items i ON i.id = l.item_id JOIN catalogue_variants v ON v.id = l.variant_id \
     LEFT JOIN catalogue_variants d ON d.id = l.decided_variant_id WHERE l.request_id = $1 ORDER BY l.position";

async fn lines(on: &mut impl AsConn, id: &str, lang: Lang) -> Result<Vec<Line>> {
    let rows: Vec<LineRow> = q(LINES).bind(id).all(on).await?;
    let pick = |de: String, en: String| if lang == Lang::De { de } else { en };
    Ok(rows
        .into_iter()
        .map(|r| {
            let name = r.decided_de.zip(r.decided_en).map(|(de, en)| pick(de, en));
            let decided = r.decided_variant_id.zip(r.decided_quantity).map(|(variant_id, quantity)| DecidedLine {
                variant_id,
                variant: name.unwrap_or_default(),
                quantity,
            });
            Line {
                id: r.id,
                item_id: r.item_id,
                variant_id: r.variant_id,
                item: pick(r.item_de, r.item_en),
                variant: pick(r.variant_de, r.variant_en),
                quantity: r.quantity,
                recipient_id: r.recipient_id,
                decided,
                shipped: r.shipped,
            }
        })
        .collect())
}

/// Item and variant of each line, as a parcel's list of contents names them.
pub(super) async fn names(on: &mut impl AsConn, id: &str, lang: Lang) -> Result<BTreeMap<Id, String>> {
    let name = |line: Line| {
        let variant = line.decided.map_or(line.variant, |d| d.variant);
        (line.id, format!("{}, {variant}", line.item))
    };
    Ok(lines(on, id, lang).await?.into_iter().map(name).collect())
}

/// The variants of a line's item, with the price of one piece.
#[derive(sqlx::FromRow)]
pub(super) struct Offered {
    pub(super) item_id: Id,
    pub(super) loan: bool,
    pub(super) price_minor: Option<i64>,
    pub(super) currency: String,
    pub(super) owner_id: Option<Id>,
    pub(super) name_de: String,
    pub(super) name_en: String,
}

/// What a variant is one of; none if there is no such variant.
pub(super) async fn offered(on: &mut impl AsConn, variant_id: &str) -> Result<Option<Offered>> {
    let sql = "SELECT v.item_id, i.loan, i.price_minor, i.currency, i.owner_id, i.name_de, i.name_en FROM catalogue_variants v \
               JOIN catalogue_items i ON i.id = v.item_id WHERE v.id = $1";
    Ok(q(sql).bind(variant_id).maybe(on).await?)
}

/// What a request has promised and not yet sent, or sent and not yet got back: its decided lines.
pub(super) fn decided(lines: &[Line]) -> Pieces {
    let mut pieces = Pieces::new();
    for decided in lines.iter().filter_map(|l| l.decided.as_ref()) {
        *pieces.entry(decided.variant_id.clone()).or_default() += decided.quantity;
    }
    pieces
}

/// Writes the current decision of each line.
pub(super) async fn set_decided(w: &mut Write, line_id: &str, decided: Option<(&str, i64)>) -> Result<()> {
    q("UPDATE demo_kit_lines SET decided_variant_id = $1, decided_quantity = $2 WHERE id = $3")
        .bind(decided.map(|d| d.0))
        .bind(decided.map(|d| d.1))
        .bind(line_id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Writes the current quote, or that there is none.
pub(super) async fn set_quote(w: &mut Write, id: &str, quote: Option<&Quote>) -> Result<()> {
    let quote = quote.map(serde_json::to_string).transpose()?;
    q("UPDATE demo_kits SET quote = $1 WHERE request_id = $2").bind(quote).bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// The last day of a loan, as decided.
pub(super) async fn set_return_on(w: &mut Write, id: &str, on: Option<eyelevel_contract::civil::Date>) -> Result<()> {
    reminders::set_last_day(w, id, on).await
}
