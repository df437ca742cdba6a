use eyelevel_contract::attachments::{Attachment, file as at};
use sha2::{Digest as _, Sha256};

use super::upload::draft;
use crate::support::World;

#[tokio::test]
async fn it_comes_back_byte_by_byte_and_is_always_saved() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let content: Vec<u8> = (0..700_000u32).flat_map(|i| format!("{i}\n").into_bytes()).collect();
    let file: Attachment = partner.upload(("draft_id", &draft), "Größe & \"Co\".txt", &content).await.ok();
    let hash: String = Sha256::digest(&content).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(file.sha256, hash);
    let answer = partner.get(at(&file.id)).await.is(200);
    assert_eq!(answer.bytes, content);
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20%2522Co%2522.txt"),
        ("content-security-policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("content-length"), content.len().to_string());
}

#[tokio::test]
async fn another_person_s_and_what_is_not_whole_answer_like_none() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let file: Attachment = partner.upload(("draft_id", &draft), "a.txt", b"x").await.ok();
    let missing = partner.get(at("nothing")).await.is(404).text();
    for account in ["owner", "other", "admin"] {
        assert_eq!(world.as_(account).await.get(at(&file.id)).await.is(404).text(), missing, "{account}");
    }
    assert_eq!(world.nobody().get(at(&file.id)).await.problem(401), "unauthenticated");
    world.run("UPDATE attachments SET complete = FALSE").await;
    assert_eq!(partner.get(at(&file.id)).await.is(404).text(), missing);
    // A catalogue's picture is not to be had here.
    let (picture,): (String,) = world.one("SELECT id FROM attachments WHERE item_id IS NOT NULL LIMIT 1").await;
    world.run("UPDATE attachments SET complete = TRUE").await;
    assert_eq!(partner.get(at(&picture)).await.is(404).text(), missing);
}
