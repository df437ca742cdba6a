//! Account statements in XML: what stands in which version, and the traps in it.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::reading::bank::{StatementKind, Status};
use eyelevel_contract::statements::reading::{Amount, CurrencyCode, RemarkKind};

use super::bank_samples::CAMT;
use super::samples::{bank, camt053, details, entry, message};

fn eur(amount_minor: i64) -> Option<Amount> {
    Some(Amount { amount_minor, currency: CurrencyCode::EUR })
}

#[test]
fn a_statement_has_its_account_its_balances_and_its_entries() {
    let balance = |code, amount, sign| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>"
        )
    };
    let inside = [
        balance("OPBD", "100.00", "CRDT"),
        balance("CLAV", "1", "CRDT"),
        balance("CLBD", "49.5", "DBIT"),
        entry("149.50", "DBIT", "<ValDt><Dt>2026-04-01</Dt></ValDt><AcctSvcrRef>NONREF</AcctSvcrRef><NtryRef>7</NtryRef>"),
    ];
    let read = bank(camt053(&inside.concat())).unwrap();
    let (statement, entry) = (&read.statements[0], &read.entries[0]);
    assert_eq!((statement.kind, statement.version.as_deref()), (StatementKind::Statement, Some("001.02")));
    assert_eq!(statement.account.as_deref(), Some("DE02120300000000202051"));
    assert_eq!(statement.opening.as_ref().unwrap().amount_minor, 10_000);
    assert_eq!(statement.closing.as_ref().unwrap().amount_minor, -4_950);
    assert_eq!(statement.closing.as_ref().unwrap().date.unwrap().to_string(), "2026-03-05");
    assert_eq!(statement.balances.len(), 3);
    assert_eq!((entry.amount_minor, entry.currency, entry.status), (-14_950, CurrencyCode::EUR, Some(Status::Booked)));
    assert_eq!(
        (entry.booking_date.unwrap().to_string(), entry.value_date.unwrap().to_string()),
        ("2026-03-05".to_owned(), "2026-04-01".to_owned())
    );
    assert_eq!((entry.servicer_reference.as_deref(), entry.entry_reference.as_deref()), (None, Some("7")));
    assert_eq!((entry.place.line, entry.place.path.as_str()), (7, "Document/BkToCstmrStmt/Stmt/Ntry"));
    assert_eq!(read.remarks.list(), []);
}

#[test]
fn the_status_is_written_in_two_ways_and_only_booked_posts() {
    for (sts, status, booked) in [
        ("<Sts>BOOK</Sts>", Some(Status::Booked), true),
        ("<Sts> BOOK\n</Sts>", Some(Status::Booked), true),
        ("<Sts><Cd>BOOK</Cd></Sts>", Some(Status::Booked), true),
        ("<Sts>\n <Cd>INFO</Cd>\n</Sts>", Some(Status::Information), false),
        ("<Sts>PDNG</Sts>", Some(Status::Pending), false),
        ("<Sts><Cd>FUTR</Cd></Sts>", Some(Status::Future), false),
        ("<Sts><Prtry>MINE</Prtry></Sts>", None, false),
        ("<Sts/>", None, false),
        ("<Sts></Sts>", None, false),
        ("", None, false),
    ] {
        let inside = format!(
            "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd>{sts}<BookgDt><Dt>2026-03-05</Dt></BookgDt></Ntry>"
        );
        let read = bank(message("camt.053.001.08", "BkToCstmrStmt", "Stmt", &inside)).unwrap();
        assert_eq!((read.entries[0].status, read.entries[0].is_booked()), (status, booked), "{sts}");
        assert_eq!(read.remarks.list().iter().any(|remark| remark.path.ends_with("Ntry")), !booked, "{sts}: what does not post is told");
    }
}

