//! JSON on stdin, a PDF on stdout. Within limits: whatever it is given, it takes neither the machine's memory nor its time.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use eyelevel_documents::Document;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Of memory, and of time that the processor works.
const MEMORY: u64 = 3 << 30;
const SECONDS: u64 = 60;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("eyelevel-documents: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    limit(Resource::As, MEMORY);
    limit(Resource::Cpu, SECONDS);
    let mut json = Vec::new();
    std::io::stdin().lock().read_to_end(&mut json)?;
    let paper: Document = serde_json::from_slice(&json)?;
    std::io::stdout().lock().write_all(&paper.pdf()?)?;
    Ok(())
}

/// Where the system knows no such limit, there is none.
fn limit(what: Resource, most: u64) {
    let hard = getrlimit(what).maximum;
    let most = hard.map_or(most, |hard| hard.min(most));
    let _ = setrlimit(what, Rlimit { current: Some(most), maximum: hard });
}
