//! How many licence keys a second are issued, held at the gate and recorded: the whole request, its owner, its promise, its timeline, its audit
//! rows and its mails, in one transaction; beside bare inserts of the same engine, and the signature and the gate alone.

use std::sync::Arc;
use std::time::Duration;

use eyelevel_contract::lang::PageLang;
use eyelevel_contract::licences::gate::{self, Candidate, Wanted};
use eyelevel_contract::licences::{
    Claims, Code, Draft, Intent, Issuer, KeyData, KeyRing, KeyRule, NewKeyRecipient, Signer, Version, VersionRange,
};
use eyelevel_server::app::App;
use eyelevel_server::db::q;
use eyelevel_server::demo;
use eyelevel_server::extract::Caller;
use eyelevel_server::licences::requests::submit::submit;
use eyelevel_server::people::session;
use tokio::task::JoinSet;

use crate::figures::{now, rate};
use crate::world::{World, open};

/// Each is measured for so long.
const TIME: Duration = Duration::from_secs(5);
/// So many ask at the same time.
const MANY: usize = 8;

/// What one engine does a second.
struct Engine {
    name: &'static str,
    one: f64,
    many: f64,
    inserts: f64,
}

/// Measures SQLite, and PostgreSQL if one is named.
pub(crate) async fn run(postgres: Option<&str>) -> Result<(), String> {
    let mut engines = Vec::new();
    {
        let world = World::new("issuing").await?;
        engines.push(measure("SQLite", &world.app).await?);
        world.app.db.close().await;
    }
    if let Some(url) = postgres {
        let app = open(url).await?;
        demo::stage(&app).await.map_err(|e| e.to_string())?;
        engines.push(measure("PostgreSQL, on the same machine, without fsync", &app).await?);
        app.db.close().await;
    }
    let alone = alone()?;
    println!(
        "Issued, held at the gate and recorded (request, owner, promise, timeline, audit, mails; one transaction each), {} s each:\n",
        TIME.as_secs()
    );
    println!(
        "| engine | keys a second, one after another | {MANY} at once | reference: bare inserts, one transaction each | a key costs as many |"
    );
    println!("|---|---|---|---|---|");
    for e in &engines {
        println!("| {} | {:.0} | {:.0} | {:.0} | {:.1} inserts |", e.name, e.one, e.many, e.inserts, e.inserts / e.one.max(1e-9));
    }
    println!("\nSigning and the gate alone, without a database: {alone:.0} a second on one core.\n");
    Ok(())
}

async fn measure(name: &'static str, app: &App) -> Result<Engine, String> {
    let (caller, drafts) = prepare(app).await?;
    // The first one makes the signing key.
    issue(app, &caller, &drafts[0]).await?;
    let begun = now();
    let mut done = 0;
    while begun.elapsed() < TIME {
        issue(app, &caller, &drafts[0]).await?;
        done += 1;
    }
    let one = rate(done, begun.elapsed());
    let begun = now();
    let mut tasks = JoinSet::new();
    for draft in drafts {
        let (app, caller) = (app.clone(), Arc::clone(&caller));
        tasks.spawn(async move {
            let mut done = 0;
            while begun.elapsed() < TIME {
                issue(&app, &caller, &draft).await?;
                done += 1;
            }
            Ok::<usize, String>(done)
        });
    }
    let mut done = 0;
    while let Some(task) = tasks.join_next().await {
        done += task.map_err(|e| e.to_string())??;
    }
    let many = rate(done, begun.elapsed());
    let (issued, stopped) = (count(app, "issued_keys").await?, count(app, "stopped_keys").await?);
    if stopped > 0 || issued == 0 {
        return Err(format!("{name}: {issued} keys were issued and {stopped} stopped"));
    }
    Ok(Engine { name, one, many, inserts: inserts(app).await? })
}

