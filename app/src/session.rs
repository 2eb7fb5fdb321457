//! What the whole interface shares: who one is, where one is, and how things stand.

mod arrival;
mod launch;
mod mail;
mod navigation;
mod profiles;
mod window;

use crate::{
    browser, client, host,
    place::Place,
    profiles::{ProfileId, begin, shown, take_target, tell_made},
    ui::{OpenMenu, first_of_list, listen_to_notifications, notify, snapshot, take_away_read},
};
use estuary_api::{
    ChatId, ChatProfile, Command, Connectivity, Contact, ContactCommand, ContactId, DeviceNews, Event,
    Instance, Invite, MessageId, MessageRow, Problem, ProfileView, Quote, Reply, Status, SummaryBody,
};
use leptos::{prelude::*, task::spawn_local};

pub(crate) use profiles::Other;
pub(crate) use window::open as open_window;

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
    /// Choosing a chat for what a mini app, another program or the system hands over.
    ToChat(Handed),
    /// The mini apps of a chat, or of all chats.
    Apps(Option<ChatId>),
    /// The pictures, sounds and files of a chat, or of all chats.
    Media(Option<ChatId>),
    /// What is known of a mini app.
    AboutApp(Instance),
    /// Choosing files for a mini app.
    Import(host::Import),
    /// Everything known about a message.
    Message(MessageRow),
    /// The HTML of a message.
    FullMessage(MessageId),
    /// Choosing a reaction from all emoji.
    React(MessageId),
    /// Who reacted to a message.
    Reactions(MessageId),
    /// Whom to write to: people, a new group, a new channel, an invite.
    NewChat,
    /// Making a group, or a channel.
    NewGroup {
        /// A channel.
        channel: bool,
    },
    /// Making a group with the people of another.
    CloneGroup(ChatProfile),
    /// A group or channel: its people and what is told about it.
    ChatProfile(ChatId),
    /// Changing name, picture and description of a group or channel.
    EditChat(ChatProfile),
    /// Choosing new members of a group.
    AddMembers(ChatProfile),
    /// The invite of a group or channel.
    ChatInvite(ChatId),
    /// Somebody.
    ContactProfile(ContactId),
    /// Choosing somebody whose card the draft of a chat is to have.
    ShareContact(ChatId),
    /// Somebody on the card of a message.
    Card(MessageId, Contact),
    /// For how long a chat is to be silent.
    Mute(ChatId),
    /// When messages of a chat are to disappear, and after how many seconds they do now.
    Timer(ChatId, u32),
    /// Where messages are to be forwarded to.
    Forward(Vec<MessageId>),
    /// Looking for messages of a chat, or of all chats, by these words for a start.
    Search(Option<ChatId>, String),
    /// Going anywhere by a few letters.
    Palette,
    /// The keys that do something.
    Shortcuts,
    /// Pictures of a chat, large, beginning with one.
    Viewer(ChatId, MessageId),
}

/// What is to become a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Handed {
    /// Address of whom it is for; empty where a person chooses.
    pub(crate) to: String,
    /// Text; may be empty.
    pub(crate) text: String,
    /// Names and contents.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The message it answers.
    pub(crate) quote: Option<Quote>,
}

/// A mini app beside its chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenApp {
    /// Its message.
    pub(crate) instance: MessageId,
    /// Where in the app.
    pub(crate) href: Option<String>,
}

/// A message that arrived in a chat that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    pub(crate) profile: ProfileId,
    pub(crate) chat: ChatId,
    pub(crate) chat_name: String,
    pub(crate) from: Option<String>,
    pub(crate) body: SummaryBody,
    /// The mini app that tells it.
    pub(crate) app: Option<OpenApp>,
}

