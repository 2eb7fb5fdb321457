//! The tab dies between any two commits; the next one goes on.

use super::{Device, World};
use estuary_api::{ChatId, Command, DeliveryState, NewProfile, Problem, ProblemKind, Reply, SendId};

/// A device that is replaced whenever its store died, which it does once after `commits` commits.
struct Mortal<'w> {
    world: &'w World,
    device: Option<Device>,
}

impl Mortal<'_> {
    fn revive(&mut self) {
        let store = self.device.take().unwrap().close();
        store.die_after(None);
        self.device = Some(self.world.device(&store));
    }

    fn device(&self) -> &Device {
        self.device.as_ref().unwrap()
    }

    /// Asks until there is an answer, as a tab does when another one takes over.
    fn ask(&mut self, command: Command) -> Reply {
        match self.world.ask(self.device(), command.clone()) {
            Err(Problem { kind: ProblemKind::OtherVersion, .. }) => {
                self.revive();
                self.world.ask(self.device(), command).unwrap()
            }
            result => result.unwrap(),
        }
    }

    fn pass(&mut self, millis: i64) {
        self.world.pass(millis);
        // A loop that died is found by asking.
        self.ask(Command::Connectivity);
    }
}

fn send(n: u8, chat: ChatId) -> Command {
    Command::SendText { id: SendId([n; 16]), chat, text: format!("b{n}"), quote: None }
}

/// Bob joins Alice, both send, Bob reads; Bob's tab dies after `commits` commits. How many it made in all.
fn live_as_joiner(commits: u64) -> u64 {
    let world = World::new();
    let alice = world.person("Alice");
    let link = world.link(&alice);
    let device = world.device(&Default::default());
    let store = device.store.clone();
    store.die_after(Some(commits));
    let mut bob = Mortal { world: &world, device: Some(device) };

    bob.ask(Command::CreateProfile(NewProfile { name: "Bob".into(), ..NewProfile::default() }));
    let Reply::Chat(chat) = bob.ask(Command::Join(link)) else { panic!() };
    let chat = chat.row.id;
    bob.pass(30_000);
    bob.pass(30_000);
    let to_bob = world.chats(&alice)[0];
    for n in 0..3 {
        bob.ask(send(n, chat));
    }
    for text in ["a0", "a1"] {
        world.say(&alice, to_bob, text);
        bob.pass(10_000);
    }
    let last = world.rows(bob.device(), chat).last().unwrap().id;
    bob.ask(Command::MarkSeen { chat, upto: last });
    bob.pass(10_000);
    bob.pass(120_000);

    let mut heard = world.texts(&alice, to_bob);
    heard.retain(|text| text.starts_with('<'));
    assert_eq!(heard, ["<b0", "<b1", "<b2"], "dead after {commits}");
    let mut said = world.texts(bob.device(), chat);
    said.sort();
    assert_eq!(said, ["<a0", "<a1", ">b0", ">b1", ">b2"], "dead after {commits}");
    store.commits()
}

/// The same from the other side: Alice shows her invite, lets Bob in, and answers.
fn live_as_inviter(commits: u64) -> u64 {
    let world = World::new();
    let bob = world.person("Bob");
    let device = world.device(&Default::default());
    let store = device.store.clone();
    store.die_after(Some(commits));
    let mut alice = Mortal { world: &world, device: Some(device) };

    alice.ask(Command::CreateProfile(NewProfile { name: "Alice".into(), ..NewProfile::default() }));
    let Reply::InviteLink(link) = alice.ask(Command::InviteLink) else { panic!() };
    let to_alice = world.join(&bob, &link);
    for _ in 0..4 {
        alice.pass(20_000);
    }
    let to_bob = world.chats(alice.device())[0];
    world.say(&bob, to_alice, "a0");
    alice.pass(10_000);
    (0..2).for_each(|n| drop(alice.ask(send(n, to_bob))));
    alice.pass(10_000);
    alice.pass(120_000);

    assert_eq!(world.texts(alice.device(), to_bob).len(), 3, "dead after {commits}");
    let mut heard = world.texts(&bob, to_alice);
    heard.retain(|text| text.starts_with('<'));
    assert_eq!(heard, ["<b0", "<b1"], "dead after {commits}");
    let notices = world.rows(&bob, to_alice).into_iter().filter(|row| row.state == DeliveryState::Notice);
    assert_eq!(notices.count(), 2, "dead after {commits}");
    store.commits()
}

/// Lives once to count the commits, then dies once after each of them.
fn die_everywhere(live: impl Fn(u64) -> u64) {
    let all = live(u64::MAX / 2);
    assert!(all > 15, "{all}");
    for commits in 1..=all {
        live(commits);
    }
}

#[test]
fn nothing_is_lost_or_doubled_wherever_the_joiner_dies() {
    die_everywhere(live_as_joiner);
}

#[test]
fn nothing_is_lost_or_doubled_wherever_the_inviter_dies() {
    die_everywhere(live_as_inviter);
}
