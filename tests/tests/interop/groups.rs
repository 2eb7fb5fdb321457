//! Groups of a tab and real cores (wire protocol 4).

use crate::world::{self, bridge, person};
use estuary_api::{
    ChatCommand, ChatId, ChatProfile, Command, ContactId, Info, MessageBody, Picture, Reply, SendId,
};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    forge::{Letter, Person},
    mail,
    native::Tab,
    real_core::CoreAccount,
};
use serde_json::{Value, json};

/// A tab and two real cores that know the tab, and a group of the three.
pub(crate) struct Three {
    pub(crate) tab: Tab,
    pub(crate) cores: [CoreAccount; 2],
    pub(crate) contacts: [ContactId; 2],
    pub(crate) chat: ChatId,
    pub(crate) core_chats: [u64; 2],
}

pub(crate) fn meet(tab: &Tab, core: &CoreAccount) -> ContactId {
    let chat = tab.join(&core.invite());
    tab.until_joined(chat);
    core.until_joined();
    tab.chat(chat).contact.unwrap().id
}

pub(crate) fn core_chat(core: &CoreAccount, name: &str) -> u64 {
    core.until(&format!("the group {name:?} appears"), || {
        let mut chats = core.chats().into_iter();
        chats.find(|chat| core.call("get_basic_chat_info", [json!(chat)])["name"] == name)
    })
}

pub(crate) fn create(tab: &Tab, name: &str, members: Vec<ContactId>) -> ChatId {
    let id = SendId(uuid::Uuid::new_v4().into_bytes());
    let (name, description) = (name.into(), "About it".into());
    let create = ChatCommand::CreateGroup { id, name, avatar: None, description, members };
    match tab.ask(Command::Chats(create)) {
        Ok(Reply::Chat(chat)) => chat.row.id,
        other => panic!("CreateGroup: {other:?}"),
    }
}

pub(crate) fn change(tab: &Tab, command: ChatCommand) {
    assert_eq!(tab.ask(Command::Chats(command)), Ok(Reply::Done));
}

fn profile(tab: &Tab, chat: ChatId) -> ChatProfile {
    match tab.ask(Command::Chats(ChatCommand::Profile(chat))) {
        Ok(Reply::ChatProfile(profile)) => profile,
        other => panic!("Profile: {other:?}"),
    }
}

fn infos(tab: &Tab, chat: ChatId) -> Vec<Info> {
    let rows = match tab.ask(Command::Messages { chat, before: None, limit: 1000 }) {
        Ok(Reply::Messages(page)) => page.rows,
        other => panic!("Messages: {other:?}"),
    };
    rows.into_iter()
        .filter_map(|row| if let MessageBody::Info(info) = row.body { Some(info) } else { None })
        .collect()
}

fn until_info(tab: &Tab, chat: ChatId, wanted: &Info) {
    tab.until(&format!("{wanted:?} is told"), || infos(tab, chat).contains(wanted).then_some(()));
}

/// Addresses of the members, one's own included, in order.
fn members_of_tab(tab: &Tab, chat: ChatId) -> Vec<String> {
    let seen = profile(tab, chat);
    let own = seen.own.then(|| tab.profile().address);
    let mut addresses: Vec<_> = seen.members.into_iter().map(|member| member.address).chain(own).collect();
    addresses.sort();
    addresses
}

fn members_of_core(core: &CoreAccount, chat: u64) -> Vec<String> {
    let ids = core.call("get_chat_contacts", [json!(chat)]);
    let address = |id: &Value| match id.as_u64() {
        Some(1) => core.address(),
        _ => core.call("get_contact", [id.clone()])["address"].as_str().unwrap().to_owned(),
    };
    let mut addresses: Vec<_> = ids.as_array().unwrap().iter().map(address).collect();
    addresses.sort();
    addresses
}

fn until_members_of_core(core: &CoreAccount, chat: u64, expected: &[String]) {
    let what = format!("the members are {expected:?}");
    core.until(&what, || (members_of_core(core, chat) == expected).then_some(()));
}

fn contact_id(core: &CoreAccount, address: &str) -> Value {
    core.contact(address).expect("core knows them")["id"].clone()
}

fn sorted(mut addresses: Vec<String>) -> Vec<String> {
    addresses.sort();
    addresses
}

