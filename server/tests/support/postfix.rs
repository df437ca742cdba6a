//! Debian's postfix, with a configuration and a queue of its own, on loopback. It needs root, as postfix does.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const MASTER: &str = "\
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
";

/// A running postfix; it is stopped with the value.
pub(crate) struct Postfix {
    folder: tempfile::TempDir,
    port: u16,
}

impl Postfix {
    /// Starts one that refuses whom `refused` names at once (address, answer), hands mail for a domain to a port of this machine, and forgets all
    /// other mail. None where there is no postfix, or no right to start it; that is said.
    pub(crate) fn start(refused: (&str, &str), hops: &[(&str, u16)]) -> Option<Self> {
        let program = ["/usr/sbin/postfix", "/usr/local/sbin/postfix"].into_iter().find(|path| Path::new(path).is_file());
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        if program.is_none() || !is_root {
            eprintln!("SKIPPED: there is no postfix, or no right to start it; mail was not sent through it");
            return None;
        }
        let folder = tempfile::Builder::new().prefix("postfix").tempdir_in("/var/tmp").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        for part in ["conf", "queue", "data"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        assert!(Command::new("chown").arg("postfix").arg(folder.path().join("data")).status().unwrap().success());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (address, answer) = refused;
        let hops: Vec<String> = hops.iter().map(|(domain, port)| format!("{{ {domain} = smtp:[127.0.0.1]:{port} }}")).collect();
        let at = folder.path().display();
        let main = format!(
            "compatibility_level = 3.6\n\
             queue_directory = {at}/queue\ndata_directory = {at}/data\nmaillog_file = {at}/log\nmaillog_file_prefixes = /var/tmp\n\
             mail_owner = postfix\nsetgid_group = postdrop\nimport_environment = MAIL_CONFIG\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmyhostname = mx.postfix.example\nmynetworks = 127.0.0.0/8\n\
             mydestination =\nlocal_recipient_maps =\nalias_maps =\nalias_database =\n\
             smtp_dns_support_level = disabled\nsmtpd_peername_lookup = no\nnotify_classes =\ndefault_transport = discard\n\
             smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ {address} = {answer} }} }}, permit_mynetworks, reject\n\
             transport_maps = inline:{{ {} }}\n",
            hops.join(", ")
        );
        std::fs::write(folder.path().join("conf/main.cf"), main).unwrap();
        std::fs::write(folder.path().join("conf/master.cf"), format!("127.0.0.1:{port} inet n - n - - smtpd\n{MASTER}")).unwrap();
        let postfix = Self { folder, port };
        assert!(postfix.run("start"), "{}", postfix.log());
        Some(postfix)
    }

    /// The way to it.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it has written down.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn conf(&self) -> PathBuf {
        self.folder.path().join("conf")
    }

    fn run(&self, what: &str) -> bool {
        Command::new("postfix").arg("-c").arg(self.conf()).arg(what).output().is_ok_and(|done| done.status.success())
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.run("stop");
    }
}
