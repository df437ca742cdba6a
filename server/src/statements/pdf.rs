//! The invoice inside a PDF (ZUGFeRD, Factur-X): the XML among the embedded files. The PDF itself is looked at only as far as that needs.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use eyelevel_contract::statements::reading::invoice::{Invoice, InvoiceFormat};
use eyelevel_contract::statements::reading::{Opened, Refusal, RefusalKind, Remarks, open};
use lopdf::{Dictionary, Document, Error, LoadOptions, Object, ObjectId, decode_text_string};

/// The largest PDF that is read, in bytes.
const LARGEST: u64 = 48 << 20;
/// The largest invoice in it.
const LARGEST_XML: usize = 16 << 20;
/// What one compressed stream of objects may become.
const LARGEST_STREAM: usize = 8 << 20;
/// So many values a PDF may be made of: what is small when it is packed must not become huge.
const VALUES: usize = 1_000_000;
/// A tree of names has no more nodes.
const NODES: usize = 500;

/// The names under which an invoice is embedded, in small letters.
const NAMES: [&str; 3] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

/// An invoice, the name under which it was embedded, and its form.
pub struct Embedded {
    pub name: String,
    pub format: InvoiceFormat,
    pub invoice: Invoice,
    pub remarks: Remarks,
}

/// Reads the only invoice in a PDF.
///
/// # Errors
/// If the PDF is damaged, locked or too large, or has no invoice in it, or several; or if the invoice itself is refused.
pub fn read(pdf: impl Read) -> Result<Embedded, Refusal> {
    let mut bytes = Vec::new();
    pdf.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| Refusal::whole(RefusalKind::Unreadable, e.to_string()))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
        return Err(Refusal::whole(RefusalKind::TooLarge, format!("> {} MiB", LARGEST >> 20)));
    }
    let (name, xml) = xml(&bytes)?;
    let inside = |mut refusal: Refusal| {
        refusal.path = if refusal.path.is_empty() { name.clone() } else { format!("{name}/{}", refusal.path) };
        refusal
    };
    match open(Cursor::new(xml)).map_err(inside)? {
        Opened::Invoice(reader) => {
            let format = reader.format();
            let (invoice, remarks) = reader.read().map_err(inside)?;
            Ok(Embedded { name, format, invoice, remarks })
        }
        Opened::Bank(_) | Opened::Table(_) | Opened::Pdf(_) => Err(inside(Refusal::in_line(RefusalKind::DocumentUnknown, 1, ""))),
    }
}

/// The name and the bytes of the only embedded invoice.
fn xml(bytes: &[u8]) -> Result<(String, Vec<u8>), Refusal> {
    let document = load(bytes)?;
    let files = files(&document);
    let invoices: Vec<&File> = files.iter().filter(|file| NAMES.contains(&file.name.to_lowercase().as_str())).collect();
    let names = |files: &mut dyn Iterator<Item = &File>| files.map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
    let invoice = match invoices[..] {
        [] => return Err(Refusal::whole(RefusalKind::PdfWithoutInvoice, names(&mut files.iter()))),
        [invoice] => invoice,
        [..] => return Err(Refusal::whole(RefusalKind::PdfSeveralInvoices, names(&mut invoices.iter().copied()))),
    };
    let broken = |why: String| Refusal::whole(RefusalKind::PdfAttachment, format!("{}: {why}", invoice.name));
    let stream = document.get_object(invoice.stream).and_then(Object::as_stream).map_err(|e| broken(e.to_string()))?;
    let content = if stream.dict.has(b"Filter") { stream.decompressed_content_with_limit(LARGEST_XML) } else { Ok(stream.content.clone()) };
    Ok((invoice.name.clone(), content.map_err(|e| broken(e.to_string()))?))
}

thread_local! {
    /// How many values were read of the PDF that is being read. The filter of the reader can carry nothing with it.
    static READ: Cell<usize> = const { Cell::new(0) };
}