impl Three {
    pub(crate) fn new(name: &str) -> Self {
        let tab = world::tab(&format!("{name} in a tab"));
        let cores = ["one", "two"].map(|n| world::core(&format!("{name} {n}")));
        let contacts = cores.each_ref().map(|core| meet(&tab, core));
        let chat = create(&tab, name, contacts.to_vec());
        tab.send(chat, &format!("{name} begins"));
        cores.iter().for_each(|core| drop(core.until_received(&format!("{name} begins"))));
        let core_chats = cores.each_ref().map(|core| core_chat(core, name));
        Self { tab, cores, contacts, chat, core_chats }
    }

    /// The mails that the tab has sent and the first core can read, their payloads.
    fn payloads(&self) -> Vec<Vec<u8>> {
        let key = self.cores[0].secret_key();
        let sent = self.tab.wire().sent().into_iter();
        sent.filter_map(|mail| Some(Anatomy::of(&mail, Opener::Key(&key)).ok()?.payload().to_vec())).collect()
    }

    fn all(&self) -> Vec<String> {
        sorted(vec![self.tab.profile().address, self.cores[0].address(), self.cores[1].address()])
    }
}

#[test]
fn c39_a_groups_id_decides_whatever_is_answered() {
    let Three { tab, cores: [one, two], chat, core_chats: [ones, _], contacts } = Three::new("Rowing");
    one.send(ones, "Everybody there?");
    let (found, _) = tab.until_received("Everybody there?");
    assert_eq!(found, chat);
    tab.send(chat, "All aboard");
    for core in [&one, &two] {
        core.until_received("All aboard");
    }
    // A message of the group that answers one of another chat stays in the group.
    let single = match tab.ask(Command::Contacts(estuary_api::ContactCommand::Chat(contacts[1]))) {
        Ok(Reply::Chat(chat)) => chat.row.id,
        other => panic!("{other:?}"),
    };
    tab.send(single, "Between us");
    two.until_received("Between us");
    let row = tab.messages(single).into_iter().next_back().unwrap();
    tab.answer(chat, Some(row.id), "also to all");
    assert_eq!(one.until_received("also to all")["chatId"], ones);

    let group = Forged::new("Entangled");
    let (address, own) = (group.tab.profile().address, group.tab.secret_key().to_public_key());
    let private = group.founder.letter(&address, &own, "a word in private");
    group.deliver(&private, "a word in private");
    let answer = group_letter(&group.founder, &group.tab, &group.id, "said to all")
        .with("In-Reply-To", format!("<{}>", private.message_id));
    group.deliver(&answer, "said to all");
    assert_eq!(group.tab.until_received("said to all").0, group.chat);
}

#[test]
fn c40_every_message_tells_the_whole_group_in_one_order() {
    let three = Three::new("Chess");
    let payloads = three.payloads();
    let payload = payloads.last().unwrap();
    let value = |name: &str| mail::value(payload, name).unwrap_or_default();
    assert_eq!(value("Chat-Group-Name"), "Chess");
    assert_eq!(value("Chat-Group-ID").len(), 24);
    value("Chat-Group-Name-Timestamp").parse::<i64>().unwrap();
    let to: Vec<String> = value("To").split(',').map(|entry| entry.trim().to_owned()).collect();
    let keys: Vec<String> = value("Chat-Group-Member-Fpr").split(' ').map(str::to_owned).collect();
    let times: Vec<i64> =
        value("Chat-Group-Member-Timestamps").split(' ').map(|t| t.parse().unwrap()).collect();
    assert_eq!((to.len(), keys.len(), times.len()), (2, 2, 2), "without oneself");
    assert!(times.iter().all(|time| *time > 1_700_000_000));
    for core in &three.cores {
        let place = to.iter().position(|entry| entry.contains(&core.address())).expect("in To");
        assert_eq!(keys[place], core.fingerprint());
    }
    let alone = create(&three.tab, "Alone", vec![]);
    three.tab.send(alone, "Hello me");
    three.tab.until("it has left", || {
        (three.tab.state(alone, three.tab.messages(alone).last()?.id)
            == Some(estuary_api::DeliveryState::Delivered))
        .then_some(())
    });
}

/// A forged letter to the group, told apart by its text.
fn group_letter(from: &Person, tab: &Tab, id: &str, text: &str) -> Letter {
    let own = tab.secret_key().to_public_key();
    from.letter(&tab.profile().address, &own, text)
        .with("Chat-Group-ID", id)
        .with("Chat-Group-Name", "Forged")
        .with("Chat-Group-Name-Timestamp", "0")
}

fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    now.as_secs().cast_signed()
}

/// A tab in a group that `founder` made, with people that only their keys are known of.
struct Forged {
    tab: Tab,
    founder: Person,
    id: String,
    chat: ChatId,
}

impl Forged {
    fn new(name: &str) -> Self {
        let (tab, founder) = (world::tab(name), person(true));
        let id = format!("{:0>24}", uuid::Uuid::new_v4().simple().to_string().split_at(12).0);
        let forged = |text: &str| group_letter(&founder, &tab, &id, text);
        bridge().deliver(&tab.profile().address, &forged("the beginning").mail());
        let (chat, _) = tab.until_received("the beginning");
        assert_eq!(tab.ask(Command::AcceptChat(chat)), Ok(Reply::Done));
        Self { tab, founder, id, chat }
    }

    /// A letter that lists the tab and these people with their times, then the removed ones.
    fn listing(
        &self,
        from: &Person,
        people: &[(&Person, i64)],
        past: &[(&Person, i64)],
        text: &str,
    ) -> Letter {
        let own = self.tab.profile();
        let mut to = vec![format!("<{}>", own.address)];
        let (mut keys, mut times) = (vec![own.fingerprint], vec!["0".to_owned()]);
        let mut gone = Vec::new();
        for (list, out) in [(people, &mut to), (past, &mut gone)] {
            for (person, time) in list {
                out.push(format!("<{}>", person.address));
                keys.push(person.fingerprint());
                times.push(time.to_string());
            }
        }
        let letter = group_letter(from, &self.tab, &self.id, text)
            .with("To", to.join(", "))
            .with("Chat-Group-Member-Fpr", keys.join(" "))
            .with("Chat-Group-Member-Timestamps", times.join(" "));
        if gone.is_empty() { letter } else { letter.with("Chat-Group-Past-Members", gone.join(", ")) }
    }

    fn deliver(&self, letter: &Letter, text: &str) {
        bridge().deliver(&self.tab.profile().address, &letter.mail());
        self.tab.until_received(text);
    }

    fn members(&self) -> Vec<String> {
        members_of_tab(&self.tab, self.chat)
    }

    fn is_member(&self, person: &Person) -> bool {
        self.members().contains(&person.address)
    }
}

#[test]
fn c41_membership_follows_the_times() {
    let group = Forged::new("Timekeeper");
    let (ann, ben, cleo) = (person(true), person(true), person(true));
    let founder = &group.founder;
    let now = now();
    let hear = |people: &[(&Person, i64)], past: &[(&Person, i64)], text: &str| {
        group.deliver(&group.listing(founder, people, past, text), text);
    };
    hear(&[(&ann, now - 50)], &[], "Ann is in");
    assert!(group.is_member(&ann));
    hear(&[], &[(&ann, now - 60)], "older news");
    assert!(group.is_member(&ann), "an older removal changes nothing");
    hear(&[], &[(&ann, now - 40)], "Ann is out");
    assert!(!group.is_member(&ann));
    hear(&[(&ann, now - 40)], &[], "of the same second");
    assert!(group.is_member(&ann), "being in wins");
    let short = group.listing(founder, &[(&ben, now)], &[], "one time too few");
    let short = short.with("Chat-Group-Member-Timestamps", "0");
    group.deliver(&short, "one time too few");
    assert!(!group.is_member(&ben), "numbers that do not match count for nothing");
    // In one mail, as both are cut to the second in which it is read.
    hear(&[(&cleo, now + 1_000_000)], &[(&cleo, now + 2_000_000)], "from the future");
    assert!(group.is_member(&cleo), "both times are cut to the same");
    let moved = group.listing(founder, &[(founder, now + 50)], &[], "the sender moves");
    group.deliver(&moved, "the sender moves");
    group.deliver(&group.listing(&ann, &[], &[(founder, now - 1)], "the sender goes"), "the sender goes");
    assert!(!group.is_member(founder), "a list says nothing about who sent it");
}

#[test]
fn c42_members_are_known_before_their_keys() {
    let group = Forged::new("Expectant");
    let ann = person(true);
    group.deliver(&group.listing(&group.founder, &[(&ann, now())], &[], "Ann will write"), "Ann will write");
    let seen = profile(&group.tab, group.chat).members.into_iter();
    let keys: Vec<String> = seen.map(|member| member.fingerprint).collect();
    assert!(keys.contains(&ann.fingerprint()));
    group.deliver(&group.listing(&ann, &[], &[], "Here is Ann"), "Here is Ann");
    let text = group.tab.until_received("Here is Ann");
    assert_eq!(text.0, group.chat);
    group.tab.send(group.chat, "Welcome, Ann");
    bridge().until_mail(&ann.address, |mail| Anatomy::of(mail, Opener::Key(&ann.key)).ok());
}

