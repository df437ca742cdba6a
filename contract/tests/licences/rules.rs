//! Who may do what with keys, what needs a human, and to whom a key may go.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    licences::{
        BridgePolicy, Consent, Installation, Intent, RecipientChange, RunsOut, bridge, expires,
        instant::{DAY, iso},
        needs, next_bridge,
        rules::{
            Choice, NeedsPerson, at_once, can_agree, can_issue, can_keep_installations, can_keep_products, can_report, can_send,
            may_see_installations, may_see_key, may_see_known_issue, touching, unagreed,
        },
        runs_out,
    },
    people::{OrganisationKind, PersonRef, Role},
    requests::{State, rules::Refusal},
};

use super::samples::{installation, known_issue, product, somebody, v};
use crate::samples::{actor, request, requester, today};

const NOW: i64 = 1_795_000_000_000;

#[test]
fn who_makes_keys_and_who_keeps_what() {
    let vendor = |role| actor("v", OrganisationKind::Vendor, &[role]);
    assert_eq!(can_issue(&vendor(Role::Support)), Ok(()));
    assert!(matches!(can_issue(&vendor(Role::Admin)), Err(Refusal::NeedsRole(_))));
    assert_eq!(can_issue(&requester()), Err(Refusal::VendorOnly));
    assert_eq!((can_keep_products(&vendor(Role::Admin)), can_report(&vendor(Role::Support))), (Ok(()), Ok(())));
    assert!(can_keep_products(&vendor(Role::Support)).is_err() && can_report(&requester()).is_err());
    assert_eq!(can_keep_installations(&requester(), "partner"), Ok(()));
    assert_eq!(can_keep_installations(&requester(), "elsewhere"), Err(Refusal::PartnerOnly));
    let accounts = actor("a", OrganisationKind::Partner, &[Role::Accounts]);
    assert!(can_keep_installations(&accounts, "partner").is_err() && !may_see_installations(&accounts, "partner"));
    assert!(may_see_installations(&vendor(Role::Auditor), "partner") && !may_see_installations(&vendor(Role::Ledger), "partner"));
    assert!(may_see_key(&vendor(Role::Approver)) && may_see_key(&requester()) && !may_see_key(&vendor(Role::Auditor)));
}

#[test]
fn a_draft_of_a_known_issue_is_the_vendors_alone() {
    let mut issue = known_issue();
    assert!(may_see_known_issue(&requester(), &issue));
    issue.published_at = None;
    assert!(!may_see_known_issue(&requester(), &issue) && may_see_known_issue(&actor("v", OrganisationKind::Vendor, &[]), &issue));
}

fn consent(change: RecipientChange, recipient_id: &str) -> Consent {
    let person = |id: &str| PersonRef { id: id.to_owned(), name: "Ada".to_owned() };
    Consent {
        id: "c".to_owned(),
        change,
        recipient_id: Some(recipient_id.to_owned()),
        recipient: somebody(),
        reason: "She installs it.".to_owned(),
        asked_by: person("support"),
        asked_at: 0,
        agreed: Some(true),
        by: Some(person("requester")),
        in_place: false,
        at: Some(0),
    }
}

#[test]
fn a_key_goes_to_the_pinned_recipients_and_to_nobody_else() {
    let ids = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let support = actor("s", OrganisationKind::Vendor, &[Role::Support]);
    let send = |to: &str, consents: &[Consent]| can_send(&support, &ids("me"), &ids(to), consents);
    assert_eq!(send("me", &[]), Ok(()));
    // The first story: to the customer only.
    assert_eq!(send("customer", &[]), Err(Refusal::NeedsConsent));
    assert_eq!(
        unagreed(&ids("me"), &ids("customer"), &[]),
        [(RecipientChange::Added, "customer".to_owned()), (RecipientChange::LeftOut, "me".to_owned())]
    );
    let added = consent(RecipientChange::Added, "customer");
    assert_eq!(send("customer", core::slice::from_ref(&added)), Err(Refusal::NeedsConsent), "the requester would still be left out");
    assert_eq!(send("me customer", core::slice::from_ref(&added)), Ok(()));
    assert_eq!(send("customer", &[added, consent(RecipientChange::LeftOut, "me")]), Ok(()));
    assert_eq!(send("me customer", &[consent(RecipientChange::Added, "else")]), Err(Refusal::NeedsConsent));
    assert_eq!(send("", &[]), Err(Refusal::NeedsConsent));
    for role in [Role::Admin, Role::Manager, Role::Auditor] {
        assert!(can_send(&actor("v", OrganisationKind::Vendor, &[role]), &ids("me"), &ids("me"), &[]).is_err(), "{role}");
    }
    assert_eq!(can_send(&requester(), &ids("me"), &ids("me"), &[]), Err(Refusal::VendorOnly));
}

#[test]
fn the_requester_agrees_or_their_cover_or_the_owner_of_the_company() {
    let asked = request(State::Submitted);
    let colleague = actor("colleague", OrganisationKind::Partner, &[Role::Sales]);
    assert_eq!(can_agree(&requester(), &asked, &[]), Ok(()));
    assert_eq!(can_agree(&colleague, &asked, &[]), Err(Refusal::NeedsRequester));
    assert_eq!(can_agree(&colleague, &asked, &["colleague".to_owned()]), Ok(()));
    assert_eq!(can_agree(&actor("boss", OrganisationKind::Partner, &[Role::Owner]), &asked, &[]), Ok(()));
    assert_eq!(can_agree(&actor("s", OrganisationKind::Vendor, &[Role::Support]), &asked, &["s".to_owned()]), Err(Refusal::PartnerOnly));
}

