use super::{Code, Host, Version, VersionRange};
use crate::ids::Millis;

words! {
    /// Something that the gate looked at.
    Checked {
        /// The signature, by the public key that is named beside it.
        Signature = "signature",
        /// That it looks like the keys of its rule.
        Pattern = "pattern",
        /// Whose licence it is a key of.
        Licence = "licence",
        /// The product.
        Product = "product",
        /// The edition.
        Edition = "edition",
        /// That its range covers the version.
        Version = "version",
        /// The host.
        Host = "host",
        /// What it counts.
        Capacity = "capacity",
        /// From when and until when it is valid.
        Dates = "dates",
    }
}

wire! {
    /// What was checked of a key before anybody got it, against what, and when.
    pub struct ProofRecord {
        pub at: Millis,
        pub checked: Vec<Checked>,
        /// Id of the public key that proved it; none: its keys are not signed.
        pub key_id: Option<String>,
        /// That public key, in hexadecimal.
        pub public_key: Option<String>,
        pub product: Code,
        pub edition: Code,
        /// The version that was asked for.
        pub version: Version,
        /// The range that covers it.
        pub versions: VersionRange,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        pub expires: Option<Millis>,
    }
}
