//! Which document an XML file holds: by the names of its elements and their namespaces, never by prefixes. It may stand inside an envelope.

use std::io::Read;

use super::bank::{Items, Message};
use super::invoice::{InvoiceFormat, InvoiceReader};
use super::xml::Xml;
use super::{Opened, Refusal, RefusalKind, RemarkKind, Remarks};

/// No envelope is deeper.
const ENVELOPE: usize = 8;

/// Finds the document, and begins to read it.
pub(super) fn document<R: Read>(mut xml: Xml<R>) -> Result<Opened<R>, Refusal> {
    let mut remarks = Remarks::default();
    let mut root: Option<(String, i64)> = None;
    loop {
        let Some(name) = xml.child()? else {
            if xml.depth() > 0 {
                continue;
            }
            let (root, line) = root.unwrap_or_default();
            return Err(Refusal::in_line(RefusalKind::DocumentUnknown, line, root));
        };
        let namespace = xml.namespace().map(str::to_owned);
        if &*name == "Document" {
            return iso20022(xml, namespace, remarks);
        }
        if let Some(message) = Message::of(&name) {
            return Ok(Opened::Bank(Items::of(message, xml, namespace, remarks)));
        }
        if let Some(format) = InvoiceFormat::of(&name, namespace.as_deref()) {
            return Ok(Opened::Invoice(Box::new(InvoiceReader::new(xml, format, remarks))));
        }
        if xml.depth() == 1 {
            root = Some((called(&name, namespace.as_deref()), xml.place().line));
            remarks.note(RemarkKind::Wrapped, || xml.place(), &*name);
        }
        if xml.depth() == ENVELOPE {
            xml.skip()?;
        }
    }
}

/// `Document` of ISO 20022: what it is, its child says.
fn iso20022<R: Read>(mut xml: Xml<R>, namespace: Option<String>, remarks: Remarks) -> Result<Opened<R>, Refusal> {
    let place = xml.place();
    let name = xml.child()?;
    match name.and_then(|name| Message::of(&name)) {
        Some(message) => Ok(Opened::Bank(Items::of(message, xml, namespace, remarks))),
        None if name.is_none() => Err(Refusal::at(RefusalKind::NothingInIt, place, namespace.as_deref().unwrap_or("Document"))),
        None => {
            Err(xml
                .refuse(RefusalKind::DocumentUnknown, called(&name.map(|name| name.to_string()).unwrap_or_default(), namespace.as_deref())))
        }
    }
}

/// Whether an element begins a document of ours: behind one that was read, it is one too many.
pub(super) fn is_document(name: &str, namespace: Option<&str>) -> bool {
    name == "Document" || Message::of(name).is_some() || InvoiceFormat::of(name, namespace).is_some()
}

fn called(name: &str, namespace: Option<&str>) -> String {
    namespace.map_or_else(|| name.to_owned(), |namespace| format!("{name}, {namespace}"))
}
