use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::live;

/// What the service answered.
#[derive(Debug)]
pub(crate) struct Answer {
    path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(super) async fn read(path: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        // A stream has no end: how it begins is its answer.
        let streams = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if streams { live::begins(body).await } else { axum::body::to_bytes(body, 64 << 20).await.unwrap().to_vec() };
        Self { path, status: parts.status, headers: parts.headers, bytes }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{}: {} {e}: {}", self.path, self.status, self.text()))
    }

    /// Expects this status; gives itself.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.path, self.text());
        self
    }

    /// Expects success; gives the body as one of the contract's types.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(self) -> T {
        assert!(self.status.is_success(), "{}: {} {}", self.path, self.status, self.text());
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{}: {e}: {}", self.path, self.text()))
    }

    /// Expects 422 with a message at this field; gives the message.
    #[track_caller]
    pub(crate) fn fault(self, field: &str) -> String {
        let answer = self.is(422);
        let problem = answer.json();
        let message = problem["errors"][field][0].as_str();
        message.unwrap_or_else(|| panic!("{}: no message at {field} in {problem}", answer.path)).to_owned()
    }

    /// Expects this status and a problem document; gives the word that programs switch on.
    #[track_caller]
    pub(crate) fn problem(self, status: u16) -> String {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}: {}", answer.path, answer.text());
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{}: {problem}", answer.path);
        let kind = problem["type"].as_str().unwrap_or_default();
        kind.strip_prefix("/api/problems#").unwrap_or_else(|| panic!("{}: {problem}", answer.path)).to_owned()
    }

    /// Expects 403; gives the right that is missing.
    #[track_caller]
    pub(crate) fn missing_right(self) -> String {
        let answer = self.is(403);
        let problem = answer.json();
        let right = problem["missing_right"].as_str();
        right.unwrap_or_else(|| panic!("{}: no missing right in {problem}", answer.path)).to_owned()
    }

    /// A header.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}
