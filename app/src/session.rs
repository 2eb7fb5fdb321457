//! What the whole interface shares: who one is, where one is, and how things stand.

mod arrival;
mod navigation;

use crate::{client, host, place::Place};
use estuary_api::{
    ChatId, Command, Connectivity, Event, Invite, MessageId, Problem, ProfileView, Reply, Status,
};
use leptos::{prelude::*, task::spawn_local};

/// How far the start has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The worker has not answered yet.
    Loading,
    /// It cannot.
    Failed(Problem),
    /// There is no profile.
    Welcome,
    /// There is one.
    Inside,
}

/// A question or form over everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// The own invite.
    Invite,
    /// Opening somebody's invite; with a text, that text at once.
    Join(Option<String>),
    /// An invite that was read.
    Confirm(String, Invite),
    /// Yes or no.
    Ask(Question),
    /// A link that leads out of a mini app.
    Leave(host::Link),
    /// Choosing a chat for what a mini app hands over.
    ToChat(host::Chat),
    /// Everything known about a message.
    Message(String, Option<Problem>),
}

/// A mini app beside its chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenApp {
    /// Its message.
    pub(crate) instance: MessageId,
    /// Where in the app.
    pub(crate) href: Option<String>,
}

/// A question before something that cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Blocks the contact of a chat.
    Block(ChatId, String),
    /// Removes a message here.
    Delete(MessageId),
    /// Withdraws the own invite.
    ResetInvite,
    /// Opens a link whose host looks like another.
    Link {
        /// Where to.
        href: String,
        /// The host as the network sees it.
        host: String,
    },
}

/// Shared signals; a copy is a reference.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    pub(crate) stage: RwSignal<Stage>,
    pub(crate) profile: RwSignal<Option<ProfileView>>,
    /// Domain at which a new profile would live.
    pub(crate) domain: RwSignal<Option<String>>,
    pub(crate) connectivity: RwSignal<Option<Connectivity>>,
    pub(crate) place: RwSignal<Place>,
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    /// The latest problem nobody asked for, until it is put away.
    pub(crate) problem: RwSignal<Option<Problem>>,
    /// An invite that waits for a profile.
    pub(crate) invited: RwSignal<Option<String>>,
    /// A dialog that waits for a profile.
    wanted: StoredValue<Option<Dialog>>,
    pub(crate) unread: RwSignal<u32>,
    /// A step back in the browser's history is under way that is shown already.
    leaving: StoredValue<bool>,
    /// Notified when the list should be asked for anew.
    pub(crate) list_changed: Trigger,
    /// The chat that changed last, and how often any did.
    pub(crate) chat_changed: RwSignal<(Option<ChatId>, u32)>,
    /// The mini app that is open beside the chat.
    pub(crate) app: RwSignal<Option<OpenApp>>,
    /// How often the open app asked to lead out of it; `None`: a person does not want to be asked any more.
    pub(crate) leaving_app: RwSignal<Option<u32>>,
    /// The instance that got updates last (`None`: any may have), and how often one did.
    pub(crate) app_updated: RwSignal<(Option<MessageId>, u32)>,
}

impl Session {
    /// Starts the worker and listens to it, and to what links bring.
    pub(crate) fn start() -> Self {
        let session = Self {
            stage: RwSignal::new(Stage::Loading),
            profile: RwSignal::new(None),
            domain: RwSignal::new(None),
            connectivity: RwSignal::new(None),
            place: RwSignal::new(Place::default()),
            dialog: RwSignal::new(None),
            problem: RwSignal::new(None),
            invited: RwSignal::new(None),
            wanted: StoredValue::new(None),
            unread: RwSignal::new(0),
            leaving: StoredValue::new(false),
            list_changed: Trigger::new(),
            chat_changed: RwSignal::new((None, 0)),
            app: RwSignal::new(None),
            leaving_app: RwSignal::new(Some(0)),
            app_updated: RwSignal::new((None, 0)),
        };
        client::start(move |event| session.on(event));
        session.load();
        session.watch_fragment();
        session.watch_history();
        session
    }

    /// Asks what there is.
    pub(crate) fn load(self) {
        spawn_local(async move {
            match client::call(Command::Status).await {
                Ok(Reply::Status(Status { profile, domain })) => {
                    self.domain.set(domain);
                    self.stage.set(if profile.is_some() { Stage::Inside } else { Stage::Welcome });
                    self.profile.set(profile);
                    if self.stage.get_untracked() == Stage::Inside {
                        self.refresh_connectivity();
                        self.follow_arrival();
                    }
                }
                Ok(_) => {}
                Err(problem) => self.stage.set(Stage::Failed(problem)),
            }
        });
    }

    /// Shows a chat.
    pub(crate) fn open(self, chat: ChatId) {
        self.dialog.set(None);
        self.go(Place::Chat(chat));
    }

    /// Does something, and shows what went wrong.
    pub(crate) fn run(self, command: Command) {
        spawn_local(async move {
            if let Err(problem) = client::call(command).await {
                self.problem.set(Some(problem));
            }
        });
    }

    fn on(self, event: Event) {
        match event {
            Event::ProfileChanged => self.load(),
            Event::ChatListChanged | Event::Incoming { .. } => self.list_changed.notify(),
            Event::ChatChanged(chat) => {
                self.chat_changed.update(|(last, count)| {
                    *last = Some(chat);
                    *count = count.wrapping_add(1);
                });
            }
            Event::AppUpdates(instance) => self.app_changed(Some(instance)),
            // What is open needs no other sign of what is new in it.
            Event::AppNotify { .. } => {}
            Event::AppGone { instance, label } => {
                self.app.update(|app| drop(app.take_if(|app| app.instance == instance)));
                // Wiped again at the next event for it if this one does not come through.
                spawn_local(async move {
                    host::wipe(&label).await;
                });
            }
            Event::Join(progress) => {
                self.on(Event::ChatChanged(progress.chat));
                self.list_changed.notify();
            }
            Event::Connectivity(connectivity) => self.connectivity.set(Some(connectivity)),
            Event::Problem(problem) => {
                if self.stage.get_untracked() == Stage::Loading {
                    self.stage.set(Stage::Failed(problem));
                } else {
                    self.problem.set(Some(problem));
                }
            }
            Event::Resync => {
                self.load();
                self.app_changed(None);
                self.list_changed.notify();
                self.chat_changed.update(|(last, count)| {
                    *last = None;
                    *count = count.wrapping_add(1);
                });
            }
        }
    }

    fn app_changed(self, instance: Option<MessageId>) {
        self.app_updated.update(|(last, count)| {
            *last = instance;
            *count = count.wrapping_add(1);
        });
    }

    fn refresh_connectivity(self) {
        spawn_local(async move {
            if let Ok(Reply::Connectivity(connectivity)) = client::call(Command::Connectivity).await {
                self.connectivity.set(Some(connectivity));
            }
        });
    }
}

/// The session of this page.
pub(crate) fn session() -> Session {
    expect_context::<Session>()
}
