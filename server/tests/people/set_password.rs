use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{NewPerson, Person, Role, SignIn, paths};

use crate::support::{DAY, World, kits};

/// The path of Ada's invitation.
async fn invitation(world: &World) -> String {
    let new = NewPerson {
        name: "Ada".to_owned(),
        email: "ada@nordlicht.example".to_owned(),
        organisation_id: world.organisation("Nordlicht IT").await,
        roles: vec![Role::Technician],
        lang: Lang::De,
    };
    world.as_("owner").await.post(paths::PEOPLE, &new).await.ok::<Person>();
    world.link("ada@nordlicht.example", "Ihre Einladung").await
}

#[tokio::test]
async fn a_short_password_is_refused_and_the_link_goes_on_living() {
    let world = World::new().await;
    let link = invitation(&world).await;
    for (typed, text) in [("", "Bitte füllen Sie dies aus."), ("too short", "Mindestens 10 Zeichen."), (&"x".repeat(201), "höchstens 200")]
    {
        let page = world.nobody().form(&link, &[("password", typed)]).await.is(422).text();
        assert!(page.contains(text), "{typed}: {page}");
        assert!(typed.is_empty() || !page.contains(&format!("value=\"{typed}\"")), "a password is never shown");
    }
    assert_eq!(world.count("people WHERE password_hash IS NULL").await, 1);
    world.nobody().form(&link, &[("password", "long enough")]).await.is(303);
}

#[tokio::test]
async fn a_password_is_taken_as_it_was_typed() {
    for typed in ["  two spaces, before and behind  ", "UPPER lower ÄÖÜ ß \u{1F511}", &"x".repeat(200)] {
        let world = World::new().await;
        world.nobody().form(&invitation(&world).await, &[("password", typed)]).await.is(303);
        let sign_in = |password: &str| SignIn { email: "ada@nordlicht.example".to_owned(), password: password.to_owned() };
        let nobody = world.nobody();
        for other in [typed.trim(), &typed.to_lowercase(), &typed[..typed.len() - 4], &format!("{typed} ")] {
            assert!(other == typed || nobody.post(paths::SESSION, sign_in(other)).await.status.as_u16() == 401, "{typed}: {other}");
        }
        nobody.post(paths::SESSION, sign_in(typed)).await.is(200);
    }
}

#[tokio::test]
async fn a_link_is_used_once_also_by_two_clicks_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let link = invitation(&world).await;
    let (one, two) = (world.nobody(), other.nobody());
    let (a, b) = world
        .at_once("people", one.form(&link, &[("password", "the first sentence")]), two.form(&link, &[("password", "the second sentence")]))
        .await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(world.count("sessions s JOIN people p ON p.id = s.person_id WHERE p.name = 'Ada'").await, 1);
    one.get(&link).await.is(404);
    one.form(&link, &[("password", "the third sentence")]).await.is(404);
    let worked = if a.status.as_u16() == 303 { "the first sentence" } else { "the second sentence" };
    let body = SignIn { email: "ada@nordlicht.example".to_owned(), password: worked.to_owned() };
    one.post(paths::SESSION, body).await.is(200);
}

#[tokio::test]
async fn expired_tampered_foreign_and_used_links_look_the_same() {
    let world = World::new().await;
    let link = invitation(&world).await;
    let nobody = world.nobody();
    let token = link.rsplit('/').next().unwrap().to_owned();
    let (id, signature) = token.split_once('.').unwrap();
    let kit = world.shipped(1, 0, "S").await;
    kits::id(&kit);
    let recipient = world.link("partner@eyelevel.example", "Eine Lieferung").await.replace("/r/", "/invitation/");
    let mut wrong = signature.to_owned();
    wrong.replace_range(..1, if signature.starts_with('A') { "B" } else { "A" });
    let mut gone = Vec::new();
    for path in [
        format!("/invitation/{id}.{wrong}"),
        format!("/invitation/{id}"),
        format!("/invitation/{id}."),
        "/invitation/x.y".to_owned(),
        // Signed by us, for something else.
        recipient,
        link.replace("/invitation/", "/reset/").replace("/reset/", "/invitation/x"),
    ] {
        gone.push(nobody.get(&path).await.is(404).text());
        gone.push(nobody.form(&path, &[("password", "a long sentence")]).await.is(404).text());
    }
    world.later(14 * DAY - 1);
    nobody.get(&link).await.is(200);
    world.later(1);
    gone.push(nobody.get(&link).await.is(404).text());
    gone.push(nobody.form(&link, &[("password", "a long sentence")]).await.is(404).text());
    assert!(gone.iter().all(|page| *page == gone[0]), "{gone:?}");
    assert!(!gone[0].contains("Ada"), "{}", gone[0]);
    assert_eq!(world.count("people WHERE password_hash IS NULL").await, 1);
    // An invitation is no reset.
    nobody.get(link.replace("/invitation/", "/reset/")).await.is(404);
}
