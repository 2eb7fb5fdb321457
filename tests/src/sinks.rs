//! Where what leaves a browser would arrive: a name server that knows every name, and listeners on all that names lead
//! to. Nothing is judged here; what arrives is written down.

use std::{
    collections::HashMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What the attacker's domain ends with. The first label says which attempt it was, the second in which lane.
const DOMAIN: &str = "evil.test";

/// What arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Which attempt.
    pub vector: String,
    /// `dns`, `http`, `tls`, `udp` or `tcp`.
    pub kind: &'static str,
}

/// What arrived in one lane.
type Log = Arc<Mutex<Vec<Arrival>>>;

/// The listeners of one lane: of one browser that tries everything, beside others. They end with the process.
pub struct Sinks {
    arrived: Log,
    files: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    /// The attacker's domain.
    pub domain: String,
    /// Port of HTTP, and of TLS as far as its first message.
    pub http: u16,
    /// UDP and TCP ports of each attempt, for what carries no name.
    pub ports: HashMap<String, u16>,
}

impl Sinks {
    /// Listens on loopback for each lane; the name server they share on its own port 53, so this needs a network
    /// namespace of its own.
    pub fn start<const LANES: usize>(lanes: [&str; LANES], vectors: &[String]) -> [Self; LANES] {
        let all = lanes.map(|lane| Self::of_lane(lane, vectors));
        let dns = UdpSocket::bind("127.0.0.1:53").expect("a namespace in which port 53 is free");
        let logs: Vec<_> =
            all.iter().map(|sinks| (sinks.domain.clone(), Arc::clone(&sinks.arrived))).collect();
        thread::spawn(move || name_server(&dns, &logs));
        all
    }

    fn of_lane(lane: &str, vectors: &[String]) -> Self {
        let domain = format!("{lane}.{DOMAIN}");
        let (arrived, files) = (Log::default(), Arc::default());
        let http = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = http.local_addr().unwrap().port();
        let (name, log, served) = (domain.clone(), Arc::clone(&arrived), Arc::clone(&files));
        thread::spawn(move || {
            for stream in http.incoming().map_while(Result::ok) {
                let (name, log, served) = (name.clone(), Arc::clone(&log), Arc::clone(&served));
                thread::spawn(move || web(stream, &name, &log, &served));
            }
        });
        let ports = vectors.iter().map(|vector| (vector.clone(), packets(vector, &arrived))).collect();
        Self { arrived, files, domain, http: port, ports }
    }

    /// What arrived since the last call.
    pub fn take(&self) -> Vec<Arrival> {
        std::mem::take(&mut self.arrived.lock().unwrap())
    }

    /// Files that are served to requests for `localhost` names, without any policy.
    pub fn serve(&self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        let mut served = self.files.lock().unwrap();
        served.clear();
        served.extend(files);
    }
}

fn note(log: &Mutex<Vec<Arrival>>, vector: &str, kind: &'static str) {
    log.lock().unwrap().push(Arrival { vector: vector.to_owned(), kind });
}

/// Notes the label before the attacker's domain, if there is one.
fn note_name(log: &Mutex<Vec<Arrival>>, domain: &str, text: &str, kind: &'static str) {
    let text = text.to_ascii_lowercase();
    let Some(before) = text.find(domain).and_then(|end| text[..end].strip_suffix('.')) else { return };
    let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map_or(0, |at| at + 1);
    note(log, &before[start..], kind);
}

/// Answers every question for an address with 127.0.0.1, and every other with nothing (RFC 1035).
fn name_server(socket: &UdpSocket, logs: &[(String, Log)]) {
    let mut buffer = [0; 1500];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        let query = &buffer[..length];
        let Some((name, end)) = question(query) else { continue };
        logs.iter().for_each(|(domain, log)| note_name(log, domain, &name, "dns"));
        let is_address = query.get(end..end + 2) == Some(&[0, 1]);
        let mut answer = query[..2].to_vec();
        answer.extend([0x81, 0x80, 0, 1, 0, u8::from(is_address), 0, 0, 0, 0]);
        answer.extend(&query[12..end + 4]);
        if is_address {
            answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1]);
        }
        drop(socket.send_to(&answer, from));
    }
}

