//! Calls to the server: the one place that knows HTTP, with [`crate::upload`]. Problem bodies, the end of a session and a lost network are handled here, once.
//!
//! By the browser's own `fetch`: `gloo_net` would cost 2.4 kB more.

use core::cell::Cell;

use eyelevel_contract::{json, people};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, File, Headers, RequestInit, Response};

use crate::ui::reactive::{ArcRwSignal, Get, Set, Update, window};
use crate::{
    i18n::lang,
    router, task,
    ui::failure::{Failure, Refused},
};

/// One call. `Call::get(url)` and so on, then what it needs.
#[derive(Clone, Default)]
pub(crate) struct Call {
    method: &'static str,
    url: String,
    body: Option<String>,
    /// Sent as it is, in place of a body.
    file: Option<File>,
    /// The file's type, where its verb does not say it.
    kind: &'static str,
    /// The same for every try of one submission, so that it is carried out once.
    key: Option<String>,
    /// Which edit is changed; the server refuses if it is no longer the last.
    version: Option<i64>,
    abort: Option<AbortSignal>,
    /// Without a session it fails, and nobody is led away to sign in.
    by_anybody: bool,
}

impl Call {
    /// Reads.
    #[must_use]
    pub(crate) fn get(url: impl Into<String>) -> Self {
        Self { method: "GET", url: url.into(), ..Self::default() }
    }

    /// Creates, or does something.
    #[must_use]
    pub(crate) fn post(url: impl Into<String>, body: String) -> Self {
        Self { method: "POST", url: url.into(), body: Some(body), ..Self::default() }
    }

    /// Changes the edit of that version.
    #[must_use]
    pub(crate) fn put(url: impl Into<String>, version: i64, body: String) -> Self {
        Self { method: "PUT", url: url.into(), body: Some(body), version: Some(version), ..Self::default() }
    }

    /// Puts a file there.
    #[must_use]
    pub(crate) fn put_file(url: impl Into<String>, file: File) -> Self {
        Self { method: "PUT", url: url.into(), file: Some(file), ..Self::default() }
    }

    /// Hands in a CSV as it is: what it is written in, the server finds out.
    #[must_use]
    pub(crate) fn post_csv(url: impl Into<String>, file: File) -> Self {
        Self { method: "POST", url: url.into(), file: Some(file), ..Self::default() }
    }

    /// Hands in a file of another type as it is.
    #[must_use]
    pub(crate) fn post_file(url: impl Into<String>, file: File, kind: &'static str) -> Self {
        Self { kind, ..Self::post_csv(url, file) }
    }

    /// Without the version, for what has none.
    #[must_use]
    pub(crate) fn unversioned(mut self) -> Self {
        self.version = None;
        self
    }

    /// Deletes.
    #[must_use]
    pub(crate) fn delete(url: impl Into<String>) -> Self {
        Self { method: "DELETE", url: url.into(), ..Self::default() }
    }

    /// What would be sent, to tell a repeated submission from another one.
    #[must_use]
    pub(crate) fn body(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// The idempotency key.
    #[must_use]
    pub(crate) fn key(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// Can be called off.
    #[must_use]
    pub(crate) fn abort(mut self, signal: AbortSignal) -> Self {
        self.abort = Some(signal);
        self
    }

    /// From a page that is for everybody: without a session it fails, and nobody is led away to sign in.
    #[must_use]
    pub(crate) fn by_anybody(mut self) -> Self {
        self.by_anybody = true;
        self
    }

    /// Whether it creates or does something, so that a repetition must carry the same key, and has none yet.
    #[must_use]
    pub(crate) fn needs_key(&self) -> bool {
        self.method == "POST" && self.key.is_none()
    }

    /// Sends it; gives the answer's body.
    ///
    /// # Errors
    /// A [`Failure`]. At the end of a session the sign-in page is opened as well.
    pub(crate) async fn send(self) -> Result<String, Failure> {
        let (abort, by_anybody) = (self.abort.clone(), self.by_anybody);
        let (status, text) = match self.answer().await {
            Ok(answer) => answer,
            Err(_) if abort.is_some_and(|a| a.aborted()) => return Err(Failure::Aborted),
            Err(_) => {
                lost();
                return Err(Failure::Offline);
            }
        };
        if status == 401 && by_anybody {
            found();
            return Err(Failure::SignedOut);
        }
        settle(status, text)
    }

    async fn answer(self) -> Result<(u16, String), JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        headers.set("Accept-Language", lang().word())?;
        let init = RequestInit::new();
        init.set_method(self.method);
        if let Some(body) = &self.body {
            headers.set("Content-Type", "application/json")?;
            init.set_body(&JsValue::from_str(body));
        }
        if let Some(file) = &self.file {
            let kind = if self.method == "POST" { "text/csv" } else { "application/octet-stream" };
            headers.set("Content-Type", if self.kind.is_empty() { kind } else { self.kind })?;
            init.set_body(file);
        }
        if self.method == "POST" {
            headers.set("Idempotency-Key", &self.key.unwrap_or_else(new_key))?;
        }
        if let Some(version) = self.version {
            headers.set("If-Match", &["\"", &version.to_string(), "\""].concat())?;
        }
        init.set_headers(&headers);
        init.set_signal(self.abort.as_ref());
        let response: Response = JsFuture::from(window().fetch_with_str_and_init(&self.url, &init)).await?.unchecked_into();
        let text = JsFuture::from(response.text()?).await?;
        Ok((response.status(), text.as_string().unwrap_or_default()))
    }
}

/// What an answer means.
pub(crate) fn settle(status: u16, text: String) -> Result<String, Failure> {
    match status {
        200..=299 => {
            found();
            Ok(text)
        }
        401 => {
            router::leave(&people::paths::sign_in(&router::here()));
            Err(Failure::SignedOut)
        }
        // A proxy in front of a server that restarts.
        502..=504 => {
            lost();
            Err(Failure::Offline)
        }
        _ => {
            let refused = json::parse(&text).ok().and_then(|json| Refused::read(status, &json));
            Err(refused.map_or(Failure::Unreadable, |refused| Failure::Refused(Box::new(refused))))
        }
    }
}

/// A new idempotency key.
#[must_use]
pub(crate) fn new_key() -> String {
    window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default()
}

thread_local! {
    static AWAY: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static BACK: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static PROBING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the server can't be reached; a view that reads it follows it.
#[must_use]
pub(crate) fn away() -> bool {
    AWAY.with(Get::get) > 0
}

/// Counts how often the network came back; whoever reads it in an effect runs again then.
#[must_use]
pub(crate) fn came_back() -> u32 {
    BACK.with(Get::get)
}

fn found() {
    if PROBING.get() {
        PROBING.set(false);
        AWAY.with(|away| away.set(0));
        BACK.with(|back| back.update(|n| *n += 1));
    }
}

/// The network is lost: look for it, more and more rarely, until it is back.
pub(crate) fn lost() {
    if PROBING.replace(true) {
        return;
    }
    AWAY.with(|away| away.set(1));
    probe(1_000);
}

fn probe(wait: u32) {
    let ask = move || {
        task::spawn(async move {
            let asked = Call::get("/readyz").answer().await;
            if asked.is_ok_and(|(status, _)| status == 200) {
                found();
            } else if PROBING.get() {
                probe((wait * 3 / 2).min(15_000));
            }
        });
    };
    task::after(wait, ask);
}
