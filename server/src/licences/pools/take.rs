//! Handing keys out, each once: the row that says so is part of the write that records the key.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::gate::{Wanted, contradictions};
use eyelevel_contract::licences::{Claims, KeyOrder, MadeKey, Unmade};

use super::store::{self, Busy, Free};
use super::warn;
use crate::error::Result;
use crate::licences::issuers::{Made, Order};
use crate::write::Write;

/// Takes a key that fits: one that is bound to the host rather than one that is bound to none.
pub(in crate::licences) async fn take(w: &mut Write, order: &Order<'_>) -> Result<Made> {
    let mut taken = free(w, order, Busy::LeftAlone).await?;
    if taken.is_none() {
        // Those that others are about to take may come back: "none left" is said only when it is true.
        taken = free(w, order, Busy::WaitedFor).await?;
    }
    // Also if there was none: whoever asked is told, and so is who can order more.
    warn::if_low(w, &order.rule.id).await?;
    Ok(taken.ok_or(Unmade::PoolEmpty))
}

async fn free(w: &mut Write, order: &Order<'_>, busy: Busy) -> Result<Option<MadeKey>> {
    let bound = order.key.host.as_ref().map(|host| Some(store::small(host)));
    for host in bound.into_iter().chain([None]) {
        if let Some(made) = bound_to(w, order, host, busy).await? {
            return Ok(Some(made));
        }
    }
    Ok(None)
}

async fn bound_to(w: &mut Write, order: &Order<'_>, host: Option<String>, busy: Busy) -> Result<Option<MadeKey>> {
    let free = Free { rule_id: &order.rule.id, edition_id: order.edition_id, capacity: order.key.capacity, host };
    let mut after = Id::new();
    loop {
        let some = store::free(&mut w.tx, &free, &after).await?;
        let Some((last, ..)) = some.last() else { return Ok(None) };
        after.clone_from(last);
        for (id, key, claims) in some {
            let claims: Claims = serde_json::from_str(&claims)?;
            if fits(&claims, order.key, w.now) && store::take(w, &id, order.request_id, busy).await? {
                return Ok(Some(MadeKey { key, claims: Some(claims) }));
            }
        }
    }
}

/// Whether the gate would let it pass: a key that would be stopped stays for whom it fits.
fn fits(claims: &Claims, order: &KeyOrder, now: Millis) -> bool {
    let wanted = Wanted {
        licence: order.licence.clone(),
        product: order.product.clone(),
        edition: order.edition.clone(),
        version: order.version.clone(),
        host: order.host.clone(),
        capacity: order.capacity,
        expires: order.expires,
    };
    contradictions(&wanted, claims, now).is_empty()
}

/// Whose a key is, if it is another licence's: it was issued for it, or taken from a pool. From then on a key of a pool is this request's,
/// whichever way it came.
pub(in crate::licences) async fn is_somebody_elses(w: &mut Write, key: &str, request_id: &str, licence_id: &str) -> Result<bool> {
    Ok(store::other_licence(&mut w.tx, key, licence_id).await?.is_some() || !store::take_this(w, key, request_id, licence_id).await?)
}
