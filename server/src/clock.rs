//! Time and identifiers are handed in, so that tests own them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use eyelevel_contract::ids::{Id, Millis};

/// Where the current instant comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// A test's; it stands still until it is set.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at an instant.
    #[must_use]
    pub fn fixed(at: Millis) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at)))
    }

    /// Now, in milliseconds of Unix time.
    #[must_use]
    pub fn now(&self) -> Millis {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
            Self::System => jiff::Timestamp::now().as_millisecond(),
            Self::Fixed(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Sets a fixed clock; the system's stays as it is.
    pub fn set(&self, to: Millis) {
        if let Self::Fixed(at) = self {
            at.store(to, Ordering::SeqCst);
        }
    }

    /// A new identifier (UUIDv7), ordered by time.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that makes identifiers")]
    pub fn id(&self) -> Id {
        uuid::Uuid::now_v7().to_string()
    }

    /// Random bytes for secrets, from the operating system.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that makes secrets")]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        rand::random()
    }
}
