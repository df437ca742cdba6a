use crate::support::{DAY, HOUR, World};

#[tokio::test]
async fn only_to_the_pinned_address_and_once_an_hour() {
    let world = World::new().await;
    world.shipped(1, 1, "A").await;
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    world.later(91 * DAY);
    let nobody = world.nobody();
    nobody.get(&desk).await.is(404);
    let page = nobody.form(format!("{desk}/renew"), &[("email", "me@evil.example")]).await.is(200).text();
    let fresh = world.link("empfang@hafenklinik.example", "Ihr neuer Link").await;
    assert_ne!(fresh, desk);
    nobody.get(&fresh).await.is(200);
    let (_, body) = world.mail("empfang@hafenklinik.example", "Ihr neuer Link").await;
    assert!(body.contains("1 × E-Paper-Display") && !body.contains("Jana") && !body.contains("DK-1001"), "{body}");
    let renewed = async || world.count("outbox WHERE template = 'new_link'").await;
    assert_eq!((renewed().await, world.count("outbox WHERE to_email = 'me@evil.example'").await), (1, 0));
    world.later(HOUR - 1);
    assert_eq!(nobody.form(format!("{desk}/renew"), &[]).await.is(200).text(), page);
    assert_eq!(renewed().await, 1);
    world.later(1);
    // By the newest link as well.
    nobody.form(format!("{fresh}/renew"), &[]).await.is(200);
    assert_eq!(renewed().await, 2);
    assert_eq!(world.count("links WHERE purpose = 'recipient'").await, 4);
}

#[tokio::test]
async fn asked_twice_at_once_it_is_one_mail() {
    let world = World::new().await;
    let other = world.second_process().await;
    world.shipped(1, 0, "A").await;
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    world.later(2 * HOUR);
    let (one, two, path) = (world.nobody(), other.nobody(), format!("{mine}/renew"));
    let (a, b) = world.at_once("links", one.form(&path, &[]), two.form(&path, &[])).await;
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (200, 200));
    assert_eq!(world.count("outbox WHERE template = 'new_link'").await, 1);
}

#[tokio::test]
async fn whatever_the_link_was_the_answer_is_the_same_and_nobody_gets_anything() {
    let world = World::new().await;
    world.shipped(1, 0, "A").await;
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    let nobody = world.nobody();
    nobody.form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    let reset = world.link("partner@eyelevel.example", "Neues Passwort").await.replace("/reset/", "/r/");
    let mails = world.count("outbox").await;
    let mut pages = Vec::new();
    for path in ["/r/x".to_owned(), "/r/x.y".to_owned(), format!("{mine}x"), reset] {
        pages.push(nobody.form(format!("{path}/renew"), &[]).await.is(200).text());
    }
    // A link that was ended stays ended.
    world.run("UPDATE links SET ended_at = 1").await;
    pages.push(nobody.form(format!("{mine}/renew"), &[]).await.is(200).text());
    assert_eq!(world.count("outbox").await, mails);
    world.run("UPDATE links SET ended_at = NULL").await;
    // A recipient without an address: their link is the requester's to print.
    world.run("UPDATE recipients SET email = NULL").await;
    pages.push(nobody.form(format!("{mine}/renew"), &[]).await.is(200).text());
    assert_eq!(world.count("outbox").await, mails);
    let odd = pages.iter().find(|page| **page != pages[0]);
    assert_eq!(odd, None);
}
