//! All numbers of an account, to be asked in one look.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use super::groups::{Gap, Group, groups};
use crate::statements::matching::ItemKind;

/// The longest core that is looked for.
pub(super) const LONGEST: usize = 40;
/// Ends a chain.
const END: u32 = u32::MAX;

/// What a run of groups is called in the index, built group by group: once as it is, once without the zeros that lead its groups.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) plain: u64,
    pub(super) grouped: u64,
    /// How many characters the plain core has.
    pub(super) length: usize,
    /// How many the other one has.
    short: usize,
    /// How many of them are digits.
    pub(super) digits: usize,
}

fn hash(hash: u64, byte: u8) -> u64 {
    // FNV-1a: what is found by it is compared afterwards.
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn without_zeros(digits: &str) -> &str {
    let short = digits.trim_start_matches('0');
    if short.is_empty() { &digits[digits.len().saturating_sub(1)..] } else { short }
}

impl Name {
    pub(super) const fn new() -> Self {
        Self { plain: 0xcbf2_9ce4_8422_2325, grouped: 0x8422_2325_cbf2_9ce4, length: 0, short: 0, digits: 0 }
    }

    pub(super) fn push(&mut self, group: &Group<'_>) {
        // Zeros that lead the whole are as good as none.
        let plain = if self.length == 0 && group.digits { group.text.trim_start_matches('0') } else { group.text };
        for byte in plain.bytes() {
            self.plain = hash(self.plain, byte.to_ascii_uppercase());
        }
        self.length += plain.len();
        self.digits += if group.digits { plain.len() } else { 0 };
        let short = if group.digits { without_zeros(group.text) } else { group.text };
        self.short += short.len();
        self.grouped = short.bytes().fold(hash(self.grouped, b'|'), |h, byte| hash(h, byte.to_ascii_uppercase()));
    }
}

/// For keys that are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        // The table takes its bits from both ends.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = hash(self.0, *byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The numbers of all items.
pub(in crate::statements) struct Index<'a> {
    numbers: Vec<(&'a str, ItemKind)>,
    heads: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    next: Vec<u32>,
    /// Which lengths of plain cores there are, one bit each; and of the others.
    lengths: u64,
    shorts: u64,
    /// The last words of prefixes.
    prefixes: HashSet<String>,
}

/// A number taken apart: what leads its core, and the core.
pub(super) fn parts<'g, 'a>(all: &'g [Group<'a>]) -> Option<(&'g [Group<'a>], &'g [Group<'a>])> {
    let core = all.iter().position(|group| group.digits)?;
    Some(all.split_at(core))
}

impl<'a> Index<'a> {
    /// The rows keep their places: what is found is a place in `numbers`.
    pub(in crate::statements) fn new(numbers: impl Iterator<Item = (&'a str, ItemKind)>) -> Self {
        let numbers: Vec<_> = numbers.collect();
        let mut index = Self {
            heads: HashMap::with_capacity_and_hasher(numbers.len() * 2, BuildHasherDefault::default()),
            next: vec![END; numbers.len() * 2],
            lengths: 0,
            shorts: 0,
            prefixes: HashSet::new(),
            numbers,
        };
        let mut all = Vec::new();
        // Backwards, so that chains lead forwards.
        for row in (0..index.numbers.len()).rev() {
            groups(index.numbers[row].0, &mut all);
            let Some((prefix, core)) = parts(&all) else { continue };
            let mut name = Name::new();
            core.iter().for_each(|group| name.push(group));
            if name.length == 0 || name.length > LONGEST {
                continue;
            }
            if let Some(word) = prefix.last()
                && !index.prefixes.contains(word.text)
            {
                index.prefixes.insert(word.text.to_ascii_uppercase());
            }
            index.lengths |= 1 << name.length;
            index.shorts |= 1 << name.short.min(63);
            index.link(name.plain, row * 2);
            index.link(name.grouped, row * 2 + 1);
        }
        index
    }

    fn link(&mut self, name: u64, entry: usize) {
        let Ok(place) = u32::try_from(entry) else { return };
        self.next[entry] = self.heads.insert(name, place).unwrap_or(END);
    }

    /// Rows that may be what is called so, in their order. Some are not: a name is a hash.
    pub(super) fn candidates(&self, name: &Name) -> impl Iterator<Item = usize> + '_ {
        let head = |name: u64, worth: bool| if worth { self.heads.get(&name).copied() } else { None };
        let plain = head(name.plain, self.lengths >> name.length & 1 == 1);
        let chain = move |first: Option<u32>| {
            std::iter::successors(first, |entry| self.next.get(*entry as usize).copied().filter(|next| *next != END))
        };
        chain(plain).chain(chain(head(name.grouped, self.shorts >> name.short.min(63) & 1 == 1))).map(|entry| entry as usize / 2)
    }

    pub(super) fn number(&self, row: usize) -> (&'a str, ItemKind) {
        self.numbers[row]
    }

    /// Whether some number's core is longer than that.
    pub(super) const fn has_longer(&self, length: usize) -> bool {
        length < 63 && self.lengths >> (length + 1) != 0
    }

    /// Whether numbers of this account begin with that word.
    pub(super) fn is_prefix(&self, word: &str) -> bool {
        self.prefixes.contains(word) || self.prefixes.contains(&word.to_ascii_uppercase())
    }
}

/// Whether a run of groups spells that core: as it is, or with other zeros at the beginning of its groups.
pub(super) fn is_spelled(run: &[Group<'_>], core: &[Group<'_>]) -> bool {
    fn letters<'g>(groups: &'g [Group<'_>]) -> impl Iterator<Item = u8> + 'g {
        let all = groups.iter().flat_map(|group| group.text.bytes());
        all.skip_while(|byte| *byte == b'0').map(|byte| byte.to_ascii_uppercase())
    }
    let same = |(one, other): (&Group<'_>, &Group<'_>)| {
        one.digits == other.digits
            && if one.digits { without_zeros(one.text) == without_zeros(other.text) } else { one.text.eq_ignore_ascii_case(other.text) }
    };
    letters(run).eq(letters(core)) || run.len() == core.len() && run.iter().zip(core).all(same)
}

/// Whether that prefix stands right before a place, however its letters are torn apart or put together.
pub(super) fn is_led_by(groups: &[Group<'_>], at: usize, prefix: &[Group<'_>]) -> bool {
    fn letters<'g>(groups: &'g [Group<'_>]) -> impl Iterator<Item = u8> + 'g {
        groups.iter().flat_map(|group| group.text.bytes()).map(|byte| byte.to_ascii_uppercase())
    }
    let length: usize = prefix.iter().map(|group| group.text.len()).sum();
    let mut from = at;
    let mut seen = 0;
    while seen < length {
        let joined = !matches!(groups[from].before, Gap::Apart | Gap::Comma);
        let Some(before) = from.checked_sub(1).filter(|before| joined && !groups[*before].digits) else { return false };
        from = before;
        seen += groups[from].text.len();
    }
    length > 0 && seen == length && letters(&groups[from..at]).eq(letters(prefix))
}
