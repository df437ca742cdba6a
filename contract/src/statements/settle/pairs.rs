use crate::ids::Id;

/// Ties what lowers to what raises, in the order in which both are named; the sums are the same. So one debit over an invoice and a credit note
/// becomes the debit on the invoice, and the credit note on the invoice.
#[must_use]
pub fn pairs(lowers: &[(Id, i64)], raises: &[(Id, i64)]) -> Vec<(Id, Id, i64)> {
    let mut pairs = Vec::new();
    let mut all = lowers.iter().filter(|(_, amount)| *amount > 0).cloned();
    let mut next = all.next();
    for (raise, amount) in raises {
        let mut left = *amount;
        while left > 0 {
            let Some((lower, rest)) = next.take() else { return pairs };
            let some = rest.min(left);
            pairs.push((lower.clone(), raise.clone(), some));
            left -= some;
            next = if rest > some { Some((lower, rest - some)) } else { all.next() };
        }
    }
    pairs
}
