use std::collections::BTreeSet;

use super::lines;
use crate::support::World;

#[tokio::test]
async fn every_operation_has_its_line() {
    let world = World::new().await;
    let described = world.nobody().get("/api/v1/openapi.json").await.json();
    let mut operations = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        operations.extend(methods.as_object().unwrap().keys().map(|method| format!("{method} {path}")));
    }
    let lines: Vec<_> = lines().iter().map(|line| line.operation.to_owned()).collect();
    let with_line: BTreeSet<_> = lines.iter().cloned().collect();
    assert_eq!(lines.len(), with_line.len(), "each has one");
    assert_eq!(operations.difference(&with_line).collect::<Vec<_>>(), [""; 0], "operations without a line");
    assert_eq!(with_line.difference(&operations).collect::<Vec<_>>(), [""; 0], "lines without an operation");
}

#[tokio::test]
async fn what_may_be_answered_is_described() {
    let world = World::new().await;
    let described = world.nobody().get("/api/v1/openapi.json").await.json();
    let mut missing = Vec::new();
    for line in lines() {
        let (method, path) = line.parts();
        let answers = &described["paths"][path][method]["responses"];
        let mut expected = vec![line.done];
        if !line.lacks.is_empty() {
            expected.push(403);
        }
        if path.contains("{id}") {
            expected.push(404);
        }
        if line.late.is_some() {
            expected.push(409);
        }
        expected.extend(line.spoilt.map(|(_, status)| status));
        if method == "put" && path != "/api/v1/me" && !path.ends_with("/picture") {
            expected.extend([412, 428]);
        }
        missing.extend(
            expected.into_iter().filter(|status| answers.get(status.to_string()).is_none()).map(|s| format!("{}: {s}", line.operation)),
        );
    }
    assert_eq!(missing, [""; 0]);
}
