//! Words, and what stands for them where a script puts no spaces between them.

use super::fold::fold;
use std::collections::BTreeSet;

/// Longer words are cut, in characters.
const LONGEST: usize = 32;
/// More different words of one message are not indexed.
const MOST: usize = 2_000;

/// A piece of a text that is looked for as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word, found by its beginning.
    Word(String),
    /// Letters of a script without spaces, found wherever they stand together.
    Run(String),
}

impl Piece {
    /// The beginnings of indexed words that a message with this piece has.
    pub(super) fn keys(&self) -> Vec<String> {
        match self {
            Self::Word(word) => vec![word.clone()],
            Self::Run(run) if run.chars().count() < 2 => vec![run.clone()],
            Self::Run(run) => pairs(run).collect(),
        }
    }

    /// Whether a text has it.
    pub(super) fn is_in(&self, pieces: &[Piece]) -> bool {
        pieces.iter().any(|piece| match (self, piece) {
            (Self::Word(wanted), Self::Word(word)) => word.starts_with(wanted.as_str()),
            (Self::Run(wanted), Self::Run(run)) => run.contains(wanted.as_str()),
            _ => false,
        })
    }
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let folded = fold(text);
    let mut pieces = Vec::new();
    let mut current: Option<(bool, String)> = None;
    for letter in folded.chars().chain([' ']) {
        let kind = letter.is_alphanumeric().then(|| is_unspaced(letter));
        match (&mut current, kind) {
            (Some((unspaced, piece)), Some(kind)) if *unspaced == kind => piece.push(letter),
            (last, kind) => {
                if let Some((unspaced, piece)) = last.take() {
                    pieces.push(match unspaced {
                        true => Piece::Run(piece),
                        false => Piece::Word(piece.chars().take(LONGEST).collect()),
                    });
                }
                *last = kind.map(|kind| (kind, letter.into()));
            }
        }
    }
    pieces
}

/// What a text is indexed under: its words; of runs every pair of letters, and the last letter.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => {
                words.insert(word);
            }
            Piece::Run(run) => {
                words.extend(pairs(&run).take(MOST));
                words.extend(run.chars().last().map(String::from));
            }
        }
        if words.len() >= MOST {
            break;
        }
    }
    words
}

fn pairs(run: &str) -> impl Iterator<Item = String> {
    run.chars().zip(run.chars().skip(1)).map(|(first, second)| String::from_iter([first, second]))
}

/// Scripts that put no spaces between words, or hang many endings on them.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3040}'..='\u{30FF}' // Hiragana, Katakana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{AC00}'..='\u{D7AF}' // Hangul
        | '\u{20000}'..='\u{323AF}') // Han
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs() {
        let of = |text: &str| words(text).into_iter().collect::<Vec<_>>();
        assert_eq!(of("Hello, hello wörld_2! x@y.org"), ["2", "hello", "org", "world", "x", "y"]);
        assert_eq!(of("日本語 in 東京"), ["in", "京", "日本", "本語", "東京", "語"]);
        assert_eq!(of("👍 … "), Vec::<String>::new());
    }

    #[test]
    fn floods_of_words_end() {
        let text: String = (0..10_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(words(&text).len(), MOST);
        assert!(words(&"日本".repeat(100_000)).len() < 5);
        assert_eq!(words(&"x".repeat(1_000_000)).pop_first().unwrap().len(), LONGEST);
    }

    #[test]
    fn pieces_are_found_where_they_stand() {
        let text = pieces("Die Straßenbahn nach 東京都庁");
        let has = |query: &str| pieces(query).iter().all(|piece| piece.is_in(&text));
        assert!(has("strass") && has("DIE 京都") && has("都"));
        assert!(!has("bahn") && !has("京東") && !has("die x"));
    }
}
