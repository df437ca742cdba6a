//! Against a real mail server: aiosmtpd, whose Python `EYELEVEL_TEST_PYTHON` names.

use std::process::Stdio;

use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::worker;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::support::World;

/// Prints its port, then a line of JSON for each mail; ends with its input.
const SERVER: &str = r#"
import json, socket, sys
from aiosmtpd.controller import Controller
class Handler:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "content": envelope.content.decode()}), flush=True)
        return "250 taken"
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
controller = Controller(Handler(), hostname="127.0.0.1", port=port)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
"#;

#[tokio::test]
async fn a_real_one_takes_what_we_send() {
    let Some(python) = std::env::var("EYELEVEL_TEST_PYTHON").ok().filter(|p| !p.is_empty()) else {
        eprintln!("SKIPPED: EYELEVEL_TEST_PYTHON names no Python that has aiosmtpd; mail was not sent to a real server");
        return;
    };
    let mut server =
        Command::new(python).args(["-c", SERVER]).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let port = lines.next_line().await.unwrap().expect("aiosmtpd begins");
    let transport = Transport::smtp(&[format!("smtp://127.0.0.1:{port}")], "no-reply@eyelevel.test").unwrap();
    let world = World::new().await;
    world.shipped(1, 1, "Ä").await;
    let sent = worker::run(&world.app, &transport).await.unwrap();
    assert_eq!(world.count("outbox WHERE state = 'sent'").await, i64::try_from(sent).unwrap());
    let mut mails: Vec<Value> = Vec::new();
    for _ in 0..sent {
        mails.push(serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap());
    }
    let to: Vec<_> = mails.iter().map(|m| m["to"][0].as_str().unwrap()).collect();
    assert_eq!(to.iter().filter(|to| **to == "empfang@hafenklinik.example").count(), 1);
    assert!(mails.iter().all(|m| m["from"] == "no-reply@eyelevel.test" && m["to"].as_array().unwrap().len() == 1), "{mails:?}");
    let desk = mails.iter().find(|m| m["to"][0] == "empfang@hafenklinik.example").unwrap();
    let content = desk["content"].as_str().unwrap();
    let (id,): (String,) = world.one("SELECT message_id FROM outbox WHERE to_email = 'empfang@hafenklinik.example'").await;
    assert!(content.contains(&format!("Message-ID: {id}")) && content.contains("Auto-Submitted: auto-generated"), "{content}");
    // Quoted-printable is undone; then the link in it opens the page.
    let plain = content.replace("=\r\n", "").replace("=3D", "=");
    let link = plain.split_whitespace().find(|w| w.contains("/r/")).unwrap();
    let page = world.nobody().get(link.trim_start_matches("http://eyelevel.test")).await.is(200).text();
    assert!(page.contains("Für Empfang"), "{page}");
}
