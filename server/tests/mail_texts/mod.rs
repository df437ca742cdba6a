//! Mails in the vendor's own words: what is taken, what goes out, and what goes out in its place.

use eyelevel_contract::audit::{AuditEntry, PATH as AUDIT};
use eyelevel_contract::mail_texts::{self, EditMailText, LetterPreview, MailText, MailTexts, MailVariable, PATH};
use eyelevel_contract::page::Page;

use crate::support::World;

const TEXT: &str = "submitted-de";

fn edit(subject: &str, body: &str) -> EditMailText {
    EditMailText { subject: subject.to_owned(), body: body.to_owned() }
}

/// Words that have every variable, and nothing of the standard ones.
fn all_of(text: &MailText) -> EditMailText {
    let braced = |variables: &[MailVariable]| variables.iter().map(|v| format!(" [{{{}}}]", v.name)).collect::<String>();
    let subject = text.subject.as_ref().map(|_| format!("EIGEN{}", braced(&text.subject_variables)));
    EditMailText { subject: subject.unwrap_or_default(), body: format!("EIGEN{}", braced(&text.body_variables)) }
}

#[tokio::test]
async fn every_mail_can_be_looked_at_in_own_words_and_in_the_standard_ones() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let list: MailTexts = admin.get(PATH).await.ok();
    let (mut names, mut seen) = (std::collections::BTreeSet::new(), 0);
    for row in list.items {
        assert!(!row.own && !row.title.is_empty(), "{}", row.id);
        names.insert(row.id.split_once('-').unwrap().0.to_owned());
        let text: MailText = admin.get(mail_texts::one(&row.id)).await.ok();
        assert_eq!((text.version, text.lang), (0, row.lang));
        let edit = all_of(&text);
        let own: LetterPreview = admin.post(mail_texts::preview(&row.id), &edit).await.ok();
        assert!(text.subject.is_none() || own.subject.starts_with("EIGEN"), "{}: {}", row.id, own.subject);
        assert!(own.body.contains("EIGEN"), "{}: {}", row.id, own.body);
        let values = text.body_variables.iter().map(|v| (v, &own.body)).chain(text.subject_variables.iter().map(|v| (v, &own.subject)));
        for (variable, said) in values {
            let value = format!("[{}]", variable.example);
            assert!(!variable.example.is_empty() && said.contains(&value), "{}: {} is {value} in {said}", row.id, variable.name);
        }
        let standard = EditMailText { subject: text.subject.unwrap_or_default(), body: text.body };
        let ours: LetterPreview = admin.post(mail_texts::preview(&row.id), standard).await.ok();
        let all = format!("{}\n{}", ours.subject, ours.body);
        for odd in ["{", "}", "  ", "None", "\n\n\n", "bis \n", ": \n", "„“", "“”", "null", "EIGEN"] {
            assert!(!all.contains(odd), "“{odd}” in {}: {all}", row.id);
        }
        assert!(ours.body.contains("Kranich Systems"), "the vendor signs {}: {all}", row.id);
        seen += 1;
    }
    // Every mail, in German and English; what recipients outside read, in seven languages.
    assert_eq!((names.len(), seen), (81, 78 * 2 + 3 * 7));
    assert_eq!(world.count("outbox").await, 0, "nothing was sent");
}

#[tokio::test]
async fn own_words_go_out_and_the_facts_stay() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let words = edit("Danke! {number}", "Wir kümmern uns.\r\n\r\n{owner} hat {number}.");
    let saved: MailText = admin.put(mail_texts::one(TEXT), 0, &words).await.ok();
    assert_eq!((saved.version, saved.changed_by.unwrap().name.as_str()), (1, "Felix Sommer"));
    assert_eq!(saved.body, "Wir kümmern uns.\n\n{owner} hat {number}.");
    let list: MailTexts = admin.get(PATH).await.ok();
    assert_eq!(list.items.iter().filter(|row| row.own).map(|row| row.id.as_str()).collect::<Vec<_>>(), [TEXT]);
    // What a partner calls it is a value, and never looked through for variables.
    world.enquiry("{owner}: geht {number}?").await;
    let (subject, body) = world.mail("partner@eyelevel.example", "Danke! EN-1001").await;
    assert_eq!(subject, "Danke! EN-1001");
    let owner = world.one::<(String,)>("SELECT p.name FROM people p JOIN requests r ON r.owner_id = p.id").await.0;
    assert!(body.starts_with(&format!("Guten Tag Jana Petersen,\n\nWir kümmern uns.\n\n{owner} hat EN-1001.\nZugesagt: ")), "{body}");
    assert!(body.contains("Öffnen: http://eyelevel.test/enquiries/") && body.ends_with("sehen."), "{body}");
    // Back to the standard text, which is then nobody's own.
    let standard = edit(&saved.standard_subject.unwrap(), &saved.standard_body);
    let back: MailText = admin.put(mail_texts::one(TEXT), 1, standard).await.ok();
    assert_eq!((back.version, back.body), (2, saved.standard_body));
    assert_eq!(world.count("mail_texts WHERE subject IS NULL AND body IS NULL").await, 1);
    world.enquiry("Noch etwas").await;
    world.mail("partner@eyelevel.example", "EN-1002 ist eingegangen: Noch etwas").await;
}

