use super::RealCore;
use crate::journal::Journal;
use pgp::composed::{Deserializable, SignedPublicKey, SignedSecretKey};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{fs, path::PathBuf, sync::Arc};

/// States of a message, as the real core numbers them.
pub mod state {
    /// Received, not seen.
    pub const FRESH: u64 = 10;
    /// Waits to be sent.
    pub const PENDING: u64 = 20;
    /// Will not be sent.
    pub const FAILED: u64 = 24;
    /// The server has it.
    pub const DELIVERED: u64 = 26;
    /// A read receipt came back.
    pub const READ: u64 = 28;
}

const SELF: u64 = 1;
const LAST_SPECIAL: u64 = 9;

/// What an app's channel brought.
#[derive(Deserialize)]
pub(crate) struct RealtimeData {
    #[serde(rename = "msgId")]
    instance: u64,
    data: Vec<u8>,
}

impl RealtimeData {
    /// Reads it from a line of the journal, if that tells of data for this app.
    pub(crate) fn read(line: &str, instance: u64) -> Option<Vec<u8>> {
        // Others are not read at all: there are many.
        let told = line.contains("\"WebxdcRealtimeData\"").then(|| serde_json::from_str(line).ok())?;
        told.filter(|told: &Self| told.instance == instance).map(|told| told.data)
    }
}

/// An account in the real core.
pub struct CoreAccount {
    core: RealCore,
    id: u64,
    journal: Arc<Journal>,
}

impl CoreAccount {
    pub(super) fn new(core: RealCore, id: u64, journal: Arc<Journal>) -> Self {
        Self { core, id, journal }
    }

    /// Calls a method whose first parameter is the account; panics if it fails.
    #[track_caller]
    pub fn call<const N: usize>(&self, method: &str, arguments: [Value; N]) -> Value {
        self.try_call(method, arguments).unwrap_or_else(|e| panic!("{method} failed: {e}"))
    }

    /// The same, with core's words if it fails.
    pub fn try_call<const N: usize>(&self, method: &str, arguments: [Value; N]) -> Result<Value, String> {
        let params: Vec<Value> = [json!(self.id)].into_iter().chain(arguments).collect();
        self.core.try_call(method, &json!(params))
    }

    /// What core reported about this account.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Waits until `probe` finds something, see [`Journal::until`].
    #[track_caller]
    pub fn until<T>(&self, what: &str, probe: impl FnMut() -> Option<T>) -> T {
        self.journal.until(what, probe)
    }

    /// Connects and waits for the first idle moment.
    pub fn go_online(&self) {
        self.call("start_io", []);
        self.call("wait_for_all_work_done", []);
    }

    /// Disconnects.
    pub fn go_offline(&self) {
        self.call("stop_io", []);
    }

    /// Sets a configuration value.
    pub fn set_config(&self, key: &str, value: &str) {
        self.call("set_config", [json!(key), json!(value)]);
    }

    /// Primary address.
    pub fn address(&self) -> String {
        self.call("get_config", [json!("configured_addr")]).as_str().unwrap_or_default().to_owned()
    }

    /// Own invite link; a new one at every call.
    pub fn invite(&self) -> String {
        self.call("get_chat_securejoin_qr_code", [Value::Null]).as_str().unwrap().to_owned()
    }

    /// Scans an invite; the chat it leads to.
    pub fn join(&self, invite: &str) -> u64 {
        self.call("secure_join", [json!(invite)]).as_u64().unwrap()
    }

    /// Waits until a handshake as joiner or inviter is done.
    #[track_caller]
    pub fn until_joined(&self) {
        self.until("a handshake is complete", || {
            let mut events = self.events().into_iter();
            events.find(|e| {
                e["kind"].as_str().is_some_and(|kind| kind.starts_with("Securejoin")) && e["progress"] == 1000
            })
        });
    }

