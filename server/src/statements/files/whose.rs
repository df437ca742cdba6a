//! Whose an entry is: by mandate, IBAN, VAT number, customer number, or an invoice that its text names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::{Account, iban};

use super::entries::Entry;
use crate::db::{AsConn, Query, bulk, q};
use crate::error::Result;
use crate::statements::accounts;
use crate::statements::postings::store::number_key;

/// A number shorter than this is found by accident.
const SHORTEST: usize = 5;

/// All accounts, and by what they are recognised.
pub(super) struct Whose {
    accounts: BTreeMap<Id, Account>,
    marks: HashMap<(&'static str, String), BTreeSet<Id>>,
    /// What the words of the part that is looked at name: invoices, and whose they are.
    named: HashMap<String, BTreeSet<Id>>,
}

impl Whose {
    pub(super) async fn load(on: &mut impl AsConn) -> Result<Self> {
        let mut whose = Self { accounts: BTreeMap::new(), marks: HashMap::new(), named: HashMap::new() };
        for account in accounts::store::all(on).await? {
            account.mandates.iter().for_each(|mandate| whose.mark("mandate", mandate.clone(), &account.id));
            account.ibans.iter().for_each(|known| whose.mark("iban", iban(known), &account.id));
            account.vat_id.iter().for_each(|vat_id| whose.mark("vat_id", vat_id.clone(), &account.id));
            whose.mark("number", number_key(&account.number), &account.id);
            whose.accounts.insert(account.id.clone(), account);
        }
        Ok(whose)
    }

    /// Looks up which invoices these entries name; of those before it forgets.
    pub(super) async fn learn<'a>(&mut self, on: &mut impl AsConn, entries: impl Iterator<Item = &'a Entry>) -> Result<()> {
        self.named.clear();
        let words: Vec<String> = entries.flat_map(words).collect::<BTreeSet<_>>().into_iter().collect();
        for (some, places) in bulk::some_of(&words) {
            let sql = format!("SELECT number_key, account_id FROM postings WHERE number_key IN {places}");
            let rows: Vec<(String, Id)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
            for (key, account) in rows {
                self.named.entry(key).or_default().insert(account);
            }
        }
        Ok(())
    }

    /// An account by its id.
    pub(super) fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.get(id)
    }

    fn mark(&mut self, kind: &'static str, mark: String, account: &Id) {
        self.marks.entry((kind, mark)).or_default().insert(account.clone());
    }

    /// The one account whose it is; none where there is none, or more than one.
    pub(super) fn of(&self, entry: &Entry) -> Option<&Account> {
        let of = |kind: &'static str, mark: &str| self.marks.get(&(kind, mark.to_owned()));
        let in_currency = |ids: &BTreeSet<Id>| -> BTreeSet<Id> {
            ids.iter().filter(|id| self.accounts.get(*id).is_some_and(|account| account.currency == entry.currency)).cloned().collect()
        };
        let by = |found: Vec<&BTreeSet<Id>>| {
            let all: BTreeSet<Id> = found.into_iter().flat_map(in_currency).collect();
            (all.len() == 1).then(|| all.into_iter().next()).flatten()
        };
        let ibans = || entry.ibans.iter().filter_map(|found| of("iban", &iban(found))).collect();
        let customer = || entry.customer.as_deref().and_then(|number| of("number", &number_key(number))).into_iter().collect();
        let vat_id = || entry.vat_id.as_deref().and_then(|id| of("vat_id", &id.replace(' ', "").to_uppercase())).into_iter().collect();
        let named = || words(entry).iter().filter_map(|word| self.named.get(word)).collect();
        let id = by(entry.mandate.as_deref().and_then(|mandate| of("mandate", mandate)).into_iter().collect())
            .or_else(|| by(ibans()))
            .or_else(|| by(customer()))
            .or_else(|| by(vat_id()))
            .or_else(|| by(named()))?;
        self.accounts.get(&id)
    }
}

/// What in its texts may be the number of an invoice: words, and two words together.
fn words(entry: &Entry) -> Vec<String> {
    let texts = [Some(entry.remittance.as_str()), entry.end_to_end_id.as_deref(), entry.corrects.as_deref()];
    let mut found = Vec::new();
    for text in texts.into_iter().flatten() {
        let words: Vec<String> = text.split(|c: char| c.is_whitespace() || ",;:()".contains(c)).map(number_key).collect();
        found.extend(words.iter().cloned());
        found.extend(words.windows(2).map(<[String]>::concat));
    }
    found.retain(|word| word.len() >= SHORTEST && word.bytes().any(|b| b.is_ascii_digit()));
    found
}
