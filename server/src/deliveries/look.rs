//! The portal looks at parcels unasked: what does not go as it should is noted once, the owner has a task, and the requester is told before they
//! ask. Each parcel says when it is to be looked at next, so that nobody looks at a hundred thousand that are on their way.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::troubles::{Facts, Trouble, troubles};
use eyelevel_contract::deliveries::{Source, Status, tracking::Cause};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::{EventKind, State};

use super::troubles::{self, Noted};
use crate::app::App;
use crate::calendar;
use crate::calendars::{self, Counted};
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::mail::Template;
use crate::requests::store::{day, word};
use crate::requests::{spine, timeline};
use crate::write::Write;

/// So many are read at once …
const TOGETHER: i64 = 200;
/// … and so many times in one run; the next run takes the rest.
const ROUNDS: usize = 20;
/// A business day, in minutes.
const BUSINESS_DAY: i64 = 8 * 60;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    request_id: Id,
    /// The request's.
    state: String,
    requester_id: Id,
    owner_id: Id,
    recipient: String,
    round: i64,
    status: String,
    cause: Option<String>,
    first_arrives_on: Option<String>,
    arrives_on: Option<String>,
    told_on: Option<String>,
    number: String,
    shipped_at: Millis,
    moved_at: Option<Millis>,
    look_at: Option<Millis>,
}

/// What is known of a parcel now, and what follows.
struct Seen {
    row: Row,
    facts: Facts,
    troubles: Vec<Trouble>,
    /// The day that the requester was told last.
    told_on: Option<Date>,
    /// When it is to be looked at again.
    next: Option<Millis>,
}

const HEAD: &str = "SELECT d.id, d.request_id, r.state, r.requester_id, r.owner_id, p.name AS recipient, p.round, p.status, d.cause, d.first_arrives_on, \
                    d.arrives_on, d.told_on, d.number, d.shipped_at, d.moved_at, d.look_at FROM deliveries d JOIN recipients p ON p.id = d.recipient_id \
                    JOIN requests r ON r.id = d.request_id";

/// Looks at all that are due; of how many there was something to say.
///
/// # Errors
/// Whatever the database says.
pub async fn look(app: &App) -> Result<usize> {
    let mut said = 0;
    for _ in 0..ROUNDS {
        let sql = format!("{HEAD} WHERE d.look_at <= $1 ORDER BY d.look_at, d.id LIMIT $2");
        let rows: Vec<Row> = q(sql).bind(app.clock.now()).bind(TOGETHER).all(&mut app.db.read().await?).await?;
        let last = i64::try_from(rows.len()).unwrap_or(0) < TOGETHER;
        let mut all = Vec::with_capacity(rows.len());
        let hours = calendars::hours(app, &mut app.db.read().await?).await?;
        for row in rows {
            all.push(Seen::of(app, &hours, row)?);
        }
        said += some(app, all).await?;
        if last {
            break;
        }
    }
    Ok(said)
}

