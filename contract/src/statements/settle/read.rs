use std::collections::{BTreeMap, HashMap};

use super::{Because, Was};
use crate::ids::Id;
use crate::statements::Posting;
use crate::statements::ledger::PostingKind;
use crate::statements::matching::{
    self, Allocation, CashDiscount, DiscountTaken, Item, ItemKind, Payment, PaymentKind, Released, Sureness, TakesBack, Why, WhyBack,
};
use crate::statements::reading::CurrencyCode;

/// A pair that stands in the ledger and was not taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub id: Id,
    /// The posting that lowers the balance.
    pub lowers: Id,
    /// The posting that raises it.
    pub raises: Id,
    /// Minor units, above zero.
    pub amount: i64,
    /// Why; none: a person said so.
    pub because: Option<Because>,
}

/// A posting with the cash discounts that were agreed on for it.
pub type Books<'a> = (&'a Posting, Vec<CashDiscount>);

/// How the matching sees a posting.
pub(super) enum Seen {
    Item(ItemKind),
    Payment(PaymentKind),
    /// A cash discount that was taken: part of an allocation.
    Discount,
}

pub(super) const fn seen(kind: PostingKind) -> Seen {
    match kind {
        PostingKind::Invoice => Seen::Item(ItemKind::Invoice),
        PostingKind::CreditNote => Seen::Item(ItemKind::CreditNote),
        PostingKind::CorrectionUp | PostingKind::CorrectionDown | PostingKind::Fee => Seen::Item(ItemKind::Correction),
        PostingKind::Debit | PostingKind::Transfer => Seen::Payment(PaymentKind::Debit),
        PostingKind::Refund => Seen::Payment(PaymentKind::Refund),
        PostingKind::Returned => Seen::Payment(PaymentKind::Returned),
        PostingKind::Discount => Seen::Discount,
    }
}

/// The books of an account, as the matching reads them.
#[must_use]
pub fn books(postings: &[Books<'_>], standing: &[Standing], currency: CurrencyCode) -> matching::Books {
    let mut books = matching::Books { items: Vec::new(), payments: Vec::new(), allocations: Vec::new(), taken_back: Vec::new() };
    let known: HashMap<&str, &Posting> = postings.iter().map(|(posting, _)| (posting.id.as_str(), *posting)).collect();
    for (posting, discounts) in postings {
        match seen(posting.kind) {
            Seen::Item(kind) => books.items.push(item(posting, kind, discounts.clone(), currency)),
            Seen::Payment(kind) => books.payments.push(payment(posting, kind, currency)),
            Seen::Discount => {}
        }
    }
    let mut made: BTreeMap<(Id, Id), Allocation> = BTreeMap::new();
    for pair in standing {
        let (Some(lowers), Some(raises)) = (known.get(pair.lowers.as_str()), known.get(pair.raises.as_str())) else { continue };
        stands(&mut books.taken_back, &mut made, pair, lowers, raises);
    }
    books.allocations = made.into_values().collect();
    for back in &mut books.taken_back {
        let fees =
            postings.iter().filter(|(posting, _)| posting.kind == PostingKind::Fee && posting.corrects.as_ref() == Some(&back.payment));
        back.fee_minor = fees.map(|(fee, _)| fee.amount).sum();
    }
    books
}

fn was_for(was: &Was) -> Released {
    let why = Why::ByHand { reason: String::new() };
    Released { item: was.item.clone(), amount_minor: was.amount, discount_minor: 0, stood: false, why }
}

/// What a pair says in the matching's words.
fn stands(back: &mut Vec<TakesBack>, made: &mut BTreeMap<(Id, Id), Allocation>, pair: &Standing, lowers: &Posting, raises: &Posting) {
    let by_hand = || Why::ByHand { reason: String::new() };
    match (seen(lowers.kind), seen(raises.kind), &pair.because) {
        (Seen::Payment(_), Seen::Payment(_), because) => {
            let (why, was): (WhyBack, &[Was]) = match because {
                Some(Because::TakenBack { why, was }) => (why.clone(), was),
                _ => (WhyBack::ByHand { reason: String::new() }, &[]),
            };
            back.push(TakesBack {
                payment: raises.id.clone(),
                debit: lowers.id.clone(),
                amount_minor: pair.amount,
                fee_minor: 0,
                why,
                sure: Sureness::Sure,
                released: was.iter().map(was_for).collect(),
            });
        }
        (Seen::Discount, _, Some(Because::Discount { payment, basis_points, until })) => {
            let allocation = of(made, payment, &raises.id, &by_hand());
            let taken = DiscountTaken { amount_minor: 0, basis_points: *basis_points, until: *until };
            allocation.discount.get_or_insert(taken).amount_minor += pair.amount;
        }
        (Seen::Payment(_), _, because) => of(made, &lowers.id, &raises.id, &why(because)).amount_minor += pair.amount,
        (_, Seen::Payment(_), because) => of(made, &raises.id, &lowers.id, &why(because)).amount_minor -= pair.amount,
        (_, _, Some(Because::Matched { payment, why })) => {
            of(made, payment, &raises.id, why).amount_minor += pair.amount;
            of(made, payment, &lowers.id, why).amount_minor -= pair.amount;
        }
        // Two items that a person has settled against each other: what is open of them says so.
        _ => {}
    }
}

fn why(because: &Option<Because>) -> Why {
    match because {
        Some(Because::Matched { why, .. }) => why.clone(),
        _ => Why::ByHand { reason: String::new() },
    }
}

fn of<'a>(made: &'a mut BTreeMap<(Id, Id), Allocation>, payment: &Id, item: &Id, why: &Why) -> &'a mut Allocation {
    made.entry((payment.clone(), item.clone())).or_insert_with(|| Allocation {
        payment: payment.clone(),
        item: item.clone(),
        amount_minor: 0,
        discount: None,
        why: why.clone(),
        sure: Sureness::Sure,
    })
}

fn item(posting: &Posting, kind: ItemKind, discounts: Vec<CashDiscount>, currency: CurrencyCode) -> Item {
    // A correction that lowers the balance has its sign in its amount, as it comes.
    let sign = if kind == ItemKind::Correction { posting.kind.sign() } else { 1 };
    Item {
        id: posting.id.clone(),
        kind,
        number: posting.number.clone().unwrap_or_default(),
        date: posting.booked_on,
        due: posting.due_on,
        amount_minor: sign * posting.amount,
        open_minor: sign * (posting.amount - posting.allocated),
        currency,
        mandate: posting.mandate.clone(),
        end_to_end_id: posting.end_to_end_id.clone(),
        discounts,
        corrects: posting.corrects.clone(),
    }
}

fn payment(posting: &Posting, kind: PaymentKind, currency: CurrencyCode) -> Payment {
    Payment {
        id: posting.id.clone(),
        kind,
        booking_date: posting.booked_on,
        value_date: posting.value_on,
        amount_minor: posting.amount,
        open_minor: posting.amount - posting.allocated,
        currency,
        end_to_end_id: posting.end_to_end_id.clone(),
        mandate: posting.mandate.clone(),
        remittance: posting.remittance.clone(),
        reason: posting.reason.clone(),
        reversal: kind == PaymentKind::Returned,
        fee_minor: None,
    }
}
