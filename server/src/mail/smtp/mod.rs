//! One SMTP server: lines to it that are used again, and how it is.

mod address;
mod health;
mod line;

use std::sync::{Mutex, MutexGuard, PoisonError};

use eyelevel_contract::ids::Millis;

use self::address::At;
pub use self::health::Health;
use self::line::Line;
pub(super) use self::line::Stop;
use super::message::Post;

/// So many lines are kept open while nobody needs them, and so long.
const PARKED: usize = 4;
const PARKED_FOR: Millis = 60_000;

/// A server, shared by all who send.
pub struct Server {
    at: At,
    parked: Mutex<Vec<(Millis, Line)>>,
    health: Mutex<Health>,
}

impl Server {
    /// By its URL.
    ///
    /// # Errors
    /// A sentence about what is wrong with it.
    pub(crate) fn at(url: &str) -> Result<Self, String> {
        Ok(Self { at: At::parse(url)?, parked: Mutex::default(), health: Mutex::default() })
    }

    /// Host and port; no name and no password.
    pub(crate) fn name(&self) -> &str {
        &self.at.name
    }

    pub(crate) fn host(&self) -> &str {
        &self.at.host
    }

    pub(super) fn rests(&self, now: Millis) -> bool {
        self.health().rests_until > now
    }

    pub(super) fn rests_until(&self) -> Millis {
        self.health().rests_until
    }

    pub(super) fn news(&self) -> Option<Health> {
        self.health().news()
    }

    /// Hands a mail over.
    pub(super) async fn send(&self, post: &Post, now: Millis) -> Result<(), Stop> {
        let sent = self.try_to(post, now).await;
        match &sent {
            Ok(()) | Err(Stop::Mail(_)) => self.health().is_well(now),
            Err(Stop::Server { failure, at_once }) => self.health().failed(failure, *at_once, now),
            Err(Stop::Unknown(failure)) => self.health().failed(failure, false, now),
        }
        sent
    }

    async fn try_to(&self, post: &Post, now: Millis) -> Result<(), Stop> {
        let mut line = match self.living(now).await {
            Some(line) => line,
            None => Line::open(&self.at).await?,
        };
        let sent = line.send(post).await;
        let again = match &sent {
            Ok(()) => true,
            Err(Stop::Mail(_)) => line.reset().await,
            Err(_) => false,
        };
        if again {
            let mut parked = self.parked();
            if parked.len() < PARKED {
                parked.push((now, line));
            }
        }
        sent
    }

    /// A parked line that still answers.
    async fn living(&self, now: Millis) -> Option<Line> {
        loop {
            let (since, mut line) = self.parked().pop()?;
            if now - since <= PARKED_FOR && line.lives().await {
                return Some(line);
            }
        }
    }

    fn parked(&self) -> MutexGuard<'_, Vec<(Millis, Line)>> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
