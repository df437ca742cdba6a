use eyelevel_contract::page::Page;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, Fate, FileReport, FileRow, Posting, ReadFile, paths};

use super::camt::{DRAWN, Ntry, file};
use super::posting_form;
use crate::support::{Answer, Client, World};

pub(super) async fn send(client: &Client, query: &str, body: impl AsRef<[u8]>) -> Answer {
    client.raw("POST", format!("{}?name=bank.xml{query}", paths::FILES), "application/octet-stream", body.as_ref().to_vec()).await
}

pub(super) const CONFIRM: &str = "&confirm=true";

fn fates(report: &FileReport) -> Vec<Fate> {
    report.lines.iter().map(|line| line.fate).collect()
}

/// An account with an invoice of 119.
pub(super) async fn invoiced(world: &World) -> (Account, Posting) {
    let account = world.account("10042").await;
    let mut form = posting_form(PostingKind::Invoice, "RE-2026-001", "2026-10-01", 11_900);
    form.due_on = Some(super::day("2026-10-15"));
    let invoice = world.as_("ledger").await.posts(&account, form).await;
    (account, invoice)
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_then_posted_once() {
    let world = World::new().await;
    let (account, invoice) = invoiced(&world).await;
    let ledger = world.as_("ledger").await.in_german();
    let entries = [
        DRAWN,
        Ntry { status: "INFO", ..DRAWN },
        Ntry { mandate: "M-unknown", text: "nobody knows", ..DRAWN },
        Ntry { day: "2025-12-31", ..DRAWN },
    ];
    let xml = file("1", &entries);
    let seen: FileReport = send(&ledger, "", &xml).await.ok();
    assert_eq!(fates(&seen), [Fate::Posted, Fate::Shown, Fate::Nobodys, Fate::TooOld]);
    assert_eq!((seen.format.as_str(), seen.done, seen.posted, seen.lines[0].account.as_deref()), ("camt.053", false, 1, Some("10042")));
    assert!(seen.lines[2].path.contains("Ntry[3]"), "{:?}", seen.lines[2]);
    assert_eq!((world.count("postings").await, world.count("statement_files").await), (1, 0));

    let done: FileReport = send(&ledger, CONFIRM, &xml).await.ok();
    assert_eq!((done.done, done.posted, done.allocated), (true, 1, 1));
    let statement = ledger.statement(&account, "").await;
    let debit = statement.postings.iter().find(|p| p.kind == PostingKind::Debit).unwrap();
    assert_eq!((debit.amount, debit.allocated, statement.equation.closing), (11_900, 11_900, 0));
    assert_eq!(debit.source.as_ref().unwrap().file_name, "bank.xml");
    let made = &statement.allocations[0];
    assert_eq!((&made.lowers, &made.raises, made.by.is_none()), (&debit.id, &invoice.id, true));

    // The same file, and the same entry in another file: nothing.
    let again: FileReport = send(&ledger, CONFIRM, &xml).await.ok();
    assert_eq!((again.done, again.known, again.posted, again.before.is_some()), (false, 1, 0, true));
    let other: FileReport = send(&ledger, CONFIRM, file("2", &[DRAWN])).await.ok();
    assert_eq!((other.done, other.known, other.posted), (true, 1, 0));
    assert_eq!(world.count("postings").await, 2);
    let files: Page<FileRow> = ledger.get(paths::FILES).await.ok();
    assert_eq!((files.items.len(), files.items[1].posted, files.items[1].nobodys), (2, 1, 1));
    let kept: ReadFile = ledger.get(paths::file(&files.items[1].id)).await.ok();
    assert_eq!((&kept.file, &kept.report.lines, kept.report.file.as_ref()), (&files.items[1], &done.lines, Some(&kept.file.id)));
    assert_eq!(world.count("audit WHERE action = 'statement_file.posted'").await, 2);
}

#[tokio::test]
async fn what_was_nobody_s_is_posted_once_its_account_is_known() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    let xml = file("1", &[DRAWN, Ntry { mandate: "M-7", text: "nobody knows", amount: "7.00", ..DRAWN }]);
    let first: FileReport = send(&ledger, CONFIRM, &xml).await.ok();
    assert_eq!((first.posted, first.nobodys), (1, 1));
    let edit = serde_json::json!({ "mandates": ["M-10042", "M-7"], "ibans": [], "vat_id": "" });
    ledger.put(paths::settings(&account.id), 1, edit).await.is(200);
    let seen: FileReport = send(&ledger, "", &xml).await.ok();
    assert_eq!((seen.posted, seen.known, seen.before.is_some(), seen.done), (1, 1, true, false));
    let again: FileReport = send(&ledger, CONFIRM, &xml).await.ok();
    assert_eq!((again.posted, again.known, again.done), (1, 1, true));
    assert_eq!(ledger.statement(&account, "").await.equation.debited, 12_600);
    assert_eq!(world.count("statement_files").await, 1);
}

