//! Status reports: what a bank rejects before it is booked is never an entry.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::bank::RejectLevel;
use eyelevel_contract::statements::reading::{RefusalKind, RemarkKind};

use super::bank_samples::PAIN002;
use super::samples::{bank, refused};

fn report(inside: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt><GrpHdr><MsgId>1</MsgId></GrpHdr>{inside}</CstmrPmtStsRpt></Document>"
    )
}

const WHY: &str = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf>";

#[test]
fn rejects_are_no_entries() {
    let inside = format!(
        "<OrgnlGrpInfAndSts><OrgnlMsgId>MSG</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>P-1</OrgnlPmtInfId>\
         <TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>{WHY}<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">12.50</InstdAmt></Amt>\
         <MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf><Dbtr><Nm>Kunde</Nm></Dbtr></OrgnlTxRef></TxInfAndSts>\
         <TxInfAndSts><OrgnlEndToEndId>E-2</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
    );
    let read = bank(report(&inside)).unwrap();
    assert!(read.entries.is_empty() && read.statements.is_empty());
    let [reject] = &read.rejects[..] else { panic!("{:?}", read.rejects) };
    assert_eq!(
        (reject.level, reject.end_to_end_id.as_deref(), reject.mandate.as_deref()),
        (RejectLevel::Transaction, Some("E-1"), Some("M-1"))
    );
    assert_eq!((reject.original_message_id.as_deref(), reject.payment_information_id.as_deref()), (Some("MSG"), Some("P-1")));
    assert_eq!((reject.amount.as_ref().unwrap().amount_minor, reject.debtor.as_deref()), (1_250, Some("Kunde")));
    assert_eq!(reject.reason.as_ref().unwrap().code.as_deref(), Some("AC04"));
    assert_eq!(read.remarks.count(RemarkKind::Accepted), 2);
}

#[test]
fn a_whole_order_or_a_whole_payment_is_rejected_once() {
    let group = format!("<OrgnlGrpInfAndSts><OrgnlMsgId>MSG</OrgnlMsgId><GrpSts>RJCT</GrpSts>{WHY}</OrgnlGrpInfAndSts>");
    assert_eq!(bank(report(&group)).unwrap().rejects.iter().map(|r| r.level).collect::<Vec<_>>(), [RejectLevel::Group]);
    let payment = |inside: &str| {
        report(&format!("<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>{WHY}{inside}</OrgnlPmtInfAndSts>"))
    };
    assert_eq!(bank(payment("")).unwrap().rejects.iter().map(|r| r.level).collect::<Vec<_>>(), [RejectLevel::Payment]);
    let listed = bank(payment("<TxInfAndSts><OrgnlEndToEndId>E</OrgnlEndToEndId></TxInfAndSts>")).unwrap().rejects;
    assert_eq!(listed.iter().map(|r| r.level).collect::<Vec<_>>(), [RejectLevel::Transaction]);
    assert_eq!(listed[0].reason.as_ref().unwrap().code.as_deref(), Some("AC04"), "the order's reason is the transaction's");
}

#[test]
fn an_empty_report_is_refused() {
    assert_eq!(refused(report("")).kind, RefusalKind::NothingInIt);
}

#[test]
fn one_that_has_everything_is_read() {
    let read = bank(PAIN002).unwrap();
    assert_eq!((read.rejects.len(), read.rejects[0].amount.as_ref().unwrap().amount_minor), (1, 1_250));
}
