//! What people do to a request: chance chooses, the service may refuse.

use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::enquiries;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::paths;
use serde_json::{Value, json};

use super::Year;
use super::model::Request;
use crate::support::requests::{no, yes};
use crate::support::{DAY, HOUR, kits};

/// Somebody posts something.
#[derive(Clone)]
pub(super) struct Deed {
    pub(super) account: String,
    pub(super) path: String,
    pub(super) body: Value,
}

impl Year {
    /// What happens to a request now; nearly always nothing.
    pub(super) async fn deed(&mut self, request: &Request) -> Option<Deed> {
        let level = request.escalation_id.as_ref().and_then(|id| self.model.levels.get(id)).cloned();
        if let Some(level) = level.filter(|level| level.answered_at.is_none() && level.over_at.is_none())
            && self.chance.percent(15)
        {
            let owed = self.model.promises[&level.promise_id].settled_at.is_none();
            let until = owed.then(|| self.now() + self.chance.between(1, 6 * DAY / HOUR) * HOUR);
            let body = json!({ "answer": "It is with me now.", "until": until });
            return Some(self.by_staff(&level.person_id, paths::escalation_answer(&request.id, &level.id), body));
        }
        // A message is answered sooner or later, or needs no answer; every seventh owner answers none.
        if request.reply_id.is_some() && request.owner_id.bytes().last().is_some_and(|byte| byte % 7 != 0) && self.chance.percent(12) {
            let needless = self.chance.percent(10);
            let (path, body) = if needless {
                (paths::verb(&request.id, paths::NO_REPLY), json!({ "reason": "" }))
            } else {
                (paths::messages(&request.id), json!({ "text": "On Friday." }))
            };
            return Some(self.by_staff(&request.owner_id, path, body));
        }
        if self.chance.percent(1) {
            let body = json!({ "text": "And by when?" });
            return Some(Deed { account: request.requester_id.clone(), path: paths::messages(&request.id), body });
        }
        let escalates = if request.escalation_id.is_some() { 2 } else { 1 };
        if request.section != "done" && self.chance.percent(escalates) {
            return Some(self.by_partner(request, paths::ESCALATIONS, json!({ "reason": "Nobody says anything." })));
        }
        match request.state.as_str() {
            "submitted" => self.of_the_vendor(request),
            "question" => match self.chance.below(100) {
                0..25 => Some(self.by_partner(request, paths::ANSWER, json!({ "text": "This is what was missing." }))),
                25..30 if !request.objected => Some(self.by_partner(request, paths::OBJECTION, json!({ "reason": "" }))),
                30..32 => Some(self.by_partner(request, paths::WITHDRAWAL, json!({ "reason": "" }))),
                _ => None,
            },
            "approved" if self.chance.percent(8) => self.ships(request).await,
            "approved" if self.chance.percent(3) => Some(self.moves(request)),
            "declined" if !request.second_look && self.chance.percent(20) => {
                Some(self.by_partner(request, paths::SECOND_LOOK, json!({ "reason": "Please look again." })))
            }
            _ => None,
        }
    }

    fn of_the_vendor(&mut self, request: &Request) -> Option<Deed> {
        // Every tenth is forgotten: only whoever is above its owner may end it.
        let forgotten = request.id.bytes().last().is_some_and(|byte| byte % 10 == 0) && !self.chance.percent(2);
        let is_kit = request.kind == "demo_kit";
        let path = if is_kit { kits_at::decision(&request.id) } else { enquiries::decision(&request.id) };
        let decides = |yes_: bool| match (is_kit, yes_) {
            (true, true) => json!(kits::yes()),
            (true, false) => json!(kits::no("Not at the moment.")),
            (false, true) => json!(yes("Gladly.")),
            (false, false) => json!(no("Not at the moment.")),
        };
        match self.chance.below(100) {
            0..9 if !forgotten => Some(self.by_staff(&request.owner_id, path, decides(true))),
            9..13 if !forgotten => Some(self.by_staff(&request.owner_id, path, decides(false))),
            13..16 if !forgotten => {
                // Not every owner decides; somebody else does, or is refused.
                let who = self.anybody();
                Some(self.by_staff(&who, path, decides(true)))
            }
            16..20 => {
                let path = paths::verb(&request.id, paths::QUESTION);
                Some(self.by_staff(&request.owner_id, path, json!({ "missing": "Which model is it?" })))
            }
            20..23 => Some(self.moves(request)),
            23..25 => {
                let body = json!({ "owner_id": self.anybody(), "reason": "Knows it better." });
                Some(self.by_staff(&request.owner_id, paths::verb(&request.id, paths::OWNER), body))
            }
            25..27 => Some(self.by_partner(request, paths::WITHDRAWAL, json!({ "reason": "" }))),
            27..29 => Some(self.by_staff(&request.owner_id, paths::messages(&request.id), json!({ "text": "A word." }))),
            _ => None,
        }
    }

    /// A later date, sometimes one that is none.
    fn moves(&mut self, request: &Request) -> Deed {
        let due: Millis = self.now() + self.chance.between(-1, 10) * DAY + HOUR;
        let body = json!({ "due_at": due, "reason": "A part is missing." });
        self.by_staff(&request.owner_id, paths::verb(&request.id, paths::PROMISE), body)
    }

    async fn ships(&mut self, request: &Request) -> Option<Deed> {
        let kit: DemoKit = self.client(0, "support").await.get(kits_at::one(&request.id)).await.ok();
        let number = self.chance.below(u64::MAX);
        let body = json!(kits::parcels(&kit, &format!("S{number}")));
        Some(Deed { account: "support".to_owned(), path: kits_at::shipments(&request.id), body })
    }

    fn by_partner(&self, request: &Request, verb: &str, body: Value) -> Deed {
        Deed { account: request.requester_id.clone(), path: paths::verb(&request.id, verb), body }
    }

    fn by_staff(&self, person: &Id, path: String, body: Value) -> Deed {
        Deed { account: self.staff.people[person].account.clone(), path, body }
    }

    /// Anybody of the vendor's.
    pub(super) fn anybody(&mut self) -> Id {
        let all: Vec<_> = self.staff.people.keys().cloned().collect();
        self.chance.of(&all).clone()
    }
}
