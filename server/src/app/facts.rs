use async_trait::async_trait;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::people::Installation;

use super::App;
use crate::deliveries::recipients;
use crate::error::Result;
use crate::licences;
use crate::mail::{About, Mailable, Wanted};
use crate::people;
use crate::requests::{decisions, store, timeline};

/// Looks up what mails are about, across the features.
pub(super) struct Facts;

#[async_trait]
impl Mailable for Facts {
    async fn about(&self, app: &App, wanted: Wanted<'_>) -> Result<About> {
        let mut on = app.db.read().await?;
        let installation: Installation = people::store::installation(app, &mut on).await?;
        let mut about = About { installation, request: None, recipient: None, entry: None, decision: None, known_issue: None };
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
            }
            if let Some(entry) = wanted.entry {
                about.entry = timeline::one(&mut on, entry).await?;
            }
            // A mail about a decision that comes late is still about that one.
            let until = about.entry.as_ref().map_or(Millis::MAX, |entry| entry.at);
            about.decision = decisions::of(&mut on, &id).await?.into_iter().rfind(|d| d.at <= until);
            about.request = Some(request);
        }
        if let Some((issue, partner)) = wanted.known_issue {
            about.known_issue = Some(licences::known_issues::touched_at(&mut on, issue, partner).await?);
        }
        Ok(about)
    }
}
