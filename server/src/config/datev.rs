use std::collections::BTreeMap;

use super::BadSettings;

/// By which accounts the books of partners go to DATEV. Written as words: `advisor=29098 client=55003 chart=SKR04 revenue.1900=4400`; what is not
/// said has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datev {
    /// Beraternummer and Mandantennummer.
    pub advisor: u32,
    pub client: u32,
    /// The month and day on which the fiscal year begins.
    pub year: (u8, u8),
    /// Digits of a general ledger account; an account of a partner has one more.
    pub length: u32,
    /// Where what a partner owes is collected if its number is none of a debtor.
    pub debtor: u32,
    /// Revenue by rate of VAT in basis points; and of what no rate is known.
    pub revenue: BTreeMap<i64, u32>,
    pub other_revenue: u32,
    /// Cash discounts.
    pub discount: u32,
    /// The bank: debits, transfers, returns with their fees, refunds.
    pub bank: u32,
    /// What of an invoice is in none of its rates: a prepayment, a difference.
    pub clearing: u32,
    /// `03` or `04`.
    pub chart: &'static str,
}

impl Default for Datev {
    fn default() -> Self {
        Self::skr03()
    }
}

impl Datev {
    fn skr03() -> Self {
        Self {
            advisor: 1001,
            client: 1,
            year: (1, 1),
            length: 4,
            debtor: 10_000,
            revenue: BTreeMap::from([(1_900, 8_400), (700, 8_300), (0, 8_120)]),
            other_revenue: 8_200,
            discount: 8_730,
            bank: 1_200,
            clearing: 1_590,
            chart: "03",
        }
    }

    fn skr04() -> Self {
        Self {
            revenue: BTreeMap::from([(1_900, 4_400), (700, 4_300), (0, 4_120)]),
            other_revenue: 4_200,
            discount: 4_730,
            bank: 1_800,
            clearing: 1_370,
            chart: "04",
            ..Self::skr03()
        }
    }

    /// Reads the words.
    ///
    /// # Errors
    /// If a word is none of ours, or a number is none that DATEV has.
    pub fn parse(text: &str) -> Result<Self, BadSettings> {
        let words: Vec<(&str, &str)> =
            text.split_whitespace().map(|word| word.split_once('=').ok_or_else(|| wrong(word))).collect::<Result<_, _>>()?;
        let chart = words.iter().find(|(name, _)| *name == "chart").map_or("SKR03", |(_, chart)| chart);
        let mut all = match chart.to_ascii_uppercase().trim_start_matches("SKR") {
            "03" => Self::skr03(),
            "04" => Self::skr04(),
            _ => return Err(wrong(chart)),
        };
        for (name, value) in words.into_iter().filter(|(name, _)| *name != "chart") {
            let number = |most: u32| value.parse::<u32>().ok().filter(|n| (1..=most).contains(n)).ok_or_else(|| wrong(value));
            match name {
                "advisor" => all.advisor = number(9_999_999)?,
                "client" => all.client = number(99_999)?,
                "year" => all.year = day(value)?,
                "length" => all.length = number(8).ok().filter(|n| *n >= 4).ok_or_else(|| wrong(value))?,
                "debtor" => all.debtor = number(999_999_999)?,
                "revenue" => all.other_revenue = number(99_999_999)?,
                "discount" => all.discount = number(99_999_999)?,
                "bank" => all.bank = number(99_999_999)?,
                "clearing" => all.clearing = number(99_999_999)?,
                _ => {
                    let rate = name.strip_prefix("revenue.").and_then(|rate| rate.parse().ok()).ok_or_else(|| wrong(name))?;
                    all.revenue.insert(rate, number(99_999_999)?);
                }
            }
        }
        Ok(all)
    }

    /// An account as it is written: as many digits as the books have.
    #[must_use]
    pub fn account(&self, account: u32) -> u32 {
        // Longer accounts are the short ones with zeroes behind: 8400 is 84000 where they have five digits.
        if account.checked_ilog10().unwrap_or(0) < 4 { account * 10_u32.pow(self.length.saturating_sub(4)) } else { account }
    }

    /// The account of a partner: the digits of its number where they make an account of a debtor (the first digit from 1 to 6).
    #[must_use]
    pub fn debtor_of(&self, number: &str) -> u32 {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let least = 10_u32.pow(self.length);
        let fits = |n: &u32| (least..7 * least).contains(n);
        let collected = self.debtor * 10_u32.pow(self.length.saturating_sub(4));
        digits.parse::<u32>().ok().filter(fits).unwrap_or(if fits(&self.debtor) { self.debtor } else { collected })
    }
}

fn day(text: &str) -> Result<(u8, u8), BadSettings> {
    let (month, day) = text.split_once('-').ok_or_else(|| wrong(text))?;
    let (Ok(month), Ok(day)) = (month.parse(), day.parse()) else { return Err(wrong(text)) };
    // A fiscal year begins with a month.
    if (1..=12).contains(&month) && day == 1 { Ok((month, day)) } else { Err(wrong(text)) }
}

fn wrong(what: &str) -> BadSettings {
    BadSettings(format!(
        "datev: {what} is not understood; words are like advisor=29098 client=55003 chart=SKR04 year=07-01 length=5 debtor=10000 bank=1810 \
         discount=4730 clearing=1370 revenue=4200 revenue.1900=4400"
    ))
}

#[cfg(test)]
mod tests {
    use super::Datev;

    #[test]
    fn what_is_not_said_has_its_default() {
        assert_eq!(Datev::parse("").unwrap(), Datev::default());
        let datev = Datev::parse("advisor=29098 client=55003 chart=SKR04 year=07-01 bank=1810 revenue.1600=4410").unwrap();
        assert_eq!((datev.advisor, datev.client, datev.year, datev.bank, datev.chart), (29_098, 55_003, (7, 1), 1_810, "04"));
        assert_eq!((datev.revenue[&1_600], datev.revenue[&1_900]), (4_410, 4_400));
        for wrong in
            ["advisor", "advisor=x", "client=0", "client=100000", "year=13-01", "year=07-15", "length=3", "chart=SKR49", "bank=", "what=1"]
        {
            assert!(Datev::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_partner_has_the_account_of_its_number_where_it_is_one_of_a_debtor() {
        let datev = Datev::default();
        for (number, account) in
            [("10042", 10_042), ("K-69999", 69_999), ("70000", 10_000), ("42", 10_000), ("", 10_000), ("99999999999", 10_000)]
        {
            assert_eq!(datev.debtor_of(number), account, "{number}");
        }
        let longer = Datev::parse("length=6").unwrap();
        assert_eq!((longer.debtor_of("1004200"), longer.debtor_of("10042"), longer.account(8_400)), (1_004_200, 1_000_000, 840_000));
    }
}
