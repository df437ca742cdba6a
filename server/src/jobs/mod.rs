//! What happens without anybody asking: mails, broken promises, reminders, tidying up. Every job is idempotent; a lease sees to it that one
//! process at a time runs it, and a test can run each once.

pub mod lease;
mod promises;
mod tidy;

use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::deliveries;
use crate::demo_kits::loans;
use crate::error::Result;
use crate::licences;
use crate::mail::transport::Transport;
use crate::mail::worker;
use crate::requests::{escalations, stand_in};
use crate::returns;
use crate::statements;
use crate::webhooks;

/// A job by name, and how often it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Records promises that were not kept, warns of those that soon will be due, and climbs the ladder where a level is silent.
    Promises,
    /// Hands over what belongs to somebody who is away.
    Absences,
    /// Looks at parcels: what does not go as it should.
    Parcels,
    /// Reminds of loans.
    Loans,
    /// Reminds of returns that are to be handed in.
    Returns,
    /// Asks for keys that somebody waits for; ends what nobody says anything of.
    Keys,
    /// Goes on with renewals.
    Renewals,
    /// Posts the files that lie in the folder for them.
    Statements,
    /// Sends last month's statements.
    Monthly,
    /// Throws away what nobody needs any more.
    Tidy,
}

impl Job {
    const ALL: [Self; 10] = [
        Self::Absences,
        Self::Promises,
        Self::Parcels,
        Self::Loans,
        Self::Returns,
        Self::Keys,
        Self::Renewals,
        Self::Statements,
        Self::Monthly,
        Self::Tidy,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Absences => "absences",
            Self::Promises => "promises",
            Self::Parcels => "parcels",
            Self::Loans => "loans",
            Self::Returns => "returns",
            Self::Keys => "keys",
            Self::Renewals => "renewals",
            Self::Statements => "statements",
            Self::Monthly => "monthly",
            Self::Tidy => "tidy",
        }
    }

    const fn every(self) -> Duration {
        match self {
            Self::Loans | Self::Returns | Self::Monthly => Duration::from_secs(10 * 60),
            Self::Absences | Self::Promises | Self::Parcels | Self::Keys | Self::Renewals | Self::Statements => Duration::from_secs(15),
            Self::Tidy => Duration::from_secs(60 * 60),
        }
    }

    /// Runs it once; how many things it did.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn run(self, app: &App) -> Result<usize> {
        match self {
            Self::Promises => {
                Ok(promises::break_overdue(app).await? + promises::warn_of_soon_due(app).await? + escalations::climb(app).await?)
            }
            Self::Absences => stand_in::stand_in(app).await,
            Self::Parcels => deliveries::look(app).await,
            Self::Loans => loans::remind(app).await,
            Self::Returns => returns::remind(app).await,
            Self::Renewals => licences::renewals::go_on(app).await,
            Self::Keys => Ok(licences::make_waiting(app).await? + licences::requests::silence::end(app).await?),
            Self::Statements => statements::files::watch(app).await,
            Self::Monthly => statements::monthly::send(app).await,
            Self::Tidy => tidy::tidy(app).await,
        }
    }
}

/// Runs all jobs until told to stop. Without a transport mails wait.
pub async fn run_until(app: App, transport: Option<Transport>, stop: watch::Receiver<bool>) {
    let holder = app.clock.id();
    let mut running = tokio::task::JoinSet::new();
    for job in Job::ALL {
        running.spawn(repeat(app.clone(), job, holder.clone(), stop.clone()));
    }
    if let Some(transport) = transport {
        running.spawn(mails(app.clone(), transport, stop.clone()));
    }
    // Nor do webhooks.
    running.spawn(webhooks::work(app, stop));
    while running.join_next().await.is_some() {}
}

async fn repeat(app: App, job: Job, holder: String, mut stop: watch::Receiver<bool>) {
    loop {
        let done = match lease::take(&app, job.name(), &holder, job.every() * 2).await {
            Ok(true) => job.run(&app).await.map(drop),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::error!(job = job.name(), error = %error, "a job failed; it will run again");
        }
        if pause(&mut stop, job.every()).await {
            return;
        }
    }
}

/// Mails need no lease of the job: each has its own.
async fn mails(app: App, transport: Transport, mut stop: watch::Receiver<bool>) {
    loop {
        match worker::step(&app, &transport).await {
            // The next one at once, unless it is time to stop.
            Ok(true) if !*stop.borrow() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(error = %error, "the mail worker failed; it goes on"),
        }
        if pause(&mut stop, Duration::from_millis(500)).await {
            return;
        }
    }
}

/// Waits; true if it is time to stop.
async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(time) => *stop.borrow(),
        changed = stop.changed() => changed.is_err() || *stop.borrow(),
    }
}
