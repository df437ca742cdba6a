//! The reader's nodes: what opens, what closes, and what must not be there.

use std::io::{BufRead as _, Read};

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::Name;
use crate::statements::reading::decode::{Decoded, Head};
use crate::statements::reading::{Place, Refusal, RefusalKind};

/// The longest text, comment or instruction that is kept.
const PIECE: usize = 1 << 20;
/// The longest tag: each of its attributes is compared with all others.
const TAG: usize = 1 << 14;
/// The deepest document that is read.
const DEPTH: usize = 100;

/// An element that is open, and which of its children comes.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) name: Name,
    /// Which of the siblings of this name that follow one another, from 1.
    pub(super) index: u32,
    child: Name,
    children: u32,
}

/// A document that is being read.
pub(crate) struct Xml<R: Read> {
    reader: NsReader<Decoded<R>>,
    buffer: Vec<u8>,
    /// The start tag that was read last, and how much of it is the name.
    pub(super) tag: String,
    pub(super) tag_name: usize,
    /// The text since the last tag, as far as somebody wants it.
    pub(super) text: String,
    /// What is open, and behind it what was open before.
    pub(super) frames: Vec<Frame>,
    pub(super) depth: usize,
    /// The line of the start tag that was read last.
    pub(super) line: i64,
    /// How much may come until somebody asks for more.
    roots: u32,
    empty: bool,
}

/// What came.
pub(super) enum Node {
    Open(Name),
    Close,
    End,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(head: Head<R>) -> Result<Self, Refusal> {
        let reader = NsReader::from_reader(Decoded::xml(head)?);
        let (tag, text) = (String::new(), String::new());
        Ok(Self { reader, buffer: Vec::new(), tag, tag_name: 0, text, frames: Vec::new(), depth: 0, line: 1, roots: 0, empty: false })
    }

