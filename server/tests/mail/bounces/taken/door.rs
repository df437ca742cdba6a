//! The door for SMTP and LMTP.

use eyelevel_contract::deliveries::Status;
use eyelevel_server::mail::bounces::{converse, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::{UNKNOWN, bounce, everything, now, path, sent, world};
use crate::support::World;
use crate::support::smtp::Smtp;

/// Says all of it at once, and gives the answers' codes and what else was said.
async fn said(world: &World, lines: &[u8]) -> (Vec<String>, String) {
    let (mut ours, theirs) = tokio::io::duplex(64 << 10);
    let talk = converse(&world.app, theirs);
    let mut heard = Vec::new();
    let speak = async {
        let (mut from, mut to) = tokio::io::split(&mut ours);
        let write = async {
            // Whoever is hung up on hears no more.
            let _gone = to.write_all(lines).await;
            let _gone = to.shutdown().await;
        };
        let read = async { from.read_to_end(&mut heard).await };
        let _both = tokio::join!(write, read);
    };
    tokio::join!(talk, speak);
    let text = String::from_utf8(heard).unwrap();
    (text.lines().map(|line| line.get(..4).unwrap_or(line).trim_end().to_owned()).collect(), text)
}

/// A mail as it goes over the line.
fn stuffed(mail: &[u8]) -> String {
    String::from_utf8(mail.to_vec()).unwrap().replace('\n', "\r\n").replace("\r\n.", "\r\n..")
}

#[tokio::test]
async fn a_bounce_is_taken_by_lmtp_and_by_smtp() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let to = path(&world).await;
    let mail = stuffed(&bounce("1", &to, UNKNOWN));
    let talk = format!(
        "LHLO mx.example\r\nMAIL FROM:<> SIZE=1000 BODY=8BITMIME\r\nRCPT TO:<{to}>\r\nRCPT TO:<{}>\r\nDATA\r\n{mail}\r\n.\r\nQUIT\r\n",
        to.to_uppercase()
    );
    let (codes, text) = said(&world, talk.as_bytes()).await;
    // One answer for each recipient.
    assert_eq!(codes, ["220", "250-", "250-", "250-", "250-", "250-", "250", "250", "250", "250", "354", "250", "250", "221"], "{text}");
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Bounced]);
    let talk = format!("ehlo mx.example\r\nmail from:<>\r\nrcpt to:<{to}>\r\ndata\r\n{mail}\r\n.\r\nquit\r\n");
    let (codes, text) = said(&world, talk.as_bytes()).await;
    assert_eq!(codes[7..], ["250", "250", "354", "250", "221"], "{text}");
    assert_eq!(world.count("bounces").await, 1);
}

#[tokio::test]
async fn nobody_else_s_mail_is_taken() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    let forged = to.replace(['a', 'b'], "c");
    let before = everything(&world).await;
    let talk = format!(
        "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<partner@eyelevel.example>\r\nRCPT TO:<bounces@portal.example.com>\r\nRCPT TO:<{forged}>\r\nDATA\r\nQUIT\r\n"
    );
    let (codes, text) = said(&world, talk.as_bytes()).await;
    assert_eq!(codes[7..], ["250", "550", "550", "550", "503", "221"], "{text}");
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn what_makes_no_sense_is_answered_and_not_for_ever() {
    let world = world().await;
    for (talk, codes) in [
        ("MAIL FROM:<>\r\nQUIT\r\n", &["220", "503", "221"][..]),
        ("HELO x\r\nRCPT TO:<a@b.example>\r\nDATA\r\nQUIT\r\n", &["220", "250", "503", "503", "221"]),
        (
            "HELO x\r\nMAIL a\r\nMAIL FROM:a@b\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\nRSET\r\nMAIL FROM:<>\r\nNOOP\r\nVRFY x\r\nQUIT\r\n",
            &["220", "250", "501", "501", "250", "503", "250", "250", "250", "252", "221"],
        ),
        (
            "HELO x\r\nMAIL FROM:<> SIZE=99999999999\r\nSTARTTLS\r\nAUTH PLAIN x\r\n\r\nQUIT\r\n",
            &["220", "250", "552", "500", "500", "500", "221"],
        ),
        ("HELO x", &["220"]),
        ("", &["220"]),
    ] {
        let (heard, text) = said(&world, talk.as_bytes()).await;
        assert_eq!(heard, codes, "{talk}: {text}");
    }
    let long = format!("HELO {}\r\nQUIT\r\n", "x".repeat(100_000));
    assert_eq!(said(&world, long.as_bytes()).await.0, ["220", "500", "221"]);
    let bytes = [&b"\xff\xfe\0\r\n"[..], b"QUIT\r\n"].concat();
    assert_eq!(said(&world, &bytes).await.0, ["220", "500", "221"]);
    let (codes, _) = said(&world, "NONSENSE\r\n".repeat(1_000).as_bytes()).await;
    assert_eq!((codes.len(), codes.last().map(String::as_str)), (23, Some("421")));
}

#[tokio::test]
async fn a_mail_ends_with_its_full_stop_and_with_nothing_else() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    let before = everything(&world).await;
    // Ends that are none, with commands behind them: all of that is the mail.
    for end in ["\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r\n. \r\n", "\r\n..\r\n"] {
        let talk = format!("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<{to}>\r\nDATA\r\nhello{end}MAIL FROM:<>\r\nQUIT\r\n.\r\nNOOP\r\nQUIT\r\n");
        let (codes, text) = said(&world, talk.as_bytes()).await;
        assert_eq!(codes, ["220", "250", "250", "250", "354", "250", "250", "221"], "{end:?}: {text}");
    }
    // Gone in the middle: nothing was taken.
    let mail = stuffed(&bounce("1", &to, UNKNOWN));
    let talk = format!("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<{to}>\r\nDATA\r\n{mail}");
    assert_eq!(said(&world, talk.as_bytes()).await.0, ["220", "250", "250", "250", "354"]);
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_refused() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    let mail = stuffed(&bounce("1", &to, UNKNOWN));
    let mut talk = format!("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<{to}>\r\nDATA\r\n{mail}").into_bytes();
    talk.resize(51 << 20, b'x');
    talk.extend_from_slice(b"\r\n.\r\nQUIT\r\n");
    let (codes, text) = said(&world, &talk).await;
    assert_eq!(codes, ["220", "250", "250", "250", "354", "552", "221"], "{text}");
    assert_eq!(world.count("bounces").await, 0);
}

#[tokio::test]
async fn it_listens_turns_away_too_many_and_stops() {
    let world = world().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let serving = tokio::spawn(serve(world.app.clone(), listener, stopped));
    let greeting = async |stream: &mut TcpStream| {
        let mut code = [0; 3];
        stream.read_exact(&mut code).await.unwrap();
        String::from_utf8(code.to_vec()).unwrap()
    };
    let mut talks = Vec::new();
    for _ in 0..32 {
        let mut stream = TcpStream::connect(at).await.unwrap();
        assert_eq!(greeting(&mut stream).await, "220");
        talks.push(stream);
    }
    assert_eq!(greeting(&mut TcpStream::connect(at).await.unwrap()).await, "421");
    drop(talks);
    stop.send(true).unwrap();
    serving.await.unwrap();
}
