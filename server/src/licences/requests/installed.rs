//! What a key changes about what is installed.

use eyelevel_contract::ids::Millis;
use eyelevel_contract::licences::{EditInstallation, Host, Intent};

use crate::cursor::found_by;
use crate::db::q;
use crate::error::Result;
use crate::licences::installations;
use crate::licences::issuing::Job;
use crate::write::Write;

/// The installation is what the key is for, from now on; what is new is written down as one.
pub(in crate::licences) async fn note(w: &mut Write, job: &Job) -> Result<()> {
    let asked = &job.for_what.asked;
    match (asked.intent, &asked.installation_id) {
        // Days long: what is installed stays what it is.
        (Intent::Trial | Intent::Bridge, _) => Ok(()),
        (Intent::New, _) => add(w, job).await,
        (_, None) => Ok(()),
        (_, Some(id)) => {
            let sql = "UPDATE installations SET runs = $2, host = $3, edition_id = $4, capacity = $5, key_until = $6, search = $7, \
                       version = version + 1 WHERE id = $1";
            let reference: Option<(Option<String>,)> =
                q("SELECT reference FROM installations WHERE id = $1").bind(id).maybe(&mut w.tx).await?;
            let reference = reference.and_then(|r| r.0).unwrap_or_default();
            let (runs, host) = (asked.wanted.to_string(), asked.host.as_ref().map(Host::to_string));
            q(sql)
                .bind(id)
                .bind(&runs)
                .bind(host.as_ref())
                .bind(&asked.edition.id)
                .bind(asked.capacity)
                .bind(asked.expires)
                .bind(found_by([&runs, host.as_ref().unwrap_or(&String::new()), &reference]))
                .run(&mut w.tx)
                .await?;
            w.audit("installation.licensed", "installation", id).await
        }
    }
}

async fn add(w: &mut Write, job: &Job) -> Result<()> {
    let asked = &job.for_what.asked;
    let Some(customer) = &asked.customer else { return Ok(()) };
    // It is the licence: later keys of it are keys of the same one.
    let known: Option<(i64,)> = q("SELECT version FROM installations WHERE id = $1").bind(&job.wanted.licence).maybe(&mut w.tx).await?;
    if known.is_none() {
        let new = EditInstallation {
            customer_id: customer.id.clone(),
            product_id: asked.product.id.clone(),
            edition_id: asked.edition.id.clone(),
            runs: asked.wanted.to_string(),
            host: asked.host.as_ref().map_or_else(String::new, Host::to_string),
            capacity: asked.capacity,
            contract_until: None,
            reference: job.request.reference.clone().unwrap_or_default(),
        };
        installations::store::insert(w, &job.wanted.licence, &job.request.partner.id, &new).await?;
        w.audit("installation.added", "installation", &job.wanted.licence).await?;
    }
    let until: Option<Millis> = asked.expires;
    q("UPDATE installations SET key_until = $2 WHERE id = $1").bind(&job.wanted.licence).bind(until).run(&mut w.tx).await?;
    Ok(())
}
