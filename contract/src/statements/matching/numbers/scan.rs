//! Goes through a text once.

use super::{
    groups::{Gap, Group, groups},
    index::{Index, LONGEST, Name, is_spelled, parts},
    judge::{Led, Run, Worth},
    words::{Label, label},
};

/// A number is spelled in so many groups at most.
const MOST_GROUPS: usize = 8;
/// So many invoices with the same number are enough.
const MOST_ALIKE: usize = 8;
/// Lines are broken, and texts end, after so many characters or after several times as many.
const LINES: [usize; 4] = [27, 35, 65, 140];

/// A row that a place in a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::statements) struct Answer {
    /// The item's place.
    pub(in crate::statements) row: usize,
    /// Whether the number alone says so; else the amount has to agree.
    pub(in crate::statements) strong: bool,
}

/// A place in a text where a number was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::statements) struct Slot {
    /// From where to where in the text.
    pub(in crate::statements) at: (usize, usize),
    /// Which row it means; several where a number was given twice.
    pub(in crate::statements) answers: Vec<Answer>,
    /// Whether the text may have been cut off within it.
    pub(in crate::statements) cut: bool,
    /// Where digits follow that may be the rest of a longer number.
    goes_on: Option<usize>,
}

/// What a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::statements) struct Found {
    pub(in crate::statements) slots: Vec<Slot>,
    /// Whether it names an invoice that is not among the items.
    pub(in crate::statements) unknown: bool,
}

/// Finds numbers in one text after the other.
pub(in crate::statements) struct Scanner<'i, 'a, 't> {
    index: &'i Index<'a>,
    groups: Vec<Group<'t>>,
    number: Vec<Group<'a>>,
}

impl<'i, 'a, 't> Scanner<'i, 'a, 't> {
    pub(in crate::statements) const fn new(index: &'i Index<'a>) -> Self {
        Self { index, groups: Vec::new(), number: Vec::new() }
    }

    /// Everything that a text names.
    pub(in crate::statements) fn scan(&mut self, text: &'t str) -> Found {
        groups(text, &mut self.groups);
        let mut found = Found::default();
        let mut at = 0;
        // A word before a list of numbers is said of each.
        let mut list = Label::None;
        while at < self.groups.len() {
            if !self.groups[at].digits {
                let joins = ["und", "and", "u", "sowie"].iter().any(|word| word.eq_ignore_ascii_case(self.groups[at].text));
                list = if joins { list } else { Label::None };
                at += 1;
                continue;
            }
            let own = label(&self.groups, at);
            let label = if own == Label::None { list } else { own };
            let next = self.begin(text, at, label, &mut found);
            list = if next.1 { label } else { Label::None };
            at = next.0;
        }
        found.close();
        found
    }

    /// The longest number that begins here; gives the place to go on from, and whether there was one.
    fn begin(&mut self, text: &str, from: usize, label: Label, found: &mut Found) -> (usize, bool) {
        let mut name = Name::new();
        let mut best: Option<(usize, Slot)> = None;
        for to in from..self.groups.len().min(from + MOST_GROUPS) {
            if to > from && !self.groups[to].before.is_within() {
                break;
            }
            name.push(&self.groups[to]);
            if name.length > LONGEST {
                break;
            }
            let Some(slot) = self.answers(text, from, to, &name, label) else { continue };
            // A shorter one stays a possible answer where the longer one is put together across spaces.
            let loose = best.as_ref().is_some_and(|(last, _)| self.groups[last + 1..=to].iter().any(|group| group.before.is_loose()));
            match &mut best {
                Some((last, shorter)) if loose => {
                    (*last, shorter.at.1, shorter.goes_on) = (to, slot.at.1, slot.goes_on);
                    shorter.answers.splice(0..0, slot.answers);
                }
                _ => best = Some((to, slot)),
            }
        }
        if let Some((to, slot)) = best {
            found.add(slot);
            return (to + 1, true);
        }
        found.unknown |= self.is_unknown(from, label);
        (from + 1, false)
    }

