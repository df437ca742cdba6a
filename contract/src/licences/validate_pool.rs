use super::{CAPACITY_MAX, Claims, Code, Host, KeyRule, Product, SignedKey, instant::end_of_day, validate::host, validate_product::range};
use crate::{
    civil::Date,
    ids::Millis,
    validate::{Fault, Faults},
};

/// A ready-made key, as a line of a file has it; what is empty, the line does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadyMade<'a> {
    /// The key.
    pub key: &'a str,
    /// For this edition alone.
    pub edition: Option<&'a Code>,
    /// For exactly so much.
    pub capacity: Option<i64>,
    /// Bound to this host.
    pub host: &'a str,
    /// For these versions, of those that the rule covers.
    pub versions: &'a str,
    /// Its last day.
    pub expires: Option<Date>,
}

/// Checks a ready-made key against its rule and product; gives what is said of it, which the gate will hold against what is asked for.
///
/// # Errors
/// The faults by field.
pub fn validate_ready_made(key: &ReadyMade<'_>, product: &Product, rule: &KeyRule, now: Millis) -> Result<Claims, Faults> {
    let mut faults = Faults::new();
    match &rule.pattern {
        _ if key.key.is_empty() => faults.add("key", Fault::Required),
        Some(pattern) if !pattern.fits(key.key) => faults.add("key", Fault::NotLike(pattern.to_string())),
        None if SignedKey::parse(key.key).is_err() => faults.add("key", Fault::NotLike("key/…".to_owned())),
        _ => {}
    }
    match key.capacity {
        Some(_) if !product.counts() => faults.add("capacity", Fault::NotOffered),
        Some(n) => {
            faults.within("capacity", n, 1, CAPACITY_MAX);
        }
        None => {}
    }
    let versions = if key.versions.is_empty() { None } else { range("versions", key.versions, &mut faults) };
    if versions.as_ref().is_some_and(|versions| !versions.overlaps(&rule.versions)) {
        faults.add("versions", Fault::OutOfRange(rule.versions.to_string()));
    }
    let expires = key.expires.map(end_of_day);
    if expires.is_some_and(|at| at <= now) {
        faults.add("expires", Fault::InThePast);
    }
    let host = Host::parse(&host("host", key.host, &mut faults)).ok();
    faults.or(Claims {
        product: Some(product.code.clone()),
        edition: key.edition.cloned(),
        versions,
        host,
        capacity: key.capacity,
        expires,
        ..Claims::default()
    })
}
