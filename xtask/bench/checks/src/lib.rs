//! Checks of licence keys, each in a loop. The native benchmark calls it, and so does the page of the one in the browser: built as the portal is.

use std::hint::black_box;

use ed25519_dalek::{Signature, VerifyingKey};
use eyelevel_contract::licences::{KeyRing, LicenceFile, Need, PublicKey, Report, SignedKey, inspect, prove, prove_file};
use wasm_bindgen::prelude::wasm_bindgen;

const KEY: &str = include_str!("../../../../contract/tests/licences/seeds/key.txt");
const FILE: &str = include_str!("../../../../contract/tests/licences/seeds/file.txt");
const MAIL: &str = include_str!("../../../../contract/tests/licences/seeds/mail.txt");
/// What proves them.
const PUBLIC: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
/// When they were signed.
const NOW: i64 = 1_795_000_000_000;

/// One kind of check: its name, and how it is done once.
type Check = (&'static str, fn(&Checks) -> bool);

/// The first is the reference.
const ALL: [Check; 5] = [
    ("reference: bare Ed25519 verification by ed25519-dalek, its public key unpacked before", Checks::bare),
    ("a key, parsed and proven (`SignedKey::parse`, `prove`)", Checks::key),
    ("a licence file and the key in it, parsed and proven: two signatures", Checks::file),
    ("a key, explained (`inspect`)", Checks::explained),
    ("a key in a mail, wrapped and quoted, explained", Checks::mail),
];

/// What the checks work on.
#[wasm_bindgen]
pub struct Checks {
    ring: KeyRing,
    verifier: VerifyingKey,
    key: SignedKey,
}

#[wasm_bindgen]
impl Checks {
    /// With the seeds of the contract's tests.
    ///
    /// # Panics
    /// If they are no longer what they are meant to be.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "JavaScript calls a constructor")]
    pub fn new() -> Self {
        let digit = |at: usize| u8::from_str_radix(&PUBLIC[2 * at..2 * at + 2], 16).expect("hexadecimal");
        let bytes: [u8; 32] = core::array::from_fn(digit);
        let public = PublicKey::new("2026", bytes, 0, None).expect("a public key");
        let verifier = VerifyingKey::from_bytes(&bytes).expect("a public key");
        Self { ring: KeyRing::new(vec![public]), verifier, key: SignedKey::parse(KEY.trim_end()).expect("a key") }
    }

    /// How many kinds of checks there are.
    pub fn count() -> usize {
        ALL.len()
    }

    /// What one is called.
    pub fn name(which: usize) -> String {
        ALL[which].0.to_owned()
    }

    /// Does one so many times; gives how many times the answer was the right one.
    pub fn run(&self, which: usize, times: u32) -> u32 {
        let check = ALL[which].1;
        (0..times).map(|_| u32::from(check(black_box(self)))).sum()
    }

    /// The bytes that are signed, for the browser's own verification.
    pub fn message(&self) -> Vec<u8> {
        self.key.message().to_vec()
    }

    /// The signature over them.
    pub fn signature(&self) -> Vec<u8> {
        self.key.signature().to_vec()
    }

    /// The public key that proves it.
    pub fn public_key(&self) -> Vec<u8> {
        self.verifier.to_bytes().to_vec()
    }
}

impl Checks {
    fn bare(&self) -> bool {
        self.verifier.verify_strict(self.key.message(), &Signature::from_bytes(self.key.signature())).is_ok()
    }

    fn key(&self) -> bool {
        SignedKey::parse(black_box(KEY.trim_end())).is_ok_and(|key| prove(&key, &self.ring).is_ok())
    }

    fn file(&self) -> bool {
        LicenceFile::parse(black_box(FILE)).is_ok_and(|file| prove_file(&file, &self.ring).is_ok())
    }

    fn look(&self, text: &str) -> Report {
        inspect(black_box(text), &self.ring, &[], &Need::default(), NOW)
    }

    fn explained(&self) -> bool {
        self.look(KEY).is_good()
    }

    fn mail(&self) -> bool {
        self.look(MAIL).is_good()
    }
}
