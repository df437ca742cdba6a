//! What the steps share: where things are, and a log that keeps all they print.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use super::postgres::Cluster;
use crate::command::line;
use crate::{Result, cache};

/// One run of the tests.
pub(super) struct Context {
    /// Whether a missing engine or browser is a failure.
    pub(super) ci: bool,
    /// Everything that was printed.
    pub(super) log: PathBuf,
    file: File,
    /// Where cargo puts what it builds.
    pub(super) target: PathBuf,
    /// The throw-away PostgreSQL, once a step has started it.
    pub(super) postgres: Option<Cluster>,
}

/// What a command printed, and whether it ended well.
pub(super) struct Ended {
    pub(super) success: bool,
    pub(super) output: String,
}

impl Context {
    pub(super) fn new() -> Result<Self> {
        let ci = env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1");
        // Under CI each run has a fresh clone: what was built lives on in the cache folder.
        let shared = ci && env::var_os("CARGO_TARGET_DIR").is_none();
        let target = if shared { cache::folder()?.join("target") } else { cache::target() };
        let log = cache::workspace().join("target/test.log");
        let file = fs::create_dir_all(log.with_file_name("")).and_then(|()| File::create(&log));
        let file = file.map_err(|error| format!("{}: {error}", log.display()))?;
        Ok(Self { ci, log, file, target, postgres: None })
    }

    /// A line of our own, seen and logged.
    pub(super) fn headline(&mut self, text: &str) -> Result {
        println!("\n==> {text}");
        writeln!(self.file, "\n==> {text}").map_err(|error| error.to_string())
    }

    /// Several lines of our own, seen and logged.
    pub(super) fn print(&mut self, text: &str) -> Result {
        println!("{text}");
        writeln!(self.file, "{text}").map_err(|error| error.to_string())
    }

    /// Runs a command; what it prints is seen as it comes, logged, and given back.
    pub(super) fn run(&mut self, command: &mut Command) -> Result<Ended> {
        let name = line(command);
        self.print(&format!("    $ {name}"))?;
        if self.ci {
            // What a fresh clone will not use again takes a third of the disk.
            command.env("CARGO_INCREMENTAL", "0");
        }
        command.env("CARGO_TARGET_DIR", &self.target).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("{name}: {error}"))?;
        let sink = Mutex::new((&mut self.file, String::new()));
        let (out, err) = (child.stdout.take(), child.stderr.take());
        thread::scope(|scope| {
            let copy = |stream: Option<Box<dyn Read + Send>>| {
                let sink = &sink;
                scope.spawn(move || stream.map(|stream| tee(stream, sink)));
            };
            copy(out.map(|out| Box::new(out) as Box<dyn Read + Send>));
            copy(err.map(|err| Box::new(err) as Box<dyn Read + Send>));
        });
        let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
        let (_, output) = sink.into_inner().map_err(|_poisoned| "a thread that reads output panicked".to_owned())?;
        Ok(Ended { success: status.success(), output })
    }
}

fn tee(stream: impl Read, sink: &Mutex<(&mut File, String)>) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line).into_owned();
        if let Ok(mut sink) = sink.lock() {
            print!("{text}");
            // A full disk must not stop the tests; the table still comes.
            let _logged = sink.0.write_all(text.as_bytes());
            sink.1.push_str(&text);
        }
        line.clear();
    }
}
