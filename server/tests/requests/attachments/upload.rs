use eyelevel_contract::attachments::{Attachment, MAX_BYTES, MAX_FILES, PATH};
use eyelevel_contract::drafts::{self, Draft};

use crate::support::{Answer, Client, World, kits};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";

/// A client with a draft to put files into.
pub(super) async fn draft(world: &World) -> (Client, String) {
    let partner = world.as_("partner").await;
    let body = serde_json::json!({ "kind": "demo_kit", "body": "{}" });
    let draft: Draft = partner.post(drafts::PATH, body).await.ok();
    (partner, draft.id)
}

async fn form(client: &Client, body: impl Into<axum::body::Body>) -> Answer {
    client.raw("POST", PATH, "multipart/form-data; boundary=b", body).await
}

async fn stored(world: &World) -> i64 {
    world.count("attachments WHERE item_id IS NULL").await
        + world.count("attachment_chunks c JOIN attachments a ON a.id = c.attachment_id WHERE a.item_id IS NULL").await
}

#[tokio::test]
async fn what_the_bytes_are_decides_and_not_the_name() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    // Whoever opens it opens what it is: the ending says so.
    for (name, bytes, kind, kept) in [
        ("photo.exe", PNG, "image/png", "photo.exe.png"),
        ("plan.pdf", b"%PDF-1.7\n...", "application/pdf", "plan.pdf"),
        ("page.html", b"just words", "text/plain", "page.html.txt"),
        ("invoice.bat", b"del *.*", "text/plain", "invoice.bat.txt"),
        ("grüße.txt", "Grüße".as_bytes(), "text/plain", "grüße.txt"),
        ("a.docx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "application/zip", "a.docx"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "a.jpg"),
    ] {
        let file: Attachment = partner.upload(("draft_id", &draft), name, bytes).await.ok();
        assert_eq!((file.name.as_str(), file.media_type.as_str(), file.bytes), (kept, kind, bytes.len() as i64));
    }
    let before = stored(&world).await;
    for (name, bytes) in [
        ("a.png", &b"MZ\x90\x00\x03"[..]),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("a.svg", b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("a.txt", b"text with a \x00 in it"),
        ("a.txt", b"caf\xe9 in latin-1"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42"),
    ] {
        assert_eq!(partner.upload(("draft_id", &draft), name, bytes).await.problem(415), "unsupported-media-type", "{name}");
    }
    assert_eq!(stored(&world).await, before, "what is refused leaves nothing");
}

#[tokio::test]
async fn a_name_leads_nowhere() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    for (given, kept) in [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\fakepath\\Menü.txt", "Menü.txt"),
        ("..", "file.txt"),
        ("", "file.txt"),
        ("a\u{202e}txt.exe", "atxt.exe.txt"),
        (".htaccess", "htaccess.txt"),
        ("a\u{85}b", "ab.txt"),
        ("<script>x.txt", "scriptx.txt"),
    ] {
        let file: Attachment = partner.upload(("draft_id", &draft), given, b"x").await.ok();
        assert_eq!(file.name, kept, "{given}");
    }
}

#[tokio::test]
async fn twenty_five_megabytes_pass_and_one_byte_more_does_not() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let most = usize::try_from(MAX_BYTES).unwrap();
    let file: Attachment = partner.upload(("draft_id", &draft), "a.txt", &vec![b'x'; most]).await.ok();
    assert_eq!(file.bytes, MAX_BYTES as i64);
    assert_eq!(world.count("attachment_chunks c JOIN attachments a ON a.id = c.attachment_id WHERE a.item_id IS NULL").await, 96);
    let before = stored(&world).await;
    assert_eq!(partner.upload(("draft_id", &draft), "a.txt", &vec![b'x'; most + 1]).await.problem(413), "too-large");
    assert_eq!(stored(&world).await, before);
    // Whoever goes on for ever is cut off.
    assert_eq!(partner.upload(("draft_id", &draft), "a.txt", &vec![b'x'; most + (3 << 20)]).await.problem(413), "too-large");
    assert_eq!(stored(&world).await, before);
}

#[tokio::test]
async fn what_is_empty_or_no_form_is_named() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    partner.upload(("draft_id", &draft), "a.txt", b"").await.fault("file");
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"draft_id\"\r\n\r\n{draft}\r\n");
    form(&partner, format!("{head}--b--\r\n")).await.fault("file");
    for broken in [
        String::new(),
        "nonsense".to_owned(),
        head.clone(),
        format!("{head}--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf a fi"),
        format!("{head}--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n"),
        format!("{head}--b\r\nno header at all"),
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n".to_owned(),
    ] {
        assert_eq!(form(&partner, broken.clone()).await.problem(400), "malformed", "{broken}");
    }
    for kind in ["application/json", "text/plain", "multipart/form-data", "multipart/mixed; boundary=b"] {
        assert_eq!(partner.raw("POST", PATH, kind, "{}").await.problem(415), "unsupported-media-type", "{kind}");
    }
    // An id is no book, and does not have to be text.
    let long = format!("--b\r\nContent-Disposition: form-data; name=\"draft_id\"\r\n\r\n{}\r\n--b--\r\n", "x".repeat(1 << 20));
    assert_eq!(form(&partner, long).await.problem(404), "not-found");
    let bytes = b"--b\r\nContent-Disposition: form-data; name=\"draft_id\"\r\n\r\n\xff\xfe\r\n--b--\r\n".to_vec();
    assert_eq!(form(&partner, bytes).await.problem(404), "not-found");
    assert_eq!(stored(&world).await, 0);
}

