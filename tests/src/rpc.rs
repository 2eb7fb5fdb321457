//! JSON-RPC 2.0 over the pipes of a child process, one object a line.

use serde_json::{Value, json};
use std::{
    collections::HashMap,
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

type Waiting = Arc<Mutex<HashMap<u64, mpsc::Sender<Result<Value, String>>>>>;

/// A running `deltachat-rpc-server`. It is stopped when this is dropped.
pub(crate) struct Rpc {
    child: Mutex<Child>,
    stdin: Mutex<Option<ChildStdin>>,
    next: AtomicU64,
    waiting: Waiting,
}

impl Rpc {
    /// Starts `program` with its accounts in `accounts`.
    pub(crate) fn start(program: &OsStr, accounts: &Path) -> Self {
        let mut child = Command::new(program)
            .env("DC_ACCOUNTS_PATH", accounts)
            .env_remove("RUST_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("Cannot start {}: {e}", program.display()));
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let waiting = Waiting::default();
        let answers = Arc::clone(&waiting);
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                deliver(&answers, &line);
            }
            answers.lock().unwrap().clear(); // hangs up on whoever still waits
        });
        Self { child: Mutex::new(child), stdin: Mutex::new(stdin), next: AtomicU64::new(1), waiting }
    }

    /// Calls a method with positional parameters.
    ///
    /// Errors: the peer's message, or that it is gone.
    pub(crate) fn call(&self, method: &str, params: &Value) -> Result<Value, String> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = mpsc::channel();
        self.waiting.lock().unwrap().insert(id, answer);
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        {
            let mut stdin = self.stdin.lock().unwrap();
            let stdin = stdin.as_mut().ok_or("The real core was stopped")?;
            writeln!(stdin, "{request}").map_err(|e| format!("The real core does not listen: {e}"))?;
        }
        answered.recv().unwrap_or_else(|_| Err(format!("The real core ended during {method}")))
    }
}

impl Drop for Rpc {
    fn drop(&mut self) {
        self.stdin.lock().unwrap().take(); // end of input is its signal to stop
        let mut child = self.child.lock().unwrap();
        drop(child.kill());
        drop(child.wait());
    }
}

fn deliver(waiting: &Waiting, line: &str) {
    let Ok(mut answer) = serde_json::from_str::<Value>(line) else { return };
    let Some(id) = answer["id"].as_u64() else { return };
    let Some(to) = waiting.lock().unwrap().remove(&id) else { return };
    let result = match answer.get("error") {
        Some(error) => Err(error["message"].as_str().unwrap_or("unnamed error").to_owned()),
        None => Ok(answer["result"].take()),
    };
    drop(to.send(result)); // who asked may have given up
}
