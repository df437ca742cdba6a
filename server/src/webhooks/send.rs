//! One attempt: look, connect to what was looked at, post, read the status. No redirect is followed, nothing of the answer's body is read, and all of
//! it has an end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, Request, header};
use eyelevel_contract::webhooks::SendingFault;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use url::{Host, Position, Url};

use super::target;
use crate::app::App;

/// All of an attempt.
const PATIENCE: Duration = Duration::from_secs(15);
/// One address gets so long to take a connection.
const KNOCK: Duration = Duration::from_secs(5);
/// What an answer's head may be long.
const HEAD_MAX: usize = 16 * 1024;

/// What is sent beside the body.
pub(super) struct Signed<'a> {
    pub(super) id: &'a str,
    pub(super) second: i64,
    pub(super) signatures: String,
}

/// Why something did not arrive, and what was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) fault: SendingFault,
    pub(super) code: Option<u16>,
}

impl From<SendingFault> for Missed {
    fn from(fault: SendingFault) -> Self {
        Self { fault, code: None }
    }
}

/// Sends a body; the status of who has taken it.
pub(super) async fn send(app: &App, url: &str, signed: &Signed<'_>, body: &str) -> Result<u16, Missed> {
    let code = tokio::time::timeout(PATIENCE, attempt(app, url, signed, body)).await.unwrap_or(Err(SendingFault::TimedOut))?;
    let fault = match code {
        200..300 => return Ok(code),
        300..400 => SendingFault::Redirected,
        410 => SendingFault::Gone,
        _ => SendingFault::Refused,
    };
    Err(Missed { fault, code: Some(code) })
}

async fn attempt(app: &App, url: &str, signed: &Signed<'_>, body: &str) -> Result<u16, SendingFault> {
    let target = target::look(app, url).await?;
    let request = request(&target.url, signed, body)?;
    let stream = connect(&target.addresses).await?;
    if target.url.scheme() == "http" {
        return answer(stream, request).await;
    }
    let name = server_name(&target.url)?;
    let stream = TlsConnector::from(tls()?).connect(name, stream).await.map_err(|_| SendingFault::Untrusted)?;
    answer(stream, request).await
}

fn request(url: &Url, signed: &Signed<'_>, body: &str) -> Result<Request<Full<Bytes>>, SendingFault> {
    Request::builder()
        .method(Method::POST)
        .uri(&url[Position::BeforePath..Position::AfterQuery])
        .header(header::HOST, &url[Position::BeforeHost..Position::AfterPort])
        .header(header::USER_AGENT, "Eyelevel")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONNECTION, "close")
        .header("webhook-id", signed.id)
        .header("webhook-timestamp", signed.second)
        .header("webhook-signature", &signed.signatures)
        .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
        .map_err(|_| SendingFault::Unreachable)
}

/// A connection to the first address that takes one.
async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, SendingFault> {
    for address in addresses {
        if let Ok(Ok(stream)) = tokio::time::timeout(KNOCK, TcpStream::connect(address)).await {
            return Ok(stream);
        }
    }
    Err(SendingFault::Unreachable)
}

async fn answer(stream: impl AsyncRead + AsyncWrite + Unpin, request: Request<Full<Bytes>>) -> Result<u16, SendingFault> {
    let garbled = |_: hyper::Error| SendingFault::Garbled;
    let (mut sender, connection) = http1::Builder::new().max_buf_size(HEAD_MAX).handshake(TokioIo::new(stream)).await.map_err(garbled)?;
    let (mut connection, mut answer) = (pin!(connection), pin!(sender.send_request(request)));
    // The connection works as long as the answer is waited for; both end with this.
    let answer = tokio::select! {
        biased;
        answer = &mut answer => answer,
        _ended = &mut connection => answer.await,
    };
    Ok(answer.map_err(garbled)?.status().as_u16())
}

fn server_name(url: &Url) -> Result<ServerName<'static>, SendingFault> {
    match url.host() {
        Some(Host::Domain(name)) => ServerName::try_from(name.trim_end_matches('.').to_owned()).map_err(|_| SendingFault::Untrusted),
        Some(Host::Ipv4(ip)) => Ok(ServerName::IpAddress(std::net::IpAddr::from(ip).into())),
        Some(Host::Ipv6(ip)) => Ok(ServerName::IpAddress(std::net::IpAddr::from(ip).into())),
        None => Err(SendingFault::Unreachable),
    }
}

/// TLS by the machine's own certificates, read once.
fn tls() -> Result<Arc<ClientConfig>, SendingFault> {
    static CONFIG: OnceLock<Option<Arc<ClientConfig>>> = OnceLock::new();
    let made = CONFIG.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let versions =
            ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider())).with_safe_default_protocol_versions();
        Some(Arc::new(versions.ok()?.with_root_certificates(roots).with_no_client_auth()))
    });
    made.clone().ok_or(SendingFault::Untrusted)
}
