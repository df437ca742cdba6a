//! Which message of ISO 20022 an element begins, and in which version.

use std::io::Read;

use super::camt::Camt;
use super::items::Source;
use super::pain002::Pain002;
use super::{Items, StatementKind};
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{RemarkKind, Remarks};

/// A message that is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Message {
    Statements(StatementKind),
    StatusReport,
}

impl Message {
    /// By the name of its element; version 1 appended itself to it.
    pub(in super::super) fn of(name: &str) -> Option<Self> {
        let bare = name.strip_suffix(|c: char| c.is_ascii_digit()).and_then(|name| name.strip_suffix("V0")).unwrap_or(name);
        match bare {
            "BkToCstmrAcctRpt" => Some(Self::Statements(StatementKind::Report)),
            "BkToCstmrStmt" => Some(Self::Statements(StatementKind::Statement)),
            "BkToCstmrDbtCdtNtfctn" => Some(Self::Statements(StatementKind::Notification)),
            "CstmrPmtStsRpt" => Some(Self::StatusReport),
            _ => None,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Statements(kind) => kind.word(),
            Self::StatusReport => "pain.002",
        }
    }

    /// The version that a namespace names: `001.08`. National namespaces name it too.
    fn version(self, namespace: &str) -> Option<String> {
        let (_, rest) = namespace.split_once(self.word())?;
        let version = rest.strip_prefix('.')?.get(..6)?;
        let digits = version.bytes().enumerate().all(|(i, b)| if i == 3 { b == b'.' } else { b.is_ascii_digit() });
        digits.then(|| version.to_owned())
    }
}

impl<R: Read> Items<R> {
    /// From a message's element on, which was entered.
    pub(in super::super) fn of(message: Message, xml: Xml<R>, namespace: Option<String>, mut remarks: Remarks) -> Self {
        let version = namespace.as_deref().and_then(|namespace| message.version(namespace));
        match &version {
            None => remarks.note(RemarkKind::Namespace, || xml.place(), namespace.unwrap_or_default()),
            Some(known) if ("001.02"..="001.10").contains(&known.as_str()) => {}
            Some(other) => remarks.note(RemarkKind::Version, || xml.place(), format!("{}.{other}", message.word())),
        }
        Self::new(match message {
            Message::Statements(kind) => Source::Camt(Box::new(Camt::new(xml, kind, version, remarks))),
            Message::StatusReport => Source::Pain002(Box::new(Pain002::new(xml, remarks))),
        })
    }
}
