//! The group whose members share the shell.

use crate::Account;
use anyhow::{Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::{collections::HashSet, path::Path};

/// Where the account remembers which group it is, and whom it let in.
const GROUP: &str = "ui.estuary-bot.group";
const INVITED: &str = "ui.estuary-bot.invited";
/// The account itself, as a contact.
const SELF: u64 = 1;
/// What comes with the app.
const WORDS: &str = "A shell on the machine of this bot. Everybody in this group sees and types the same.";

/// A group of the bot's own making.
pub(crate) struct Group {
    account: Account,
    /// Its chat.
    pub(crate) id: u64,
    invited: HashSet<u64>,
}

impl Group {
    /// The group this account made earlier, or a new one; also where somebody put the bot out of it.
    pub(crate) fn open(account: Account) -> Result<Self> {
        let known = account.get(GROUP)?.map(|id| serde_json::from_str(&id)).transpose()?;
        let id = match known {
            Some(id) if contacts(&account, id)?.contains(&SELF) => id,
            _ => {
                let id = account.call("create_group_chat", [json!("Terminal"), json!(false)])?;
                account.set(GROUP, &json!(id).to_string())?;
                id
            }
        };
        let invited = account.get(INVITED)?.map(|invited| serde_json::from_str(&invited)).transpose()?;
        Ok(Self { account, id, invited: invited.unwrap_or_default() })
    }

    /// Link to the bot. It does not lead into the group itself: the core tells who came by a link only after that.
    pub(crate) fn invite(&self) -> Result<String> {
        self.account.call("get_chat_securejoin_qr_code", [Value::Null])
    }

    /// Lets somebody in who came by the link.
    pub(crate) fn welcome(&mut self, contact: u64) -> Result<()> {
        self.invited.insert(contact);
        self.account.set(INVITED, &json!(self.invited).to_string())?;
        self.account.call::<Value, 2>("add_contact_to_chat", [json!(self.id), json!(contact)]).map(drop)
    }

    /// Its members, without the bot: those it let in, and others.
    pub(crate) fn members(&self) -> Result<(HashSet<u64>, HashSet<u64>)> {
        let all = contacts(&self.account, self.id)?;
        ensure!(
            all.contains(&SELF),
            "Somebody put the bot out of its group. Start it again, and it makes another."
        );
        let all = all.into_iter().filter(|contact| *contact != SELF);
        Ok(all.partition(|contact| self.invited.contains(contact)))
    }

    /// Removes a member.
    pub(crate) fn remove(&self, contact: u64) -> Result<()> {
        self.account.call::<Value, 2>("remove_contact_from_chat", [json!(self.id), json!(contact)]).map(drop)
    }

    /// Sends an app; its message.
    pub(crate) fn send_app(&self, app: &Path) -> Result<u64> {
        let message = json!({"text": WORDS, "file": app, "filename": "terminal.xdc", "viewtype": "Webxdc"});
        self.account.call("send_msg", [json!(self.id), message])
    }

    /// Sends a message again, for those who came later; who has it notices nothing.
    pub(crate) fn send_again(&self, message: u64) -> Result<()> {
        self.account.call::<Value, 1>("resend_messages", [json!([message])]).map(drop)
    }

    /// The channel of an app in it.
    pub(crate) fn channel(&self, instance: u64) -> Result<Channel> {
        let channel = Channel { account: self.account.clone(), instance };
        channel.ask::<1>("send_webxdc_realtime_advertisement", [json!(instance)])?;
        Ok(channel)
    }
}

fn contacts(account: &Account, chat: u64) -> Result<Vec<u64>> {
    account.call("get_chat_contacts", [json!(chat)])
}

/// The realtime channel of an app, until it is left.
pub(crate) struct Channel {
    account: Account,
    /// The message with the app.
    pub(crate) instance: u64,
}

impl Channel {
    /// Says something to whoever is there.
    pub(crate) fn say(&self, said: &impl Serialize) -> Result<()> {
        let bytes = serde_json::to_vec(said)?;
        self.ask("send_webxdc_realtime_data", [json!(self.instance), json!(bytes)])
    }

    /// Leaves it.
    pub(crate) fn leave(&self) -> Result<()> {
        self.ask("leave_webxdc_realtime", [json!(self.instance)])
    }

    fn ask<const N: usize>(&self, method: &str, arguments: [Value; N]) -> Result<()> {
        self.account.call::<Value, N>(method, arguments).map(drop)
    }
}
