use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, NewPosting, Posting, Tax};

use crate::statements::posting_form;
use crate::support::Client;

/// Numbers by chance, the same for the same seed (Marsaglia's xorshift).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, most: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap() % most
    }
}

/// Fills an account with everything that can be posted: over two years, with rates, with texts that want trouble.
pub(super) async fn fill(client: &Client, account: &Account, seed: u64, many: i64) {
    const TEXTS: [&str; 6] =
        ["", "RE-0001 danke", "=1+1", "Größe; \"Straße\"\tŁódź 日本", "-12,50", "a very long text of somebody who had a lot to say "];
    let mut chance = Chance::of(seed);
    let mut posted: Vec<Posting> = Vec::new();
    for n in 0..many {
        let kind = PostingKind::ALL[usize::try_from(chance.below(10)).unwrap()];
        let kind = if n < 2 { [PostingKind::Invoice, PostingKind::Debit][usize::try_from(n).unwrap()] } else { kind };
        let day = Date::new(2025, 1, 1).unwrap().plus_days(chance.below(690)).to_string();
        let mut form = posting_form(kind, &format!("RE-{:04}", chance.below(40)), &day, 1 + chance.below(3_000_000));
        form.remittance = TEXTS[usize::try_from(chance.below(6)).unwrap()].repeat(usize::try_from(1 + chance.below(2)).unwrap());
        form.corrects = earlier(kind, &posted, &mut chance);
        if kind.is_document() && kind != PostingKind::Discount && chance.below(3) > 0 {
            with_rates(&mut form, &mut chance);
        }
        let points = [PostingKind::CorrectionUp, PostingKind::CorrectionDown, PostingKind::Returned, PostingKind::Fee];
        if form.corrects.is_none() && points.contains(&kind) {
            continue;
        }
        posted.push(client.posts(account, form).await);
    }
}

/// What a correction, a return or a fee points at.
fn earlier(kind: PostingKind, posted: &[Posting], chance: &mut Chance) -> Option<String> {
    let fits = |posting: &&Posting| match kind {
        PostingKind::CorrectionUp | PostingKind::CorrectionDown => posting.kind.is_document(),
        PostingKind::Returned => matches!(posting.kind, PostingKind::Debit | PostingKind::Transfer),
        PostingKind::Fee => posting.kind == PostingKind::Returned,
        _ => false,
    };
    let all: Vec<&Posting> = posted.iter().filter(fits).collect();
    let count = i64::try_from(all.len()).unwrap();
    (count > 0).then(|| all[usize::try_from(chance.below(count)).unwrap()].id.clone())
}

/// Net and tax that make up the amount.
fn with_rates(form: &mut NewPosting, chance: &mut Chance) {
    let first = chance.below(form.amount) + 1;
    let parts = [(1_900, first), (700, form.amount - first)];
    let tax = |(rate, gross): (i64, i64)| {
        let tax = gross * rate / (10_000 + rate);
        Tax { rate, net: gross - tax, tax }
    };
    form.taxes = parts.into_iter().filter(|(_, gross)| *gross > 0).map(tax).collect();
}
