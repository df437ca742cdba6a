use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{Me, NewPerson, Person, Role, paths};

use crate::support::{DAY, World};

async fn newcomer(world: &World, organisation: &str, roles: &[Role]) -> NewPerson {
    NewPerson {
        name: "Ada Möller".to_owned(),
        email: " Ada@Nordlicht.example ".to_owned(),
        organisation_id: world.organisation(organisation).await,
        roles: roles.to_vec(),
        lang: Lang::En,
    }
}

#[tokio::test]
async fn from_the_invitation_to_the_first_session() {
    let world = World::new().await;
    let owner = world.as_("owner").await;
    let new = newcomer(&world, "Nordlicht IT", &[Role::Technician]).await;
    let answer = owner.post(paths::PEOPLE, &new).await.is(201);
    let location = answer.header("location").to_owned();
    let person: Person = answer.ok();
    assert_eq!(location, paths::person(&person.id));
    assert_eq!((person.email.as_str(), person.active, person.version), ("Ada@Nordlicht.example", false, 1));
    // Nothing that opens a door lies in the database.
    let (params, event): (String, String) = world.one("SELECT params, event FROM outbox").await;
    assert!(!params.contains('.') && !event.contains("Ada") && !event.contains('@'), "{params} {event}");
    let link = world.link("Ada@Nordlicht.example", "Your invitation").await;
    let nobody = world.nobody();
    let page = nobody.get(&link).await.is(200).text();
    assert!(page.contains("Ada Möller") && page.contains("autocomplete=\"new-password\""), "{page}");
    let answer = nobody.form(&link, &[("password", "a long sentence")]).await.is(303);
    assert_eq!(answer.header("location"), "/");
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let me: Me = nobody.saying("cookie", cookie).get(paths::ME).await.ok();
    assert_eq!((me.name.as_str(), me.roles.as_slice()), ("Ada Möller", &[Role::Technician][..]));
    let seen: Person = owner.get(paths::person(&person.id)).await.ok();
    assert!(seen.active);
    // Only the invited person heard of it.
    assert_eq!(world.count("outbox").await, 1);
}

#[tokio::test]
async fn whoever_can_t_manage_people_is_told_what_is_missing() {
    let world = World::new().await;
    let new = newcomer(&world, "Nordlicht IT", &[Role::Technician]).await;
    for account in ["partner", "accounts", "sales", "approver", "manager", "support", "ledger", "auditor"] {
        assert_eq!(world.as_(account).await.post(paths::PEOPLE, &new).await.missing_right(), "owner admin", "{account}");
    }
    // For others there is no such organisation.
    for account in ["other", "other-owner", "agent"] {
        world.as_(account).await.post(paths::PEOPLE, &new).await.fault("organisation_id");
    }
    let unknown = NewPerson { organisation_id: "nothing".to_owned(), ..new };
    world.as_("admin").await.post(paths::PEOPLE, &unknown).await.fault("organisation_id");
    assert_eq!(world.count("people WHERE password_hash IS NULL").await, 0);
    assert_eq!(world.count("outbox").await, 0);
}

#[tokio::test]
async fn an_owner_invites_at_home_and_an_admin_everywhere() {
    let world = World::new().await;
    let vendor = newcomer(&world, "Kranich Systems", &[Role::Approver]).await;
    world.as_("owner").await.post(paths::PEOPLE, &vendor).await.fault("organisation_id");
    world.as_("admin").await.post(paths::PEOPLE, &vendor).await.is(201);
    let distributor = NewPerson { email: "b@x.example".to_owned(), ..newcomer(&world, "Elbtal Distribution", &[Role::Agent]).await };
    world.as_("admin").await.post(paths::PEOPLE, &distributor).await.is(201);
}

/// A way to spoil a form.
type Spoil = fn(&mut NewPerson);

#[tokio::test]
async fn bad_input_is_named_at_its_field() {
    let world = World::new().await;
    let owner = world.as_("owner").await;
    let good = newcomer(&world, "Nordlicht IT", &[Role::Technician]).await;
    let cases: [(&str, &str, Spoil); 9] = [
        ("name", "Please fill this in.", |p| p.name = " ".to_owned()),
        ("name", "At most 120 characters, please.", |p| p.name = "x".repeat(121)),
        ("name", "This holds characters that can't be used here.", |p| p.name = "Ada\r\nBcc: x@y.example".to_owned()),
        ("email", "Please fill this in.", |p| p.email.clear()),
        ("email", "This is not a mail address. It looks like name@company.com.", |p| p.email = "ada@x".to_owned()),
        ("email", "This is already taken.", |p| p.email = "OWNER@eyelevel.example".to_owned()),
        ("roles", "Please fill this in.", |p| p.roles.clear()),
        // Nobody becomes the vendor's admin through a partner's door.
        ("roles", "This can't be had that way.", |p| p.roles = vec![Role::Owner, Role::Admin]),
        ("roles", "This can't be had that way.", |p| p.roles = vec![Role::Approver]),
    ];
    for (field, message, spoil) in cases {
        let mut new = good.clone();
        spoil(&mut new);
        assert_eq!(owner.post(paths::PEOPLE, &new).await.fault(field), message);
    }
    assert_eq!(world.count("outbox").await, 0);
    assert_eq!(world.count("people WHERE password_hash IS NULL").await, 0);
}

#[tokio::test]
async fn two_who_invite_the_same_address_at_once_make_one_person() {
    let world = World::new().await;
    let other = world.second_process().await;
    let new = newcomer(&world, "Nordlicht IT", &[Role::Technician]).await;
    let (one, two) = (world.as_("owner").await, other.as_("admin").await);
    let (a, b) = world.at_once("people", one.post(paths::PEOPLE, &new), two.post(paths::PEOPLE, &new)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422], "{} {}", a.text(), b.text());
    assert_eq!(world.count("people WHERE email_key = 'ada@nordlicht.example'").await, 1);
    assert_eq!(world.count("outbox").await, 1);
}

#[tokio::test]
async fn inviting_again_ends_the_first_link() {
    let world = World::new().await;
    let owner = world.as_("owner").await;
    let new = newcomer(&world, "Nordlicht IT", &[Role::Technician]).await;
    let person: Person = owner.post(paths::PEOPLE, &new).await.ok();
    let first = world.link("Ada@Nordlicht.example", "Your invitation").await;
    world.later(3 * DAY);
    owner.post(paths::invite_again(&person.id), ()).await.is(204);
    let second = world.link("Ada@Nordlicht.example", "Your invitation").await;
    assert_ne!(first, second);
    world.nobody().get(&first).await.is(404);
    world.nobody().get(&second).await.is(200);
    for (account, status) in [("partner", 403), ("other-owner", 404), ("manager", 403)] {
        world.as_(account).await.post(paths::invite_again(&person.id), ()).await.is(status);
    }
    world.nobody().form(&second, &[("password", "a long sentence")]).await.is(303);
    // Who has a password needs no invitation.
    owner.post(paths::invite_again(&person.id), ()).await.fault("id");
    assert_eq!(world.count("outbox WHERE template = 'invitation'").await, 2);
}
