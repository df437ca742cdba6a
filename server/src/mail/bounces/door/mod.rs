//! A small door for mails that come back: SMTP and LMTP on a local port, for the mail server beside us. It takes what is addressed to a return
//! path that we have signed, and nothing else; it sends nothing on.

mod lines;
mod session;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

pub use session::converse;

use crate::app::App;

/// So many may talk at once.
const TALKS: usize = 32;
/// A talk takes so long at most.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// Serves until asked to stop; a mail that is being taken is taken.
pub async fn serve(app: App, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let talks = Arc::new(Semaphore::new(TALKS));
    let mut open = tokio::task::JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_ended) = open.join_next() => continue,
            _told = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, _)) = accepted else {
            // Too many open files: nobody is helped by asking again at once.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (app, place) = (app.clone(), talks.clone().try_acquire_owned());
        open.spawn(async move {
            let Ok(_place) = place else { return session::busy(stream).await };
            if tokio::time::timeout(PATIENCE, converse(&app, stream)).await.is_err() {
                tracing::warn!("a talk about bounces took too long");
            }
        });
    }
    let rest = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(Duration::from_secs(10), rest).await.is_err() {
        open.abort_all();
    }
}
