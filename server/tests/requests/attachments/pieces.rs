use axum::body::{Body, Bytes};
use eyelevel_contract::attachments::{MAX_BYTES, MAX_OPEN, MAX_VIDEO_BYTES, PIECE, TUS, UPLOADS, Upload, file, upload};
use eyelevel_contract::drafts::{self, Draft};
use eyelevel_contract::returns;
use serde_json::json;

use super::upload::draft;
use crate::support::{Client, DAY, World};

const ROW: usize = 256 * 1024;

/// A box of a film (ISO/IEC 14496-12).
fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap();
    [&size.to_be_bytes()[..], kind, content].concat()
}

/// A film of so many bytes that says where and with what it was filmed: in itself, in its track, and beside both.
fn film(bytes: usize, moov_last: bool) -> Vec<u8> {
    let place = part(b"udta", &part(b"\xa9xyz", b"\0\x12\x15\xc7+54.3233+010.1228/"));
    let device = part(b"meta", b"com.apple.quicktime.model iPhone, location +54.3233+010.1228/");
    let track = part(b"trak", &[part(b"tkhd", &[1; 84]), part(b"udta", b"+54.3233+010.1228/")].concat());
    let moov = part(b"moov", &[part(b"mvhd", &[2; 100]), track, place, device].concat());
    let xmp = part(b"uuid", b"<x:xmpmeta exif:GPSLatitude='54,19.4N'/>");
    let head = part(b"ftyp", b"mp42\0\0\0\0mp42isom");
    let mut filling = vec![0x2b; bytes - head.len() - moov.len() - xmp.len() - 8];
    filling[..4].copy_from_slice(b"udta");
    let data = part(b"mdat", &filling);
    let film = if moov_last { [head, xmp, data, moov].concat() } else { [head, moov, xmp, data].concat() };
    assert_eq!(film.len(), bytes);
    film
}

async fn begun(client: &Client, draft: &str, name: &str, length: usize) -> Upload {
    client.begins(("draft_id", draft), name, length as u64).await.ok()
}

async fn sent(client: &Client, id: &str, bytes: &[u8], step: usize) {
    for (n, piece) in bytes.chunks(step).enumerate() {
        let answer = client.piece(id, (n * step) as u64, piece.to_vec()).await.is(204);
        assert_eq!(answer.header("upload-offset"), (n * step + piece.len()).to_string());
    }
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[tokio::test]
async fn a_video_in_pieces_becomes_an_attachment_that_does_not_say_where_it_was_filmed() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    for (moov_last, step) in [(false, 400_000), (true, 1_000_000), (true, 777)] {
        let film = film(if step == 777 { 60_000 } else { 3 * ROW + 4321 }, moov_last);
        let open = begun(&partner, &draft, "defekt.mp4", film.len()).await;
        assert_eq!((open.offset, open.complete), (0, false));
        // Not a file of the draft's yet, and nobody can have it.
        partner.get(file(&open.id)).await.is(404);
        sent(&partner, &open.id, &film, step).await;
        let whole: Upload = partner.get(upload(&open.id)).await.ok();
        assert_eq!((whole.offset, whole.complete), (film.len() as i64, true));
        let answer = partner.get(file(&open.id)).await.is(200);
        assert_eq!(answer.header("content-type"), "video/mp4");
        let kept = answer.bytes;
        assert_eq!(kept.len(), film.len());
        for told in [&b"54.3233"[..], b"iPhone", b"GPSLatitude", b"\xa9xyz"] {
            assert!(holds(&film, told) && !holds(&kept, told), "{}", String::from_utf8_lossy(told));
        }
        // The picture itself is as it was, whatever its bytes look like.
        let differ = kept.iter().zip(&film).filter(|(a, b)| a != b).count();
        assert!(holds(&kept, b"mvhd") && holds(&kept, b"tkhd") && differ < 400, "{differ} bytes differ");
        let hash: (String,) = world.one(&format!("SELECT sha256 FROM attachments WHERE id = '{}'", open.id)).await;
        use sha2::Digest as _;
        assert_eq!(hash.0, eyelevel_server::extract::hex(&sha2::Sha256::digest(&kept)));
    }
    let draft: Draft = partner.get(drafts::one(&draft)).await.ok();
    assert_eq!(draft.attachments.len(), 3);
}

