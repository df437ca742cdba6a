//! Six displays: five fine, one dead, and a photo of it.

use eyelevel_contract::attachments::file;
use eyelevel_contract::deliveries::{PHOTO_MAX_BYTES, PieceReceipt, PieceState, Receipt, RecipientStatus, Status, paths};
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::requests::EventKind;

use super::languages::desk;
use crate::support::{World, kits};

/// A JPEG as far as it must be one: Exif with a position, a table, a scan, a second picture behind.
fn photo() -> Vec<u8> {
    let exif = [&b"\xff\xe1\0\x1cExif\0\0"[..], b"MM\0*\0\0\0\x08\0\0GPS 53.5N,"].concat();
    let picture = b"\xff\xdb\0\x04\x01\x02\xff\xda\0\x03\x07ABC\xff\xd9";
    [&b"\xff\xd8"[..], &exif, picture, b"\xff\xd8GPS again\xff\xd9"].concat()
}

async fn six(world: &World) -> (DemoKit, String) {
    let kit = world.shipped(6, 1, "SN").await;
    (kit, world.link("partner@eyelevel.example", "unterwegs").await)
}

#[tokio::test]
async fn five_are_received_and_one_is_dead() {
    let world = World::new().await;
    let (kit, mine) = six(&world).await;
    let nobody = world.nobody();
    let page = nobody.get(&mine).await.text();
    assert!(page.contains("SN-3</label>") && page.contains("multipart/form-data"), "{page}");
    let fields = [("s.0.0", "fine"), ("s.0.3", "dead"), ("note", "Bleibt dunkel.")];
    nobody.form_with(format!("{mine}/problem"), &fields, &[("photos", "IMG_1.JPG", &photo()), ("photos", "", b"")]).await.is(303);

    let kit = world.as_("partner").await.kit(&kit).await;
    let own = &kit.recipients[0];
    let last = own.history.last().unwrap();
    assert_eq!((own.status, last.status, last.note.as_deref()), (Status::Problem, Status::Problem, Some("Bleibt dunkel.")));
    let said: Vec<_> = last.pieces.iter().map(|piece| (piece.state, piece.quantity, piece.serials.join(" "))).collect();
    assert_eq!(said, [(PieceState::Fine, 5, "SN-0 SN-1 SN-2 SN-4 SN-5".to_owned()), (PieceState::Dead, 1, "SN-3".to_owned())]);
    assert!(own.history[..own.history.len() - 1].iter().all(|change| change.pieces.is_empty()));
    let entry = kit.page.timeline.iter().rev().find(|entry| entry.kind == EventKind::Problem).unwrap();
    let words = "5 × in Ordnung, 1 × defekt (Seriennummer SN-3)\nBleibt dunkel.\n1 Foto bei den Dateien";
    assert_eq!(entry.text.as_deref(), Some(words));
    let (_, told) = world.mail("approver@eyelevel.example", "Neues zur Lieferung").await;
    assert!(told.contains(words), "{told}");
    // The photo is both sides', as a picture and nothing else.
    let [picture] = &kit.page.attachments[..] else { panic!("{:?}", kit.page.attachments) };
    assert_eq!((picture.name.as_str(), picture.media_type.as_str()), ("falsch-1.jpg", "image/jpeg"));
    for account in ["partner", "approver", "support"] {
        let bytes = world.as_(account).await.get(file(&picture.id)).await.is(200).bytes;
        assert!(bytes.ends_with(b"ABC\xff\xd9") && !bytes.windows(3).any(|part| part == b"GPS"), "{account}");
    }
    for account in ["other", "accounts", "agent"] {
        world.as_(account).await.get(file(&picture.id)).await.is(404);
    }
    // Their own page says the same; nobody else's does.
    let page = nobody.get(&mine).await.text();
    assert!(page.contains("5 × in Ordnung, 1 × defekt (Seriennummer SN-3)") && page.contains("Bleibt dunkel."), "{page}");
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    assert!(!nobody.get(&desk).await.text().contains("SN-3"));
}

