//! Bounces without a delivery status, as mail servers word them.

use eyelevel_contract::deliveries::bounces::{Action, Kind, Reason};

use super::{mail, rows};

const DAEMON: &str = "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: us@eyelevel.example\nSubject: failure notice";
const COPY: &str = "From: us@eyelevel.example\nTo: a@example.com\nMessage-ID: <1@eyelevel.example>\nSubject: Your key\n\nHello, see b@other.example, whose mailbox is full.";

/// The reason for the only recipient, `a@example.com`.
fn reason(headers: &str, text: &str) -> Reason {
    let said =
        mail(headers, &format!("{text}\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <us@eyelevel.example>\n{COPY}"));
    assert_eq!(said.kind, Kind::Bounce, "{text}");
    let [one] = &said.recipients[..] else { panic!("{said:?}") };
    assert_eq!(one.address.as_deref(), Some("a@example.com"), "{text}");
    assert_eq!(said.original_message_id.as_deref(), Some("1@eyelevel.example"), "{text}");
    one.reason
}

#[test]
fn many_servers_words_are_understood() {
    for (text, expected) in [
        (
            "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<a@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)",
            Reason::NoSuchAddress,
        ),
        (
            "A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  a@example.com\n    mailbox is full: retry timeout exceeded",
            Reason::MailboxFull,
        ),
        (
            "  a@example.com\n    SMTP error from remote mail server after RCPT TO:<a@example.com>:\n    host mx.other [192.0.2.1]: 550 unknown user",
            Reason::NoSuchAddress,
        ),
        ("  a@example.com\n    all hosts have been failing for a long time (and retry time not reached)", Reason::Expired),
        ("<a@example.com>: mail for example.com loops back to myself", Reason::ServerFault),
        (
            "Your message did not reach some or all of the intended recipients.\n\n      a@example.com on 11/29/2026 10:00 AM\n            The message reached the recipient's e-mail system, but delivery was refused. Attempt to resend the message.\n            <mx.example #5.2.3>",
            Reason::OverLimit,
        ),
        (
            "   ----- The following addresses had permanent fatal errors -----\n<a@example.com>\n    (reason: 552 Message size exceeds maximum permitted)",
            Reason::TooLarge,
        ),
        ("Ihre Nachricht konnte nicht zugestellt werden:\n\na@example.com: Das Postfach ist voll", Reason::MailboxFull),
        ("<a@example.com>:\n554 Message refused: your IP 192.0.2.9 is listed at zen.spamhaus.org", Reason::HostBlocked),
        ("<a@example.com>: host mx.other[192.0.2.1] said: 550 Relay access denied", Reason::NoRelaying),
        ("<a@example.com>: host mx.other[192.0.2.1] said: 451 Greylisted, please try again later", Reason::TooFast),
        ("<a@example.com>: connect to mx.other[192.0.2.1]:25: Connection timed out", Reason::Expired),
        ("<a@example.com>: 554 The message contains a virus and was rejected", Reason::Virus),
        ("<a@example.com>: 550 blurb", Reason::NotUnderstood),
    ] {
        assert_eq!(reason(DAEMON, text), expected, "{text}");
    }
}

#[test]
fn the_header_that_names_who_failed_is_believed() {
    let headers = "From: Mail Delivery Subsystem <mailer-daemon@mx.example>\nTo: us@eyelevel.example\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: a@example.com";
    let text = "** Address not found **\n\nYour message wasn't delivered to a@example.com because the address couldn't be found.";
    assert_eq!(reason(headers, text), Reason::NoSuchAddress);
}

#[test]
fn the_copy_of_our_mail_is_not_taken_for_what_the_server_says() {
    for mark in [
        "----- Original message -----",
        "------ This is a copy of your message, including all the headers. ------",
        "   ----- Unsent message follows -----",
        "Original message headers:",
    ] {
        let said = mail(DAEMON, &format!("<a@example.com>: 550 blurb\n\n{mark}\n\n{COPY}"));
        assert_eq!(rows(&said), [("a@example.com", Reason::NotUnderstood, "5.0.0".to_owned())], "{mark}");
        assert_eq!(said.original_message_id.as_deref(), Some("1@eyelevel.example"), "{mark}");
    }
}

#[test]
fn a_warning_is_a_delay() {
    for text in [
        "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  a@example.com\n    Delay reason: connection timed out\n\nNo action is required on your part.",
        "    **      THIS IS A WARNING MESSAGE ONLY      **\n\n   ----- Transcript of session follows -----\n<a@example.com>... Deferred: Connection timed out with example.com.\nWill keep trying until message is 5 days old",
    ] {
        let said = mail("From: MAILER-DAEMON@mx.example\nTo: us@eyelevel.example\nSubject: Warning: could not send message", text);
        let [one] = &said.recipients[..] else { panic!("{said:?}") };
        assert_eq!((one.action, one.reason, one.is_final(), one.is_permanent()), (Some(Action::Delayed), Reason::Expired, false, false));
    }
}

#[test]
fn several_recipients_are_told_apart() {
    let said = mail(
        DAEMON,
        "Unable to deliver to:\n\n<a@example.com>:\n550 5.1.1 no such user\n\n<b@example.com>:\n452 4.2.2 mailbox full\n\n<us@eyelevel.example> may write to postmaster.",
    );
    assert_eq!(
        rows(&said),
        [("a@example.com", Reason::NoSuchAddress, "5.1.1".to_owned()), ("b@example.com", Reason::MailboxFull, "4.2.2".to_owned())]
    );
}

#[test]
fn other_charsets_and_encodings_are_read() {
    let headers = format!("{DAEMON}\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable");
    assert_eq!(rows(&mail(&headers, "<a@example.com>: Speicherplatz ist ersch=F6pft"))[0].1, Reason::MailboxFull);
    let headers = format!("{DAEMON}\nContent-Type: text/html; charset=no-such-charset");
    assert_eq!(rows(&mail(&headers, "<p>Could not be delivered:</p><p>a@example.com<br>mailbox is full</p>"))[0].1, Reason::MailboxFull);
}
