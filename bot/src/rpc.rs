//! JSON-RPC 2.0 over the pipes of a child process, one object a line.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use serde_json::{json, value::RawValue};
use std::{
    collections::HashMap,
    ffi::OsStr,
    io::{self, BufRead, BufReader, Write},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

/// What came back, not taken apart yet: a batch of events may be long, and of most nobody wants to know more than the kind.
type Answer = Result<Box<RawValue>, String>;
/// Who waits; nobody any more once the peer has ended.
type Waiting = Arc<Mutex<Option<HashMap<u64, mpsc::Sender<Answer>>>>>;

/// A running `deltachat-rpc-server`. It is stopped when this is dropped.
pub struct Rpc {
    child: Mutex<Child>,
    stdin: Mutex<Option<ChildStdin>>,
    next: AtomicU64,
    waiting: Waiting,
}

impl Rpc {
    /// Starts `program` with its accounts in `accounts`, out of reach of a Ctrl-C that is meant for us: we stop it ourselves.
    ///
    /// Errors: it cannot be started.
    pub fn start(program: &OsStr, accounts: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .env("DC_ACCOUNTS_PATH", accounts)
            .env_remove("RUST_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().map(BufReader::new);
        let waiting: Waiting = Arc::new(Mutex::new(Some(HashMap::new())));
        let answers = Arc::clone(&waiting);
        thread::spawn(move || {
            for line in stdout.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
                deliver(&answers, &line);
            }
            *locked(&answers) = None; // hangs up on whoever still waits
        });
        Ok(Self { child: Mutex::new(child), stdin: Mutex::new(stdin), next: AtomicU64::new(1), waiting })
    }

    /// Calls a method with positional parameters, and reads the answer as a `T`.
    ///
    /// Errors: the peer's message, that it is gone, or that its answer is no `T`.
    pub fn call<T: DeserializeOwned>(&self, method: &str, params: &Value) -> Result<T, String> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = mpsc::channel();
        locked(&self.waiting).as_mut().ok_or("The real core has ended")?.insert(id, answer);
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        // Written at once: a pipe is not buffered, and an array of numbers would be thousands of writes.
        let request = format!("{request}\n");
        {
            let mut stdin = locked(&self.stdin);
            let stdin = stdin.as_mut().ok_or("The real core was stopped")?;
            stdin.write_all(request.as_bytes()).map_err(|e| format!("The real core does not listen: {e}"))?;
        }
        let answer = answered.recv().map_err(|_| format!("The real core ended during {method}"))??;
        serde_json::from_str(answer.get()).map_err(|e| format!("{method} answers something else: {e}"))
    }
}

impl Drop for Rpc {
    fn drop(&mut self) {
        locked(&self.stdin).take(); // end of input is its signal to stop
        let mut child = locked(&self.child);
        drop(child.kill());
        drop(child.wait());
    }
}

#[derive(Deserialize)]
struct Response {
    id: u64,
    result: Option<Box<RawValue>>,
    error: Option<Refusal>,
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
}

fn deliver(waiting: &Waiting, line: &str) {
    let Ok(Response { id, result, error }) = serde_json::from_str(line) else { return };
    let Some(to) = locked(waiting).as_mut().and_then(|waiting| waiting.remove(&id)) else { return };
    let answer = match error {
        Some(error) => Err(error.message),
        None => Ok(result.unwrap_or_else(|| RawValue::NULL.to_owned())),
    };
    drop(to.send(answer)); // who asked may have given up
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