#[tokio::test]
async fn what_can_t_be_taken_is_said_at_its_field_and_nothing_is_written() {
    let world = World::new().await;
    let (_, mine) = six(&world).await;
    let nobody = world.nobody();
    let at = format!("{mine}/problem");
    world.run("DELETE FROM delivery_serials WHERE serial IN ('SN-4', 'SN-5')").await;
    let refused = async |fields: &[(&str, &str)], files: &[(&str, &str, &[u8])], words: &str| {
        let page = nobody.form_with(&at, fields, files).await.is(422).text();
        assert!(page.contains(words) && page.contains("<details class=\"report\" open"), "{words}: {page}");
        page
    };
    refused(&[("note", " ")], &[], "Bitte sagen Sie hier, was nicht stimmt").await;
    refused(&[("n.0.dead", "3")], &[], "So viele wurden nicht geschickt: höchstens 2.").await.contains("value=\"3\"");
    refused(&[("n.0.dead", "4294967295"), ("n.0.missing", "4294967295")], &[], "So viele wurden nicht geschickt").await;
    for typed in ["two", "-1", "1.5", "99999999999999999999"] {
        refused(&[("n.0.missing", typed)], &[], "Bitte geben Sie eine Zahl ein.").await;
    }
    let page = refused(&[("note", "Dark <b>"), ("s.0.1", "wrong")], &[("photos", "a.jpg", b"MZ no picture")], "Das ist kein Bild").await;
    assert!(page.contains("Dark &lt;b&gt;") && page.contains("<option value=\"wrong\" selected>"), "{page}");
    let cut = &photo()[..40];
    refused(&[("note", "Dark")], &[("photos", "a.jpg", cut)], "Das ist kein Bild").await;
    let large = vec![0xff; PHOTO_MAX_BYTES + 1];
    refused(&[("note", "Dark")], &[("photos", "a.jpg", &large)], "Dieses Bild ist zu groß: höchstens 10 MB.").await;
    let whole = photo();
    let four: Vec<(&str, &str, &[u8])> = (0..4).map(|_| ("photos", "a.jpg", &whole[..])).collect();
    refused(&[("note", "Dark")], &four, "Höchstens 3 Fotos").await;
    // A state that is none, a line that is not there: as if nothing had been chosen.
    refused(&[("s.0.0", "stolen"), ("s.7.0", "dead"), ("n.7.dead", "1")], &[], "Bitte sagen Sie hier").await;
    for (table, none) in [("piece_receipts", 0), ("attachments WHERE request_id IS NOT NULL", 0), ("timeline WHERE kind = 'problem'", 0)] {
        assert_eq!(world.count(table).await, none, "{table}");
    }
    // Two of the six without a number are counted.
    nobody.form_with(&at, &[("n.0.missing", " 2 ")], &[]).await.is(303);
    assert_eq!(world.count("piece_receipts WHERE state = 'missing' AND quantity = 2").await, 1);
    assert_eq!(world.count("piece_receipts WHERE state = 'fine' AND quantity = 4").await, 1);
    // A whole file is taken, up to the request's most.
    for n in 0..8 {
        let answer = nobody.form_with(&at, &[("note", "Dark")], &four[..3]).await;
        assert_eq!(answer.status.as_u16(), if n < 6 { 303 } else { 422 }, "{n}");
    }
    assert_eq!(world.count("attachments WHERE request_id IS NOT NULL").await, 18);
}

#[tokio::test]
async fn the_requester_says_the_same_and_what_old_programs_send_still_works() {
    let world = World::new().await;
    let (kit, _) = six(&world).await;
    let partner = world.as_("partner").await;
    let parcel = kit.recipients[0].parcel.clone().unwrap();
    let at = paths::receipt(&parcel.id);
    let piece = |state, quantity, serials: &[&str]| PieceReceipt {
        line_id: parcel.pieces[0].line_id.clone(),
        state,
        quantity,
        serials: serials.iter().map(|serial| (*serial).to_owned()).collect(),
    };
    let say = async |pieces: Vec<PieceReceipt>| partner.post(&at, Receipt { pieces, ..Receipt::wrong("") }).await;
    say(vec![piece(PieceState::Fine, 5, &[]), piece(PieceState::Dead, 2, &[])]).await.fault("pieces.1.quantity");
    say(vec![piece(PieceState::Dead, 1, &["SN-6"])]).await.fault("pieces.0.serials.0");
    say(vec![piece(PieceState::Dead, 2, &["SN-1", "SN-1"])]).await.fault("pieces.0.serials.1");
    let foreign =
        PieceReceipt { line_id: kit.recipients[1].parcel.as_ref().unwrap().pieces[0].line_id.clone(), ..piece(PieceState::Dead, 1, &[]) };
    say(vec![foreign]).await.fault("pieces.0.line_id");
    assert_eq!(world.count("piece_receipts").await, 0);
    let said: RecipientStatus = say(vec![piece(PieceState::Wrong, 1, &["SN-1"])]).await.ok();
    assert_eq!(said.history.last().unwrap().pieces, [piece(PieceState::Wrong, 1, &["SN-1"])]);
    let old: RecipientStatus = partner.post(&at, serde_json::json!({ "complete": false, "note": "Dark" })).await.ok();
    assert_eq!((old.status, old.history.last().unwrap().pieces.len()), (Status::Problem, 0));
    partner.post(&at, serde_json::json!({ "complete": true })).await.is(200);
}

/// What the page's style sheet weighs, before it is made small.
fn style() -> usize {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../style");
    let sheet = std::fs::read_to_string(format!("{folder}/public.css")).unwrap();
    let imported = sheet.lines().filter_map(|line| line.strip_prefix("@import \"")?.split('"').next().map(str::to_owned));
    imported.map(|name| std::fs::read_to_string(format!("{folder}/{name}")).unwrap().len()).sum()
}

#[tokio::test]
async fn the_page_stays_small_with_six_serial_numbers_and_a_history_in_every_language() {
    for lang in PageLang::ALL {
        let world = World::new().await;
        let (kit, _) = desk(&world, *lang).await;
        assert_eq!(kit.recipients[1].lang, *lang);
        let mut draft = world.draft(1, 6).await;
        draft.recipients[1].lang = *lang;
        let kit: DemoKit = world.as_("partner").await.post(kits_at::DEMO_KITS, draft).await.is(201).ok();
        let kit = world.as_("approver").await.decide(&kit, kits::yes()).await;
        world.as_("support").await.post(kits_at::shipments(&kits::id(&kit)), kits::parcels(&kit, "A-LONG-SERIAL-NUMBER")).await.is(200);
        let link = world.link("empfang@hafenklinik.example", "Kranich").await;
        for n in 0..8 {
            let note = format!("{n}: {}", "ž".repeat(100));
            world.nobody().form(format!("{link}/problem"), &[("note", note.as_str()), ("s.0.3", "dead")]).await.is(303);
        }
        let page = world.nobody().get(&link).await.is(200).bytes;
        let whole = page.len() + style();
        assert!(whole < 30_000, "{lang}: {whole} bytes");
    }
}