#[tokio::test]
async fn more_than_twenty_files_are_refused_also_when_they_come_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (partner, draft) = draft(&world).await;
    for i in 0..MAX_FILES - 1 {
        partner.upload(("draft_id", &draft), &format!("{i}.txt"), b"x").await.is(201);
    }
    let there = other.as_("partner").await;
    let (a, b) = world
        .at_once("attachments", partner.upload(("draft_id", &draft), "a.txt", b"x"), there.upload(("draft_id", &draft), "b.txt", b"x"))
        .await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(partner.upload(("draft_id", &draft), "c.txt", b"x").await.fault("file"), "At most 20 entries.");
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 20);
    // What was cut off takes no room.
    world.run("UPDATE attachments SET complete = FALSE WHERE name = '0.txt'").await;
    partner.upload(("draft_id", &draft), "d.txt", b"x").await.is(201);
}

#[tokio::test]
async fn a_file_goes_into_a_request_by_whoever_may_write_there() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    for account in ["partner", "sales", "owner", "approver", "support", "admin"] {
        world.as_(account).await.upload(("request_id", &id), "a.txt", b"x").await.is(201);
    }
    assert_eq!(
        world.as_("auditor").await.upload(("request_id", &id), "a.txt", b"x").await.missing_right(),
        "approver support lead manager admin"
    );
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.upload(("request_id", &id), "a.txt", b"x").await.is(404);
    }
    world.nobody().upload(("request_id", &id), "a.txt", b"x").await.is(401);
    assert_eq!(world.as_("partner").await.page(&id).await.attachments.len(), 6);
}

#[tokio::test]
async fn sent_twice_with_its_key_it_is_one_file() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let keyed = partner.with_key("once");
    let first: Attachment = keyed.upload(("draft_id", &draft), "a.txt", b"x").await.ok();
    let again: Attachment = keyed.upload(("draft_id", &draft), "a.txt", b"x").await.ok();
    assert_eq!(first, again);
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 1);
    assert_eq!(keyed.upload(("draft_id", &draft), "a.txt", b"y").await.problem(422), "key-reused");
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 1);
}

/// A JPEG as far as it must be one: Exif with a position, a table, a scan.
fn jpeg() -> Vec<u8> {
    let exif = [&b"\xff\xe1\0\x1cExif\0\0"[..], b"MM\0*\0\0\0\x08\0\0GPS 53.5N,"].concat();
    [&b"\xff\xd8"[..], &exif, b"\xff\xdb\0\x04\x01\x02\xff\xda\0\x03\x07ABC\xff\xd9"].concat()
}

#[tokio::test]
async fn a_photo_does_not_tell_where_it_was_taken() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let whole = jpeg();
    let file: Attachment = partner.upload(("draft_id", &draft), "IMG_1.JPG", &whole).await.ok();
    let kept = partner.get(eyelevel_contract::attachments::file(&file.id)).await.is(200).bytes;
    assert!(kept.ends_with(b"ABC\xff\xd9") && !kept.windows(3).any(|part| part == b"GPS"), "{kept:?}");
    assert_eq!((file.bytes, file.media_type.as_str()), (kept.len() as i64, "image/jpeg"));
    // What is cut off can't be cleaned: it stays outside, if it tells anything.
    let before = stored(&world).await;
    assert_eq!(partner.upload(("draft_id", &draft), "a.jpg", &whole[..whole.len() - 2]).await.problem(415), "unsupported-media-type");
    assert_eq!(stored(&world).await, before);
}

#[tokio::test]
async fn a_picture_that_would_burst_whoever_opens_it_stays_outside() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let png = |side: u32| {
        [&b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"[..], &side.to_be_bytes(), &side.to_be_bytes(), b"\x08\x02\0\0\0crc!"].concat()
    };
    assert_eq!(partner.upload(("draft_id", &draft), "a.png", &png(50_000)).await.problem(413), "too-large");
    let file: Attachment = partner.upload(("draft_id", &draft), "a.png", &png(10_000)).await.ok();
    assert_eq!(file.media_type, "image/png");
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let answer = partner.upload(("draft_id", &draft), "a.svg", script).await;
    assert_eq!(answer.problem(415), "unsupported-media-type");
}
