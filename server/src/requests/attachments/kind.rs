//! What a file is: what its bytes say, not its name.

use eyelevel_contract::attachments::{ALLOWED, VIDEOS};

/// Whether a chunk can be part of a text; keeps the beginning of a character that the next chunk will complete.
#[derive(Default)]
pub(super) struct Text {
    rest: Vec<u8>,
    no: bool,
}

impl Text {
    /// Looks at the next bytes.
    pub(super) fn see(&mut self, bytes: &[u8]) {
        if self.no || bytes.contains(&0) {
            self.no = true;
            return;
        }
        self.rest.extend_from_slice(bytes);
        match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.clear(),
            Err(error) if error.error_len().is_none() => {
                let whole = error.valid_up_to();
                self.rest.drain(..whole);
            }
            Err(_) => self.no = true,
        }
    }

    /// Whether everything so far was text, and nothing is missing at the end.
    pub(super) fn is_text(&self) -> bool {
        !self.no && self.rest.is_empty()
    }
}

/// The media type by the file's first bytes; `None` for what they don't tell, which may still be text.
pub(super) fn by_magic(first: &[u8]) -> Option<&'static str> {
    // A picture that is a page, script and all, with or without the line that says so.
    if first.trim_ascii_start().starts_with(b"<svg") {
        return Some("image/svg+xml");
    }
    infer::get(first).map(|kind| kind.mime_type())
}

/// The media type that is kept: one that is allowed, or nothing.
pub(super) fn allowed(magic: Option<&'static str>, text: bool) -> Option<&'static str> {
    let found = match magic {
        // Office files are archives; whoever wants to send one sends it as that.
        Some(kind) if kind.starts_with("application/vnd.openxmlformats") => "application/zip",
        Some(kind) => kind,
        None if text => "text/plain",
        None => return None,
    };
    ALLOWED.iter().map(|(kind, _)| *kind).find(|kind| *kind == found)
}

/// A name that is only a name: no folders, no control characters, not endless.
pub(super) fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !turns(*c) && !r#""<>|:*?"#.contains(*c)).collect();
    let clean = clean.trim().trim_start_matches('.');
    let length = clean.chars().count();
    match length {
        0 => "file".to_owned(),
        // The end is kept: it tells what the file is.
        121.. => clean.chars().skip(length - 120).collect(),
        _ => clean.to_owned(),
    }
}

/// Archives that go by another name.
const ARCHIVES: [&str; 6] = ["docx", "xlsx", "pptx", "odt", "ods", "odp"];

/// The name with an ending that says what the bytes are: whoever opens `invoice.bat` opens `invoice.bat.txt`.
pub(super) fn named(name: String, media_type: &str) -> String {
    let Some((_, endings)) = ALLOWED.iter().chain(VIDEOS).find(|(kind, _)| *kind == media_type) else { return name };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let fits = endings.contains(&ending.as_str()) || media_type == "application/zip" && ARCHIVES.contains(&ending.as_str());
    match endings.first() {
        Some(usual) if !fits => format!("{name}.{usual}"),
        _ => name,
    }
}

/// Characters that turn the direction of what follows: `photo…gpj.exe` would read as a picture.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name("C:\\fakepath\\Menü.pdf"), "Menü.pdf");
        assert_eq!(name("..\r\n"), "file");
        assert_eq!(name("photo\u{202e}gpj.exe"), "photogpj.exe");
        assert_eq!(name(&format!("{}.pdf", "x".repeat(300))).chars().count(), 120);
    }

    #[test]
    fn a_name_ends_as_its_bytes_do() {
        for (given, kind, kept) in [
            ("IMG_1.JPG", "image/jpeg", "IMG_1.JPG"),
            ("photo.exe", "image/png", "photo.exe.png"),
            ("invoice.bat", "text/plain", "invoice.bat.txt"),
            ("README", "text/plain", "README.txt"),
            ("page.html", "text/plain", "page.html.txt"),
            ("log.txt.", "text/plain", "log.txt..txt"),
            ("offer.docx", "application/zip", "offer.docx"),
            ("film.exe", "video/mp4", "film.exe.mp4"),
        ] {
            assert_eq!(named(given.to_owned(), kind), kept);
        }
    }

    #[test]
    fn text_is_utf_8_without_nul_across_chunks() {
        let mut text = Text::default();
        text.see(b"M\xc3");
        text.see(b"\xbcller");
        assert!(text.is_text());
        text.see(b"\xff");
        assert!(!text.is_text());
        let mut cut = Text::default();
        cut.see(b"M\xc3");
        assert!(!cut.is_text());
    }

    #[test]
    fn only_what_is_listed_is_kept() {
        assert_eq!(allowed(by_magic(b"\x89PNG\r\n\x1a\n0000"), false), Some("image/png"));
        assert_eq!(allowed(by_magic(b"%PDF-1.7"), true), Some("application/pdf"));
        assert_eq!(allowed(by_magic(b"MZ\x90\x00 an exe"), false), None);
        assert_eq!(allowed(None, true), Some("text/plain"));
        // A page with a script is text to whoever opens it: it is only ever downloaded.
        assert_eq!(allowed(by_magic(b"<!DOCTYPE html><script>"), true), None);
    }
}
