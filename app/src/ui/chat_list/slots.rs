//! Rows of the page are used again: one that went out of sight shows the chat that comes in, which costs a part of what a new
//! row does.

use estuary_api::ChatId;

/// A row of the page, whatever it shows.
pub(super) type Slot = u32;

/// The chats in their order, each in the row it had before or else in one that is free.
pub(super) fn slots(before: &[(Slot, ChatId)], chats: &[ChatId]) -> Vec<(Slot, ChatId)> {
    let mut free = before.iter().filter(|(_, chat)| !chats.contains(chat)).map(|(slot, _)| *slot);
    let mut new = before.iter().map(|(slot, _)| slot + 1).max().unwrap_or_default()..;
    let slot = |chat: &ChatId| {
        let own = before.iter().find(|(_, shown)| shown == chat).map(|(slot, _)| *slot);
        Some((own.or_else(|| free.next()).or_else(|| new.next())?, *chat))
    };
    chats.iter().filter_map(slot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(before: &[(Slot, ChatId)], chats: &[u32]) -> Vec<(Slot, ChatId)> {
        slots(before, &chats.iter().copied().map(ChatId).collect::<Vec<_>>())
    }

    fn shown(slots: &[(Slot, ChatId)]) -> Vec<(Slot, u32)> {
        slots.iter().map(|(slot, chat)| (*slot, chat.0)).collect()
    }

    #[test]
    fn a_row_keeps_its_chat_until_that_goes() {
        let first = after(&[], &[10, 11, 12]);
        assert_eq!(shown(&first), [(0, 10), (1, 11), (2, 12)]);
        let further = after(&first, &[12, 13, 14, 15]);
        assert_eq!(shown(&further), [(2, 12), (0, 13), (1, 14), (3, 15)], "two used again, one new");
        let turned = after(&further, &[15, 12]);
        assert_eq!(shown(&turned), [(3, 15), (2, 12)], "the others go");
    }
}
