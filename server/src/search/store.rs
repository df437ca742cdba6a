//! The SQL of the search. Each kind of thing is joined with what decides who may see it, by the rules of its own list.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::rules::can_look_up;
use eyelevel_contract::statements::rules::can_read;

use super::ask::{Ask, Class};
use crate::db::{AsConn, Filter};
use crate::error::Result;
use crate::requests::store::seen_by;

/// So many of what fits are looked at, the newest: of more, nobody finds anything by such words.
const MOST: i64 = 3_000;

/// What can be found, by the word of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Request,
    Recipient,
    Device,
    Organisation,
    Posting,
    Issue,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [Self::Request, Self::Recipient, Self::Device, Self::Organisation, Self::Posting, Self::Issue];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Recipient => "recipient",
            Self::Device => "device",
            Self::Organisation => "organisation",
            Self::Posting => "posting",
            Self::Issue => "issue",
        }
    }

    /// What its page and its lines are made of (`at`, then five texts), and the tables.
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Request => (
                "r.updated_at AS at, r.id AS one, r.kind AS two, r.number || ' · ' || r.subject AS three, o.name AS four, \
                 a.name AS five",
                "JOIN requests r ON r.id = i.subject_id JOIN organisations o ON o.id = r.partner_id JOIN people a ON a.id = r.requester_id",
            ),
            Self::Recipient => (
                "COALESCE(d.shipped_at, r.created_at) AS at, r.id AS one, r.kind AS two, p.name AS three, r.number AS four, d.id AS five",
                "JOIN recipients p ON p.id = i.subject_id JOIN requests r ON r.id = p.request_id LEFT JOIN deliveries d ON d.recipient_id = p.id",
            ),
            Self::Device => (
                "s.imported_at AS at, s.serial AS one, s.product AS two, s.batch AS three, '' AS four, '' AS five",
                "JOIN serials s ON s.id = i.subject_id",
            ),
            Self::Organisation => (
                "o.created_at AS at, o.name AS one, o.kind AS two, '' AS three, '' AS four, '' AS five",
                "JOIN organisations o ON o.id = i.subject_id",
            ),
            Self::Posting => (
                "p.at AS at, a.id AS one, a.number AS two, o.name AS three, p.booked_on AS four, '' AS five",
                "JOIN postings p ON p.id = i.subject_id JOIN accounts a ON a.id = p.account_id JOIN organisations o ON o.id = a.partner_id",
            ),
            Self::Issue => (
                "COALESCE(k.published_at, 0) AS at, k.id AS one, k.title_de AS two, k.title_en AS three, k.known_since AS four, \
                 COALESCE(k.fixed_in, '') AS five",
                "JOIN known_issues k ON k.id = i.subject_id",
            ),
        }
    }

    /// What the actor may see of it; none: nothing at all.
    fn seen(self, actor: &Actor) -> Option<Filter> {
        let mut filter = Filter::new();
        match self {
            Self::Request => {
                filter = seen_by(actor, "r.");
                // What the class of the index says already; nobody of a partner's reads a note, whatever the index says.
                if !actor.is_vendor() {
                    filter.and("i.field <> 'note'", ());
                }
            }
            Self::Recipient => filter = seen_by(actor, "r."),
            // Only a partner has a page for it: the form that sends it back.
            Self::Device => {
                if !actor.is_partner() || can_look_up(actor).is_err() {
                    return None;
                }
                filter.and("s.partner_id = ?", &actor.organisation_id);
            }
            // The same as people::rules::may_see_organisation, as far as a database can.
            Self::Organisation => filter.and(
                "(o.id = ? OR (o.kind = 'customer' AND o.partner_id = ? AND ?) OR (o.kind <> 'customer' AND ?))",
                (&actor.organisation_id, &actor.organisation_id, actor.is_partner(), actor.is_vendor()),
            ),
            Self::Posting => {
                if can_read(actor).is_err() {
                    return None;
                }
                if !actor.is_vendor() {
                    filter.and("a.partner_id = ?", &actor.organisation_id);
                }
            }
            Self::Issue => {
                if !actor.is_vendor() {
                    filter.and("k.published_at IS NOT NULL", ());
                }
            }
        }
        Some(filter)
    }
}

/// Something that was found.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) subject_id: Id,
    pub(super) field: String,
    pub(super) weight: i64,
    pub(super) at: Millis,
    /// What the index has of it.
    pub(super) words: String,
    pub(super) one: String,
    pub(super) two: String,
    pub(super) three: String,
    pub(super) four: String,
    pub(super) five: Option<String>,
}

/// How it is looked for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    /// By a number that is there whole.
    Exact,
    Words(Class),
}

/// What the actor may see of a kind, each thing once, by where it fits best, then the newest.
pub(super) async fn found(
    on: &mut impl AsConn,
    postgres: bool,
    actor: &Actor,
    ask: &Ask,
    (kind, way): (Kind, Way),
    limit: i64,
) -> Result<Vec<Row>> {
    let Some(mut filter) = kind.seen(actor) else { return Ok(Vec::new()) };
    filter.and("i.kind = ?", kind.word());
    match way {
        Way::Exact => filter.and("i.key IN (?, ?)", (&ask.keys[0], &ask.keys[1])),
        // The sum keeps PostgreSQL from reading the whole index backwards.
        Way::Words(class) if postgres => filter.and(
            "i.id IN (SELECT w.id FROM search_index w WHERE w.lexemes @@ CAST(search_fold(?) AS tsquery) ORDER BY w.id + 0 DESC LIMIT ?)",
            (ask.for_postgres(actor, kind, class), MOST),
        ),
        Way::Words(class) => filter.and(
            "i.id IN (SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?)",
            (ask.for_sqlite(actor, kind, class), MOST),
        ),
    }
    let (columns, tables) = kind.columns();
    let head = format!(
        "SELECT i.subject_id, i.field, i.weight, i.words, ROW_NUMBER() OVER (PARTITION BY i.subject_id ORDER BY i.weight, i.id DESC) AS n, \
         {columns} FROM search_index i {tables}"
    );
    let query = filter.query(&head, "", ()).wrapped(|rows| {
        format!(
            "SELECT subject_id, field, weight, at, words, one, two, three, four, five FROM ({rows}) x WHERE n = 1 \
             ORDER BY weight, at DESC, subject_id DESC LIMIT {limit}"
        )
    });
    Ok(query.all(on).await?)
}
