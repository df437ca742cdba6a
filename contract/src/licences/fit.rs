//! Whether what a key says fits what somebody needs it for. The gate and the check page ask the same function.

use super::{Code, Host, KeyData, KeyPattern, NoKey, Version, VersionRange, instant::iso};
use crate::ids::{Id, Millis};

/// What a key is needed for, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Need {
    /// For this product.
    pub product: Option<Code>,
    /// For this edition.
    pub edition: Option<Code>,
    /// For this version.
    pub version: Option<Version>,
    /// On this host.
    pub host: Option<Host>,
    /// For at least so much.
    pub capacity: Option<i64>,
}

wire! {
    /// What is said of a key: by its signed data, by the line of a pool, by an external generator's answer. None: nothing is said.
    #[derive(Default)]
    pub struct Claims {
        pub licence: Option<Id>,
        pub product: Option<Code>,
        pub edition: Option<Code>,
        pub versions: Option<VersionRange>,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        pub not_before: Option<Millis>,
        pub expires: Option<Millis>,
    }
}

impl From<&KeyData> for Claims {
    fn from(data: &KeyData) -> Self {
        Self {
            licence: Some(data.licence.clone()),
            product: Some(data.product.clone()),
            edition: Some(data.edition.clone()),
            versions: Some(data.versions.clone()),
            host: data.host.clone(),
            capacity: data.capacity,
            not_before: Some(data.not_before),
            expires: data.expires,
        }
    }
}

/// Why no public key proves a signed key. With the id of the public key that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unproven {
    /// Nobody whom we know signed it.
    UnknownSigner { key_id: String },
    /// Its public key was not in use, or no longer, when it was issued.
    SignerNotInUse { key_id: String, issued_at: Millis },
    /// The signature is wrong: something in it was changed, or somebody made it up.
    Signature { key_id: String },
}

impl Unproven {
    /// The id of the public key that the key names.
    #[must_use]
    pub fn key_id(&self) -> &str {
        match self {
            Self::UnknownSigner { key_id } | Self::SignerNotInUse { key_id, .. } | Self::Signature { key_id } => key_id,
        }
    }
}

/// One thing about a key that does not fit. With the facts of its sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Mismatch {
    /// It should be a signed key, and is none.
    Form(NoKey),
    /// It does not look like the keys of its rule, nor like those of another.
    Pattern { wanted: KeyPattern },
    /// The product has no keys for that version.
    NoRule { version: Version },
    /// Nothing proves it.
    Unproven(Unproven),
    /// It is a key of another licence: somebody else's.
    Licence { wanted: Id, found: Id },
    /// For another product.
    Product { wanted: Code, found: Code },
    /// For another edition.
    Edition { wanted: Code, found: Code },
    /// Its range does not cover the version.
    Version { wanted: Version, covers: VersionRange },
    /// Bound to another host.
    Host { wanted: Option<Host>, found: Option<Host> },
    /// Counts something else; none: without limit.
    Capacity { wanted: Option<i64>, found: Option<i64> },
    /// Not valid before then.
    NotYetValid { from: Millis },
    /// No longer valid since then.
    Expired { at: Millis },
    /// Ends before, or after, the instant until which it should be valid; none: never.
    Ends { wanted: Option<Millis>, found: Option<Millis> },
}

words! {
    /// A mismatch in one word: for the record, the scorecard and the command line.
    MismatchKind {
        /// Not a signed key.
        Form = "form",
        /// Not of its rule's form.
        Pattern = "pattern",
        /// No rule for the version.
        NoRule = "no_rule",
        /// Unknown signer.
        UnknownSigner = "unknown_signer",
        /// Signed when its public key was not in use.
        SignerNotInUse = "signer_not_in_use",
        /// Wrong signature.
        Signature = "signature",
        /// Another licence's.
        Licence = "licence",
        /// Another product.
        Product = "product",
        /// Another edition.
        Edition = "edition",
        /// Another version.
        Version = "version",
        /// Another host.
        Host = "host",
        /// Another capacity.
        Capacity = "capacity",
        /// Not yet valid.
        NotYetValid = "not_yet_valid",
        /// Expired.
        Expired = "expired",
        /// Ends on another day.
        Ends = "ends",
    }
}

wire! {
    /// A mismatch, as it is kept: what was wanted and what was found, instants as RFC 3339. None: nothing, or without limit.
    pub struct MismatchRecord {
        pub kind: MismatchKind,
        pub wanted: Option<String>,
        pub found: Option<String>,
    }
}

