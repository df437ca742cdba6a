//! The envelope's sender names the row of the outbox, signed: `bounces+{id}.{signature}@{host}`. So a bounce says by its address which mail it
//! is about, and nobody can forge one without the secret. `Reply-To` does the same with a signature of its own. All of it is lower case and survives a server that changes the case.

use eyelevel_contract::ids::Id;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use crate::app::App;

/// As many octets of the signature are kept: 80 bits, the least of RFC 2104, and sixteen letters.
const KEPT: usize = 10;
const LETTERS: usize = 16;
/// Base32 (RFC 4648) in lower case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// What an address is for; signed with it, so that none does for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The envelope's sender: what comes back to it is a bounce.
    Bounce,
    /// `Reply-To`: what comes to it is an answer of the person to whom the mail went.
    Reply,
    /// No address, but a link: whoever has it turns off what the mail was about.
    Unsubscribe,
}

impl Purpose {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::Bounce => b"eyelevel return path ",
            Self::Reply => b"eyelevel reply ",
            Self::Unsubscribe => b"eyelevel unsubscribe ",
        }
    }
}

/// The sender of a mail's envelope. None without the setting `return_path`.
#[must_use]
pub fn of(app: &App, outbox_id: &str) -> Option<String> {
    address(app, outbox_id, Purpose::Bounce)
}

/// Where an answer to a mail goes. None without the setting `return_path`.
#[must_use]
pub fn reply_to(app: &App, outbox_id: &str) -> Option<String> {
    address(app, outbox_id, Purpose::Reply)
}

fn address(app: &App, outbox_id: &str, purpose: Purpose) -> Option<String> {
    let path = app.config.return_path.as_ref()?;
    Some(format!("{}+{}@{}", path.mailbox, signed(app, outbox_id, purpose)?, path.host))
}

/// The row of the outbox with its signature: `{id}.{signature}`.
#[must_use]
pub fn signed(app: &App, outbox_id: &str, purpose: Purpose) -> Option<String> {
    let id = Uuid::try_parse(outbox_id).ok().filter(|id| id.to_string() == outbox_id)?.simple().to_string();
    let signature = letters(&mac(app, &id, purpose)?.finalize().into_bytes());
    Some(format!("{id}.{signature}"))
}

/// The other way round; none for what is foreign or forged.
#[must_use]
pub fn verified(app: &App, signed: &str, purpose: Purpose) -> Option<Id> {
    let (id, signature) = signed.split_once('.')?;
    if id.len() != 32 {
        return None;
    }
    // In constant time.
    mac(app, id, purpose)?.verify_truncated_left(&octets(signature)?).ok()?;
    Some(Uuid::try_parse(id).ok()?.to_string())
}

/// The row of the outbox that an address of ours names, however it is written: in capitals, in angle brackets. None for what is foreign or forged.
#[must_use]
pub fn read(app: &App, address: &str) -> Option<Id> {
    named(app, address, Purpose::Bounce)
}

/// The same of an address that answers go to.
#[must_use]
pub fn read_reply(app: &App, address: &str) -> Option<Id> {
    named(app, address, Purpose::Reply)
}

fn named(app: &App, address: &str, purpose: Purpose) -> Option<Id> {
    let path = app.config.return_path.as_ref()?;
    let address = address.trim();
    let address = address.strip_prefix('<').and_then(|a| a.strip_suffix('>')).unwrap_or(address).to_ascii_lowercase();
    let (local, host) = address.rsplit_once('@')?;
    let named = local.strip_prefix(&path.mailbox)?.strip_prefix('+')?;
    if host == path.host { verified(app, named, purpose) } else { None }
}

fn mac(app: &App, id: &str, purpose: Purpose) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.config.secret).ok()?;
    mac.update(purpose.word());
    mac.update(id.as_bytes());
    Some(mac)
}

fn letters(signature: &[u8]) -> String {
    let bits = signature.iter().take(KEPT).fold(0_u128, |bits, octet| bits << 8 | u128::from(*octet));
    (0..LETTERS)
        .rev()
        .filter_map(|at| ALPHABET.get(usize::try_from(bits >> (5 * at) & 31).ok()?))
        .map(|letter| char::from(*letter))
        .collect()
}

fn octets(letters: &str) -> Option<[u8; KEPT]> {
    if letters.len() != LETTERS {
        return None;
    }
    let value = |letter: u8| ALPHABET.iter().position(|a| *a == letter).and_then(|value| u128::try_from(value).ok());
    let bits = letters.bytes().try_fold(0_u128, |bits, letter| Some(bits << 5 | value(letter)?))?;
    bits.to_be_bytes().last_chunk().copied()
}
