//! Somebody else's program, which takes what is sent to it, or does not.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

/// What it heard.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) id: String,
    pub(crate) second: i64,
    pub(crate) signatures: String,
    pub(crate) kind: String,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// `request.submitted` …
    pub(crate) fn event(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }

    /// The request's number.
    pub(crate) fn number(&self) -> String {
        self.json()["data"]["number"].as_str().unwrap_or_default().to_owned()
    }
}

/// What it says to that.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Code(u16),
    Elsewhere(String),
    /// The head comes, and the body never ends.
    Endless,
    Never,
}

type Says = dyn FnMut(&Heard) -> Reply + Send;

struct Inside {
    heard: Vec<Heard>,
    says: Box<Says>,
}

/// The program.
#[derive(Clone)]
pub(crate) struct Desk {
    inside: Arc<Mutex<Inside>>,
    pub(crate) port: u16,
}

impl Desk {
    /// One that takes everything.
    pub(crate) async fn open() -> Self {
        let inside = Arc::new(Mutex::new(Inside { heard: Vec::new(), says: Box::new(|_| Reply::Code(204)) }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let router = Router::new().fallback(take).with_state(Arc::clone(&inside));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { inside, port }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/inbox?key=k%20y", self.port)
    }

    /// From now on it says that.
    pub(crate) fn says(&self, says: impl FnMut(&Heard) -> Reply + Send + 'static) {
        self.inside.lock().unwrap().says = Box::new(says);
    }

    /// What it has heard, and hears no more of.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.inside.lock().unwrap().heard)
    }
}

async fn take(State(inside): State<Arc<Mutex<Inside>>>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let heard = Heard {
        id: header("webhook-id"),
        second: header("webhook-timestamp").parse().unwrap(),
        signatures: header("webhook-signature"),
        kind: header("content-type"),
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    let reply = {
        let mut inside = inside.lock().unwrap();
        inside.heard.push(heard.clone());
        (inside.says)(&heard)
    };
    match reply {
        Reply::Code(code) => StatusCode::from_u16(code).unwrap().into_response(),
        Reply::Elsewhere(to) => (StatusCode::TEMPORARY_REDIRECT, [("location", to)]).into_response(),
        Reply::Endless => {
            let stream = futures_util::stream::repeat_with(|| Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'x'; 4096])));
            axum::body::Body::from_stream(stream).into_response()
        }
        Reply::Never => std::future::pending().await,
    }
}
