//! Any bytes, and good mails broken by chance.

use proptest::prelude::*;

use super::decoding;

const GOOD: &[&str] = &[
    "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nTo: a@b.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"x/y\"\r\n\r\n--x/y\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<c@d.example>: host mx[192.0.2.1] said: 550 5.1.1 no such =FCser (in reply to RCPT TO command)\r\n--x/y\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; c@d.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--x/y\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nTo: c@d.example\r\nMessage-ID: <1@b.example>\r\n\r\nhello\r\n--x/y--\r\n",
    "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.example.\n\n<c@d.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <a@b.example>\nMessage-ID: <1@b.example>\n\nhello\n",
    "From: c@d.example\nSubject: =?utf-8?B?QXV0b21hdGlzY2hlIEFudHdvcnQ=?=\nAuto-Submitted: auto-replied\nContent-Type: text/html; charset=utf-7\n\n<p>I am +AOQ away</p>\n",
    "Content-Type: multipart/report; report-type=feedback-report; boundary=f\n\n--f\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: c@d.example\n\n--f--\n",
];

/// A place in a good mail, how much of it goes, and what comes instead.
fn changed(mut mail: Vec<u8>, changes: &[(prop::sample::Index, usize, Vec<u8>)]) -> Vec<u8> {
    for (at, out, into) in changes {
        let at = at.index(mail.len() + 1);
        let end = (at + out).min(mail.len());
        mail.splice(at..end, into.iter().copied());
    }
    mail
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known: &[&[u8]] = &[
        b"\r",
        b"\n\n",
        b"--x/y",
        b"--",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Transfer-Encoding: base64\n",
        b"\0",
        b"\xff",
        b"@",
        b"5.1.1",
        b"4.2.2 ",
        b"\"",
        b";",
        b"=?x?Q?",
        b":",
    ];
    prop_oneof![prop::sample::select(known).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..20)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        decoding::any(&bytes);
    }

    #[test]
    fn a_broken_mail_is_read(good in prop::sample::select(GOOD), changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, piece()), 1..12)) {
        decoding::any(&changed(good.as_bytes().to_vec(), &changes));
    }

    #[test]
    fn whatever_a_server_says_the_recipient_is_told(said in prop::collection::vec(any::<u8>(), 0..300)) {
        decoding::said(&said);
    }

    #[test]
    fn line_ends_make_no_difference(good in prop::sample::select(GOOD)) {
        let lines = good.replace("\r\n", "\n");
        let unix = super::reading::read(lines.as_bytes());
        prop_assert_eq!(&super::reading::read(lines.replace('\n', "\r\n").as_bytes()), &unix);
        prop_assert_eq!(&super::reading::read(lines.replace('\n', "\r").as_bytes()), &unix);
    }
}
