//! Going down the tree.

use std::io::Read;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::nodes::Node;
use super::{Name, Xml};
use crate::statements::reading::{Place, Refusal, RefusalKind};

impl<R: Read> Xml<R> {
    /// Enters the next child; none leaves the element. Outside of everything, the child is the root, and none is the end of the file.
    pub(crate) fn child(&mut self) -> Result<Option<Name>, Refusal> {
        match self.next(false)? {
            Node::Open(name) => Ok(Some(name)),
            Node::Close | Node::End => Ok(None),
        }
    }

    /// Leaves the element, whatever else is in it.
    pub(crate) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next(false)?;
        }
        Ok(())
    }

    /// The element's text without spaces around it, and leaves it. Elements in it are left out.
    pub(crate) fn text(&mut self) -> Result<String, Refusal> {
        self.text.clear();
        let (outside, line) = (self.depth - 1, self.line);
        while self.depth > outside {
            let wanted = self.depth == outside + 1;
            self.next(wanted)?;
        }
        self.line = line;
        Ok(self.text.trim().to_owned())
    }

    /// Either the element's text, and then it has been left; or its first child, and then that has been entered.
    pub(crate) fn text_or_child(&mut self) -> Result<(Option<String>, Option<Name>), Refusal> {
        self.text.clear();
        let line = self.line;
        match self.next(true)? {
            Node::Open(name) => Ok((None, Some(name))),
            Node::Close | Node::End => {
                self.line = line;
                Ok((Some(self.text.trim().to_owned()), None))
            }
        }
    }

    /// An attribute of the element that was just entered.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let tag = BytesStart::from_content(self.tag.as_str(), self.tag_name);
        let attribute = tag.attributes().flatten().find(|attribute| attribute.key.0 == name)?;
        Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned())
    }

    /// The end of the file, now that what was to be read has been read; nothing that the question answers may follow.
    pub(crate) fn end(&mut self, another: impl Fn(&str, Option<&str>) -> bool) -> Result<(), Refusal> {
        loop {
            match self.next(false)? {
                Node::Open(name) if another(&name, self.namespace()) => return Err(self.refuse(RefusalKind::SeveralDocuments, &*name)),
                Node::Open(_) | Node::Close => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// How deep the reader is: 0 outside of everything.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// The element in which the reader is.
    pub(crate) fn place(&self) -> Place {
        Place { line: self.line, path: self.path(self.depth) }
    }

    /// The element that was just left.
    pub(crate) fn place_left(&self) -> Place {
        Place { line: self.line, path: self.path(self.depth + 1) }
    }

    /// Refuses the element in which the reader is.
    pub(crate) fn refuse(&self, kind: RefusalKind, detail: impl AsRef<str>) -> Refusal {
        Refusal::at(kind, self.place(), detail)
    }

    /// Refuses the value that was just taken.
    pub(crate) fn refuse_value(&self, kind: RefusalKind, detail: impl AsRef<str>) -> Refusal {
        Refusal::at(kind, self.place_left(), detail)
    }
}