    /// The next tag. Text before it is added to `text` if it is wanted.
    pub(super) fn next(&mut self, wanted: bool) -> Result<Node, Refusal> {
        if self.empty {
            self.empty = false;
            return self.close();
        }
        if !wanted && self.depth > 0 {
            self.pass_text()?;
        }
        loop {
            self.buffer.clear();
            self.reader.get_mut().allow(PIECE);
            let line = self.reader.get_ref().line();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.unreadable(error, line)),
            };
            let outside = self.depth == 0;
            match event {
                Event::Start(start) => {
                    keep(&start, &mut self.tag, &mut self.tag_name);
                    return self.open(line);
                }
                Event::Empty(start) => {
                    keep(&start, &mut self.tag, &mut self.tag_name);
                    self.empty = true;
                    return self.open(line);
                }
                Event::End(_) => return self.close(),
                Event::Text(text) if outside => {
                    if let Some(stray) = text.split_whitespace().next().map(str::to_owned) {
                        let kind = if self.roots == 0 { RefusalKind::Syntax } else { RefusalKind::TwoRoots };
                        return Err(self.refuse_in(kind, line, stray));
                    }
                }
                Event::CData(_) | Event::GeneralRef(_) if outside => return Err(self.refuse_in(RefusalKind::Syntax, line, "")),
                Event::Text(text) if wanted => self.text.push_str(&text.xml10_content()),
                Event::CData(text) if wanted => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => match resolved(&reference) {
                    Some(c) if wanted => self.text.push(c),
                    Some(_) => {}
                    None => {
                        let name = format!("&{};", &*reference);
                        return Err(self.refuse_in(RefusalKind::Entity, line, name));
                    }
                },
                Event::Decl(_) if self.roots > 0 => {
                    let kind = if outside { RefusalKind::TwoRoots } else { RefusalKind::Syntax };
                    return Err(self.refuse_in(kind, line, "<?xml"));
                }
                Event::DocType(_) => return Err(self.refuse_in(RefusalKind::Doctype, line, "<!DOCTYPE")),
                Event::Eof if outside && self.roots == 0 => return Err(self.refuse_in(RefusalKind::Truncated, line, "")),
                Event::Eof if outside => return Ok(Node::End),
                Event::Eof => return Err(self.refuse_in(RefusalKind::Truncated, line, "")),
                Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            }
            if self.text.len() > PIECE {
                return Err(self.refuse_in(RefusalKind::TooLong, line, ""));
            }
        }
    }

    /// Lets a text pass that nobody wants, however long it is: invoices carry whole documents in them, written as letters.
    fn pass_text(&mut self) -> Result<(), Refusal> {
        loop {
            let line = self.reader.get_ref().line();
            let input = self.reader.get_mut();
            input.allow(PIECE);
            let (passed, ended) = match input.fill_buf() {
                Ok(available) => match memchr::memchr(b'<', available) {
                    Some(tag) => (tag, true),
                    None => (available.len(), available.is_empty()),
                },
                Err(error) => return Err(self.unreadable(error.into(), line)),
            };
            input.consume(passed);
            if ended {
                return Ok(());
            }
        }
    }

    fn open(&mut self, line: i64) -> Result<Node, Refusal> {
        self.line = line;
        if self.tag.len() > TAG {
            return Err(self.refuse_in(RefusalKind::TooLong, line, &self.tag));
        }
        let (_, local) = self.tag[..self.tag_name].rsplit_once(':').unwrap_or(("", &self.tag[..self.tag_name]));
        let name = Name::new(local);
        if self.depth == 0 {
            self.roots += 1;
            if self.roots > 1 {
                let tag = self.tag[..self.tag_name].to_owned();
                return Err(self.refuse_in(RefusalKind::TwoRoots, line, tag));
            }
        }
        let index = match self.depth.checked_sub(1).and_then(|parent| self.frames.get_mut(parent)) {
            Some(parent) if parent.child == name => {
                parent.children = parent.children.saturating_add(1);
                parent.children
            }
            Some(parent) => {
                (parent.child, parent.children) = (name, 1);
                1
            }
            None => 1,
        };
        self.frames.truncate(self.depth);
        self.frames.push(Frame { name, index, child: Name::NONE, children: 0 });
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.refuse_in(RefusalKind::TooDeep, line, ""));
        }
        if let Some(wrong) = self.wrong_in_tag() {
            return Err(self.refuse_in(RefusalKind::Syntax, line, wrong));
        }
        Ok(Node::Open(name))
    }

    fn close(&mut self) -> Result<Node, Refusal> {
        self.depth = self.depth.saturating_sub(1);
        Ok(Node::Close)
    }

    /// What the parser lets pass, and XML does not.
    fn wrong_in_tag(&self) -> Option<String> {
        let (name, attributes) = self.tag.split_at(self.tag_name);
        let odd = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_' | ':');
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')) || name.contains(odd) {
            return Some(name.to_owned());
        }
        if attributes.trim().is_empty() {
            return None;
        }
        let tag = BytesStart::from_content(self.tag.as_str(), self.tag_name);
        tag.attributes().find_map(|attribute| match attribute {
            Ok(attribute) if attribute.value.contains('<') || attribute.normalized_value(XmlVersion::Implicit1_0).is_err() => {
                Some(attribute.key.0.to_owned())
            }
            Ok(_) => None,
            Err(_) => Some(attributes.trim().to_owned()),
        })
    }

    /// The namespace of the element that was just entered.
    pub(crate) fn namespace(&self) -> Option<&str> {
        let name = quick_xml::name::QName(&self.tag[..self.tag_name]);
        match self.reader.resolver().resolve_element(name).0 {
            ResolveResult::Bound(namespace) => Some(namespace.0),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        }
    }

    fn unreadable(&self, error: Error, line: i64) -> Refusal {
        let kind = match error {
            Error::Io(error) => {
                return match error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
                    // Of a piece that is too long, its beginning says more than the place where patience ended.
                    Some(Refusal { kind: RefusalKind::TooLong, .. }) => self.refuse_in(RefusalKind::TooLong, line, ""),
                    Some(refusal) => Refusal { path: self.path(self.depth), ..refusal.clone() },
                    None => self.refuse_in(RefusalKind::Unreadable, line, error.to_string()),
                };
            }
            // What began and does not end is cut; unless a bang stands for something that XML does not know.
            Error::Syntax(SyntaxError::InvalidBangMarkup) => RefusalKind::Syntax,
            Error::Syntax(_) => RefusalKind::Truncated,
            Error::IllFormed(IllFormedError::UnclosedReference) => RefusalKind::Entity,
            _ => RefusalKind::Syntax,
        };
        self.refuse_in(kind, line, error.to_string())
    }

    pub(super) fn refuse_in(&self, kind: RefusalKind, line: i64, detail: impl AsRef<str>) -> Refusal {
        Refusal::at(kind, Place { line, path: self.path(self.depth) }, detail)
    }

    /// The way to what is open, or to what was open a step deeper.
    pub(super) fn path(&self, depth: usize) -> String {
        let mut path = String::new();
        for Frame { name, index, .. } in self.frames.iter().take(depth) {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(&name.to_string());
            if *index > 1 {
                path.push_str(&format!("[{index}]"));
            }
        }
        path
    }
}

fn keep(start: &BytesStart<'_>, tag: &mut String, name: &mut usize) {
    tag.clear();
    tag.push_str(start);
    *name = start.name().0.len();
}

/// The character that a reference stands for: XML's own five, and numbers.
fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten().filter(|c| *c >= ' ' || matches!(c, '\t' | '\n' | '\r')),
    }
}
