//! What a run of groups that spells a number is worth, by what stands around it.

use super::{
    dates::looks_like_time,
    groups::{Gap, Group},
    index::is_led_by,
    words::Label,
};
use crate::statements::matching::ItemKind;

/// Fewer digits than these are anything; with a word before them they are a number, but the amount has to agree.
const SHORT: usize = 5;
/// So many digits in a row are a number without a word; or, with its own prefix before them, digits and letters together.
const LONG: usize = 6;

/// How much it is worth that a number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// It may be chance: the amount has to agree.
    Weak,
    /// It is this number.
    Strong,
}

/// What says which of several numbers with the same core is meant; the last is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Led {
    /// Nothing.
    Bare,
    /// A word for numbers of its kind.
    ByWord,
    /// Its own prefix.
    ByPrefix,
}

/// A run of groups in a text.
pub(super) struct Run<'g, 'a> {
    pub(super) groups: &'g [Group<'a>],
    pub(super) from: usize,
    /// The last of them.
    pub(super) to: usize,
    /// How many of its characters are digits.
    pub(super) digits: usize,
    pub(super) label: Label,
}

impl Run<'_, '_> {
    /// Whether other digits stand directly beside it, so that it is a part of something: `20.03.2018`, `12345,00`.
    fn is_touched(&self) -> bool {
        // A slash that is not the number's own stands between two numbers.
        let slash = self.digits < LONG || self.groups[self.from + 1..=self.to].iter().any(|group| group.before == Gap::Slash);
        let touches = |gap: Gap, digits: bool| match gap {
            Gap::Tight => true,
            Gap::Slash => slash,
            Gap::Comma => digits,
            _ => false,
        };
        let first = &self.groups[self.from];
        let before = self.from > 0 && self.groups[self.from - 1].digits && touches(first.before, true);
        before || self.groups.get(self.to + 1).is_some_and(|next| touches(next.before, next.digits))
    }

    /// Whether digits go on before or behind it after a space: then a run that has nothing but spaces within may be cut out of an IBAN.
    fn is_among_digits(&self) -> bool {
        if self.groups[self.from + 1..=self.to].iter().any(|group| !group.before.is_loose()) {
            return false;
        }
        let before = self.groups[self.from].before.is_loose() && self.groups[self.from - 1].digits;
        before || self.groups.get(self.to + 1).is_some_and(|next| next.before.is_loose() && next.digits)
    }

    fn is_loose(&self) -> bool {
        self.groups[self.from + 1..=self.to].iter().any(|group| group.before.is_loose())
    }

    pub(super) fn looks_like_time(&self) -> bool {
        let run = &self.groups[self.from..=self.to];
        run.iter().all(|group| group.digits) && looks_like_time(run.iter().map(|group| group.text))
    }

    /// Whether letters directly before it say that it is the number of something else: `LS-2026-0017`, `ZZZ0099`.
    fn has_foreign_prefix(&self) -> bool {
        let first = &self.groups[self.from];
        first.before.is_close() && !self.groups[self.from - 1].digits
    }

    /// What it is worth as the number with this prefix, and what leads it; nothing: it is not that number.
    pub(super) fn judge(&self, prefix: &[Group<'_>], core: &[Group<'_>], kind: ItemKind) -> Option<(Worth, Led)> {
        // Zeros count where they are written just as in the number.
        let run = &self.groups[self.from..=self.to];
        fn letters<'g>(groups: &'g [Group<'_>]) -> impl Iterator<Item = u8> + 'g {
            groups.iter().flat_map(|group| group.text.bytes()).map(|byte| byte.to_ascii_uppercase())
        }
        let as_it_is = letters(run).eq(letters(core));
        let length = |groups: &[Group<'_>], digits: bool| groups.iter().filter(|one| one.digits == digits).map(|one| one.text.len()).sum();
        let digits: usize = if as_it_is { length(run, true) } else { self.digits };
        let own = is_led_by(self.groups, self.from, prefix);
        let labelled = own || self.label.fits(kind);
        if self.groups.get(self.to + 1).is_some_and(|next| next.before == Gap::Glued) {
            return None;
        }
        if !labelled && (self.has_foreign_prefix() || self.label == Label::Other) {
            return None;
        }
        let (touched, time) = (self.is_touched(), self.looks_like_time());
        if touched && !own || time && !labelled {
            return None;
        }
        let worth = if touched || time && !own {
            Worth::Weak
        } else if own && digits + length(prefix, false) >= LONG {
            Worth::Strong
        } else if digits < SHORT {
            labelled.then_some(Worth::Weak)?
        } else if labelled {
            Worth::Strong
        } else if self.is_loose() {
            (as_it_is && !self.is_among_digits()).then_some(Worth::Weak)?
        } else if digits < LONG {
            Worth::Weak
        } else {
            Worth::Strong
        };
        let led = if own { Led::ByPrefix } else { [Led::Bare, Led::ByWord][usize::from(labelled)] };
        Some((worth, led))
    }
}
