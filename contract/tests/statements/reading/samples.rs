//! Bank files to be read, and how the tests read them.

use std::io::Read;

use eyelevel_contract::statements::reading::bank::{Entry, Item, Items, Reject, Statement};
use eyelevel_contract::statements::reading::{Opened, Refusal, RemarkKind, Remarks, open};

/// All of a bank file.
#[derive(Debug)]
pub(super) struct Bank {
    pub(super) statements: Vec<Statement>,
    pub(super) entries: Vec<Entry>,
    pub(super) rejects: Vec<Reject>,
    pub(super) remarks: Remarks,
}

impl Bank {
    pub(super) fn noticed(&self, kind: RemarkKind) -> bool {
        self.remarks.count(kind) > 0
    }
}

pub(super) fn bank(file: impl AsRef<[u8]>) -> Result<Bank, Refusal> {
    let Opened::Bank(items) = open(file.as_ref())? else { panic!("it is a bank file") };
    collect(items)
}

pub(super) fn collect<R: Read>(mut items: Items<R>) -> Result<Bank, Refusal> {
    let mut bank = Bank { statements: Vec::new(), entries: Vec::new(), rejects: Vec::new(), remarks: Remarks::default() };
    let mut open = false;
    for item in items.by_ref() {
        match item? {
            Item::Opens(_) => {
                assert!(!open, "one statement ends before the next begins");
                open = true;
            }
            Item::Entry(entry) => bank.entries.push(*entry),
            Item::Closes(statement) => {
                assert!(open, "what ends has begun");
                open = false;
                bank.statements.push(*statement);
            }
            Item::Reject(reject) => bank.rejects.push(*reject),
        }
    }
    assert!(!open && items.next().is_none(), "what has ended stays so");
    bank.remarks = items.remarks().clone();
    Ok(bank)
}

/// What a file is refused for: the kind, the line and the way to it.
pub(super) fn refused(file: impl AsRef<[u8]>) -> Refusal {
    bank(file).expect_err("it is refused")
}

/// A statement in version 2 with what stands in it.
pub(super) fn camt053(inside: &str) -> String {
    message("camt.053.001.02", "BkToCstmrStmt", "Stmt", inside)
}

pub(super) fn message(version: &str, message: &str, statement: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{version}\">\n<{message}>\n\
         <GrpHdr><MsgId>M</MsgId></GrpHdr>\n<{statement}>\n<Id>S-1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>\n\
         {inside}\n</{statement}>\n</{message}>\n</Document>\n"
    )
}

/// An entry in version 2.
pub(super) fn entry(amount: &str, sign: &str, more: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>{more}</Ntry>\n"
    )
}

/// Its transaction.
pub(super) fn details(inside: &str) -> String {
    format!("<NtryDtls><TxDtls>{inside}</TxDtls></NtryDtls>")
}
