use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::Failure;
use crate::fonts::{FONTS, shown};

/// What the layout may read: itself and its data. No file, no network, no clock.
pub(crate) struct Papers {
    library: LazyHash<Library>,
    layout: Source,
    data: (FileId, Bytes),
}

impl Papers {
    /// A layout and its data.
    ///
    /// # Errors
    /// Never: the names of the two are ours.
    pub(crate) fn new(layout: &str, mut data: Value) -> Result<Self, Failure> {
        printable(&mut data);
        let id = |name: &str| {
            let path = VirtualPath::new(name).map_err(|_| Failure(format!("{name} is no path")))?;
            Ok::<_, Failure>(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            layout: Source::new(id("layout.typ")?, layout.to_owned()),
            data: (id("data.json")?, Bytes::from_string(data.to_string())),
        })
    }
}

/// Every text as the fonts can show it; but a picture, and what is in the file beside the pages, stay as they are.
fn printable(value: &mut Value) {
    match value {
        Value::String(text) => *text = shown(text),
        Value::Array(all) => all.iter_mut().for_each(printable),
        Value::Object(all) => {
            all.iter_mut().filter(|(name, _)| *name != "files" && *name != "picture").for_each(|(_, value)| printable(value));
        }
        _ => {}
    }
}

impl World for Papers {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
