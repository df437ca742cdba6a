//! Addresses in a text.

/// An address in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) address: &'a str,
    pub(super) at: usize,
    pub(super) end: usize,
}

/// All addresses in a text: something, an at sign, and a domain with a dot in it.
pub(super) fn addresses(text: &str) -> Vec<Found<'_>> {
    let mut all = Vec::new();
    let mut after = 0;
    for (at, _) in text.match_indices('@') {
        if at < after {
            continue;
        }
        let is_local = |c: char| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '.' | '!' | '#' | '$' | '%' | '&' | '*' | '+' | '/' | '=' | '?' | '^' | '_' | '{' | '|' | '}' | '~' | '-' | '\''
                )
        };
        let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let start = text[after..at].char_indices().rev().take_while(|(_, c)| is_local(*c)).last().map_or(at, |(start, _)| after + start);
        let end = text[at + 1..].find(|c| !is_domain(c)).map_or(text.len(), |length| at + 1 + length);
        let start = start + (text[start..at].len() - text[start..at].trim_start_matches(['\'', '*', '.', '=']).len());
        let domain = text[at + 1..end].trim_end_matches(['.', '-', '_']);
        let end = at + 1 + domain.len();
        if start < at && domain.contains('.') && !domain.starts_with(['.', '-']) && end - start <= 320 {
            all.push(Found { address: &text[start..end], at: start, end });
            after = end;
        }
    }
    all
}
