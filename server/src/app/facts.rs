use async_trait::async_trait;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::Installation;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{self, Kind};
use serde_json::Value;

use super::App;
use crate::db::AsConn;
use crate::deliveries::{mailing, recipients};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences;
use crate::mail::replies::Answer;
use crate::mail::{About, Content, Mailable, Settled, Template, Wanted};
use crate::people;
use crate::requests::{decisions, store, timeline};
use crate::returns;
use crate::statements;
use crate::write::Write;

/// Looks up what mails are about, across the features.
pub(super) struct Facts;

#[async_trait]
impl Mailable for Facts {
    async fn about(&self, app: &App, wanted: Wanted<'_>) -> Result<About> {
        let mut on = app.db.read().await?;
        let installation: Installation = people::store::installation(app, &mut on).await?;
        let mut about = About {
            installation,
            request: None,
            recipient: None,
            entry: None,
            decision: None,
            known_issue: None,
            content: None,
            statement: None,
            stopped: None,
        };
        let request_id = match (wanted.request_id, wanted.recipient_id) {
            (Some(id), _) => Some(id.clone()),
            (None, Some(recipient)) => Some(recipients::request_of(&mut on, recipient).await?),
            (None, None) => None,
        };
        if let Some(id) = request_id {
            let request = store::any(&mut on, &id).await?;
            if let Some(recipient) = wanted.recipient_id {
                let all = recipients::of(app, &mut on, &request, wanted.lang).await?;
                about.recipient = all.into_iter().find(|r| &r.id == recipient);
                let content = app.goods(request.kind).content(&mut on, recipient).await?;
                about.content = content.map(|c| Content { text: c.text, until: c.until });
            }
            if let Some(entry) = wanted.entry {
                about.entry = timeline::one(&mut on, entry).await?;
            }
            // A mail about a decision that comes late is still about that one.
            let until = about.entry.as_ref().map_or(Millis::MAX, |entry| entry.at);
            about.decision = decisions::of(&mut on, &id).await?.into_iter().rfind(|d| d.at <= until);
            if request.kind == Kind::Licence
                && let Some(at) = about.entry.as_ref().map(|entry| entry.at)
            {
                about.stopped = licences::stopped_at(&mut on, &request.id, at).await?;
            }
            about.request = Some(request);
        }
        if let Some((issue, partner)) = wanted.known_issue {
            about.known_issue = Some(licences::known_issues::touched_at(app, &mut on, issue, partner).await?);
        }
        drop(on);
        if let Some((account, month)) = wanted.statement {
            about.statement = Some(statements::monthly::letter::of(app, account, month, wanted.lang).await?);
        }
        Ok(about)
    }

    async fn may_go(&self, w: &mut Write, template: Template, recipient_id: &str) -> Result<bool> {
        match template {
            Template::MonthlyStatement => return statements::monthly::may_go(w, recipient_id).await,
            Template::Referred | Template::ReferralReminder => return returns::referral::may_go(w, recipient_id, false).await,
            Template::ReferralOver => return returns::referral::may_go(w, recipient_id, true).await,
            Template::KeySent => {}
            _ => return Ok(true),
        }
        let request = recipients::request_of(&mut w.tx, recipient_id).await?;
        let kind = store::any(&mut w.tx, &request).await?.kind;
        let goods = w.app().goods(kind);
        let content = goods.content(&mut w.tx, recipient_id).await?;
        Ok(content.is_some_and(|content| !content.revoked))
    }

    async fn may_read(&self, on: &mut dyn AsConn, person_id: &str, request_id: Option<&Id>, params: &Value) -> Result<bool> {
        let mut on = on;
        let Some(caller) = people::session::caller_of(&mut on, person_id).await? else { return Ok(false) };
        let named = |name: &str| params.get(name).filter(|value| !value.is_null());
        if let Some(id) = request_id {
            return match store::visible(&mut on, &caller.actor, id).await {
                Ok(_) => Ok(true),
                Err(Error::NotFound) => Ok(false),
                Err(error) => Err(error),
            };
        }
        if let Some(partner) = named("partner_id") {
            return Ok(partner.as_str() == Some(caller.actor.organisation_id.as_str()));
        }
        // What is left is about what the vendor keeps, or about what they have begun themselves.
        Ok(named("pool").is_none() || caller.actor.is_vendor())
    }

    async fn answered(&self, w: &mut Write, answer: &Answer) -> Result<bool> {
        let Some(caller) = people::session::caller_by_email(&mut w.tx, &answer.email).await? else { return Ok(false) };
        w.actor = Some(caller.id().clone());
        match by_mail(w, &caller, answer).await {
            Ok(()) => Ok(true),
            // Not theirs to see or to write in any more.
            Err(Error::NotFound | Error::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn settled(&self, w: &mut Write, mail: &Settled<'_>) -> Result<()> {
        match mail.template {
            Template::KeySent => mailing::settled(w, mail).await,
            // A parcel's status says where the parcel is, not where its mail is; but who waits for the mail waits in vain.
            Template::Shipped | Template::NewLink => mailing::announcement_settled(w, mail).await,
            _ => Ok(()),
        }
    }
}

/// What somebody has answered by mail: the answer to the question that is open, where one is, else a message.
async fn by_mail(w: &mut Write, caller: &Caller, answer: &Answer) -> Result<()> {
    let request = store::visible(&mut w.tx, &caller.actor, &answer.request_id).await?;
    if can(&caller.actor, Action::Answer, &request).is_ok() {
        let body = requests::Answer { text: answer.text.clone() };
        return crate::requests::answer::answer(w, caller, &request.id, &body).await;
    }
    let body = requests::NewMessage { text: answer.text.clone(), internal: false };
    crate::requests::messages::write(w, caller, &request.id, &body).await.map(drop)
}
