//! Where a node is reached: the value of `Iroh-Node-Addr`, as iroh 0.35 writes it.

use base16ct::lower;
use serde::Deserialize;

/// Longest value that is read, and longest URL of a relay, in bytes.
const LONGEST: usize = 16 * 1024;
const LONGEST_URL: usize = 512;

/// A node with its relay. Never with an IP address: those of others are dropped, and there are none of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its Ed25519 key.
    pub(crate) id: [u8; 32],
    /// As it came: relays are the same if their URLs are.
    pub(crate) relay: String,
}

#[derive(Deserialize)]
struct Wire {
    node_id: String,
    relay_url: Option<String>,
}

impl Node {
    /// Reads a header. `None`: it is no address, or one that leads through no relay.
    pub(crate) fn read(json: &str) -> Option<Self> {
        if json.len() > LONGEST {
            return None;
        }
        let Wire { node_id, relay_url } = serde_json::from_str(json).ok()?;
        let id = lower::decode_vec(node_id).ok()?.try_into().ok()?;
        let relay = relay_url.filter(|url| is_relay(url))?;
        Some(Self { id, relay })
    }

    /// Writes it, on one line. Readers insist on all three keys.
    pub(crate) fn write(&self) -> String {
        let Self { id, relay } = self;
        serde_json::json!({
            "node_id": lower::encode_string(id),
            "relay_url": relay,
            "direct_addresses": [],
        })
        .to_string()
    }
}

/// Whether a browser could be led there, and nowhere but to a host.
fn is_relay(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    url.len() <= LONGEST_URL
        && url.is_ascii()
        && host.is_some_and(|host| {
            let host = host.strip_suffix('/').unwrap_or(host);
            !host.is_empty() && host.bytes().all(|c| c.is_ascii_alphanumeric() || b".-:[]".contains(&c))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a";

    fn json(relay: &str, addresses: &str) -> String {
        format!(r#"{{"node_id":"{ID}","relay_url":{relay},"direct_addresses":{addresses}}}"#)
    }

    #[test]
    fn what_is_read_is_written_without_addresses() {
        let with = json(r#""https://chat.example./""#, r#"["192.0.2.1:1","[2001:db8::1]:2"]"#);
        let written = Node::read(&with).unwrap().write();
        assert!(written.contains(r#""direct_addresses":[]"#), "{written}");
        assert_eq!(Node::read(&written), Node::read(&with));
        assert_eq!(Node::read(&with).unwrap().relay, "https://chat.example./");
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        let long = format!(r#""https://{}/""#, "a".repeat(LONGEST_URL));
        for relay in [
            "null",
            r#""""#,
            r#""javascript:alert(1)""#,
            r#""https://""#,
            r#""https://a/b""#,
            r#""https://a@b/""#,
            r#""https://a/?b""#,
            r#""https://ä.example/""#,
            &long,
        ] {
            assert_eq!(Node::read(&json(relay, "[]")), None, "{relay}");
        }
        let good = json(r#""https://a./""#, "[]");
        assert!(Node::read(&good).is_some());
        assert_eq!(Node::read(&good.replace(ID, &ID.to_uppercase())), None);
        assert_eq!(Node::read(&good.replace(ID, "3f2a")), None);
        assert_eq!(Node::read(&format!("{good}{}", " ".repeat(LONGEST))), None);
        assert_eq!(Node::read("[[[["), None);
    }
}
