use super::{
    pieces::{Piece, pieces},
    types::{BODY_MAX, EditMailText, MailText, MailVariable, Part, SUBJECT_MAX},
};
use crate::{
    people::{Role, rules::Actor},
    requests::rules::{Refusal, of_the_vendor},
    validate::{Fault, Faults},
};

/// Whether the actor may word the portal's mails: the vendor's admins.
///
/// # Errors
/// The missing right.
pub fn can_keep(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, &[Role::Admin])
}

/// Whether a text must carry this one of the values that it has.
///
/// A subject carries the request's number, by which mails are found. A text carries every fact: who, what, by when, the link. It may leave out
/// what only names what the number names already (the request's subject, the partner), and the vendor, who signs every mail.
#[must_use]
pub fn must(part: Part, name: &str, all: &[&str]) -> bool {
    match (part, name) {
        (Part::Subject, _) => name == "number",
        (Part::Body, "vendor") => false,
        (Part::Body, "subject" | "partner") => !all.contains(&"number"),
        (Part::Body, _) => true,
    }
}

/// Checks an edit of a text.
///
/// # Errors
/// The faults by field.
pub fn validate(edit: &EditMailText, text: &MailText) -> Result<EditMailText, Faults> {
    let mut faults = Faults::new();
    let subject = match text.subject {
        Some(_) => {
            let subject = faults.line("subject", &edit.subject, SUBJECT_MAX);
            if faults.is_empty() {
                variables("subject", &subject, &text.subject_variables, &mut faults);
            }
            subject
        }
        None => {
            if !edit.subject.trim().is_empty() {
                faults.add("subject", Fault::MustBeEmpty);
            }
            String::new()
        }
    };
    let body = faults.text("body", &edit.body.replace("\r\n", "\n"), BODY_MAX);
    if faults.of("body").is_empty() {
        variables("body", &body, &text.body_variables, &mut faults);
    }
    faults.or(EditMailText { subject, body })
}

/// Every variable is one that this mail has, in its line; and those that must be there are.
fn variables(field: &str, text: &str, known: &[MailVariable], faults: &mut Faults) {
    let (mut line, mut there) = (1, Vec::new());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => line += words.bytes().filter(|byte| *byte == b'\n').count(),
            Piece::Variable(name) if known.iter().any(|variable| variable.name == name) => there.push(name),
            Piece::Variable(name) => faults.add(field, Fault::NoSuchVariable(["{", name, "}"].concat(), line)),
            Piece::Brace(brace) => faults.add(field, Fault::NoSuchVariable(brace.to_owned(), line)),
        }
    }
    for variable in known.iter().filter(|variable| variable.must && !there.contains(&variable.name.as_str())) {
        faults.add(field, Fault::LacksVariable(["{", &variable.name, "}"].concat()));
    }
}
