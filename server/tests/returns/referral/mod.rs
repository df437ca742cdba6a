//! A return in a distributor's hands: by the requester's word alone, answered by link, and the promise stays the vendor's.

mod answers;
mod ends;
mod handed;
mod links;

use eyelevel_contract::checklist::{Answered, Tried};
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::{Draft, NewItem, Refer, Return, paths};
use serde_json::json;

use super::draft;
use crate::support::World;

const AGENT: &str = "agent@eyelevel.example";
const PARTNER: &str = "partner@eyelevel.example";

fn id(thing: &Return) -> &str {
    &thing.page.request.id
}

/// A day, so many days after today, as a form sends it.
fn day(world: &World, days: i64) -> String {
    world.today().plus_days(days).to_string()
}

impl World {
    /// `partner` sends one device back that nobody knows; a distributor may be named.
    async fn unknown(&self, named: bool) -> Return {
        let bought_from = if named { Some(self.organisation("Elbtal Distribution").await) } else { None };
        let checklist = vec![Answered { question: "Lights up?".to_owned(), answer: Tried::No }];
        let items = vec![NewItem { checklist, ..NewItem::of("ODD-1".to_owned()) }];
        self.as_("partner").await.returns(&Draft { bought_from, items, reference: "HKA-77".to_owned(), ..draft(&[]) }).await
    }

    async fn to_the_agent(&self) -> Refer {
        Refer { person_id: self.person("agent").await, note: "They know this one.".to_owned(), file_ids: vec![], with_recipient: false }
    }

    async fn refers(&self, thing: &Return) -> Return {
        self.as_("approver").await.does(thing, paths::REFERRALS, self.to_the_agent().await).await
    }

    /// Handed over, as the requester has agreed in the form; and the link in the distributor's mail.
    async fn handed(&self) -> (Return, String) {
        let thing = self.refers(&self.unknown(true).await).await;
        (thing, self.link(AGENT, "übernehmen").await)
    }

    async fn again(&self, thing: &Return) -> Return {
        self.as_("partner").await.get(paths::one(id(thing))).await.ok()
    }
}

fn kinds(thing: &Return) -> Vec<EventKind> {
    thing.page.timeline.iter().map(|entry| entry.kind).collect()
}

/// One that is asked about and handed over, and one that is taken back: every letter about referrals.
pub(crate) async fn at_a_distributor_s(world: &World) {
    let thing = world.refers(&world.unknown(false).await).await;
    let url = paths::referral(id(&thing), &thing.referrals[0].id);
    world.as_("partner").await.post(url, json!({ "agreed": true })).await.is(200);
    let named = Some(world.organisation("Elbtal Distribution").await);
    let done = world.refers(&world.as_("partner").await.returns(&Draft { bought_from: named.clone(), ..draft(&["DONE-1"]) }).await).await;
    world.send_mails().await;
    let mails = world.mails_to(AGENT).await;
    let body = &mails.iter().find(|(subject, _)| subject.starts_with(&done.page.request.number)).unwrap().1;
    let link = body.split_whitespace().find(|word| word.contains("/h/")).unwrap().trim_start_matches("http://eyelevel.test");
    world.nobody().form(format!("{link}/answer"), &[("answer", "repair"), ("by", &day(world, 1)), ("text", "By post.")]).await.is(303);
    world.nobody().form(format!("{link}/done"), &[]).await.is(200);
    for (serial, answer) in [("NO-1", "not_covered"), ("NEEDS-1", "needs"), ("BACK-1", "")] {
        let thing =
            world.refers(&world.as_("partner").await.returns(&Draft { bought_from: named.clone(), ..draft(&[serial]) }).await).await;
        world.send_mails().await;
        if answer.is_empty() {
            world.as_("approver").await.does(&thing, paths::TAKE_BACK, json!({ "reason": "We do it." })).await;
            continue;
        }
        let mails = world.mails_to(AGENT).await;
        let body = &mails.iter().find(|(subject, _)| subject.starts_with(&thing.page.request.number)).unwrap().1;
        let link = body.split_whitespace().find(|word| word.contains("/h/")).unwrap().trim_start_matches("http://eyelevel.test");
        world.nobody().form(format!("{link}/answer"), &[("answer", answer), ("text", "Because.")]).await.is(200);
    }
}