#[tokio::test]
async fn what_came_before_the_network_went_stays_and_it_goes_on_there_at_another_process() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (partner, draft) = draft(&world).await;
    let film = film(2 * ROW + 1000, false);
    let open = begun(&partner, &draft, "a.mp4", film.len()).await;
    let (some, then) = film.split_at(ROW + 500);
    let broken: Vec<Result<Bytes, std::io::Error>> = vec![Ok(Bytes::copy_from_slice(some)), Err(std::io::Error::other("gone"))];
    partner.piece(&open.id, 0, Body::from_stream(futures_util::stream::iter(broken))).await.is(400);
    let partner = partner.of(eyelevel_server::app::service(other.app.clone()));
    let head = partner.send(partner.request("HEAD", &upload(&open.id)).body(Body::empty()).unwrap()).await.is(200);
    assert_eq!((head.header("upload-offset"), head.header("tus-resumable")), (some.len().to_string().as_str(), TUS));
    assert!(head.bytes.is_empty() && head.header("cache-control") == "no-store");
    // Elsewhere it does not go on.
    for offset in [0, ROW as u64, film.len() as u64] {
        assert_eq!(partner.piece(&open.id, offset, then.to_vec()).await.problem(409), "goes-on-elsewhere");
    }
    partner.piece(&open.id, some.len() as u64, then.to_vec()).await.is(204);
    // Again, because nobody heard of it: there is nothing to do.
    partner.piece(&open.id, film.len() as u64, Vec::new()).await.is(204);
    assert_eq!(partner.get(file(&open.id)).await.is(200).bytes.len(), film.len());
}

#[tokio::test]
async fn of_two_who_send_the_same_piece_one_is_told_to_look_again() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let film = film(ROW / 2, false);
    let open = begun(&partner, &draft, "a.mp4", film.len()).await;
    let once = || partner.piece(&open.id, 0, film.clone());
    let (a, b) = world.at_once("attachments", once(), once()).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [204, 409]);
    assert_eq!(partner.get(file(&open.id)).await.is(200).bytes.len(), film.len());
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_its_first_byte() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    for length in [MAX_VIDEO_BYTES + 1, 2 << 30, i64::MAX as u64] {
        partner.begins(("draft_id", &draft), "film.mp4", length).await.is(413);
    }
    assert_eq!(partner.begins(("draft_id", &draft), "film.mp4", 0).await.fault("file"), "Please fill this in.");
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 0);
    // What calls itself a video and is none has the limit of everything else, and pictures come another way.
    for (first, status) in [(&b"%PDF-1.7\n"[..], 413), (b"\x89PNG\r\n\x1a\n0000", 415), (b"MZ\x90\x00", 415), (b"words", 415)] {
        let open = begun(&partner, &draft, "film.mp4", usize::try_from(MAX_BYTES).unwrap() + 1).await;
        partner.piece(&open.id, 0, first.to_vec()).await.is(status);
        partner.get(upload(&open.id)).await.is(404);
    }
    // More than was announced.
    let open = begun(&partner, &draft, "a.txt", 4).await;
    partner.piece(&open.id, 0, b"words".to_vec()).await.is(413);
    // Films whose boxes lead nowhere tell nobody knows what.
    let mut endless = film(60_000, false);
    endless[24..28].copy_from_slice(&0u32.to_be_bytes());
    let mut beyond = film(60_000, true);
    beyond[24..28].copy_from_slice(&u32::MAX.to_be_bytes());
    let crowd = [part(b"ftyp", b"mp42\0\0\0\0mp42isom"), part(b"moov", &part(b"free", b"").repeat(30_000))].concat();
    for broken in [beyond, crowd] {
        let open = begun(&partner, &draft, "film.mp4", broken.len()).await;
        partner.piece(&open.id, 0, broken).await.is(415);
        partner.get(upload(&open.id)).await.is(404);
    }
    let open = begun(&partner, &draft, "film.mp4", endless.len()).await;
    partner.piece(&open.id, 0, endless).await.is(204);
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 1);
}

