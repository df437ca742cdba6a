use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use eyelevel_contract::live::{CHANGED, Changed, after};
use eyelevel_server::events;
use futures_util::StreamExt as _;
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::{Client, World};

/// Nothing here takes so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a stream told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) event: String,
    pub(crate) data: String,
}

impl Told {
    pub(crate) fn changed(&self) -> Changed {
        assert_eq!(self.event, CHANGED, "{self:?}");
        serde_json::from_str(&self.data).unwrap()
    }
}

/// An open stream of events.
pub(crate) struct Stream {
    body: BodyDataStream,
    text: String,
}

impl Stream {
    /// The next block, whatever it says; none: the stream is over.
    pub(crate) async fn block(&mut self) -> Option<Told> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let mut told = Told::default();
                for line in block.lines() {
                    match line.split_once(':').map(|(name, value)| (name, value.trim_start().to_owned())) {
                        Some(("id", value)) => told.id = value,
                        Some(("event", value)) => told.event = value,
                        Some(("data", value)) => told.data = value,
                        _ => {}
                    }
                }
                self.text = rest.to_owned();
                return Some(told);
            }
            let bytes = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("the stream is silent")?.unwrap();
            self.text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// The next event.
    pub(crate) async fn told(&mut self) -> Told {
        loop {
            let block = self.block().await.expect("the stream ended");
            if !block.event.is_empty() {
                return block;
            }
        }
    }

    /// Everything that is told until the stream has come so far.
    pub(crate) async fn told_up_to(&mut self, seq: i64) -> Vec<Told> {
        let mut all = Vec::new();
        loop {
            let block = self.block().await.expect("the stream ended");
            let at: i64 = block.id.parse().unwrap();
            all.extend((!block.event.is_empty()).then_some(block));
            if at >= seq {
                return all;
            }
        }
    }

    /// Everything that was told before this request changed, and that.
    pub(crate) async fn until(&mut self, request_id: &str) -> Vec<Told> {
        let mut all = Vec::new();
        loop {
            all.push(self.told().await);
            if all.last().unwrap().changed().request_id == request_id {
                return all;
            }
        }
    }
}

/// How a stream begins.
pub(super) async fn begins(body: Body) -> Vec<u8> {
    let first = tokio::time::timeout(PATIENCE, body.into_data_stream().next()).await.expect("the stream is silent");
    first.map(|bytes| bytes.unwrap().to_vec()).unwrap_or_default()
}

impl Client {
    /// Opens a stream behind the last event seen; `""`: from now on.
    pub(crate) async fn listens(&self, last: &str) -> Stream {
        let request = self.request("GET", &after(last)).body(Body::empty()).unwrap();
        let response = self.service().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        Stream { body: response.into_body().into_data_stream(), text: String::new() }
    }
}

impl World {
    /// This process tells what changes, as it does when it serves, until what is given is dropped.
    pub(crate) fn tells(&self) -> watch::Sender<bool> {
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(events::run(self.app.clone(), stopped));
        stop
    }
}
