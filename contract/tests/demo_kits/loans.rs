//! What is out, what came back, what is wished, and what comes next.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    civil::Date,
    demo_kits::{
        DemoKit, Terms,
        loans::{
            AnswerWish, AskKeep, AskLater, CheckIn, Counted, Lacking, LackingPart, Lent, LentDevice, Loan, LoanStray, NameStep, Next,
            Settled, Verb, Whereabouts, Wish, WishKind, WishPiece, WishState, can, next, sort, stands, takes_back, validate_answer,
            validate_check_in, validate_keep, validate_later, validate_step,
        },
    },
    lang::{Lang, said},
    people::{OrganisationKind, PersonRef, Role, rules::Actor},
    requests::{
        Promise, PromiseKind, State, Verdict,
        rules::{self, Action, Refusal},
    },
    validate::Fault,
};

use crate::samples::{kit, today};

fn device(serial: &str, whereabouts: Whereabouts) -> LentDevice {
    LentDevice { serial: serial.to_owned(), whereabouts }
}

/// Five pieces, three of them with a serial number: one is back, one bought.
fn loan() -> Loan {
    let devices = vec![device("A-O1", Whereabouts::Out), device("A-2", Whereabouts::Back), device("A-3", Whereabouts::Bought)];
    let line = Lent {
        line_id: "l".to_owned(),
        name: "Display, 4.2".to_owned(),
        sent: 5,
        back: 1,
        bought: 1,
        contents: vec!["Display".to_owned(), "Power supply".to_owned()],
        devices,
        price: None,
    };
    Loan { lent: vec![line], ..Loan::none() }
}

fn lacking(id: &str, settled: Option<Settled>) -> Lacking {
    Lacking { id: id.to_owned(), line_id: "l".to_owned(), name: "Power supply".to_owned(), quantity: 1, at: 0, settled }
}

fn wish(kind: WishKind) -> Wish {
    Wish {
        id: "w".to_owned(),
        kind,
        reason: None,
        by: PersonRef { id: "p".to_owned(), name: "P".to_owned() },
        at: 0,
        before_on: Some(today().plus_days(5)),
        wanted_on: (kind == WishKind::Later).then(|| today().plus_days(20)),
        pieces: vec![WishPiece { line_id: "l".to_owned(), serial: Some("A-O1".to_owned()), quantity: 1 }],
        net: None,
        state: WishState::Open,
        answered_by: None,
        answered_at: None,
        answer: None,
        alternative: None,
        agreed_on: None,
    }
}

fn lent(state: State, last: i64) -> DemoKit {
    let mut kit = kit();
    kit.page.request.state = state;
    kit.page.request.return_on = Some(today().plus_days(last));
    kit.loan = loan();
    kit
}

fn actor(vendor: bool, roles: &[Role]) -> Actor {
    crate::samples::actor("somebody", if vendor { OrganisationKind::Vendor } else { OrganisationKind::Partner }, roles)
}

#[test]
fn what_is_owed_is_what_was_sent_and_is_neither_back_nor_bought() {
    let loan = loan();
    let line = &loan.lent[0];
    assert_eq!((line.out(), line.loose_out(), line.serials_out().collect::<Vec<_>>()), (3, 2, vec!["A-O1"]));
    assert!(!loan.is_settled() && loan.is_partly_back());
    let mut done = loan.clone();
    done.lent[0].back = 4;
    assert!(done.is_settled() && !done.is_partly_back());
    done.lacking = vec![lacking("x", Some(Settled::Waived)), lacking("y", None)];
    assert!(!done.is_settled() && done.out() == 0 && done.lacks().count() == 1, "what belongs to a piece is owed, too");
    assert!(Loan::none().is_settled());
}

#[test]
fn a_scanned_serial_number_is_here_or_known_or_a_stray() {
    let mut loan = loan();
    loan.strays = vec![LoanStray { serial: "Z-9".to_owned(), at: 0 }];
    let scanned = ["a-01", "A-2", "A-3", "Z-9", "Z-8", "A-O1"].map(str::to_owned);
    let sorted = sort(&loan, &scanned);
    // A look-alike is taken for the piece that was sent, as it was sent; the same again is no other piece.
    assert_eq!(sorted.here, [("l".to_owned(), "A-O1".to_owned())]);
    assert_eq!((sorted.known, sorted.strays), (["A-2", "A-3", "Z-9", "A-O1"].map(str::to_owned).to_vec(), vec!["Z-8".to_owned()]));
}

