use super::{of, run};
use eyelevel_contract::civil::Date;
use eyelevel_server::clock::Clock;

use crate::support::DAY;
use crate::support::database;
use crate::support::process::{Server, command, sign_in};

#[tokio::test]
async fn it_answers_until_it_is_told_to_stop_and_then_ends_well() {
    let database = database::empty(false).await;
    let server = Server::begin(command(&database.url, &["serve"])).await;
    let get = async |at: &str, path: &str| {
        let answer = reqwest::get(format!("{at}{path}")).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(get(&server.at, "/readyz").await, (200, "ok".to_owned()));
    assert_eq!(get(&server.at, "/api/v1/me").await.0, 401);
    let (status, text) = get(&server.figures, "/metrics").await;
    assert_eq!(status, 200);
    assert!(text.contains("eyelevel_http_responses_total{class=\"4xx\"} 1") && text.contains("eyelevel_mails"), "{text}");
    assert_eq!(get(&server.figures, "/api/v1/me").await.0, 404, "figures and nothing else");
    // A second process on the same port says so in a sentence.
    let address = server.at.trim_start_matches("http://").to_owned();
    let (done, _, complaint) = of(command(&database.url, &["serve"]).env("EYELEVEL_LISTEN", &address).output().unwrap());
    assert!(!done && complaint.contains(&format!("can't listen on {address}")), "{complaint}");
    assert!(server.end().await.0);
}

#[tokio::test]
async fn a_demo_listens_on_loopback_only() {
    let database = database::empty(false).await;
    assert!(run(&database.url, &["seed", "--demo"]).0);
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8480"] {
        let (done, _, complaint) = of(command(&database.url, &["serve"]).env("EYELEVEL_LISTEN", address).output().unwrap());
        assert!(!done && complaint.contains("it listens on loopback only"), "{address}: {complaint}");
    }
}