#[tokio::test]
async fn what_is_debited_twice_on_one_day_is_two_debits() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    let done: FileReport = send(&ledger, CONFIRM, file("1", &[DRAWN, DRAWN])).await.ok();
    assert_eq!((done.posted, done.allocated), (2, 1));
    let statement = ledger.statement(&account, "").await;
    assert_eq!(statement.equation.debited, 23_800);
    assert!(statement.findings.iter().any(|finding| finding.kind == "twice"), "{:?}", statement.findings);
    // Half of it once more, in a file of another day: the second one is still the second one.
    let again: FileReport = send(&ledger, CONFIRM, file("2", &[DRAWN, DRAWN, DRAWN])).await.ok();
    assert_eq!((again.known, again.posted), (2, 1));
}

#[tokio::test]
async fn a_return_takes_its_debit_back_and_the_fee_is_split_off() {
    let world = World::new().await;
    let (account, invoice) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    send(&ledger, CONFIRM, file("1", &[DRAWN])).await.is(200);
    let back = Ntry { amount: "122.00", credit: false, day: "2026-10-20", reason: "MS03", text: "", ..DRAWN };
    let done: FileReport = send(&ledger, CONFIRM, file("2", &[back])).await.ok();
    assert_eq!(done.posted, 1);
    let statement = ledger.statement(&account, "").await;
    assert_eq!((statement.equation.returned, statement.equation.fees, statement.equation.closing), (11_900, 300, 12_200));
    let of = |kind| statement.postings.iter().find(|p| p.kind == kind).unwrap();
    assert_eq!(of(PostingKind::Returned).reason.as_deref(), Some("MS03"));
    assert_eq!((of(PostingKind::Returned).allocated, of(PostingKind::Debit).allocated), (11_900, 11_900));
    assert_eq!((of(PostingKind::Fee).corrects.as_ref(), of(PostingKind::Fee).allocated), (Some(&of(PostingKind::Returned).id), 0));
    let open = statement.postings.iter().find(|p| p.id == invoice.id).unwrap();
    assert_eq!(open.allocated, 0, "the invoice is open for the next debit");
    assert!(statement.allocations.iter().any(|a| a.raises == invoice.id && a.released.is_some()));
    assert!(statement.findings.iter().any(|finding| finding.kind == "returned"), "{:?}", statement.findings);
    let books: eyelevel_contract::statements::Books = ledger.post(paths::CHECK, serde_json::json!({})).await.ok();
    assert_eq!(books.faults, Vec::<String>::new());
    // The next debit pays it.
    let next: FileReport = send(&ledger, CONFIRM, file("3", &[Ntry { day: "2026-10-28", ..DRAWN }])).await.ok();
    assert_eq!((next.posted, next.allocated), (1, 1));
    assert_eq!(ledger.statement(&account, "").await.equation.closing, 300);
}

#[tokio::test]
async fn a_released_pair_is_not_made_again_by_the_matching() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    send(&ledger, CONFIRM, file("1", &[DRAWN])).await.is(200);
    let made = ledger.statement(&account, "").await.allocations.remove(0);
    ledger.post(paths::release(&account.id, &made.id), serde_json::json!({ "reason": "It was for another one." })).await.is(200);
    send(&ledger, CONFIRM, file("2", &[Ntry { amount: "7.00", text: "something else", day: "2026-11-02", ..DRAWN }])).await.is(200);
    let statement = ledger.statement(&account, "").await;
    assert!(statement.postings.iter().all(|posting| posting.allocated == 0), "{:?}", statement.allocations);
}

