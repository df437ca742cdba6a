//! The contract in the browser: the same rules give the same answers as on the server.
#![cfg(target_arch = "wasm32")]

use eyelevel_contract::email::Email;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn an_address_is_parsed_as_on_the_server() {
    assert!(Email::parse("partner@eyelevel.example").is_ok());
    assert!(Email::parse("partner").is_err());
}