#[test]
fn c43_newcomers_get_every_key() {
    let three = Three::new("Choir");
    let newcomer = world::core("Choir three");
    let contact = meet(&three.tab, &newcomer);
    change(&three.tab, ChatCommand::AddMembers { chat: three.chat, members: vec![contact] });
    let theirs = core_chat(&newcomer, "Choir");
    let payload = three.tab.until("the addition has left", || {
        let mut payloads = three.payloads().into_iter();
        payloads.find(|payload| mail::value(payload, "Chat-Group-Member-Added").is_some())
    });
    assert_eq!(mail::value(&payload, "Chat-Group-Member-Added").unwrap(), newcomer.address().to_lowercase());
    assert_eq!(mail::value(&payload, "Chat-Group-Member-Added-Fpr").unwrap(), newcomer.fingerprint());
    let gossip = mail::values(&payload, "Autocrypt-Gossip");
    let addresses: Vec<String> = gossip.iter().map(|field| mail::autocrypt(field)[0].1.clone()).collect();
    let everybody = [&three.cores[0], &three.cores[1], &newcomer].map(|core| core.address().to_lowercase());
    assert_eq!(sorted(addresses), sorted(everybody.to_vec()));
    // Those who never met write to each other.
    newcomer.send(theirs, "Good evening");
    for core in &three.cores {
        core.until_received("Good evening");
    }
    three.tab.until_received("Good evening");
}

#[test]
fn c44_keys_are_not_repeated_within_two_days() {
    let three = Three::new("Quiet");
    let count = |text: &str| {
        let payloads = three.payloads();
        let payload = payloads.iter().find(|payload| mail::text(payload).starts_with(text)).unwrap();
        mail::values(payload, "Autocrypt-Gossip").len()
    };
    assert_eq!(count("Quiet begins"), 2, "first everybody learns the keys");
    three.tab.send(three.chat, "soon after");
    three.cores[0].until_received("soon after");
    assert_eq!(count("soon after"), 0);
    three.tab.skew_clock(3 * 86_400_000);
    three.tab.send(three.chat, "days later");
    three.cores[0].until_received("days later");
    assert_eq!(count("days later"), 2);
}

#[test]
fn c45_who_is_removed_is_told() {
    let three = Three::new("Farewell");
    let [one, two] = &three.cores;
    change(&three.tab, ChatCommand::RemoveMember { chat: three.chat, member: three.contacts[1] });
    let remaining = sorted(vec![three.tab.profile().address, one.address()]);
    until_members_of_core(one, three.core_chats[0], &remaining);
    until_members_of_core(two, three.core_chats[1], &remaining);
    let payload = three.payloads().pop().unwrap();
    assert!(mail::value(&payload, "Chat-Group-Past-Members").unwrap().contains(&two.address()));
    assert_eq!(mail::value(&payload, "Chat-Group-Member-Removed-Fpr").unwrap(), two.fingerprint());

    // The real core removes the tab, which hears of it.
    let tab_id = contact_id(one, &three.tab.profile().address);
    one.call("remove_contact_from_chat", [json!(three.core_chats[0]), tab_id]);
    let told = Info::MemberRemoved { by: Some("Farewell one".into()), who: None };
    until_info(&three.tab, three.chat, &told);
    assert!(three.tab.chat(three.chat).can_send.is_err());
}

#[test]
fn c46_leaving_is_removing_oneself() {
    let three = Three::new("Parting");
    let [one, two] = &three.cores;
    two.call("leave_group", [json!(three.core_chats[1])]);
    until_info(&three.tab, three.chat, &Info::MemberLeft(Some("Parting two".into())));
    let remaining = sorted(vec![three.tab.profile().address, one.address()]);
    assert_eq!(members_of_tab(&three.tab, three.chat), remaining);
    change(&three.tab, ChatCommand::Leave(three.chat));
    until_members_of_core(one, three.core_chats[0], &[one.address()]);
    let payload = three.payloads().pop().unwrap();
    let own = three.tab.profile();
    assert_eq!(mail::value(&payload, "Chat-Group-Member-Removed-Fpr").unwrap(), own.fingerprint);
    assert!(mail::value(&payload, "Chat-Group-Past-Members").unwrap().contains(&own.address));
    let id = SendId(uuid::Uuid::new_v4().into_bytes());
    let text = Command::SendText { id, chat: three.chat, text: "still here?".into(), quote: None };
    assert!(three.tab.ask(text).is_err());
}

