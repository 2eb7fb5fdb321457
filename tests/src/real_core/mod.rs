//! The real Delta Chat core, unmodified: `deltachat-rpc-server`, driven over JSON-RPC.
//!
//! One process hosts many accounts; core's own limit of one message a second is per account.

mod account;

pub(crate) use account::RealtimeData;
pub use account::{CoreAccount, state};

use crate::{bridge::Bridge, journal::Journal, namespace};
use estuary_bot::Rpc;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use std::{
    collections::HashMap,
    ffi::OsStr,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock},
    thread,
};

/// Looked up on the search path, where `cargo xtask test` puts the pinned one.
const PROGRAM: &str = "deltachat-rpc-server";

/// The version every test is about; another one is refused.
pub const VERSION: &str = "v2.65.0";

/// A running core. It stops when the last of its accounts is dropped.
#[derive(Clone)]
pub struct RealCore(Arc<Inner>);

struct Inner {
    rpc: Arc<Rpc>,
    accounts: Arc<Mutex<HashMap<u64, Arc<Journal>>>>,
    folder: tempfile::TempDir,
}

/// Password of the accounts made by [`account`].
pub const PASSWORD: &str = "long-enough";

/// A new account on a bridge, online. One real core hosts those of all tests of a program.
pub fn account(bridge: &Bridge, name: &str) -> CoreAccount {
    static CORE: OnceLock<RealCore> = OnceLock::new();
    let transport = bridge.transport_of_core(&bridge.new_address(), PASSWORD);
    CORE.get_or_init(RealCore::start).account(name, &transport)
}

impl RealCore {
    /// Starts it with no account, in a folder that goes with it.
    ///
    /// Panics outside a loopback-only network namespace, and without a core of [`VERSION`].
    pub fn start() -> Self {
        namespace::require_loopback_only();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rpc = Rpc::start(OsStr::new(PROGRAM), &folder.path().join("accounts"));
        let rpc = Arc::new(rpc.unwrap_or_else(|e| panic!("Cannot start {PROGRAM}: {e}")));
        let info = rpc.call::<Value>("get_system_info", &json!([])).expect("the real core starts");
        assert_eq!(info["deltachat_core_version"], VERSION, "another version of the real core");
        let accounts: Arc<Mutex<HashMap<u64, Arc<Journal>>>> = Arc::default();
        thread::spawn({
            let (rpc, accounts) = (Arc::downgrade(&rpc), Arc::clone(&accounts));
            move || {
                while let Some(Ok(batch)) =
                    rpc.upgrade().map(|rpc| rpc.call::<Vec<Occurrence>>("get_next_event_batch", &json!([])))
                {
                    note(&accounts.lock().unwrap(), &batch);
                }
            }
        });
        Self(Arc::new(Inner { rpc, accounts, folder }))
    }

    /// A new account of this display name that logs in as `transport` says (parameters of
    /// `add_or_update_transport`), connected and idle.
    pub fn account(&self, name: &str, transport: &Value) -> CoreAccount {
        let account = self.offline_account(name);
        account.call("add_or_update_transport", [transport.clone()]);
        account.go_online();
        account
    }

    /// A new account without a transport.
    pub fn offline_account(&self, name: &str) -> CoreAccount {
        let id = self.call("add_account", json!([])).as_u64().unwrap();
        let journal = Arc::new(Journal::new(format!("{name} (real core)")));
        self.0.accounts.lock().unwrap().insert(id, Arc::clone(&journal));
        let account = CoreAccount::new(self.clone(), id, journal);
        account.set_config("displayname", name);
        account
    }

    fn call(&self, method: &str, params: Value) -> Value {
        self.0.rpc.call(method, &params).unwrap_or_else(|e| panic!("{method} failed: {e}"))
    }

    fn try_call(&self, method: &str, params: &Value) -> Result<Value, String> {
        self.0.rpc.call(method, params)
    }

    fn new_folder(&self) -> PathBuf {
        tempfile::tempdir_in(self.0.folder.path()).unwrap().keep()
    }
}

/// Something of which core tells.
#[derive(Deserialize)]
struct Occurrence {
    #[serde(rename = "contextId")]
    account: u64,
    event: Box<RawValue>,
}

fn note(accounts: &HashMap<u64, Arc<Journal>>, batch: &[Occurrence]) {
    for Occurrence { account, event } in batch {
        if let Some(journal) = accounts.get(account) {
            journal.note(event.get());
        }
    }
}
