//! From nothing to the first request: every step is done by what is there, and the next one is always one that can be done.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    guide::{Facts, Guide, Step, StepState, can_see_guide, guide},
    people::{OrganisationKind, Role},
};

use crate::samples::actor;

fn state(guide: &Guide, step: Step) -> StepState {
    guide.steps.iter().find(|one| one.step == step).unwrap().state
}

#[test]
fn one_step_after_the_other() {
    let mut facts = Facts::default();
    let first = guide(&facts);
    assert_eq!((first.next, first.done, first.needed), (Some(Step::Mail), 0, 4));
    assert_eq!(state(&first, Step::Person), StepState::Waiting, "nobody to invite");
    facts.mail = true;
    assert_eq!(guide(&facts).next, Some(Step::Partner));
    facts.partner_id = Some("p".to_owned());
    let invite = guide(&facts);
    assert_eq!((invite.next, state(&invite, Step::Person)), (Some(Step::Person), StepState::Open));
    facts.invited = true;
    let waits = guide(&facts);
    assert_eq!((waits.next, state(&waits, Step::Person), waits.done), (None, StepState::Waiting, 2), "it is theirs to accept");
    facts.accepted = true;
    let asks = guide(&facts);
    assert_eq!((asks.next, state(&asks, Step::Request), asks.done), (None, StepState::Waiting, 3));
    facts.request = true;
    let done = guide(&facts);
    assert_eq!((done.next, done.done), (None, 4));
    assert!(done.steps.iter().filter(|one| one.state != StepState::Done).all(|one| one.optional));
}

/// Whatever is there: done steps are never undone by more being there, and what is next is open and needed.
#[test]
fn more_is_never_less() {
    let facts = |n: u32| {
        let is = |bit: u32| n & (1 << bit) != 0;
        Facts {
            mail: is(0),
            colleague: is(1),
            calendar: is(2),
            item: is(3),
            partner_id: is(4).then(|| "p".to_owned()),
            invited: is(5),
            accepted: is(6),
            request: is(7),
        }
    };
    for n in 0..256 {
        let now = guide(&facts(n));
        if let Some(next) = now.next {
            assert_eq!(state(&now, next), StepState::Open, "{n}");
        }
        assert!(now.done <= now.needed);
        for more in 0..8 {
            let then = guide(&facts(n | 1 << more));
            for step in &now.steps {
                let stays = step.state != StepState::Done || state(&then, step.step) == StepState::Done;
                assert!(stays, "{:?} of {n} with {more}", step.step);
            }
        }
    }
}

#[test]
fn it_is_for_who_sets_it_up() {
    assert!(can_see_guide(&actor("a", OrganisationKind::Vendor, &[Role::Admin])).is_ok());
    assert!(can_see_guide(&actor("b", OrganisationKind::Vendor, &[Role::Approver])).is_err());
    assert!(can_see_guide(&actor("c", OrganisationKind::Partner, &[Role::Owner])).is_err());
}
