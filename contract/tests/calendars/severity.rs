//! Policies by severity, and what another severity does to a promise.

use eyelevel_contract::{
    calendars::{EditPolicies, Policy, first_policies, policy_for, validate_policies},
    json::{from_text, from_text_leniently},
    requests::{ChangeSeverity, Kind, Severity, moved_by_severity, validate_severity},
    validate::Fault,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn row(severity: Severity, tier: &str, (answer, decision, fulfilment): (i64, i64, i64)) -> Policy {
    Policy { kind: Kind::Enquiry, severity, tier: tier.to_owned(), answer, decision, fulfilment }
}

fn minutes(policies: &[Policy], severity: Severity, tier: &str) -> (i64, i64, i64) {
    let policy = policy_for(policies, Kind::Enquiry, severity, tier).unwrap();
    (policy.answer, policy.decision, policy.fulfilment)
}

#[test]
fn a_severity_without_a_row_goes_by_the_next_lower_one() {
    use Severity::{Critical, High, Normal};
    let mut policies = vec![row(Normal, "", (480, 960, 2_400))];
    for severity in Severity::ALL {
        assert_eq!(minutes(&policies, *severity, ""), (480, 960, 2_400), "{severity}");
    }
    policies.push(row(High, "", (240, 480, 2_400)));
    assert_eq!(minutes(&policies, Normal, "Gold"), (480, 960, 2_400));
    assert_eq!(minutes(&policies, High, "Gold"), (240, 480, 2_400));
    assert_eq!(minutes(&policies, Critical, "Gold"), (240, 480, 2_400));
    policies.push(row(Critical, "Gold", (60, 120, 240)));
    assert_eq!((minutes(&policies, Critical, "Gold"), minutes(&policies, Critical, "Silver")), ((60, 120, 240), (240, 480, 2_400)));
    assert_eq!(policy_for(&policies, Kind::Return, Critical, "Gold"), None);
}

#[test]
fn a_tier_s_own_row_never_costs_it_what_everybody_is_promised_at_a_higher_severity() {
    use Severity::{Critical, High, Normal};
    let policies = [
        row(Normal, "", (480, 960, 2_400)),
        row(High, "", (240, 900, 1_200)),
        row(Normal, "Gold", (300, 480, 2_400)),
        row(Critical, "Gold", (280, 470, 600)),
    ];
    assert_eq!(minutes(&policies, Normal, "Gold"), (300, 480, 2_400));
    // Promise by promise: the decision is the tier's own, answer and fulfilment are everybody's.
    assert_eq!(minutes(&policies, High, "Gold"), (240, 480, 1_200));
    // And a row that is later than what holds a severity lower puts nothing off.
    assert_eq!(minutes(&policies, Critical, "Gold"), (240, 470, 600));
}

#[test]
fn rows_are_one_of_each_kind_severity_and_tier_and_no_later_than_a_lower_severity() {
    let with = |rows: Vec<Policy>| {
        let mut policies = first_policies();
        policies.extend(rows);
        validate_policies(&EditPolicies { policies })
    };
    let one = |severity, tier: &str, decision| row(severity, tier, (480, decision, 2_400));
    let faults = |rows: Vec<Policy>, field: &str| with(rows).unwrap_err().of(field).to_vec();
    let saved = with(vec![one(Severity::Critical, "", 60), one(Severity::High, " Gold ", 240), one(Severity::High, "", 240)]).unwrap();
    let order: Vec<_> = saved.policies.iter().filter(|p| p.kind == Kind::Enquiry).map(|p| (p.severity.word(), p.tier.as_str())).collect();
    assert_eq!(order, [("normal", ""), ("high", ""), ("critical", ""), ("high", "Gold")]);
    assert_eq!(faults(vec![one(Severity::High, "A", 240), one(Severity::High, " A", 120)], "policies.6.tier"), [Fault::Twice]);
    // Everybody's decision on an enquiry is due within 1,440 minutes.
    assert_eq!(faults(vec![one(Severity::High, "", 1_441)], "policies.5.decision"), [Fault::LaterThan("normal", 1_440)]);
    assert_eq!(
        faults(vec![one(Severity::Critical, "", 300), one(Severity::High, "", 240)], "policies.5.decision"),
        [Fault::LaterThan("high", 240)]
    );
    // A tier is compared with itself.
    assert!(with(vec![one(Severity::High, "Gold", 2_000)]).is_ok());
    let mut severe = first_policies();
    severe[1].severity = Severity::High;
    assert_eq!(validate_policies(&EditPolicies { policies: severe }).unwrap_err().of("policies"), [Fault::Required]);
}

#[test]
fn what_was_written_before_there_were_severities_is_normal() {
    let old = r#"{"policies":[{"kind":"return","tier":"Gold","answer":1,"decision":2,"fulfilment":3}]}"#;
    let read: EditPolicies = serde_json::from_str(old).unwrap();
    assert_eq!(read.policies[0].severity, Severity::Normal);
    assert_eq!(from_text_leniently::<EditPolicies>(old), Some(read));
    let draft = r#"{"text":"An idea","reference":"","limited":false,"draft_id":null}"#;
    assert_eq!(serde_json::from_str::<eyelevel_contract::enquiries::Draft>(draft).unwrap().severity, Severity::Normal);
    assert_eq!(from_text::<ChangeSeverity>(r#"{"severity":"mild","reason":"x"}"#), None);
}

#[test]
fn a_date_comes_forward_and_is_never_put_off() {
    use Severity::{Critical, High, Normal};
    assert_eq!(moved_by_severity(Normal, Critical, 1_000, 400), Some(400));
    assert_eq!(moved_by_severity(High, Critical, 1_000, 999), Some(999));
    assert_eq!(moved_by_severity(Normal, Critical, 1_000, 1_000), None, "nothing moves");
    assert_eq!(moved_by_severity(Normal, Critical, 400, 1_000), None, "never later");
    assert_eq!(moved_by_severity(Critical, Normal, 1_000, 400), None, "less severe: what was promised stays");
    assert_eq!(moved_by_severity(Critical, High, 1_000, 2_000), None);
}

#[test]
fn a_change_is_one_and_has_its_reason() {
    let change = |severity, reason: &str| validate_severity(&ChangeSeverity { severity, reason: reason.to_owned() }, Severity::High);
    assert_eq!(change(Severity::Critical, " Down. ").unwrap().reason, "Down.");
    assert_eq!(change(Severity::High, "x").unwrap_err().of("severity"), [Fault::AsItIs]);
    assert_eq!(change(Severity::Normal, " ").unwrap_err().of("reason"), [Fault::Required]);
    assert_eq!(change(Severity::Normal, &"x".repeat(2_001)).unwrap_err().of("reason"), [Fault::TooLong(2_000)]);
}
