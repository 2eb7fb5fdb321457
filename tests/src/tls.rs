//! Certificates that one browser trusts, and an operator of a network who only forwards bytes, and keeps a copy.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rcgen::PublicKeyData as _;
use sha2::{Digest as _, Sha256};
use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
};

/// A certificate for `localhost` with its key, in files.
pub struct Certificate {
    /// PEM of certificate and key.
    pub file: PathBuf,
    /// The argument with which Chromium trusts it.
    pub trust: String,
    _folder: tempfile::TempDir,
}

impl Certificate {
    /// A new one.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tls.pem");
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(&file, made.signing_key.serialize_pem() + &made.cert.pem()).unwrap();
        let fingerprint = STANDARD.encode(Sha256::digest(made.signing_key.subject_public_key_info()));
        Self { file, trust: format!("--ignore-certificate-errors-spki-list={fingerprint}"), _folder: folder }
    }
}

impl Default for Certificate {
    fn default() -> Self {
        Self::new()
    }
}

/// A way for bytes to a server, in this process, that can be led elsewhere.
pub struct Forwarder {
    port: u16,
    target: Arc<Mutex<u16>>,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Forwarder {
    /// Leads to a port of this machine.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let forwarder = Self {
            port: listener.local_addr().unwrap().port(),
            target: Arc::new(Mutex::new(port)),
            seen: Arc::default(),
        };
        let (target, seen) = (Arc::clone(&forwarder.target), Arc::clone(&forwarder.seen));
        // It ends with the process: a test has nothing to gain from ending it earlier.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let port = *target.lock().unwrap();
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                forward(&client, &server, &seen);
                forward(&server, &client, &seen);
            }
        });
        forwarder
    }

    /// Leads new connections to another port.
    pub fn lead_to(&self, port: u16) {
        *self.target.lock().unwrap() = port;
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Everything that passed, in both directions.
    pub fn seen(&self) -> Vec<u8> {
        self.seen.lock().unwrap().clone()
    }
}

fn forward(from: &TcpStream, to: &TcpStream, seen: &Arc<Mutex<Vec<u8>>>) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    let seen = Arc::clone(seen);
    thread::spawn(move || {
        let mut chunk = [0; 16 * 1024];
        let outcome: io::Result<()> = loop {
            match from.read(&mut chunk) {
                Ok(0) => break Ok(()),
                Ok(read) => {
                    seen.lock().unwrap().extend_from_slice(&chunk[..read]);
                    if let Err(error) = to.write_all(&chunk[..read]) {
                        break Err(error);
                    }
                }
                Err(error) => break Err(error),
            }
        };
        // Either end may be gone already.
        drop((outcome, to.shutdown(Shutdown::Write)));
    });
}
