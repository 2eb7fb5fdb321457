//! The bot's account in the core.

use crate::{Rpc, event};
use anyhow::{Context as _, Result, anyhow};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    sync::{Arc, mpsc::SyncSender},
    thread,
};

/// An account that is connected.
#[derive(Clone)]
pub struct Account {
    rpc: Arc<Rpc>,
    id: u64,
}

impl Account {
    /// The account of this core; made with a login code if there is none yet.
    ///
    /// Errors: the core's, and those of `code`.
    pub fn open(rpc: Arc<Rpc>, code: impl FnOnce() -> Result<String>) -> Result<Self> {
        let call = |method| rpc.call::<Vec<u64>>(method, &json!([])).map_err(|e| anyhow!("{method}: {e}"));
        let id = match call("get_all_account_ids")?.first() {
            Some(id) => *id,
            None => rpc.call("add_account", &json!([])).map_err(|e| anyhow!("add_account: {e}"))?,
        };
        let account = Self { rpc, id };
        // A bot answers nobody by hand, and says of itself that it is one.
        for (key, value) in [("bot", "1"), ("displayname", "Terminal"), ("webxdc_realtime_enabled", "1")] {
            account.set(key, value)?;
        }
        if !account.call::<bool, 0>("is_configured", [])? {
            account
                .call::<Value, 1>("add_transport_from_qr", [json!(code()?)])
                .context("Unable to log in with this code")?;
        }
        account.call::<Value, 0>("start_io", [])?;
        Ok(account)
    }

    /// Calls a method whose first parameter is the account.
    pub(crate) fn call<T: DeserializeOwned, const N: usize>(
        &self,
        method: &str,
        arguments: [Value; N],
    ) -> Result<T> {
        let params: Vec<Value> = [json!(self.id)].into_iter().chain(arguments).collect();
        self.rpc.call(method, &json!(params)).map_err(|e| anyhow!("{method}: {e}"))
    }

    /// Sets a configuration value; those whose key begins with `ui.` mean nothing to the core.
    pub(crate) fn set(&self, key: &str, value: &str) -> Result<()> {
        self.call::<Value, 2>("set_config", [json!(key), json!(value)]).map(drop)
    }

    /// What [`Account::set`] set.
    pub(crate) fn get(&self, key: &str) -> Result<Option<String>> {
        self.call("get_config", [json!(key)])
    }

    /// From now on, tells of what happens in this account, in a thread that ends with the core or with who listens.
    pub fn watch(&self, tell: SyncSender<crate::Event>) {
        let (rpc, id) = (Arc::clone(&self.rpc), self.id);
        thread::spawn(move || {
            loop {
                let batch = event::next(&rpc, id);
                let ended = batch.is_err();
                let events = batch.unwrap_or_else(|e| vec![crate::Event::CoreEnded(e)]);
                if events.into_iter().any(|event| tell.send(event).is_err()) || ended {
                    return;
                }
            }
        });
    }
}