#[tokio::test]
async fn a_text_in_pieces_is_one_to_its_last_byte() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let log = "Überspannung\n".repeat(30_000);
    let open = begun(&partner, &draft, "log.txt", log.len()).await;
    sent(&partner, &open.id, log.as_bytes(), 100_001).await;
    assert_eq!(partner.get(file(&open.id)).await.is(200).bytes, log.as_bytes());
    let mut spoilt = log.into_bytes();
    *spoilt.last_mut().unwrap() = 0;
    let open = begun(&partner, &draft, "log.txt", spoilt.len()).await;
    partner.piece(&open.id, 0, spoilt).await.is(415);
    partner.get(upload(&open.id)).await.is(404);
}

#[tokio::test]
async fn the_protocol_is_kept_to_the_letter() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let open = begun(&partner, &draft, "a.txt", 5).await;
    let tus = partner.saying("tus-resumable", TUS);
    let path = upload(&open.id);
    partner.raw("PATCH", &path, PIECE, "words").await.is(400);
    tus.raw("PATCH", &path, PIECE, "words").await.is(400);
    for offset in ["-1", "x", "", "0.0", "99999999999999999999"] {
        tus.saying("upload-offset", offset).raw("PATCH", &path, PIECE, "words").await.is(400);
    }
    tus.saying("upload-offset", "0").raw("PATCH", &path, "application/octet-stream", "words").await.is(415);
    let post = |client: Client| async move { client.send(client.request("POST", UPLOADS).body(Body::empty()).unwrap()).await };
    post(tus.clone()).await.is(400);
    post(partner.saying("tus-resumable", "0.2.2").saying("upload-length", "1")).await.is(400);
    for metadata in ["", "filename YQ==", "draft_id %%%", "draft_id YQ==, request_id YQ==", "draft_id /w=="] {
        post(tus.saying("upload-length", "1").saying("upload-metadata", metadata)).await.is(400);
    }
    let begun = partner.begins(("draft_id", &draft), "b.txt", 1).await.is(201);
    assert_eq!(begun.header("location"), upload(begun.json()["id"].as_str().unwrap()));
}

#[tokio::test]
async fn nobody_has_any_number_of_files_on_their_way_and_what_is_called_off_is_gone() {
    let world = World::new().await;
    let (partner, draft) = draft(&world).await;
    let mut all = Vec::new();
    for _ in 0..MAX_OPEN {
        all.push(begun(&partner, &draft, "a.mp4", 1000).await);
    }
    partner.begins(("draft_id", &draft), "a.mp4", 1000).await.fault("file");
    partner.delete(upload(&all[0].id)).await.is(204);
    partner.get(upload(&all[0].id)).await.is(404);
    begun(&partner, &draft, "a.mp4", 1000).await;
    // What nobody goes on with is thrown away after a day.
    world.app.clock.set(world.app.clock.now() + DAY + 1);
    eyelevel_server::jobs::Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 0);
}

#[tokio::test]
async fn what_is_still_coming_when_the_form_is_sent_comes_to_the_request() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let body = json!({ "kind": "return", "body": "{}" });
    let draft: Draft = partner.post(drafts::PATH, body).await.ok();
    let film = film(ROW + 1000, false);
    let open = begun(&partner, &draft.id, "blinkt.mp4", film.len()).await;
    let (some, then) = film.split_at(100_000);
    partner.piece(&open.id, 0, some.to_vec()).await.is(204);
    let asked = json!({ "serials": ["ZZ-1"], "reason": "dead_on_arrival", "description": "It stays dark.", "draft_id": draft.id });
    let id = partner.post(returns::paths::PATH, asked).await.is(201).json()["page"]["request"]["id"].as_str().unwrap().to_owned();
    partner.piece(&open.id, some.len() as u64, then.to_vec()).await.is(204);
    let page = world.as_("support").await.page(&id).await;
    assert_eq!(page.attachments.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["blinkt.mp4"]);
}
