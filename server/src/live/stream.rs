use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::sse::{self, Sse};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::live::{CHANGED, Changed, RESET};
use eyelevel_contract::people::rules::Actor;
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::{broadcast, watch};

use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Event, Seat};
use crate::extract::Caller;
use crate::people::{session, tokens};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// For who can't send `Last-Event-ID`.
    after: Option<String>,
}

/// What changes from now on, or from the last event on that the caller has seen: as server-sent events.
///
/// `changed` has a `Changed` as its data; `reset` says that it is too long ago to go on from there. A stream ends with the session, or the API token.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "live",
    params(("after" = Option<String>, Query, description = "The id of the last event seen; `Last-Event-ID` says the same")),
    responses((status = 200, body = Changed, content_type = "text/event-stream"), (status = 400), (status = 401), (status = 429))
)]
pub(super) async fn get(State(app): State<App>, caller: Caller, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response> {
    let last = headers.get("last-event-id").map(|id| id.to_str().unwrap_or_default().to_owned()).or(asked.after);
    let last = last.map(|last| last.parse::<i64>().map_err(|_| Error::Malformed("no event has this id".to_owned()))).transpose()?;
    let seat = app.events.seat(caller.id()).ok_or(Error::Throttled(60))?;
    // Listening begins before reading: what comes between is there twice, and told once.
    let told = app.events.listen();
    let (head, forgotten, _) = events::head(&mut app.db.read().await?).await?;
    let mut ready = VecDeque::new();
    let at = match last {
        Some(last) if (forgotten..=head).contains(&last) => last,
        Some(_) => {
            ready.push_back(sse::Event::default().event(RESET).id(head.to_string()).data("{}"));
            head
        }
        None => {
            ready.push_back(place(head));
            head
        }
    };
    let stopped = app.events.stopped();
    let proof = caller.token.map(Proof::Token).or_else(|| session::token_of(&app, &headers).map(Proof::Session));
    let mut reader = Reader { app, proof, actor: caller.actor, told, stopped, at, ready, _seat: seat };
    reader.catch_up().await?;
    let events = stream::unfold(reader, |mut reader| async move { reader.next().await.map(|event| (Ok::<_, Infallible>(event), reader)) });
    // A proxy that collects answers would collect this one for ever.
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::HeaderName::from_static("x-accel-buffering"), "no")], Sse::new(events))
        .into_response())
}

/// How far the stream is, and nothing else.
fn place(seq: i64) -> sse::Event {
    sse::Event::default().id(seq.to_string()).comment("")
}

/// Until the process is about to end.
async fn over(stopped: &mut watch::Receiver<bool>) {
    let _told = stopped.wait_for(|stopped| *stopped).await;
}

/// By what somebody reads.
enum Proof {
    /// A session's token.
    Session(String),
    /// The id of an API token.
    Token(Id),
}

struct Reader {
    app: App,
    proof: Option<Proof>,
    actor: Actor,
    told: broadcast::Receiver<Arc<[Event]>>,
    stopped: watch::Receiver<bool>,
    /// The last event that was looked at.
    at: i64,
    ready: VecDeque<sse::Event>,
    _seat: Seat,
}

impl Reader {
    /// The next event; none: the stream is over.
    async fn next(&mut self) -> Option<sse::Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let heard = tokio::select! {
                heard = self.told.recv() => heard,
                () = over(&mut self.stopped) => return None,
                () = tokio::time::sleep(self.app.events.beat()) => {
                    self.actor = self.still().await?;
                    self.ready.push_back(place(self.at));
                    continue;
                }
            };
            match heard {
                Ok(events) => self.take(&events),
                Err(broadcast::error::RecvError::Lagged(_)) => self.catch_up().await.ok()?,
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }

    /// What this reader may know of, behind what they know.
    fn take(&mut self, events: &[Event]) {
        for event in events.iter().filter(|event| event.seq > self.at) {
            if event.is_for(&self.actor) {
                let changed = Changed { request_id: event.request_id.clone(), number: event.number.clone() };
                let told = sse::Event::default().event(CHANGED).id(event.seq.to_string());
                self.ready.extend(told.json_data(changed));
            }
        }
        if let Some(last) = events.last() {
            self.at = self.at.max(last.seq);
        }
    }

    /// From the database, as far as it goes.
    async fn catch_up(&mut self) -> Result<()> {
        loop {
            let events = events::after(&mut self.app.db.read().await?, self.at).await?;
            if events.is_empty() {
                return Ok(());
            }
            self.take(&events);
        }
    }

    /// Who reads, as they are now; none: their session is over.
    async fn still(&self) -> Option<Actor> {
        let caller = match self.proof.as_ref()? {
            Proof::Session(token) => session::living(&self.app, token).await,
            Proof::Token(id) => tokens::living(&self.app, id).await,
        };
        let caller = caller.ok()??;
        (caller.actor.id == self.actor.id).then_some(caller.actor)
    }
}
