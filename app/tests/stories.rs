//! The gallery tells a story of everything that can be shown. What there is is read from the sources: a variant that was added
//! without a story is named here.
#![expect(
    clippy::unwrap_used,
    reason = "what stands outside a test function of an integration test is no test to clippy"
)]

use std::{fs, path::Path};

/// Photographed by a journey: only a running mini app can ask for files.
const ELSEWHERE: [&str; 1] = ["Import"];

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Names of the variants of an enum that is written as rustfmt writes it.
fn variants(source: &str, name: &str) -> Vec<String> {
    let (_, body) = source.split_once(&format!("enum {name} {{\n")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(char::is_uppercase));
    names.map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect()
}

#[test]
fn everything_that_can_be_shown_has_a_story() {
    let told: String = ["answers", "chats", "dialogs", "messages", "screens"]
        .map(|file| source(&format!("src/gallery/{file}.rs")))
        .concat();
    let (session, view, place) =
        (source("src/session.rs"), source("../api/src/view.rs"), source("src/place.rs"));
    let files = source("../api/src/command/media.rs");
    let all = [
        ("Stage", &session),
        ("Dialog", &session),
        ("Question", &session),
        ("Place", &place),
        ("ChatKind", &view),
        ("DeliveryState", &view),
        ("Info", &view),
        ("DeviceNews", &view),
        ("Download", &view),
        ("InviteKind", &view),
        ("FileKind", &files),
    ];
    let mut missing = Vec::new();
    for (name, source) in all {
        let variants = variants(source, name);
        assert!(variants.len() > 2, "{name}: {variants:?}");
        let untold = |variant: &String| !told.contains(&format!("{name}::{variant}"));
        missing.extend(variants.into_iter().filter(untold).map(|variant| format!("{name}::{variant}")));
    }
    missing.retain(|variant| !ELSEWHERE.iter().any(|known| variant.ends_with(&format!("::{known}"))));
    // What every story begins with.
    missing.retain(|variant| !["Stage::Welcome", "Stage::Inside", "Place::List"].contains(&variant.as_str()));
    assert!(missing.is_empty(), "no story of {missing:?}");
}
