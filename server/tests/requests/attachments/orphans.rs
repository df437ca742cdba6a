use axum::body::{Body, Bytes};
use eyelevel_contract::attachments::PATH;
use eyelevel_contract::drafts::{self, Draft};

use super::upload::draft;
use crate::support::{Client, DAY, World, kits};

/// An upload whose line is cut in the middle: half a megabyte comes, and then nobody is there any more.
async fn cut_off(client: &Client, field: &str, id: &str) {
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{id}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
    );
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    let request = client.request("POST", PATH).header("content-type", "multipart/form-data; boundary=b");
    let request = request.body(Body::from_stream(stream)).unwrap();
    let client = client.clone();
    let upload = tokio::spawn(async move { client.send(request).await });
    sender.send(Ok(head.into())).await.unwrap();
    sender.send(Ok(vec![b'x'; 512 << 10].into())).await.unwrap();
    // Taken in: the next one is waited for.
    sender.send(Ok(vec![b'x'; 512 << 10].into())).await.unwrap();
    sender.send(Ok(vec![b'x'; 1].into())).await.unwrap();
    upload.abort();
    assert!(upload.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing_visible_and_is_thrown_away_after_a_day() {
    let world = World::new().await;
    let (partner, id) = draft(&world).await;
    let kit = world.submitted(1, 0).await;
    cut_off(&partner, "draft_id", &id).await;
    cut_off(&partner, "request_id", &kits::id(&kit)).await;
    assert_eq!(world.count("attachments WHERE item_id IS NULL AND NOT complete").await, 2);
    assert!(world.count("attachment_chunks c JOIN attachments a ON a.id = c.attachment_id WHERE a.item_id IS NULL").await > 0);
    assert_eq!(partner.get(drafts::one(&id)).await.ok::<Draft>().attachments, []);
    assert_eq!(partner.page(&kits::id(&kit)).await.attachments, []);
    let (file,): (String,) = world.one("SELECT id FROM attachments WHERE draft_id IS NOT NULL").await;
    partner.get(eyelevel_contract::attachments::file(&file)).await.is(404);
    partner.delete(eyelevel_contract::attachments::file(&file)).await.is(404);
    world.later(DAY);
    world.run_jobs().await;
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 2);
    world.later(1);
    world.run_jobs().await;
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 0);
    assert_eq!(world.count("attachment_chunks c LEFT JOIN attachments a ON a.id = c.attachment_id WHERE a.id IS NULL").await, 0);
}

#[tokio::test]
async fn what_belongs_to_something_is_kept_for_ever() {
    let world = World::new().await;
    let (partner, id) = draft(&world).await;
    let kit = world.submitted(1, 0).await;
    partner.upload(("draft_id", &id), "a.txt", b"x").await.is(201);
    partner.upload(("request_id", &kits::id(&kit)), "b.txt", b"x").await.is(201);
    let pictures = world.count("attachments WHERE item_id IS NOT NULL").await;
    world.later(400 * DAY);
    world.run_jobs().await;
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 2);
    assert_eq!(world.count("attachments WHERE item_id IS NOT NULL").await, pictures);
}

#[tokio::test]
async fn a_draft_that_is_submitted_meanwhile_takes_no_more_files() {
    let world = World::new().await;
    let (partner, id) = draft(&world).await;
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"draft_id\"\r\n\r\n{id}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
    );
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    let request = partner.request("POST", PATH).header("content-type", "multipart/form-data; boundary=b");
    let request = request.body(Body::from_stream(stream)).unwrap();
    let client = partner.clone();
    let upload = tokio::spawn(async move { client.send(request).await });
    sender.send(Ok(head.into())).await.unwrap();
    sender.send(Ok(vec![b'x'; 512 << 10].into())).await.unwrap();
    sender.send(Ok(vec![b'x'; 512 << 10].into())).await.unwrap();
    sender.send(Ok(vec![b'x'; 1].into())).await.unwrap();
    partner.delete(drafts::one(&id)).await.is(204);
    sender.send(Ok("\r\n--b--\r\n".into())).await.unwrap();
    drop(sender);
    // Better told than lost in silence.
    assert_eq!(upload.await.unwrap().problem(404), "not-found");
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 0);
}