/// The name asked for, and where it ends.
fn question(query: &[u8]) -> Option<(String, usize)> {
    let (mut name, mut at) = (String::new(), 12);
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            return query.get(at..at + 4).map(|_| (name, at));
        }
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(std::str::from_utf8(query.get(at..at + length)?).ok()?);
        at += length;
    }
}

fn web(
    mut stream: TcpStream,
    domain: &str,
    log: &Mutex<Vec<Arrival>>,
    files: &Mutex<HashMap<String, Vec<u8>>>,
) {
    drop(stream.set_read_timeout(Some(Duration::from_secs(20))));
    loop {
        let mut head = Vec::new();
        let mut buffer = [0; 4096];
        while !head.windows(4).any(|end| end == b"\r\n\r\n") && head.first() != Some(&0x16) {
            match stream.read(&mut buffer) {
                Ok(length) if length > 0 && head.len() < 65_536 => head.extend(&buffer[..length]),
                _ => return,
            }
        }
        let text = String::from_utf8_lossy(&head).into_owned();
        if head.first() == Some(&0x16) {
            return note_name(log, domain, &text, "tls"); // the name stands in it in clear (RFC 6066 section 3)
        }
        let host =
            text.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned));
        let host = host.unwrap_or_default();
        let path = text.split(' ').nth(1).unwrap_or("/").to_owned();
        let path = path.split('?').next().unwrap_or("/");
        let reply = if host.contains(domain) {
            note_name(log, domain, &host, "http");
            reply(200, "text/html", b"<p>reached")
        } else if host.contains("localhost") {
            let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
            match files.lock().unwrap().get(name) {
                Some(content) => reply(200, kind(name), content),
                None => reply(404, "text/html", b"<p>missing"),
            }
        } else {
            note(log, path.trim_start_matches('/'), "http");
            reply(200, "text/html", b"<p>reached")
        };
        if stream.write_all(&reply).is_err() {
            return;
        }
    }
}

fn reply(status: u16, kind: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: {kind}\r\ncontent-length: {}\r\naccess-control-allow-origin: *\r\n\
         cache-control: no-store\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content].concat()
}

fn kind(name: &str) -> &'static str {
    if name.ends_with(".js") { "text/javascript" } else { "text/html" }
}

/// A port for UDP and TCP that belongs to one attempt.
fn packets(vector: &str, log: &Log) -> u16 {
    let (udp, tcp) = (0..100)
        .find_map(|_| {
            let tcp = TcpListener::bind("127.0.0.1:0").ok()?;
            Some((UdpSocket::bind(tcp.local_addr().ok()?).ok()?, tcp))
        })
        .expect("free ports");
    let port = udp.local_addr().unwrap().port();
    let (name, seen) = (vector.to_owned(), Arc::clone(log));
    thread::spawn(move || {
        while udp.recv_from(&mut [0; 1500]).is_ok() {
            note(&seen, &name, "udp");
        }
    });
    let (name, seen) = (vector.to_owned(), Arc::clone(log));
    thread::spawn(move || tcp.incoming().map_while(Result::ok).for_each(|_| note(&seen, &name, "tcp")));
    port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_questions_and_heads() {
        let query = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x03abc\x04evil\x04test\0\0\x01\0\x01";
        assert_eq!(question(query), Some(("abc.evil.test".to_owned(), 27)));
        assert_eq!(question(&query[..20]), None);
        let log = Mutex::default();
        note_name(&log, "lane.evil.test", "\x01\x02dns-Prefetch.Lane.evil.test:80", "dns");
        note_name(&log, "lane.evil.test", "dns-prefetch.other.evil.test", "dns");
        note_name(&log, "lane.evil.test", "lane.evil.test", "dns");
        let expected = Arrival { vector: "dns-prefetch".to_owned(), kind: "dns" };
        assert_eq!(*log.lock().unwrap(), [expected]);
    }
}
