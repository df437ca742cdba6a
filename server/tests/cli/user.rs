use eyelevel_contract::people::{Me, Role, paths};

use super::run;
use crate::support::{World, database};

#[tokio::test]
async fn it_is_the_way_into_an_empty_installation() {
    let database = database::empty(false).await;
    let (done, _, complaint) = run(&database.url, &["user", "add", "--email", "ada@example.com", "--name", "Ada"]);
    assert!(!done && complaint.contains("name it with --vendor"), "{complaint}");
    let words = ["user", "add", "--vendor", "Kranich Systems", "--email", "Ada@example.com", "--name", "Ada Möller", "--lang", "en"];
    let (done, said, complaint) = run(&database.url, &words);
    assert!(done, "{complaint}");
    let link = said.split_whitespace().find(|word| word.starts_with("http://eyelevel.test/invitation/")).unwrap().to_owned();
    let (done, said, complaint) =
        run(&database.url, &["user", "add", "--email", "b@example.com", "--name", "B", "--role", "approver", "--role", "lead"]);
    assert!(done && said.contains("/invitation/"), "the vendor is there already: {complaint}");
    let world = World::of(database).await;
    assert_eq!(world.count("organisations").await, 1);
    let path = link.trim_start_matches("http://eyelevel.test");
    let page = world.nobody().get(path).await.is(200).text();
    assert!(page.contains("Ada Möller") && page.contains("Kranich Systems"), "{page}");
    let answer = world.nobody().form(path, &[("password", "a long sentence")]).await.is(303);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let me: Me = world.nobody().saying("cookie", cookie).get(paths::ME).await.ok();
    assert_eq!((me.roles.as_slice(), me.email.as_str()), (&[Role::Admin][..], "Ada@example.com"));
    let roles: Vec<(String,)> = world
        .all("SELECT r.role FROM person_roles r JOIN people p ON p.id = r.person_id WHERE p.email_key = 'b@example.com' ORDER BY r.role")
        .await;
    assert_eq!(roles, [("approver".to_owned(),), ("lead".to_owned(),)]);
    // Nothing of the link lies in the database.
    let token = path.rsplit('/').next().unwrap();
    assert_eq!(world.count(&format!("links WHERE id = '{token}'")).await, 0);
    assert_eq!(world.count("audit WHERE source = 'command' AND action = 'person.invited'").await, 2);
}

#[tokio::test]
async fn what_can_t_be_is_said_in_a_sentence_and_nothing_is_written() {
    let database = database::empty(false).await;
    let first = ["user", "add", "--vendor", "Kranich", "--email", "a@example.com", "--name", "A"];
    assert!(run(&database.url, &first).0);
    for (words, complaint) in [
        (&["--email", "a@example.com", "--name", "A"][..], "email: This is already taken."),
        (&["--email", "nonsense", "--name", "A"], "email: This is not a mail address."),
        (&["--email", "b@example.com", "--name", " "], "name: Please fill this in."),
        (&["--email", "b@example.com", "--name", "B", "--role", "king"], "no such role: king (there are approver, support,"),
        (&["--email", "b@example.com", "--name", "B", "--role", "owner"], "roles: This can't be had that way."),
        (&["--email", "b@example.com", "--name", "B", "--lang", "fr"], "lang is de or en"),
        (&["--email", "b@example.com", "--name", "B", "--organisation", "nothing"], "no organisation has the id nothing"),
    ] {
        let (done, said, stderr) = run(&database.url, &[&["user", "add"], words].concat());
        assert!(!done && stderr.contains(complaint) && said.is_empty(), "{words:?}: {stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
    let world = World::of(database).await;
    assert_eq!(world.count("people").await, 1);
}
