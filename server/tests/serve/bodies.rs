use eyelevel_contract::enquiries;

use crate::support::World;

#[tokio::test]
async fn one_megabyte_passes_and_one_byte_more_does_not() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let body = |size: usize| {
        let frame = "{\"text\":\"\"}".len();
        format!("{{\"text\":\"{}\"}}", "x".repeat(size - frame))
    };
    let send = async |size: usize| partner.raw("POST", enquiries::PATH, "application/json", body(size)).await;
    send(1 << 20).await.fault("text");
    assert_eq!(send((1 << 20) + 1).await.problem(413), "too-large");
    assert_eq!(send(3 << 20).await.problem(413), "too-large");
    assert_eq!(world.count("requests").await, 0);
}

#[tokio::test]
async fn what_is_no_json_is_400_and_what_does_not_claim_to_be_is_415() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let send = async |kind: &str, body: &[u8]| partner.raw("POST", enquiries::PATH, kind, body.to_vec()).await;
    for body in [
        &b"{"[..],
        b"nonsense",
        b"[]",
        b"null",
        b"\"x\"",
        b"{\"text\":}",
        b"{\"text\":1}",
        b"{\"text\":null}",
        b"{}",
        b"{\"text\":\"x\"} x",
        b"{\"text\":\"\xff\"}",
        b"\xef\xbb\xbf{\"text\":\"x\"}",
        b"{\"text\":\"x\",\"text\":\"y\"}",
        b"{\"text\":\"x\",\"limited\":\"yes\"}",
        b"{\"text\":\"\\ud800\"}",
    ] {
        assert_eq!(send("application/json", body).await.problem(400), "malformed", "{}", String::from_utf8_lossy(body));
    }
    let deep = format!("{{\"text\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(send("application/json", deep.as_bytes()).await.problem(400), "malformed");
    for kind in ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/jsonx", "json"] {
        assert_eq!(send(kind, b"{\"text\":\"x\"}").await.problem(415), "unsupported-media-type", "{kind}");
    }
    assert_eq!(world.count("requests").await, 0);
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        send(kind, b"{\"text\":\"x\",\"unknown\":1}").await.is(201);
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_writes_nothing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let parts: Vec<Result<axum::body::Bytes, std::io::Error>> =
        vec![Ok("{\"text\":\"An i".into()), Err(std::io::Error::other("the line is dead"))];
    let body = axum::body::Body::from_stream(futures_util::stream::iter(parts));
    let answer = partner.raw("POST", enquiries::PATH, "application/json", body).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(world.count("requests").await, 0);
}