#[test]
fn everything_is_everything_that_is_owed() {
    let mut loan = loan();
    loan.lacking = vec![lacking("x", Some(Settled::Came)), lacking("y", None)];
    let all = CheckIn::all(&loan);
    assert_eq!(
        (all.serials, all.counted, all.came),
        (vec!["A-O1".to_owned()], vec![Counted { line_id: "l".to_owned(), quantity: 2 }], vec!["y".to_owned()])
    );
}

#[test]
fn a_check_in_books_no_more_than_there_is() {
    let mut loan = loan();
    loan.lacking = vec![lacking("y", None), lacking("x", Some(Settled::Came))];
    let none = CheckIn { serials: vec![], counted: vec![], lacking: vec![], came: vec![], waived: vec![] };
    let wrong = |body: CheckIn| validate_check_in(&body, &loan).unwrap_err();
    assert_eq!(wrong(none.clone()).of("serials"), [Fault::Required]);
    let count = |line: &str, quantity| CheckIn { counted: vec![Counted { line_id: line.to_owned(), quantity }], ..none.clone() };
    assert_eq!(wrong(count("l", 3)).of("counted.0.quantity"), [Fault::TooLarge(2)]);
    assert_eq!(wrong(count("l", 0)).of("counted.0.quantity"), [Fault::TooSmall(1)]);
    assert_eq!(wrong(count("other", 1)).of("counted.0.line_id"), [Fault::Unknown]);
    let twice = CheckIn { counted: [1, 1].map(|quantity| Counted { line_id: "l".to_owned(), quantity }).to_vec(), ..none.clone() };
    assert_eq!(wrong(twice).of("counted.1.line_id"), [Fault::Twice]);
    let part = |part, quantity| LackingPart { line_id: "l".to_owned(), part, quantity };
    let lacks = |parts: Vec<LackingPart>| CheckIn { lacking: parts, ..none.clone() };
    assert_eq!(wrong(lacks(vec![part(2, 1)])).of("lacking.0.part"), [Fault::Unknown]);
    assert_eq!(wrong(lacks(vec![part(1, 6)])).of("lacking.0.quantity"), [Fault::TooLarge(5)]);
    assert_eq!(wrong(lacks(vec![part(1, 1), part(1, 1)])).of("lacking.1.part"), [Fault::Twice]);
    let named = |came: &[&str], waived: &[&str]| {
        let all = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        CheckIn { came: all(came), waived: all(waived), ..none.clone() }
    };
    assert_eq!(wrong(named(&["x"], &[])).of("came.0"), [Fault::Unknown], "it came before");
    assert_eq!(wrong(named(&["y"], &["y"])).of("waived.0"), [Fault::Twice]);
    let many = CheckIn { serials: vec!["A".to_owned(); 501], ..none.clone() };
    assert_eq!(wrong(many).of("serials"), [Fault::TooMany(500)]);
    let odd = CheckIn { serials: vec!["A".repeat(1_000)], ..none };
    assert!(!wrong(odd).of("serials.0").is_empty());
}

#[test]
fn a_later_day_is_later_and_within_a_year_and_has_a_reason() {
    let ask = |day: Option<Date>, reason: &str| AskLater { return_on: day, reason: reason.to_owned() };
    let last = Some(today().plus_days(5));
    let wrong = |ask: AskLater| validate_later(&ask, last, today()).unwrap_err();
    assert_eq!(wrong(ask(None, "R")).of("return_on"), [Fault::Required]);
    assert_eq!(wrong(ask(Some(today()), "R")).of("return_on"), [Fault::InThePast]);
    assert_eq!(wrong(ask(last, "R")).of("return_on"), [Fault::Earliest(today().plus_days(6))]);
    assert_eq!(wrong(ask(Some(today().plus_days(367)), "R")).of("return_on"), [Fault::TooFar(366)]);
    assert_eq!(wrong(ask(Some(today().plus_days(6)), " ")).of("reason"), [Fault::Required]);
    assert!(validate_later(&ask(Some(today().plus_days(6)), "R"), last, today()).is_ok());
    // The day may be over: then it is any day from tomorrow on.
    assert!(validate_later(&ask(Some(today().plus_days(1)), "R"), Some(today().plus_days(-9)), today()).is_ok());
}

