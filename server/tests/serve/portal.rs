use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_server::serve::portal::Portal;
use sha2::{Digest as _, Sha256};

use crate::support::World;

const START: &str = "import init from '/eyelevel-0123456789abcdef.js'; await init()";
const CRITICAL: &str = "body{margin:0}";
const MODULE: &str = "/eyelevel-0123456789abcdef.js";

/// A built portal, as small as it gets.
async fn built() -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let index = format!(
        "<!DOCTYPE html><html><head><style>{CRITICAL}</style><link rel=\"stylesheet\" href=\"/main-fedcba9876543210.css\">\
         <script type=\"module\">{START}</script></head><body>the portal</body></html>"
    );
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    write("index.html", index.as_bytes());
    write("eyelevel-0123456789abcdef.js", b"export default 1");
    write("eyelevel-0123456789abcdef.js.br", b"the brotli of it");
    write("eyelevel-0123456789abcdef.js.gz", b"the gzip of it");
    write("eyelevel-0123456789abcdef_bg.wasm", b"\0asm");
    write("main-fedcba9876543210.css", b"a{}");
    write("public.css", b"b{}");
    write("icons/icon.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let portal = Portal::read(folder.path()).unwrap();
    (World::new().await.with_portal(portal), folder)
}

#[tokio::test]
async fn the_policy_names_what_stands_in_the_page_by_its_hash() {
    let (world, _folder) = built().await;
    let page = world.nobody().get("/").await.is(200);
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let policy = page.header("content-security-policy");
    let part = |name: &str| policy.split(';').map(str::trim).find(|p| p.starts_with(name)).unwrap();
    assert_eq!(part("script-src"), format!("script-src 'self' 'wasm-unsafe-eval' {}", hash(START)));
    assert_eq!(part("style-src"), format!("style-src 'self' {}", hash(CRITICAL)));
    assert_eq!(part("default-src"), "default-src 'none'");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    // The page that is sent is the page whose parts were hashed.
    assert!(page.text().contains(START) && page.text().contains(CRITICAL));
}

#[tokio::test]
async fn files_come_as_they_were_packed() {
    let (world, _folder) = built().await;
    for (accept, encoding, body) in [
        ("br, gzip", "br", "the brotli of it"),
        ("gzip, deflate, br;q=1.0", "br", "the brotli of it"),
        ("gzip", "gzip", "the gzip of it"),
        ("", "", "export default 1"),
        ("identity", "", "export default 1"),
        ("br;q=0, gzip", "gzip", "the gzip of it"),
        ("br;q=0, gzip;q=0", "", "export default 1"),
    ] {
        let answer = world.nobody().saying("accept-encoding", accept).get(MODULE).await.is(200);
        assert_eq!((answer.header("content-encoding"), answer.text().as_str()), (encoding, body), "{accept}");
        assert_eq!((answer.header("content-type"), answer.header("vary")), ("text/javascript; charset=utf-8", "Accept-Encoding"));
    }
    let plain = world.nobody().saying("accept-encoding", "br").get("/public.css").await.is(200);
    assert_eq!((plain.header("content-encoding"), plain.text().as_str()), ("", "b{}"));
    assert_eq!(world.nobody().get("/eyelevel-0123456789abcdef_bg.wasm").await.is(200).header("content-type"), "application/wasm");
    assert_eq!(world.nobody().get("/icons/icon.svg").await.is(200).header("content-type"), "image/svg+xml");
    // The packed ones have no address of their own.
    world.nobody().get(format!("{MODULE}.br")).await.is(404);
}

#[tokio::test]
async fn what_never_changes_is_kept_for_ever_and_what_may_is_asked_for() {
    let (world, _folder) = built().await;
    let nobody = world.nobody();
    for (path, keep) in [
        (MODULE, "public, max-age=31536000, immutable"),
        ("/main-fedcba9876543210.css", "public, max-age=31536000, immutable"),
        ("/public.css", "no-cache"),
        ("/", "no-cache"),
        ("/icons/icon.svg", "no-cache"),
    ] {
        let first = nobody.get(path).await.is(200);
        assert_eq!(first.header("cache-control"), keep, "{path}");
        let again = nobody.saying("if-none-match", first.header("etag")).get(path).await.is(304);
        assert!(again.bytes.is_empty() && again.header("etag") == first.header("etag"), "{path}");
        nobody.saying("if-none-match", "\"another\"").get(path).await.is(200);
    }
}

#[tokio::test]
async fn an_unknown_page_is_the_portal_s_and_an_unknown_file_is_nobody_s() {
    let (world, _folder) = built().await;
    let nobody = world.nobody();
    for page in ["/", "/requests", "/demo-kits/01a2-b3", "/demo-kits/new?item=x", "/a/b/c/d", "/apiary", "/%F0%9F%98%80"] {
        let answer = nobody.get(page).await.is(200);
        assert!(answer.text().contains("the portal") && answer.header("content-type").starts_with("text/html"), "{page}");
        assert!(answer.header("content-security-policy").contains("wasm-unsafe-eval"), "{page}");
    }
    for file in ["/favicon.ico", "/main-0000000000000000.css", "/.env", "/.git/config.x", "/robots.txt"] {
        nobody.get(file).await.is(404);
    }
    // Nothing outside the folder, whatever the address.
    for path in ["/../Cargo.toml", "/..%2f..%2fetc/passwd.x", "/icons/../../secret.txt", "//etc/passwd.txt", "/%2e%2e/Cargo.toml"] {
        let answer = nobody.get(path).await;
        assert!(answer.status.as_u16() == 404 && answer.bytes.is_empty(), "{path}: {} {}", answer.status, answer.text());
    }
    nobody.post("/requests", ()).await.is(405);
    // The page itself has one address.
    assert!(
        nobody.get("/index.html").await.status.as_u16() == 404
            || nobody.get("/index.html").await.header("content-security-policy").contains("wasm")
    );
}

#[tokio::test]
async fn the_sign_in_page_fetches_the_portal_ahead() {
    let (world, _folder) = built().await;
    let page = world.nobody().get("/sign-in").await.is(200).text();
    for there in [MODULE, "/main-fedcba9876543210.css"] {
        assert!(page.contains(&format!("<link rel=\"prefetch\" href=\"{there}\"")), "{page}");
    }
    assert!(!page.contains("<script"), "{page}");
    assert!(page.len() < 30_000, "{} bytes", page.len());
}

#[tokio::test]
async fn the_pages_outside_the_portal_bring_their_style_along() {
    let (world, _folder) = built().await;
    let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest("b{}")));
    for path in ["/sign-in", "/forgot", "/r/x", "/invitation/x", "/reset/x"] {
        let page = world.nobody().get(path).await;
        assert!(page.text().contains("<style>b{}</style>") && !page.text().contains("<script"), "{path}: {}", page.text());
        let policy = page.header("content-security-policy");
        assert!(policy.contains(&format!("style-src {hash};")) && !policy.contains("script-src"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn without_a_built_portal_the_api_answers_all_the_same() {
    let world = World::new().await;
    let page = world.nobody().get("/").await.is(503);
    assert!(page.text().contains("cargo xtask demo") && page.header("content-type").starts_with("text/html"), "{}", page.text());
    world.nobody().get("/api/v1/me").await.is(401);
    world.nobody().get("/sign-in").await.is(200);
    let nowhere = Portal::read(std::path::Path::new("no such folder")).unwrap();
    assert!(nowhere.prefetch().is_empty());
}
