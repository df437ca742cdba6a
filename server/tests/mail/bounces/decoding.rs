//! What must hold of any mail that comes back. The fuzz target `bounce` asks the same with bytes of its own.

use eyelevel_contract::deliveries::bounces::{Action, Kind};

use super::reading::{DIAGNOSTIC_MAX, Mail, READ_MAX, RECIPIENTS_MAX, read};

/// Any bytes: they are read, and what is said of them is bounded.
pub(crate) fn any(bytes: &[u8]) {
    let mail = read(bytes);
    well_formed(&mail);
    assert_eq!(read(bytes), mail, "the same is said of the same");
    let most = &bytes[..bytes.len().min(READ_MAX)];
    assert_eq!(read(most), mail, "nothing depends on what is not looked at");
}

/// A report that is well formed, with a diagnostic of any bytes.
pub(crate) fn said(diagnostic: &[u8]) {
    let line: Vec<u8> = diagnostic.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let status: &[u8] = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nDiagnostic-Code: smtp; ";
    let mail = read(&[status, &line, b"\n\n--b--\n"].concat());
    well_formed(&mail);
    assert_eq!(mail.kind, Kind::Bounce);
    let [one] = &mail.recipients[..] else { panic!("one recipient, not {:?}", mail.recipients) };
    assert_eq!((one.address.as_deref(), one.action), (Some("a@example.com"), Some(Action::Failed)));
}

fn well_formed(mail: &Mail) {
    assert!(mail.recipients.len() <= RECIPIENTS_MAX);
    let is_bounce = matches!(mail.kind, Kind::Bounce | Kind::DoubleBounce);
    for one in &mail.recipients {
        assert!(one.diagnostic.chars().count() <= DIAGNOSTIC_MAX + 1, "{one:?}");
        assert!(!one.diagnostic.chars().any(char::is_control), "{one:?}");
        assert_eq!((one.action.is_some(), one.status.is_some()), (is_bounce, is_bounce), "{one:?}");
        for address in one.address.iter().chain(&one.original) {
            assert!(
                address.len() <= 320 && address.contains('@') && !address.chars().any(|c| c.is_whitespace() || c.is_control()),
                "{one:?}"
            );
        }
        if let Some(status) = one.status {
            assert!(matches!(status.class, 2 | 4 | 5), "{one:?}");
            assert!(one.reply_code.is_none_or(|code| code / 100 == u16::from(status.class)), "{one:?}");
        }
        assert!(!one.is_hard() || one.is_final() && one.is_permanent(), "{one:?}");
    }
}