#[test]
fn only_what_is_out_can_be_kept() {
    let ask = |serials: &[&str], count: i64| AskKeep {
        serials: serials.iter().map(|serial| (*serial).to_owned()).collect(),
        counted: if count == 0 { vec![] } else { vec![Counted { line_id: "l".to_owned(), quantity: count }] },
        reason: String::new(),
    };
    let wrong = |ask: AskKeep| validate_keep(&ask, &loan()).unwrap_err();
    assert_eq!(wrong(ask(&[], 0)).of("serials"), [Fault::Required]);
    assert_eq!(wrong(ask(&["A-2"], 0)).of("serials.0"), [Fault::Unknown], "it is back");
    assert_eq!(wrong(ask(&["A-O1"], 3)).of("counted.0.quantity"), [Fault::TooLarge(2)]);
    assert!(validate_keep(&ask(&["A-O1"], 2), &loan()).is_ok());
}

fn answer(verdict: Verdict) -> AnswerWish {
    let reason = "Because".to_owned();
    AnswerWish { wish_id: "w".to_owned(), verdict, return_on: None, reason, alternative: String::new(), no_alternative: false }
}

#[test]
fn a_no_has_its_reason_and_an_alternative_and_another_day_its_reason() {
    let later = wish(WishKind::Later);
    let wrong = |answer: &AnswerWish, wish: &Wish| validate_answer(answer, wish, today()).unwrap_err();
    let mut no = answer(Verdict::Declined);
    assert_eq!(wrong(&no, &later).of("alternative"), [Fault::Required]);
    no.no_alternative = true;
    assert_eq!(validate_answer(&no, &later, today()).unwrap().return_on, None);
    no.alternative = "Another device".to_owned();
    assert_eq!(wrong(&no, &later).of("alternative"), [Fault::MustBeEmpty]);
    no.reason.clear();
    assert_eq!(wrong(&no, &later).of("reason"), [Fault::Required]);

    let agreed = validate_answer(&AnswerWish { reason: String::new(), ..answer(Verdict::Approved) }, &later, today()).unwrap();
    assert_eq!(agreed.return_on, later.wanted_on);
    // What was wished is over by now.
    let stale = Wish { wanted_on: Some(today()), before_on: Some(today().plus_days(-1)), ..wish(WishKind::Later) };
    assert_eq!(wrong(&answer(Verdict::Approved), &stale).of("return_on"), [Fault::InThePast]);

    let other = |day: Option<Date>| AnswerWish { return_on: day, ..answer(Verdict::ApprovedWithChanges) };
    assert_eq!(wrong(&other(None), &later).of("return_on"), [Fault::Required]);
    assert_eq!(wrong(&other(later.wanted_on), &later).of("return_on"), [Fault::NoDifference]);
    assert_eq!(wrong(&other(later.before_on), &later).of("return_on"), [Fault::Earliest(today().plus_days(6))]);
    assert_eq!(wrong(&other(Some(today().plus_days(400))), &later).of("return_on"), [Fault::TooFar(366)]);
    let silent = AnswerWish { reason: " ".to_owned(), ..other(Some(today().plus_days(9))) };
    assert_eq!(wrong(&silent, &later).of("reason"), [Fault::Required]);
    assert_eq!(validate_answer(&other(Some(today().plus_days(9))), &later, today()).unwrap().return_on, Some(today().plus_days(9)));

    let keep = wish(WishKind::Keep);
    assert_eq!(wrong(&other(None), &keep).of("verdict"), [Fault::NotOffered]);
    assert!(validate_answer(&answer(Verdict::Approved), &keep, today()).is_ok());
}