#[tokio::test]
async fn what_a_mail_can_t_say_is_refused_at_its_field() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let put = async |words: EditMailText, field: &str| admin.put(mail_texts::one(TEXT), 0, words).await.fault(field);
    let (subject, body) = ("{number}", "{owner}, {number}");
    let said = put(edit("{number} {nummer}", body), "subject").await;
    assert!(said.contains("There is no {nummer} here (line 1)"), "{said}");
    let said = put(edit(subject, "{owner}\n{number}\n{due}"), "body").await;
    assert!(said.contains("There is no {due} here (line 3)"), "{said}");
    let said = put(edit("Arrived", body), "subject").await;
    assert!(said.contains("{number} is missing"), "{said}");
    let said = put(edit(subject, "{number} is here"), "body").await;
    assert!(said.contains("{owner} is missing"), "{said}");
    // Nobody gets a header into a mail.
    put(edit("{number}\r\nBcc: spy@x.example", body), "subject").await;
    put(edit("{number}\u{0}", body), "subject").await;
    put(edit(&"x".repeat(151), body), "subject").await;
    put(edit(subject, &"x".repeat(4_001)), "body").await;
    put(edit("", body), "subject").await;
    for path in [mail_texts::one(TEXT), mail_texts::preview(TEXT)] {
        let (one, other) = (admin.put(&path, 0, edit("", "")).await, admin.post(&path, edit("", "")).await);
        assert!([one.status, other.status].iter().any(|status| *status == 422), "{path}");
    }
    // Another mail's subject is not this one's to change.
    let of = mail_texts::one("escalated_itself-en");
    admin.put(of, 0, edit("{number}", "{number} {owner} {due}")).await.fault("subject");
    for missing in ["nothing-de", "declined-fr", "declined", "shipped-xx", "declined-de-de"] {
        admin.get(mail_texts::one(missing)).await.is(404);
        admin.put(mail_texts::one(missing), 0, edit(subject, body)).await.is(404);
        admin.post(mail_texts::preview(missing), edit(subject, body)).await.is(404);
    }
    admin.get(mail_texts::one("shipped-fr")).await.is(200);
    assert_eq!(world.count("mail_texts").await + world.count("audit WHERE subject = 'mail_text'").await, 0);
}

#[tokio::test]
async fn of_two_who_save_the_second_is_told() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let path = mail_texts::one(TEXT);
    let (one, other) = (edit("A {number}", "{number} {owner}"), edit("B {number}", "{number} {owner}"));
    let (a, b) = world.at_once("mail_texts", admin.put(&path, 0, &one), admin.put(&path, 0, &other)).await;
    assert_eq!([a.status.as_u16(), b.status.as_u16()].iter().filter(|status| **status == 412).count(), 1);
    assert_eq!(admin.put(&path, 0, &one).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.put(&path, 7, &one).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.put(mail_texts::one("submitted-en"), 7, &one).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.json_put(&path, &one).await.problem(428), "precondition-required");
    admin.put(&path, 1, edit("C {number}", "{number} {owner}")).await.is(200);
    let history = admin.get(&path).await.ok::<MailText>().history;
    assert_eq!((history.len(), history[0].by.as_ref().unwrap().name.as_str()), (2, "Felix Sommer"));
    assert_eq!((history[0].changes.len(), history[0].changes[0].field.as_str()), (1, "subject"));
    assert_eq!(history[0].changes[0].after.as_deref(), Some("C {number}"));
    assert_eq!(history[1].changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["body", "subject"]);
    let trail: Page<AuditEntry> = admin.get(format!("{AUDIT}?subject={TEXT}")).await.ok();
    assert_eq!(trail.items.len(), 2);
    let last = &trail.items[0];
    assert_eq!((last.action.as_str(), last.by.as_ref().unwrap().name.as_str()), ("mail_text.edited", "Felix Sommer"));
    let change = last.changes.iter().find(|change| change.field == "subject").unwrap();
    assert_eq!(change.after.as_deref(), Some("C {number}"));
    assert!(matches!(change.before.as_deref(), Some("A {number}" | "B {number}")), "{change:?}");
}

#[tokio::test]
async fn words_that_fit_no_more_give_way_to_the_standard_ones() {
    let world = World::new().await;
    for (subject, body) in [
        ("'{number} {gone}'", "NULL"),
        ("NULL", "'{number}, but nobody has it'"),
        ("'{number}' || CHR(10) || 'Bcc: spy@x.example'", "NULL"),
        ("'{number} {'", "NULL"),
    ] {
        world.run("DELETE FROM mail_texts").await;
        // SQLite has no CHR.
        let subject = if world.database_url().starts_with("postgres") { subject.to_owned() } else { subject.replace("CHR(", "CHAR(") };
        let row = format!("VALUES ('submitted', 'de', {subject}, {body}, 1, NULL, 1)");
        world.run(&format!("INSERT INTO mail_texts (name, lang, subject, body, version, changed_by, changed_at) {row}")).await;
        world.run("INSERT INTO mail_texts (name, lang, subject, body, version, changed_at) VALUES ('gone', 'de', 'x', 'y', 1, 1)").await;
        let number = world.enquiry("Hält das?").await.number;
        let (subject, body) = world.mail("partner@eyelevel.example", &format!("{number} ist eingegangen")).await;
        assert_eq!(subject, format!("{number} ist eingegangen: Hält das?"));
        assert!(body.contains("Zuständig: ") && !body.contains("spy"), "{body}");
        assert_eq!(world.count("outbox WHERE state = 'waiting'").await, 0, "all of them went");
    }
}
