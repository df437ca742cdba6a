//! The gate: nothing leaves the house unchecked.
//!
//! Every key from every issuer, and one that somebody made by hand, is held against what was asked for. [`Passed`] can be had here only, and it
//! is what sending takes: there is no way round.

use super::{
    Checked, Claims, Code, Host, KeyRing, KeyRule, Mismatch, Need, ProofRecord, PublicKey, SignedKey, Version, VersionRange, misfits, prove,
};
use crate::ids::{Id, Millis};

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The licence that it must be a key of.
    pub licence: Id,
    /// For this product.
    pub product: Code,
    /// For this edition.
    pub edition: Code,
    /// For the version that runs there.
    pub version: Version,
    /// On this host; none: not bound to one.
    pub host: Option<Host>,
    /// For exactly so much; none: the product counts nothing.
    pub capacity: Option<i64>,
    /// Until exactly then; none: for ever.
    pub expires: Option<Millis>,
}

/// A key as an issuer gave it, and what the issuer says of it (nothing, where the key itself is signed).
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// The key.
    pub text: &'a str,
    /// What a pool's line or a generator's answer says of it.
    pub claims: Claims,
}

/// A key that has passed. There is no other way to get one than [`check`].
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    key: String,
    proof: ProofRecord,
}

impl Passed {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What was checked.
    #[must_use]
    pub const fn proof(&self) -> &ProofRecord {
        &self.proof
    }
}

/// Holds a key against what was asked for. `rules` are all of the product's: the one for the version decides, the others say what it is instead.
///
/// # Errors
/// Everything that does not fit, at least one.
pub fn check(wanted: &Wanted, candidate: &Candidate<'_>, ring: &KeyRing, rules: &[KeyRule], now: Millis) -> Result<Passed, Vec<Mismatch>> {
    let Some(rule) = rules.iter().find(|rule| rule.versions.covers(&wanted.version)) else {
        return Err(vec![Mismatch::NoRule { version: wanted.version.clone() }]);
    };
    // What an issuer says of its key must be right in any case: the answer may be meant for somebody else.
    let mut wrong = contradictions(wanted, &candidate.claims, now);
    // A key that is over when it comes helps nobody, whatever it says itself.
    wrong.extend(wanted.expires.filter(|at| now >= *at).map(|at| Mismatch::Expired { at }));
    let mut proven = None;
    match &rule.pattern {
        None => match SignedKey::parse(candidate.text) {
            Ok(key) => {
                match prove(&key, ring) {
                    Ok(public) => proven = Some((public, key.data().versions.clone())),
                    Err(why) => wrong.push(Mismatch::Unproven(why)),
                }
                signed(wanted, &key, now, &mut wrong);
            }
            Err(why) => wrong.push(another_rules(wanted, candidate.text, rules).unwrap_or(Mismatch::Form(why))),
        },
        Some(pattern) if pattern.fits(candidate.text) => {}
        Some(pattern) => {
            wrong.push(another_rules(wanted, candidate.text, rules).unwrap_or_else(|| Mismatch::Pattern { wanted: pattern.clone() }));
        }
    }
    let mut each: Vec<Mismatch> = Vec::new();
    for mismatch in wrong {
        if !each.contains(&mismatch) {
            each.push(mismatch);
        }
    }
    if !each.is_empty() {
        return Err(each);
    }
    Ok(Passed { key: candidate.text.to_owned(), proof: proof(wanted, candidate, rule, proven, now) })
}

/// What an issuer says of its key that is not what was asked for, to the letter. What it says nothing about, fits.
#[must_use]
pub fn contradictions(wanted: &Wanted, claims: &Claims, now: Millis) -> Vec<Mismatch> {
    // Bound to less than was asked for, or to more, is something else.
    let unlike = Claims { host: None, capacity: None, ..claims.clone() };
    let mut wrong = misfits(&unlike, &wanted.need(), now);
    if let Some(found) = claims.host.as_ref().filter(|host| wanted.host.as_ref() != Some(host)) {
        wrong.push(Mismatch::Host { wanted: wanted.host.clone(), found: Some(found.clone()) });
    }
    if let Some(found) = claims.capacity.filter(|n| wanted.capacity != Some(*n)) {
        wrong.push(Mismatch::Capacity { wanted: wanted.capacity, found: Some(found) });
    }
    wrong.extend(of_this_licence(wanted, claims.licence.as_ref()));
    if let Some(found) = claims.expires.filter(|at| Some(*at) != wanted.expires) {
        wrong.push(Mismatch::Ends { wanted: wanted.expires, found: Some(found) });
    }
    wrong
}

