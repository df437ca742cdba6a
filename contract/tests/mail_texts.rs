//! The vendor's own words: which variables a text may have and which it must, and how they are filled in.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::json::both_ways;
use crate::samples::actor;
use eyelevel_contract::{
    lang::PageLang,
    mail_texts::{
        BODY_MAX, EditMailText, LetterPreview, MailText, MailTextChange, MailTextEdit, MailTextRow, MailTexts, MailVariable, Part,
        SUBJECT_MAX, can_keep, fill, must, validate,
    },
    people::{OrganisationKind, Role},
    validate::Fault,
};

fn text() -> MailText {
    let variables = |part, all: &[&str]| {
        let variable = |name: &&str| MailVariable { name: (*name).to_owned(), example: "x".to_owned(), must: must(part, name, all) };
        all.iter().map(variable).collect::<Vec<_>>()
    };
    MailText {
        id: "assigned-en".to_owned(),
        lang: PageLang::En,
        version: 3,
        subject: Some("{number} is yours".to_owned()),
        body: "You own {number}.".to_owned(),
        standard_subject: Some("{number} is yours: {subject}".to_owned()),
        standard_body: "You own {number}, “{subject}”, by {partner}, until {due}.".to_owned(),
        subject_variables: variables(Part::Subject, &["number", "subject"]),
        body_variables: variables(Part::Body, &["number", "subject", "partner", "due"]),
        changed_at: Some(1),
        changed_by: None,
        history: vec![MailTextEdit {
            at: 2,
            by: None,
            changes: vec![MailTextChange { field: "body".to_owned(), before: None, after: Some("x".to_owned()) }],
        }],
    }
}

fn edit(subject: &str, body: &str) -> EditMailText {
    EditMailText { subject: subject.to_owned(), body: body.to_owned() }
}

#[test]
fn a_mail_carries_what_it_is_there_to_say() {
    let carried = |all: &[&'static str]| all.iter().copied().filter(|name| must(Part::Body, name, all)).collect::<Vec<_>>();
    assert_eq!(carried(&["number", "subject", "partner", "owner", "due"]), ["number", "owner", "due"]);
    assert_eq!(carried(&["vendor", "partner", "subject", "url", "day"]), ["partner", "subject", "url", "day"], "nothing else names it");
    assert_eq!(carried(&["vendor", "url"]), ["url"]);
    assert!(must(Part::Subject, "number", &["number", "subject"]) && !must(Part::Subject, "subject", &["number", "subject"]));
}

#[test]
fn what_does_not_fit_is_said_at_its_field() {
    let faults = |edit: EditMailText, field: &str| validate(&edit, &text()).map_or_else(|faults| faults.of(field).to_vec(), |_| vec![]);
    let fits = "{number} until {due}";
    assert_eq!(validate(&edit(" {number} ", " {number}\r\n{due} "), &text()), Ok(edit("{number}", "{number}\n{due}")));
    let no = |what: &str, line| Fault::NoSuchVariable(what.to_owned(), line);
    assert_eq!(faults(edit("{number} {due}", fits), "subject"), [no("{due}", 1)], "this is the text's, not the subject's");
    assert_eq!(faults(edit("{number}", "{number}\n\n{due} {owner} {Number}"), "body"), [no("{owner}", 3), no("{Number}", 3)]);
    assert_eq!(faults(edit("{number}", "{number} {due} {"), "body"), [no("{", 1)]);
    assert_eq!(faults(edit("{number}", "{number} {due} }x {{number}}"), "body"), [no("}", 1), no("{", 1), no("}", 1)]);
    let lacks = |name: &str| Fault::LacksVariable(name.to_owned());
    assert_eq!(faults(edit("Yours", fits), "subject"), [lacks("{number}")]);
    assert_eq!(faults(edit("{number}", "Yours"), "body"), [lacks("{number}"), lacks("{due}")]);
    assert_eq!(faults(edit("", fits), "subject"), [Fault::Required]);
    assert_eq!(faults(edit("{number}\nBcc: x@y.example", fits), "subject"), [Fault::ControlCharacters]);
    assert_eq!(faults(edit("{number}\u{7f}", fits), "subject"), [Fault::ControlCharacters]);
    assert_eq!(faults(edit("{number}", "{number} {due}\u{0}"), "body"), [Fault::ControlCharacters]);
    assert_eq!(faults(edit(&"ü".repeat(SUBJECT_MAX + 1), fits), "subject"), [Fault::TooLong(SUBJECT_MAX)]);
    assert_eq!(faults(edit("{number}", &"ü".repeat(BODY_MAX + 1)), "body"), [Fault::TooLong(BODY_MAX)]);
    let shared = MailText { subject: None, ..text() };
    assert_eq!(validate(&edit("", fits), &shared), Ok(edit("", fits)));
    assert_eq!(validate(&edit("{number}", fits), &shared).unwrap_err().of("subject"), [Fault::MustBeEmpty]);
}

#[test]
fn only_the_vendor_s_admins_word_them() {
    assert!(can_keep(&actor("a", OrganisationKind::Vendor, &[Role::Admin])).is_ok());
    for role in [Role::Manager, Role::Lead, Role::Support, Role::Auditor] {
        assert!(can_keep(&actor("a", OrganisationKind::Vendor, &[role])).is_err(), "{role}");
    }
    assert!(can_keep(&actor("a", OrganisationKind::Partner, &[Role::Owner])).is_err());
}

#[test]
fn they_travel_both_ways() {
    both_ways(&text());
    both_ways(&edit("a", "b\n"));
    both_ways(&LetterPreview { subject: "a".to_owned(), body: "b".to_owned() });
    let row = MailTextRow { id: "declined-cs".to_owned(), lang: PageLang::Cs, title: "Ne".to_owned(), own: true };
    both_ways(&MailTexts { items: vec![row] });
}

#[test]
fn a_value_is_never_looked_through() {
    let value = |name: &str| (name == "a").then(|| "{b}{a}".to_owned());
    assert_eq!(fill("{a}-{b}-{", &value), "{b}{a}-{b}-{");
}

#[cfg(not(target_arch = "wasm32"))]
use eyelevel_contract::mail_texts;

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn the_pieces_are_the_text(text in r"([a-z_ü😀 \n]|\{|\}|\{[a-z]{0,3}\}){0,24}") {
        let again: String = mail_texts::pieces(&text).iter().map(|piece| match piece {
            mail_texts::Piece::Words(words) | mail_texts::Piece::Brace(words) => (*words).to_owned(),
            mail_texts::Piece::Variable(name) => format!("{{{name}}}"),
        }).collect();
        proptest::prop_assert_eq!(&again, &text);
        proptest::prop_assert_eq!(fill(&text, &|_| None), text);
    }
}
