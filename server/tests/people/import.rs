use eyelevel_contract::imports::Import;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::{Person, Role, paths};

use crate::support::{Client, World};

async fn looked_at(client: &Client, file: &str) -> Import {
    client.raw("POST", paths::PEOPLE_IMPORT, "text/csv", file.to_owned()).await.ok()
}

async fn written(client: &Client, file: &str) -> Import {
    let client = client.saying("idempotency-key", format!("import-{}", file.len()));
    client.raw("POST", &format!("{}?confirm=true", paths::PEOPLE_IMPORT), "text/csv", file.to_owned()).await.ok()
}

#[tokio::test]
async fn partners_and_people_come_from_a_file_once_and_are_invited() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = "Firma;Name;E-Mail;Rollen;Sprache;Farbe\r\n\
                Polarlicht GmbH;Ada Möller;Ada@Polar.example;Inhaber, Technik;Deutsch;rot\r\n\
                polarlicht gmbh;Bo Lund;bo@polar.example;sales accounts;en;\r\n\
                Nordlicht IT;Jana Petersen;PARTNER@eyelevel.example;Technik;;\r\n";
    let seen = looked_at(&admin, file).await;
    assert_eq!((seen.lines, seen.added, seen.same, seen.bad.len(), seen.done), (3, 2, 1, 0, false));
    assert_eq!(seen.ignored, ["Farbe"]);
    let (before, invited) = (world.count("people").await, world.count("audit WHERE action = 'person.invited'").await);
    let done = written(&admin, file).await;
    assert_eq!((done.added, done.same, done.done), (2, 1, true));
    assert_eq!(world.count("people").await, before + 2);
    assert_eq!(
        world.count("organisations WHERE name LIKE 'Polarlicht%' AND kind = 'partner'").await,
        1,
        "one company, however it is written"
    );
    let polar = world.organisation("Polarlicht GmbH").await;
    let people: Page<Person> = admin.get(format!("{}?organisation={polar}", paths::PEOPLE)).await.ok();
    let roles: Vec<_> = people.items.iter().map(|one| (one.name.as_str(), one.roles.as_slice())).collect();
    assert_eq!(roles, [("Ada Möller", &[Role::Owner, Role::Technician][..]), ("Bo Lund", &[Role::Sales, Role::Accounts][..])]);
    world.link("Ada@Polar.example", "Ihre Einladung").await;
    world.link("bo@polar.example", "Your invitation").await;
    assert_eq!(world.count("audit WHERE action = 'person.invited'").await, invited + 2);
    // The same file again invites nobody.
    let again = looked_at(&admin, file).await;
    assert_eq!((again.added, again.same), (0, 3));
}

#[tokio::test]
async fn what_can_t_be_taken_is_named_by_line_and_column_and_nothing_is_written() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = "company,name,e-mail,roles,language\n\
                ,A,a@a.example,owner,\n\
                Nordlicht IT,,b@a.example,owner,\n\
                Nordlicht IT,C,c,owner,\n\
                Nordlicht IT,D,d@a.example,king,\n\
                Nordlicht IT,E,e@a.example,approver,\n\
                Nordlicht IT,F,f@a.example,,\n\
                Nordlicht IT,G,g@a.example,owner,fr\n\
                Nordlicht IT,H,h@a.example,owner,\n\
                Nordlicht IT,H,H@A.example,owner,\n\
                Elsewhere,I,partner@eyelevel.example,owner,\n";
    let seen = looked_at(&admin, file).await;
    let bad: Vec<_> = seen.bad.iter().flat_map(|line| line.faults.iter().map(|fault| (line.line, fault.field.as_str()))).collect();
    let wanted = [
        (2, "organisation"),
        (3, "name"),
        (4, "email"),
        (5, "roles"),
        (6, "roles"),
        (7, "roles"),
        (8, "lang"),
        (10, "email"),
        (11, "email"),
    ];
    assert_eq!(bad, wanted);
    let before = (world.count("people").await, world.count("organisations").await);
    admin.raw("POST", &format!("{}?confirm=true", paths::PEOPLE_IMPORT), "text/csv", file).await.fault("lines.5.roles");
    assert_eq!((world.count("people").await, world.count("organisations").await), before);
    let headless = looked_at(&admin, "name,e-mail\nA,a@a.example\n").await;
    assert_eq!(headless.bad[0].line, 1);
}

#[tokio::test]
async fn two_files_at_once_make_one_company() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = |name: &str| format!("company,name,e-mail,roles\nPolar,{name},{name}@polar.example,owner\n");
    let (a, b) = (file("ada"), file("bertil"));
    tokio::join!(written(&admin, &a), written(&admin, &b));
    assert_eq!(world.count("organisations WHERE name = 'Polar'").await, 1);
    assert_eq!(world.count("people WHERE email_key LIKE '%@polar.example'").await, 2);
}
