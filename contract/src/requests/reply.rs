//! What a person has written in an answer by mail, without what their program puts below it: the mail that they answer, and a signature.

/// Where a copy of the answered mail begins, as programs write it: in a line of its own.
const BEGINNINGS: [&str; 8] = [
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "----- Original Message -----",
    "----- Ursprüngliche Nachricht -----",
    "________________________________",
    "-------- Original Message --------",
    "-------- Ursprüngliche Nachricht --------",
    "-- ",
];
/// What stands before a copy: “On …, … wrote:”, “Am … schrieb …:”.
const WROTE: [(&str, &str); 5] =
    [("On ", " wrote:"), ("Am ", " schrieb"), ("Le ", " a écrit"), ("Il ", " ha scritto"), ("Op ", " schreef")];
/// The first header of a copy without a line above it.
const HEADERS: [&str; 4] = ["From: ", "Von: ", "De: ", "Da: "];
/// So many lines an attribution may be broken into.
const BROKEN_INTO: usize = 3;

/// The person's own words: everything before the copy of the mail that they answer. Lines in between that quote it stay, so that an answer among
/// them makes sense; below the last own word nothing is kept.
#[must_use]
pub fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let end = (0..lines.len()).find(|at| is_end(&lines, *at)).unwrap_or(lines.len());
    let mut kept = &lines[..end];
    while let Some((last, rest)) = kept.split_last() {
        if !last.trim().is_empty() && !last.starts_with('>') {
            break;
        }
        kept = rest;
    }
    kept.join("\n").trim().to_owned()
}

/// Whether the copy begins in this line.
fn is_end(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if BEGINNINGS.iter().any(|beginning| line == beginning.trim_end()) {
        return true;
    }
    if HEADERS.iter().any(|header| line.starts_with(header)) {
        // Four headers in a row are a copy's; one is a sentence.
        return lines[at..].iter().take(4).filter(|line| line.contains(": ")).count() >= 3;
    }
    WROTE.iter().any(|(first, last)| {
        let said = lines[at..].iter().take(BROKEN_INTO).copied().collect::<Vec<_>>().join(" ");
        let upto = said.find(':').map(|colon| &said[..=colon]);
        line.starts_with(first) && is_attribution(&said, last, upto.is_some())
    })
}

/// “On …, … <a@b> wrote:”: the verb, and soon after it the colon with which the copy begins.
fn is_attribution(said: &str, verb: &str, has_colon: bool) -> bool {
    let Some(at) = said.find(verb.trim_end_matches(':')) else { return false };
    let rest = &said[at + verb.trim_end_matches(':').len()..];
    has_colon && rest.find(':').is_some_and(|colon| rest[..colon].chars().count() <= 120)
}