/// A question before something that cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Blocks the contact of a chat.
    Block(ChatId, String),
    /// Removes messages, here or for everyone.
    Delete {
        /// Which.
        messages: Vec<MessageId>,
        /// All are own ones that were sent, so they can be taken back.
        own: bool,
    },
    /// Leaves a group or channel.
    Leave(ChatId, String),
    /// Leaves it, and removes it and its messages here.
    LeaveAndDelete(ChatId, String),
    /// Removes a chat and its messages here.
    DeleteChat(ChatId, String),
    /// Takes somebody out of a group or channel.
    Remove(ChatId, Contact),
    /// Withdraws the own invite.
    ResetInvite,
    /// Removes the profile of this name from this browser.
    RemoveProfile(String),
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
    /// The other profiles of this browser, in the order of their numbers.
    pub(crate) others: RwSignal<Vec<Other>>,
    /// They are at work.
    attended: StoredValue<bool>,
    /// Domain at which a new profile would live.
    pub(crate) domain: RwSignal<Option<String>>,
    pub(crate) connectivity: RwSignal<Option<Connectivity>>,
    pub(crate) place: RwSignal<Place>,
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    pub(crate) menu: RwSignal<Option<OpenMenu>>,
    /// A message to be shown by its chat.
    pub(crate) target: RwSignal<Option<(ChatId, MessageId)>>,
    /// What arrived elsewhere last.
    pub(crate) news: RwSignal<Option<News>>,
    /// The latest problem nobody asked for, until it is put away.
    pub(crate) problem: RwSignal<Option<Problem>>,
    /// An invite that waits for a profile.
    pub(crate) invited: RwSignal<Option<String>>,
    /// A dialog that waits for a profile.
    wanted: StoredValue<Option<Dialog>>,
    /// The chat of a notification of the system, pressed while no page was there.
    told: StoredValue<Option<(ProfileId, ChatId)>>,
    pub(crate) unread: RwSignal<u32>,
    /// A step back in the browser's history is under way that is shown already.
    leaving: StoredValue<bool>,
    /// Notified when what is watched should be asked for anew.
    pub(crate) resynced: Trigger,
    /// Notified when something in any chat changed.
    pub(crate) chat_changed: Trigger,
    /// The mini app that is open beside the chat.
    pub(crate) app: RwSignal<Option<OpenApp>>,
    /// This window shows nothing but that app.
    pub(crate) alone: bool,
    /// What was handed over for a chat, until that chat takes it.
    pub(crate) handed: RwSignal<Option<(ChatId, Handed)>>,
    /// How often the open app asked to lead out of it; `None`: a person does not want to be asked any more.
    pub(crate) leaving_app: RwSignal<Option<u32>>,
    /// The instance that got updates last (`None`: any may have), and how often one did.
    pub(crate) app_updated: RwSignal<(Option<MessageId>, u32)>,
    /// The file that is being fetched, and how many thousandths of it are here.
    pub(crate) download: RwSignal<Option<(MessageId, u16)>>,
}

