//! Delivery statuses (RFC 3464).

use eyelevel_contract::deliveries::bounces::{Action, Kind, Reason};

use super::{mail, report, rows};

#[test]
fn each_recipient_has_what_is_said_of_them() {
    let said = report(
        "Original-Recipient: rfc822;team@example.com\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n <a@example.com>: no such\n user\n\nFinal-Recipient: rfc822; <b@example.com>\nAction: delayed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 mailbox full\n\nFinal-Recipient: rfc822; c@example.com\nAction: relayed\nStatus: 2.1.9",
        "",
    );
    assert_eq!(
        rows(&said),
        [
            ("a@example.com", Reason::NoSuchAddress, "5.1.1".to_owned()),
            ("b@example.com", Reason::MailboxFull, "4.2.2".to_owned()),
            ("c@example.com", Reason::Delivered, "2.1.9".to_owned()),
        ]
    );
    let [a, b, c] = &said.recipients[..] else { panic!() };
    assert_eq!((a.action, a.reply_code, a.original.as_deref()), (Some(Action::Failed), Some(550), Some("team@example.com")));
    assert_eq!(a.diagnostic, "550 5.1.1 <a@example.com>: no such user");
    assert!(a.is_final() && a.is_permanent() && a.is_hard());
    assert!(!b.is_final() && !b.is_permanent() && !b.is_hard() && b.action == Some(Action::Delayed));
    assert!(!c.is_final() && c.action == Some(Action::Relayed));
    assert_eq!(said.to, ["bounce@eyelevel.example"]);
}

#[test]
fn given_up_after_days_is_final_and_says_nothing_against_the_address() {
    let said = report("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 4.4.7", "");
    let one = &said.recipients[0];
    assert_eq!((one.reason, one.is_final(), one.is_permanent(), one.is_hard()), (Reason::Expired, true, false, false));
}

#[test]
fn a_temporary_status_with_a_permanent_reply() {
    // The remote server's own status holds.
    let fields = |diagnostic: &str| {
        format!("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; {diagnostic}")
    };
    let said = report(&fields("550 5.1.1 no such user"), "");
    assert!(said.recipients[0].is_permanent() && said.recipients[0].reply_code == Some(550));
    // Without one it stays temporary, and the reply code that contradicts it is not told.
    let said = report(&fields("550 go away"), "<a@example.com>: host mx.example refused to talk to me: 550 go away");
    assert_eq!(
        (said.recipients[0].is_permanent(), said.recipients[0].reply_code, said.recipients[0].reason),
        (false, None, Reason::HostBlocked)
    );
}

#[test]
fn an_unknown_user_is_so_when_asked_about_alone() {
    let fields = "Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 unknown user";
    let with = |stage: &str| {
        report(fields, &format!("<a@example.com>: host mx.example said: 550 unknown user (in reply to {stage} command)")).recipients[0]
            .reason
    };
    assert_eq!((with("RCPT TO"), with("end of DATA")), (Reason::NoSuchAddress, Reason::Filtered));
}

#[test]
fn statuses_that_say_one_thing_need_no_text() {
    for (status, reason) in [
        ("5.1.2", Reason::NoSuchDomain),
        ("5.1.6", Reason::Moved),
        ("5.1.10", Reason::TakesNoMail),
        ("5.2.1", Reason::Suspended),
        ("5.2.3", Reason::OverLimit),
        ("5.3.4", Reason::TooLarge),
        ("4.3.1", Reason::ServerFull),
        ("5.4.4", Reason::NoSuchDomain),
        ("5.6.3", Reason::Content),
        ("5.7.8", Reason::Authentication),
        ("5.7.13", Reason::Suspended),
        ("5.7.25", Reason::NoReverseName),
        ("5.7.26", Reason::Authentication),
        ("5.7.7", Reason::Policy),
        ("5.0.0", Reason::NotUnderstood),
    ] {
        let said = report(&format!("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: {status}"), "Sorry.");
        assert_eq!(said.recipients[0].reason, reason, "{status}");
    }
}

#[test]
fn fields_are_found_where_the_parts_are_not() {
    // The boundary is another one than the headers say.
    let body = "--other\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.2.2\n--other--";
    let said = mail("From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b", body);
    assert_eq!(rows(&said), [("a@example.com", Reason::MailboxFull, "5.2.2".to_owned())]);
    // The group has no Final-Recipient and no Status.
    let body = "--b\nContent-Type: message/delivery-status\n\nOriginal-Recipient: <a@example.com>\nAction: failed\nDiagnostic-Code: smtp; 552 mailbox full\n--b--";
    let said = mail("From: MAILER-DAEMON@mx.example\nContent-Type: multipart/mixed; boundary=b", body);
    assert_eq!(rows(&said), [("a@example.com", Reason::MailboxFull, "5.0.0".to_owned())]);
    assert!(!said.recipients[0].status_is_stated);
}

#[test]
fn a_bounce_that_somebody_sends_on_without_a_word_is_read() {
    let inner = "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=i\n\n--i\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n\n--i--";
    let said = mail(
        "From: MAILER-DAEMON@gate.example\nSubject: Returned mail\nContent-Type: multipart/mixed; boundary=o",
        &format!("--o\n\nSee below.\n--o\nContent-Type: message/rfc822\n\n{inner}\n--o--"),
    );
    assert_eq!((said.kind, rows(&said)), (Kind::Bounce, vec![("a@example.com", Reason::NoSuchAddress, "5.1.1".to_owned())]));
}

#[test]
fn addresses_in_utf_8_are_read() {
    let body = "--b\nContent-Type: message/global-delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; jürgen@exämple.com\nAction: failed\nStatus: 5.1.1\n--b--";
    let said = mail("From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b", body);
    assert_eq!(said.recipients[0].address.as_deref(), Some("jürgen@exämple.com"));
}