/// Who asks, and what for: each of those at once for an installation of their own.
async fn prepare(app: &App) -> Result<(Arc<Caller>, Vec<Draft>), String> {
    let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
    let (person,): (String,) =
        q("SELECT id FROM people WHERE email_key = 'partner@eyelevel.example'").one(&mut tx).await.map_err(|e| e.to_string())?;
    let mut drafts = Vec::new();
    for n in 0..MANY {
        let sql = "INSERT INTO installations (id, partner_id, customer_id, product_id, edition_id, runs, host, capacity, contract_until, search) \
                   SELECT $1, partner_id, customer_id, product_id, edition_id, runs, $1, capacity, contract_until, '' \
                   FROM installations WHERE host = 'thomsen-nas'";
        let id = format!("bench-{n}");
        q(sql).bind(&id).run(&mut tx).await.map_err(|e| e.to_string())?;
        let me = NewKeyRecipient::requester(PageLang::De);
        drafts.push(Draft { installation_id: Some(id), version: "8.3.0".to_owned(), recipients: vec![me], ..Draft::empty(Intent::Renew) });
    }
    let caller = session::caller_of(&mut tx, &person).await.map_err(|e| e.to_string())?.ok_or("the demo has no partner")?;
    tx.commit().await.map_err(|e| e.to_string())?;
    Ok((Arc::new(caller), drafts))
}

async fn issue(app: &App, caller: &Caller, draft: &Draft) -> Result<(), String> {
    let mut w = caller.write(app).await.map_err(|e| e.to_string())?;
    submit(&mut w, caller, draft).await.map_err(|e| format!("{e:?}"))?;
    w.commit().await.map_err(|e| e.to_string())
}

async fn count(app: &App, table: &str) -> Result<i64, String> {
    let mut on = app.db.read().await.map_err(|e| e.to_string())?;
    let (n,): (i64,) = q(format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}")).one(&mut on).await.map_err(|e| e.to_string())?;
    Ok(n)
}

async fn inserts(app: &App) -> Result<f64, String> {
    let begun = now();
    let mut done = 0;
    while begun.elapsed() < TIME / 2 {
        let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
        let sql = "INSERT INTO settings (name, value) VALUES ($1, 'x')";
        q(sql).bind(format!("bench-{done}")).run(&mut tx).await.map_err(|e| e.to_string())?;
        tx.commit().await.map_err(|e| e.to_string())?;
        done += 1;
    }
    Ok(rate(done, begun.elapsed()))
}

/// The signature and the gate, in memory.
fn alone() -> Result<f64, String> {
    let signer = Signer::new("bench", &[7; 32]);
    let public = signer.public(1, None).map_err(|e| format!("{e:?}"))?;
    let ring = KeyRing::new(vec![public]);
    let code = |text| Code::parse(text).map_err(|e| e.to_string());
    let versions = VersionRange::parse("8.x").map_err(|e| e.to_string())?;
    let rules = [KeyRule { id: String::new(), versions: versions.clone(), issuer: Issuer::BuiltIn, pattern: None }];
    let wanted = Wanted {
        licence: "licence".to_owned(),
        product: code("archivar")?,
        edition: code("standard")?,
        version: Version::parse("8.3.0").map_err(|e| e.to_string())?,
        host: None,
        capacity: Some(2),
        expires: None,
    };
    let data = KeyData {
        licence: wanted.licence.clone(),
        product: wanted.product.clone(),
        edition: wanted.edition.clone(),
        versions,
        host: None,
        capacity: Some(2),
        not_before: 2,
        expires: None,
        key_id: String::new(),
        issued_at: 2,
    };
    let begun = now();
    let mut done = 0;
    while begun.elapsed() < TIME / 5 {
        let key = signer.sign_key(&data);
        let candidate = Candidate { text: &key, claims: Claims::default() };
        gate::check(&wanted, &candidate, &ring, &rules, 3).map_err(|e| format!("{e:?}"))?;
        done += 1;
    }
    Ok(rate(done, begun.elapsed()))
}
