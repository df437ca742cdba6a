use eyelevel_server::mail::bounces::reading;

mod any;
mod decoding;
mod hostile;
mod kinds;
mod reports;
mod taken;
mod texts;

use eyelevel_contract::deliveries::bounces::Reason;
use reading::{Mail, read};

/// A mail with these headers and this text, as a server sends it.
fn mail(headers: &str, text: &str) -> Mail {
    read(format!("{headers}\n\n{text}").replace('\n', "\r\n").as_bytes())
}

/// A report about one recipient with these fields, and with a text for people.
fn report(fields: &str, text: &str) -> Mail {
    let body = format!("--b\n\n{text}\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n{fields}\n--b--");
    mail(
        "From: MAILER-DAEMON@mx.example\nTo: bounce@eyelevel.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
        &body,
    )
}

/// Address, reason and status of each recipient.
fn rows(mail: &Mail) -> Vec<(&str, Reason, String)> {
    let row = |one: &'_ reading::Recipient| (one.reason, one.status.map(|status| status.to_string()).unwrap_or_default());
    mail.recipients.iter().map(|one| (one.address.as_deref().unwrap_or_default(), row(one).0, row(one).1)).collect()
}
