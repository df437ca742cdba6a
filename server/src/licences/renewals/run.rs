use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Draft, Intent, NewKeyRecipient, RenewalObstacle, renewable};
use serde_json::json;

use super::store::{self, Line};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences::requests::submit;
use crate::licences::{installations, issuing, products};
use crate::mail::{self, Template};
use crate::people::session;
use crate::write::Write;

/// Begins with a renewal at once, beside everything else.
pub(super) fn begin(app: &App, id: &str) {
    let (app, id) = (app.clone(), id.to_owned());
    tokio::spawn(async move {
        if let Err(error) = lines(&app, Some(&id)).await {
            tracing::error!(error = %error, "a renewal was interrupted; the job goes on");
        }
    });
}

/// Goes on with all renewals that are not finished: their process died, or went away. How many lines were done.
///
/// # Errors
/// Whatever the database says.
pub async fn go_on(app: &App) -> Result<usize> {
    lines(app, None).await
}

async fn lines(app: &App, renewal_id: Option<&str>) -> Result<usize> {
    let mut done = 0;
    loop {
        let next = store::next(&mut app.db.read().await?, renewal_id).await?;
        let Some(line) = next else { break };
        one(app, &line).await?;
        done += 1;
    }
    let finished = store::done(&mut app.db.read().await?).await?;
    for (id, person) in finished {
        finish(app, &id, &person).await?;
    }
    Ok(done)
}

/// One line: the request with its key, and that it is done, or none of it.
async fn one(app: &App, line: &Line) -> Result<()> {
    let caller = session::caller_of(&mut app.db.read().await?, &line.person_id).await?;
    let mut w = Write::begin(app, Some(line.person_id.clone()), "job").await?;
    if !store::take(&mut w, line).await? {
        return Ok(());
    }
    let outcome = match &caller {
        Some(caller) => ask(&mut w, caller, line).await,
        None => Err(Error::NotFound),
    };
    match outcome {
        Ok(Ok(request_id)) => {
            store::note(&mut w, line, Some(&request_id), None).await?;
            w.commit().await?;
            // An external issuer is asked after the write; of others nothing waits.
            issuing::ask(app, &request_id).await?;
            Ok(())
        }
        Ok(Err(obstacle)) => {
            store::note(&mut w, line, None, Some(obstacle)).await?;
            w.commit().await
        }
        Err(error @ Error::Internal(_)) => Err(error),
        // It changed since it was chosen: nothing of it is written but that.
        Err(_) => {
            drop(w);
            let mut w = Write::begin(app, Some(line.person_id.clone()), "job").await?;
            if store::take(&mut w, line).await? {
                store::note(&mut w, line, None, Some(RenewalObstacle::Failed)).await?;
            }
            w.commit().await
        }
    }
}

async fn ask(w: &mut Write, caller: &Caller, line: &Line) -> Result<Result<Id, RenewalObstacle>> {
    let installation = installations::store::installation(&mut w.tx, &caller.actor, &line.installation_id).await?;
    let product = products::store::product(&mut w.tx, &installation.product.id).await?;
    let today = calendar::today(w.app())?;
    if let Err(obstacle) = renewable(&installation, &product, today) {
        return Ok(Err(obstacle));
    }
    let me = NewKeyRecipient::requester(caller.lang.into());
    let draft = Draft {
        installation_id: Some(installation.id.clone()),
        version: installation.runs.to_string(),
        reference: installation.reference.clone().unwrap_or_default(),
        recipients: vec![me],
        ..Draft::empty(Intent::Renew)
    };
    submit::of_renewal(w, caller, &draft, &line.renewal_id).await.map(Ok)
}

async fn finish(app: &App, id: &str, person: &str) -> Result<()> {
    let mut w = Write::begin(app, None, "job").await?;
    if store::finish(&mut w, id).await? {
        let renewal = store::renewal(&mut w.tx, person, id).await?;
        w.audit("renewal.finished", "renewal", id).await?;
        let params = json!({ "renewal": { "id": id, "issued": renewal.issued, "total": renewal.total } });
        mail::to_person(&mut w, person, Template::Renewed, id, params).await?;
    }
    w.commit().await
}
