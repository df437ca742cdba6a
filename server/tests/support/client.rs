use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use base64::Engine as _;
use eyelevel_contract::attachments::{PIECE, TUS, UPLOADS, upload};
use serde_json::Value;
use tower::ServiceExt as _;

use super::Answer;

/// Somebody who calls the service, signed in or not.
#[derive(Clone)]
pub(crate) struct Client {
    service: Router,
    cookie: Option<String>,
    lang: &'static str,
    key: Option<String>,
    peer: Option<SocketAddr>,
    headers: Vec<(&'static str, String)>,
}

impl Client {
    pub(super) fn new(service: Router, cookie: Option<String>) -> Self {
        Self { service, cookie, lang: "en", key: None, peer: None, headers: Vec::new() }
    }

    /// The same person, who reads German.
    pub(crate) fn in_german(mut self) -> Self {
        self.lang = "de";
        self
    }

    /// The same person, whose next calls carry this idempotency key.
    pub(crate) fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    /// The same person, whose calls come from this address.
    pub(crate) fn from(&self, ip: &str) -> Self {
        Self { peer: Some(SocketAddr::new(ip.parse().unwrap(), 40_000)), ..self.clone() }
    }

    /// The same person, whose calls carry one more header.
    pub(crate) fn saying(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut all = self.clone();
        all.headers.push((name, value.into()));
        all
    }

    /// The same person, before another service.
    pub(crate) fn of(&self, service: Router) -> Self {
        Self { service, ..self.clone() }
    }

    /// The service that is called.
    pub(super) fn service(&self) -> Router {
        self.service.clone()
    }

    /// The session's cookie.
    pub(crate) fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    pub(crate) async fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send(self.request("GET", path.as_ref()).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: impl AsRef<str>, body: impl serde::Serialize) -> Answer {
        self.json("POST", path.as_ref(), None, &serde_json::to_value(body).unwrap()).await
    }

    /// A body as it is.
    pub(crate) async fn raw(&self, method: &str, path: impl AsRef<str>, kind: &str, body: impl Into<Body>) -> Answer {
        let request = self.request(method, path.as_ref()).header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// A change of the version.
    pub(crate) async fn put(&self, path: impl AsRef<str>, version: i64, body: impl serde::Serialize) -> Answer {
        self.json("PUT", path.as_ref(), Some(version), &serde_json::to_value(body).unwrap()).await
    }

    /// A change of what has no version.
    pub(crate) async fn json_put(&self, path: impl AsRef<str>, body: impl serde::Serialize) -> Answer {
        self.json("PUT", path.as_ref(), None, &serde_json::to_value(body).unwrap()).await
    }

    pub(crate) async fn delete(&self, path: impl AsRef<str>) -> Answer {
        self.send(self.request("DELETE", path.as_ref()).body(Body::empty()).unwrap()).await
    }

    /// A form post, as the pages outside the portal send it.
    pub(crate) async fn form(&self, path: impl AsRef<str>, fields: &[(&str, &str)]) -> Answer {
        let encode = eyelevel_contract::people::paths::encode;
        let body = fields.iter().map(|(n, v)| format!("{n}={}", encode(v))).collect::<Vec<_>>().join("&");
        let request = self.request("POST", path.as_ref()).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A file, as the portal sends it.
    pub(crate) async fn upload(&self, field: (&str, &str), name: &str, bytes: &[u8]) -> Answer {
        // As browsers write it.
        let name = name.replace('"', "%22");
        let boundary = "a-boundary-that-no-test-holds";
        let mut body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n--{boundary}\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            field.0, field.1
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let request = self.request("POST", "/api/v1/attachments");
        let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Begins a file that will come in pieces.
    pub(crate) async fn begins(&self, (field, id): (&str, &str), name: &str, length: u64) -> Answer {
        let base64 = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
        let metadata = format!("filename {}, {field} {}", base64(name), base64(id));
        let client = self.saying("tus-resumable", TUS).saying("upload-length", length.to_string()).saying("upload-metadata", metadata);
        client.send(client.request("POST", UPLOADS).body(Body::empty()).unwrap()).await
    }

    /// Sends a piece of it.
    pub(crate) async fn piece(&self, id: &str, offset: u64, bytes: impl Into<Body>) -> Answer {
        let client = self.saying("tus-resumable", TUS).saying("upload-offset", offset.to_string());
        client.raw("PATCH", upload(id), PIECE, bytes).await
    }

    /// A form with files, as browsers send it; a file is its field, its name and its bytes.
    pub(crate) async fn form_with(&self, path: impl AsRef<str>, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let boundary = "a-boundary-that-no-test-holds";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (field, name, bytes) in files {
            let head = format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n");
            body.extend(format!("--{boundary}\r\n{head}").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{boundary}--\r\n").bytes());
        self.raw("POST", path, &format!("multipart/form-data; boundary={boundary}"), body).await
    }

    async fn json(&self, method: &str, path: &str, version: Option<i64>, body: &Value) -> Answer {
        let mut request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// The beginning of a request, with this person's headers.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, self.lang);
        if !matches!(method, "GET" | "HEAD") && !self.headers.iter().any(|(name, _)| *name == "origin") {
            request = request.header(header::ORIGIN, "http://eyelevel.test");
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        request
    }

    /// Any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        Answer::read(path, self.service.clone().oneshot(request).await.unwrap()).await
    }
}
