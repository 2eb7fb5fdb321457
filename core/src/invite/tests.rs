use super::*;

const FPR: &str = "79252762C34C5096AF57958F4FC3D21A81B0F0A7";
const NUMBER: &str = "TbnwJ6lSvD5abcdefghijklm";
const AUTH: &str = "0Ejvdgr0FKlmnopqrstuvwxy";
const ID: &str = "x7-_JGtgRabcdefghijklmno";

fn invite() -> Invite {
    Invite {
        fingerprint: FPR.parse().unwrap(),
        addresses: vec!["cli@deltachat.de".into()],
        name: "Jörn P. P.".into(),
        auth: AUTH.into(),
        number: Some(NUMBER.into()),
        v3: true,
        kind: InviteKind::Contact,
    }
}

fn group() -> Invite {
    let kind = InviteKind::Group { id: ID.into(), name: "test? test!".into() };
    Invite { kind, ..invite() }
}

fn channel() -> Invite {
    let kind = InviteKind::Channel { id: ID.into(), name: "News".into() };
    Invite { kind, ..invite() }
}

#[test]
fn accepted_forms() {
    let contact = format!("v=3&i={NUMBER}&s={AUTH}&a=cli%40deltachat.de&n=J%C3%B6rn%20P.+P.");
    let lower = FPR.to_lowercase();
    for text in [
        format!("https://i.delta.chat/#{FPR}&{contact}"),
        format!("https://i.delta.chat#{FPR}&{contact}"),
        format!("HTTPS://i.delta.chat/#{lower}&{contact}"),
        format!("https://i.delta.chat/%23{FPR}&{contact}"),
        format!("OPENPGP4FPR:{FPR}#{contact}"),
        format!("openpgp4fpr:{lower}%23{contact}"),
        format!("http://localhost:8080/#{FPR}&{contact}"),
        format!("https://host.example/app/index.html?x=1#{FPR}&{contact}"),
        format!("#{FPR}&{contact}"),
        format!("  https://i.delta.chat/#{FPR}&{contact}\n"),
        format!(
            "OPENPGP4FPR:{FPR}#n=J%C3%B6rn+P.+P.&a=cli@deltachat.de&s={AUTH}&i={NUMBER}&v=3&unknown=1&&="
        ),
    ] {
        assert_eq!(KeyLink::parse(&text), Ok(KeyLink::Invite(invite())), "{text}");
    }
}

#[test]
fn kinds() {
    let common = format!("OPENPGP4FPR:{FPR}#v=3&s={AUTH}&a=cli%40deltachat.de&n=J%C3%B6rn+P.+P.");
    assert_eq!(Invite::parse(&format!("{common}&i={NUMBER}&x={ID}&g=test%3F+test%21")), Ok(group()));
    assert_eq!(Invite::parse(&format!("{common}&j={NUMBER}&x={ID}&b=News")), Ok(channel()));
    let no_id = Invite::parse(&format!("{common}&i={NUMBER}&g=test")).unwrap();
    assert_eq!(no_id.kind, InviteKind::Contact);
}

#[test]
fn version() {
    let base = format!("OPENPGP4FPR:{FPR}#s={AUTH}&a=a@b.c");
    for (more, v3) in [("", true), (&format!("&i={NUMBER}"), false), (&format!("&i={NUMBER}&v=3"), true)] {
        assert_eq!(Invite::parse(&format!("{base}{more}")).unwrap().v3, v3, "{more}");
    }
}

#[test]
fn shortened_names_end_in_an_ellipsis() {
    let text = format!("OPENPGP4FPR:{FPR}#s={AUTH}&a=a@b.c&x={ID}&n=Maximilian_&g=A+very+long_");
    let invite = Invite::parse(&text).unwrap();
    assert_eq!(invite.name, "Maximilian…");
    assert_eq!(invite.kind, InviteKind::Group { id: ID.into(), name: "A very long…".into() });
}

#[test]
fn further_addresses() {
    for list in ["r=b%40x.org,c@y.org", "r=b@x.org%2Cc@y.org", "r=b@x.org,c@y.org,a@b.c,"] {
        let invite = Invite::parse(&format!("OPENPGP4FPR:{FPR}#s={AUTH}&a=a@b.c&{list}")).unwrap();
        assert_eq!(invite.addresses, ["a@b.c", "b@x.org", "c@y.org"], "{list}");
    }
}

#[test]
fn fingerprint_links_are_no_invites() {
    let fingerprint = FPR.parse().unwrap();
    for (text, address) in [
        (format!("OPENPGP4FPR:{FPR}"), None),
        (format!("OPENPGP4FPR:{FPR}#a=a@b.c"), Some("a@b.c".to_owned())),
        (format!("https://i.delta.chat/#{FPR}&a=a@b.c&s=tooshort"), Some("a@b.c".to_owned())),
        (format!("https://i.delta.chat/#{FPR}&s={AUTH}"), None),
    ] {
        assert_eq!(KeyLink::parse(&text), Ok(KeyLink::Fingerprint { fingerprint, address }), "{text}");
        assert_eq!(Invite::parse(&text), Err(InviteError::NotALink));
    }
}

#[test]
fn refused() {
    let long = format!("OPENPGP4FPR:{FPR}#n={}", "x".repeat(10_000));
    for (text, error) in [
        ("", InviteError::NotALink),
        ("hello", InviteError::NotALink),
        ("https://i.delta.chat/", InviteError::NotALink),
        ("mailto:a@b.c#x", InviteError::NotALink),
        (&long, InviteError::NotALink),
        ("https://example.org/#section", InviteError::Fingerprint),
        ("OPENPGP4FPR:", InviteError::Fingerprint),
        ("OPENPGP4FPR:7925#a=a@b.c", InviteError::Fingerprint),
        (&format!("OPENPGP4FPR:{FPR}#a=nobody&s={AUTH}"), InviteError::Address),
        (&format!("OPENPGP4FPR:{FPR}#a=a@b.c&r=x%0D%0A@y&s={AUTH}"), InviteError::Address),
        (&format!("OPENPGP4FPR:{FPR}#a=a@b.c&n=%ff&s={AUTH}"), InviteError::Name),
    ] {
        assert_eq!(KeyLink::parse(text), Err(error), "{text}");
    }
}

#[test]
fn links_read_back() {
    let two = Invite { addresses: vec!["a+b@x.org".into(), "ö@y.org".into()], ..invite() };
    let without_number = Invite { number: None, ..invite() };
    for invite in [invite(), group(), channel(), two, without_number] {
        assert_eq!(Invite::parse(&invite.to_string()), Ok(invite.clone()), "{invite}");
    }
}

#[test]
fn written_as_delta_chat_does() {
    let expected = format!(
        "https://i.delta.chat/#{FPR}&v=3&x={ID}&j={NUMBER}&s={AUTH}&a=cli%40deltachat.de&n=J%C3%B6rn+P.+P.&b=News"
    );
    assert_eq!(channel().to_string(), expected);
}

#[test]
fn long_names_are_cut() {
    let name = "Ännchen von Tharau ist's, die mir gefällt".to_owned();
    let contact = Invite { name: name.clone(), ..invite() };
    assert_eq!(Invite::parse(&contact.to_string()).unwrap().name, "Ännchen von Tharau ist's,…");
    let group = Invite { name, ..group() };
    assert_eq!(Invite::parse(&group.to_string()).unwrap().name, "Ännchen von Thar…");
}
