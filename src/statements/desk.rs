//! What the parts of a statement's page share.

use std::collections::BTreeSet;
use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    requests::{Kind, team::team},
    statements::{Posting, Statement},
};

use super::{view::View, words};
use crate::{
    i18n::date,
    session,
    ui::{
        el::{El, el},
        loaded::Loaded,
        reactive::Var,
    },
};

/// The page of an account.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) statement: Loaded<Statement>,
    /// As it is shown; nothing until it is here.
    pub(super) view: Var<Option<Rc<View>>>,
    /// The lines that are chosen.
    pub(super) chosen: Var<BTreeSet<Id>>,
    /// The reader may raise queries.
    pub(super) asks: bool,
}

impl Desk {
    pub(super) fn new(statement: Loaded<Statement>) -> Self {
        let actor = session::actor();
        let asks = actor.is_partner() && actor.is_any(team(Kind::StatementQuery).askers);
        Self { statement, view: Var::new(None), chosen: Var::new(BTreeSet::new()), asks }
    }

    /// Everything is read again, and nothing is chosen any more.
    pub(super) fn changed(self) {
        self.chosen.set(BTreeSet::new());
        self.statement.again();
    }
}

/// A line in a few words: what it is, when, how much.
pub(super) fn in_short(posting: &Posting, currency: &str) -> String {
    let mut parts = vec![words::name(posting)];
    // What has no number is called by its day.
    parts.extend(posting.number.as_ref().map(|_| date(posting.booked_on)));
    parts.push(words::money(posting.amount, currency));
    parts.join(" · ")
}

/// Some lines as a list, the first of many.
pub(super) fn list(view: &View, ids: &[Id], most: usize) -> El {
    let known = ids.iter().filter_map(|id| view.find(id)).take(most);
    let items = known.map(|posting| el("li").child(in_short(posting, &view.statement.account.currency)));
    el("ul").class("finding-lines").child(items.collect::<Vec<_>>())
}
