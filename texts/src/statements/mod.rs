//! What can be said of a file that was read, or was not.

mod export;
mod kinds;
mod reasons;
mod verdict;

pub use export::export;
pub use kinds::{kind, name};
pub use reasons::*;
pub use verdict::verdict;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::bank::ColumnRole;
use eyelevel_contract::statements::reading::{CurrencyCode, Refusal, RefusalKind, Remark, RemarkGroup, RemarkKind};

use crate::format;
use crate::statements_reading as t;

/// Why a file is not read, in a sentence; without the place.
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let detail = &refusal.detail;
    match refusal.kind {
        RefusalKind::Empty => t::empty(lang).to_owned(),
        RefusalKind::Unreadable => t::unreadable(lang, detail),
        RefusalKind::Unknown => t::unknown(lang, detail),
        RefusalKind::Packed => t::packed(lang, detail),
        RefusalKind::TooLarge => t::too_large(lang, detail),
        RefusalKind::TooMany => t::too_many(lang, number(lang, detail)),
        RefusalKind::TooManyPosted => t::too_many_posted(lang, number(lang, detail)),
        RefusalKind::EncodingUnknown => t::encoding_unknown(lang, detail),
        RefusalKind::EncodingWrong => t::encoding_wrong(lang, detail),
        RefusalKind::Character => t::character(lang, detail),
        RefusalKind::Doctype => t::doctype(lang).to_owned(),
        RefusalKind::Entity => t::entity(lang, detail),
        RefusalKind::Truncated => t::truncated(lang).to_owned(),
        RefusalKind::Syntax => t::syntax(lang, detail),
        RefusalKind::TwoRoots => t::two_roots(lang, detail),
        RefusalKind::TooDeep => t::too_deep(lang).to_owned(),
        RefusalKind::TooLong => t::too_long(lang).to_owned(),
        RefusalKind::DocumentUnknown => t::document_unknown(lang, detail),
        RefusalKind::SeveralDocuments => t::several_documents(lang, detail),
        RefusalKind::NothingInIt => t::nothing_in_it(lang, detail),
        RefusalKind::Missing => t::missing(lang, &refusal.path),
        RefusalKind::Amount => t::amount(lang, detail),
        RefusalKind::AmountTooFine => t::amount_too_fine(lang, detail),
        RefusalKind::AmountTooLarge => t::amount_too_large(lang, detail),
        RefusalKind::Currency => t::currency(lang, detail),
        RefusalKind::CurrencyDiffers => t::currency_differs(lang, detail),
        RefusalKind::Date => t::date(lang, detail),
        RefusalKind::Word => t::word(lang, detail),
        RefusalKind::Columns => t::columns(lang, ColumnRole::from_word(detail).map_or(detail.as_str(), |role| column(lang, role))),
        RefusalKind::RowLength => t::row_length(lang, detail),
        RefusalKind::Quotes => t::quotes(lang, detail),
        RefusalKind::Line => t::line_unknown(lang, detail),
        RefusalKind::PdfDamaged => t::pdf_damaged(lang, detail),
        RefusalKind::PdfEncrypted => t::pdf_encrypted(lang).to_owned(),
        RefusalKind::PdfWithoutInvoice if detail.is_empty() => t::pdf_without_attachments(lang).to_owned(),
        RefusalKind::PdfWithoutInvoice => t::pdf_without_invoice(lang, detail),
        RefusalKind::PdfSeveralInvoices => t::pdf_several_invoices(lang, detail),
        RefusalKind::PdfAttachment => t::pdf_attachment(lang, detail),
    }
}

fn number(lang: Lang, detail: &str) -> String {
    detail.parse().map_or_else(|_| detail.to_owned(), |n| format::integer(lang, n))
}

/// Why a file is not read, and where, in one line.
#[must_use]
pub fn refused(lang: Lang, why: &Refusal) -> String {
    match place(lang, why.line, &why.path) {
        Some(place) => t::refused_at(lang, refusal(lang, why), place),
        None => t::refused(lang, refusal(lang, why)),
    }
}

/// A place; none for the file as a whole.
#[must_use]
pub fn place(lang: Lang, line: i64, path: &str) -> Option<String> {
    match (line, path) {
        (..=0, _) => None,
        (_, "") => Some(t::at_line(lang, line)),
        (_, _) => Some(t::at_line_and_path(lang, line, path)),
    }
}

/// What was noticed, in a sentence; without the place.
#[must_use]
pub fn remark(lang: Lang, remark: &Remark) -> String {
    let detail = &remark.detail;
    match remark.kind {
        RemarkKind::NotBooked => t::not_booked(lang, detail),
        RemarkKind::Accepted => t::accepted(lang, detail),
        RemarkKind::MissingStatus => t::missing_status(lang).to_owned(),
        RemarkKind::StatusUnknown => t::status_unknown(lang, detail),
        RemarkKind::MissingBookingDate => t::missing_booking_date(lang).to_owned(),
        RemarkKind::MissingSign => t::missing_sign(lang, detail),
        RemarkKind::MissingAmount => t::missing_amount(lang, detail),
        RemarkKind::MissingAccount => t::missing_account(lang).to_owned(),
        RemarkKind::MissingBalance => t::missing_balance(lang, detail),
        RemarkKind::NotBalanced => t::not_balanced(lang, detail),
        RemarkKind::CountDiffers => t::count_differs(lang, detail),
        RemarkKind::SumDiffers => t::sum_differs(lang, detail),
        RemarkKind::SignDiffers => t::sign_differs(lang, detail),
        RemarkKind::CurrencyDiffers => t::currency_differs_note(lang, detail),
        RemarkKind::AmountUnclear => t::amount_unclear(lang, detail),
        RemarkKind::Namespace => t::namespace(lang, detail),
        RemarkKind::Version => t::version(lang, detail),
        RemarkKind::Page => t::page(lang, detail),
        RemarkKind::Copy => t::copy(lang, detail),
        RemarkKind::Wrapped => t::wrapped(lang, detail),
        RemarkKind::TypeConcluded => t::type_concluded(lang, detail),
        RemarkKind::DueFromText => t::due_from_text(lang, detail),
        RemarkKind::SeveralDueDates => t::several_due_dates(lang, detail),
        RemarkKind::MissingDueDate => t::missing_due_date(lang).to_owned(),
        RemarkKind::SeveralPaymentMeans => t::several_payment_means(lang, detail),
        RemarkKind::DueComputed => t::due_computed(lang).to_owned(),
        RemarkKind::SecondTaxTotal => t::second_tax_total(lang, detail),
        RemarkKind::MissingVat => t::missing_vat(lang).to_owned(),
        RemarkKind::TotalsDiffer => t::totals_differ(lang, detail),
        RemarkKind::RowSkipped => t::row_skipped(lang, detail),
        RemarkKind::ColumnsGuessed => t::columns_guessed(lang, columns(lang, detail)),
        RemarkKind::EncodingGuessed => t::encoding_guessed(lang, detail),
    }
}

