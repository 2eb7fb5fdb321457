//! Texts as Android has them, <https://developer.android.com/guide/topics/resources/string-resource>.

use anyhow::{Context, Result, ensure};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Words(String),
    /// The placeholder of this number, from 0.
    Place(usize),
}

/// A text with its placeholders.
pub(super) type Text = Vec<Piece>;

/// What stands under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    One(Text),
    /// By CLDR's names of plurals, in the order of the file.
    Plurals(Vec<(String, Text)>),
}

/// By name.
pub(super) type Strings = BTreeMap<String, Entry>;

/// Reads a `strings.xml`.
pub(super) fn parse(xml: &str) -> Result<Strings> {
    let document = Document::parse(xml)?;
    let root = document.root_element();
    ensure!(root.has_tag_name("resources"), "It begins with <{}>", root.tag_name().name());
    let mut strings = Strings::new();
    for node in root.children().filter(Node::is_element) {
        let name = node.attribute("name").context("A text has no name")?;
        let entry = match node.tag_name().name() {
            "string" => Entry::One(text(node)),
            "plurals" => Entry::Plurals(
                node.children()
                    .filter(|item| item.has_tag_name("item"))
                    .filter_map(|item| Some((item.attribute("quantity")?.to_owned(), text(item))))
                    .collect(),
            ),
            _ => continue,
        };
        strings.insert(name.to_owned(), entry);
    }
    Ok(strings)
}

fn text(node: Node<'_, '_>) -> Text {
    let raw: String =
        node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect();
    let mut pieces = Pieces::default();
    let mut rest = raw.trim().chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => pieces.words.push('\n'),
                Some('t') => pieces.words.push('\t'),
                Some('u') => {
                    let hex: String = rest.by_ref().take(4).collect();
                    pieces.words.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
                }
                Some(other) => pieces.words.push(other),
                None => {}
            },
            '%' if rest.next_if_eq(&'%').is_some() => pieces.words.push('%'),
            '%' => {
                let mut inside: String =
                    std::iter::from_fn(|| rest.next_if(|c| c.is_ascii_digit() || *c == '$')).collect();
                let kind = rest.next_if(|c| matches!(c, 's' | 'd'));
                match (kind, inside.pop()) {
                    (Some(_), None) => pieces.next_place(),
                    (Some(_), Some('$')) if inside.parse::<usize>().is_ok_and(|number| number > 0) => {
                        pieces.place(inside.parse().unwrap_or(1) - 1);
                    }
                    (kind, last) => {
                        pieces.words.push('%');
                        pieces.words.extend(inside.chars().chain(last).chain(kind));
                    }
                }
            }
            // Unescaped quotes only keep blanks as they are; line breaks are layout.
            '"' => {}
            blank if blank.is_whitespace() => {
                if !pieces.words.ends_with(char::is_whitespace) {
                    pieces.words.push(' ');
                }
            }
            other => pieces.words.push(other),
        }
    }
    pieces.end()
}

/// A text that is being read.
#[derive(Default)]
struct Pieces {
    done: Text,
    words: String,
    places: usize,
}

impl Pieces {
    fn next_place(&mut self) {
        self.place(self.places);
    }

    fn place(&mut self, number: usize) {
        self.end_words();
        self.places += 1;
        self.done.push(Piece::Place(number));
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.done.push(Piece::Words(std::mem::take(&mut self.words)));
        }
    }

    fn end(mut self) -> Text {
        self.end_words();
        self.done
    }
}
