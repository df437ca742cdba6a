use eyelevel_server::mail::worker;

use crate::support::World;
use crate::support::smtp::Smtp;

#[tokio::test]
async fn are_asked_for_where_the_server_offers_them() {
    for (offer, offered) in
        [("250-test\r\n250-PIPELINING\r\n250-dsn\r\n250 8BITMIME", true), ("250-test\r\n250 DSNX", false), ("250 DSN", false)]
    {
        let (world, smtp) = (World::new().await, Smtp::start().await);
        smtp.answers("EHLO", offer);
        world.enquiry("An idea").await;
        world.run("UPDATE outbox SET to_email = 'jana+a=b@nordlicht.example' WHERE template = 'submitted'").await;
        world.run("DELETE FROM outbox WHERE template <> 'submitted'").await;
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        let (id,): (String,) = world.one("SELECT id FROM outbox").await;
        let (mail, rcpt) = (smtp.said("MAIL"), smtp.said("RCPT"));
        if offered {
            assert_eq!(mail, [format!("MAIL FROM:<no-reply@eyelevel.test> RET=HDRS ENVID={id}")]);
            let original = "NOTIFY=FAILURE,DELAY ORCPT=rfc822;jana+2Ba+3Db@nordlicht.example";
            assert_eq!(rcpt, [format!("RCPT TO:<jana+a=b@nordlicht.example> {original}")]);
        } else {
            assert_eq!(mail, ["MAIL FROM:<no-reply@eyelevel.test>"], "{offer}");
            assert_eq!(rcpt, ["RCPT TO:<jana+a=b@nordlicht.example>"], "{offer}");
        }
        assert_eq!(smtp.taken().len(), 1);
    }
}
