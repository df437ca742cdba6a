//! The seeds, broken in every way that chance thinks of: the same ways in every run. `EYELEVEL_TEST_CASES` asks for more of them.

use std::{fs, path::Path};

use super::decoding;

/// What stands in keys, in files and around them.
const PIECES: [&str; 24] = [
    "key/",
    ".",
    "=",
    "==",
    "eyJ",
    "-----BEGIN LICENSE FILE-----",
    "-----END LICENSE FILE-----",
    "\n",
    "\r\n> ",
    "=3D",
    "=\n",
    "&#61;",
    "<br>",
    "%2F",
    "\u{200b}",
    "\u{feff}",
    "ü",
    "0",
    "999999999",
    ">=9, <8",
    "-rc.1",
    "*",
    "####",
    "null",
];

/// Xorshift: chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// Some part of a text, at boundaries of characters.
    fn part<'a>(&mut self, text: &'a str) -> &'a str {
        let from = text.floor_char_boundary(self.below(text.len() + 1));
        let length = self.below((text.len() - from).min(80) + 1);
        &text[from..text.floor_char_boundary(from + length)]
    }
}

fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/licences/seeds");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn mutated(text: &str, other: &str, chance: &mut Chance) -> String {
    let at = text.floor_char_boundary(chance.below(text.len() + 1));
    let (before, after) = text.split_at(at);
    let rest = after.floor_char_boundary(chance.below(after.len().min(80) + 1));
    match chance.below(6) {
        0 => [before, &after[rest..]].concat(),
        1 => [before, PIECES[chance.below(PIECES.len())], after].concat(),
        2 => [before, chance.part(other), after].concat(),
        3 => [before, chance.part(text), &after[rest..]].concat(),
        4 => {
            let byte = u8::try_from(chance.below(128)).unwrap();
            [before, &char::from(byte).to_string(), after.get(1..).unwrap_or_default()].concat()
        }
        _ => [&after[rest..], before].concat(),
    }
}

#[test]
fn what_is_broken_is_decoded_or_refused_and_never_a_panic() {
    let cases: usize = std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(0).max(300);
    let seeds = seeds();
    let mut proven = 0;
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for seed in &seeds {
        for _ in 0..cases {
            let mut text = seed.clone();
            for _ in 0..=chance.below(4) {
                let other = chance.below(seeds.len());
                text = mutated(&text, &seeds[other], &mut chance);
            }
            decoding::signed_key(&text);
            decoding::licence_file(&text);
            proven += usize::from(decoding::pasted(&text));
            decoding::typed(&text);
        }
    }
    // What was broken beside the key left it whole; what was broken in it did not.
    assert!((1..cases).contains(&proven), "{proven} of {}", seeds.len() * cases);
}

#[test]
fn the_seeds_are_what_they_are_meant_to_be() {
    let report = |text: &str| super::check::look(text).proven;
    for (seed, proven) in [
        (include_str!("seeds/key.txt"), true),
        (include_str!("seeds/file.txt"), true),
        (include_str!("seeds/mail.txt"), true),
        (include_str!("seeds/source.txt"), true),
        (include_str!("seeds/page.txt"), true),
        (include_str!("seeds/copied.txt"), true),
        (include_str!("seeds/cut.txt"), false),
    ] {
        assert_eq!(report(seed).is_some(), proven, "{seed}");
    }
}
