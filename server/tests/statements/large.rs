//! Files of any length need the same little memory: in the command that explains them, and in a server that takes them in.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use eyelevel_contract::statements::{FileReport, paths};

use super::camt::{DRAWN, Ntry, file};
use crate::support::database;
use crate::support::process::{Server, command, sign_in};

/// MB of the large file. `EYELEVEL_TEST_MEGABYTES` asks for another one.
const MEGABYTES: usize = 24;
/// What reading it may need beyond what a small one needs, in MB: less than it has, and whoever held what it says would need several times that.
const MORE: usize = 18;

fn megabytes() -> usize {
    std::env::var("EYELEVEL_TEST_MEGABYTES").ok().and_then(|n| n.parse().ok()).unwrap_or(MEGABYTES)
}

/// The peak of a process' memory so far, in MB.
fn peak(id: u32) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<usize>().ok()? / 1024)
}

/// A statement of about so many bytes, nobody's; how many entries it has.
fn write(path: &Path, bytes: usize) -> usize {
    let text = "Rechnung vom f\u{fc}nften M\u{e4}rz, Kundennummer 4711, vielen Dank f\u{fc}r Ihren Einkauf bei uns. ".repeat(6);
    let whole = file("large", &[Ntry { mandate: "M-nobody", text: "|", ..DRAWN }]).replace('|', &text);
    let (head, rest) = whole.split_at(whole.find("<Ntry>").unwrap());
    let (entry, tail) = rest.split_at(rest.find("</Ntry>").unwrap() + "</Ntry>".len());
    let entries = bytes.div_ceil(entry.len());
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    out.write_all(head.as_bytes()).unwrap();
    for n in 0..entries {
        // No two are the same.
        out.write_all(entry.replace("NOTPROVIDED", &format!("E-{n}")).as_bytes()).unwrap();
        out.write_all(b"\n").unwrap();
    }
    out.write_all(tail.as_bytes()).unwrap();
    entries
}

/// The peak of the command that explains a file, and what it says of it.
fn inspected(path: &Path) -> (usize, String) {
    let mut command = command("sqlite:///nowhere/at/all.db", &["statements", "inspect", path.to_str().unwrap()]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    loop {
        most = most.max(peak(child.id()).unwrap_or(0));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::yield_now();
    }
    (most, String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn the_command_that_explains_a_file_never_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    write(&path("small.xml"), 100_000);
    let entries = write(&path("large.xml"), megabytes() << 20);
    let (small, _) = inspected(&path("small.xml"));
    let (large, said) = inspected(&path("large.xml"));
    let plain: String = said.chars().filter(|c| *c != ',').collect();
    assert!(plain.contains(&entries.to_string()), "{said}");
    assert!(large < small + MORE, "{small} MB for a small one, {large} MB for one of {} MB", megabytes());
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn a_server_that_takes_it_in_never_holds_it() {
    if std::env::var("EYELEVEL_TEST_POSTGRES").is_ok() {
        // A process of its own, on SQLite, whatever the others ask.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let database = database::empty(false).await;
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let seeded = command(&database.url, &["seed", "--demo"]).output().unwrap();
    assert!(seeded.status.success());
    let mut serve = command(&database.url, &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    let server = Server::begin(serve).await;
    let client = sign_in(&server.at, "ledger").await;
    let send = async |name: &str, confirm: bool| -> FileReport {
        // It is read into this process, not into the server's.
        let bytes = std::fs::read(path(name)).unwrap();
        let url = format!("{}{}?name={name}&confirm={confirm}", server.at, paths::FILES);
        let answer = client.post(url).header("origin", &server.at).header("content-type", "application/octet-stream").body(bytes);
        let answer = answer.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        answer.json().await.unwrap()
    };
    let id = server.process.id().unwrap();
    write(&path("small.xml"), 100_000);
    let entries = i64::try_from(write(&path("large.xml"), megabytes() << 20)).unwrap();
    send("small.xml", true).await;
    let before = peak(id).unwrap();
    assert_eq!(send("large.xml", false).await.nobodys, entries);
    let (looked, done) = (peak(id).unwrap(), send("large.xml", true).await);
    let after = peak(id).unwrap();
    assert_eq!((done.nobodys, done.posted, done.done), (entries, 0, true));
    let said = format!("{before} MB before, {looked} MB when it was looked at, {after} MB in the end, of {} MB", megabytes());
    assert!(after < before + MORE, "{said}");
    assert!(server.end().await.0);
}