#[test]
fn what_is_missing_is_listed_with_its_place_and_the_rest_is_read() {
    let bare = "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">5</Amt></Bal>\n<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>\n\
                <Ntry><Amt Ccy=\"EUR\">2</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry>";
    let read = bank(camt053(bare)).unwrap();
    assert_eq!(read.entries.iter().map(|entry| entry.amount_minor).collect::<Vec<_>>(), [100, -200]);
    let said: Vec<_> =
        read.remarks.list().iter().map(|remark| (remark.kind, remark.line, remark.path.rsplit('/').next().unwrap())).collect();
    assert_eq!(
        said,
        [
            (RemarkKind::MissingSign, 7, "Bal"),
            (RemarkKind::MissingStatus, 8, "Ntry"),
            (RemarkKind::MissingBookingDate, 9, "Ntry[2]"),
            (RemarkKind::MissingBalance, 5, "Stmt"),
        ]
    );
    assert_eq!(read.statements[0].opening.as_ref().unwrap().amount_minor, 500);
}

#[test]
fn a_batch_may_list_its_transactions_or_not() {
    let batch = |announced: i64, listed: usize| {
        entry("10.00", "DBIT", &format!("<NtryDtls><Btch><NbOfTxs>{announced}</NbOfTxs></Btch>{}</NtryDtls>", "<TxDtls/>".repeat(listed)))
    };
    let read = bank(camt053(&[batch(7, 0), batch(2, 2), batch(3, 1)].concat())).unwrap();
    assert_eq!(read.remarks.count(RemarkKind::CountDiffers), 2);
    assert_eq!((read.entries[0].batches[0].announced, read.entries[0].batches[0].listed), (Some(7), 0));
    assert_eq!(read.entries[1].details.len(), 2);
}

#[test]
fn an_absent_reference_is_none_and_several_are_none_of_the_entry() {
    let refs = |id: &str| format!("<TxDtls><Refs><EndToEndId>{id}</EndToEndId></Refs></TxDtls>");
    let of = |ids: &[&str]| {
        let inside: String = ids.iter().map(|id| refs(id)).collect();
        bank(camt053(&entry("1", "DBIT", &format!("<NtryDtls>{inside}</NtryDtls>")))).unwrap().entries.remove(0)
    };
    for absent in ["NOTPROVIDED", "notprovided", "NONREF", "", "  "] {
        assert_eq!(of(&[absent]).end_to_end_id, None, "{absent}");
    }
    assert_eq!(of(&["A-1"]).end_to_end_id.as_deref(), Some("A-1"));
    assert_eq!(of(&["A-1", "NOTPROVIDED"]).end_to_end_id.as_deref(), Some("A-1"));
    assert_eq!(of(&["A-1", "A-1"]).end_to_end_id.as_deref(), Some("A-1"));
    let two = of(&["A-1", "A-2"]);
    assert_eq!((two.end_to_end_id, two.details[1].end_to_end_id.as_deref()), (None, Some("A-2")));
}

