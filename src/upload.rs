//! Sending files and hearing how much of them has gone, which `fetch` can't tell; the browser reads them from the disk as it goes.

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, ProgressEvent, XmlHttpRequest};

use crate::{
    client::{lost, settle},
    i18n::lang,
    ui::failure::Failure,
};

/// What is sent.
pub(crate) enum Body {
    /// A file among fields.
    Form(FormData),
    /// A file as it is.
    File(File),
    /// A part of a file, or nothing of it.
    Piece(Option<Blob>),
}

/// One file on its way; it can be called off.
#[derive(Clone)]
pub(crate) struct Upload {
    request: XmlHttpRequest,
    stopped: Rc<Cell<bool>>,
}

impl Upload {
    /// One that has not begun; none where the browser can't.
    #[must_use]
    pub(crate) fn new() -> Option<Self> {
        Some(Self { request: XmlHttpRequest::new().ok()?, stopped: Rc::default() })
    }

    /// Calls it off.
    pub(crate) fn stop(&self) {
        self.stopped.set(true);
        let _ = self.request.abort();
    }

    /// Sends it; `progress` hears how much of it has gone, in hundredths. A repetition must carry the same key.
    ///
    /// # Errors
    /// A [`Failure`], as for any call.
    pub(crate) async fn send(&self, url: &str, body: Body, key: &str, progress: impl Fn(u32) + 'static) -> Result<String, Failure> {
        let hear = move |gone: f64, of: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
            progress((gone * 100.0 / of.max(1.0)) as u32);
        };
        self.send_as("POST", url, body, &[("Idempotency-Key", key)], hear).await
    }

    /// Sends it by this method, with these headers; `progress` hears how many bytes have gone, of how many.
    ///
    /// # Errors
    /// A [`Failure`], as for any call.
    pub(crate) async fn send_as(
        &self,
        method: &str,
        url: &str,
        body: Body,
        headers: &[(&str, &str)],
        progress: impl Fn(f64, f64) + 'static,
    ) -> Result<String, Failure> {
        let request = &self.request;
        let moved = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded(), event.total()));
        let prepared = || -> Result<(), JsValue> {
            request.open(method, url)?;
            request.set_request_header("Accept", "application/json")?;
            request.set_request_header("Accept-Language", lang().word())?;
            for (name, value) in headers {
                request.set_request_header(name, value)?;
            }
            request.upload()?.set_onprogress(Some(moved.as_ref().unchecked_ref()));
            Ok(())
        };
        prepared().map_err(|_| Failure::Unreadable)?;
        let ended = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        let sent = match &body {
            Body::Form(form) => request.send_with_opt_form_data(Some(form)),
            Body::File(file) => {
                let _ = request.set_request_header("Content-Type", "application/octet-stream");
                request.send_with_opt_blob(Some(file))
            }
            Body::Piece(piece) => request.send_with_opt_blob(piece.as_ref()),
        };
        sent.map_err(|_| Failure::Offline)?;
        let _ = JsFuture::from(ended).await;
        request.upload().map_err(|_| Failure::Unreadable)?.set_onprogress(None);
        match request.status() {
            _ if self.stopped.get() => Err(Failure::Aborted),
            Ok(0) | Err(_) => {
                lost();
                Err(Failure::Offline)
            }
            Ok(status) => settle(status, request.response_text().ok().flatten().unwrap_or_default()),
        }
    }
}
