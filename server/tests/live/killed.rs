//! A thousand streams over the network, at real processes, one of which is killed while requests come in.

use std::collections::HashMap;
use std::time::Duration;

use eyelevel_contract::enquiries::{self, Enquiry};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::live::{CHANGED, Changed, RESET, STREAMS_MAX, after};
use eyelevel_contract::people::paths::PEOPLE;
use eyelevel_server::clock::Clock;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;
use tokio::sync::{mpsc, watch};

use crate::support::process::{Server, command, sign_in};
use crate::support::{World, requests::question};

/// Streams that are open at once.
const STREAMS: usize = 1_000;
/// Requests that come in; at one of them the process that the clients know first is killed.
const REQUESTS: usize = 30;
const KILLED_AT: usize = 12;
/// Only what hangs takes this long.
const PATIENCE: Duration = Duration::from_secs(120);

fn serve(world: &World) -> std::process::Command {
    let mut serve = command(world.database_url(), &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    serve
}

/// Cookies of people of the vendor's who see every enquiry.
async fn readers(world: &World, count: usize) -> Vec<String> {
    let (admin, vendor) = (world.as_("admin").await, world.organisation("Kranich Systems").await);
    let mut all = Vec::new();
    for n in 0..count {
        let account = format!("reader-{n}");
        let email = format!("{account}@eyelevel.example");
        let body = json!({ "name": format!("Reader {n}"), "email": email, "organisation_id": vendor, "roles": ["support"], "lang": "de" });
        admin.post(PEOPLE, body).await.is(201);
        all.push(world.as_(&account).await.cookie().unwrap().to_owned());
    }
    all
}

/// Somebody with a stream: where it is open, what was seen last, and when each request was told of.
struct Reader {
    http: reqwest::Client,
    cookie: String,
    at: String,
    last: String,
    told: HashMap<Id, (usize, Millis)>,
}

impl Reader {
    /// Listens until all of the requests, whose ids come behind the last of them, were told of; goes on where the others are when a process dies.
    async fn listen(
        mut self,
        opened: mpsc::Sender<()>,
        mut elsewhere: watch::Receiver<String>,
        mut all: watch::Receiver<Option<Vec<Id>>>,
    ) -> Self {
        let mut first = Some(opened);
        loop {
            let url = format!("{}{}", self.at, after(&self.last));
            let open = self.http.get(url).header("cookie", &self.cookie).send().await;
            if let Ok(mut stream) = open
                && stream.status().is_success()
            {
                let mut text = String::new();
                loop {
                    if all.borrow_and_update().as_ref().is_some_and(|ids| ids.iter().all(|id| self.told.contains_key(id))) {
                        return self;
                    }
                    let chunk = tokio::select! {
                        chunk = stream.chunk() => chunk,
                        _ = all.changed() => continue,
                    };
                    let Ok(Some(bytes)) = chunk else { break };
                    text.push_str(std::str::from_utf8(&bytes).unwrap());
                    while let Some((block, rest)) = text.split_once("\n\n") {
                        self.hear(block);
                        text = rest.to_owned();
                    }
                    // It is open when it has said where it stands.
                    if !self.last.is_empty()
                        && let Some(opened) = first.take()
                    {
                        opened.send(()).await.unwrap();
                    }
                }
            }
            // Over: the others are somewhere else by then.
            elsewhere.wait_for(|there| *there != self.at).await.unwrap();
            elsewhere.borrow().clone_into(&mut self.at);
        }
    }

    fn hear(&mut self, block: &str) {
        let of = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim_start);
        if let Some(id) = of("id") {
            id.clone_into(&mut self.last);
        }
        assert_ne!(of("event"), Some(RESET), "nothing was missed");
        if of("event") == Some(CHANGED) {
            let changed: Changed = serde_json::from_str(of("data").unwrap()).unwrap();
            let heard = self.told.entry(changed.request_id).or_insert((0, Clock::System.now()));
            heard.0 += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_streams_go_on_at_another_process_when_theirs_is_killed() {
    // Each stream is an open file, here and at the processes, which inherit it.
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files }).unwrap();
    let world = World::new().await;
    world.app.clock.set(Clock::System.now());
    let cookies = readers(&world, STREAMS.div_ceil(STREAMS_MAX)).await;
    let mut first = Server::begin(serve(&world)).await;
    // On PostgreSQL the other one is there already, and has half of the streams; on SQLite it begins when the first is dead.
    let mut second = if world.app.db.is_postgres() { Some(Server::begin(serve(&world)).await) } else { None };
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    let (moved, elsewhere) = watch::channel(first.at.clone());
    let (end, all) = watch::channel(None::<Vec<Id>>);
    let (opened, mut open) = mpsc::channel(STREAMS);
    let mut streams = Vec::new();
    for n in 0..STREAMS {
        let at = second.as_ref().filter(|_| n % 2 == 1).unwrap_or(&first).at.clone();
        let cookie = cookies[n / STREAMS_MAX].clone();
        let reader = Reader { http: http.clone(), cookie, at, last: String::new(), told: HashMap::new() };
        streams.push(tokio::spawn(reader.listen(opened.clone(), elsewhere.clone(), all.clone())));
    }
    for _ in 0..STREAMS {
        tokio::time::timeout(PATIENCE, open.recv()).await.expect("a stream does not open").unwrap();
    }

    let (mut at, mut ids, mut said) = (first.at.clone(), Vec::new(), HashMap::new());
    let mut partner = sign_in(&at, "partner").await;
    for n in 0..REQUESTS {
        if n == KILLED_AT {
            first.kill().await;
            let other = match second.take() {
                Some(other) => other,
                None => Server::begin(serve(&world)).await,
            };
            other.at.clone_into(&mut at);
            moved.send_replace(at.clone());
            partner = sign_in(&at, "partner").await;
            second = Some(other);
        }
        // By turns at both processes, while there are two.
        let here = second.as_ref().filter(|_| n % 2 == 1).map_or(&at, |other| &other.at);
        let client = if *here == at { partner.clone() } else { sign_in(here, "partner").await };
        let post =
            client.post(format!("{here}{}", enquiries::PATH)).header("origin", here.as_str()).header("idempotency-key", n.to_string());
        let answer = post.json(&question(&format!("Idea {n}"))).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
        let id = answer.json::<Enquiry>().await.unwrap().page.request.id;
        said.insert(id.clone(), Clock::System.now());
        ids.push(id);
    }
    end.send_replace(Some(ids.clone()));

    // How long after its answer each stream knew of a request: before the death, and after it, when half of them or all begin anew.
    let (mut late, mut heard) = ([Vec::new(), Vec::new()], 0);
    for stream in streams {
        let reader = tokio::time::timeout(PATIENCE, stream).await.expect("a stream misses something").unwrap();
        for (n, id) in ids.iter().enumerate() {
            let (times, when) = reader.told[id];
            assert_eq!(times, 1, "nothing twice");
            late[usize::from(n >= KILLED_AT)].push((when - said[id]).max(0));
            heard += times;
        }
    }
    assert_eq!(heard, STREAMS * REQUESTS);
    for (when, mut late) in ["before", "after"].into_iter().zip(late) {
        late.sort_unstable();
        let at = |percent: usize| late[(late.len() - 1) * percent / 100];
        let (median, most, last) = (at(50), at(99), at(100));
        eprintln!(
            "{STREAMS} streams, {when} a process is killed: told after {median} ms in the median, {most} ms at the 99th percentile, {last} ms at last"
        );
    }
    assert!(second.unwrap().end().await.0);
}
