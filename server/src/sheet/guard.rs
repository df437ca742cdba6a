/// A text that a spreadsheet would take for a formula gets an apostrophe in front: it stays a text. Names and remittance texts are other people's.
pub(crate) fn guarded(text: &str) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n'])
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text again as it was before it was guarded.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if guarded(rest) != rest => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn what_a_spreadsheet_would_run_stays_a_text() {
        for text in ["=1+1", "+49 30 1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|calc", "＝1"] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for text in ["", "RE-1", "Rechnung = 5", "'=1"] {
            assert_eq!(guarded(text), text);
        }
        for text in ["RE-1", "'", "'s-Hertogenbosch", "O'Neill"] {
            assert_eq!(unguarded(text), text);
        }
    }
}
