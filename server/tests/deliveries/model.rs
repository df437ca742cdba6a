//! Any sequence of mails, deaths of the sender, reports in any order and twice, changes asked for and answered. After each step: every status is the
//! fold over what was reported; nothing went to anybody who is not pinned; a mail came twice only where its sender died after it was taken.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::deliveries::status::{Reported, fold};
use eyelevel_contract::deliveries::{AnswerChange, ChangeRecipient, Channel, RecipientStatus, Source, Status, as_named, paths};
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Intent, Licence, SendKey, Whom, paths as licences};
use eyelevel_server::deliveries::status::{self, Event};
use eyelevel_server::mail::worker;
use eyelevel_server::write::Write;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::licences::requests::{customer, me, recipient};
use crate::support::smtp::{Fate, Smtp};
use crate::support::{MINUTE, World};

#[derive(Clone, Debug)]
enum Step {
    Send(Fate),
    /// The sender dies after it took a mail, before anybody else has it.
    ClaimAndDie,
    /// The sender dies after a mail server has it, before that is written down.
    DeliverAndDie,
    /// Something is reported of a sending, so many minutes ago, so often.
    Reported {
        whose: usize,
        status: Status,
        round: i64,
        ago: i64,
        times: usize,
    },
    Again(usize),
    /// The vendor would like another address.
    Propose(usize),
    Answer(usize, bool),
    /// The requester names another address.
    Own(usize),
    Later(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let fate = prop::sample::select(vec![Fate::Taken, Fate::Taken, Fate::TakenInSilence, Fate::Deferred, Fate::Refused, Fate::Dropped]);
    let said =
        prop::sample::select(vec![Status::Delayed, Status::Accepted, Status::Bounced, Status::Opened, Status::Confirmed, Status::Lost]);
    prop_oneof![
        4 => fate.prop_map(Step::Send),
        1 => Just(Step::ClaimAndDie),
        1 => Just(Step::DeliverAndDie),
        4 => (0..3usize, said, 1..4i64, 0..90i64, 1..3usize)
            .prop_map(|(whose, status, round, ago, times)| Step::Reported { whose, status, round, ago, times }),
        1 => (0..3usize).prop_map(Step::Again),
        1 => (0..3usize).prop_map(Step::Propose),
        1 => (0..3usize, any::<bool>()).prop_map(|(whose, yes)| Step::Answer(whose, yes)),
        2 => (0..3usize).prop_map(Step::Own),
        3 => (1..30i64).prop_map(Step::Later),
    ]
}

struct Model {
    world: World,
    smtp: Smtp,
    id: Id,
    /// How often a mail may have come twice.
    windows: usize,
    seen: usize,
    fresh: usize,
}

type Row = (Id, i64, i64, String, Option<String>);

impl Model {
    async fn new() -> Self {
        let (world, smtp) = (World::new().await, Smtp::start().await);
        let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
        draft.recipients = vec![me(), customer(), recipient(Whom::Other, "Empfang", "empfang@hafenklinik.example")];
        let id = world.asked(&draft).await.page.request.id;
        Self { world, smtp, id, windows: 0, seen: 0, fresh: 0 }
    }

    async fn recipient(&self, whose: usize) -> RecipientStatus {
        self.world.licence(&self.id).await.recipients.swap_remove(whose).recipient
    }

    async fn take(&mut self, step: &Step) {
        let transport = self.smtp.transport();
        match step {
            Step::Send(fate) => {
                self.smtp.next(&[*fate]);
                worker::step(&self.world.app, &transport).await.unwrap();
                self.windows += usize::from(matches!(fate, Fate::TakenInSilence));
            }
            Step::ClaimAndDie => drop(worker::claim(&self.world.app).await.unwrap()),
            Step::DeliverAndDie => {
                if let Some(claimed) = worker::claim(&self.world.app).await.unwrap() {
                    self.windows += usize::from(worker::deliver(&self.world.app, &transport, &claimed).await.is_ok());
                }
            }
            Step::Reported { whose, status, round, ago, times } => {
                let whose = self.recipient(*whose).await;
                let key = format!("{}:{status}:{round}:{ago}", whose.id);
                let at = self.world.app.clock.now() - ago * MINUTE;
                for _ in 0..*times {
                    let event = Event { at: Some(at), round: Some(*round), key: Some(&key), ..Event::new(*status, Source::Bounce) };
                    let mut w = Write::begin(&self.world.app, None, "link").await.unwrap();
                    status::record(&mut w, &whose.id, event).await.unwrap();
                    w.commit().await.unwrap();
                }
            }
            Step::Again(whose) => {
                let licence: Licence = self.world.licence(&self.id).await;
                let Some(key) = licence.keys.last() else { return };
                let send = SendKey { key_id: key.id.clone(), recipient_ids: vec![licence.recipients[*whose].recipient.id.clone()] };
                self.world.as_("support").await.post(licences::verb(&self.id, licences::SENDING), send).await;
            }
            Step::Propose(whose) | Step::Own(whose) => {
                self.fresh += 1;
                let own = matches!(step, Step::Own(_));
                let now = self.recipient(*whose).await;
                let mut recipient = as_named(&now);
                // Sometimes none at all: then it lies ready behind a link, and what waits for the old address goes nowhere.
                let none = own && self.fresh.is_multiple_of(3);
                let address = format!("{}-{}@x.example", if own { "own" } else { "proposed" }, self.fresh);
                recipient.email = if none { String::new() } else { address };
                let change = ChangeRecipient { recipient, reason: "It came back.".to_owned() };
                self.world.as_(if own { "partner" } else { "support" }).await.post(paths::changes(&now.id), change).await;
            }
            Step::Answer(whose, agreed) => {
                let now = self.recipient(*whose).await;
                let Some(proposed) = now.proposed else { return };
                self.world.as_("partner").await.post(paths::change(&now.id, &proposed.id), AnswerChange { agreed: *agreed }).await;
            }
            Step::Later(minutes) => self.world.later(minutes * MINUTE),
        }
    }

