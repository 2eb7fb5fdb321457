//! A tab and three real cores change one group in random order, some of them offline, and what waits for those arrives
//! in another order than it was sent: in the end they agree.

use estuary_api::{
    ChatCommand, ChatId, ChatProfile, Command, ConnectionState, ContactId, MessageBody, Reply, SendId,
};
use estuary_tests::{
    bridge::Bridge,
    native::Tab,
    real_core::{self, CoreAccount},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    env, thread,
    time::{Duration, Instant},
};

/// How many changes one history has.
const CHANGES: usize = 8;
/// How long to wait for everything that is under way, before everybody writes again anyway.
const QUIET: Duration = Duration::from_secs(30);
/// After the changes everybody writes, so that everybody hears everybody's state. What one hears changes whom one
/// writes to, so this takes more than one round; how many depends on what crossed what.
const ROUNDS: u32 = 12;

/// Somebody in the group, with the group as they know it.
enum Actor {
    Tab(Tab, ChatId),
    Core(CoreAccount, u64),
}

/// What somebody knows of the group: its name, and the addresses of its members.
#[derive(Debug, PartialEq, Eq)]
struct View {
    name: String,
    members: BTreeSet<String>,
}

impl Actor {
    fn address(&self) -> String {
        match self {
            Self::Tab(tab, _) => tab.profile().address,
            Self::Core(core, _) => core.address(),
        }
    }

    fn offline(&self, offline: bool) {
        match self {
            Self::Tab(tab, _) => tab.offline(offline),
            Self::Core(core, _) if offline => core.go_offline(),
            Self::Core(core, _) => drop(core.call("start_io", [])),
        }
    }

    fn view(&self) -> View {
        match self {
            Self::Tab(tab, chat) => {
                let seen = profile(tab, *chat);
                let own = seen.own.then(|| tab.profile().address);
                let others = seen.members.into_iter().map(|member| member.address);
                View { name: seen.row.name, members: others.chain(own).collect() }
            }
            Self::Core(core, chat) => {
                let ids = core.call("get_chat_contacts", [json!(chat)]);
                let address = |id: &Value| match id.as_u64() {
                    Some(1) => core.address(),
                    _ => core.call("get_contact", [id.clone()])["address"].as_str().unwrap().to_owned(),
                };
                let name =
                    core.call("get_basic_chat_info", [json!(chat)])["name"].as_str().unwrap().to_owned();
                View { name, members: ids.as_array().unwrap().iter().map(address).collect() }
            }
        }
    }

    /// Adds, removes, renames or leaves; whoever may not is left alone.
    fn change(&self, rng: &mut StdRng, everybody: &[String]) {
        let (own, view) = (self.address(), self.view());
        let mut others: Vec<&String> = everybody.iter().filter(|address| **address != own).collect();
        others.shuffle(rng);
        let member = others.iter().find(|address| view.members.contains(**address));
        let outsider = others.iter().find(|address| !view.members.contains(**address));
        match (rng.gen_range(0..10), member, outsider) {
            (0..=3, _, Some(address)) => self.add(address),
            (0..=5, Some(address), _) => self.remove(address),
            (6, ..) => self.leave(),
            (7..=8, ..) => self.rename(&format!("Name {}", rng.gen_range(0..1000))),
            _ => self.say("just a word"),
        }
    }

    fn add(&self, address: &str) {
        match self {
            Self::Tab(tab, chat) => {
                let Some(member) = contact(tab, *chat, address) else { return };
                drop(tab.ask(Command::Chats(ChatCommand::AddMembers { chat: *chat, members: vec![member] })));
            }
            Self::Core(core, chat) => {
                let Some(contact) = core.contact(address) else { return };
                drop(core.try_call("add_contact_to_chat", [json!(chat), contact["id"].clone()]));
            }
        }
    }

    fn remove(&self, address: &str) {
        match self {
            Self::Tab(tab, chat) => {
                let Some(member) = contact(tab, *chat, address) else { return };
                drop(tab.ask(Command::Chats(ChatCommand::RemoveMember { chat: *chat, member })));
            }
            Self::Core(core, chat) => {
                let Some(contact) = core.contact(address) else { return };
                drop(core.try_call("remove_contact_from_chat", [json!(chat), contact["id"].clone()]));
            }
        }
    }

    fn leave(&self) {
        match self {
            Self::Tab(tab, chat) => drop(tab.ask(Command::Chats(ChatCommand::Leave(*chat)))),
            Self::Core(core, chat) => drop(core.try_call("leave_group", [json!(chat)])),
        }
    }

