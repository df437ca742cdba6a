//! A product's steps, and what was answered to them.

use eyelevel_contract::{
    attachments::Attachment,
    checklist::{Answered, STEP_MAX, STEPS_MAX, Tried, asked, step, told, validate_answers, validate_steps},
    lang::{Bilingual, Lang},
    requests::State,
    returns::{Draft, Finding, Inspect, ItemState, NewItem, PHOTOS_MAX, Reason, validate, validate_inspection},
    validate::{Fault, Faults},
};
use proptest::prelude::*;

use super::samples::a_return;
use crate::json::both_ways;

fn both(de: &str, en: &str) -> Bilingual {
    Bilingual { de: de.to_owned(), en: en.to_owned() }
}

fn answered(question: &str, answer: Tried) -> Answered {
    Answered { question: question.to_owned(), answer }
}

fn steps(steps: &[Bilingual]) -> Result<Vec<Bilingual>, Faults> {
    let mut faults = Faults::new();
    let clean = validate_steps("checklist", steps, &mut faults);
    faults.or(clean)
}

#[test]
fn steps_are_few_and_short_and_stand_in_german() {
    let good = [both(" Leuchtet die LED? ", ""), both("Anderes Netzteil? 🔌", "Another supply? 🔌")];
    assert_eq!(steps(&good).unwrap(), [both("Leuchtet die LED?", ""), both("Anderes Netzteil? 🔌", "Another supply? 🔌")]);
    assert_eq!((step(&good[1], Lang::En), step(&both("Nur so?", ""), Lang::En)), ("Another supply? 🔌", "Nur so?"));
    let eight: Vec<_> = (0..=STEPS_MAX).map(|n| both(&n.to_string(), "")).collect();
    assert!(steps(&eight[..STEPS_MAX]).is_ok());
    assert_eq!(steps(&eight).unwrap_err().of("checklist"), [Fault::TooMany(STEPS_MAX)]);
    assert!(steps(&[both(&"🔌".repeat(STEP_MAX), "")]).is_ok(), "characters count, not bytes");
    for (bad, field, fault) in [
        (both("", "Another supply?"), "checklist.0.de", Fault::Required),
        (both(&"x".repeat(161), ""), "checklist.0.de", Fault::TooLong(160)),
        (both("x", &"x".repeat(161)), "checklist.0.en", Fault::TooLong(160)),
        (both("a\u{0}b", ""), "checklist.0.de", Fault::ControlCharacters),
        (both("x", "a\u{7f}b"), "checklist.0.en", Fault::ControlCharacters),
        (both("a\nb", ""), "checklist.0.de", Fault::ControlCharacters),
    ] {
        assert_eq!(steps(&[bad]).unwrap_err().of(field), [fault], "{field}");
    }
    let twice = steps(&[both("A", "B"), both("A", ""), both("C", "B")]).unwrap_err();
    assert_eq!((twice.of("checklist.1.de"), twice.of("checklist.2.en")), (&[Fault::Twice][..], &[Fault::Twice][..]));
}

fn draft(checklist: Vec<Answered>) -> Draft {
    let items = vec![NewItem { checklist, ..NewItem::of("nobody-knows".to_owned()) }];
    Draft { items, reason: Some(Reason::Warranty), description: "Dark.".to_owned(), ..Draft::empty() }
}

#[test]
fn answers_are_taken_as_they_were_asked_and_are_never_owed() {
    assert!(validate(&draft(vec![])).is_ok());
    let given = vec![answered("Steht nicht mehr in der Liste 🔌?", Tried::Yes), answered("Two?", Tried::NotTried)];
    let (clean, _) = validate(&draft(given.clone())).unwrap();
    assert_eq!(clean.items[0].checklist, given);
    both_ways(&draft(given));
    let wrong = |checklist| validate(&draft(checklist)).unwrap_err();
    let nine: Vec<_> = (0..9).map(|n| answered(&n.to_string(), Tried::No)).collect();
    assert_eq!(wrong(nine).of("items.0.checklist"), [Fault::TooMany(8)]);
    for (bad, fault) in
        [(" ".to_owned(), Fault::Required), ("x".repeat(161), Fault::TooLong(160)), ("a\u{1b}b".to_owned(), Fault::ControlCharacters)]
    {
        assert_eq!(wrong(vec![answered(&bad, Tried::No)]).of("items.0.checklist.0.question"), [fault]);
    }
}

#[test]
fn what_was_answered_of_a_double_is_kept() {
    let mut form = draft(vec![answered("A?", Tried::Yes)]);
    form.items.push(NewItem { checklist: vec![answered("B?", Tried::No)], ..form.items[0].clone() });
    let (clean, _) = validate(&form).unwrap();
    assert_eq!(clean.items[0].checklist, [answered("A?", Tried::Yes), answered("B?", Tried::No)]);
}

