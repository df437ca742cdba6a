//! Takes the Rust example out of docs/verify-a-key.md, so that a test can be built with it.

use std::{env, fs, path::Path};

const PAGE: &str = "../../docs/verify-a-key.md";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={PAGE}");
    let page = fs::read_to_string(PAGE)?;
    let (_, from) = page.split_once("```rust\n").ok_or("the page has no example in Rust")?;
    let (example, _) = from.split_once("\n```").ok_or("the example has no end")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("verify.rs"), example)?;
    Ok(())
}
