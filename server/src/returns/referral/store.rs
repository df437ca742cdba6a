//! The SQL of referrals.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{OrganisationRef, PersonRef};
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::returns::{Referral, ReferralAnswer, ReferralState, Shared};

use crate::db::{AsConn, q, violated};
use crate::error::{Error, Result};
use crate::requests::store::{day, word};
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    request_id: Id,
    state: String,
    distributor_id: Id,
    distributor: String,
    agent_id: Id,
    agent: String,
    shared: String,
    asked_by: Id,
    asked_by_name: String,
    asked_at: Millis,
    in_advance: bool,
    agreed_by: Option<Id>,
    agreed_by_name: Option<String>,
    agreed_at: Option<Millis>,
    handed_at: Option<Millis>,
    answer_by: Option<String>,
    answer: Option<String>,
    answered_at: Option<Millis>,
    done_by: Option<String>,
    words: Option<String>,
    ended_at: Option<Millis>,
    ending: Option<String>,
}

const COLUMNS: &str = "SELECT f.id, f.request_id, f.state, f.distributor_id, o.name AS distributor, f.agent_id, g.name AS agent, f.shared, \
     f.asked_by, a.name AS asked_by_name, f.asked_at, f.in_advance, f.agreed_by, b.name AS agreed_by_name, f.agreed_at, f.handed_at, \
     f.answer_by, f.answer, f.answered_at, f.done_by, f.words, f.ended_at, f.ending FROM return_referrals f \
     JOIN organisations o ON o.id = f.distributor_id JOIN people g ON g.id = f.agent_id JOIN people a ON a.id = f.asked_by \
     LEFT JOIN people b ON b.id = f.agreed_by";

fn referral(row: Row) -> Result<Referral> {
    Ok(Referral {
        state: word(ReferralState::from_word, &row.state)?,
        distributor: OrganisationRef { id: row.distributor_id, name: row.distributor },
        agent: PersonRef { id: row.agent_id, name: row.agent },
        shared: serde_json::from_str::<Shared>(&row.shared)?,
        asked_by: PersonRef { id: row.asked_by, name: row.asked_by_name },
        agreed_by: row.agreed_by.zip(row.agreed_by_name).map(|(id, name)| PersonRef { id, name }),
        answer_by: day(row.answer_by.as_deref())?,
        answer: row.answer.map(|answer| word(ReferralAnswer::from_word, &answer)).transpose()?,
        by: day(row.done_by.as_deref())?,
        id: row.id,
        asked_at: row.asked_at,
        in_advance: row.in_advance,
        agreed_at: row.agreed_at,
        handed_at: row.handed_at,
        answered_at: row.answered_at,
        text: row.words,
        ended_at: row.ended_at,
        ending: row.ending,
    })
}

/// All of a return, the first one first.
pub(in crate::returns) async fn of(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Referral>> {
    let sql = format!("{COLUMNS} WHERE f.request_id = $1 ORDER BY f.asked_at, f.id");
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter().map(referral).collect()
}

/// One by its id, with its request's; none if there is none.
pub(super) async fn one(on: &mut impl AsConn, id: &str) -> Result<Option<(Id, Referral)>> {
    let row: Option<Row> = q(format!("{COLUMNS} WHERE f.id = $1")).bind(id).maybe(on).await?;
    row.map(|row| Ok((row.request_id.clone(), referral(row)?))).transpose()
}

/// What waits for somebody, of a return.
pub(super) async fn open(on: &mut impl AsConn, request_id: &str) -> Result<Option<Referral>> {
    let row: Option<Row> = q(format!("{COLUMNS} WHERE f.request_id = $1 AND f.slot = ''")).bind(request_id).maybe(on).await?;
    row.map(referral).transpose()
}

/// Somebody of a distributor's who can be handed a return.
pub(super) struct Agent {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) distributor: OrganisationRef,
    pub(super) lang: Lang,
}

#[derive(sqlx::FromRow)]
struct AgentRow {
    id: Id,
    name: String,
    lang: String,
    distributor_id: Id,
    distributor: String,
}

const AGENTS: &str = "SELECT p.id, p.name, p.lang, o.id AS distributor_id, o.name AS distributor FROM people p \
     JOIN organisations o ON o.id = p.organisation_id JOIN person_roles r ON r.person_id = p.id AND r.role = 'agent' \
     WHERE o.kind = 'distributor'";

fn agent_of(row: AgentRow) -> Agent {
    Agent {
        id: row.id,
        name: row.name,
        lang: Lang::from_word(&row.lang).unwrap_or(Lang::De),
        distributor: OrganisationRef { id: row.distributor_id, name: row.distributor },
    }
}

/// Everybody of all distributors', by distributor and name.
pub(super) async fn agents(on: &mut impl AsConn) -> Result<Vec<Agent>> {
    let rows: Vec<AgentRow> = q(format!("{AGENTS} ORDER BY o.name, o.id, p.name, p.id")).all(on).await?;
    Ok(rows.into_iter().map(agent_of).collect())
}

/// One of them; none who is no agent any more.
pub(super) async fn agent(on: &mut impl AsConn, id: &str) -> Result<Option<Agent>> {
    let row: Option<AgentRow> = q(format!("{AGENTS} AND p.id = $1")).bind(id).maybe(on).await?;
    Ok(row.map(agent_of))
}

/// Writes down what is proposed. One at a time waits.
pub(super) async fn insert(w: &mut Write, request_id: &str, agent: &Agent, shared: &Shared, by: &str, in_advance: bool) -> Result<Id> {
    let id = w.id();
    let sql = "INSERT INTO return_referrals (id, request_id, distributor_id, agent_id, state, shared, asked_by, asked_at, in_advance) \
               VALUES ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8)";
    let inserted = q(sql)
        .bind(&id)
        .bind(request_id)
        .bind(&agent.distributor.id)
        .bind(&agent.id)
        .bind(serde_json::to_string(shared)?)
        .bind(by)
        .bind(w.now)
        .bind(in_advance)
        .run(&mut w.tx)
        .await;
    match inserted {
        Ok(_) => Ok(id),
        Err(error) if violated(&error).is_some_and(|name| name == "return_referrals_request_id_slot_key") => {
            Err(Error::Refused(Refusal::Referred))
        }
        Err(error) => Err(error.into()),
    }
}

/// It is over, in this state; with what somebody wrote.
pub(super) async fn end(w: &mut Write, id: &str, state: ReferralState, ending: Option<&str>) -> Result<()> {
    let sql = "UPDATE return_referrals SET state = $2, ended_at = $3, ending = $4, slot = id WHERE id = $1";
    q(sql).bind(id).bind(state.word()).bind(w.now).bind(ending).run(&mut w.tx).await?;
    Ok(())
}

/// Whether a mail to the distributor may still go: while the return is theirs, and they are theirs; that it is over, always.
///
/// # Errors
/// Whatever the database says.
pub async fn may_go(w: &mut Write, referral_id: &str, over: bool) -> Result<bool> {
    let Some((_, referral)) = one(&mut w.tx, referral_id).await? else { return Ok(false) };
    Ok((over || referral.state.is_theirs()) && agent(&mut w.tx, &referral.agent.id).await?.is_some())
}
