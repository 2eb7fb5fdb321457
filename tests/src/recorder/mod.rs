//! Somebody on the line in front of a bridge: passes on what browsers and relayed peers say over plain HTTP, keeps it,
//! and can put other words into the bridge's mouth.

mod forms;
mod talk;
mod websocket;

pub use talk::Talk;

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    thread,
};

/// First byte of a relay's message: the client names its node, or a packet comes from another (wire protocol §6.7).
const CLIENT_INFO: u8 = 2;
const RECEIVED: u8 = 5;
/// Bytes of the magic words between that byte and the node in a client's first message.
const MAGIC: usize = 9;

/// How browsers call themselves, and nobody else.
const BROWSER: &[u8] = b"Mozilla";

/// A proxy on a port of its own until the process ends.
pub struct Recorder {
    port: u16,
    bridge: Arc<AtomicU16>,
    connections: Arc<Mutex<Vec<Arc<Connection>>>>,
    words: Words,
    held: Arc<Held>,
}

/// How many bytes of answers each connection may still carry, where that is limited.
type Held = (Mutex<Option<usize>>, Condvar);

/// What is to be replaced in answers, and by what.
type Words = Arc<Mutex<Option<(&'static str, &'static str)>>>;

/// A connection of a client, and what either side said.
#[derive(Default)]
struct Connection {
    up: Mutex<Vec<u8>>,
    down: Mutex<Vec<u8>>,
    /// From now on nothing arrives any more, and nobody is told.
    lost: AtomicBool,
}

impl Recorder {
    /// Listens; nobody is passed on before [`Recorder::lead_to`].
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (bridge, connections) = (Arc::<AtomicU16>::default(), Arc::<Mutex<Vec<_>>>::default());
        let (words, held) = (Words::default(), Arc::<Held>::default());
        let recorder = Self {
            port,
            bridge: Arc::clone(&bridge),
            connections: Arc::clone(&connections),
            words: Arc::clone(&words),
            held: Arc::clone(&held),
        };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // While the bridge does not run, clients find a closed door.
                let Ok(server) = TcpStream::connect(("127.0.0.1", bridge.load(Ordering::Relaxed))) else {
                    continue;
                };
                let connection = Arc::<Connection>::default();
                connections.lock().unwrap().push(Arc::clone(&connection));
                let free = Arc::default();
                pass(&client, &server, &connection, (Words::default(), free), |connection| &connection.up);
                let ways = (Arc::clone(&words), Arc::clone(&held));
                pass(&server, &client, &connection, ways, |connection| &connection.down);
            }
        });
        recorder
    }

    /// Where clients find it.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Passes clients on to this port.
    pub fn lead_to(&self, bridge: u16) {
        self.bridge.store(bridge, Ordering::Relaxed);
    }

    /// From now on says `others` where the bridge says `words`, in as many bytes, wherever they come in one piece.
    pub fn replace(&self, words: &'static str, others: &'static str) {
        assert_eq!(words.len(), others.len(), "lengths were told before");
        *self.words.lock().unwrap() = Some((words, others));
    }

    /// From now on each connection carries so many bytes of answers and then waits; `None`: all go on.
    pub fn hold(&self, bytes: Option<usize>) {
        *self.held.0.lock().unwrap() = bytes;
        self.held.1.notify_all();
    }

    /// The browsers went to another network: what is said on the connections they have is lost, which no end hears of.
    /// New ones are as before.
    pub fn lose_browsers(&self) {
        for connection in self.connections.lock().unwrap().iter() {
            if connection.up.lock().unwrap().windows(BROWSER.len()).any(|part| part == BROWSER) {
                connection.lost.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Everything that was said so far.
    pub fn talks(&self) -> Vec<Talk> {
        let connections = self.connections.lock().unwrap();
        let talk = |connection: &Arc<Connection>| {
            Talk::read(&connection.up.lock().unwrap(), &connection.down.lock().unwrap())
        };
        connections.iter().map(talk).collect()
    }

    /// Nodes with which browsers signed on to the relay so far, each connection anew.
    pub fn browsers_nodes(&self) -> Vec<[u8; 32]> {
        let nodes = self.talks().into_iter().filter(|talk| talk.path == "/relay").filter_map(|talk| {
            let (kind, rest) = talk.up.first()?.split_first()?;
            (*kind == CLIENT_INFO).then(|| rest.get(MAGIC..)?.first_chunk().copied())?
        });
        nodes.collect()
    }

    /// Nodes from which browsers received packets through the relay so far, each once.
    pub fn nodes_heard(&self) -> Vec<[u8; 32]> {
        let talks = self.talks().into_iter().filter(|talk| talk.path == "/relay");
        let packets = talks.flat_map(|talk| talk.down).filter(|message| message.first() == Some(&RECEIVED));
        let mut nodes: Vec<[u8; 32]> =
            packets.filter_map(|message| message[1..].first_chunk().copied()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

/// Carries bytes one way until that way ends.
fn pass(
    from: &TcpStream,
    to: &TcpStream,
    connection: &Arc<Connection>,
    (words, held): (Words, Arc<Held>),
    heard: fn(&Connection) -> &Mutex<Vec<u8>>,
) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    let connection = Arc::clone(connection);
    to.set_nodelay(true).unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 65_536];
        let mut carried = 0;
        while let Ok(length) = from.read(&mut buffer)
            && length > 0
        {
            if connection.lost.load(Ordering::Relaxed) {
                continue;
            }
            if let Some((words, others)) = *words.lock().unwrap() {
                put(&mut buffer[..length], words.as_bytes(), others.as_bytes());
            }
            heard(&connection).lock().unwrap().extend(&buffer[..length]);
            carried = let_through(&held, carried, length);
            if to.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
        drop(to.shutdown(Shutdown::Write)); // the other way may go on
    });
}

/// Waits until a connection that carried so many bytes may carry more; how many it has carried then.
fn let_through((most, let_go): &Held, carried: usize, length: usize) -> usize {
    let most = most.lock().unwrap();
    let most = let_go.wait_while(most, |most| most.is_some_and(|most| carried + length > most)).unwrap();
    if most.is_some() { carried + length } else { 0 }
}

fn put(said: &mut [u8], words: &[u8], others: &[u8]) {
    let found = said.windows(words.len()).enumerate().filter(|(_, part)| *part == words);
    for at in found.map(|(at, _)| at).collect::<Vec<_>>() {
        said[at..at + words.len()].copy_from_slice(others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_are_kept() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let recorder = Recorder::start();
        recorder.lead_to(server.local_addr().unwrap().port());
        let mut client = TcpStream::connect(("127.0.0.1", recorder.port())).unwrap();
        client.write_all(b"GET /x?y HTTP/1.1\r\n\r\n").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let (mut asked, mut answer) = (String::new(), String::new());
        let (mut peer, _) = server.accept().unwrap();
        peer.read_to_string(&mut asked).unwrap();
        recorder.replace("403", "204");
        peer.write_all(b"HTTP/1.1 403 x\r\n\r\n").unwrap();
        drop(peer);
        client.read_to_string(&mut answer).unwrap();
        let talks = recorder.talks();
        assert_eq!((talks.len(), talks[0].path.as_str()), (1, "/x"));
        assert_eq!(answer, "HTTP/1.1 204 x\r\n\r\n");
        assert_eq!((&talks[0].up, &talks[0].down), (&vec![asked.into_bytes()], &vec![answer.into_bytes()]));
    }
}
