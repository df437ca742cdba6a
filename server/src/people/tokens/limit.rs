//! How often a program may ask: so many requests a minute by one token, in a window that its first request opens. Each process counts by
//! itself, in memory.
//!
//! The window is our own and not `governor`'s, because it goes by the application's clock, and because what is left and until when
//! (`RateLimit`) follows from it exactly.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue};
use eyelevel_contract::ids::{Id, Millis};

use crate::problem::RATE_LIMIT;

/// A window's length, in seconds.
const WINDOW: i64 = 60;
/// From so many windows on, those that are over are forgotten.
const MANY: usize = 1_000;

/// The windows that are open.
#[derive(Clone, Debug, Default)]
pub struct Limits(Arc<Mutex<HashMap<Id, Window>>>);

#[derive(Clone, Copy, Debug)]
struct Window {
    until: Millis,
    used: u32,
}

/// A request that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// So many there may be in a window.
    pub most: u32,
    /// So many are left.
    pub left: u32,
    /// In so many seconds there are all of them again.
    pub seconds: i64,
    /// Whether this one was too much.
    pub over: bool,
}

impl Limits {
    /// Counts a request by this token.
    #[must_use]
    pub fn count(&self, id: &str, most: u32, now: Millis) -> Counted {
        let is_open = |window: &Window| (now + 1..=now + WINDOW * 1000).contains(&window.until);
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MANY {
            windows.retain(|_, window| is_open(window));
        }
        let fresh = Window { until: now + WINDOW * 1000, used: 0 };
        let window = windows.entry(id.to_owned()).or_insert(fresh);
        if !is_open(window) {
            *window = fresh;
        }
        let over = window.used >= most;
        window.used = window.used.saturating_add(u32::from(!over));
        let millis = window.until - now;
        Counted { most, left: most - window.used, seconds: (millis + 999) / 1000, over }
    }
}

impl Counted {
    /// Says so in an answer (draft-ietf-httpapi-ratelimit-headers).
    pub fn tell(self, headers: &mut HeaderMap) {
        let [policy, state] = RATE_LIMIT;
        for (name, value) in [
            (policy, format!("\"default\";q={};w={WINDOW}", self.most)),
            (state, format!("\"default\";r={};t={}", self.left, self.seconds)),
        ] {
            // Figures in quotation marks: always a valid header.
            headers.insert(name, HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("")));
        }
    }
}
