//! All SQL of the scorecard.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Millis;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{Figure, Kind};

use crate::db::{AsConn, Filter, q};
use crate::error::Result;
use crate::requests::figures::{FIRST_ANSWERS, source};
use crate::requests::store::{seen_by, word};

/// Whose requests are counted.
pub(super) struct Whose<'a> {
    pub(super) actor: &'a Actor,
    pub(super) kind: Option<Kind>,
    pub(super) partner: Option<&'a str>,
}

impl Whose<'_> {
    fn filter(&self) -> Filter {
        let mut filter = seen_by(self.actor, "r.");
        if let Some(kind) = self.kind {
            filter.and("r.kind = ?", kind.word());
        }
        if let Some(partner) = self.partner.filter(|_| self.actor.is_vendor()) {
            filter.and("r.partner_id = ?", partner);
        }
        filter
    }
}

/// How often, by kind.
pub(super) async fn counts(
    on: &mut impl AsConn,
    whose: &Whose<'_>,
    figure: Figure,
    within: (Millis, Millis),
) -> Result<BTreeMap<Kind, i64>> {
    let source = source(figure);
    let mut filter = whose.filter();
    filter.and(source.rows, within);
    let head = format!("SELECT r.kind, CAST(COUNT(*) AS BIGINT) FROM {} x JOIN requests r ON r.id = x.request_id", source.table);
    let rows: Vec<(String, i64)> = filter.query(&head, "GROUP BY r.kind", ()).all(on).await?;
    rows.into_iter().map(|(kind, count)| Ok((word(Kind::from_word, &kind)?, count))).collect()
}

/// From when to when the first answer took, of what began within.
pub(super) async fn answers(on: &mut impl AsConn, whose: &Whose<'_>, within: (Millis, Millis)) -> Result<Vec<(Kind, Millis, Millis)>> {
    let mut filter = whose.filter();
    filter.and(source(Figure::Answered).rows, within);
    let head = format!("SELECT r.kind, x.at, x.answered_at FROM {FIRST_ANSWERS} x JOIN requests r ON r.id = x.request_id");
    spans(filter.query(&head, "", ()).all(on).await?)
}

/// From a question to the partner's answer, of what was answered within.
pub(super) async fn partner_answers(
    on: &mut impl AsConn,
    whose: &Whose<'_>,
    within: (Millis, Millis),
) -> Result<Vec<(Kind, Millis, Millis)>> {
    let mut filter = whose.filter();
    filter.and(source(Figure::PartnerAnswered).rows, within);
    // The question that it answers is the last one before it.
    let head = "SELECT r.kind, (SELECT MAX(a.at) FROM timeline a WHERE a.request_id = x.request_id AND a.kind = 'asked' AND a.at <= x.at), x.at \
                FROM timeline x JOIN requests r ON r.id = x.request_id";
    let rows: Vec<(String, Option<Millis>, Millis)> = filter.query(head, "", ()).all(on).await?;
    spans(rows.into_iter().filter_map(|(kind, from, until)| Some((kind, from?, until))).collect())
}

fn spans(rows: Vec<(String, Millis, Millis)>) -> Result<Vec<(Kind, Millis, Millis)>> {
    rows.into_iter().map(|(kind, from, until)| Ok((word(Kind::from_word, &kind)?, from, until))).collect()
}

/// How many people of the vendor's take part in what this kind is about.
pub(super) async fn people(on: &mut impl AsConn, kind: Kind) -> Result<i64> {
    let words: Vec<_> = team(kind).writers.iter().map(|role| format!("'{}'", role.word())).collect();
    let sql = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE o.kind = 'vendor' \
         AND p.password_hash IS NOT NULL AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role IN ({}))",
        words.join(", ")
    );
    let (count,): (i64,) = q(sql).one(on).await?;
    Ok(count)
}
