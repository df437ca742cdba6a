//! A DNS server of a test, on loopback: it knows what it is told, and is silent about what it is told to be silent about.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, MX, PTR, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::net::UdpSocket;

type Records = BTreeMap<(String, RecordType), Vec<RData>>;

/// A running server.
pub(crate) struct Dns {
    pub(crate) at: SocketAddr,
    records: Arc<Mutex<Records>>,
    silent: Arc<Mutex<Vec<String>>>,
}

fn name(text: &str) -> Name {
    Name::from_ascii(format!("{}.", text.trim_end_matches('.'))).unwrap()
}

impl Dns {
    /// Listens on a port of its own.
    pub(crate) async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let (records, silent) = (Arc::<Mutex<Records>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let dns = Self { at: socket.local_addr().unwrap(), records: Arc::clone(&records), silent: Arc::clone(&silent) };
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            loop {
                let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
                let mut answer = Message::from_vec(&buffer[..length]).unwrap().into_response();
                let query = answer.queries[0].clone();
                let key = (query.name().to_ascii().to_lowercase().trim_end_matches('.').to_owned(), query.query_type());
                if silent.lock().unwrap().contains(&key.0) {
                    continue;
                }
                let found = records.lock().unwrap().get(&key).cloned().unwrap_or_default();
                if found.is_empty() {
                    answer.metadata.response_code = ResponseCode::NXDomain;
                }
                answer.metadata.recursion_available = true;
                answer.additionals.clear();
                for data in found {
                    answer.add_answer(Record::from_rdata(query.name().clone(), 60, data));
                }
                socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
            }
        });
        dns
    }

    fn knows(&self, of: &str, kind: RecordType, data: RData) {
        self.records.lock().unwrap().entry((of.to_lowercase(), kind)).or_default().push(data);
    }

    /// A text; long ones come in parts, as they do.
    pub(crate) fn txt(&self, of: &str, text: &str) {
        let parts = text.as_bytes().chunks(255).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect();
        self.knows(of, RecordType::TXT, RData::TXT(TXT::new(parts)));
    }

    pub(crate) fn mx(&self, of: &str, host: &str) {
        self.knows(of, RecordType::MX, RData::MX(MX::new(10, name(host))));
    }

    /// An address, and the name that leads back to its host.
    pub(crate) fn host(&self, of: &str, [a, b, c, d]: [u8; 4]) {
        self.knows(of, RecordType::A, RData::A(A::new(a, b, c, d)));
        self.knows(&format!("{d}.{c}.{b}.{a}.in-addr.arpa"), RecordType::PTR, RData::PTR(PTR(name(of))));
    }

    pub(crate) fn is_silent_about(&self, of: &str) {
        self.silent.lock().unwrap().push(of.to_owned());
    }
}