#[tokio::test]
async fn two_processes_may_begin_at_once_on_an_empty_database() {
    let database = database::empty(false).await;
    let begin = || Server::begin(command(&database.url, &["serve"]));
    let (one, two) = tokio::join!(begin(), begin());
    for server in [one, two] {
        assert_eq!(reqwest::get(format!("{}/readyz", server.at)).await.unwrap().status().as_u16(), 200);
        assert!(server.end().await.0);
    }
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn a_large_file_is_never_whole_in_its_memory() {
    let database = database::empty(false).await;
    assert!(run(&database.url, &["seed", "--demo"]).0);
    let mut serve = command(&database.url, &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    let server = Server::begin(serve).await;
    let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let body = serde_json::json!({ "email": "partner@eyelevel.example", "password": "eyelevel-demo" });
    assert!(
        client
            .post(format!("{}/api/v1/session", server.at))
            .json(&body)
            .header("origin", &server.at)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    let draft = serde_json::json!({ "kind": "enquiry", "body": "{}" });
    let draft = client.post(format!("{}/api/v1/drafts", server.at)).header("origin", &server.at).json(&draft).send().await.unwrap();
    let draft: serde_json::Value = draft.json().await.unwrap();
    let id = draft["id"].as_str().unwrap().to_owned();
    let most = usize::try_from(eyelevel_contract::attachments::MAX_BYTES).unwrap();
    let peak = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id().unwrap())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
    };
    let upload = async || {
        let part = reqwest::multipart::Part::bytes(vec![b'x'; most]).file_name("large.txt");
        let form = reqwest::multipart::Form::new().text("draft_id", id.clone()).part("file", part);
        let answer =
            client.post(format!("{}/api/v1/attachments", server.at)).header("origin", &server.at).multipart(form).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
        let file: serde_json::Value = answer.json().await.unwrap();
        let answer = client.get(format!("{}/api/v1/attachments/{}", server.at, file["id"].as_str().unwrap())).send().await.unwrap();
        assert_eq!(answer.bytes().await.unwrap().len(), most);
    };
    // What the first one needs stays: caches, buffers. Four more at once need little more, not four times twenty-five megabytes.
    upload().await;
    let before = peak();
    tokio::join!(upload(), upload(), upload(), upload());
    let grown = peak() - before;
    assert!(grown < 40 << 20, "{} MB more", grown >> 20);
    assert!(server.end().await.0);
}

#[tokio::test]
async fn its_log_says_who_was_refused_what_and_in_which_request() {
    let database = database::empty(false).await;
    assert!(run(&database.url, &["seed", "--demo"]).0);
    let mut serve = command(&database.url, &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    let server = Server::begin(serve).await;
    let partner = sign_in(&server.at, "partner").await;
    let me: serde_json::Value = partner.get(format!("{}/api/v1/me", server.at)).send().await.unwrap().json().await.unwrap();
    let stranger = reqwest::Client::new();
    let asked = |client: &reqwest::Client, path: &str, id: &str| {
        client.post(format!("{}{path}", server.at)).header("origin", &server.at).header("x-request-id", id)
    };
    let wrong = serde_json::json!({ "email": "partner@eyelevel.example", "password": "wrong" });
    assert_eq!(asked(&stranger, "/api/v1/session", "by-program").json(&wrong).send().await.unwrap().status().as_u16(), 401);
    let form = asked(&stranger, "/sign-in", "by-form").header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(form.body("email=partner%40eyelevel.example&password=wrong").send().await.unwrap().status().as_u16(), 401);
    let foreign = partner.post(format!("{}/api/v1/enquiries", server.at)).header("origin", "http://evil.example");
    let foreign = foreign.header("x-request-id", "long".repeat(100));
    assert_eq!(foreign.json(&serde_json::json!({ "text": "x" })).send().await.unwrap().status().as_u16(), 403);
    let audit = partner.get(format!("{}/api/v1/audit", server.at)).header("x-request-id", "no-right").send().await.unwrap();
    assert_eq!(audit.status().as_u16(), 403);
    let (ended, log) = server.end().await;
    assert!(ended);
    let lines: Vec<_> = log.lines().filter(|line| line.contains("refused")).collect();
    assert_eq!(lines.len(), 4, "{log}");
    let who = format!("person=\"{}\"", me["id"].as_str().unwrap());
    for (line, words) in lines.iter().zip([
        vec!["id=\"by-program\"", "method=POST", "path=\"/api/v1/session\"", "status=401"],
        vec!["id=\"by-form\"", "path=\"/sign-in\"", "status=401"],
        vec!["path=\"/api/v1/enquiries\"", "status=403"],
        vec!["id=\"no-right\"", "method=GET", "path=\"/api/v1/audit\"", "status=403", &who],
    ]) {
        assert!(words.iter().all(|word| line.contains(word)), "{words:?}: {line}");
        assert!(line.len() < 400, "{line}");
    }
}

#[tokio::test]
async fn its_log_names_nobody() {
    let database = database::empty(false).await;
    assert!(run(&database.url, &["seed", "--demo"]).0);
    let mut serve = command(&database.url, &["serve"]);
    // As our own pages call it: without a named address every loopback name is ours.
    serve.env("RUST_LOG", "debug,hyper=info,sqlx=warn").env_remove("EYELEVEL_BASE_URL");
    let server = Server::begin(serve).await;
    let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let at = |path: &str| format!("{}{path}", server.at);
    let post = |path: &str, body: serde_json::Value| client.post(at(path)).header("origin", &server.at).json(&body).send();
    let body = serde_json::json!({ "email": "partner@eyelevel.example", "password": "eyelevel-demo" });
    assert!(post("/api/v1/session", body).await.unwrap().status().is_success());
    let wrong = serde_json::json!({ "email": "jana@secret.example", "password": "my secret password" });
    assert_eq!(post("/api/v1/session", wrong).await.unwrap().status().as_u16(), 401);
    let sent = post("/api/v1/enquiries", serde_json::json!({ "text": "my secret idea" })).await.unwrap();
    assert_eq!(sent.status().as_u16(), 201);
    assert_eq!(post("/api/v1/enquiries", serde_json::json!({ "text": 1, "secret": 2 })).await.unwrap().status().as_u16(), 400);
    client.get(at("/api/v1/requests?q=secret-search")).send().await.unwrap();
    client.get(at("/r/secret-token.secret-signature")).send().await.unwrap();
    let day = Date::from_days(Clock::System.now() / DAY + 30).unwrap().to_string();
    let token = post("/api/v1/me/tokens", serde_json::json!({ "name": "secret name", "scope": "read", "expires_on": day })).await.unwrap();
    let token = token.json::<serde_json::Value>().await.unwrap()["secret"].as_str().unwrap().to_owned();
    for (token, status) in [(token.as_str(), 200), ("eyt_made-up", 401)] {
        let by_token = reqwest::Client::new().get(at("/api/v1/me")).bearer_auth(token).send().await.unwrap();
        assert_eq!(by_token.status().as_u16(), status);
    }
    let form = client.post(at("/forgot")).header("content-type", "application/x-www-form-urlencoded").header("origin", &server.at);
    assert!(form.body("email=partner%40eyelevel.example").send().await.unwrap().status().is_success());
    let (ended, log) = server.end().await;
    assert!(ended);
    for personal in ["secret", "@eyelevel.example", "Jana", "eyelevel-demo", "eyelevel=", "eyt_"] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}
