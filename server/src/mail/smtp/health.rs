use eyelevel_contract::ids::Millis;

use crate::mail::transport::Failure;

/// The first rest after a failure; it is doubled with each further one.
const REST: Millis = 15_000;
const REST_MOST: Millis = 10 * 60_000;
/// So many failures in a row in the middle of a mail are the server's, not the mails'.
const IN_A_ROW: u32 = 3;
/// That it is still well is news after so long.
const STILL: Millis = 60_000;

/// How a server is: a circuit breaker, and what the page of mails says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Left alone until then.
    pub rests_until: Millis,
    /// When it last answered as it should.
    pub ok_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    /// Why, as [`Failure`] has it; none once it is well again.
    pub error: Option<&'static str>,
    /// Its status code, if it said one.
    pub status: Option<String>,
    failures: u32,
    rests: u32,
    told: Told,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Told {
    #[default]
    All,
    Not,
    /// That it was well then.
    Well(Millis),
}

impl Health {
    /// It did what it is there for.
    pub(super) fn is_well(&mut self, now: Millis) {
        let still = self.error.is_none() && matches!(self.told, Told::Well(at) if now - at < STILL);
        let told = if still { self.told } else { Told::Not };
        *self = Self { ok_at: Some(now), failed_at: self.failed_at, told, ..Self::default() };
    }

    /// It did not. `at_once`: this can't be the mail's fault.
    pub(super) fn failed(&mut self, failure: &Failure, at_once: bool, now: Millis) {
        self.failures += 1;
        self.failed_at = Some(now);
        self.error = Some(failure.class);
        self.status = failure.reply.as_ref().map(|reply| reply.status.clone().unwrap_or_else(|| reply.code.to_string()));
        self.told = Told::Not;
        if at_once || self.failures >= IN_A_ROW {
            let rest = REST.checked_shl(self.rests.min(16)).unwrap_or(REST_MOST).min(REST_MOST);
            self.rests_until = now + rest;
            self.rests += 1;
        }
    }

    /// What nobody has been told yet.
    pub(super) fn news(&mut self) -> Option<Self> {
        if self.told != Told::Not {
            return None;
        }
        self.told = self.ok_at.filter(|_| self.error.is_none()).map_or(Told::All, Told::Well);
        Some(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_grow_and_end_with_the_first_success() {
        let mut health = Health::default();
        let mut now = 1_000_000;
        let mut rests = Vec::new();
        for _ in 0..8 {
            health.failed(&Failure::temporary("unreachable"), true, now);
            rests.push((health.rests_until - now) / 1000);
            now = health.rests_until;
        }
        assert_eq!(rests, [15, 30, 60, 120, 240, 480, 600, 600]);
        health.is_well(now);
        assert_eq!((health.rests_until, health.error, health.failed_at.is_some()), (0, None, true));
        health.failed(&Failure::temporary("unreachable"), true, now);
        assert_eq!(health.rests_until, now + REST);
    }

    #[test]
    fn what_may_be_a_mails_fault_is_the_servers_when_it_repeats_itself() {
        let mut health = Health::default();
        for _ in 0..2 {
            health.failed(&Failure::temporary("timeout"), false, 5);
            assert_eq!(health.rests_until, 0);
        }
        health.failed(&Failure::temporary("timeout"), false, 5);
        assert_eq!(health.rests_until, 5 + REST);
    }

    #[test]
    fn news_are_told_once() {
        let mut health = Health::default();
        assert_eq!(health.news(), None);
        health.is_well(1);
        assert!(health.news().is_some() && health.news().is_none());
        health.is_well(2);
        assert_eq!(health.news(), None);
        health.is_well(1 + STILL);
        assert!(health.news().is_some());
        health.failed(&Failure::temporary("timeout"), false, 3 + STILL);
        assert_eq!(health.news().and_then(|news| news.error), Some("timeout"));
        health.is_well(4 + STILL);
        assert!(health.news().is_some_and(|news| news.error.is_none()));
    }
}
