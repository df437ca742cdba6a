//! Where an address leads. It is looked at when it is saved, and again each time something is sent: then the connection goes to the very addresses
//! that were looked at, so a name that leads elsewhere a moment later leads nowhere.

use std::net::SocketAddr;
use std::time::Duration;

use eyelevel_contract::validate::Fault;
use eyelevel_contract::webhooks::SendingFault;
use eyelevel_contract::webhooks::address::{is_allowed, may_go_to};
use url::{Host, Url};

use crate::app::App;
use crate::error::Error;

/// A name server gets so long.
const PATIENCE: Duration = Duration::from_secs(5);
/// Below are the doors of other services.
const PORTS: u16 = 1024;

/// Where something may be sent.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) url: Url,
    /// All of them were looked at.
    pub(super) addresses: Vec<SocketAddr>,
}

/// Why nothing is sent there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objection {
    NotAWebAddress,
    NotHttps,
    NotThisPort,
    NoSuchHost,
    NotPublic,
}

impl From<Objection> for Error {
    fn from(objection: Objection) -> Self {
        let fault = match objection {
            Objection::NotAWebAddress => Fault::NotAWebAddress,
            Objection::NotHttps => Fault::NotHttps,
            Objection::NotThisPort => Fault::NotThisPort,
            Objection::NoSuchHost => Fault::NoSuchHost,
            Objection::NotPublic => Fault::NotPublic,
        };
        Self::field("url", fault)
    }
}

impl From<Objection> for SendingFault {
    fn from(objection: Objection) -> Self {
        if objection == Objection::NoSuchHost { Self::NoSuchHost } else { Self::NotPublic }
    }
}

/// Looks where an address leads: https at a public address, or anything in a network that the installation allows. One address that is not allowed
/// is one too many.
pub(super) async fn look(app: &App, url: &str) -> Result<Target, Objection> {
    let url = Url::parse(url).map_err(|_| Objection::NotAWebAddress)?;
    let plain = match url.scheme() {
        "https" => false,
        "http" => true,
        _ => return Err(Objection::NotAWebAddress),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Objection::NotAWebAddress);
    }
    let port = url.port_or_known_default().filter(|port| *port > 0).ok_or(Objection::NotThisPort)?;
    let allowed = &app.config.webhook_networks;
    if plain && allowed.is_empty() {
        return Err(Objection::NotHttps);
    }
    let addresses = match url.host().ok_or(Objection::NotAWebAddress)? {
        Host::Ipv4(ip) => vec![ip.into()],
        Host::Ipv6(ip) => vec![ip.into()],
        Host::Domain(name) => {
            let asked = tokio::time::timeout(PATIENCE, app.names.addresses(name)).await;
            asked.ok().and_then(Result::ok).unwrap_or_default()
        }
    };
    if addresses.is_empty() {
        return Err(Objection::NoSuchHost);
    }
    if !addresses.iter().all(|ip| may_go_to(*ip, allowed)) {
        return Err(Objection::NotPublic);
    }
    if !addresses.iter().all(|ip| is_allowed(*ip, allowed)) {
        if plain {
            return Err(Objection::NotHttps);
        }
        if port != 443 && port < PORTS {
            return Err(Objection::NotThisPort);
        }
    }
    Ok(Target { url, addresses: addresses.into_iter().map(|ip| SocketAddr::new(ip, port)).collect() })
}

/// The host, for people and for the trail: what stands behind it may be secret.
pub(super) fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
