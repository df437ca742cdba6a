//! The SQL of loans.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::loans::{
    Counted, Lacking, Lent, LentDevice, Loan, LoanStray, NamedStep, Settled, Whereabouts, Wish, WishKind, WishPiece, WishState,
};
use eyelevel_contract::demo_kits::{Bilingual, Line};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::money::{Currency, Money};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::serials::fold;

use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::requests::store::{day, word};
use crate::write::Write;

/// A kit's lines, and for whom they are read.
pub(in crate::demo_kits) struct Lines<'a> {
    pub(in crate::demo_kits) actor: &'a Actor,
    pub(in crate::demo_kits) lang: Lang,
    pub(in crate::demo_kits) lines: &'a [Line],
}

#[derive(sqlx::FromRow)]
struct LackingRow {
    id: Id,
    line_id: Id,
    name_de: String,
    name_en: String,
    quantity: i64,
    at: Millis,
    settled: Option<String>,
}

/// What of a kit is out, and what was wished.
///
/// # Errors
/// Whatever the database says.
pub(in crate::demo_kits) async fn loan(on: &mut impl AsConn, id: &str, of: Lines<'_>) -> Result<Loan> {
    let pick = |de: String, en: String| if of.lang == Lang::De { de } else { en };
    let lacking: Vec<LackingRow> =
        q("SELECT id, line_id, name_de, name_en, quantity, at, settled FROM loan_lacking WHERE request_id = $1 ORDER BY at, id")
            .bind(id)
            .all(on)
            .await?;
    let lacking = lacking.into_iter().map(|row| {
        let settled = row.settled.map(|settled| word(Settled::from_word, &settled)).transpose()?;
        let name = pick(row.name_de, row.name_en);
        Ok(Lacking { id: row.id, line_id: row.line_id, name, quantity: row.quantity, at: row.at, settled })
    });
    let lacking = lacking.collect::<Result<_>>()?;
    let strays: Vec<(String, Millis)> =
        q("SELECT serial, at FROM loan_strays WHERE request_id = $1 ORDER BY at, id").bind(id).all(on).await?;
    Ok(Loan {
        lent: lent(on, id, &of).await?,
        lacking,
        strays: strays.into_iter().map(|(serial, at)| LoanStray { serial, at }).collect(),
        wishes: wishes(on, id, of.actor.sees_prices()).await?,
        step: step(on, id).await?,
    })
}

/// What a line's item has: its contents, and its price.
type Goods = (String, Option<i64>, String);

async fn lent(on: &mut impl AsConn, id: &str, of: &Lines<'_>) -> Result<Vec<Lent>> {
    let sql = "SELECT l.id, i.contents, i.price_minor, i.currency FROM demo_kit_lines l JOIN catalogue_items i ON i.id = l.item_id \
               WHERE l.request_id = $1";
    let rows: Vec<(Id, String, Option<i64>, String)> = q(sql).bind(id).all(on).await?;
    let goods: BTreeMap<Id, Goods> = rows.into_iter().map(|(id, contents, price, currency)| (id, (contents, price, currency))).collect();
    let sql = "SELECT DISTINCT p.line_id, s.serial FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id \
               JOIN deliveries d ON d.id = p.delivery_id WHERE d.request_id = $1 ORDER BY p.line_id, s.serial";
    let serials: Vec<(Id, String)> = q(sql).bind(id).all(on).await?;
    let ends: Vec<(Id, Option<String>, i64, String)> =
        q("SELECT line_id, serial, quantity, how FROM loan_ends WHERE request_id = $1").bind(id).all(on).await?;
    let line = |line: &Line| {
        let (contents, price, currency) = goods.get(&line.id).cloned().unwrap_or_default();
        let contents: Vec<Bilingual> = if contents.is_empty() { Vec::new() } else { serde_json::from_str(&contents)? };
        let ended = |how: Whereabouts| ends.iter().filter(|e| e.0 == line.id && e.3 == how.word()).map(|e| e.2).sum();
        let device = |serial: &String| {
            let end = ends.iter().find(|e| e.0 == line.id && e.1.as_ref() == Some(serial));
            let whereabouts = end.map_or(Ok(Whereabouts::Out), |e| word(Whereabouts::from_word, &e.3))?;
            Ok(LentDevice { serial: serial.clone(), whereabouts })
        };
        let price = price.filter(|_| of.actor.sees_prices()).and_then(|minor| Some(Money::new(minor, Currency::from_word(&currency)?)));
        Ok(Lent {
            line_id: line.id.clone(),
            name: format!("{}, {}", line.item, line.decided.as_ref().map_or(&line.variant, |d| &d.variant)),
            sent: line.shipped,
            back: ended(Whereabouts::Back),
            bought: ended(Whereabouts::Bought),
            contents: contents.iter().map(|both| both.get(of.lang).to_owned()).collect(),
            devices: serials.iter().filter(|s| s.0 == line.id).map(|s| device(&s.1)).collect::<Result<_>>()?,
            price,
        })
    };
    of.lines.iter().filter(|l| l.shipped > 0).map(line).collect()
}

