//! Texts as Fluent has them, <https://projectfluent.org/fluent/guide/>.

use super::{
    android::{self, Piece, Strings},
    table::{self, Table, Theirs, Value},
};
use anyhow::{Result, anyhow};
use fluent_syntax::{
    ast::{Entry, Message, Resource},
    parser, serializer,
};
use std::{collections::BTreeSet, fmt::Write};

/// The texts that stand there, and those of the table that can be had from Delta Chat's, in the order of the English ones.
pub(super) fn with_imported(before: &str, english: &str, table: &Table, strings: &Strings) -> Result<String> {
    let there = names(&read(before)?);
    let mut texts = before.trim_end().to_owned();
    texts.push('\n');
    for message in messages(&read(english)?) {
        let name = message.id.name;
        let entry = table.get(name).filter(|_| !there.contains(name));
        if let Some(text) = entry.and_then(|entry| imported(name, entry, strings)) {
            texts.push_str(&text);
        }
    }
    read(&texts)?;
    Ok(texts)
}

/// How many texts there are, the name of the language not counted.
pub(super) fn count(source: &str) -> Result<usize> {
    Ok(names(&read(source)?).iter().filter(|name| **name != LANGUAGE_NAME).count())
}

/// These texts, and the English ones for what is missing.
pub(crate) fn complete(source: &str, english: &str) -> Result<String> {
    let there = names(&read(source)?);
    let english = read(english)?;
    let missing: Vec<_> = messages(&english)
        .filter(|message| !there.contains(message.id.name))
        .map(|message| Entry::Message(message.clone()))
        .collect();
    Ok(if missing.is_empty() {
        source.to_owned()
    } else {
        format!("{}\n{}", source.trim_end(), serializer::serialize(&Resource { body: missing }))
    })
}

/// What a language is called by those who speak it.
const LANGUAGE_NAME: &str = "language-name";

fn read(source: &str) -> Result<Resource<&str>> {
    parser::parse(source).map_err(|(_, errors)| {
        let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
        anyhow!("{}", errors.join("; "))
    })
}

fn messages<'a>(resource: &'a Resource<&'a str>) -> impl Iterator<Item = &'a Message<&'a str>> {
    resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

fn names<'a>(resource: &Resource<&'a str>) -> BTreeSet<&'a str> {
    resource
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name),
            _ => None,
        })
        .collect()
}

/// A text with all its variants; nothing where one is missing, since half a text helps nobody.
fn imported(name: &str, entry: &table::Entry, strings: &Strings) -> Option<String> {
    match entry {
        table::Entry::One(theirs) => match strings.get(&theirs.name)? {
            android::Entry::One(text) => {
                Some(format!("{name} = {}\n", pattern(text, &theirs.values, strings)?))
            }
            android::Entry::Plurals(plurals) => {
                let [Value::Ours(count), ..] = theirs.values.as_slice() else { return None };
                let variants = plurals
                    .iter()
                    .map(|(category, text)| {
                        Some((category.as_str(), pattern(text, &theirs.values, strings)?))
                    })
                    .collect::<Option<Vec<_>>>()?;
                selected(name, count, "other", &variants)
            }
        },
        table::Entry::Variants(variants) => {
            let variants = variants
                .iter()
                .map(|(variant, theirs)| Some((variant.as_str(), one(theirs, strings)?)))
                .collect::<Option<Vec<_>>>()?;
            selected(name, "own", "none", &variants)
        }
    }
}

fn one(theirs: &Theirs, strings: &Strings) -> Option<String> {
    match strings.get(&theirs.name)? {
        android::Entry::One(text) => pattern(text, &theirs.values, strings),
        android::Entry::Plurals(_) => None,
    }
}

/// Variants by a value, one of which stands for all others.
fn selected(name: &str, value: &str, default: &str, variants: &[(&str, String)]) -> Option<String> {
    variants.iter().find(|(variant, _)| *variant == default)?;
    let mut text = format!("{name} =\n    {{ ${value} ->\n");
    for (variant, pattern) in variants.iter().filter(|(variant, _)| *variant != default) {
        writeln!(text, "        [{variant}] {pattern}").ok()?;
    }
    for (variant, pattern) in variants.iter().filter(|(variant, _)| *variant == default) {
        writeln!(text, "       *[{variant}] {pattern}").ok()?;
    }
    text.push_str("    }\n");
    Some(text)
}

/// A text with our values at its placeholders; nothing if it has a placeholder we have no value for, or is empty.
fn pattern(text: &android::Text, values: &[Value], strings: &Strings) -> Option<String> {
    let mut pattern = String::new();
    for piece in text {
        match piece {
            Piece::Words(words) => write_words(&mut pattern, words),
            Piece::Place(number) => match values.get(*number)? {
                Value::Ours(name) => write!(pattern, "{{ ${name} }}").ok()?,
                Value::Theirs(name) => {
                    let theirs = Theirs { name: name.clone(), values: Vec::new() };
                    pattern.push_str(&one(&theirs, strings)?);
                }
            },
        }
    }
    (!pattern.is_empty()).then_some(pattern)
}

/// Words as they are, whatever they mean to Fluent.
fn write_words(pattern: &mut String, words: &str) {
    let mut line_begins = pattern.is_empty();
    for c in words.chars() {
        match c {
            '\n' => pattern.push_str("\n    "),
            '{' | '}' => pattern.extend(["{\"", c.encode_utf8(&mut [0; 4]), "\"}"]),
            '[' | '*' | '.' | '#' | ' ' if line_begins => {
                pattern.extend(["{\"", c.encode_utf8(&mut [0; 4]), "\"}"]);
            }
            _ => pattern.push(c),
        }
        line_begins = c == '\n';
    }
}
