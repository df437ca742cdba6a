//! Bank files of the vendor's, written for a test.

/// An entry of a camt.053.
#[derive(Clone)]
pub(crate) struct Ntry {
    pub(crate) amount: &'static str,
    pub(crate) credit: bool,
    pub(crate) status: &'static str,
    pub(crate) day: &'static str,
    pub(crate) mandate: &'static str,
    pub(crate) end_to_end: &'static str,
    pub(crate) text: &'static str,
    /// The code of a return.
    pub(crate) reason: &'static str,
}

pub(crate) const DRAWN: Ntry = Ntry {
    amount: "119.00",
    credit: true,
    status: "BOOK",
    day: "2026-10-15",
    mandate: "M-10042",
    end_to_end: "NOTPROVIDED",
    text: "RE-2026-001",
    reason: "",
};

/// A whole file; `id` makes it another one.
pub(crate) fn file(id: &str, entries: &[Ntry]) -> String {
    let entries: String = entries.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-11-01T08:00:00</CreDtTm></GrpHdr><Stmt><Id>{id}</Id>\
         <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(e: &Ntry) -> String {
    let way = if e.credit { "CRDT" } else { "DBIT" };
    let mandate = if e.mandate.is_empty() { String::new() } else { format!("<MndtId>{}</MndtId>", e.mandate) };
    let reason = if e.reason.is_empty() { String::new() } else { format!("<RtrInf><Rsn><Cd>{}</Cd></Rsn></RtrInf>", e.reason) };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{way}</CdtDbtInd>{}<Sts><Cd>{}</Cd></Sts><BookgDt><Dt>{}</Dt></BookgDt>\
         <NtryDtls><TxDtls><Refs><EndToEndId>{}</EndToEndId>{mandate}</Refs><RmtInf><Ustrd>{}</Ustrd></RmtInf>{reason}</TxDtls></NtryDtls></Ntry>",
        e.amount,
        if e.reason.is_empty() { "" } else { "<RvslInd>true</RvslInd>" },
        e.status,
        e.day,
        e.end_to_end,
        e.text
    )
}