#[derive(sqlx::FromRow)]
struct WishRow {
    id: Id,
    kind: String,
    reason: Option<String>,
    by_id: Id,
    by_name: String,
    at: Millis,
    before_on: Option<String>,
    wanted_on: Option<String>,
    currency: Option<String>,
    state: String,
    answered_by: Option<Id>,
    answered_name: Option<String>,
    answered_at: Option<Millis>,
    answer: Option<String>,
    alternative: Option<String>,
    agreed_on: Option<String>,
}

async fn wishes(on: &mut impl AsConn, id: &str, prices: bool) -> Result<Vec<Wish>> {
    let sql = "SELECT s.id, s.kind, s.reason, s.by_id, p.name AS by_name, s.at, s.before_on, s.wanted_on, s.currency, s.state, s.answered_by, \
               a.name AS answered_name, s.answered_at, s.answer, s.alternative, s.agreed_on FROM loan_wishes s JOIN people p ON p.id = s.by_id \
               LEFT JOIN people a ON a.id = s.answered_by WHERE s.request_id = $1 ORDER BY s.at, s.id";
    let rows: Vec<WishRow> = q(sql).bind(id).all(on).await?;
    let sql = "SELECT p.wish_id, p.line_id, p.serial, p.quantity, p.unit_minor FROM loan_wish_pieces p JOIN loan_wishes s ON s.id = p.wish_id \
               WHERE s.request_id = $1 ORDER BY p.id";
    let pieces: Vec<(Id, Id, Option<String>, i64, i64)> = q(sql).bind(id).all(on).await?;
    let wish = |row: WishRow| {
        let own = || pieces.iter().filter(|piece| piece.0 == row.id);
        let currency = row.currency.as_deref().and_then(Currency::from_word).filter(|_| prices);
        let net = currency.map(|currency| Money::new(own().map(|piece| piece.3.saturating_mul(piece.4)).sum(), currency));
        Ok(Wish {
            kind: word(WishKind::from_word, &row.kind)?,
            reason: row.reason,
            by: PersonRef { id: row.by_id, name: row.by_name },
            at: row.at,
            before_on: day(row.before_on.as_deref())?,
            wanted_on: day(row.wanted_on.as_deref())?,
            pieces: own().map(|p| WishPiece { line_id: p.1.clone(), serial: p.2.clone(), quantity: p.3 }).collect(),
            net,
            state: word(WishState::from_word, &row.state)?,
            answered_by: row.answered_by.zip(row.answered_name).map(|(id, name)| PersonRef { id, name }),
            answered_at: row.answered_at,
            answer: row.answer,
            alternative: row.alternative,
            agreed_on: day(row.agreed_on.as_deref())?,
            id: row.id,
        })
    };
    rows.into_iter().map(wish).collect()
}

async fn step(on: &mut impl AsConn, id: &str) -> Result<Option<NamedStep>> {
    let sql = "SELECT k.step_text, k.step_on, k.step_by, p.name, k.step_at FROM demo_kits k JOIN people p ON p.id = k.step_by \
               WHERE k.request_id = $1";
    let row: Option<(String, String, Id, String, Millis)> = q(sql).bind(id).maybe(on).await?;
    let Some((text, look_on, by, name, at)) = row else { return Ok(None) };
    let look_on = day(Some(&look_on))?.ok_or_else(|| Error::Internal("a step without its day".to_owned()))?;
    Ok(Some(NamedStep { text, look_on, by: PersonRef { id: by, name }, at }))
}

/// Loans of a partner's with a piece that is out and has this serial number, or one that looks like it; the loan, and the number as it was sent.
pub(super) async fn out_at(w: &mut Write, partner_id: &str, serial: &str) -> Result<Vec<(Id, String)>> {
    let sql = "SELECT d.request_id, s.serial FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id \
               JOIN deliveries d ON d.id = p.delivery_id JOIN demo_kits k ON k.request_id = d.request_id \
               WHERE s.folded = $1 AND d.partner_id = $2 AND k.terms = 'loan' \
               AND NOT EXISTS (SELECT 1 FROM loan_ends e WHERE e.line_id = p.line_id AND e.serial = s.serial) ORDER BY d.request_id, s.serial";
    Ok(q(sql).bind(fold(serial)).bind(partner_id).all(&mut w.tx).await?)
}

/// A new wish.
pub(super) struct NewWish<'a> {
    pub(super) kind: WishKind,
    pub(super) reason: &'a str,
    pub(super) before_on: Option<Date>,
    pub(super) wanted_on: Option<Date>,
    /// Pieces that are to be kept, with the price of one.
    pub(super) pieces: &'a [(WishPiece, Money)],
}