    /// Events so far.
    pub fn events(&self) -> Vec<Value> {
        self.journal.lines().iter().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// How many messages core has announced so far.
    pub fn incoming(&self) -> usize {
        self.journal.lines().iter().filter(|line| line.contains("\"kind\":\"IncomingMsg\"")).count()
    }

    /// Waits until it has announced more than `before`.
    #[track_caller]
    pub fn until_incoming(&self, before: usize) {
        self.until("a message comes in", || (self.incoming() > before).then_some(()));
    }

    /// Sends a text; the message's id.
    pub fn send(&self, chat: u64, text: &str) -> u64 {
        self.call("misc_send_text_message", [json!(chat), json!(text)]).as_u64().unwrap()
    }

    /// Sends a text that answers `quoted`.
    pub fn answer(&self, chat: u64, quoted: u64, text: &str) -> u64 {
        let message = json!({"text": text, "quotedMessageId": quoted});
        self.call("send_msg", [json!(chat), message]).as_u64().unwrap()
    }

    /// Sends a file; the message's id. Without `viewtype` core judges itself what it is.
    pub fn send_file(&self, chat: u64, name: &str, viewtype: Option<&str>, bytes: &[u8]) -> u64 {
        let path = self.core.new_folder().join(name);
        fs::write(&path, bytes).unwrap();
        let message = json!({"file": path, "filename": name, "viewtype": viewtype});
        self.call("send_msg", [json!(chat), message]).as_u64().unwrap()
    }

    /// Every message with a file of this name that came in, in any chat.
    pub fn received_files(&self, name: &str) -> Vec<Value> {
        self.received_with("fileName", name)
    }

    /// Received messages of which a field has this value.
    pub fn received_with(&self, field: &str, value: &str) -> Vec<Value> {
        let all = self.chats().into_iter().flat_map(|chat| self.messages(chat));
        all.filter(|message| message[field] == value && message["fromId"] != SELF).collect()
    }

    /// Sends an update of a mini app.
    pub fn send_update(&self, instance: u64, update: &Value) {
        let update = update.to_string();
        self.call("send_webxdc_status_update", [json!(instance), json!(update), Value::Null]);
    }

    /// Updates of a mini app after a serial.
    pub fn updates(&self, instance: u64, after: u64) -> Vec<Value> {
        let json = self.call("get_webxdc_status_updates", [json!(instance), json!(after)]);
        serde_json::from_str(json.as_str().unwrap()).unwrap()
    }

    /// Opens the realtime channel of a mini app and tells the chat, as an app does that joins.
    pub fn join_channel(&self, instance: u64) {
        self.call("send_webxdc_realtime_advertisement", [json!(instance)]);
    }

    /// Whether somebody said to be in the channel of a mini app.
    pub fn has_heard_of_node(&self, instance: u64) -> bool {
        let is_of_channel = |event: &Value| {
            event["kind"] == "WebxdcRealtimeAdvertisementReceived" && event["msgId"] == instance
        };
        self.events().iter().any(is_of_channel)
    }

    /// Sends data to whoever is in the channel.
    pub fn send_realtime(&self, instance: u64, data: &[u8]) {
        self.call("send_webxdc_realtime_data", [json!(instance), json!(data)]);
    }

    /// Leaves the channel, as an app does that is closed.
    pub fn leave_channel(&self, instance: u64) {
        self.call("leave_webxdc_realtime", [json!(instance)]);
    }

    /// What came through the channel so far.
    pub fn realtime(&self, instance: u64) -> Vec<Vec<u8>> {
        self.journal.lines().iter().filter_map(|line| RealtimeData::read(line, instance)).collect()
    }

    /// A message as core shows it.
    pub fn message(&self, id: u64) -> Value {
        self.call("get_message", [json!(id)])
    }

    /// Core's technical description of a message, with its `Message-ID`.
    pub fn message_info(&self, id: u64) -> String {
        self.call("get_message_info", [json!(id)]).as_str().unwrap().to_owned()
    }

    /// A message's `Message-ID`, without angle brackets.
    pub fn message_id(&self, id: u64) -> String {
        let info = self.message_info(id);
        let line = info.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID");
        line.trim_matches(['<', '>']).to_owned()
    }

    /// Messages of a chat, oldest first, without notices.
    pub fn messages(&self, chat: u64) -> Vec<Value> {
        let ids = self.call("get_message_ids", [json!(chat), json!(false), json!(false)]);
        // One that disappears between the two calls is not there.
        let message = |id: &Value| match self.try_call("get_message", [id.clone()]) {
            Err(e) if e.contains("does not exist") => None,
            message => Some(message.unwrap_or_else(|e| panic!("get_message failed: {e}"))),
        };
        let messages = ids.as_array().unwrap().iter().filter_map(message);
        messages.filter(|message| message["isInfo"] == false).collect()
    }

    /// Chats, without core's own. The newest comes first.
    pub fn chats(&self) -> Vec<u64> {
        let entries = self.call("get_chatlist_entries", [Value::Null, Value::Null, Value::Null]);
        let ids = entries.as_array().unwrap().iter().filter_map(Value::as_u64);
        ids.filter(|id| *id > LAST_SPECIAL && !self.is_own(*id)).collect()
    }

    fn is_own(&self, chat: u64) -> bool {
        let info = self.call("get_basic_chat_info", [json!(chat)]);
        info["isDeviceChat"] == true || info["isSelfTalk"] == true
    }

    /// Every message with this text that came in, in any chat.
    pub fn received(&self, text: &str) -> Vec<Value> {
        let all = self.chats().into_iter().flat_map(|chat| self.messages(chat));
        all.filter(|message| message["text"] == text && message["fromId"] != SELF).collect()
    }

    /// Waits for an incoming message of this text.
    #[track_caller]
    pub fn until_received(&self, text: &str) -> Value {
        self.until(&format!("{text:?} arrives"), || self.received(text).pop())
    }

    /// Waits until an own message is in `state` (or, for [`state::DELIVERED`], further).
    #[track_caller]
    pub fn until_state(&self, message: u64, state: u64) -> Value {
        self.until(&format!("message {message} has state {state}"), || {
            let message = self.message(message);
            let now = message["state"].as_u64()?;
            (now == state || (state == state::DELIVERED && now == state::READ)).then_some(message)
        })
    }

    /// Tells core that the person looked at these messages.
    pub fn mark_seen(&self, messages: &[u64]) {
        self.call("markseen_msgs", [json!(messages)]);
    }

    /// The contact at `address`; with several the one core knows longest.
    pub fn contact(&self, address: &str) -> Option<Value> {
        let contacts = self.call("get_contacts", [json!(0), json!(address)]);
        contacts.as_array().unwrap().iter().find(|contact| contact["address"] == address).cloned()
    }

    /// The certificate core has stored for a contact.
    pub fn certificate_of(&self, contact: u64) -> SignedPublicKey {
        let vcard = self.call("make_vcard", [json!([contact])]);
        crate::mail::vcard_certificate(vcard.as_str().unwrap()).expect("a certificate in the vCard")
    }

    /// Core's own certificate, as it publishes it.
    pub fn certificate(&self) -> SignedPublicKey {
        self.certificate_of(SELF)
    }

    /// Own fingerprint, upper-case hex.
    pub fn fingerprint(&self) -> String {
        use pgp::types::KeyDetails as _;
        format!("{:X}", self.certificate().fingerprint())
    }

    /// Core's private key: with it a test reads what core and its peers send each other.
    pub fn secret_key(&self) -> SignedSecretKey {
        let folder = self.core.new_folder();
        self.call("export_self_keys", [json!(folder), Value::Null]);
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let private = |path: &PathBuf| path.to_string_lossy().contains("private-key-default");
        let armored = fs::read_to_string(files.into_iter().find(private).expect("an exported key")).unwrap();
        SignedSecretKey::from_string(&armored).unwrap().0
    }

    /// Imports a contact with its certificate from a vCard; its id.
    pub fn import_vcard(&self, vcard: &str) -> u64 {
        self.call("import_vcard_contents", [json!(vcard)])[0].as_u64().unwrap()
    }

    /// The single chat with a contact.
    pub fn chat_with(&self, contact: u64) -> u64 {
        self.call("create_chat_by_contact_id", [json!(contact)]).as_u64().unwrap()
    }
}
