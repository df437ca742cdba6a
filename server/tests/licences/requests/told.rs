//! What must be true whenever a key was stopped, or none was made: nobody outside got anything, the requester was told the truth at once,
//! somebody of the vendor owes a key by a date, and it is on record.

use eyelevel_contract::licences::{Licence, paths};
use eyelevel_contract::requests::{EventKind, PromiseKind, State};

use crate::support::World;

/// What there was before.
#[derive(Debug)]
pub(crate) struct Before {
    out: Vec<i64>,
    on_record: i64,
}

/// Everything by which anybody outside could have got a key.
const OUT: [&str; 7] = [
    "issued_keys",
    "key_sendings",
    "deliveries",
    "delivery_pieces",
    "recipient_history",
    "links WHERE purpose = 'recipient'",
    "outbox WHERE recipient_id IS NOT NULL",
];

async fn out(world: &World) -> Vec<i64> {
    world.send_mails().await;
    let mut counts = Vec::new();
    for table in OUT {
        counts.push(world.count(table).await);
    }
    counts
}

impl World {
    /// To be asked before.
    pub(crate) async fn before(&self) -> Before {
        Before { out: out(self).await, on_record: self.count("audit WHERE action = 'key.stopped'").await }
    }
}

impl Before {
    /// Nobody outside got anything since.
    #[track_caller]
    pub(crate) fn nobody_got_anything(&self, world: &World) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move { assert_eq!(out(world).await, self.out, "somebody got something of {OUT:?}, at {at}") }
    }

    /// A key of this request was stopped since, and everybody was told: the requester that `what`, in German.
    #[track_caller]
    pub(crate) fn stopped(&self, world: &World, id: &str, what: &str) -> impl Future<Output = Licence> {
        let at = std::panic::Location::caller();
        async move {
            self.nobody_got_anything(world).await;
            let licence = world.licence(id).await;
            let request = &licence.page.request;
            // At once, with who is on it until when.
            let (subject, body) = world.mail("partner@eyelevel.example", "Ein Schlüssel wurde angehalten").await;
            assert!(subject.starts_with(&request.number), "{at}: {subject}");
            assert!(body.contains(&format!("{what}. Niemand hat etwas bekommen.")), "{at}: {body}");
            assert!(body.contains(&format!("Zuständig: {}", request.owner.name)) && body.contains("Zugesagt: "), "{at}: {body}");
            // Somebody's task, with a date.
            let promise = request.promise.as_ref().unwrap();
            assert_eq!((request.state, promise.kind, promise.kept), (State::Approved, PromiseKind::Fulfilment, None), "{at}");
            assert!(promise.due_at.is_some_and(|due| due > world.app.clock.now()), "{at}");
            let (owner,): (String,) = world.one(&format!("SELECT email FROM people WHERE id = '{}'", request.owner.id)).await;
            let tasks =
                world.as_(owner.split('@').next().unwrap()).await.numbers("kind=licence&section=with_vendor&owner=me&limit=1000").await;
            assert!(tasks.contains(&request.number), "{at}: {tasks:?}");
            // On record, the same for both sides.
            assert_eq!(licence.page.timeline.last().map(|e| e.kind), Some(EventKind::KeyStopped), "{at}");
            assert_eq!(world.count("audit WHERE action = 'key.stopped'").await, self.on_record + 1, "{at}");
            let theirs: Licence = world.as_("support").await.get(paths::one(id)).await.ok();
            assert_eq!((theirs.stopped, theirs.page.timeline), (licence.stopped.clone(), licence.page.timeline.clone()), "{at}");
            licence
        }
    }
}
