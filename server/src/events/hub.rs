//! A process's part in what is told: who has written, who listens, how many streams a person has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eyelevel_contract::ids::Id;
use eyelevel_contract::live::STREAMS_MAX;
use tokio::sync::{Notify, broadcast, watch};

use super::Event;

/// A process's part in it: who has written, and who listens.
#[derive(Clone)]
pub struct Events(Arc<Hub>);

struct Hub {
    /// Open streams by person.
    seats: Mutex<HashMap<Id, usize>>,
    written: Notify,
    told: broadcast::Sender<Arc<[Event]>>,
    stopped: watch::Sender<bool>,
    beat: Duration,
}

impl Default for Events {
    fn default() -> Self {
        Self::beating(Duration::from_secs(15))
    }
}

impl Events {
    /// So often a silent stream says that it lives, and looks whether its reader still is who they were.
    #[must_use]
    pub fn beating(beat: Duration) -> Self {
        let (written, told, stopped) = (Notify::new(), broadcast::Sender::new(256), watch::Sender::new(false));
        Self(Arc::new(Hub { seats: Mutex::default(), written, told, stopped, beat }))
    }

    /// How often streams do so.
    #[must_use]
    pub fn beat(&self) -> Duration {
        self.0.beat
    }

    /// Something was committed.
    pub(crate) fn written(&self) {
        self.0.written.notify_one();
    }

    /// Until something is committed.
    pub(super) async fn until_written(&self) {
        self.0.written.notified().await;
    }

    /// Tells those who listen here; nobody may.
    pub(super) fn tell(&self, events: Vec<Event>) {
        let _listeners = self.0.told.send(events.into());
    }

    /// All streams of this process end.
    pub(super) fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    /// Everything that is numbered from now on. Who listens too slowly is told so, and reads what they missed.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<[Event]>> {
        self.0.told.subscribe()
    }

    /// A place for one more stream of a person's, as long as it is held; none: they have enough.
    #[must_use]
    pub fn seat(&self, person_id: &str) -> Option<Seat> {
        let mut seats = self.seats();
        let taken = seats.entry(person_id.to_owned()).or_default();
        if *taken >= STREAMS_MAX {
            return None;
        }
        *taken += 1;
        Some(Seat { events: self.clone(), person_id: person_id.to_owned() })
    }

    /// How many streams are open here.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.seats().values().sum()
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<Id, usize>> {
        self.0.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the process is about to end: streams do, too, and their browsers go on at another.
    #[must_use]
    pub fn stopped(&self) -> watch::Receiver<bool> {
        self.0.stopped.subscribe()
    }
}

/// An open stream's place.
pub struct Seat {
    events: Events,
    person_id: Id,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.events.seats();
        if let Some(taken) = seats.get_mut(&self.person_id) {
            *taken -= 1;
            if *taken == 0 {
                seats.remove(&self.person_id);
            }
        }
    }
}
