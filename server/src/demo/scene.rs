use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::{Address, NewRecipient};
use eyelevel_contract::demo_kits::{Draft, NewLine};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::PageLang;

use super::catalogue::Catalogue;
use super::licences::Installed;
use super::people::People;
use super::products::Products;
use crate::app::App;
use crate::calendar;
use crate::clock::Clock;
use crate::error::Result;
use crate::extract::Caller;
use crate::jobs::Job;
use crate::mail::transport::Transport;
use crate::mail::worker;
use crate::write::Write;

/// Where the demo's stories are told.
pub(super) struct Scene<'a> {
    pub(super) app: &'a App,
    pub(super) people: &'a People,
    pub(super) catalogue: &'a Catalogue,
    pub(super) products: &'a Products,
    pub(super) installed: &'a Installed,
}

impl Scene<'_> {
    /// The application so many working days ago, at a time of day; what has been promised by then and not kept is broken by then.
    pub(super) async fn at(&self, working_days_ago: i64, hour: i8, minute: i8) -> Result<App> {
        let now = self.app.clock.now();
        self.then(instant(self.app, working_days_ago, hour, minute)?.min(now)).await
    }

    /// The application so many minutes ago: what is promised in hours is still to come, whatever the time of day.
    pub(super) async fn lately(&self, minutes: i64) -> Result<App> {
        self.then(self.app.clock.now() - minutes * 60_000).await
    }

    async fn then(&self, instant: Millis) -> Result<App> {
        let then = App { clock: Clock::fixed(instant), ..self.app.clone() };
        Job::Promises.run(&then).await?;
        Job::Loans.run(&then).await?;
        Ok(then)
    }

    /// Commits what was done, and sends the mails that belong to it.
    pub(super) async fn done(&self, w: Write) -> Result<()> {
        let then = w.app().clone();
        w.commit().await?;
        worker::run(&then, &Transport::Demo).await?;
        Ok(())
    }

    /// Somebody acts.
    pub(super) async fn write(&self, then: &App, account: &str) -> Result<(Write, &Caller)> {
        let who = self.people.who(account)?;
        Ok((who.write(then).await?, who))
    }

    /// Today, for dates that the stories name.
    pub(super) fn day(&self, from_today: i64) -> Result<Date> {
        Ok(calendar::today(self.app)?.plus_days(from_today))
    }

    /// A line of a kit: item by its short name, variant by its place.
    pub(super) fn line(&self, item: &str, variant: usize, quantity: i64, recipient: usize) -> Result<NewLine> {
        let item = self.catalogue.item(item)?;
        let variant_id: Id = item.variants.get(variant).map(|v| v.id.clone()).unwrap_or_default();
        Ok(NewLine { item_id: item.id.clone(), variant_id, quantity, recipient })
    }

    /// A loan that nothing is said of yet.
    pub(super) fn loan(&self, lines: Vec<NewLine>, purpose: &str, days: i64) -> Result<Draft> {
        Ok(Draft { lines, purpose: purpose.to_owned(), return_on: Some(self.day(days)?), recipients: vec![jana()], ..Draft::empty() })
    }
}

/// A working day before today (0: today, or the last working day), at a time of day.
fn instant(app: &App, working_days_ago: i64, hour: i8, minute: i8) -> Result<Millis> {
    let mut day = calendar::today(app)?;
    let works = |day: Date| day.weekday() < 5;
    while !works(day) {
        day = day.plus_days(-1);
    }
    for _ in 0..working_days_ago {
        day = day.plus_days(-1);
        while !works(day) {
            day = day.plus_days(-1);
        }
    }
    calendar::at(app, day, hour, minute)
}

fn address(street: &str, postal_code: &str, city: &str, country: &str) -> Address {
    Address { street: street.to_owned(), postal_code: postal_code.to_owned(), city: city.to_owned(), country: country.to_owned() }
}

fn recipient(name: &str, organisation: &str, email: &str, lang: PageLang, address: Address) -> NewRecipient {
    NewRecipient {
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        email: email.to_owned(),
        phone: String::new(),
        lang,
        address,
        why: String::new(),
        channel: None,
    }
}

/// The demo's `partner`, at her desk.
pub(super) fn jana() -> NewRecipient {
    recipient(
        "Jana Petersen",
        "Nordlicht IT",
        "partner@eyelevel.example",
        PageLang::De,
        address("Bahrenfelder Straße 244", "22765", "Hamburg", "DE"),
    )
}

/// A customer's reception desk.
pub(super) fn reception() -> NewRecipient {
    recipient(
        "Empfang",
        "Hafenklinik Altona",
        "empfang@hafenklinik.example",
        PageLang::De,
        address("Palmaille 60", "22767", "Hamburg", "DE"),
    )
}

/// A desk that has no mail address: the requester prints its link.
pub(super) fn library() -> NewRecipient {
    recipient("Information, Erdgeschoss", "Stadtbücherei Kiel", "", PageLang::De, address("Holstenbrücke 1", "24103", "Kiel", "DE"))
}

/// Another partner's technician.
pub(super) fn miriam() -> NewRecipient {
    recipient(
        "Miriam Vogel",
        "Südwerk Systemhaus",
        "other@eyelevel.example",
        PageLang::De,
        address("Theaterstraße 8", "93047", "Regensburg", "DE"),
    )
}

/// A partner in Switzerland.
pub(super) fn luca() -> NewRecipient {
    recipient("Luca Meier", "Helvetia Netz", "helvetia@eyelevel.example", PageLang::De, address("Seestrasse 21", "8002", "Zürich", "CH"))
}