#[test]
fn who_may_do_what_and_when() {
    let technician = actor(false, &[Role::Technician]);
    let sales = actor(false, &[Role::Sales]);
    let (approver, support) = (actor(true, &[Role::Approver]), actor(true, &[Role::Support]));
    let out = lent(State::OnLoan, 30);
    assert_eq!(can(&technician, Verb::AskLater, &out, today()), Ok(()));
    assert_eq!(
        can(&technician, Verb::AskKeep, &out, today()),
        Err(Refusal::NeedsRole(&[Role::Owner, Role::Sales])),
        "it binds the company"
    );
    assert_eq!(can(&sales, Verb::AskKeep, &out, today()), Ok(()));
    assert_eq!(can(&approver, Verb::AskLater, &out, today()), Err(Refusal::PartnerOnly));
    assert_eq!(can(&sales, Verb::Answer, &out, today()), Err(Refusal::VendorOnly));
    assert_eq!(can(&approver, Verb::Answer, &out, today()), Err(Refusal::Not(State::OnLoan)), "nothing is wished");
    assert_eq!(can(&support, Verb::CheckIn, &out, today()), Ok(()));
    assert_eq!(can(&support, Verb::NameStep, &out, today()), Err(Refusal::Not(State::OnLoan)), "not overdue");
    assert_eq!(
        can(&support, Verb::NameStep, &lent(State::ReturnDue, 0), today()),
        Err(Refusal::Not(State::ReturnDue)),
        "the last day counts"
    );
    assert_eq!(can(&support, Verb::NameStep, &lent(State::ReturnDue, -1), today()), Ok(()));

    let mut wished = lent(State::Approved, 30);
    wished.loan.wishes = vec![wish(WishKind::Later)];
    assert_eq!(can(&technician, Verb::AskLater, &wished, today()), Err(Refusal::WishOpen));
    assert_eq!(can(&support, Verb::CheckIn, &wished, today()), Ok(()));
    assert_eq!(can(&approver, Verb::Answer, &wished, today()), Ok(()));
    assert_eq!(can(&technician, Verb::TakeBack, &wished, today()), Ok(()));
    assert_eq!(can(&approver, Verb::TakeBack, &wished, today()), Err(Refusal::PartnerOnly));
    assert_eq!(can(&technician, Verb::TakeBack, &out, today()), Err(Refusal::Not(State::OnLoan)), "nothing is wished");
    let mut kept = wished.clone();
    kept.loan.wishes = vec![wish(WishKind::Keep)];
    assert!(matches!(can(&technician, Verb::TakeBack, &kept, today()), Err(Refusal::NeedsRole(_))), "as far as one may wish it");
    assert_eq!(can(&sales, Verb::TakeBack, &kept, today()), Ok(()));
    assert!(
        takes_back(&wished) && takes_back(&out) && takes_back(&lent(State::Shipped, 30)),
        "what is in the house is back, confirmed or not"
    );
    assert!(!takes_back(&lent(State::Approved, 30)), "something of it is still to be sent");
    assert!(matches!(can(&support, Verb::Answer, &wished, today()), Err(Refusal::NeedsRole(_))));
    let mut owner = support.clone();
    owner.id.clone_from(&wished.page.request.owner.id);
    assert_eq!(can(&owner, Verb::Answer, &wished, today()), Ok(()), "whoever owns it may");

    for state in [State::Closed, State::Shipped, State::Submitted] {
        assert_eq!(can(&technician, Verb::AskLater, &lent(state, 30), today()), Err(Refusal::Not(state)));
    }
    let mut bought = lent(State::OnLoan, 30);
    bought.terms = Terms::Purchase;
    assert_eq!(can(&technician, Verb::AskLater, &bought, today()), Err(Refusal::NotALoan));
}