#[test]
fn c47_strangers_change_nothing_but_are_read() {
    let group = Forged::new("Wary");
    let (mallory, friend) = (person(true), person(true));
    let before = group.members();
    let letter = group
        .listing(&mallory, &[(&friend, now())], &[(&group.founder, now())], "Let me in")
        .with("Chat-Group-Name", "Mine now")
        .with("Chat-Group-Name-Timestamp", now().to_string());
    group.deliver(&letter, "Let me in");
    assert_eq!(group.tab.until_received("Let me in").0, group.chat);
    assert_eq!(group.members(), before);
    assert_eq!(group.tab.chat(group.chat).row.name, "Forged");
}

#[test]
fn c48_ties_are_broken_alike_everywhere() {
    let group = Forged::new("Undecided");
    let say = |name: &str, description: &str, text: &str| {
        let letter = group_letter(&group.founder, &group.tab, &group.id, text)
            .with("Chat-Group-Name", name)
            .with("Chat-Group-Name-Timestamp", "1700000000")
            .with("Chat-Group-Description", description)
            .with("Chat-Group-Description-Timestamp", "1700000000");
        group.deliver(&letter, text);
    };
    say("Mint", "Mint", "first");
    say("Basil", "Basil", "second");
    say("Sage", "Sage", "third");
    let seen = profile(&group.tab, group.chat);
    assert_eq!((seen.row.name.as_str(), seen.description.as_str()), ("Basil", "Sage"));
}

#[test]
fn c49_sixty_days_are_the_horizon() {
    let group = Forged::new("Forgetful");
    let (old, young) = (person(true), person(true));
    let day = 86_400;
    let past = [(&old, now() - 61 * day), (&young, now() - 59 * day)];
    group.deliver(&group.listing(&group.founder, &[], &past, "long ago"), "long ago");
    let seen = profile(&group.tab, group.chat).past.into_iter();
    let past: Vec<String> = seen.map(|person| person.address).collect();
    assert_eq!(past, std::slice::from_ref(&young.address));
    // After 60 days without news the next list replaces what was known.
    let member = person(true);
    group.deliver(&group.listing(&group.founder, &[(&member, now())], &[], "one more"), "one more");
    group.tab.skew_clock(61 * day * 1000);
    group.deliver(&group.listing(&group.founder, &[], &[], "a new start"), "a new start");
    assert!(!group.is_member(&member));
    assert!(group.is_member(&group.founder));
}

#[test]
fn c50_unknown_groups_do_not_begin_with_a_removal() {
    let (tab, somebody) = (world::tab("Unbothered"), person(true));
    let removal = group_letter(&somebody, &tab, "UNKNOWNGROUPUNKNOWNGROUP", "a late farewell")
        .with("Chat-Group-Member-Removed", somebody.address.clone())
        .with("Chat-Group-Member-Removed-Fpr", somebody.fingerprint());
    let nameless =
        group_letter(&somebody, &tab, "NAMELESSGROUPNAMELESSGRO", "no name").without("Chat-Group-Name");
    for letter in [removal, nameless] {
        bridge().deliver(&tab.profile().address, &letter.mail());
    }
    let fence = group_letter(&somebody, &tab, "PROPERGROUPPROPERGROUP00", "a proper group");
    bridge().deliver(&tab.profile().address, &fence.mail());
    tab.until_received("a proper group");
    assert_eq!(tab.chats().len(), 1);
}

