use super::{Holiday, Region};
use crate::{
    civil::Date,
    ids::Millis,
    people::PersonRef,
    requests::{Kind, Severity},
};

wire! {
    /// From a minute of the day up to, not including, another one (0 to 1440).
    pub struct Span {
        pub from: i64,
        pub until: i64,
    }

    /// Days on which the vendor is closed, of its own choice or by a file.
    pub struct ClosedDays {
        pub from: Date,
        /// The last one; the same for a single day.
        pub until: Date,
        pub name: String,
        /// Every year from then on.
        pub yearly: bool,
    }

    /// The vendor's calendar: one version of it.
    pub struct Calendar {
        /// Which version; 0: the one that an installation begins with.
        pub version: i64,
        /// IANA zone of the hours.
        pub zone: String,
        /// The open hours by weekday, Monday first, as the wall clock shows them.
        pub week: Vec<Vec<Span>>,
        /// Whose public holidays count.
        pub regions: Vec<Region>,
        /// Public holidays on which the vendor works all the same.
        pub worked: Vec<Holiday>,
        pub closed: Vec<ClosedDays>,
        /// Since when; none: from the beginning.
        pub changed_at: Option<Millis>,
        pub changed_by: Option<PersonRef>,
    }

    /// A new version of it.
    pub struct EditCalendar {
        pub zone: String,
        pub week: Vec<Vec<Span>>,
        pub regions: Vec<Region>,
        pub worked: Vec<Holiday>,
        pub closed: Vec<ClosedDays>,
    }

    /// A day on which nobody works, as it counts.
    pub struct Closed {
        pub date: Date,
        /// The public holiday that it is.
        pub holiday: Option<Holiday>,
        /// Or the vendor's own name for it.
        pub name: Option<String>,
    }

    /// What a promise may take, for a kind of request, a severity and a tier, in business minutes.
    pub struct Policy {
        pub kind: Kind,
        /// From this severity on; what was stored before there were any is normal.
        #[serde(default)]
        pub severity: Severity,
        /// The partner's tier; empty: everybody who has no policy of their own.
        pub tier: String,
        pub answer: i64,
        pub decision: i64,
        pub fulfilment: i64,
    }

    /// All policies: one version of them.
    pub struct Policies {
        /// Which version; 0: those that an installation begins with.
        pub version: i64,
        pub policies: Vec<Policy>,
        /// Since when; none: from the beginning.
        pub changed_at: Option<Millis>,
        pub changed_by: Option<PersonRef>,
    }

    /// A new version of them.
    pub struct EditPolicies {
        pub policies: Vec<Policy>,
    }

    /// What would be promised, by a calendar and a policy that need not be saved.
    pub struct PreviewWish {
        pub calendar: EditCalendar,
        /// The day on which the request would come …
        pub day: Date,
        /// … and the minute of it, by the calendar's clock.
        pub minute: i64,
        pub policy: Policy,
    }

    /// What would be promised then, and the next closed days as they would count.
    pub struct Preview {
        /// The instant of the request.
        pub at: Millis,
        pub answer: Millis,
        pub decision: Millis,
        pub fulfilment: Millis,
        pub closed: Vec<Closed>,
    }

    /// What would be promised to the caller for a request that was made now: a decision by when.
    pub struct Mine {
        pub kind: Kind,
        pub severity: Severity,
        /// Business minutes.
        pub minutes: i64,
        pub due_at: Millis,
    }

    /// The same for each kind of request and each severity.
    pub struct MyPromises {
        pub promises: Vec<Mine>,
    }

    /// What a calendar file says.
    pub struct ClosedRead {
        pub closed: Vec<ClosedDays>,
    }
}

impl From<Calendar> for EditCalendar {
    fn from(calendar: Calendar) -> Self {
        let Calendar { zone, week, regions, worked, closed, .. } = calendar;
        Self { zone, week, regions, worked, closed }
    }
}

impl EditCalendar {
    /// What an installation begins with: Monday to Friday, nine to five, no holidays.
    #[must_use]
    pub fn first(zone: &str) -> Self {
        let day = |weekday| if weekday < 5 { vec![Span { from: 9 * 60, until: 17 * 60 }] } else { Vec::new() };
        Self { zone: zone.to_owned(), week: (0..7).map(day).collect(), regions: Vec::new(), worked: Vec::new(), closed: Vec::new() }
    }
}
