//! Mails that nobody sends by accident.

use eyelevel_contract::deliveries::bounces::Kind;

use super::decoding;
use super::reading::{READ_MAX, RECIPIENTS_MAX, read};

#[test]
fn what_is_no_mail_is_something_else() {
    for bytes in [
        &b""[..],
        b"\r\r\r",
        b"\n",
        b"\0\0\0\0",
        b"hello <a@example.com>\n\nno header",
        b"From ",
        b"From a\rFrom b\r",
        b":\n:\n",
        b"@",
        b"\xff\xfe\x00",
    ] {
        decoding::any(bytes);
        assert_eq!(read(bytes).kind, Kind::Other, "{bytes:?}");
    }
}

#[test]
fn a_hundred_parts_within_each_other_are_read_and_more_are_not_followed() {
    let nested = |depth: usize| {
        let mut mail: String = (0..depth).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
        mail.push_str("Content-Type: text/plain\n\nThis message could not be delivered:\n<a@example.com>: 550 5.1.1 no such user\n");
        mail
    };
    let read_from = |depth: usize| read(nested(depth).as_bytes());
    assert_eq!(read_from(99).recipients[0].address.as_deref(), Some("a@example.com"));
    assert!(read_from(50_000).recipients.is_empty());
    decoding::any("Content-Type: message/rfc822\n\n".repeat(50_000).as_bytes());
    decoding::any("Content-Type: multipart/digest; boundary=b\n\n--b\n\n".repeat(20_000).as_bytes());
}

#[test]
fn of_fifty_megabytes_the_beginning_is_looked_at() {
    let mut mail = b"From: mailer-daemon@mx.example\nSubject: failure notice\n\n<a@example.com>: 550 5.1.1 no such user\n\n".to_vec();
    mail.resize(50 << 20, b'x');
    assert_eq!(read(&mail).recipients[0].address.as_deref(), Some("a@example.com"));
    // What stands behind is not.
    let mut late = vec![b'x'; READ_MAX];
    late.extend_from_slice(&mail[..100]);
    assert_eq!(read(&late).kind, Kind::Other);
}

#[test]
fn there_are_not_more_recipients_than_are_told() {
    let groups: String =
        (0..5_000).map(|n| format!("Final-Recipient: rfc822; a{n}@example.com\nAction: failed\nStatus: 5.1.1\n\n")).collect();
    let status = format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n{groups}"
    );
    let failed = (0..5_000).map(|n| format!("a{n}@example.com")).collect::<Vec<_>>().join(",\n ");
    for mail in [status, format!("X-Failed-Recipients: {failed}\n\nsorry")] {
        decoding::any(mail.as_bytes());
        assert_eq!(read(mail.as_bytes()).recipients.len(), RECIPIENTS_MAX);
    }
}

#[test]
fn long_lines_and_many_of_them_are_read() {
    for line in ["a@example.com", "@", "5.", "550 ", "<", "\n", " \n", "X-A: b\n", "=?utf-8?Q?", "Received: x\n"] {
        let body = line.repeat(400_000 / line.len());
        decoding::any(body.as_bytes());
        decoding::any(format!("From: mailer-daemon@mx.example\nSubject: failure notice\n\n<a@example.com>:\n{body}").as_bytes());
    }
}

#[test]
fn an_address_brings_no_line_with_it() {
    let mail = read(
        b"From: mailer-daemon@mx.example\nX-Failed-Recipients: a@example.com\r\n Bcc: evil@example.com, \"x\r\n\"@evil.example\n\nsorry",
    );
    for one in &mail.recipients {
        assert!(!one.address.as_deref().unwrap_or_default().contains(['\r', '\n', ' ']), "{one:?}");
    }
}