#[test]
fn c51_groups_are_joined_by_invite_in_both_roles() {
    let three = Three::new("Open");
    // The tab lets a core in.
    let link = match three.tab.ask(Command::Chats(ChatCommand::InviteLink(three.chat))) {
        Ok(Reply::InviteLink(link)) => link,
        other => panic!("{other:?}"),
    };
    let joiner = world::core("Open three");
    let theirs = joiner.join(&link);
    let everybody = sorted([three.all(), vec![joiner.address()]].concat());
    until_members_of_core(&joiner, theirs, &everybody);
    until_members_of_core(&three.cores[0], three.core_chats[0], &everybody);
    joiner.send(theirs, "By the link");
    three.cores[0].until_received("By the link");

    // A core lets a tab in.
    let link = three.cores[0].call("get_chat_securejoin_qr_code", [json!(three.core_chats[0])]);
    let guest = world::tab("Open guest");
    let chat = guest.join(link.as_str().unwrap());
    guest.until("the group is joined", || guest.is_joined(chat).then_some(()));
    assert_eq!(guest.chat(chat).can_send, Ok(()));
    guest.send(chat, "By theirs");
    three.cores[1].until_received("By theirs");
    let everybody = sorted([everybody, vec![guest.profile().address]].concat());
    assert_eq!(members_of_tab(&guest, chat), everybody);
}

#[test]
fn c52_notices_are_written_by_the_reader() {
    let three = Three::new("Notices");
    let [one, _] = &three.cores;
    one.call("set_chat_name", [json!(three.core_chats[0]), json!("Other notices")]);
    let by = Some("Notices one".to_owned());
    let told = Info::Renamed { by: by.clone(), old: "Notices".into(), new: "Other notices".into() };
    until_info(&three.tab, three.chat, &told);
    let two = contact_id(one, &three.cores[1].address());
    one.call("remove_contact_from_chat", [json!(three.core_chats[0]), two]);
    let told = Info::MemberRemoved { by, who: Some("Notices two".into()) };
    until_info(&three.tab, three.chat, &told);
    assert!(!infos(&three.tab, three.chat).iter().any(|info| matches!(info, Info::Text(_))));
}

#[test]
fn c53_name_description_and_picture_change_both_ways() {
    let three = Three::new("Changing");
    let ([one, _], chat) = (&three.cores, three.chat);
    let picture = include_bytes!("../../../public/icon-192.png").to_vec();
    let (name, description) = ("Changed".to_owned(), "In a tab".to_owned());
    let set = ChatCommand::SetProfile { chat, name, avatar: Some(Picture::Bytes(picture)), description };
    change(&three.tab, set);
    let info = || one.call("get_full_chat_by_id", [json!(three.core_chats[0])]);
    one.until("the change arrives", || {
        let info = info();
        (info["name"] == "Changed" && info["profileImage"].is_string()).then_some(())
    });
    one.until("the description arrives", || {
        let text = one.call("get_chat_description", [json!(three.core_chats[0])]);
        (text == "In a tab").then_some(())
    });
    // Times of changes are whole seconds, and of two in one second the rules of ties decide, not the order. Who sends several
    // messages in a second gives each a second of its own, so the times of a group just made run ahead of the clock.
    std::thread::sleep(std::time::Duration::from_secs(5));
    one.call("set_chat_description", [json!(three.core_chats[0]), json!("In a core")]);
    one.call("set_chat_name", [json!(three.core_chats[0]), json!("Changed again")]);
    one.call("set_chat_profile_image", [json!(three.core_chats[0]), Value::Null]);
    let seen = || profile(&three.tab, chat);
    three.tab.until("the description changes", || (seen().description == "In a core").then_some(()));
    three.tab.until("the name changes", || (seen().row.name == "Changed again").then_some(()));
    three.tab.until("the picture goes", || seen().row.avatar.is_none().then_some(()));
}

#[test]
fn c57_private_answers_stay_out_of_the_group() {
    let three = Three::new("Aside");
    let [one, _] = &three.cores;
    three.tab.send(three.chat, "To all of you");
    let public = one.until_received("To all of you")["id"].as_u64().unwrap();
    let tab_id = contact_id(one, &three.tab.profile().address).as_u64().unwrap();
    one.answer(one.chat_with(tab_id), public, "only to you");
    let (chat, row) = three.tab.until_received("only to you");
    assert_ne!(chat, three.chat);
    let MessageBody::Content { quote: Some(quote), .. } = row.body else { panic!("no quote") };
    assert_eq!((quote.text.as_str(), quote.own, quote.elsewhere), ("To all of you", true, Some(three.chat)));
    let question = one.send(three.core_chats[0], "Question to all");
    let (_, row) = three.tab.until_received("Question to all");
    three.tab.answer(chat, Some(row.id), "only to one");
    let answer = one.until_received("only to one");
    assert_ne!(answer["chatId"], three.core_chats[0]);
    assert_eq!(
        (&answer["quote"]["kind"], &answer["quote"]["messageId"]),
        (&json!("WithMessage"), &json!(question))
    );
}
