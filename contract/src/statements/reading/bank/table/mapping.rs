//! What the columns of a table mean.

use crate::statements::reading::{CurrencyCode, Encoding};

words! {
    /// What a column holds.
    ColumnRole {
        /// The day of booking.
        BookingDate = "booking_date",
        /// The day from which it counts.
        ValueDate = "value_date",
        /// The amount with its sign.
        Amount = "amount",
        /// What left the account.
        Debit = "debit",
        /// What came in.
        Credit = "credit",
        /// Which of the two it was: S or H, D or C, Soll or Haben.
        Sign = "sign",
        /// The currency.
        Currency = "currency",
        /// What it is for. Several columns are put together.
        Remittance = "remittance",
        /// The bank's word for the kind of transaction.
        Kind = "kind",
        /// Whether it is booked.
        Status = "status",
        /// The account that the table is of.
        OwnAccount = "own_account",
        /// Who is at the other end.
        Name = "name",
        /// Who pays.
        DebtorName = "debtor_name",
        /// Who is paid.
        CreditorName = "creditor_name",
        /// The other end's account.
        Account = "account",
        /// The end-to-end id.
        EndToEndId = "end_to_end_id",
        /// The mandate.
        Mandate = "mandate",
        /// The creditor id.
        CreditorId = "creditor_id",
        /// What a returned debit had been.
        Instructed = "instructed",
        /// What the bank charges for a return.
        Charge = "charge",
        /// The bank's own id.
        Reference = "reference",
    }
}

impl ColumnRole {
    /// Whether more than one column may hold it.
    #[must_use]
    pub const fn is_in_several(self) -> bool {
        matches!(self, Self::Remittance)
    }
}

words! {
    /// In which order a date stands.
    DateOrder {
        /// `05.03.2026`, `05/03/26`.
        DayMonthYear = "dmy",
        /// `2026-03-05`.
        YearMonthDay = "ymd",
        /// `03/05/2026`.
        MonthDayYear = "mdy",
    }
}

words! {
    /// What stands before the cents.
    DecimalMark {
        /// `1.234,56`
        Comma = "comma",
        /// `1,234.56`
        Point = "point",
    }
}

wire! {
    /// A column and what it holds.
    pub struct MappedColumn {
        /// The column's name in the header.
        pub header: String,
        /// What it holds.
        pub role: ColumnRole,
    }

    /// How a bank's tables are read. By the names of the columns, so that it holds when they are put in another order.
    pub struct TableMapping {
        /// What stands between the columns: `;`, `,`, a tab or `|`.
        pub separator: String,
        /// The order of dates.
        pub dates: DateOrder,
        /// What stands before the cents.
        pub decimals: DecimalMark,
        /// The currency where no column says it.
        pub currency: Option<CurrencyCode>,
        /// How it is written, where what is guessed of it is wrong.
        #[serde(default)]
        pub encoding: Option<Encoding>,
        /// The columns that are used.
        pub columns: Vec<MappedColumn>,
    }

    /// A column of a table, and what its name says of it.
    pub struct SeenColumn {
        /// The column's name in the header.
        pub header: String,
        /// What it seems to hold.
        pub role: Option<ColumnRole>,
        /// What its first rows hold, cut to a length that can be shown.
        pub values: Vec<String>,
    }

    /// A table for somebody who says what its columns mean: its first rows, and what can be guessed.
    pub struct TableLook {
        pub separator: String,
        /// None: nothing in its beginning shows it.
        pub encoding: Option<Encoding>,
        pub dates: Option<DateOrder>,
        pub decimals: Option<DecimalMark>,
        /// As a column's name says it.
        pub currency: Option<CurrencyCode>,
        pub columns: Vec<SeenColumn>,
    }
}
