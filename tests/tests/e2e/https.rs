//! A network that only forwards bytes, for those who reach their server through somebody else's.

use crate::world;
use estuary_tests::{
    browser::Browser,
    page::{self, Page, acquainted, id},
    tls::{Certificate, Forwarder},
};

/// In a TLS 1.3 `ServerHello`: the extension `supported_versions`, two bytes long, with that version (RFC 8446 section
/// 4.2.1).
const VERSION_1_3: [u8; 6] = [0x00, 0x2b, 0x00, 0x02, 0x03, 0x04];

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn c38_tls_ends_inside_the_browser() {
    let certificate = Certificate::new();
    let bridge = page::bridge_with_tls(&certificate);
    let network = Forwarder::to(bridge.port());
    let core = world::core(&bridge, "Grace");
    let page = Page {
        browser: Browser::start(std::slice::from_ref(&certificate.trust)),
        url: format!("https://localhost:{}", network.port()),
    };
    page.browser.go(&page.url);
    page.create_profile("Ada");
    let chat = acquainted(&page, &core);
    page.send("through somebody else's network");
    core.until_received("through somebody else's network");
    core.send(chat, "and back");
    page.until_shown("and back");

    let seen = network.seen();
    assert!(contains(&seen, &VERSION_1_3), "TLS 1.3 was not agreed on");
    for readable in [&b"HTTP/1.1"[..], b"Authorization", b"PGP MESSAGE", core.address().as_bytes()] {
        assert!(!contains(&seen, readable), "{} passed readable", String::from_utf8_lossy(readable));
    }

    // Who answers in the server's place is not listened to.
    let impostor = page::bridge_with_tls(&Certificate::new());
    network.lead_to(impostor.port());
    let stranger = Browser::start(std::slice::from_ref(&certificate.trust));
    stranger.go(&page.url);
    stranger.until("the browser warns", || {
        let text = stranger.script("return document.body.innerText", vec![]);
        text.as_str()?.contains("ERR_CERT_AUTHORITY_INVALID").then_some(())
    });
    assert!(!stranger.has(&id("name")));
}
