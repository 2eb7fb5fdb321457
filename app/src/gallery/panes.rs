//! What a story shows in the panes that are watched: each is given once, and does not change.

use super::{answer, answers};
use estuary_api::{
    Change, ChatListPage, Command, Difference, MessagePage, Pane, Parts, Problem, Reply, Watch, WhichChats,
    wire,
};
use futures::future::pending;
use std::{cell::RefCell, mem::discriminant};

thread_local! {
    static GIVEN: RefCell<Vec<Pane>> = const { RefCell::new(Vec::new()) };
}

/// Gives a pane, unless it was given.
pub(super) async fn watch(Watch { pane, have, .. }: Watch) -> Result<Reply, Problem> {
    if have.is_some() && GIVEN.with_borrow(|given| given.contains(&pane)) {
        return pending().await;
    }
    GIVEN.with_borrow_mut(|given| {
        given.retain(|other| discriminant(other) != discriminant(&pane));
        given.push(pane.clone());
    });
    let difference = match read(pane)? {
        Reply::ChatList(ChatListPage { rows, total, unread, archived }) => {
            let rows = Parts::between(&[], &rows);
            Difference::Chats(ChatListPage { rows, total, unread, archived })
        }
        Reply::Messages(MessagePage { rows, more, newer }) => {
            Difference::Messages(MessagePage { rows: Parts::between(&[], &rows), more, newer })
        }
        Reply::Chat(view) => Difference::Chat(Box::new(view)),
        other => return Ok(other),
    };
    Ok(Reply::Changed(Change { number: 0, difference: wire::encode(&difference)? }))
}

/// What is answered where somebody asks for it once.
fn read(pane: Pane) -> Result<Reply, Problem> {
    answer(&match pane {
        Pane::Chats { which: WhichChats::Archived, .. } => return Ok(Reply::ChatList(answers::archived())),
        Pane::Chats { which: WhichChats::Listed { query, unread }, offset, limit } => {
            Command::ChatList { query, unread, offset, limit }
        }
        Pane::Chat(chat) => Command::Chat(chat),
        Pane::Messages { chat, .. } => Command::Messages { chat, before: None, limit: u32::MAX },
    })
}
