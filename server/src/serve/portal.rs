//! The built portal: read once, kept in memory, sent compressed as it was built. Hashed names are kept by browsers for ever.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_texts::pages as texts;
use maud::html;
use sha2::{Digest as _, Sha256};

use super::policy;
use crate::app::App;
use crate::error::Error;
use crate::extract::hex;
use crate::pages::Style;
use crate::{pages, problem};

/// One file in the forms in which it can be sent.
#[derive(Debug)]
struct File {
    plain: axum::body::Bytes,
    brotli: Option<axum::body::Bytes>,
    gzip: Option<axum::body::Bytes>,
    kind: &'static str,
    tag: String,
    /// Its name holds its hash: it never changes.
    hashed: bool,
}

/// All files, by path (`/index.html`).
#[derive(Debug)]
pub struct Portal {
    files: BTreeMap<String, Arc<File>>,
    policy: String,
    prefetch: Vec<String>,
    style: Style,
}

impl Default for Portal {
    /// A portal that is not built.
    fn default() -> Self {
        Self::of(BTreeMap::new())
    }
}

impl Portal {
    /// Reads a folder. One that is not there is a portal that is not built: the API answers all the same.
    ///
    /// # Errors
    /// If a file can't be read.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut found = BTreeMap::new();
        collect(folder, folder, &mut found)?;
        Ok(Self::of(found))
    }

    /// The portal inside the binary.
    #[cfg(feature = "embed")]
    #[must_use]
    pub fn embedded() -> Self {
        #[derive(rust_embed::RustEmbed)]
        #[folder = "../dist"]
        struct Dist;
        let files = Dist::iter().filter_map(|name| Some((format!("/{name}"), Dist::get(&name)?.data.into_owned())));
        Self::of(files.collect())
    }

    fn of(mut found: BTreeMap<String, Vec<u8>>) -> Self {
        let mut files = BTreeMap::new();
        let names: Vec<_> = found.keys().filter(|n| !n.ends_with(".br") && !n.ends_with(".gz")).cloned().collect();
        for name in names {
            let brotli = found.remove(&format!("{name}.br")).map(Into::into);
            let gzip = found.remove(&format!("{name}.gz")).map(Into::into);
            let plain = found.remove(&name).unwrap_or_default();
            let tag = format!("\"{}\"", &hex(&Sha256::digest(&plain))[..20]);
            files.insert(
                name.clone(),
                Arc::new(File { brotli, gzip, kind: kind(&name), tag, hashed: is_hashed(&name), plain: plain.into() }),
            );
        }
        let index = files.get("/index.html").map(|f| String::from_utf8_lossy(&f.plain).into_owned()).unwrap_or_default();
        let prefetch = files.keys().filter(|n| is_hashed(n) && index.contains(n.as_str())).cloned().collect();
        let style = files.get("/public.css").map(|f| String::from_utf8_lossy(&f.plain).into_owned());
        Self { policy: policy::of_page(&index), prefetch, style: Style::new(style), files }
    }

    /// What the pages outside the portal look like.
    #[must_use]
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// What the portal loads first: the sign-in page fetches it ahead.
    #[must_use]
    pub fn prefetch(&self) -> &[String] {
        &self.prefetch
    }
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.insert(format!("/{}", relative.to_string_lossy().replace('\\', "/")), std::fs::read(&path)?);
        }
    }
    Ok(())
}

/// `main-22f6ddca214d2796.css`, `eyelevel-portal-1ec49a4f89d788a0_bg.wasm`: sixteen hexadecimal digits.
fn is_hashed(name: &str) -> bool {
    let digits = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.starts_with("/snippets/") || name.split(['-', '_', '.', '/']).any(digits)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A file of the portal; any other address is one of its pages, and gets the portal itself.
pub(super) async fn serve(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Error::MethodNotAllowed.into_response();
    }
    let path = request.uri().path();
    if path != "/index.html"
        && let Some(file) = app.portal.files.get(path)
    {
        return send(file, request.headers(), policy::of(path));
    }
    // A file that is not there is no page: `/main-….css` of an older portal, `/favicon.ico`.
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    match app.portal.files.get("/index.html") {
        Some(index) if !looks_like_a_file => send(index, request.headers(), Some(&app.portal.policy)),
        Some(_) => StatusCode::NOT_FOUND.into_response(),
        None => not_built(&app, request.headers()),
    }
}

fn send(file: &File, asked: &HeaderMap, policy: Option<&str>) -> Response {
    let mut response = if asked.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == file.tag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let accepts = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| accepts.split(',').any(|part| is_taken(part, name));
        let (body, encoding) = match (&file.brotli, &file.gzip) {
            (Some(brotli), _) if takes("br") => (brotli, Some("br")),
            (_, Some(gzip)) if takes("gzip") => (gzip, Some("gzip")),
            _ => (&file.plain, None),
        };
        let mut response = body.clone().into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    let keep = if file.hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    for (name, value) in [(header::ETAG, Some(file.tag.as_str())), (header::CONTENT_SECURITY_POLICY, policy)] {
        if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
            headers.insert(name, value);
        }
    }
    response
}

/// Whether a part of `Accept-Encoding` takes this one: `br`, `br;q=0.5`, but not `br;q=0`.
fn is_taken(part: &str, name: &str) -> bool {
    let mut words = part.split(';').map(str::trim);
    let weight = |word: &str| word.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
    words.next() == Some(name) && words.find_map(weight).is_none_or(|q| q > 0.0)
}

fn not_built(app: &App, asked: &HeaderMap) -> Response {
    let lang = problem::language(asked);
    let (heading, text) = (texts::portal_missing(lang), texts::portal_missing_text(lang));
    pages::notice(app.portal.style(), lang, "Eyelevel", StatusCode::SERVICE_UNAVAILABLE, heading, text, &html! {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_known() {
        assert!(is_hashed("/worker-22f6ddca214d2796.js"));
        assert!(is_hashed("/main-22f6ddca214d2796.css") && is_hashed("/eyelevel-portal-1ec49a4f89d788a0_bg.wasm"));
        assert!(!is_hashed("/public.css") && !is_hashed("/index.html"));
    }
}