#[tokio::test]
async fn two_who_post_the_same_file_at_once_post_it_once() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let second = world.second_process().await;
    let (one, two) = (world.as_("ledger").await, second.as_("ledger").await);
    let (a, b) = (file("1", &[DRAWN]), file("2", &[DRAWN]));
    let (first, other) = world.at_once("postings", send(&one, CONFIRM, &a), send(&two, CONFIRM, &b)).await;
    assert!([first.status.as_u16(), other.status.as_u16()].contains(&200));
    assert_eq!(one.statement(&account, "").await.equation.debited, 11_900);
}

#[tokio::test]
async fn the_second_story_has_a_sentence_for_everything_and_adds_up() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let invoice = async |number: &str, day: &str, due: &str, amount: i64| {
        let mut form = posting_form(PostingKind::Invoice, number, day, amount);
        form.due_on = Some(super::day(due));
        ledger.posts(&account, form).await
    };
    invoice("RE-2026-001", "2026-01-07", "2026-01-21", 11_900).await;
    invoice("RE-2026-002", "2026-02-26", "2026-03-12", 11_900).await;
    invoice("RE-2026-003", "2026-03-02", "2026-03-16", 20_000).await;
    invoice("RE-2026-004", "2026-03-19", "2026-04-02", 25_000).await;
    let mut credit = posting_form(PostingKind::CreditNote, "GS-2026-001", "2026-03-20", 6_000);
    credit.due_on = Some(super::day("2026-04-02"));
    ledger.posts(&account, credit).await;
    invoice("RE-2026-005", "2026-04-20", "2026-05-04", 5_000).await;
    invoice("RE-2026-006", "2026-05-11", "2026-05-25", 33_300).await;
    let debit = |day, amount, text| Ntry { day, amount, text, ..DRAWN };
    let entries = [
        // Half a year late; once more four days later; two invoices and a credit note at once; one that came back.
        debit("2026-07-21", "119.00", "RE-2026-001"),
        debit("2026-03-12", "119.00", "RE-2026-002"),
        debit("2026-03-16", "119.00", "RE-2026-002"),
        debit("2026-04-02", "390.00", "RE 2026 003, RE-2026-004 abzgl. GS-2026-001"),
        debit("2026-05-04", "50.00", "RE-2026-005"),
        Ntry { credit: false, reason: "AM04", day: "2026-05-08", amount: "53.00", text: "", ..DRAWN },
    ];
    let report: FileReport = send(&ledger, CONFIRM, file("1", &entries)).await.ok();
    assert_eq!(report.posted, 6);
    let said = world.as_("accounts").await.in_german().get(format!("{}?until=2026-08-31", paths::one(&account.id))).await;
    let statement: eyelevel_contract::statements::Statement = said.ok();
    assert!(statement.equation.adds_up());
    let sentences: Vec<_> = statement.findings.iter().map(|finding| finding.sentence.replace('\u{a0}', " ")).collect();
    for part in [
        "119,00 EUR für RE-2026-002 wurden am 12.03.2026 und am 16.03.2026 noch einmal abgebucht.",
        "kam am 08.05.2026 zurück: AM04, das Konto war nicht gedeckt. Die Bank nahm dafür 3,00 EUR.",
        "RE-2026-001 war am 21.01.2026 fällig und wurde erst am 21.07.2026 abgebucht, 181 Tage zu spät.",
        "RE-2026-006 über 333,00 EUR war am 25.05.2026 fällig und ist",
    ] {
        assert!(sentences.iter().any(|sentence| sentence.contains(part)), "{part} is not among {sentences:#?}");
    }
    assert!(!sentences.iter().any(|sentence| sentence.contains("RE-2026-005 über")), "one cause, one finding: {sentences:#?}");
    let open: i64 = statement.postings.iter().map(|p| p.kind.sign() * (p.amount - p.allocated)).sum();
    assert_eq!(open, statement.equation.closing, "what is open is what is owed");
    let books: eyelevel_contract::statements::Books = ledger.post(paths::CHECK, serde_json::json!({})).await.ok();
    assert_eq!(books.faults, Vec::<String>::new());
}

