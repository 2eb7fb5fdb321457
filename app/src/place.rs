//! Where in the application a person is, and what a link to it may carry.

use crate::{format::strip_mail, profiles::ProfileId};
use estuary_api::ChatId;
use percent_encoding::percent_decode_str;

/// What the main pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// The list; on a wide screen with a friendly void beside it.
    #[default]
    List,
    /// A conversation.
    Chat(ChatId),
    /// Profile and settings.
    Settings,
    /// Mini apps without a chat, for those who write them.
    Developer,
}

/// Scheme of the manifest's protocol handler for invites that are links already.
const HANDLED: &str = "web+deltachat:";
/// How whole links begin.
const LINKS: [&str; 2] = ["https:", "openpgp4fpr:"];

/// What a link to the page asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// To join by this invite.
    Invite(String),
    /// To show the own invite: a shortcut of the installed app.
    ShowInvite,
    /// To open an invite: another.
    OpenInvite,
    /// To try a mini app without a chat.
    Developer,
    /// To take what another program shared.
    Shared,
    /// To write to a mail address: a link that begins with `mailto:`.
    Mail(String),
    /// To show a chat of a profile: a notification of the system.
    Chat(ProfileId, ChatId),
}

/// Reads the fragment of the page's URL. An invite is the text after `#` of an invite link, or a whole link; a protocol
/// handler puts it there percent-encoded.
pub(crate) fn link_in_fragment(fragment: &str) -> Option<Link> {
    match fragment.strip_prefix('#').unwrap_or(fragment) {
        "invite" => Some(Link::ShowInvite),
        "join" => Some(Link::OpenInvite),
        "developer" => Some(Link::Developer),
        "shared" => Some(Link::Shared),
        text => link(text).or_else(|| link(&percent_decode_str(text).decode_utf8().ok()?)),
    }
}

fn link(text: &str) -> Option<Link> {
    if let Some((profile, chat)) = text.strip_prefix("chat-").and_then(chat_of_profile) {
        return Some(Link::Chat(profile, chat));
    }
    strip_mail(text).map(|_| Link::Mail(text.to_owned())).or_else(|| invite(text).map(Link::Invite))
}

/// A profile and one of its chats, as notifications of the system are named after them.
pub(crate) fn chat_of_profile(text: &str) -> Option<(ProfileId, ChatId)> {
    let (profile, chat) = text.split_once('-')?;
    Some((profile.parse().ok()?, ChatId(chat.parse().ok()?)))
}

fn invite(text: &str) -> Option<String> {
    let text = match text.get(..HANDLED.len()) {
        Some(scheme) if scheme.eq_ignore_ascii_case(HANDLED) => text.get(HANDLED.len()..)?,
        _ => text,
    };
    let begins = |link: &&str| text.get(..link.len()).is_some_and(|start| start.eq_ignore_ascii_case(link));
    if LINKS.iter().any(begins) {
        return Some(text.to_owned());
    }
    let fingerprint = text.split(['&', '#']).next().unwrap_or_default();
    let is_fingerprint = fingerprint.len() >= 40 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_fingerprint.then(|| format!("https://i.delta.chat/#{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FPR: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

    fn invite(text: String) -> Option<Link> {
        Some(Link::Invite(text))
    }

    #[test]
    fn links_are_told_from_other_fragments() {
        let page = format!("https://i.delta.chat/#{FPR}&v=3&i=a&s=b&a=c");
        assert_eq!(link_in_fragment(&format!("#{FPR}&v=3&i=a&s=b&a=c")), invite(page.clone()));
        for whole in [page, format!("OPENPGP4FPR:{FPR}#a=c")] {
            assert_eq!(link_in_fragment(&format!("#{whole}")), invite(whole));
        }
        assert_eq!(link_in_fragment("#invite"), Some(Link::ShowInvite));
        assert_eq!(link_in_fragment("#join"), Some(Link::OpenInvite));
        assert_eq!(link_in_fragment("#developer"), Some(Link::Developer));
        for other in ["", "#", "#settings", "#0123", "#%ff", "#é", &FPR[1..]] {
            assert_eq!(link_in_fragment(other), None, "{other}");
        }
    }

    #[test]
    fn notifications_and_mail_addresses_lead_somewhere() {
        let chat = link_in_fragment("#chat-1-12");
        assert_eq!(chat, "1".parse().ok().map(|profile| Link::Chat(profile, ChatId(12))));
        for other in ["#chat-", "#chat-1", "#chat-1-", "#chat-x-1", "#chat-1-99999999999"] {
            assert_eq!(link_in_fragment(other), None, "{other}");
        }
        let mail = |link: &str| Some(Link::Mail(link.into()));
        assert_eq!(
            link_in_fragment("#mailto%3Aa%40b.org%3Fbody%3Da%2526b"),
            mail("mailto:a@b.org?body=a%26b")
        );
        assert_eq!(link_in_fragment("#mailto:a@b.org?body=a%26b"), mail("mailto:a@b.org?body=a%26b"));
    }

    #[test]
    fn what_a_protocol_handler_encoded_is_read() {
        let fragment = format!("#openpgp4fpr%3A{FPR}%23a%3Db%2540c.org%26n%3DJ%25C3%25B6rn");
        assert_eq!(link_in_fragment(&fragment), invite(format!("openpgp4fpr:{FPR}#a=b%40c.org&n=J%C3%B6rn")));
        let fragment = format!("#web%2Bdeltachat%3Ahttps%3A%2F%2Fi.delta.chat%2F%23{FPR}");
        assert_eq!(link_in_fragment(&fragment), invite(format!("https://i.delta.chat/#{FPR}")));
    }
}