    /// Which items a run may be the number of.
    fn answers(&mut self, text: &str, from: usize, to: usize, name: &Name, label: Label) -> Option<Slot> {
        let run = Run { groups: &self.groups, from, to, digits: name.digits, label };
        let mut all: Vec<(usize, Worth, Led)> = Vec::new();
        let index = self.index;
        for row in index.candidates(name) {
            if all.len() == MOST_ALIKE {
                break;
            }
            let (number, kind) = index.number(row);
            groups(number, &mut self.number);
            let Some((prefix, core)) = parts(&self.number) else { continue };
            if !all.iter().any(|(known, ..)| *known == row)
                && is_spelled(&self.groups[from..=to], core)
                && let Some((worth, led)) = run.judge(prefix, core, kind)
            {
                all.push((row, worth, led));
            }
        }
        // Where the prefix is spelled, those with another prefix are not meant.
        let best = all.iter().map(|(.., led)| *led).max()?;
        all.retain(|(.., led)| *led == best);
        let last = &self.groups[to];
        let end = last.at + last.text.len();
        let cut = index.has_longer(name.length) && may_be_cut(text, end, self.groups.get(to + 1));
        let answers: Vec<_> = all.into_iter().map(|(row, worth, _)| Answer { row, strong: worth == Worth::Strong && !cut }).collect();
        let follows = self.groups.get(to + 1).filter(|next| next.before.is_loose() && next.digits && index.has_longer(name.length));
        let goes_on = follows.map(|next| next.at);
        (!answers.is_empty()).then_some(Slot { at: (self.groups[from].at, end), answers, cut, goes_on })
    }

    /// Whether these digits are called the number of an invoice, and are none of ours.
    fn is_unknown(&self, from: usize, label: Label) -> bool {
        let first = &self.groups[from];
        let named = matches!(label, Label::Of { .. })
            || (first.before.is_close() || first.before == Gap::Space)
                && from > 0
                && !self.groups[from - 1].digits
                && self.index.is_prefix(self.groups[from - 1].text);
        let mut to = from;
        while self.groups.get(to + 1).is_some_and(|next| next.before.is_close() || next.before.is_loose() && next.digits) {
            to += 1;
        }
        let digits = self.groups[from..=to].iter().filter(|group| group.digits).map(|group| group.text.len()).sum();
        named && digits >= 3 && !Run { groups: &self.groups, from, to, digits, label }.looks_like_time()
    }
}

/// Whether something may have been cut off, or broken off, at that place of a text.
fn may_be_cut(text: &str, end: usize, next: Option<&Group<'_>>) -> bool {
    let at_limit = |length: usize| length > 0 && LINES.iter().any(|line| length.is_multiple_of(*line));
    let line = text[..end].rsplit(['\n', '\r']).next().unwrap_or_default();
    match next {
        None => end == text.len() && (at_limit(text.chars().count()) || at_limit(line.chars().count())),
        Some(next) => next.before == Gap::Line && next.digits && at_limit(line.chars().count()),
    }
}

impl Found {
    /// What goes on in digits that are no number themselves may be the beginning of a longer number: the amount has to agree.
    fn close(&mut self) {
        let begins: Vec<usize> = self.slots.iter().map(|slot| slot.at.0).collect();
        for slot in self.slots.iter_mut().filter(|slot| slot.goes_on.is_some_and(|at| !begins.contains(&at))) {
            slot.answers.iter_mut().for_each(|answer| answer.strong = false);
        }
    }

    /// One more place; a number that is named twice is named once.
    fn add(&mut self, slot: Slot) {
        let row = |slot: &Slot| if let [only] = slot.answers.as_slice() { Some(only.row) } else { None };
        let same = self.slots.iter_mut().find(|known| row(known).is_some() && row(known) == row(&slot));
        match same {
            Some(known) => known.answers[0].strong |= slot.answers[0].strong,
            None => self.slots.push(slot),
        }
    }
}
