//! Invite links and account codes (wire protocol 3.1, 7.1).

use crate::world::{self, bridge};
use estuary_api::{Command, Invite, InviteKind, InviteStanding, NewProfile, ProblemKind, Reply};
use estuary_tests::{invite::Link, native::Tab};
use serde_json::json;

fn check(tab: &Tab, text: &str) -> Result<Invite, ProblemKind> {
    match tab.ask(Command::CheckInvite(text.into())) {
        Ok(Reply::Invite(invite)) => Ok(invite),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem.kind),
    }
}

#[test]
fn c12_links_are_understood_in_all_their_spellings() {
    let (tab, core) = (world::tab("Reader"), world::core("Ännchen + Co. & Söhne"));
    let reader = world::core("Reading core");
    let link = core.invite();
    let parsed = Link::parse(&link);
    let (fingerprint, parameters) =
        link.trim_start_matches("https://i.delta.chat/#").split_once('&').unwrap();
    let mut shuffled = parsed.clone();
    shuffled.parameters.reverse();
    let spellings = [
        link.clone(),
        format!("  {link}\n"),
        format!("https://i.delta.chat#{fingerprint}&{parameters}"),
        format!("OPENPGP4FPR:{fingerprint}#{parameters}"),
        format!("openpgp4fpr:{fingerprint}#{parameters}"),
        format!("OPENPGP4FPR:{fingerprint}%23{parameters}"),
        shuffled.to_string(),
        parsed.without("v").without("i").to_string(),
    ];
    for spelling in spellings {
        let invite = check(&tab, &spelling).unwrap_or_else(|kind| panic!("{spelling}: {kind:?}"));
        assert_eq!(invite.kind, InviteKind::Contact, "{spelling}");
        assert_eq!(invite.fingerprint, core.fingerprint(), "{spelling}");
        assert_eq!(invite.address, core.address(), "{spelling}");
        assert_eq!(invite.name, "Ännchen + Co. & Söhne", "{spelling}");
        assert_eq!(invite.standing, InviteStanding::New, "{spelling}");
        assert_eq!(reader.call("check_qr", [json!(spelling)])["kind"], "askVerifyContact", "{spelling}");
    }
}

#[test]
fn c12_relays_groups_and_shortened_names() {
    let tab = world::tab("Reader of more");
    let core = world::core("Inviter of more");
    let mut link = Link::parse(&core.invite());
    link.parameters.retain(|(name, _)| name != "n");
    link.parameters.push(("r".into(), "b%40example.org,c%40example.org".into()));
    link.parameters.push(("n".into(), "A+very+long+na_".into()));
    assert_eq!(check(&tab, &link.to_string()).unwrap().name, "A very long na…");

    let group = core.call("create_group_chat", [json!("Hiking & more"), json!(false)]);
    let link = core.call("get_chat_securejoin_qr_code", [group]);
    let invite = check(&tab, link.as_str().unwrap()).unwrap();
    assert_eq!(invite.kind, InviteKind::Group("Hiking & more".into()));
}

#[test]
fn c12_what_is_no_invite_is_refused() {
    let tab = world::tab("Refuser");
    let link = Link::parse(&world::core("Inviter").invite());
    let mut short = link.clone();
    short.fingerprint.pop();
    for bad in [
        String::new(),
        "https://example.org/#".into(),
        "https://i.delta.chat/#".into(),
        short.to_string(),
        link.clone().without("a").to_string(),
        link.to_string().replace("&s=", "&s=%00"),
        format!("OPENPGP4FPR:{}", "Z".repeat(40)),
        "x".repeat(1 << 20),
    ] {
        let shown: String = bad.chars().take(80).collect();
        assert_eq!(check(&tab, &bad).expect_err(&shown), ProblemKind::InviteMalformed, "{shown}");
    }
}

#[test]
fn c12_our_own_link_is_read_by_the_real_core() {
    let (tab, core) = (world::tab("Ünï & Estuary + 1"), world::core("Reader of ours"));
    let link = tab.invite();
    assert_eq!(check(&tab, &link).unwrap().standing, InviteStanding::Own);
    let read = core.call("check_qr", [json!(link)]);
    assert_eq!((&read["kind"], &read["is_v3"]), (&json!("askVerifyContact"), &json!(true)));
    let fingerprint: String = read["fingerprint"].as_str().unwrap().split_whitespace().collect();
    assert_eq!(fingerprint, tab.profile().fingerprint);
    let contact = core.call("get_contact", [read["contact_id"].clone()]);
    assert_eq!(contact["address"], tab.profile().address);
    assert_eq!(contact["displayName"], "Ünï & Estuary + 1");
}

#[test]
fn c37_an_account_is_made_by_logging_in() {
    let code = format!("DCACCOUNT:{}", bridge().domain());
    for account in [None, Some(code)] {
        let tab = Tab::open("Newcomer", bridge());
        let new = NewProfile { name: "Newcomer".into(), avatar: None, account };
        let Ok(Reply::Profile(profile)) = tab.ask(Command::CreateProfile(new)) else { panic!("no profile") };
        let login = tab.wire().login().unwrap();
        assert_eq!(login.address, profile.address);
        let (local, domain) = login.address.split_once('@').unwrap();
        assert_eq!(domain, bridge().domain());
        assert!(
            local.len() == 9 && local.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()),
            "{local}"
        );
        assert!(login.password.len() == 22 && login.password.chars().all(|c| c.is_ascii_alphanumeric()));
        // The same credentials let the real core in, and no others do.
        let core = world::core("Second look");
        let transport = bridge().transport_of_core(&login.address, &login.password);
        core.call("add_or_update_transport", [transport]);
        let wrong = bridge().transport_of_core(&login.address, "not-the-password");
        core.try_call("add_or_update_transport", [wrong]).expect_err("a wrong password");
    }
}