impl Mismatch {
    /// In one word.
    #[must_use]
    pub const fn kind(&self) -> MismatchKind {
        match self {
            Self::Form(_) => MismatchKind::Form,
            Self::Pattern { .. } => MismatchKind::Pattern,
            Self::NoRule { .. } => MismatchKind::NoRule,
            Self::Unproven(Unproven::UnknownSigner { .. }) => MismatchKind::UnknownSigner,
            Self::Unproven(Unproven::SignerNotInUse { .. }) => MismatchKind::SignerNotInUse,
            Self::Unproven(Unproven::Signature { .. }) => MismatchKind::Signature,
            Self::Licence { .. } => MismatchKind::Licence,
            Self::Product { .. } => MismatchKind::Product,
            Self::Edition { .. } => MismatchKind::Edition,
            Self::Version { .. } => MismatchKind::Version,
            Self::Host { .. } => MismatchKind::Host,
            Self::Capacity { .. } => MismatchKind::Capacity,
            Self::NotYetValid { .. } => MismatchKind::NotYetValid,
            Self::Expired { .. } => MismatchKind::Expired,
            Self::Ends { .. } => MismatchKind::Ends,
        }
    }

    /// For the record.
    #[must_use]
    pub fn record(&self) -> MismatchRecord {
        let (wanted, found) = match self {
            Self::Form(_) => (None, None),
            Self::Pattern { wanted } => (Some(wanted.to_string()), None),
            Self::NoRule { version } => (Some(version.to_string()), None),
            Self::Unproven(why) => (None, Some(why.key_id().to_owned())),
            // Whose it is, is nobody else's business.
            Self::Licence { wanted, .. } => (Some(wanted.clone()), None),
            Self::Product { wanted, found } | Self::Edition { wanted, found } => (Some(wanted.to_string()), Some(found.to_string())),
            Self::Version { wanted, covers } => (Some(wanted.to_string()), Some(covers.to_string())),
            Self::Host { wanted, found } => (wanted.as_ref().map(Host::to_string), found.as_ref().map(Host::to_string)),
            Self::Capacity { wanted, found } => (wanted.map(|n| n.to_string()), found.map(|n| n.to_string())),
            Self::NotYetValid { from: at } | Self::Expired { at } => (None, Some(iso(*at))),
            Self::Ends { wanted, found } => (wanted.map(iso), found.map(iso)),
        };
        MismatchRecord { kind: self.kind(), wanted, found }
    }
}

/// Mismatches, as they are kept. Of somebody else's key no more is kept than what it is of: where and until when theirs is valid is nobody
/// else's business.
#[must_use]
pub fn records(mismatches: &[Mismatch]) -> Vec<MismatchRecord> {
    let of_another = mismatches.iter().any(|m| m.kind() == MismatchKind::Licence);
    let theirs = |m: &&Mismatch| {
        !matches!(
            m.kind(),
            MismatchKind::Host | MismatchKind::Capacity | MismatchKind::Ends | MismatchKind::Expired | MismatchKind::NotYetValid
        )
    };
    mismatches.iter().filter(|m| !of_another || theirs(m)).map(Mismatch::record).collect()
}

/// What does not fit. What the key says nothing about, and what nobody needs to know, fits.
#[must_use]
pub fn misfits(claims: &Claims, need: &Need, now: Millis) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if let Some((wanted, is)) = need.product.as_ref().zip(claims.product.as_ref()).filter(|(a, b)| a != b) {
        found.push(Mismatch::Product { wanted: wanted.clone(), found: is.clone() });
    }
    if let Some((wanted, is)) = need.edition.as_ref().zip(claims.edition.as_ref()).filter(|(a, b)| a != b) {
        found.push(Mismatch::Edition { wanted: wanted.clone(), found: is.clone() });
    }
    if let Some((wanted, covers)) = need.version.as_ref().zip(claims.versions.as_ref()).filter(|(version, range)| !range.covers(version)) {
        found.push(Mismatch::Version { wanted: wanted.clone(), covers: covers.clone() });
    }
    if let Some((wanted, is)) = need.host.as_ref().zip(claims.host.as_ref()).filter(|(a, b)| a != b) {
        found.push(Mismatch::Host { wanted: Some(wanted.clone()), found: Some(is.clone()) });
    }
    if let Some((wanted, is)) = need.capacity.zip(claims.capacity).filter(|(wanted, is)| wanted > is) {
        found.push(Mismatch::Capacity { wanted: Some(wanted), found: Some(is) });
    }
    if let Some(from) = claims.not_before.filter(|from| now < *from) {
        found.push(Mismatch::NotYetValid { from });
    }
    if let Some(at) = claims.expires.filter(|at| now >= *at) {
        found.push(Mismatch::Expired { at });
    }
    found
}
