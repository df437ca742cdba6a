//! What is a bounce, and what is not.

use eyelevel_contract::deliveries::bounces::{Kind, Reason};

use super::{mail, report};

#[test]
fn automatic_answers_are_no_bounces() {
    for headers in [
        "From: a@example.com\nSubject: Hello\nAuto-Submitted: auto-replied",
        "From: a@example.com\nSubject: Hello\nAuto-Submitted: auto-replied (vacation)",
        "From: a@example.com\nSubject: Re: your key\nX-Auto-Response-Suppress: All",
        "From: a@example.com\nSubject: Re: your key\nPrecedence: auto_reply",
        "From: a@example.com\nSubject: Re: your key\nX-Autoreply: yes",
        "From: a@example.com\nSubject: Out of Office: your key",
        "From: a@example.com\nSubject: =?utf-8?Q?Automatische_Antwort:_Ihr_Schl=C3=BCssel?=",
        "From: a@example.com\nSubject: Abwesenheitsnotiz",
        "From: a@example.com\nSubject: =?utf-8?Q?R=C3=A9ponse_automatique?=",
    ] {
        let said = mail(headers, "I am away until Monday. In urgent cases write to c@example.com, whose mailbox is never full.");
        assert_eq!(said.kind, Kind::AutoReply, "{headers}");
        assert_eq!((said.recipients[0].address.as_deref(), said.recipients[0].reason), (Some("a@example.com"), Reason::Away));
    }
}

#[test]
fn a_report_is_a_bounce_whatever_its_headers_say_of_answers() {
    // RFC 3834 has reports say `auto-replied`.
    let body = "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.2.2\n";
    let said = mail(
        "From: a@example.com\nSubject: Automatic reply\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
        body,
    );
    assert_eq!((said.kind, said.recipients[0].reason), (Kind::Bounce, Reason::MailboxFull));
}

#[test]
fn what_people_write_is_no_bounce() {
    for (headers, text) in [
        ("From: a@example.com\nSubject: Re: Undelivered", "My mail to b@example.com was not delivered, what now?"),
        ("From: a@example.com\nSubject: Fwd: failure notice", "This could not be delivered:\n<b@example.com>: 550 5.1.1 no such user"),
        ("From: a@example.com\nSubject: Your key", "Thank you!"),
        ("From: news@example.com\nSubject: News\nPrecedence: bulk", "Buy this."),
    ] {
        assert_eq!(mail(headers, text).kind, Kind::Other, "{headers}");
    }
}

#[test]
fn a_complaint_names_who_complains() {
    let body = "--f\n\nThis is an abuse report.\n--f\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <a@example.com>\nOriginal-Mail-From: <us@eyelevel.example>\n--f\nContent-Type: message/rfc822\n\nFrom: us@eyelevel.example\nMessage-ID: <1@eyelevel.example>\n\nhello\n--f--";
    let said =
        mail("From: fbl@example.com\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=f", body);
    assert_eq!((said.kind, said.recipients[0].reason), (Kind::Complaint, Reason::Complaint));
    assert_eq!(said.recipients[0].address.as_deref(), Some("a@example.com"));
    assert_eq!(said.original_message_id.as_deref(), Some("1@eyelevel.example"));
}

#[test]
fn a_read_receipt_is_no_bounce() {
    let body = "--r\n\nIt was shown.\n--r\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n--r--";
    let said = mail(
        "From: a@example.com\nSubject: Read: your key\nContent-Type: multipart/report; report-type=disposition-notification; boundary=r",
        body,
    );
    assert_eq!(said.kind, Kind::Receipt);
}

#[test]
fn a_bounce_of_a_bounce_and_a_loop_are_something_else() {
    let inner = "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <>\nFrom: MAILER-DAEMON@other.example\nSubject: Undelivered\n\nsorry\n--b--";
    let headers =
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b";
    assert_eq!(mail(headers, inner).kind, Kind::DoubleBounce);
    let hops = "Received: from a by b; Mon, 2 Nov 2026 10:00:00 +0100\n".repeat(80);
    assert_eq!(mail(&format!("{hops}From: a@example.com\nSubject: failure notice"), "<a@example.com>: no such user").kind, Kind::Loop);
    let again = "Delivered-To: a@example.com\n".repeat(3);
    assert_eq!(mail(&format!("{again}From: a@example.com\nSubject: hello"), "hello").kind, Kind::Loop);
    // The way to somebody else may go round in circles: that is told.
    let said =
        report("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.4.6\nDiagnostic-Code: smtp; 554 5.4.6 Too many hops", "");
    assert_eq!((said.kind, said.recipients[0].reason), (Kind::Bounce, Reason::NotReachable));
}
