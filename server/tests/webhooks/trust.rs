use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use eyelevel_contract::webhooks::{self, Sending, SendingFault, WebhookSecret};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};

use super::at;
use crate::support::World;
use crate::support::process::{Server, command, sign_in};

/// A certificate for `localhost`, signed by itself, and its key: good for nothing else.
fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webhooks/tls").join(name).to_str().unwrap().to_owned()
}

/// A program that speaks TLS; its port.
async fn listens() -> u16 {
    let chain = vec![CertificateDer::from_pem_file(fixture("desk.crt")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture("desk.key")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider())).with_safe_default_protocol_versions();
    let config = config.unwrap().with_no_client_auth().with_single_cert(chain, key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut asked = [0; 4096];
                let n = stream.read(&mut asked).await.unwrap();
                assert!(asked[..n].starts_with(b"POST /x HTTP/1.1\r\n"));
                stream.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n").await.unwrap();
                let _ended = stream.shutdown().await;
            });
        }
    });
    port
}

/// What comes of a ping to each address, from a server that trusts what stands in that file.
async fn pinged(world: &World, trusted: Option<&str>, urls: &[String]) -> Vec<(Option<i64>, Option<SendingFault>)> {
    let mut serve = command(world.database_url(), &["serve"]);
    serve.env("EYELEVEL_WEBHOOK_NETWORKS", "127.0.0.0/8,::1").env_remove("EYELEVEL_BASE_URL");
    if let Some(file) = trusted {
        serve.env("SSL_CERT_FILE", file);
    }
    let server = Server::begin(serve).await;
    let client = sign_in(&server.at, "owner").await;
    let mut all = Vec::new();
    for url in urls {
        let post = |path: String| client.post(format!("{}{path}", server.at)).header("origin", &server.at);
        let made: WebhookSecret = post(webhooks::PATH.to_owned()).json(&at(url)).send().await.unwrap().json().await.unwrap();
        let sent: Sending = post(webhooks::test(&made.webhook.id)).json(&serde_json::json!({})).send().await.unwrap().json().await.unwrap();
        all.push((sent.code, sent.fault));
    }
    let (ended, log) = server.end().await;
    assert!(ended && !log.contains("/x"), "no address in the log: {log}");
    all
}

#[tokio::test]
async fn who_listens_proves_who_it_is() {
    let world = World::new().await;
    let port = listens().await;
    let urls = [format!("https://localhost:{port}/x"), format!("https://127.0.0.1:{port}/x")];
    let file = fixture("desk.crt");
    let untrusted = (None, Some(SendingFault::Untrusted));
    assert_eq!(pinged(&world, Some(&file), &urls).await, [(Some(202), None), untrusted], "its name, and no other");
    assert_eq!(pinged(&world, None, &urls).await, [untrusted, untrusted], "signed by nobody that the machine knows");
}
