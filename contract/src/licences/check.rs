//! Explains any text that somebody pasted or dropped: what it is, whether it is genuine, whether it fits, and what happened to it on its way.

use super::{
    Claims, Container, Cut, KeyRing, KeyRule, Mismatch, Need, Repair, Report, SignedKey, Unproven, Verdict,
    clean::understandings,
    find::{Found, Reading, readings, written},
    misfits, prove, prove_file,
};
use crate::ids::Millis;

/// The longest text that is looked at, in bytes.
pub const TEXT_MAX: usize = 262_144;

/// Explains a text. `rules` are those of the product, if it is known: they tell ready-made keys from none at all. Nothing but the text is
/// needed, no network, and no text makes it fail.
#[must_use]
pub fn inspect(text: &str, ring: &KeyRing, rules: &[KeyRule], need: &Need, now: Millis) -> Report {
    if text.trim().is_empty() {
        return Report::of(Verdict::Nothing);
    }
    if text.len() > TEXT_MAX {
        return Report::of(Verdict::TooLong);
    }
    let mut best: Option<(Rank, Report)> = None;
    let understandings = understandings(text);
    for cleaned in &understandings {
        for reading in readings(&cleaned.text) {
            let (rank, mut report) = judge(&reading, ring, need, now);
            if reading.bold && rank > Rank::UnknownSigner || best.as_ref().is_some_and(|(known, _)| *known <= rank) {
                continue;
            }
            if report.text.is_some() {
                report.repairs.splice(0..0, cleaned.repairs.iter().copied());
            }
            let good = rank == Rank::Good;
            best = Some((rank, report));
            if good {
                break;
            }
        }
        if best.as_ref().is_some_and(|(rank, _)| *rank == Rank::Good) {
            break;
        }
    }
    if let Some((_, report)) = best {
        return report;
    }
    let texts = || understandings.iter().map(|u| u.text.as_str());
    texts().find_map(|text| ready_made(text, rules, need, now)).unwrap_or_else(|| Report::of(Verdict::NotAKey))
}

/// How much a reading explains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Proven, and it fits: there may be others in the text, an old one in a quoted mail.
    Good,
    Proven,
    /// Proven, but something had to be added: another way to understand the text may say why.
    Completed,
    NotInUse,
    UnknownSigner,
    Signature,
    OtherAlgorithm,
    /// The longest reading of what is left.
    CutAtItsEnd,
    Cut,
    Damaged,
}

fn judge(reading: &Reading, ring: &KeyRing, need: &Need, now: Millis) -> (Rank, Report) {
    let report = |text: String, key: &SignedKey, verdicts: Vec<Verdict>, proven: Option<String>| Report {
        verdicts,
        repairs: reading.repairs.clone(),
        container: Some(reading.container),
        text: Some(text),
        key: Some(key.as_str().to_owned()),
        data: Some(key.data().clone()),
        proven,
    };
    let (proof, key, text, ended) = match &reading.found {
        Found::Ruin(verdict) => {
            let rank = match verdict {
                Verdict::OtherAlgorithm { .. } => Rank::OtherAlgorithm,
                Verdict::Truncated { cut: Cut::End, .. } => Rank::CutAtItsEnd,
                Verdict::Truncated { .. } => Rank::Cut,
                _ => Rank::Damaged,
            };
            return (rank, Report { container: Some(reading.container), ..Report::of(verdict.clone()) });
        }
        Found::Key(key) => (prove(key, ring), &**key, key.as_str().to_owned(), None),
        Found::File(file) => {
            let ended = (now >= file.expiry()).then(|| Verdict::FileEnded { at: file.expiry(), ttl: file.ttl() });
            (prove_file(file, ring), file.key(), written(file), ended)
        }
    };
    match proof {
        Ok(public) => {
            let mut verdicts: Vec<_> = misfits(&Claims::from(key.data()), need, now).into_iter().map(Verdict::Misfit).collect();
            verdicts.extend(ended);
            if verdicts.is_empty() {
                verdicts.push(Verdict::Good);
            }
            let added = reading.repairs.iter().any(|r| matches!(r, Repair::Padding | Repair::Beginning));
            let rank = match verdicts[..] {
                _ if added => Rank::Completed,
                [Verdict::Good] => Rank::Good,
                _ => Rank::Proven,
            };
            (rank, report(text, key, verdicts, Some(public.id().to_owned())))
        }
        Err(why) => {
            let rank = match why {
                Unproven::SignerNotInUse { .. } => Rank::NotInUse,
                Unproven::UnknownSigner { .. } => Rank::UnknownSigner,
                Unproven::Signature { .. } => Rank::Signature,
            };
            (rank, report(text, key, vec![Verdict::Misfit(Mismatch::Unproven(why))], None))
        }
    }
}

/// A word, or the whole text without its spaces, that looks like one of the product's ready-made keys.
fn ready_made(text: &str, rules: &[KeyRule], need: &Need, now: Millis) -> Option<Report> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let words = text.split_whitespace().take(1_000).chain([joined.as_str()]);
    let mut bare = words.map(|word| word.trim_matches(['"', '\'', '(', ')', ',', ';', ':', '.']));
    bare.find_map(|word| {
        let rule = rules.iter().find(|rule| rule.pattern.as_ref().is_some_and(|p| p.fits(word)))?;
        let claims = Claims { versions: Some(rule.versions.clone()), ..Claims::default() };
        let mut verdicts: Vec<_> = misfits(&claims, need, now).into_iter().map(Verdict::Misfit).collect();
        verdicts.push(Verdict::ReadyMade { versions: rule.versions.clone() });
        Some(Report {
            verdicts,
            container: Some(Container::Key),
            text: Some(word.to_owned()),
            key: Some(word.to_owned()),
            ..Report::of(Verdict::NotAKey)
        })
    })
}