/// The headline of a group of remarks.
#[must_use]
pub fn group(lang: Lang, group: RemarkGroup) -> &'static str {
    match group {
        RemarkGroup::Shown => t::group_shown(lang),
        RemarkGroup::Skipped => t::group_skipped(lang),
        RemarkGroup::Missing => t::group_missing(lang),
        RemarkGroup::Contradiction => t::group_contradiction(lang),
        RemarkGroup::Note => t::group_note(lang),
    }
}

/// What a column of a table holds.
#[must_use]
pub fn column(lang: Lang, role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::BookingDate => t::column_booking_date(lang),
        ColumnRole::ValueDate => t::column_value_date(lang),
        ColumnRole::Amount => t::column_amount(lang),
        ColumnRole::Debit => t::column_debit(lang),
        ColumnRole::Credit => t::column_credit(lang),
        ColumnRole::Sign => t::column_sign(lang),
        ColumnRole::Currency => t::column_currency(lang),
        ColumnRole::Remittance => t::column_remittance(lang),
        ColumnRole::Kind => t::column_kind(lang),
        ColumnRole::Status => t::column_status(lang),
        ColumnRole::OwnAccount => t::column_own_account(lang),
        ColumnRole::Name => t::column_name(lang),
        ColumnRole::DebtorName => t::column_debtor_name(lang),
        ColumnRole::CreditorName => t::column_creditor_name(lang),
        ColumnRole::Account => t::column_account(lang),
        ColumnRole::EndToEndId => t::column_end_to_end_id(lang),
        ColumnRole::Mandate => t::column_mandate(lang),
        ColumnRole::CreditorId => t::column_creditor_id(lang),
        ColumnRole::Instructed => t::column_instructed(lang),
        ColumnRole::Charge => t::column_charge(lang),
        ColumnRole::Reference => t::column_reference(lang),
    }
}

/// `Datum = booking_date, Betrag = amount`, with what they hold in words.
fn columns(lang: Lang, detail: &str) -> String {
    let one = |one: &str| match one.rsplit_once(" = ").and_then(|(name, word)| Some((name, ColumnRole::from_word(word)?))) {
        Some((name, role)) => [name, " = ", column(lang, role)].concat(),
        None => one.to_owned(),
    };
    detail.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// An amount in any currency, with its ISO code: `1.284,50 EUR` / `EUR 1,284.50`.
#[must_use]
pub fn amount(lang: Lang, minor: i64, currency: CurrencyCode) -> String {
    let scale = 10_u64.pow(currency.decimals());
    let whole = format::integer(lang, i64::try_from(minor.unsigned_abs() / scale).unwrap_or(i64::MAX));
    let (sign, separator) = (if minor < 0 { "-" } else { "" }, if lang == Lang::De { ',' } else { '.' });
    let part = match usize::try_from(currency.decimals()) {
        Ok(decimals @ 1..) => format!("{separator}{:0decimals$}", minor.unsigned_abs() % scale),
        _ => String::new(),
    };
    match lang {
        Lang::De => format!("{sign}{whole}{part}\u{a0}{currency}"),
        Lang::En => format!("{sign}{currency}\u{a0}{whole}{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let say = |lang, minor, code| amount(lang, minor, CurrencyCode::parse(code).unwrap()).replace('\u{a0}', " ");
        assert_eq!(say(Lang::De, -128_450, "EUR"), "-1.284,50 EUR");
        assert_eq!(say(Lang::En, 128_405, "EUR"), "EUR 1,284.05");
        assert_eq!(say(Lang::De, 2_700, "JPY"), "2.700 JPY");
        assert_eq!(say(Lang::En, -1, "KWD"), "-KWD 0.001");
        assert_eq!(say(Lang::En, i64::MIN, "CLF"), "-CLF 922,337,203,685,477.5808");
    }

    #[test]
    fn a_refusal_says_what_is_wrong_and_where() {
        let fine =
            Refusal { kind: RefusalKind::AmountTooFine, line: 12, path: "Document/Ntry/Amt".to_owned(), detail: "1.005 EUR".to_owned() };
        assert_eq!(
            refused(Lang::En, &fine),
            "Not read: The amount 1.005 EUR has more decimals than its currency. (line 12, Document/Ntry/Amt)"
        );
        assert_eq!(refused(Lang::De, &Refusal::whole(RefusalKind::Empty, "")), "Nicht gelesen: Die Datei ist leer.");
    }
}