impl Wanted {
    fn need(&self) -> Need {
        Need {
            product: Some(self.product.clone()),
            edition: Some(self.edition.clone()),
            version: Some(self.version.clone()),
            host: self.host.clone(),
            capacity: self.capacity,
        }
    }
}

/// What a signed key says must be what was asked for, to the letter: more is wrong as well.
fn signed(wanted: &Wanted, key: &SignedKey, now: Millis, wrong: &mut Vec<Mismatch>) {
    let data = key.data();
    let claims = Claims { host: None, capacity: None, ..Claims::from(data) };
    wrong.extend(misfits(&claims, &wanted.need(), now));
    wrong.extend(of_this_licence(wanted, Some(&data.licence)));
    if data.host != wanted.host {
        wrong.push(Mismatch::Host { wanted: wanted.host.clone(), found: data.host.clone() });
    }
    if data.capacity != wanted.capacity {
        wrong.push(Mismatch::Capacity { wanted: wanted.capacity, found: data.capacity });
    }
    if data.expires != wanted.expires {
        wrong.push(Mismatch::Ends { wanted: wanted.expires, found: data.expires });
    }
}

fn of_this_licence(wanted: &Wanted, licence: Option<&Id>) -> Option<Mismatch> {
    let found = licence.filter(|licence| **licence != wanted.licence)?;
    Some(Mismatch::Licence { wanted: wanted.licence.clone(), found: found.clone() })
}

/// Which versions the key is for instead, if it is one of another rule: a signed one says so itself, a ready-made one by its looks.
fn another_rules(wanted: &Wanted, text: &str, rules: &[KeyRule]) -> Option<Mismatch> {
    let by_looks = || rules.iter().find(|rule| rule.pattern.as_ref().is_some_and(|p| p.fits(text))).map(|rule| rule.versions.clone());
    let covers = SignedKey::parse(text).ok().map(|key| key.data().versions.clone()).or_else(by_looks)?;
    (!covers.covers(&wanted.version)).then(|| Mismatch::Version { wanted: wanted.version.clone(), covers })
}

/// What was looked at: what a signed key says, or the looks of a ready-made one and what its issuer says.
fn proof(
    wanted: &Wanted,
    candidate: &Candidate<'_>,
    rule: &KeyRule,
    proven: Option<(&PublicKey, VersionRange)>,
    now: Millis,
) -> ProofRecord {
    let claims = &candidate.claims;
    let signed = proven.is_some();
    let looked_at = [
        (Checked::Signature, signed),
        (Checked::Pattern, !signed),
        (Checked::Licence, signed || claims.licence.is_some()),
        (Checked::Product, signed || claims.product.is_some()),
        (Checked::Edition, signed || claims.edition.is_some()),
        (Checked::Version, true),
        (Checked::Host, signed || claims.host.is_some()),
        (Checked::Capacity, signed || claims.capacity.is_some()),
        (Checked::Dates, signed || claims.expires.is_some()),
    ];
    let (public, versions) = proven.map_or((None, None), |(public, versions)| (Some(public), Some(versions)));
    ProofRecord {
        at: now,
        checked: looked_at.into_iter().filter(|(_, yes)| *yes).map(|(what, _)| what).collect(),
        key_id: public.map(|p| p.id().to_owned()),
        public_key: public.map(PublicKey::hex),
        product: wanted.product.clone(),
        edition: wanted.edition.clone(),
        version: wanted.version.clone(),
        versions: versions.unwrap_or_else(|| rule.versions.clone()),
        host: wanted.host.clone(),
        capacity: wanted.capacity,
        expires: wanted.expires,
    }
}
