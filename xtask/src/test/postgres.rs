//! A throw-away PostgreSQL in a temporary folder: no fsync, one loopback port, gone at the end whatever happens.

use std::env;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::apt;
use crate::command::{command, find, output, run};
use crate::say;

/// Starts the server and waits on its own stdin; once that closes, because we ended in whatever way, it stops the server
/// and removes the folder.
const KEEPER: &str = r#"trap '' INT
    folder=$1; shift
    "$@" >"$folder/log" 2>&1 </dev/null & server=$!
    cat >/dev/null
    kill -INT $server 2>/dev/null; wait $server; rm -rf "$folder""#;

/// A running cluster; dropping it stops it.
pub(crate) struct Cluster {
    keeper: Child,
    port: u16,
}

impl Cluster {
    /// Finds or installs PostgreSQL, makes a cluster, and waits until it answers.
    pub(crate) fn start() -> Result<Self, String> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                apt::install(&["postgresql"], "PostgreSQL")?;
                programs().ok_or("initdb is not to be found, though the package postgresql is installed")?
            }
        };
        let step = say::step("Starting a throw-away PostgreSQL", "5 seconds");
        let port = free_port()?;
        let folder = env::temp_dir().join(format!("eyelevel-postgres-{port}"));
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let user = owner();
        if let Some(user) = &user {
            run(command("chown").arg(user.name).arg(&folder))?;
        }
        let data = folder.join("data");
        let mut initdb = as_owner(&programs.join("initdb"), &folder, user.as_ref());
        initdb.arg("-D").arg(&data).args(["-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]);
        run(initdb.stdout(Stdio::null()))?;
        let mut keeper = as_owner(Path::new("/bin/sh"), &folder, user.as_ref());
        keeper.args(["-c", KEEPER, "keeper"]).arg(&folder).arg(programs.join("postgres")).arg("-D").arg(&data).arg("-k").arg(&folder);
        keeper.args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"]);
        for fast in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"] {
            keeper.args(["-c", fast]);
        }
        // Nobody recovers it: its log may be small.
        for small in ["wal_level=minimal", "max_wal_senders=0", "min_wal_size=32MB", "max_wal_size=128MB"] {
            keeper.args(["-c", small]);
        }
        let keeper = keeper.stdin(Stdio::piped()).spawn().map_err(failed)?;
        let cluster = Self { keeper, port };
        cluster.wait(&folder)?;
        step.done(&format!("{} on port {port}", programs.display()));
        Ok(cluster)
    }

    /// What the tests connect to.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&self, folder: &Path) -> Result<(), String> {
        for _ in 0..150 {
            let ready = fs::read_to_string(folder.join("log")).is_ok_and(|log| log.contains("ready to accept connections"));
            if ready && TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(200));
        }
        Err(format!("PostgreSQL did not answer within 30 s: {}", fs::read_to_string(folder.join("log")).unwrap_or_default()))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It is only a test database: nothing is lost when it can't be waited for.
        let _ended = self.keeper.wait();
    }
}

/// The folder of initdb and postgres: on the PATH, or where Debian keeps them (the newest version).
fn programs() -> Option<PathBuf> {
    if let Some(folder) = find("initdb").and_then(|initdb| initdb.parent().map(Path::to_path_buf)) {
        return Some(folder);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path());
    let newest = versions
        .filter(|path| path.join("bin/initdb").is_file())
        .max_by_key(|path| path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<u32>().ok()))?;
    Some(newest.join("bin"))
}

struct Owner {
    name: &'static str,
    uid: u32,
    gid: u32,
}

/// PostgreSQL refuses to run as root; then it runs as `postgres`, else `nobody`.
fn owner() -> Option<Owner> {
    let id = |flag: &str, name: &str| output(command("id").args([flag, name]))?.parse::<u32>().ok();
    if output(command("id").arg("-u"))? != "0" {
        return None;
    }
    ["postgres", "nobody"].into_iter().find_map(|name| Some(Owner { name, uid: id("-u", name)?, gid: id("-g", name)? }))
}

#[cfg(unix)]
fn as_owner(program: &Path, folder: &Path, owner: Option<&Owner>) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = command(program);
    command.current_dir(folder).env("LC_ALL", "C.UTF-8");
    if let Some(owner) = owner {
        command.gid(owner.gid).uid(owner.uid);
    }
    command
}

#[cfg(not(unix))]
fn as_owner(program: &Path, folder: &Path, _owner: Option<&Owner>) -> Command {
    let mut command = command(program);
    command.current_dir(folder);
    command
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}
