use super::*;
use std::{collections::BTreeSet, fs, path::Path};

fn source(language: Language) -> String {
    let name = format!("texts-{}.ftl", language.code());
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(name)).unwrap()
}

fn german() -> Language {
    Language::of_code("de").unwrap()
}

fn keys(language: Language) -> BTreeSet<String> {
    let resource = FluentResource::try_new(source(language)).map_err(|(_, errors)| errors).unwrap();
    resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("i18n/tests.rs")
        {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn german_has_all_texts_and_no_language_has_others() {
    let english = keys(Language::ENGLISH);
    for language in Language::ALL {
        let other = keys(*language);
        let unknown: Vec<_> = other.difference(&english).collect();
        assert!(unknown.is_empty(), "{language:?} has {unknown:?}");
    }
    assert_eq!(keys(german()), english);
}

#[test]
fn every_text_asked_for_exists_and_every_text_is_asked_for() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let strings: BTreeSet<&str> = code.split('"').filter(|text| text.len() < 60).collect();
    let keys = keys(Language::ENGLISH);
    let read_by_the_build = "language-name";
    let asked_for = |key: &&String| *key == read_by_the_build || strings.contains(key.as_str());
    let unused: Vec<_> = keys.iter().filter(|key| !asked_for(key)).collect();
    assert!(unused.is_empty(), "never asked for: {unused:?}");
    for call in ["t(\"", "t_with(\""] {
        for (at, _) in code.match_indices(call) {
            // Not the end of another function's name.
            if !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
                let key = code[at + call.len()..].split('"').next().unwrap();
                assert!(keys.contains(key), "no text for {key}");
            }
        }
    }
}

#[test]
fn values_and_plurals_are_filled_in() {
    for &language in Language::ALL {
        BUNDLES.with_borrow_mut(|bundles| bundles.insert(language, bundle(language, source(language))));
    }
    let say = |language, count: i32| {
        let mut args = FluentArgs::new();
        args.set("count", count);
        look_up(language, "unread-count", Some(&args))
    };
    assert_eq!(say(Language::ENGLISH, 1), "1 unread message");
    assert_eq!(say(Language::ENGLISH, 2), "2 unread messages");
    assert_eq!(say(german(), 1), "1 ungelesene Nachricht");
}
