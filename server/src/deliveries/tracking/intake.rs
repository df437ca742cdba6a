//! Messages wait here for a moment, so that those that come together are written in one transaction; each is answered when that is
//! committed. Whoever finds nobody at work begins to work; who is at work goes on until nothing waits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::apply::{self, Told};
use super::figures::Became;
use crate::app::App;
use crate::error::{Error, Result};
use crate::write::Write;

/// So many are written at once: others who write wait no longer than for these.
const TOGETHER: usize = 100;
/// So many may wait; who comes then is asked to come again.
const WAITING_MAX: usize = 20_000;

/// What waits to be written. Cheap to clone.
#[derive(Clone, Default)]
pub struct Intake(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Item>,
    working: bool,
}

struct Item {
    told: Told,
    answer: oneshot::Sender<Result<Became>>,
}

impl Intake {
    /// Writes a message down, with those that come at the same time. It may be abandoned at any time; what was begun goes on.
    ///
    /// # Errors
    /// `Busy` if too many wait, or the work was broken off; else whatever the database says.
    pub(super) async fn take(&self, app: &App, told: Told) -> Result<Became> {
        let (answer, answered) = oneshot::channel();
        let begins = {
            let mut queue = self.queue();
            if queue.waiting.len() >= WAITING_MAX {
                return Err(Error::Busy);
            }
            queue.waiting.push_back(Item { told, answer });
            !std::mem::replace(&mut queue.working, true)
        };
        if begins {
            tokio::spawn(Work { intake: self.clone(), done: false }.run(app.clone()));
        }
        answered.await.unwrap_or(Err(Error::Busy))
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next ones; none, and nobody works any more.
    fn next(&self) -> Vec<Item> {
        let mut queue = self.queue();
        let many = queue.waiting.len().min(TOGETHER);
        queue.working = many > 0;
        queue.waiting.drain(..many).collect()
    }
}

struct Work {
    intake: Intake,
    done: bool,
}

impl Work {
    async fn run(mut self, app: App) {
        loop {
            let items = self.intake.next();
            if items.is_empty() {
                self.done = true;
                return;
            }
            write(&app, items).await;
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // Broken off in the middle: who waits is told so, and the next one begins anew.
        if !self.done {
            let mut queue = self.intake.queue();
            queue.working = false;
            queue.waiting.clear();
        }
    }
}

async fn write(app: &App, items: Vec<Item>) {
    let (told, answers): (Vec<Told>, Vec<_>) = items.into_iter().map(|item| (item.told, item.answer)).unzip();
    match commit(app, &told).await {
        // Whoever has gone meanwhile does not hear it.
        Ok(became) => became.into_iter().zip(answers).for_each(|(became, answer)| drop(answer.send(Ok(became)))),
        Err(error) if told.len() == 1 => {
            let why = error.to_string();
            answers.into_iter().for_each(|answer| drop(answer.send(Err(Error::Internal(why.clone())))));
        }
        // One of them is in the way of the others: each for itself.
        Err(error) => {
            tracing::warn!(error = %error, messages = told.len(), "messages of tracking services could not be written together");
            for (one, answer) in told.chunks(1).zip(answers) {
                let became = commit(app, one).await.and_then(|became| became.first().copied().ok_or(Error::Busy));
                drop(answer.send(became));
            }
        }
    }
}

async fn commit(app: &App, told: &[Told]) -> Result<Vec<Became>> {
    let mut w = Write::begin(app, None, "webhook").await?;
    let became = apply::all(&mut w, told).await?;
    w.commit().await?;
    Ok(became)
}
