//! Where in the application a person is, and what a link to it may carry.

use estuary_api::ChatId;

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
}

/// The invite in the fragment of the page's URL: the text after `#` of an invite link, or a whole link.
pub(crate) fn invite_in_fragment(fragment: &str) -> Option<String> {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("https:") || lower.starts_with("openpgp4fpr:") || lower.starts_with("web+deltachat:")
    {
        return Some(text.to_owned());
    }
    let fingerprint = text.split(['&', '#']).next().unwrap_or_default();
    let is_fingerprint = fingerprint.len() >= 40 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_fingerprint.then(|| format!("https://i.delta.chat/#{text}"))
}

#[cfg(test)]
mod tests {
    use super::invite_in_fragment;

    const FPR: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

    #[test]
    fn invites_are_told_from_other_fragments() {
        let bare = format!("#{FPR}&v=3&i=a&s=b&a=c");
        assert_eq!(invite_in_fragment(&bare), Some(format!("https://i.delta.chat/#{FPR}&v=3&i=a&s=b&a=c")));
        for whole in [format!("https://i.delta.chat/#{FPR}&v=3"), format!("OPENPGP4FPR:{FPR}#a=c")] {
            assert_eq!(invite_in_fragment(&format!("#{whole}")), Some(whole));
        }
        for other in ["", "#", "#settings", "#0123", &FPR[1..]] {
            assert_eq!(invite_in_fragment(other), None, "{other}");
        }
    }
}