fn load(bytes: &[u8]) -> Result<Document, Refusal> {
    if is_encrypted(bytes) {
        return Err(Refusal::whole(RefusalKind::PdfEncrypted, ""));
    }
    READ.set(0);
    let options = LoadOptions { filter: Some(keep), max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    // A damaged file must not take more than its own reading along.
    let loaded = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options)));
    let damaged = |why: &str| Refusal::whole(RefusalKind::PdfDamaged, why);
    if READ.get() > VALUES {
        return Err(Refusal::whole(RefusalKind::TooLarge, format!("> {VALUES}")));
    }
    match loaded {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }))) => {
            Err(Refusal::whole(RefusalKind::TooLarge, format!("> {} MiB", limit >> 20)))
        }
        Ok(Err(error)) => Err(damaged(&error.to_string())),
        Err(_) => Err(damaged("")),
    }
}

/// Counts what is read, and lets go of it when it is too much. The reader takes what is given back only for objects out of a stream of
/// objects, which are never streams; others it has by itself, and a copy of a large stream would be for nothing.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    READ.set(READ.get().saturating_add(values(object)));
    (READ.get() <= VALUES).then(|| (id, if object.as_stream().is_ok() { Object::Null } else { object.clone() }))
}

/// Whether the trailer names an encryption. It is never packed itself; and PDF/A, which ZUGFeRD demands, knows none.
fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    let follows = |rest: &[u8]| rest.trim_ascii_start().first().is_some_and(|b| b.is_ascii_digit() || *b == b'<');
    bytes.windows(KEY.len()).enumerate().any(|(at, window)| window == KEY && follows(&bytes[at + KEY.len()..]))
}

fn values(object: &Object) -> usize {
    match object {
        Object::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Object::Dictionary(dictionary) => 1 + dictionary.iter().map(|(_, value)| values(value)).sum::<usize>(),
        Object::Stream(stream) => 1 + stream.dict.iter().map(|(_, value)| values(value)).sum::<usize>(),
        _ => 1,
    }
}

/// An embedded file.
struct File {
    name: String,
    stream: ObjectId,
}

/// All embedded files, each once: those of the tree of names, and those that the document calls associated; any, if there are none.
fn files(document: &Document) -> Vec<File> {
    let mut files = Vec::new();
    let Ok(catalog) = document.catalog() else { return files };
    if let Some(tree) = dictionary(document, catalog.get(b"Names").ok()).and_then(|names| names.get(b"EmbeddedFiles").ok()) {
        tree_of_names(document, tree, &mut BTreeSet::new(), &mut files);
    }
    if let Some(associated) = array(document, catalog.get(b"AF").ok()) {
        for specification in associated {
            add(document, specification, &mut files);
        }
    }
    // Some hang it at a page or in a note on it: then it is found by what it is.
    if files.is_empty() {
        for object in document.objects.values() {
            add(document, object, &mut files);
        }
    }
    files
}

/// A node, and those below it; each once, for a damaged tree may bite its tail.
fn tree_of_names(document: &Document, node: &Object, seen: &mut BTreeSet<ObjectId>, files: &mut Vec<File>) {
    let again = node.as_reference().is_ok_and(|id| !seen.insert(id));
    let Some(node) = dictionary(document, Some(node)).filter(|_| !again && seen.len() <= NODES) else { return };
    // Names and what they stand for take turns.
    for specification in array(document, node.get(b"Names").ok()).into_iter().flatten().skip(1).step_by(2) {
        add(document, specification, files);
    }
    for kid in array(document, node.get(b"Kids").ok()).into_iter().flatten() {
        tree_of_names(document, kid, seen, files);
    }
}

/// A file specification: its name, and its stream.
fn add(document: &Document, specification: &Object, files: &mut Vec<File>) {
    let Some(specification) = dictionary(document, Some(specification)) else { return };
    let Some(embedded) = dictionary(document, specification.get(b"EF").ok()) else { return };
    let Some(stream) = [&b"F"[..], b"UF"].iter().find_map(|key| embedded.get(key).and_then(Object::as_reference).ok()) else { return };
    if files.len() < 1_000 && !files.iter().any(|file| file.stream == stream) {
        let names = [&b"UF"[..], b"F"].into_iter().filter_map(|key| document.dereference(specification.get(key).ok()?).ok());
        let name = names.filter_map(|(_, name)| decode_text_string(name).ok()).find(|name| !name.is_empty());
        files.push(File { name: name.unwrap_or_else(|| "?".to_owned()), stream });
    }
}

fn dictionary<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Dictionary> {
    document.dereference(object?).ok()?.1.as_dict().ok()
}

fn array<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Vec<Object>> {
    document.dereference(object?).ok()?.1.as_array().ok()
}
