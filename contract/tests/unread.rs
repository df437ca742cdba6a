//! What makes a request unread, and for whom.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    people::{OrganisationKind, Role},
    requests::unread::{Mark, UnreadRequests, concerns},
};

use crate::samples::{actor, requester};

#[test]
fn one_s_own_doings_and_what_one_may_not_see_concern_nobody() {
    let (partner, owner) = (requester(), actor("owner", OrganisationKind::Vendor, &[Role::Approver]));
    assert!(!concerns(&partner, Some("requester"), false) && !concerns(&owner, Some("owner"), true));
    assert!(concerns(&partner, Some("owner"), false) && concerns(&owner, Some("requester"), false));
    assert!(!concerns(&partner, Some("support"), true) && concerns(&owner, Some("support"), true));
    // What happens by itself, or by a link, concerns both.
    assert!(concerns(&partner, None, false) && concerns(&owner, None, false));
}

#[test]
fn a_mark_only_grows_but_for_who_leaves_it_for_later() {
    let mark = Mark::default();
    assert!(!mark.is_unread());
    let told = mark.told(3);
    assert!(told.is_unread() && told.seen(2).is_unread() && !told.seen(3).is_unread());
    // In whatever order it arrives.
    assert_eq!(told.seen(3).seen(1), told.seen(1).seen(3));
    assert_eq!(told.told(1), told);
    assert!(mark.unread().is_unread(), "even where nothing has happened");
    assert!(!mark.unread().seen(0).is_unread() && told.seen(3).unread().is_unread());
}

#[test]
fn the_number_is_short() {
    let short = |count, more| UnreadRequests { count, more }.short();
    assert_eq!(short(0, false), None);
    assert_eq!(short(7, false).as_deref(), Some("7"));
    assert_eq!(short(99, true).as_deref(), Some("99+"));
}
