//! What a later version may send (wire protocol 10.4, 96).

use crate::world::{person, receivers};

#[test]
fn c96_unknown_fields_and_contents_change_nothing() {
    let receivers = receivers();
    let writer = person(true);
    let novelties = [
        ("Chat-Novelty", "yes; \u{1F300}"),
        ("Chat-Content", "novelty-of-2040"),
        ("Chat-Version", "7.3-beta"),
        ("Chat-Post-Message-Metadata", "{\"novelty\":[1,2,{}]}"),
        ("Chat-Duration", "quite long"),
        ("Ephemeral-Novelty", "17"),
        ("Secure-Novelty", "vc-novelty"),
        ("Autocrypt-Novelty", "addr=x; keydata=AAAA"),
        ("Iroh-Novelty", "{}"),
        ("HP-Novelty", "x"),
    ];
    for (name, value) in novelties {
        let text = format!("with {name}");
        receivers
            .deliver(|address, certificate| writer.letter(address, certificate, &text).with(name, value));
        receivers.both_show(&text);
    }
}

#[test]
fn c96_unknown_steps_of_a_handshake_are_not_shown() {
    let receivers = receivers();
    let writer = person(true);
    for step in ["vc-novelty", "vg-novelty", "vb-request"] {
        let text = format!("step {step}");
        receivers.deliver(|address, certificate| {
            writer.letter(address, certificate, &text).with("Secure-Join", step)
        });
        receivers.neither_shows(&text);
    }
}