    async fn statuses(&self) -> BTreeMap<Id, Status> {
        let rows: Vec<(Id, String)> = self.world.all("SELECT id, status FROM recipients").await;
        rows.into_iter().map(|(id, status)| (id, Status::from_word(&status).unwrap())).collect()
    }

    async fn is_true(&mut self, after: &Step) {
        let rounds: Vec<(Id, String, i64)> = self.world.all("SELECT id, channel, round FROM recipients").await;
        let statuses = self.statuses().await;
        for (id, channel, round) in rounds {
            let told: Vec<(i64, i64, String)> =
                self.world.all(&format!("SELECT round, at, status FROM recipient_history WHERE recipient_id = '{id}'")).await;
            let reported: Vec<_> =
                told.into_iter().map(|(round, at, status)| Reported { round, at, status: Status::from_word(&status).unwrap() }).collect();
            assert_eq!(statuses[&id], fold(Channel::from_word(&channel).unwrap(), round, &reported), "{after:?}: {reported:?}");
        }
        // Pins and people don't change while a mail is on its way out.
        let pins: Vec<(Option<String>,)> = self.world.all("SELECT email FROM recipients").await;
        let pins: BTreeSet<String> = pins.into_iter().filter_map(|pin| pin.0).collect();
        let people: Vec<(String,)> = self.world.all("SELECT email FROM people").await;
        let people: BTreeSet<String> = people.into_iter().map(|person| person.0).collect();
        let taken = self.smtp.taken();
        for mail in &taken[self.seen..] {
            let to = mail.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
            let to = to.rsplit(['<', ' ']).next().unwrap().trim_end_matches('>').to_owned();
            let key = mail.lines().any(|line| line.starts_with("Subject: Ihr Lizenz") || line.starts_with("Subject: Your licence key"));
            assert!(pins.contains(&to) || !key && people.contains(&to), "{after:?}: {to} is not pinned: {mail}");
        }
        self.seen = taken.len();
        let ids = self.smtp.ids();
        let twice = ids.len() - ids.iter().collect::<BTreeSet<_>>().len();
        assert!(twice <= self.windows, "{after:?}: {twice} came twice, and there were {} chances", self.windows);
    }

    /// All that was reported once more, in another order and twice: the same statuses.
    async fn in_another_order(&self, runner: &mut TestRunner) {
        let before = self.statuses().await;
        let sql = "SELECT recipient_id, round, at, status, event_key FROM recipient_history";
        let rows: Vec<Row> = self.world.all(sql).await;
        let rows: Vec<Row> = rows.iter().cloned().chain(rows.iter().cloned()).collect();
        let shuffled = Just(rows).prop_shuffle().new_tree(runner).unwrap().current();
        self.world.run("DELETE FROM recipient_history").await;
        for (id, round, at, status, key) in shuffled {
            let status = Status::from_word(&status).unwrap();
            let key = key.unwrap_or_else(|| format!("{id}:{round}:{at}:{status}"));
            let event = Event { at: Some(at), round: Some(round), key: Some(&key), ..Event::new(status, Source::System) };
            let mut w = Write::begin(&self.world.app, None, "link").await.unwrap();
            status::record(&mut w, &id, event).await.unwrap();
            w.commit().await.unwrap();
        }
        assert_eq!(self.statuses().await, before);
    }
}

#[tokio::test]
async fn whatever_happens_the_statuses_are_true_and_the_right_people_get_it() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..8 {
        let steps = prop::collection::vec(step(), 40).new_tree(&mut runner).unwrap().current();
        let mut model = Model::new().await;
        for step in &steps {
            model.take(step).await;
            model.is_true(step).await;
        }
        // What is still to be sent goes out, past every lease.
        for _ in 0..4 {
            model.world.later(20 * MINUTE);
            worker::run(&model.world.app, &model.smtp.transport()).await.unwrap();
            model.is_true(&Step::Later(20)).await;
        }
        model.in_another_order(&mut runner).await;
    }
}