#[test]
fn what_the_contract_covers_needs_no_human() {
    let version = v("9.1.0");
    let choice = |intent| Choice { intent, edition_id: "e", version: &version, host: None, capacity: Some(2), trials: 0 };
    let ask = |choice: &Choice<'_>, change: fn(&mut Installation)| {
        let mut installed = installation();
        change(&mut installed);
        at_once(choice, &product(), Some(&installed), today())
    };
    let renew = choice(Intent::Renew);
    for intent in [Intent::Renew, Intent::Upgrade, Intent::Move, Intent::Rejected] {
        assert_eq!(ask(&choice(intent), |_| {}), Ok(()), "{intent}");
    }
    assert_eq!(ask(&renew, |i| i.contract_until = Some(today())), Ok(()), "on the last day, too");
    assert_eq!(ask(&renew, |i| i.contract_until = Some(today().plus_days(-1))), Err(NeedsPerson::ContractEnded));
    assert_eq!(ask(&renew, |i| i.contract_until = None), Err(NeedsPerson::NoContract));
    assert_eq!(ask(&renew, |i| i.capacity = Some(1)), Err(NeedsPerson::MoreCapacity));
    assert_eq!(ask(&Choice { capacity: None, ..renew.clone() }, |_| {}), Err(NeedsPerson::MoreCapacity), "without limit is more");
    assert_eq!(ask(&renew, |i| i.edition.id = "else".to_owned()), Err(NeedsPerson::OtherEdition));
    assert_eq!(ask(&Choice { version: &v("6.0.0"), ..renew.clone() }, |_| {}), Err(NeedsPerson::NoRule));
    assert_eq!(at_once(&renew, &product(), None, today()), Err(NeedsPerson::NotInstalled));
    assert_eq!(at_once(&choice(Intent::New), &product(), None, today()), Err(NeedsPerson::NotInstalled));
    assert_eq!(at_once(&choice(Intent::Trial), &product(), None, today()), Ok(()));
    assert_eq!(at_once(&Choice { trials: 1, ..choice(Intent::Trial) }, &product(), None, today()), Err(NeedsPerson::TriedBefore));
    assert_eq!(ask(&choice(Intent::Bridge), |i| i.contract_until = None), Ok(()), "who stands still asks for no contract");
}

#[test]
fn so_many_bridging_keys_a_year() {
    let policy = BridgePolicy { per_year: 2, days: 7 };
    let ago = |days: i64| NOW - days * DAY;
    let first = bridge(&policy, &[], NOW).unwrap();
    assert_eq!((first.expires, first.left), (NOW + 7 * DAY, 1));
    assert_eq!(bridge(&policy, &[ago(400), ago(364)], NOW).unwrap().left, 0);
    assert_eq!(bridge(&policy, &[ago(1), ago(364)], NOW), Err(Refusal::BridgesUsedUp(2)));
    assert_eq!(next_bridge(&policy, &[ago(1), ago(364)], NOW), Some(NOW + DAY));
    assert_eq!(next_bridge(&policy, &[ago(1), ago(2), ago(364)], NOW), Some(ago(2) + 365 * DAY), "two must be a year old");
    assert_eq!(next_bridge(&policy, &[ago(1)], NOW), None);
    assert!(bridge(&BridgePolicy { per_year: 0, days: 7 }, &[], NOW).is_err());
}

#[test]
fn how_long_a_key_is_valid() {
    let until = |intent| expires(intent, Some("2026-12-31".parse().unwrap()), &BridgePolicy::default(), NOW);
    assert_eq!(until(Intent::Renew).map(iso).as_deref(), Some("2027-01-01T12:00:00.000Z"));
    assert_eq!((until(Intent::Bridge), until(Intent::Trial)), (Some(NOW + 7 * DAY), Some(NOW + 30 * DAY)));
    assert_eq!(expires(Intent::Renew, None, &BridgePolicy::default(), NOW), None);
}

#[test]
fn known_issues_stand_where_they_touch() {
    let mut other = known_issue();
    other.product.as_mut().unwrap().id = "else".to_owned();
    let mut draft = known_issue();
    draft.published_at = None;
    let mut older = known_issue();
    older.known_since = older.known_since.plus_days(-1);
    let issues = [known_issue(), other, draft, older];
    let days = |version| touching(&issues, "p", &v(version)).iter().map(|i| i.known_since).collect::<Vec<_>>();
    assert_eq!(days("9.1.0"), [issues[3].known_since, issues[0].known_since]);
    assert!(days("9.1.3").is_empty(), "mended in it");
    assert!(days("8.9.9").is_empty());
}

#[test]
fn what_runs_out_when() {
    for (days, expected) in [
        (-1, Some(RunsOut::Ended)),
        (0, Some(RunsOut::Days7)),
        (7, Some(RunsOut::Days7)),
        (8, Some(RunsOut::Days30)),
        (30, Some(RunsOut::Days30)),
        (31, Some(RunsOut::Days60)),
        (61, Some(RunsOut::Days90)),
        (90, Some(RunsOut::Days90)),
        (91, None),
    ] {
        assert_eq!(runs_out(today().plus_days(days), today()), expected, "{days}");
    }
}

#[test]
fn what_is_new_has_no_installation_yet() {
    for intent in Intent::ALL {
        let needs = needs(*intent);
        assert_ne!(needs.installation, needs.product, "{intent}");
    }
}
