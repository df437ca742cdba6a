//! What an invoice says that accounts need.

use crate::civil::Date;
use crate::statements::reading::CurrencyCode;

wire! {
    /// Seller, buyer or payee.
    #[derive(Default)]
    pub struct TradeParty {
        /// The name (BT-27, BT-44, BT-59).
        pub name: Option<String>,
        /// An id: a customer number, a GLN.
        pub id: Option<String>,
        /// The VAT id (BT-31, BT-48).
        pub vat_id: Option<String>,
    }

    /// How it is paid (BG-16).
    pub struct PaymentMeans {
        /// The code of UNTDID 4461 (BT-81): 58 is a SEPA transfer, 59 a SEPA direct debit.
        pub code: String,
        /// The account to pay to (BT-84).
        pub account: Option<String>,
        /// The account that is debited (BT-91).
        pub debited_account: Option<String>,
    }

    /// The VAT of one rate (BG-23).
    pub struct VatRate {
        /// The category (BT-118): `S` standard, `Z` zero, `E` exempt, `AE` reverse charge.
        pub category: String,
        /// The rate in basis points (BT-119): 1900 is 19 %.
        pub basis_points: Option<i64>,
        /// The net amount (BT-116), in minor units.
        pub net_minor: i64,
        /// The tax (BT-117), in minor units.
        pub vat_minor: i64,
    }

    /// An agreed discount for paying early.
    pub struct Skonto {
        /// In basis points: 300 is 3 %.
        pub basis_points: i64,
        /// Within so many days.
        pub days: Option<i64>,
        /// Until this day.
        pub until: Option<Date>,
        /// Of which amount, where it is not all of it; in minor units.
        pub base_minor: Option<i64>,
    }

    /// An earlier invoice that this one speaks of (BG-3).
    pub struct EarlierInvoice {
        /// Its number (BT-25).
        pub number: String,
        /// Its date (BT-26).
        pub date: Option<Date>,
    }

    /// An invoice, a credit note or a correction. Amounts are in minor units with the signs that they have there: of a credit note usually
    /// positive, of a correction usually negative.
    pub struct Invoice {
        /// The number (BT-1).
        pub number: String,
        /// The date (BT-2).
        pub date: Date,
        /// The type of UNTDID 1001 (BT-3): 380 invoice, 381 credit note, 384 correction, 389 self-billed.
        pub kind: String,
        /// Whether it is a credit note by its type: then what is due goes the other way.
        pub credit_note: bool,
        /// The currency (BT-5).
        pub currency: CurrencyCode,
        /// When it is due (BT-9).
        pub due_date: Option<Date>,
        /// Whether the due date was found in the free text of the terms, and stands nowhere else.
        pub due_date_from_text: bool,
        /// With VAT (BT-112).
        pub gross_minor: i64,
        /// What was paid before (BT-113).
        pub prepaid_minor: i64,
        /// What was rounded (BT-114).
        pub rounding_minor: i64,
        /// What is left to pay (BT-115).
        pub due_minor: i64,
        /// Without VAT (BT-109).
        pub net_minor: Option<i64>,
        /// The VAT (BT-110), in the invoice's currency.
        pub vat_minor: Option<i64>,
        /// Net and VAT by rate.
        pub vat: Vec<VatRate>,
        /// Discounts for paying early.
        pub skonto: Vec<Skonto>,
        /// The terms of payment as free text (BT-20).
        pub terms: Vec<String>,
        /// How it is paid.
        pub payment_means: Vec<PaymentMeans>,
        /// What a payment should be called (BT-83).
        pub payment_reference: Option<String>,
        /// The mandate of a direct debit (BT-89).
        pub mandate: Option<String>,
        /// Who debits (BT-90).
        pub creditor_id: Option<String>,
        /// Who sells.
        pub seller: TradeParty,
        /// Who buys.
        pub buyer: TradeParty,
        /// Who is paid, where it is somebody else than the seller.
        pub payee: Option<TradeParty>,
        /// What the buyer wants to see on it (BT-10).
        pub buyer_reference: Option<String>,
        /// The order (BT-13).
        pub order_reference: Option<String>,
        /// Earlier invoices that it corrects or settles.
        pub references: Vec<EarlierInvoice>,
    }
}

impl Invoice {
    /// The way in which it is paid: a SEPA direct debit if there is one, else the first.
    #[must_use]
    pub fn means(&self) -> Option<&PaymentMeans> {
        self.payment_means.iter().find(|means| means.code == "59").or_else(|| self.payment_means.first())
    }

    /// The account that is debited.
    #[must_use]
    pub fn debited_account(&self) -> Option<&str> {
        self.payment_means.iter().find_map(|means| means.debited_account.as_deref())
    }
}