fn ubl(number: &str, kind: &str, due: &str, more: &str) -> String {
    let credit = kind == "381";
    let (root, code) = if credit { ("CreditNote", "CreditNoteTypeCode") } else { ("Invoice", "InvoiceTypeCode") };
    format!(
        "<{root} xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:{root}-2\" \
         xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\
         <cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-10-01</cbc:IssueDate><cbc:{code}>{kind}</cbc:{code}>\
         <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{more}\
         <cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Kranich</cbc:RegistrationName></cac:PartyLegalEntity>\
         </cac:Party></cac:AccountingSupplierParty>\
         <cac:AccountingCustomerParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>\
         </cac:TaxScheme></cac:PartyTaxScheme></cac:Party></cac:AccountingCustomerParty>\
         <cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">19.00</cbc:TaxAmount><cac:TaxSubtotal>\
         <cbc:TaxableAmount currencyID=\"EUR\">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID=\"EUR\">19.00</cbc:TaxAmount>\
         <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>\
         </cac:TaxSubtotal></cac:TaxTotal>\
         <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID=\"EUR\">100.00</cbc:TaxExclusiveAmount>\
         <cbc:TaxInclusiveAmount currencyID=\"EUR\">119.00</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID=\"EUR\">{due}</cbc:PayableAmount>\
         </cac:LegalMonetaryTotal></{root}>"
    )
}

#[tokio::test]
async fn invoices_credit_notes_and_corrections_find_their_buyer() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let first: FileReport = send(&ledger, CONFIRM, ubl("RE-2026-001", "380", "119.00", "")).await.ok();
    assert_eq!((first.format.as_str(), first.posted, first.lines[0].account.as_deref()), ("ubl", 1, Some("10042")), "{first:?}");
    send(&ledger, CONFIRM, ubl("GS-1", "381", "50.00", "")).await.is(200);
    let earlier = "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>RE-2026-001</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>";
    send(&ledger, CONFIRM, ubl("RE-2026-001-K", "384", "-19.00", earlier)).await.is(200);
    send(&ledger, CONFIRM, ubl("RE-2026-002-K", "384", "-7.00", &earlier.replace("001", "009"))).await.is(200);
    // Another file of the same invoice.
    let again: FileReport = send(&ledger, CONFIRM, ubl("RE-2026-001", "380", "119.00", " ")).await.ok();
    assert_eq!((again.known, again.posted), (1, 0));
    let statement = ledger.statement(&account, "").await;
    let kinds: Vec<_> = statement.postings.iter().map(|p| (p.kind, p.amount, p.corrects.is_some())).collect();
    assert_eq!(
        kinds,
        [
            (PostingKind::Invoice, 11_900, false),
            (PostingKind::CreditNote, 5_000, false),
            (PostingKind::CorrectionDown, 1_900, true),
            (PostingKind::CreditNote, 700, false),
        ]
    );
    assert_eq!(statement.postings[0].taxes[0].rate, 1_900);
    assert_eq!(statement.equation.closing, 4_300);
}

#[tokio::test]
async fn a_table_is_read_by_its_columns_and_they_are_remembered() {
    let world = World::new().await;
    let (account, _) = invoiced(&world).await;
    let ledger = world.as_("ledger").await;
    let head = "Buchungstag;Valuta;Verwendungszweck;Mandatsreferenz;Betrag;Währung";
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect() };
    let table = latin(&format!("{head}\n15.10.2026;15.10.2026;\"RE-2026-001; danke\";M-10042;119,00;EUR\n"));
    let seen: FileReport = send(&ledger, "", &table).await.ok();
    assert_eq!((seen.format.as_str(), seen.posted), ("csv", 1), "{seen:?}");
    assert!(seen.remarks.iter().any(|remark| remark.group == "note"), "{:?}", seen.remarks);
    let done: FileReport = send(&ledger, CONFIRM, &table).await.ok();
    assert_eq!((done.posted, done.allocated), (1, 1));
    assert_eq!(ledger.statement(&account, "").await.equation.closing, 0);
    assert_eq!(world.count("column_mappings").await, 1);
    let next = latin(&format!("{head}\n16.10.2026;16.10.2026;etwas;M-10042;7,00;EUR\n"));
    let known: FileReport = send(&ledger, "", &next).await.ok();
    assert_eq!(known.mapping, done.mapping);
    send(&ledger, "&mapping=nonsense", &next).await.is(400);
    let quotes = latin(&format!("{head}\n16.10.2026;16.10.2026;\"etwas;M-10042;7,00;EUR\n"));
    send(&ledger, CONFIRM, quotes).await.is(422);
}
