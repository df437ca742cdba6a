//! Letters of sections, for `documents` to lay out. The fields are those of `documents/src/sheet.rs`.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::people::paths::encode;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Sheet {
    pub(crate) lang: &'static str,
    pub(crate) title: String,
    pub(crate) from: String,
    pub(crate) from_line: String,
    pub(crate) to: Vec<String>,
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) lead: String,
    pub(crate) code: Option<Code>,
    pub(crate) sections: Vec<Section>,
    pub(crate) note: String,
    pub(crate) page_of: String,
    pub(crate) made_on: (i16, u8, u8),
    pub(crate) files: Vec<Attached>,
}

#[derive(Serialize)]
pub(crate) struct Code {
    pub(crate) picture: String,
    pub(crate) alt: String,
    pub(crate) caption: String,
}

#[derive(Serialize)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) deep: bool,
    pub(crate) lines: Vec<String>,
    pub(crate) head: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
pub(crate) struct Attached {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) description: &'static str,
    pub(crate) text: String,
}

/// A file to be saved under a name.
pub(crate) fn saved(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(name).replace('/', "_"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