    fn rename(&self, name: &str) {
        match self {
            Self::Tab(tab, chat) => {
                let (chat, name) = (*chat, name.to_owned());
                let set = ChatCommand::SetProfile { chat, name, avatar: None, description: String::new() };
                drop(tab.ask(Command::Chats(set)));
            }
            Self::Core(core, chat) => drop(core.try_call("set_chat_name", [json!(chat), json!(name)])),
        }
    }

    fn say(&self, text: &str) {
        match self {
            Self::Tab(tab, chat) => {
                let id = SendId(uuid::Uuid::new_v4().into_bytes());
                drop(tab.ask(Command::SendText { id, chat: *chat, text: text.into(), quote: None }));
            }
            Self::Core(core, chat) => {
                drop(core.try_call("misc_send_text_message", [json!(chat), json!(text)]));
            }
        }
    }

    /// The invite of the group, for those who may show it.
    fn invite(&self) -> Option<String> {
        match self {
            Self::Tab(tab, chat) => match tab.ask(Command::Chats(ChatCommand::InviteLink(*chat))) {
                Ok(Reply::InviteLink(link)) => Some(link),
                _ => None,
            },
            Self::Core(core, chat) => {
                let link = core.try_call("get_chat_securejoin_qr_code", [json!(chat)]).ok()?;
                Some(link.as_str()?.to_owned())
            }
        }
    }

    /// Joins, or joins anew, by an invite; the handshake goes on while others change the group.
    fn join(&self, invite: &str) {
        match self {
            Self::Tab(tab, _) => drop(tab.ask(Command::Join(invite.to_owned()))),
            Self::Core(core, _) => drop(core.try_call("secure_join", [json!(invite)])),
        }
    }

    /// Has nothing left to do, as far as they know themselves.
    fn is_idle(&self) -> bool {
        match self {
            Self::Tab(tab, _) => match tab.ask(Command::Connectivity) {
                Ok(Reply::Connectivity(now)) => now.waiting == 0 && now.state == ConnectionState::Connected,
                _ => false,
            },
            Self::Core(core, _) => core.try_call("wait_for_all_work_done", []).is_ok(),
        }
    }

    fn has(&self, text: &str) -> bool {
        match self {
            Self::Tab(tab, chat) => tab.messages(*chat).into_iter().any(|row| {
                matches!(row.body, MessageBody::Content { text: said, from: Some(_), .. } if said == text)
            }),
            Self::Core(core, chat) => core.messages(*chat).iter().any(|message| message["text"] == text),
        }
    }
}

fn profile(tab: &Tab, chat: ChatId) -> ChatProfile {
    match tab.ask(Command::Chats(ChatCommand::Profile(chat))) {
        Ok(Reply::ChatProfile(profile)) => profile,
        other => panic!("Profile: {other:?}"),
    }
}

fn contact(tab: &Tab, chat: ChatId, address: &str) -> Option<ContactId> {
    let seen = profile(tab, chat);
    let mut people = seen.members.into_iter().chain(seen.past);
    people.find(|person| person.address == address).map(|person| person.id)
}

/// Waits until nobody has anything left to do and nothing moves in the mailboxes, twice in a row.
fn until_quiet(bridge: &Bridge, actors: &[Actor], everybody: &[String]) {
    let start = Instant::now();
    let mut before = None;
    while start.elapsed() < QUIET {
        let now = actors
            .iter()
            .all(Actor::is_idle)
            .then(|| everybody.iter().map(|address| bridge.waiting(address)).collect::<Vec<_>>());
        if now.is_some() && now == before {
            return;
        }
        before = now;
        thread::sleep(Duration::from_millis(150));
    }
}

