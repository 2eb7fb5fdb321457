//! The real bridge, in this process, on ports of its own, with a store that goes with it.

use crate::{journal::PATIENCE, ports, tls::Certificate};
use bytes::Bytes;
use estuary_bridge::{
    Config, Running,
    address::Address,
    dclogin::Login,
    store::{Account, Folder, Store},
};
use estuary_core::Host;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// Mail domain of every bridge of the tests.
const DOMAIN: &str = "estuary.localhost";

/// Password of mailboxes that no client logs in to.
const PASSWORD: &str = "nobody-logs-in-here";

/// A running bridge. It stops when this is dropped.
pub struct Bridge {
    runtime: Runtime,
    config: Config,
    running: Option<Running>,
    accounts: Mutex<HashMap<String, Account>>,
    next: AtomicU32,
    _folder: tempfile::TempDir,
}

impl Bridge {
    /// With the limits of a chatmail server.
    pub fn start() -> Self {
        Self::with(|_| {})
    }

    /// With another rate limit per sender.
    pub fn with_limits(mails_per_minute: u32, burst: u32) -> Self {
        Self::with(|config| {
            config.limits.mails_per_minute = mails_per_minute;
            config.limits.mail_burst = burst;
        })
    }

    /// Serving the pages of this folder.
    pub fn serving(pages: &Path) -> Self {
        Self::with(|config| config.http.static_dir = pages.to_owned())
    }

    /// The same over HTTPS.
    pub fn serving_tls(pages: &Path, certificate: &Certificate) -> Self {
        Self::with(|config| {
            config.http.static_dir = pages.to_owned();
            config.http.tls = true;
            config.tls.certificate = Some(certificate.file.clone());
            config.tls.key = Some(certificate.file.clone());
        })
    }

    /// The same, as a reverse proxy at this port shows it to browsers.
    pub fn serving_behind(pages: &Path, proxy: u16) -> Self {
        Self::with(|config| {
            config.http.static_dir = pages.to_owned();
            config.http.origin = Some(format!("http://localhost:{proxy}"));
            config.http.sandbox = Some(format!("localhost:{proxy}"));
        })
    }

    /// The same as a server without addresses for mini apps.
    pub fn without_app_origins(pages: &Path) -> Self {
        Self::with(|config| {
            config.http.static_dir = pages.to_owned();
            config.http.origin = Some(format!("http://localhost:{}", config.http.listen.port()));
        })
    }

    fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::defaults().unwrap();
        config.http.listen = ports::kept();
        config.imap.listen = ports::kept();
        config.smtp.listen = ports::kept();
        config.mail.domain = DOMAIN.into();
        config.mail.data_dir = folder.path().join("data");
        change(&mut config);
        let mut bridge = Self {
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap(),
            config,
            running: None,
            accounts: Mutex::default(),
            next: AtomicU32::new(1),
            _folder: folder,
        };
        bridge.start_again();
        bridge
    }

    /// Stops serving; the store stays.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.shutdown());
        }
    }

    /// Serves again, on the same ports as before.
    pub fn start_again(&mut self) {
        let running =
            self.runtime.block_on(estuary_bridge::run(self.config.clone())).expect("the bridge starts");
        self.running = Some(running);
    }

    /// From the next start on, clients are told of this relay; of its own by `None`.
    pub fn name_relay(&mut self, url: Option<String>) {
        self.config.metadata.iroh_relay = url;
    }

    /// From the next start on, there is no relay here, and clients are told of none.
    pub fn close_relay(&mut self) {
        self.config.relay.enabled = false;
    }

    /// Address of the pages, as a person would open it.
    pub fn url(&self) -> String {
        let http = &self.config.http;
        http.origin.clone().unwrap_or_else(|| format!("http://localhost:{}", http.listen.port()))
    }

    /// Bytes its relay for mini apps passed on so far.
    pub fn relayed(&self) -> u64 {
        self.running.as_ref().and_then(Running::relay).map_or(0, estuary_bridge::Relay::passed_on)
    }

    /// Port of the pages.
    pub fn port(&self) -> u16 {
        self.config.http.listen.port()
    }

    /// Mail domain.
    pub fn domain(&self) -> &str {
        &self.config.mail.domain
    }

    /// What a page served by this bridge knows.
    pub fn host(&self) -> Host {
        Host { domain: Some(self.domain().into()), endpoint: format!("{}/.well-known/jmap", self.url()) }
    }

    /// Parameters of `add_or_update_transport` with which the real core logs in here.
    pub fn transport_of_core(&self, address: &str, password: &str) -> Value {
        json!({
            "addr": address,
            "password": password,
            "imapServer": "127.0.0.1",
            "imapPort": self.config.imap.listen.port(),
            "imapSecurity": "ssl",
            "smtpServer": "127.0.0.1",
            "smtpPort": self.config.smtp.listen.port(),
            "smtpSecurity": "ssl",
            "certificateChecks": "acceptInvalidCertificates",
        })
    }

    /// A code with which somebody new logs in here.
    pub fn login_code(&self) -> String {
        let login = Login { address: self.new_address(), password: PASSWORD.to_owned() };
        login.code(self.config.imap.listen, self.config.smtp.listen, None)
    }

    /// An address nobody has.
    pub fn new_address(&self) -> String {
        format!("test{:05}@{DOMAIN}", self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// A mailbox that nobody else reads.
    pub fn new_mailbox(&self) -> String {
        let address = self.new_address();
        self.create_mailbox(&address);
        address
    }

    /// Makes this address exist.
    pub fn create_mailbox(&self, address: &str) {
        let parsed = Address::parse(address).unwrap();
        let account = self.runtime.block_on(self.store().login(&parsed, PASSWORD)).expect("a new mailbox");
        self.accounts.lock().unwrap().insert(address.to_owned(), account);
    }

    /// Puts a mail into a mailbox, whatever the filter would say.
    #[track_caller]
    pub fn deliver(&self, address: &str, mail: &[u8]) {
        let delivery = async {
            self.store().deliver(&[Address::parse(address).unwrap()], Bytes::copy_from_slice(mail)).await
        };
        self.runtime.block_on(delivery).expect("delivery");
    }

    /// All mails of a mailbox made by [`Bridge::new_mailbox`] or opened by [`Bridge::open_mailbox`], oldest first.
    #[track_caller]
    pub fn mailbox(&self, address: &str) -> Vec<Vec<u8>> {
        let account = self.account(address);
        self.runtime.block_on(async {
            let store = self.store();
            let mut mails = Vec::new();
            for mail in store.list(&account, Folder::Inbox, 1..=u32::MAX, 10_000).await.unwrap() {
                mails.extend(store.raw(&account, Folder::Inbox, mail.uid).await.unwrap());
            }
            mails.into_iter().map(|mail| mail.to_vec()).collect()
        })
    }

    /// Lets the test into the mailbox of a client.
    #[track_caller]
    pub fn open_mailbox(&self, address: &str, password: &str) {
        let parsed = Address::parse(address).unwrap();
        let account = self.runtime.block_on(self.store().login(&parsed, password)).expect("its password");
        self.accounts.lock().unwrap().insert(address.to_owned(), account);
    }

    /// Puts the mails of a mailbox into another order, as if they had been held up on their way.
    #[track_caller]
    pub fn rearrange(&self, address: &str, order: impl FnOnce(&mut Vec<Vec<u8>>)) {
        let mut mails = self.mailbox(address);
        let account = self.account(address);
        self.runtime.block_on(async {
            let stored = self.store().list(&account, Folder::Inbox, 1..=u32::MAX, 10_000).await.unwrap();
            let uids: Vec<u32> = stored.iter().map(|mail| mail.uid).collect();
            self.store().expunge(&account, Folder::Inbox, &uids).await.unwrap();
        });
        order(&mut mails);
        mails.iter().for_each(|mail| self.deliver(address, mail));
    }

    /// Bytes that lie in a mailbox.
    #[track_caller]
    pub fn waiting(&self, address: &str) -> u64 {
        let account = self.account(address);
        self.runtime.block_on(self.store().quota(&account)).expect("the quota").0
    }

    #[track_caller]
    fn account(&self, address: &str) -> Account {
        self.accounts.lock().unwrap().get(address).cloned().expect("a mailbox of the test")
    }

    /// Waits for a mail in which `probe` finds something.
    #[track_caller]
    pub fn until_mail<T>(&self, address: &str, probe: impl Fn(&[u8]) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let mails = self.mailbox(address);
            if let Some(found) = mails.iter().find_map(|mail| probe(mail)) {
                return found;
            }
            assert!(
                start.elapsed() < *PATIENCE,
                "{address} waited in vain; it got {} other mails",
                mails.len()
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn store(&self) -> &Store {
        self.running.as_ref().expect("a running bridge").store()
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.stop();
    }
}
