use std::collections::BTreeSet;

use axum::body::Body as Bytes;
use eyelevel_contract::people::tokens::{MadeToken, TOKENS};
use serde_json::{Value, json};

use super::{Body, Line, Made, Thing, check::check, lines as all_lines};
use crate::support::World;

fn form(made: &Made) -> Value {
    json!({ "name": "ERP", "scope": "read", "expires_on": made.day })
}

/// A token of `partner`'s.
pub(super) async fn make(world: &World, made: &mut Made) {
    // Twenty are the most, and all lines want theirs.
    world.run("DELETE FROM api_tokens").await;
    let told = world.as_("partner").await.post(TOKENS, form(made)).await;
    made.id = told.ok::<MadeToken>().token.id;
}

pub(super) fn lines() -> Vec<Line> {
    vec![
        Line::read("get /api/v1/me/tokens", Thing::Nothing),
        Line {
            spoilt: Some((Body::Json(|_| json!({ "name": "", "scope": "read", "expires_on": null })), 422)),
            ..Line::write("post /api/v1/me/tokens", Thing::Nothing, form, 201)
        },
        Line { done: 204, may: &[&["partner"]], ..Line::read("delete /api/v1/me/tokens/{id}", Thing::Token) },
    ]
}

#[tokio::test]
async fn a_token_is_its_person_s_alone() {
    check(lines()).await;
}

/// What a program never does, whatever its token: each new operation about people or signing in belongs here.
const BARRED: [&str; 8] = [
    "post /api/v1/session",
    "delete /api/v1/session",
    "post /api/v1/me/tokens",
    "delete /api/v1/me/tokens/{id}",
    "post /api/v1/people",
    "post /api/v1/people/import",
    "put /api/v1/people/{id}",
    "post /api/v1/people/{id}/invitation",
];

#[tokio::test]
async fn no_operation_is_forgotten_by_the_scopes() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let day = world.today().plus_days(1);
    let mut barred = [BTreeSet::new(), BTreeSet::new()];
    for (scope, barred) in ["read", "write"].iter().zip(&mut barred) {
        let made = admin.post(TOKENS, json!({ "name": "ERP", "scope": scope, "expires_on": day })).await.ok::<MadeToken>();
        let program = world.nobody().saying("authorization", format!("Bearer {}", made.secret.unwrap()));
        for line in all_lines() {
            let (method, path) = line.parts();
            let path = path.split('/').map(|part| if part.starts_with('{') { "nothing" } else { part }).collect::<Vec<_>>().join("/");
            let request = program.request(&method.to_uppercase(), &path).body(Bytes::empty()).unwrap();
            // How a stream begins is its answer.
            let answer = program.send(request).await;
            if answer.status.as_u16() == 403 && answer.header("www-authenticate").contains("insufficient_scope") {
                barred.insert(line.operation);
            }
        }
    }
    let writes: BTreeSet<_> = all_lines().iter().map(|line| line.operation).filter(|at| !at.starts_with("get ")).collect();
    assert_eq!(barred[0], writes, "a token that reads only");
    assert_eq!(barred[1], BARRED.into_iter().collect(), "a token that writes");
    let about_people = |at: &&&str| ["people", "session", "token", "password", "invitation", "roles"].iter().any(|word| at.contains(word));
    let missing: Vec<_> = writes.iter().filter(about_people).filter(|at| !barred[1].contains(**at)).collect();
    assert!(missing.is_empty(), "about people or signing in: {missing:?}");
}