#[test]
fn a_form_shows_the_steps_of_now_and_what_was_answered_before() {
    let now = [both("Eins?", "One?"), both("Zwei?", "")];
    let given = [answered("Eins?", Tried::Yes), answered("Früher?", Tried::No), answered("Nie?", Tried::NotTried)];
    let shown = asked(&now, &given, Lang::En);
    assert_eq!(shown, [answered("One?", Tried::Yes), answered("Zwei?", Tried::NotTried), answered("Früher?", Tried::No)]);
    assert_eq!(told(&shown), shown);
    assert_eq!(told(&asked(&now, &[], Lang::De)), [], "nobody touched it: nothing is said");
}

fn sentences(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set("[a-zäöü🔌 ?]{0,12}[a-z?]", 0..=most).prop_map(|all| all.into_iter().collect())
}

fn any_answers() -> impl Strategy<Value = Vec<Answered>> {
    let one = ("\\PC{0,200}", proptest::sample::select(Tried::ALL));
    proptest::collection::vec(one, 0..12).prop_map(|all| all.into_iter().map(|(q, answer)| answered(&q, answer)).collect())
}

proptest! {
    #[test]
    fn whatever_is_answered_is_taken_as_it_is_or_refused_at_its_place(given in any_answers()) {
        let mut faults = Faults::new();
        let clean = validate_answers("c", &given, &mut faults);
        prop_assert!(clean.len() <= STEPS_MAX);
        if faults.is_empty() {
            prop_assert_eq!(clean.len(), given.len());
            for (clean, given) in clean.iter().zip(&given) {
                prop_assert_eq!((clean.question.as_str(), clean.answer), (given.question.trim(), given.answer));
                prop_assert!(clean.question.chars().count() <= STEP_MAX);
            }
        }
        prop_assert!(faults.iter().all(|(field, _)| field == "c" || field.starts_with("c.")));
    }

    #[test]
    fn no_answer_gets_lost_and_what_a_form_sends_of_one_list_is_taken(
        list in sentences(8), picks in proptest::collection::vec(proptest::sample::select(Tried::ALL), 8), old in sentences(3),
    ) {
        let list: Vec<_> = list.iter().map(|text| both(text.trim(), "")).collect();
        prop_assume!(steps(&list).is_ok());
        let mut given: Vec<_> = list.iter().zip(&picks).map(|(step, pick)| answered(&step.de, *pick)).collect();
        let sent = told(&asked(&list, &given, Lang::En));
        let mut faults = Faults::new();
        prop_assert_eq!(&validate_answers("c", &sent, &mut faults), &sent);
        prop_assert!(faults.is_empty());
        // The list has changed meanwhile, even to nothing.
        let old = old.iter().map(|text| text.trim()).filter(|text| !text.is_empty() && !list.iter().any(|step| step.de == *text));
        given.extend(old.map(|text| answered(text, Tried::No)));
        for list in [&list[..], &[]] {
            let sent = told(&asked(list, &given, Lang::De));
            for one in given.iter().filter(|one| one.answer != Tried::NotTried) {
                prop_assert!(sent.iter().any(|sent| sent.question == one.question), "{:?}", one);
            }
        }
        // Shown twice, it says the same.
        let shown = asked(&list, &given, Lang::De);
        prop_assert_eq!(asked(&list, &shown, Lang::De), shown);
    }

    #[test]
    fn any_steps_come_out_as_they_may_be_shown(texts in proptest::collection::vec(("\\PC{0,170}", "\\PC{0,170}"), 0..10)) {
        let list: Vec<_> = texts.iter().map(|(de, en)| both(de, en)).collect();
        if let Ok(clean) = steps(&list) {
            prop_assert!(clean.len() == list.len() && clean.len() <= STEPS_MAX);
            prop_assert!(clean.iter().all(|one| !one.de.is_empty() && step(one, Lang::En).chars().count() <= STEP_MAX));
            prop_assert_eq!(steps(&clean).unwrap(), clean);
        }
    }
}

#[test]
fn pictures_of_an_inspection_are_few_and_of_one_device() {
    let mut thing = a_return(State::Approved, &[ItemState::Received, ItemState::Inspected]);
    let photo = |id: &str| Attachment {
        id: id.to_owned(),
        name: "a.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: 1,
        sha256: String::new(),
        uploaded_at: 0,
    };
    thing.items[1].photos = vec![photo("b")];
    let inspect = |photos: &[&str]| Inspect {
        item_id: "i0".to_owned(),
        finding: Finding::Damaged,
        findings: "Cracked.".to_owned(),
        photos: photos.iter().map(|id| (*id).to_owned()).collect(),
    };
    assert_eq!(validate_inspection(&inspect(&["a", "c"]), &thing).unwrap().photos, ["a", "c"]);
    let faults = validate_inspection(&inspect(&["a", "a", "b"]), &thing).unwrap_err();
    assert_eq!((faults.of("photos.1"), faults.of("photos.2")), (&[Fault::Twice][..], &[Fault::Taken][..]));
    let many = vec!["x"; PHOTOS_MAX + 1];
    assert_eq!(validate_inspection(&inspect(&many), &thing).unwrap_err().of("photos"), [Fault::TooMany(PHOTOS_MAX)]);
    both_ways(&thing);
}
