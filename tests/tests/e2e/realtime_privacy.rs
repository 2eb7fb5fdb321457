//! What others get to see of a realtime channel, and what stays of it. Relay and bridge speak plain HTTP here, so what
//! passes is what they see.

use estuary_tests::{
    anatomy::{Anatomy, Opener},
    channel::{Member, Native, meet, open, tab_and_native},
    mail,
    page::{self, Page},
    real_core::state,
    recorder::Recorder,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every record of every database of the page, as [store, key, value]; bytes in hexadecimal.
const RECORDS: &str = "const all = [];
    const done = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const bytes = value => ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : value instanceof ArrayBuffer ? new Uint8Array(value) : new TextEncoder().encode(String(value));
    for (const {name} of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const name of database.objectStoreNames) {
            const store = database.transaction(name).objectStore(name);
            const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
            keys.forEach((key, at) => all.push([name, bytes(key).toHex(), bytes(values[at]).toHex()]));
        }
        database.close();
    }
    return all";

/// (Store, key) → value.
type Records = BTreeMap<(String, String), String>;

fn records(page: &Page) -> Records {
    let rows: Vec<(String, String, String)> =
        serde_json::from_value(page.browser.script(RECORDS, vec![])).unwrap();
    rows.into_iter().map(|(store, key, value)| ((store, key), value)).collect()
}

/// Those that are there when nothing waits to be sent or removed.
#[track_caller]
fn settled_records(page: &Page) -> Records {
    page.browser.until("nothing waits", || {
        let records = records(page);
        let waits = ["outbox", "outbox_mails", "receipts", "removals"];
        (!records.keys().any(|(store, _)| waits.contains(&store.as_str()))).then_some(records)
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The node of the tab, and the one of the real core, as the relay knows them.
#[track_caller]
fn nodes(recorder: &Recorder) -> [[u8; 32]; 2] {
    let (mut own, other) = (recorder.browsers_nodes(), recorder.nodes_heard());
    own.dedup(); // a connection may be made anew
    assert_eq!((own.len(), other.len()), (1, 1));
    [own[0], other[0]]
}

/// Opens the app on both sides, and lets each say something the other hears; what they said.
fn session(ada: &Page, grace: &Native) -> [[u8; 32]; 2] {
    grace.join();
    open(ada);
    meet(&[grace, ada]);
    let (ada, grace): (&dyn Member, &dyn Member) = (ada, grace);
    [(ada, grace), (grace, ada)].map(|(from, to)| {
        let data: [u8; 32] = rand::random();
        from.say(&data);
        to.until("the data arrives", &mut || to.heard(&data) > 0);
        data
    })
}

#[test]
fn what_passes_tells_no_payload_no_node_outside_the_relay_and_no_address() {
    let (recorder, bridge) = page::recorded_bridge();
    let (ada, grace) = tab_and_native(&bridge);
    let said = session(&ada, &grace);
    let nodes = nodes(&recorder);
    let talks = recorder.talks();
    for payload in said {
        assert!(!talks.iter().any(|talk| talk.says(&payload)), "a payload");
    }
    // To the relay, nodes are the addresses of packets; nobody else is to know them.
    let (relay, rest): (Vec<_>, Vec<_>) = talks.iter().partition(|talk| talk.path == "/relay");
    for node in nodes {
        assert!(relay.iter().any(|talk| talk.says(&node)), "what is said can be found");
        assert!(!rest.iter().any(|talk| talk.says(&node)), "a node outside the relay");
    }
    assert!(!relay.iter().any(|talk| talk.contains(&[127, 0, 0, 1])), "an address");
    assert!(!talks.iter().any(|talk| talk.contains(b"127.0.0.1")), "an address");
    assert!(rest.iter().any(|talk| talk.contains(b"-----BEGIN PGP MESSAGE-----")), "mail passed");
}

#[test]
fn c70_the_page_advertises_its_node_with_the_relay_and_without_an_address() {
    let (recorder, bridge) = page::recorded_bridge();
    let (ada, grace) = tab_and_native(&bridge);
    session(&ada, &grace);
    let key = grace.core.secret_key();
    let uploads: Vec<u8> = recorder.talks().into_iter().flat_map(|talk| talk.up).flatten().collect();
    let text = String::from_utf8_lossy(&uploads);
    let end = "-----END PGP MESSAGE-----";
    let mails = text.match_indices("-----BEGIN PGP MESSAGE-----").filter_map(|(start, _)| {
        let length = text[start..].find(end)? + end.len();
        Some(text[start..start + length].to_owned() + "\r\n")
    });
    let headers = mails.filter_map(|armored| {
        let anatomy = Anatomy::of(armored.as_bytes(), Opener::Key(&key)).ok()?;
        mail::value(anatomy.payload(), "Iroh-Node-Addr")
    });
    let headers: Vec<Value> = headers.map(|header| serde_json::from_str(&header).unwrap()).collect();
    let relay = format!("http://localhost.:{}/", recorder.port());
    let expected = json!({"node_id": hex(&nodes(&recorder)[0]), "relay_url": relay, "direct_addresses": []});
    assert_eq!(headers, [expected]);
}

#[test]
fn c76_a_session_leaves_nothing_of_its_node_and_of_the_other_where_it_was() {
    let (recorder, bridge) = page::recorded_bridge();
    let (ada, grace) = tab_and_native(&bridge);
    grace.core.until_state(grace.instance, state::READ);
    let before = settled_records(&ada);
    session(&ada, &grace);
    grace
        .core
        .until("the tab's mail has left", || grace.core.has_heard_of_node(grace.instance).then_some(()));
    ada.browser.reload();
    ada.open_first_chat();
    let after = settled_records(&ada);

    let [own, other] = nodes(&recorder).map(|node| hex(&node));
    let names = |name: &str| -> Vec<_> {
        let named = after.iter().filter(|((_, key), value)| key.contains(name) || value.contains(name));
        named.map(|((store, _), _)| store.as_str()).collect()
    };
    assert_eq!(names(&own), [""; 0]);
    assert_eq!(names(&other), ["app_peers"]);
    // The two mails that told of nodes are known to be done with; and the first app that is opened gets the secret from
    // which addresses of apps are made.
    let new: Vec<_> = after.keys().filter(|row| !before.contains_key(row)).collect();
    let stores: Vec<&str> = new.iter().map(|(store, _)| store.as_str()).collect();
    assert_eq!(stores, ["app_peers", "message_ids", "message_ids", "meta"]);
    assert_eq!(new[3].1, hex(b"device-secret"));
    // When somebody was last heard of, and where to go on reading and numbering.
    let changed = before.iter().filter(|(row, value)| after.get(row) != Some(value)).map(|(row, _)| row);
    let changed: Vec<_> =
        changed.filter(|(store, _)| store != "contacts").map(|(_, key)| key.clone()).collect();
    assert_eq!(changed, [hex(b"inbox"), hex(b"next/outgoing")]);
}
