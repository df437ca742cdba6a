use eyelevel_contract::demo_kits::paths;

use crate::support::World;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";

#[tokio::test]
async fn it_can_do_nothing_and_is_sent_again_only_when_it_changed() {
    let world = World::new().await;
    let item = world.item("E-paper display").await;
    let (partner, admin) = (world.as_("partner").await, world.as_("admin").await);
    let path = paths::picture(&item.id);
    let first = partner.get(&path).await.is(200);
    assert_eq!(first.header("content-type"), "image/svg+xml");
    assert!(
        first.header("content-security-policy").starts_with("default-src 'none'")
            && first.header("content-security-policy").ends_with("sandbox")
    );
    assert_eq!((first.header("x-content-type-options"), first.header("cache-control")), ("nosniff", "private, no-cache"));
    let known = partner.saying("if-none-match", first.header("etag")).get(&path).await.is(304);
    assert!(known.bytes.is_empty());
    admin.raw("PUT", &path, "application/octet-stream", PNG).await.is(204);
    let second = partner.saying("if-none-match", first.header("etag")).get(&path).await.is(200);
    assert_eq!((second.header("content-type"), second.bytes.as_slice()), ("image/png", PNG));
    // The earlier one is gone.
    assert_eq!(world.count(&format!("attachments WHERE item_id = '{}'", item.id)).await, 1);
    assert_eq!(world.count("attachment_chunks c LEFT JOIN attachments a ON a.id = c.attachment_id WHERE a.id IS NULL").await, 0);
    world.nobody().get(&path).await.is(401);
    partner.get(paths::picture("nothing")).await.is(404);
    // Without one, a box.
    world.run("DELETE FROM attachment_chunks").await;
    world.run("DELETE FROM attachments").await;
    assert!(partner.get(&path).await.is(200).text().contains("<svg"));
}

#[tokio::test]
async fn only_a_picture_and_only_by_an_admin() {
    let world = World::new().await;
    let item = world.item("E-paper display").await;
    let path = paths::picture(&item.id);
    let admin = world.as_("admin").await;
    let put = async |bytes: Vec<u8>| admin.raw("PUT", &path, "image/png", bytes).await;
    for bytes in [&b""[..], b"hello", b"%PDF-1.7", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"MZ\x90\x00"] {
        assert_eq!(put(bytes.to_vec()).await.problem(415), "unsupported-media-type");
    }
    let large = |n: usize| [PNG, &vec![0; n - PNG.len()]].concat();
    put(large(2 << 20)).await.is(204);
    assert_eq!(put(large((2 << 20) + 1)).await.problem(413), "too-large");
    for account in ["manager", "approver", "owner", "agent"] {
        assert_eq!(world.as_(account).await.raw("PUT", &path, "image/png", PNG).await.missing_right(), "admin", "{account}");
    }
    assert_eq!(admin.raw("PUT", paths::picture("nothing"), "image/png", PNG).await.problem(404), "not-found");
    assert_eq!(world.count("attachments WHERE bytes = 2097152").await, 1);
}
