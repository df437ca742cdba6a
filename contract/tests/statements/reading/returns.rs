//! Debits that come back: the sign is the bank's, whatever else is said.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::bank::Entry;

use super::samples::{bank, camt053, details, entry};

fn back(sign: &str, reversal: &str, code: &str, inside: &str) -> Entry {
    let read = bank(camt053(&entry("53.00", sign, &format!("{reversal}{code}{}", details(inside))))).unwrap();
    read.entries.into_iter().next().unwrap()
}

const UNPAID: &str = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NRTI+109+00905</Cd><Issr>DK</Issr></Prtry></BkTxCd>";

#[test]
fn a_reversal_never_turns_the_sign() {
    for code in ["MS03", "MD06", "AM04", "MD01", "MS02", "AC01", "AC04", "AC06", "AG01", "AM05", "MD02", "MD07", "RC01", "RR04", "SL01"] {
        for (sign, amount) in [("DBIT", -5_300), ("CRDT", 5_300)] {
            let inside = format!("<RtrInf><Rsn><Cd>{code}</Cd></Rsn><AddtlInf>Rückgabe</AddtlInf><AddtlInf>2</AddtlInf></RtrInf>");
            let entry = back(sign, "<RvslInd>true</RvslInd>", UNPAID, &inside);
            assert_eq!((entry.amount_minor, entry.reversal, entry.takes_back()), (amount, true, true));
            let reason = entry.reason.unwrap();
            assert_eq!((reason.code.as_deref(), reason.text.as_deref()), (Some(code), Some("Rückgabe 2")));
        }
    }
}

#[test]
fn a_return_is_known_by_any_of_its_signs() {
    let reason = "<RtrInf><Rsn><Prtry>Z9</Prtry></Rsn></RtrInf>";
    for (reversal, code, inside, takes_back) in [
        ("<RvslInd>1</RvslInd>", "", "", true),
        ("", "", reason, true),
        ("<RvslInd>false</RvslInd>", UNPAID, "", true),
        ("", "<BkTxCd><Prtry><Cd>NRTI+109+901</Cd></Prtry></BkTxCd>", "", true),
        ("", "<BkTxCd><Prtry><Cd>NDDT+105+931</Cd></Prtry></BkTxCd>", "", false),
        ("", "", UNPAID, true),
        ("<RvslInd>false</RvslInd>", "", "", false),
    ] {
        assert_eq!(back("DBIT", reversal, code, inside).takes_back(), takes_back, "{reversal} {code} {inside}");
    }
    assert_eq!(back("DBIT", "", "", reason).reason.unwrap().code.as_deref(), Some("Z9"));
}

#[test]
fn the_banks_fee_and_the_mandate_of_a_returned_debit_are_kept() {
    let inside = "<Refs><MndtId>M-77</MndtId><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><InstdAmt><Amt Ccy=\"EUR\">50.00</Amt></InstdAmt>\
         <TxAmt><Amt Ccy=\"EUR\">53.00</Amt></TxAmt></AmtDtls><Chrgs><Amt Ccy=\"EUR\">3.00</Amt></Chrgs>\
         <RltdPties><Dbtr><Nm>Kunde</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id></DbtrAcct>\
         <Cdtr><Nm>Wir</Nm><Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id></Cdtr></RltdPties>";
    let entry = back("DBIT", "", UNPAID, inside);
    let detail = &entry.details[0];
    assert_eq!((entry.mandate.as_deref(), entry.end_to_end_id.as_deref()), (Some("M-77"), None));
    assert_eq!(detail.instructed.as_ref().unwrap().amount_minor, 5_000);
    assert_eq!((detail.charges[0].amount_minor, detail.charges[0].included), (-300, None));
    assert_eq!((detail.debtor.name.as_deref(), detail.debtor.account.as_deref()), (Some("Kunde"), Some("DE02120300000000202051")));
    assert_eq!(detail.creditor.id.as_deref(), Some("DE98ZZZ09999999999"));
    // Later versions: a record a charge, parties a step deeper.
    let later = "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">3.00</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy=\"EUR\">2.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd>\
         <Rcrd><Amt Ccy=\"EUR\">0.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></Rcrd></Chrgs><RltdPties><Dbtr><Pty><Nm>Kunde</Nm></Pty></Dbtr></RltdPties>";
    let detail = &back("DBIT", "", "", later).details[0];
    assert_eq!(
        detail.charges.iter().map(|charge| (charge.amount_minor, charge.included)).collect::<Vec<_>>(),
        [(-250, Some(true)), (50, None)]
    );
    assert_eq!(detail.debtor.name.as_deref(), Some("Kunde"));
}