/// The request is closed: what was the matter with its parcels is over, and nobody waits for them any more. The request must be locked.
///
/// # Errors
/// Whatever the database says.
pub async fn closed(w: &mut Write, request_id: &str) -> Result<()> {
    q("UPDATE deliveries SET look_at = $1 WHERE request_id = $2").bind(w.now).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

async fn some(app: &App, all: Vec<Seen>) -> Result<usize> {
    let ids: Vec<Id> = all.iter().map(|seen| seen.row.id.clone()).collect();
    let noted = troubles::noted(&mut app.db.read().await?, &ids).await?;
    let quiet = |seen: &Seen| {
        let noted = noted.get(&seen.row.id).map(Vec::as_slice).unwrap_or_default();
        let known = |trouble: &Trouble| noted.iter().any(|noted| noted.trouble == *trouble && (noted.is_open || noted.is_taken));
        let over = |noted: &Noted| noted.is_open && !seen.troubles.contains(&noted.trouble);
        seen.troubles.iter().all(known) && !noted.iter().any(over) && seen.told_on == seen.facts.arrives_on
    };
    let (mut calm, loud): (Vec<Seen>, Vec<Seen>) = all.into_iter().partition(quiet);
    calm.sort_by(|a, b| a.row.id.cmp(&b.row.id));
    let mut w = Write::begin(app, None, "job").await?;
    for seen in &calm {
        // Unless something was said of it meanwhile.
        let sql = "UPDATE deliveries SET look_at = $1 WHERE id = $2 AND look_at = $3";
        q(sql).bind(seen.next).bind(&seen.row.id).bind(seen.row.look_at).run(&mut w.tx).await?;
    }
    w.commit().await?;
    let said = loud.len();
    for seen in loud {
        let mut w = Write::begin(app, None, "job").await?;
        spine::lock(&mut w, &seen.row.request_id).await?;
        note(&mut w, &seen.row.id).await?;
        w.commit().await?;
    }
    Ok(said)
}

/// Notes what is the matter with a parcel, and tells it. The request must be locked.
async fn note(w: &mut Write, delivery_id: &str) -> Result<()> {
    // Read again, now that nobody else can change it.
    let row: Row = q(format!("{HEAD} WHERE d.id = $1")).bind(delivery_id).one(&mut w.tx).await?;
    let app = w.app().clone();
    let hours = calendars::hours(&app, &mut w.tx).await?;
    let seen = Seen::of(&app, &hours, row)?;
    let later = seen.told_on.zip(seen.facts.arrives_on).is_some_and(|(told, now)| now > told) && seen.next.is_some();
    if later {
        seen.tell_later(w).await?;
    }
    for trouble in &seen.troubles {
        if troubles::add(w, &seen.row.id, seen.row.round, *trouble).await? {
            seen.tell(w, *trouble, later).await?;
        }
    }
    troubles::settle(w, &seen.row.id, &seen.troubles, None).await?;
    let sql = "UPDATE deliveries SET look_at = $1, told_on = arrives_on WHERE id = $2";
    q(sql).bind(seen.next).bind(&seen.row.id).run(&mut w.tx).await?;
    w.audit("delivery.looked_at", "delivery", &seen.row.id).await
}

impl Seen {
    fn of(app: &App, hours: &Counted, row: Row) -> Result<Self> {
        let (now, today) = (app.clock.now(), calendar::today(app)?);
        let quiet_until = hours.due(row.moved_at.unwrap_or(0).max(row.shipped_at), BUSINESS_DAY)?;
        let facts = Facts {
            status: word(Status::from_word, &row.status)?,
            cause: row.cause.as_deref().and_then(Cause::from_word),
            first_arrives_on: day(row.first_arrives_on.as_deref())?,
            arrives_on: day(row.arrives_on.as_deref())?,
            // Who brings it in person has no number, and nobody says where they are.
            still: now >= quiet_until && !row.number.is_empty(),
            today,
        };
        // A loan that is back is back, though nobody has confirmed its parcel.
        let over = row.state == State::Closed.word();
        let moves = !over && matches!(facts.status, Status::Sent | Status::InTransit | Status::OutForDelivery | Status::Failed);
        let mut next = vec![(!facts.still).then_some(quiet_until)];
        if let Some(arrives) = facts.arrives_on.filter(|arrives| *arrives >= today) {
            next.push(Some(calendar::at(app, arrives.plus_days(1), 0, 0)?));
        }
        let next = if moves { next.into_iter().flatten().min() } else { None };
        let troubles = if over { Vec::new() } else { troubles(&facts) };
        Ok(Self { troubles, told_on: day(row.told_on.as_deref())?, facts, next, row })
    }

    /// A trouble: an entry, a task for the owner, and a mail to the requester, unless they know it from elsewhere.
    async fn tell(&self, w: &mut Write, trouble: Trouble, later: bool) -> Result<()> {
        let row = &self.row;
        let entry = timeline::event(w, &row.request_id, EventKind::Trouble, Some(&row.recipient), Some(trouble.word())).await?;
        spine::tell(w, &row.owner_id, Template::ParcelTask, &entry, &row.request_id).await?;
        let by_hand = matches!(trouble, Trouble::Failed | Trouble::Returned | Trouble::Lost) && said_by_vendor(&mut w.tx, &row.id).await?;
        if by_hand || later && trouble == Trouble::Late {
            return Ok(());
        }
        spine::tell(w, &row.requester_id, Template::ParcelTrouble, &entry, &row.request_id).await
    }

    /// It comes later than they were told: one mail a day that is named.
    async fn tell_later(&self, w: &mut Write) -> Result<()> {
        let (row, cause) = (&self.row, self.facts.cause.map_or("", Cause::word));
        let day = self.facts.arrives_on.map(|day| day.to_string()).unwrap_or_default();
        let value = format!("{day} {cause}");
        let entry = timeline::event(w, &row.request_id, EventKind::ArrivalMoved, Some(&row.recipient), Some(value.trim())).await?;
        let first = row.first_arrives_on.as_deref();
        spine::tell_with(w, &row.requester_id, Template::ArrivalMoved, &entry, &row.request_id, first).await
    }
}

/// Whether somebody of the vendor noted the last word by hand: then the requester was told at once.
async fn said_by_vendor(on: &mut impl AsConn, delivery_id: &str) -> Result<bool> {
    let sql = "SELECT h.source FROM recipient_history h JOIN deliveries d ON d.recipient_id = h.recipient_id \
               JOIN recipients p ON p.id = h.recipient_id AND p.round = h.round WHERE d.id = $1 AND h.status <> 'sent' \
               ORDER BY h.at DESC, h.id DESC LIMIT 1";
    let last: Option<(String,)> = q(sql).bind(delivery_id).maybe(on).await?;
    Ok(last.is_some_and(|(source,)| source == Source::Vendor.word()))
}
