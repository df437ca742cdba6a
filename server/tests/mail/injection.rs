use eyelevel_server::mail::worker;

use crate::support::World;
use crate::support::smtp::Smtp;

/// Header names of a mail, and its body.
fn parts(mail: &str) -> (Vec<&str>, &str) {
    let (head, body) = mail.split_once("\n\n").unwrap();
    let names = head.lines().filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split(':').next().unwrap()).collect();
    (names, body)
}

#[tokio::test]
async fn nothing_that_stands_in_the_database_becomes_a_header() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    // What the forms refuse, as if it had come in all the same.
    let evil = "X\r\nBcc: everybody@evil.example\r\n\r\nbody";
    world.run(&format!("UPDATE requests SET subject = '{evil}', reference = '{evil}'")).await;
    world.run(&format!("UPDATE outbox SET to_name = '{evil}'")).await;
    world.run(&format!("UPDATE organisations SET name = '{evil}' WHERE kind = 'vendor'")).await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let expected = [
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Date",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ];
    let taken = smtp.taken();
    assert_eq!(taken.len(), 2);
    for mail in taken {
        let mut names = parts(&mail).0;
        names.sort_unstable();
        let mut wanted = expected;
        wanted.sort_unstable();
        assert_eq!(names, wanted, "{mail}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up_and_not_sent_anywhere() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    let evil = "a@b.example>\r\nRCPT TO:<c@d.example";
    world.run(&format!("UPDATE outbox SET to_email = '{evil}' WHERE template = 'submitted'")).await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!(smtp.taken().len(), 1);
    assert_eq!(world.count("outbox WHERE state = 'failed' AND last_error = 'address'").await, 1);
}

#[tokio::test]
async fn an_address_with_umlauts_is_given_up_and_not_sent_to_its_look_alike() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    for (place, evil) in
        ["jürgen@b.example", "j@bücher.example", "j\u{430}n@b.example", "j@b.example\u{2028}", "j@\u{ff42}.example"].into_iter().enumerate()
    {
        world.enquiry(&format!("Idea {place}")).await;
        world.run(&format!("UPDATE outbox SET to_email = '{evil}' WHERE template = 'submitted' AND state = 'waiting'")).await;
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        assert_eq!(
            world.count("outbox WHERE state = 'failed' AND last_error = 'address'").await,
            i64::try_from(place).unwrap() + 1,
            "{evil}"
        );
    }
    assert!(smtp.said("").iter().all(|line| line.is_ascii()));
    assert!(smtp.taken().iter().all(|mail| mail.contains("approver")), "only those to the owner");
}

#[tokio::test]
async fn umlauts_and_long_lines_arrive_as_they_were_written() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.run("UPDATE people SET name = 'Jöhn \"Q\" Döe, Ltd. <x>' WHERE name = 'Jana Petersen'").await;
    world.enquiry(&format!("Größe {}", "ä".repeat(300))).await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let mail = smtp.taken().into_iter().find(|mail| mail.contains("partner@eyelevel.example")).unwrap();
    assert!(mail.lines().all(|line| line.len() <= 998 && line.is_ascii()), "{mail}");
    let (head, _) = mail.split_once("\n\n").unwrap();
    assert!(head.contains("Auto-Submitted: auto-generated") && head.contains("<partner@eyelevel.example>"), "{head}");
    assert!(head.contains("=?utf-8?"), "{head}");
}
