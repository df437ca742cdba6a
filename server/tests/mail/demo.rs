use crate::support::World;

#[tokio::test]
async fn a_demo_without_a_mail_server_shows_its_mails_and_nobody_else_does() {
    let world = World::new().await;
    world.run("UPDATE people SET name = '<script>alert(1)</script>' WHERE name = 'Jana Petersen'").await;
    world.enquiry("<b>An idea</b>").await;
    world.send_mails().await;
    world.nobody().get("/dev/mail").await.is(404);
    world.as_("admin").await.get("/dev/mail").await.is(404);
    world.run("INSERT INTO settings (name, value) VALUES ('demo', 'true')").await;
    let page = world.nobody().get("/dev/mail").await.is(200).text();
    assert!(page.contains("EN-1001 ist eingegangen: &lt;b&gt;An idea&lt;/b&gt;") && page.contains("&lt;script&gt;"), "{page}");
    assert!(!page.contains("<script>") && !page.contains("<b>An idea"), "{page}");
    // What it links to is what stands in the mail.
    assert!(page.contains("<a href=\"http://eyelevel.test/enquiries/"), "{page}");
}

#[tokio::test]
async fn a_demo_with_a_mail_server_does_not() {
    let world = World::with(|config| config.smtp_url = vec!["smtp://127.0.0.1:25".to_owned()]).await;
    world.run("INSERT INTO settings (name, value) VALUES ('demo', 'true')").await;
    world.nobody().get("/dev/mail").await.is(404);
}
