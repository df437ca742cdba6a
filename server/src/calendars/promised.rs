//! What is promised, by the policy and the calendar as they hold now.

use std::sync::Arc;

use eyelevel_contract::calendars::{Policies, last_quarter, policy_for};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::requests::{Kind, PromiseKind, Severity};

use super::{Counted, hours, store};
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};

/// A promise that is about to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Business minutes.
    pub minutes: i64,
    pub due_at: Millis,
    /// When three quarters of them will have been used.
    pub warn_at: Millis,
    /// None: somebody has named the date.
    pub policy_version: Option<i64>,
    pub calendar_version: i64,
}

/// What promises to a partner are made by: read once, for as many as are made.
pub(super) struct Terms {
    tier: String,
    policies: Policies,
    hours: Arc<Counted>,
}

impl Terms {
    pub(super) async fn of(app: &App, on: &mut impl AsConn, organisation_id: &str) -> Result<Self> {
        let tier: Option<(Option<String>,)> = q("SELECT tier FROM organisations WHERE id = $1").bind(organisation_id).maybe(on).await?;
        let tier = tier.and_then(|(tier,)| tier).unwrap_or_default();
        Ok(Self { tier, policies: store::policies(on).await?, hours: hours(app, on).await? })
    }

    /// What is promised at an instant.
    pub(super) fn promised(&self, now: Millis, (kind, severity): (Kind, Severity), promise: PromiseKind) -> Result<Promised> {
        let policy = policy_for(&self.policies.policies, kind, severity, &self.tier);
        let minutes = policy.ok_or_else(|| Error::Internal(format!("no policy for {kind}")))?.minutes(promise);
        Ok(Promised {
            minutes,
            due_at: self.hours.due(now, minutes)?,
            warn_at: self.hours.due(now, minutes - last_quarter(minutes))?,
            policy_version: Some(self.policies.version),
            calendar_version: self.hours.version,
        })
    }
}

/// What would be promised to a partner at an instant.
///
/// # Errors
/// Whatever the database says.
pub async fn of_organisation(
    app: &App,
    on: &mut impl AsConn,
    now: Millis,
    organisation_id: &str,
    asked: (Kind, Severity),
    promise: PromiseKind,
) -> Result<Promised> {
    Terms::of(app, on, organisation_id).await?.promised(now, asked, promise)
}

impl Counted {
    /// A promise for an instant that somebody has named.
    ///
    /// # Errors
    /// If that is beyond the calendar.
    pub fn until(&self, now: Millis, due_at: Millis) -> Result<Promised> {
        let minutes = self.minutes_between(now, due_at);
        let warn_at = self.due(now, minutes - last_quarter(minutes))?.min(due_at);
        Ok(Promised { minutes, due_at, warn_at, policy_version: None, calendar_version: self.version })
    }
}

/// The same for the partner of a request, by its severity as it is now.
///
/// # Errors
/// Whatever the database says.
pub async fn of_request(
    app: &App,
    on: &mut impl AsConn,
    now: Millis,
    request_id: &str,
    kind: Kind,
    promise: PromiseKind,
) -> Result<Promised> {
    let sql = "SELECT partner_id, severity FROM requests WHERE id = $1";
    let (partner, severity): (String, String) = q(sql).bind(request_id).one(on).await?;
    let severity = Severity::from_word(&severity).ok_or_else(|| Error::Internal(format!("`{severity}` is no severity")))?;
    of_organisation(app, on, now, &partner, (kind, severity), promise).await
}