impl Session {
    /// Starts the worker and listens to it, and to what links bring.
    pub(crate) fn start() -> Self {
        let (given, alone) = window::instance().unzip();
        begin(given);
        let session = Self {
            stage: RwSignal::new(if snapshot::is_shown() { Stage::Inside } else { Stage::Loading }),
            profile: RwSignal::new(None),
            others: RwSignal::new(Vec::new()),
            attended: StoredValue::new(false),
            domain: RwSignal::new(None),
            connectivity: RwSignal::new(None),
            place: RwSignal::new(Place::default()),
            dialog: RwSignal::new(None),
            menu: RwSignal::new(None),
            target: RwSignal::new(None),
            news: RwSignal::new(None),
            problem: RwSignal::new(None),
            invited: RwSignal::new(None),
            wanted: StoredValue::new(None),
            told: StoredValue::new(None),
            unread: RwSignal::new(0),
            leaving: StoredValue::new(false),
            resynced: Trigger::new(),
            chat_changed: Trigger::new(),
            app: RwSignal::new(alone.map(|instance| OpenApp { instance, href: None })),
            alone: alone.is_some(),
            handed: RwSignal::new(None),
            leaving_app: RwSignal::new(Some(0)),
            app_updated: RwSignal::new((None, 0)),
            download: RwSignal::new(None),
        };
        client::start(shown(), move |event| session.on(event));
        client::ask_ahead(first_of_list());
        session.load();
        session.tell_of_waiting();
        session.watch_fragment();
        session.watch_history();
        session.watch_launches();
        listen_to_notifications(session);
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
                        self.check_storage();
                        if let Some(chat) = take_target().and_then(|target| target.parse().ok()) {
                            self.open(ChatId(chat));
                        }
                    }
                }
                Ok(_) => {}
                Err(problem) => self.stage.set(Stage::Failed(problem)),
            }
            self.attend_others();
        });
    }

    /// Where chats were seen before there is a profile, so the panes are made while the worker starts. If that takes long, it is
    /// shown.
    fn tell_of_waiting(self) {
        set_timeout(
            move || {
                let is_waiting = self.profile.with_untracked(Option::is_none);
                if is_waiting && self.stage.get_untracked() == Stage::Inside {
                    self.stage.set(Stage::Loading);
                }
            },
            snapshot::LASTS,
        );
    }

    /// The profile was made just now.
    pub(crate) fn made(self, profile: ProfileView) {
        self.profile.set(Some(profile));
        self.stage.set(Stage::Inside);
        tell_made();
        self.run(Command::Announce(DeviceNews::Welcome));
        self.follow_arrival();
    }

    /// Shows a chat.
    pub(crate) fn open(self, chat: ChatId) {
        self.dialog.set(None);
        self.go(Place::Chat(chat));
    }

    /// Shows a chat of any profile.
    pub(crate) fn open_in(self, profile: ProfileId, chat: ChatId) {
        if profile == shown() {
            self.open(chat);
        } else {
            self.switch_to(profile, Some(chat));
        }
    }

    /// Shows a message in its chat.
    pub(crate) fn open_at(self, chat: ChatId, message: MessageId) {
        self.target.set(Some((chat, message)));
        self.open(chat);
    }

    /// Asks for a chat, and shows it.
    pub(crate) fn open_by(self, command: Command) {
        spawn_local(async move {
            match client::call(command).await {
                Ok(Reply::Chat(view)) => self.open(view.row.id),
                Ok(_) => {}
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    /// Shows the single chat with somebody, where a message of another chat is answered.
    pub(crate) fn answer_privately(self, contact: ContactId, quote: Quote) {
        spawn_local(async move {
            match client::call(Command::Contacts(ContactCommand::Chat(contact))).await {
                Ok(Reply::Chat(view)) => {
                    let handed = Handed { quote: Some(quote), ..Handed::default() };
                    self.handed.set(Some((view.row.id, handed)));
                    self.open(view.row.id);
                }
                Ok(_) => {}
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    /// Does something, and shows what went wrong.
    pub(crate) fn run(self, command: Command) {
        self.attempt(async move { client::call(command).await.map(drop) });
    }

    /// The same of what is more than a command.
    pub(crate) fn attempt(self, work: impl Future<Output = Result<(), Problem>> + 'static) {
        spawn_local(async move {
            if let Err(problem) = work.await {
                self.problem.set(Some(problem));
            }
        });
    }

    fn on(self, event: Event) {
        match event {
            Event::ProfileChanged => self.load(),
            Event::ChatListChanged => take_away_read(shown()),
            Event::Incoming { chat, chat_name, from, body } => {
                self.tell(News { profile: shown(), chat, chat_name, from, body, app: None });
            }
            Event::Download { message, permille } => self.download.set(Some((message, permille))),
            Event::AppUpdates(instance) => self.app_changed(Some(instance)),
            Event::ChannelPeer { instance, node } => host::channel_peer(instance, &node),
            Event::AppNotify { instance, chat, text, href } => {
                // What is open needs no other sign of what is new in it.
                let elsewhere = |app: &OpenApp| app.instance != instance || !browser::is_visible();
                if !self.alone && self.app.with_untracked(|app| app.as_ref().is_none_or(elsewhere)) {
                    self.app_asks(chat, text, OpenApp { instance, href });
                }
            }
            Event::AppGone { instance, label } => {
                self.app.update(|app| drop(app.take_if(|app| app.instance == instance)));
                if self.alone && self.app.with_untracked(Option::is_none) {
                    browser::close();
                }
                // Wiped again at the next event for it if this one does not come through.
                spawn_local(async move {
                    host::wipe(&label).await;
                });
            }
            Event::ChatChanged(_) | Event::Join(_) => self.chat_changed.notify(),
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
                self.resynced.notify();
                self.chat_changed.notify();
            }
        }
    }

    /// Tells what arrived, here, and by the system where nobody can see that.
    fn tell(self, news: News) {
        notify(&news);
        // Where the person is reading already, nothing has to be told.
        let is_read = news.profile == shown() && self.place.get_untracked() == Place::Chat(news.chat);
        if news.app.is_some() || !is_read {
            self.news.set(Some(news));
        }
    }

    fn app_asks(self, chat: ChatId, text: String, app: OpenApp) {
        spawn_local(async move {
            let asked = host::Source::Chat(app.instance).instance().await;
            if let Ok(instance) = asked {
                let (from, body) = (Some(instance.summary.name), SummaryBody::Text(text));
                let (profile, chat_name) = (shown(), instance.chat_name);
                self.tell(News { profile, chat, chat_name, from, body, app: Some(app) });
            }
        });
    }

    fn app_changed(self, instance: Option<MessageId>) {
        self.app_updated.update(|(last, count)| {
            *last = instance;
            *count = count.wrapping_add(1);
        });
    }

    /// Has the person told when this browser's storage fills up.
    fn check_storage(self) {
        spawn_local(async move {
            if let Some(percent) = browser::storage_used().await {
                // What cannot be told now is told at the next start.
                client::call(Command::Announce(DeviceNews::StorageFull { percent })).await.ok();
            }
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
