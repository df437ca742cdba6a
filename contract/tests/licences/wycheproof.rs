//! Project Wycheproof's vectors for Ed25519, by the function that checks our keys.

use std::path::Path;

use eyelevel_contract::licences::verify;
use serde_json::Value;

/// Beside the repository; not part of it.
const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/ed25519/C2SP__wycheproof__testvectors_v1__ed25519_test.json");

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

#[test]
fn every_vector_is_judged_as_it_must_be() {
    if !Path::new(VECTORS).exists() {
        eprintln!("SKIPPED: the Wycheproof vectors are not there ({VECTORS})");
        return;
    }
    let document: Value = serde_json::from_str(&std::fs::read_to_string(VECTORS).unwrap()).unwrap();
    let mut judged = 0;
    for group in document["testGroups"].as_array().unwrap() {
        let public: [u8; 32] = bytes(&group["publicKey"]["pk"]).try_into().unwrap();
        for test in group["tests"].as_array().unwrap() {
            let valid = test["result"] == "valid";
            assert_eq!(verify(&public, &bytes(&test["msg"]), &bytes(&test["sig"])), valid, "{test}");
            judged += 1;
        }
    }
    assert!(judged > 0);
    println!("{judged} vectors");
}
