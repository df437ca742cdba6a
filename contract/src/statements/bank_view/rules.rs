//! The rules, the stronger first.

use super::Tie;
use super::facts::{Bank, Fact, Ledger, Sides};
use super::pairs::Key;

/// Weekends, holidays, the banks' ways: so many days lie between two banks' books, and both are right.
pub(super) const PROMPT: i64 = 5;
/// So many days after the other side's, an amount under the same mandate is still taken for the same, if nothing else is near.
const LATE: i64 = 45;
/// What bears the same mark is the same, whenever it comes.
const EVER: i64 = i64::MAX / 4;

/// So much money, whatever else is said of it.
fn money(fact: &Fact) -> Option<Key> {
    Some(Key { way: fact.way, amount: Some(fact.amount), mark: None, day: None })
}

/// The same by a bank's amount: as it stands, or as it was before the bank took something for itself.
fn amount(bank: &Bank<'_>, gross: bool) -> Option<Key> {
    let amount = if gross { bank.line.gross? } else { bank.fact.amount };
    Some(Key { way: bank.fact.way, amount: Some(amount), mark: None, day: None })
}

/// With a mark; none for what bears none.
fn marked(key: Option<Key>, mark: Option<u32>) -> Option<Key> {
    Some(Key { mark: Some(mark?), ..key? })
}

/// By the mark alone, whatever the amount.
fn mark(fact: &Fact, mark: Option<u32>) -> Option<Key> {
    Some(Key { way: fact.way, amount: None, mark: Some(mark?), day: None })
}

/// Pairs what belongs together; `reach` are the days that the files cover.
pub(super) fn run(sides: &mut Sides<'_>, reach: (i64, i64)) {
    let near = |ledger: &Ledger<'_>| (reach.0 - PROMPT..=reach.1 + PROMPT).contains(&ledger.fact.at);
    for gross in [false, true] {
        let id = |bank: &Bank<'_>| marked(amount(bank, gross), bank.fact.id);
        sides.meet(Tie::EndToEndId, EVER, &id, &|ledger| marked(money(&ledger.fact), ledger.fact.id));
        let names = |bank: &Bank<'_>| marked(amount(bank, gross), bank.fact.names);
        sides.meet(Tie::Number, EVER, &names, &|ledger| marked(money(&ledger.fact), ledger.fact.names));
        sides.meet(Tie::Number, EVER, &names, &|ledger| marked(money(&ledger.fact), ledger.about));
        let mandate = |bank: &Bank<'_>| marked(amount(bank, gross), bank.fact.mandate);
        sides.meet(Tie::Mandate, PROMPT, &mandate, &|ledger| marked(money(&ledger.fact), ledger.fact.mandate));
    }
    sides.learn();
    sides.sums(Tie::EndToEndId, &|bank| mark(&bank.fact, bank.fact.id), &|ledger| mark(&ledger.fact, ledger.fact.id));
    let names = |ledger: &Ledger<'_>| mark(&ledger.fact, ledger.fact.names).filter(|_| near(ledger));
    sides.sums(Tie::Number, &|bank| mark(&bank.fact, bank.fact.names), &names);
    sides.sums_of_documents();
    let day = |fact: &Fact| Some(Key { day: Some(fact.at), ..mark(fact, fact.mandate)? });
    sides.sums(Tie::Mandate, &|bank| day(&bank.fact), &|ledger| day(&ledger.fact));
    by_amount(sides);
    late(sides, &near);
    other_amount(sides, &near);
    one_of(sides);
}

/// By the amount alone: no stranger's, and not where both bear a mandate, which would have said it.
fn by_amount(sides: &mut Sides<'_>) {
    for gross in [false, true] {
        let of_bank = |bank: &Bank<'_>| amount(bank, gross).filter(|_| !bank.stranger);
        sides.meet(Tie::Amount, PROMPT, &of_bank, &without_mandate);
        sides.meet(Tie::Amount, PROMPT, &|bank| of_bank(bank).filter(|_| bank.fact.mandate.is_none()), &|ledger| money(&ledger.fact));
    }
}

fn without_mandate(ledger: &Ledger<'_>) -> Option<Key> {
    money(&ledger.fact).filter(|_| ledger.fact.mandate.is_none())
}

/// The same amount long before or after, if nothing else is near: under the same mandate, or from who is known to be the vendor.
fn late(sides: &mut Sides<'_>, near: &dyn Fn(&Ledger<'_>) -> bool) {
    let mandate = |fact: &Fact| marked(money(fact), fact.mandate);
    let classes = sides.classes(&|bank| mandate(&bank.fact), &|ledger| mandate(&ledger.fact).filter(|_| near(ledger)));
    sides.alone(Tie::Mandate, LATE, &classes);
    let of_bank = |bank: &Bank<'_>| money(&bank.fact).filter(|_| bank.about);
    let classes = sides.classes(&of_bank, &|ledger| without_mandate(ledger).filter(|_| near(ledger)));
    sides.alone(Tie::Amount, LATE, &classes);
    let of_bank = |bank: &Bank<'_>| of_bank(bank).filter(|_| bank.fact.mandate.is_none());
    let classes = sides.classes(&of_bank, &|ledger| money(&ledger.fact).filter(|_| near(ledger)));
    sides.alone(Tie::Amount, LATE, &classes);
}

/// What bears the same mark, is the only one with it on both sides, and has another amount.
fn other_amount(sides: &mut Sides<'_>, near: &dyn Fn(&Ledger<'_>) -> bool) {
    let classes = sides.classes(&|bank| mark(&bank.fact, bank.fact.id), &|ledger| mark(&ledger.fact, ledger.fact.id));
    sides.alone(Tie::EndToEndId, EVER, &classes);
    let names = |bank: &Bank<'_>| mark(&bank.fact, bank.fact.names);
    let classes = sides.classes(&names, &|ledger| mark(&ledger.fact, ledger.fact.names).filter(|_| near(ledger)));
    sides.alone(Tie::Number, LATE, &classes);
    let classes = sides.classes(&names, &|ledger| mark(&ledger.fact, ledger.about).filter(|_| near(ledger)));
    sides.alone(Tie::Number, LATE, &classes);
    let of_ledger = |ledger: &Ledger<'_>| mark(&ledger.fact, ledger.fact.mandate).filter(|_| near(ledger));
    let classes = sides.classes(&|bank| mark(&bank.fact, bank.fact.mandate), &of_ledger);
    sides.alone(Tie::Mandate, PROMPT, &classes);
}

/// Where several fit, none is chosen.
fn one_of(sides: &mut Sides<'_>) {
    let mandate = |fact: &Fact| marked(money(fact), fact.mandate);
    let classes = sides.classes(&|bank| mandate(&bank.fact), &|ledger| mandate(&ledger.fact));
    sides.unclear(Tie::Mandate, PROMPT, &classes);
    let of_bank = |bank: &Bank<'_>| money(&bank.fact).filter(|_| !bank.stranger);
    let classes = sides.classes(&of_bank, &without_mandate);
    sides.unclear(Tie::Amount, PROMPT, &classes);
    let of_bank = |bank: &Bank<'_>| of_bank(bank).filter(|_| bank.fact.mandate.is_none());
    let classes = sides.classes(&of_bank, &|ledger| money(&ledger.fact));
    sides.unclear(Tie::Amount, PROMPT, &classes);
}
