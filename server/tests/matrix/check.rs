use base64::Engine as _;
use eyelevel_contract::attachments::{PIECE, TUS};

use super::things::{make, stage};
use super::{ACCOUNTS, Body, Line, Made, OPEN};
use crate::support::{Answer, Client};

/// Does what a line says to a thing.
pub(super) async fn send(client: &Client, line: &Line, body: Body, made: &Made, id: &str) -> Answer {
    let (method, path) = line.parts();
    let path = ["{key_id}", "{consent_id}", "{change_id}", "{allocation_id}", "{referral_id}", "{escalation_id}", "{delivery_id}"]
        .iter()
        .fold(path.replace("{id}", id).replace("{table}", "people.csv"), |path, part| path.replace(part, &made.part));
    // The version that the thing has: a wrong one would hide what is asked here.
    let client = client.saying("if-match", format!("\"{}\"", made.version));
    match body {
        Body::Nothing => client.send(client.request(&method.to_uppercase(), &path).body(axum::body::Body::empty()).unwrap()).await,
        Body::Json(body) => client.raw(&method.to_uppercase(), &path, "application/json", body(made).to_string()).await,
        Body::File(field) => client.upload((field, id), "a.txt", b"x").await,
        Body::Piece(field, bytes) => {
            let metadata = format!("filename YS50eHQ=, {field} {}", base64::engine::general_purpose::STANDARD.encode(id));
            let client = client.saying("tus-resumable", TUS).saying("upload-length", "1").saying("upload-offset", "0");
            client.saying("upload-metadata", metadata).raw(&method.to_uppercase(), &path, PIECE, bytes).await
        }
        Body::Text(kind, text) => client.raw(&method.to_uppercase(), &path, kind, text).await,
        Body::Raw(bytes) => client.raw(&method.to_uppercase(), &path, "application/octet-stream", bytes).await,
    }
}

/// Checks lines, each for everybody.
pub(super) async fn check(lines: Vec<Line>) {
    let world = stage().await;
    for line in lines {
        let at = line.operation;
        let made = make(&world, line.to).await;
        if !OPEN.contains(&at) {
            let answer = send(&world.nobody(), &line, line.body, &made, &made.id).await;
            assert_eq!(answer.problem(401), "unauthenticated", "{at} by nobody");
        }
        // First those who may not: the thing is the same afterwards.
        for account in ACCOUNTS.iter().filter(|account| !line.may(account)) {
            let answer = send(&world.as_(account).await, &line, line.body, &made, &made.id).await;
            let lacks = line.lacks.iter().find(|(group, _)| group.contains(account));
            match lacks {
                Some((_, right)) => {
                    assert_eq!(answer.status.as_u16(), 403, "{at} by {account}: {}", answer.text());
                    assert_eq!(answer.missing_right(), *right, "{at} by {account}");
                }
                None => assert_eq!(answer.status.as_u16(), line.others, "{at} by {account}: {}", answer.text()),
            }
        }
        let able: Vec<_> = ACCOUNTS.iter().filter(|account| line.may(account)).collect();
        let mut made = Some(made);
        for account in &able {
            let made = match made.take() {
                Some(made) => made,
                None => make(&world, line.to).await,
            };
            let answer = send(&world.as_(account).await, &line, line.body, &made, &made.id).await;
            assert_eq!(answer.status.as_u16(), line.done, "{at} by {account}: {}", answer.text());
        }
        let client = world.as_(able[0]).await;
        if let Some((body, status)) = line.spoilt {
            let made = make(&world, line.to).await;
            let answer = send(&client, &line, body, &made, &made.id).await;
            assert_eq!(answer.status.as_u16(), status, "{at}, spoilt: {}", answer.text());
            assert_eq!(answer.header("content-type"), "application/problem+json", "{at}, spoilt");
        }
        if let Some(late) = line.late {
            let made = make(&world, late).await;
            let answer = send(&client, &line, line.body, &made, &made.id).await;
            assert_eq!(answer.problem(409), "conflict", "{at}, to {late:?}");
        }
    }
}