/// Any two who count each other as members.
fn pairs(actors: &[Actor]) -> Vec<(usize, usize)> {
    let (addresses, views): (Vec<_>, Vec<_>) =
        actors.iter().map(|actor| (actor.address(), actor.view())).unzip();
    let counts = |a: usize, b: usize| {
        views[a].members.contains(&addresses[a]) && views[a].members.contains(&addresses[b])
    };
    let all = (0..actors.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    all.filter(|(a, b)| counts(*a, *b) && counts(*b, *a)).collect()
}

fn history(
    seed: u64,
    bridge: &Bridge,
    tab: Tab,
    cores: Vec<CoreAccount>,
    contacts: &[ContactId],
) -> (Tab, Vec<CoreAccount>) {
    let mut rng = StdRng::seed_from_u64(seed);
    let name = format!("History {seed}");
    let create = ChatCommand::CreateGroup {
        id: SendId(uuid::Uuid::new_v4().into_bytes()),
        name: name.clone(),
        avatar: None,
        description: String::new(),
        members: contacts.to_vec(),
    };
    let chat = match tab.ask(Command::Chats(create)) {
        Ok(Reply::Chat(chat)) => chat.row.id,
        other => panic!("CreateGroup: {other:?}"),
    };
    tab.send(chat, &format!("{name} begins"));
    let cores = cores.into_iter().map(|core| {
        let group = core.until(&format!("{name} appears"), || {
            // The newest comes first, and there may be many.
            let chats = core.call("get_chatlist_entries", [Value::Null, Value::Null, Value::Null]);
            let mut chats = chats.as_array().unwrap().iter().filter_map(Value::as_u64);
            chats.find(|chat| core.call("get_basic_chat_info", [json!(chat)])["name"] == name)
        });
        core.call("accept_chat", [json!(group)]);
        Actor::Core(core, group)
    });
    let cores: Vec<Actor> = cores.collect();
    let actors: Vec<Actor> = std::iter::once(Actor::Tab(tab, chat)).chain(cores).collect();
    let everybody: Vec<String> = actors.iter().map(Actor::address).collect();

    let mut offline = [false; 4];
    let back = |who: usize, rng: &mut StdRng| {
        bridge.rearrange(&everybody[who], |mails| mails.shuffle(rng));
        actors[who].offline(false);
    };
    for _ in 0..CHANGES {
        let who = rng.gen_range(0..actors.len());
        if rng.gen_bool(0.4) {
            offline[who] = !offline[who];
            if offline[who] {
                actors[who].offline(true);
            } else {
                back(who, &mut rng);
            }
        }
        let outside = !actors[who].view().members.contains(&everybody[who]);
        match rng.gen_range(0..actors.len()) {
            by if by != who && outside && rng.gen_bool(0.5) => {
                actors[by].invite().iter().for_each(|invite| actors[who].join(invite));
            }
            _ => actors[who].change(&mut rng, &everybody),
        }
        // Mails cross each other, or do not.
        thread::sleep(Duration::from_millis(rng.gen_range(0..200)));
    }
    let mut missing: Vec<usize> = (0..actors.len()).filter(|who| offline[*who]).collect();
    missing.shuffle(&mut rng);
    missing.into_iter().for_each(|who| back(who, &mut rng));
    until_quiet(bridge, &actors, &everybody);
    let agreed = (0..ROUNDS).any(|round| {
        let text = |who: usize| format!("{name}, round {round}, {who}");
        (0..actors.len()).for_each(|who| actors[who].say(&text(who)));
        until_quiet(bridge, &actors, &everybody);
        pairs(&actors).into_iter().all(|(a, b)| {
            actors[a].view() == actors[b].view() && actors[a].has(&text(b)) && actors[b].has(&text(a))
        })
    });
    let views: Vec<_> = everybody.iter().zip(actors.iter().map(Actor::view)).collect();
    assert!(agreed, "those who count each other as members agree after seed {seed}: {views:#?}");
    let (mut tab, mut cores) = (None, Vec::new());
    for actor in actors {
        match actor {
            Actor::Tab(found, _) => tab = Some(found),
            Actor::Core(core, _) => cores.push(core),
        }
    }
    (tab.expect("the tab"), cores)
}

/// `ESTUARY_HISTORIES` says how many, `ESTUARY_HISTORY` with which to begin.
#[test]
fn random_histories_end_alike() {
    let number = |name: &str, otherwise| env::var(name).map_or(otherwise, |number| number.parse().unwrap());
    let (first, count) = (number("ESTUARY_HISTORY", 0), number("ESTUARY_HISTORIES", 3));
    let bridge = Bridge::with_limits(60_000, 10_000);
    let mut tab = Tab::with_profile("Historian in a tab", &bridge);
    let mut cores: Vec<_> = (1..=3).map(|n| real_core::account(&bridge, &format!("Historian {n}"))).collect();
    let mut contacts = Vec::new();
    for core in &cores {
        let chat = tab.join(&core.invite());
        tab.until_joined(chat);
        core.until_joined();
        contacts.push(tab.chat(chat).contact.unwrap().id);
    }
    let login = tab.wire().login().expect("the tab logged in");
    bridge.open_mailbox(&login.address, &login.password);
    cores.iter().for_each(|core| bridge.open_mailbox(&core.address(), real_core::PASSWORD));
    for seed in first..first + count {
        let start = Instant::now();
        (tab, cores) = history(seed, &bridge, tab, cores, &contacts);
        println!("history {seed} ended alike after {:.1} s", start.elapsed().as_secs_f32());
    }
}
