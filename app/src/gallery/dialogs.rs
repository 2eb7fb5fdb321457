//! Stories of what stands over everything else.

use super::{
    answers, chats, messages, people, screens,
    story::{Step, Story},
};
use crate::{
    host::Link,
    place::Place,
    session::{Dialog, Question},
};
use estuary_api::{ContactId, Invite, InviteKind, InviteStanding, Problem, ProblemKind};
use leptos::prelude::*;

/// One for each, over a chat.
pub(super) fn stories() -> Vec<Story> {
    [invites(), questions(), about_chats(), about_messages(), ways()].concat()
}

fn over(name: &str, shows: &'static str, dialog: Dialog) -> Story {
    Story::new(name, shows, move |session| {
        session.place.set(Place::Chat(chats::ADA));
        session.dialog.set(Some(dialog.clone()));
    })
}

fn dialog(name: &str, dialog: Dialog) -> Story {
    over(name, "[data-testid=dialog]", dialog)
}

fn ask(name: &str, question: Question) -> Story {
    dialog(name, Dialog::Ask(question))
}

fn invites() -> Vec<Story> {
    let group = Invite { kind: InviteKind::Group(people::LONG.into()), ..answers::invite() };
    let channel = Invite { kind: InviteKind::Channel("Tides".into()), ..answers::invite() };
    let known = Invite { standing: InviteStanding::Known(chats::ADA), ..answers::invite() };
    vec![
        over("invite", "[data-testid=invite-qr]", Dialog::Invite),
        over("invite-chat", "[data-testid=invite-qr]", Dialog::ChatInvite(chats::GROUP)),
        dialog("join", Dialog::Join(None)),
        dialog("confirm", Dialog::Confirm(String::new(), answers::invite())),
        dialog("confirm-group", Dialog::Confirm(String::new(), group)),
        dialog("confirm-channel", Dialog::Confirm(String::new(), channel)),
        dialog("confirm-known", Dialog::Confirm(String::new(), known)),
    ]
}

fn questions() -> Vec<Story> {
    let name = || people::LONG.to_owned();
    let link =
        Question::Link { href: "https://xn--exmple-cua.org/".into(), host: "xn--exmple-cua.org".into() };
    let delete = |own| Question::Delete { messages: vec![messages::id(chats::ADA, 2)], own };
    let remove = people::person(1).map(|who| ask("ask-remove", Question::Remove(chats::GROUP, who)));
    let mut all = vec![
        ask("ask-block", Question::Block(chats::ADA, name())),
        ask("ask-delete", delete(false)),
        ask("ask-delete-own", delete(true)),
        ask("ask-leave", Question::Leave(chats::GROUP, name())),
        ask("ask-leave-delete", Question::LeaveAndDelete(chats::GROUP, name())),
        ask("ask-delete-chat", Question::DeleteChat(chats::GROUP, name())),
        ask("ask-reset-invite", Question::ResetInvite),
        ask("ask-remove-profile", Question::RemoveProfile(name())),
        ask("ask-link", link),
        dialog("leave-app", Dialog::Leave(Link::Web(format!("https://example.org/{}", people::LONG)))),
    ];
    all.extend(remove);
    all
}

fn about_chats() -> Vec<Story> {
    let group = || chats::profile(chats::GROUP);
    let mut all = vec![
        over("contact", "[data-testid=contact-profile]", Dialog::ContactProfile(ContactId(1)))
            .doing(&[Step::Click("[data-testid=dialog] summary")]),
        over("contact-introduced", "[data-testid=contact-profile]", Dialog::ContactProfile(ContactId(2))),
        over("contact-blocked", "[data-testid=contact-profile]", Dialog::ContactProfile(ContactId(4))),
        over("share-contact", "[data-testid=person]", Dialog::ShareContact(chats::ADA)),
        over("group-profile", "[data-testid=member]", Dialog::ChatProfile(chats::GROUP)),
        over("group-profile-search", "[data-testid=member]:only-child", Dialog::ChatProfile(chats::GROUP))
            .doing(&[Step::Type("[data-testid=people-search]", "dora")]),
        over("group-profile-left", "[data-testid=profile-chat-name]", Dialog::ChatProfile(chats::LEFT)),
        over("new-chat", "[data-testid=person]", Dialog::NewChat),
        over("new-group", "[data-testid=group-name]", Dialog::NewGroup { channel: false }),
        over("new-channel", "[data-testid=group-name]", Dialog::NewGroup { channel: true }),
        dialog("mute", Dialog::Mute(chats::GROUP)),
        dialog("timer", Dialog::Timer(chats::GROUP, 86_400)),
    ];
    let edit = |name, shows| group().map(|profile| over(name, shows, Dialog::EditChat(profile)));
    all.extend(edit("edit-chat", "[data-testid=save-chat]"));
    let crop = edit("crop", "[data-testid=crop] img");
    all.extend(crop.map(|story| story.doing(&[Step::Picture("[data-testid=picture]")])));
    all.extend(group().map(|profile| dialog("add-members", Dialog::AddMembers(profile))));
    all.extend(
        group().map(|profile| over("clone-group", "[data-testid=group-name]", Dialog::CloneGroup(profile))),
    );
    all
}

fn about_messages() -> Vec<Story> {
    let failed = messages::id(chats::ADA, 12);
    let photo = messages::id(chats::PICTURES, 1);
    let mut all = vec![
        over("full-message", "[data-testid=full-message]", Dialog::FullMessage(messages::id(chats::ADA, 7))),
        over("react", "[data-testid=emoji]", Dialog::React(failed)),
        over("reactors", "[data-testid=reactor]", Dialog::Reactions(failed)),
        over("forward", "[data-testid=choose-chat]", Dialog::Forward(vec![failed])),
        over("viewer", ".stage img", Dialog::Viewer(chats::PICTURES, photo)),
        Story::new("problem-in-front", ".viewer .notice", move |session| {
            session.place.set(Place::Chat(chats::PICTURES));
            session.dialog.set(Some(Dialog::Viewer(chats::PICTURES, photo)));
            session.problem.set(Some(Problem::new(ProblemKind::FileGone, "")));
        }),
    ];
    let card = |who| dialog("card", Dialog::Card(messages::id(chats::MEDIA, 7), who));
    all.extend(people::on_card(1, true).map(card));
    let info = |row| over("message-info", "[data-testid=message-facts]", Dialog::Message(row));
    all.extend(messages::find(failed).map(info));
    all
}

fn ways() -> Vec<Story> {
    let tile = "[data-testid=media-tile] img";
    vec![
        over("palette", "[data-testid=choose-chat]", Dialog::Palette),
        over("shortcuts", "[data-testid=shortcuts]", Dialog::Shortcuts),
        over("search-chat", "[data-testid=found]", Dialog::Search(Some(chats::ADA), String::new()))
            .doing(&[Step::Type("[data-testid=dialog] input", "the")]),
        over("search-all", "[data-testid=search-from]", Dialog::Search(None, String::new())),
        over("media-chat", tile, Dialog::Media(Some(chats::PICTURES))),
        over("media-all", tile, Dialog::Media(None)),
        over("apps", "[data-testid=apps-row]", Dialog::Apps(None)),
        over("about-app", "[data-testid=dialog]", Dialog::AboutApp(answers::instance(chats::APP))),
        over("to-chat", "[data-testid=choose-chat]", Dialog::ToChat(screens::handed())),
    ]
}
