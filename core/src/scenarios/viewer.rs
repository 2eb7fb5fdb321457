//! A page that watches one pane, and puts together what it is given.

use super::{Device, World};
use estuary_api::{
    Change, ChatListPage, ChatView, Command, Difference, MessagePage, PageId, Pane, Problem, Reply, Watch,
    wire,
};
use futures::channel::oneshot;

/// What it shows and waits for.
pub(super) struct Viewer {
    page: PageId,
    pub(super) pane: Pane,
    pub(super) have: Option<u64>,
    chats: ChatListPage,
    chat: Option<ChatView>,
    messages: MessagePage,
    /// Rows given, and their bytes on the way, since they were last asked for.
    given: (usize, usize),
    answer: oneshot::Receiver<Result<Reply, Problem>>,
}

impl Viewer {
    /// Page number `page` of a device.
    pub(super) fn new(world: &World, device: &Device, page: u8, pane: Pane) -> Self {
        let mut viewer = Self {
            page: PageId([page; 16]),
            pane,
            have: None,
            chats: ChatListPage::default(),
            chat: None,
            messages: MessagePage::default(),
            given: (0, 0),
            answer: oneshot::channel().1,
        };
        viewer.ask(world, device);
        viewer.look(world, device);
        viewer
    }

    /// Asks, in the place of what was asked before.
    pub(super) fn ask(&mut self, world: &World, device: &Device) {
        let Self { page, pane, have, .. } = self;
        let watch = Watch { page: *page, pane: pane.clone(), have: *have };
        self.answer = world.ask_and_go_on(device, Command::Watch(watch));
    }

    /// Takes what it was given, until there is nothing more.
    pub(super) fn look(&mut self, world: &World, device: &Device) {
        world.settle();
        while let Some(answer) = self.answer.try_recv().unwrap() {
            let Ok(Reply::Changed(change)) = answer else { panic!("{answer:?}") };
            self.take(change);
            self.ask(world, device);
        }
    }

    fn take(&mut self, change: Change) {
        let bytes = wire::encode(&change).unwrap();
        let rows = match wire::decode(&change.difference).unwrap() {
            Difference::Chats(ChatListPage { rows, total, unread, archived }) => {
                let count = rows.rows();
                let rows = rows.after(&self.chats.rows, |row| row).unwrap();
                self.chats = ChatListPage { rows, total, unread, archived };
                count
            }
            Difference::Chat(view) => {
                self.chat = Some(*view);
                1
            }
            Difference::Messages(MessagePage { rows, more, newer }) => {
                let count = rows.rows();
                let rows = rows.after(&self.messages.rows, |row| row).unwrap();
                self.messages = MessagePage { rows, more, newer };
                count
            }
        };
        self.have = Some(change.number);
        self.given = (self.given.0 + rows, self.given.1 + bytes.len());
    }

    /// What it shows, whatever that is.
    pub(super) fn shown(&self) -> (ChatListPage, Option<ChatView>, MessagePage) {
        (self.chats(), self.chat.clone(), self.messages())
    }

    pub(super) fn chats(&self) -> ChatListPage {
        self.chats.clone()
    }

    pub(super) fn messages(&self) -> MessagePage {
        self.messages.clone()
    }

    /// Rows it was given since the last call, and bytes.
    pub(super) fn given(&mut self) -> (usize, usize) {
        std::mem::take(&mut self.given)
    }

    /// The answer it waits for, if that has come.
    pub(super) fn answer(&mut self) -> Option<Result<Reply, Problem>> {
        self.answer.try_recv().unwrap()
    }
}