/// Writes a wish by whoever writes.
pub(super) async fn begin(w: &mut Write, request_id: &str, wish: NewWish<'_>) -> Result<Id> {
    let by = w.actor.clone().ok_or_else(|| Error::Internal("a wish of nobody".to_owned()))?;
    let id = w.id();
    let sql = "INSERT INTO loan_wishes (id, request_id, kind, reason, by_id, at, before_on, wanted_on, currency) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(&id)
        .bind(request_id)
        .bind(wish.kind.word())
        .bind((!wish.reason.is_empty()).then_some(wish.reason))
        .bind(by)
        .bind(w.now)
        .bind(wish.before_on)
        .bind(wish.wanted_on)
        .bind(wish.pieces.first().map(|(_, price)| price.currency().word()))
        .run(&mut w.tx)
        .await?;
    for (piece, price) in wish.pieces {
        let sql = "INSERT INTO loan_wish_pieces (id, wish_id, line_id, serial, quantity, unit_minor) VALUES ($1, $2, $3, $4, $5, $6)";
        q(sql)
            .bind(w.id())
            .bind(&id)
            .bind(&piece.line_id)
            .bind(piece.serial.clone())
            .bind(piece.quantity)
            .bind(price.minor())
            .run(&mut w.tx)
            .await?;
    }
    Ok(id)
}

/// What was answered.
pub(super) struct Answered<'a> {
    pub(super) state: WishState,
    pub(super) reason: &'a str,
    pub(super) alternative: &'a str,
    pub(super) agreed_on: Option<Date>,
}

/// Writes the answer to the open wish.
pub(super) async fn answer(w: &mut Write, wish_id: &str, answer: Answered<'_>) -> Result<()> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sql = "UPDATE loan_wishes SET state = $2, answered_by = $3, answered_at = $4, answer = $5, alternative = $6, agreed_on = $7, slot = id \
               WHERE id = $1 AND slot = ''";
    q(sql)
        .bind(wish_id)
        .bind(answer.state.word())
        .bind(w.actor.clone())
        .bind(w.now)
        .bind(given(answer.reason))
        .bind(given(answer.alternative))
        .bind(answer.agreed_on)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Nothing is left to answer; `by`: they have taken it back.
pub(super) async fn void(w: &mut Write, wish_id: &str, by: Option<&Id>) -> Result<()> {
    let sql = "UPDATE loan_wishes SET state = 'void', answered_at = $2, answered_by = $3, slot = id WHERE id = $1 AND slot = ''";
    q(sql).bind(wish_id).bind(w.now).bind(by).run(&mut w.tx).await?;
    Ok(())
}

/// Whether a wish to keep pieces has none left.
pub(super) async fn is_empty(w: &mut Write, wish: &Wish) -> Result<bool> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM loan_wish_pieces WHERE wish_id = $1";
    let (left,): (i64,) = q(sql).bind(&wish.id).one(&mut w.tx).await?;
    Ok(wish.kind == WishKind::Keep && left == 0)
}

/// What came back is not to be kept any more: it leaves the open wish.
pub(super) async fn trim(w: &mut Write, wish: &Wish, here: &[(Id, String)], loan: &Loan, counted: &[Counted]) -> Result<()> {
    let here: BTreeSet<(&str, &str)> = here.iter().map(|(line, serial)| (line.as_str(), serial.as_str())).collect();
    for piece in &wish.pieces {
        let left = match &piece.serial {
            Some(serial) => i64::from(!here.contains(&(piece.line_id.as_str(), serial.as_str()))),
            None => {
                let came: i64 = counted.iter().filter(|c| c.line_id == piece.line_id).map(|c| c.quantity).sum();
                piece.quantity.min(loan.line(&piece.line_id).map_or(0, Lent::loose_out) - came)
            }
        };
        let same = "wish_id = $1 AND line_id = $2 AND COALESCE(serial, '') = $3";
        let serial = piece.serial.clone().unwrap_or_default();
        if left <= 0 {
            q(format!("DELETE FROM loan_wish_pieces WHERE {same}")).bind(&wish.id).bind(&piece.line_id).bind(serial).run(&mut w.tx).await?;
        } else if left < piece.quantity {
            let sql = format!("UPDATE loan_wish_pieces SET quantity = $4 WHERE {same}");
            q(sql).bind(&wish.id).bind(&piece.line_id).bind(serial).bind(left).run(&mut w.tx).await?;
        }
    }
    Ok(())
}

/// Pieces that are not owed any more.
pub(super) async fn end(w: &mut Write, request_id: &str, pieces: &[WishPiece], how: Whereabouts) -> Result<()> {
    for piece in pieces {
        let sql = "INSERT INTO loan_ends (id, request_id, line_id, serial, quantity, how, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        q(sql)
            .bind(w.id())
            .bind(request_id)
            .bind(&piece.line_id)
            .bind(piece.serial.clone())
            .bind(piece.quantity)
            .bind(how.word())
            .bind(w.now)
            .run(&mut w.tx)
            .await?;
    }
    Ok(())
}
