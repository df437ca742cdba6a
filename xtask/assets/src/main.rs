//! What `cargo xtask css` and `cargo xtask precompress` run.
//!
//! A program of its own: lightningcss and brotli take half a minute to build, and neither `cargo xtask demo` on its
//! second run nor `cargo xtask check` needs them.

mod css;
mod precompress;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["css", style, built] => css::bundle_all(Path::new(style), Path::new(built)),
        ["precompress", folder] => precompress::folder(Path::new(folder)),
        _ => Err("usage: xtask-assets css STYLE-FOLDER OUTPUT-FOLDER | precompress FOLDER".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask-assets: {message}");
            ExitCode::FAILURE
        }
    }
}