#[test]
fn transactions_that_contradict_their_entry_are_told_and_the_entry_counts() {
    for (inside, noticed, amount) in [
        ("<Amt Ccy=\"EUR\">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>", Some(RemarkKind::SignDiffers), eur(300)),
        ("<Amt Ccy=\"EUR\">0</Amt><CdtDbtInd>DBIT</CdtDbtInd>", Some(RemarkKind::SumDiffers), eur(0)),
        ("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">2.99</Amt></TxAmt></AmtDtls>", Some(RemarkKind::SumDiffers), eur(-299)),
        (
            "<Amt Ccy=\"SEK\">30.00</Amt>",
            Some(RemarkKind::CurrencyDiffers),
            Some(Amount { amount_minor: -3_000, currency: CurrencyCode::parse("SEK").unwrap() }),
        ),
        ("<Amt Ccy=\"EUR\">3</Amt>", None, eur(-300)),
        ("<AmtDtls><InstdAmt><Amt Ccy=\"USD\">9.99</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">3</Amt></TxAmt></AmtDtls>", None, eur(-300)),
        ("", None, None),
    ] {
        let read = bank(camt053(&entry("3.00", "DBIT", &details(inside)))).unwrap();
        assert_eq!((read.entries[0].amount_minor, &read.entries[0].details[0].amount), (-300, &amount), "{inside}");
        let kinds: Vec<_> = read.remarks.list().iter().map(|r| r.kind).filter(|kind| *kind != RemarkKind::MissingBalance).collect();
        assert_eq!(kinds, noticed.into_iter().collect::<Vec<_>>(), "{inside}");
    }
}

#[test]
fn one_payment_settles_an_invoice_and_a_credit_note() {
    let inside = "<RmtInf><Ustrd>Zahlung</Ustrd><Ustrd>Teil 2</Ustrd>\
        <Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>R-1</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy=\"EUR\">2500.00</RmtdAmt></RfrdDocAmt></Strd>\
        <Strd><RfrdDocAmt><CdtNoteAmt Ccy=\"EUR\">600.00</CdtNoteAmt></RfrdDocAmt><CdtrRefInf><Ref>RF12</Ref></CdtrRefInf></Strd>\
        <Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>G-3</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy=\"EUR\">1</RmtdAmt></RfrdDocAmt></Strd></RmtInf>";
    let read = bank(camt053(&entry("1900.00", "CRDT", &details(inside)))).unwrap();
    let remittance = &read.entries[0].remittance;
    assert_eq!(remittance.line(), "Zahlung Teil 2 R-1 RF12 G-3");
    let amounts: Vec<_> = remittance.references.iter().map(|r| (r.number.as_str(), r.document.as_deref(), r.amount.clone())).collect();
    assert_eq!(amounts, [("R-1", Some("CINV"), eur(250_000)), ("RF12", None, eur(-60_000)), ("G-3", Some("CREN"), eur(-100))]);
}

#[test]
fn a_moment_is_the_day_that_the_bank_had() {
    for moment in ["2026-03-05T23:30:00-05:00", "2026-03-05T00:10:00+02:00", "2026-03-05T10:15:00.000Z"] {
        let entry = entry("1", "CRDT", "").replace("<Dt>2026-03-05</Dt>", &format!("<DtTm>{moment}</DtTm>"));
        assert_eq!(bank(camt053(&entry)).unwrap().entries[0].booking_date.unwrap().to_string(), "2026-03-05", "{moment}");
    }
}

#[test]
fn two_statements_in_one_file_are_two() {
    let second = "</Stmt><Stmt><Id>S-2</Id><Acct><Id><Othr><Id> 4711 </Id></Othr></Id><Ccy>CHF</Ccy></Acct>";
    let read = bank(camt053(&format!("{}{second}{}{}", entry("1", "CRDT", ""), entry("2", "CRDT", ""), entry("3", "CRDT", "")))).unwrap();
    assert_eq!(read.statements.iter().map(|s| s.account.as_deref()).collect::<Vec<_>>(), [Some("DE02120300000000202051"), Some("4711")]);
    assert_eq!(read.entries[2].place.path, "Document/BkToCstmrStmt/Stmt[2]/Ntry[2]");
}

#[test]
fn every_message_and_version_is_read_alike() {
    for (name, root, statement) in [
        ("camt.052.001", "BkToCstmrAcctRpt", "Rpt"),
        ("camt.053.001", "BkToCstmrStmt", "Stmt"),
        ("camt.054.001", "BkToCstmrDbtCdtNtfctn", "Ntfctn"),
    ] {
        for version in 2..=10 {
            let read = bank(message(&format!("{name}.{version:02}"), root, statement, &entry("1", "CRDT", ""))).unwrap();
            assert_eq!((read.statements.len(), read.entries.len()), (1, 1));
            assert!(!read.noticed(RemarkKind::Version) && !read.noticed(RemarkKind::Namespace));
        }
        let newer = bank(message(&format!("{name}.14"), root, statement, &entry("1", "CRDT", ""))).unwrap();
        assert!(newer.noticed(RemarkKind::Version));
    }
}

#[test]
fn all_that_can_be_said_of_a_return_is_read() {
    let read = bank(CAMT).unwrap();
    let [back, pending] = &read.entries[..] else { panic!("{:?}", read.entries) };
    assert_eq!((back.amount_minor, back.takes_back(), back.is_booked(), pending.is_booked()), (-5_300, true, true, false));
    assert_eq!((back.reason.as_ref().unwrap().code.as_deref(), back.mandate.as_deref()), (Some("MD06"), Some("M-1")));
    let detail = &back.details[0];
    assert_eq!((detail.instructed.as_ref().unwrap().amount_minor, detail.charges[0].amount_minor), (5_000, -300));
    assert_eq!(detail.debtor.account.as_deref(), Some("DE21860000000086001055"));
}
