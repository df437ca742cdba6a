use axum::Json;
use axum::extract::State;
use eyelevel_contract::mail_health::{MailHealth, Sender, rules::can_keep_mail};
use lettre::message::Mailbox;

use super::{dns, figures};
use crate::app::App;
use crate::config::Config;
use crate::error::Result;
use crate::extract::Caller;
use crate::mail::smtp::Server;

/// How mail is: the servers, what waits and what failed, and what stands in DNS about the sender's domain (admins). It asks DNS, so it may take
/// some seconds; what DNS does not answer is said.
#[utoipa::path(get, path = "/api/v1/mail/health", tag = "mail",
    responses((status = 200, body = MailHealth), (status = 401), (status = 403)))]
pub(super) async fn show(State(app): State<App>, caller: Caller) -> Result<Json<MailHealth>> {
    can_keep_mail(&caller.actor)?;
    let servers: Vec<Server> = app.config.smtp_url.iter().filter_map(|url| Server::at(url).ok()).collect();
    let names: Vec<&str> = servers.iter().map(Server::name).collect();
    let figures = figures::of(&app, &names).await?;
    let hosts = servers.iter().map(|server| server.host().to_owned()).collect();
    // No connection is held while DNS is asked.
    let findings = match sender(&app.config, hosts) {
        Some(sender) => dns::findings(app.config.dns_server, &sender).await,
        None => Vec::new(),
    };
    let return_path = app.config.return_path.as_ref().map(|path| format!("{}@{}", path.mailbox, path.host));
    Ok(Json(MailHealth {
        sender: app.config.mail_from.clone(),
        return_path,
        servers: figures.servers,
        waiting: figures.waiting,
        waits_since: figures.waits_since,
        sent: figures.sent,
        unsent: figures.unsent,
        limit: app.config.mail_domain_limit,
        findings,
    }))
}

/// None on a machine without a name, whose sender no DNS knows.
fn sender(config: &Config, servers: Vec<String>) -> Option<Sender> {
    let from: Mailbox = config.mail_from.parse().ok()?;
    let domain = from.email.domain().to_ascii_lowercase();
    let named = domain.contains('.');
    named.then(|| Sender {
        domain,
        return_host: config.return_path.as_ref().map(|path| path.host.clone()),
        selector: config.dkim_selector.clone(),
        servers,
        portal: config.mail_host().to_owned(),
    })
}