#[test]
fn while_an_answer_is_owed_nothing_is_shipped_and_everything_can_be_checked_in() {
    let mut kit = lent(State::Approved, 30);
    let support = actor(true, &[Role::Support]);
    assert_eq!(rules::can(&support, Action::Ship, &kit.page.request), Ok(()));
    kit.page.request.promise = Some(Promise {
        kind: PromiseKind::Answer,
        promised_at: 0,
        first_due_at: 0,
        due_at: None,
        moved_reason: None,
        remaining_minutes: None,
        kept: None,
        settled_at: None,
        warned: false,
    });
    assert!(rules::is_wished(&kit.page.request));
    assert_eq!(rules::can(&support, Action::Ship, &kit.page.request), Err(Refusal::Not(State::Approved)));
    assert_eq!(rules::can(&support, Action::Track, &kit.page.request), Err(Refusal::Not(State::Approved)));
    assert_eq!(rules::can(&support, Action::CheckIn, &kit.page.request), Ok(()));
}

#[test]
fn where_a_loan_stands() {
    let at = |loan: &Loan, last: i64| stands(State::OnLoan, loan, Some(today().plus_days(last)), today());
    let mut loan = loan();
    assert_eq!([at(&loan, 8), at(&loan, 7), at(&loan, -3)], [State::OnLoan, State::ReturnDue, State::ReturnDue]);
    loan.wishes = vec![Wish { state: WishState::Declined, ..wish(WishKind::Later) }];
    assert_eq!(at(&loan, 8), State::OnLoan);
    loan.wishes.push(wish(WishKind::Keep));
    assert_eq!(at(&loan, -3), State::Approved, "the vendor owes an answer");
    assert_eq!(stands(State::Shipped, &loan, Some(today()), today()), State::Shipped, "not received everywhere");
    loan.lent[0].back = 4;
    assert_eq!([at(&loan, 8), stands(State::Shipped, &loan, None, today())], [State::Closed, State::Closed]);
}

#[test]
fn the_first_day_is_the_one_before_the_first_extension() {
    let mut loan = loan();
    let agreed = |before: i64, on: i64| Wish {
        before_on: Some(today().plus_days(before)),
        agreed_on: Some(today().plus_days(on)),
        state: WishState::Agreed,
        ..wish(WishKind::Later)
    };
    loan.wishes = vec![Wish { state: WishState::Declined, ..wish(WishKind::Later) }];
    assert_eq!(loan.first_day(), None);
    loan.wishes.extend([agreed(7, 20), agreed(20, 40)]);
    assert_eq!(loan.first_day(), Some(today().plus_days(7)));
}

#[test]
fn what_comes_next() {
    let (soon, over) = (Some(today()), Some(today().plus_days(-1)));
    for (state, wished, rest, last, expected) in [
        (State::Closed, false, false, over, Next::Nothing),
        (State::Shipped, false, false, over, Next::Arrive),
        (State::Approved, true, true, over, Next::Answer),
        (State::Approved, false, false, soon, Next::Arrive),
        (State::OnLoan, false, false, soon, Next::SendBack),
        (State::ReturnDue, false, true, soon, Next::SendRest),
        (State::ReturnDue, false, true, over, Next::Chase),
    ] {
        assert_eq!(next(state, wished, rest, last, today()), expected, "{state}");
    }
}

#[test]
fn a_step_has_its_words_and_a_day_within_a_month() {
    let step = |text: &str, days: Option<i64>| NameStep { text: text.to_owned(), look_on: days.map(|n| today().plus_days(n)) };
    let wrong = |step: NameStep| validate_step(&step, today()).unwrap_err();
    assert_eq!(wrong(step(" ", Some(3))).of("text"), [Fault::Required]);
    assert_eq!(wrong(step("I call", None)).of("look_on"), [Fault::Required]);
    assert_eq!(wrong(step("I call", Some(0))).of("look_on"), [Fault::InThePast]);
    assert_eq!(wrong(step("I call", Some(32))).of("look_on"), [Fault::TooFar(31)]);
    assert!(validate_step(&step("I call", Some(31)), today()).is_ok());
}

#[test]
fn what_the_timeline_keeps_is_said_in_the_reader_s_language() {
    let both = r#"{"de":"2 × Anzeige","en":"2 × Display"}"#;
    assert_eq!((said(both, Lang::De), said(both, Lang::En)), ("2 × Anzeige".to_owned(), "2 × Display".to_owned()));
    assert_eq!(said("A-1", Lang::De), "A-1");
}
