//! Tags (`#tide`) and commands of bots (`/help`) in a text, by Delta Chat's rules for them.

use super::Segment;

/// Longer ones are text, in characters.
const LONGEST: usize = 256;

/// Cuts a text without links at its tags and commands; `before` is what stands before it.
pub(super) fn words(text: &str, mut before: Option<char>) -> Vec<Segment> {
    let mut segments = Vec::new();
    // Where what was not given out yet begins, and where the last word ends.
    let (mut begin, mut end) = (0, 0);
    for (at, letter) in text.char_indices() {
        let last = before.replace(letter);
        let found = match letter {
            _ if at < end => None,
            '#' if !last.is_some_and(joins) => {
                word(text, at, is_of_tag).map(|tag| (Segment::Tag(tag.to_owned()), tag))
            }
            '/' if last.is_none_or(char::is_whitespace) => {
                command(text, at).map(|name| (Segment::Command(name.to_owned()), name))
            }
            _ => None,
        };
        if let Some((segment, word)) = found {
            push(&mut segments, text.get(begin..at));
            segments.push(segment);
            end = at + word.len();
            begin = end;
        }
    }
    push(&mut segments, text.get(begin..));
    segments
}

fn push(segments: &mut Vec<Segment>, text: Option<&str>) {
    segments.extend(text.filter(|text| !text.is_empty()).map(|text| Segment::Text(text.to_owned())));
}

/// A sign and what follows it, if anything does, and is not endless.
fn word(text: &str, at: usize, is_of_word: fn(char) -> bool) -> Option<&str> {
    let rest = text.get(at + 1..)?;
    let length: usize =
        rest.chars().take(LONGEST).take_while(|letter| is_of_word(*letter)).map(char::len_utf8).sum();
    let ends = rest.get(length..)?.chars().next().is_none_or(|next| !is_of_word(next));
    text.get(at..=at + length).filter(|_| length > 0 && ends)
}

/// A full stop or a slash ends a sentence or a folder, not a command.
fn command(text: &str, at: usize) -> Option<&str> {
    let of_command =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '@' | '_' | '/' | '.' | '-');
    let name = word(text, at, of_command)?.trim_end_matches(['/', '.', '-']);
    name.get(1..)?.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// What a hash sign after it does not begin a tag: it goes on with a word, a path, or a character reference.
fn joins(letter: char) -> bool {
    is_of_tag(letter) || matches!(letter, '#' | '/' | '&')
}

/// Letters, digits, and what belongs to them in scripts and emoji (UAX 31, hashtags); no mark that turns a line.
fn is_of_tag(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter,
            '_' | '-' | '+'
            | '\u{300}'..='\u{36F}' // accents
            | '\u{900}'..='\u{963}' | '\u{966}'..='\u{DFF}' // vowel signs of India
            | '\u{200C}' | '\u{200D}' | '\u{FE0F}' // joiners
            | '\u{1F000}'..='\u{1FAFF}') // emoji
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let is_word = |segment| match segment {
            Segment::Tag(word) | Segment::Command(word) => Some(word),
            _ => None,
        };
        words(text, None).into_iter().filter_map(is_word).collect()
    }

    #[test]
    fn words_begin_where_words_begin() {
        assert_eq!(found("#tide and (#Ebbe_2), #a-b."), ["#tide", "#Ebbe_2", "#a-b"]);
        assert_eq!(found("/start /a/b_c.d@bot-1 x\n/help."), ["/start", "/a/b_c.d@bot-1", "/help"]);
        for none in ["a#b", "##", "# a", "x/y", "/", "/1", "//a", "(/a)", "&#39;", "1/2", "http://#"] {
            assert_eq!(found(none), Vec::<String>::new(), "{none}");
        }
        assert_eq!(words("#c", Some('g')), [Segment::Text("#c".into())], "after an address");
    }

    #[test]
    fn tags_are_of_any_script() {
        for tag in ["#größe", "#прилив", "#תג", "#वर्षा", "#潮", "#🌊", "#e\u{301}te", "#می\u{200C}رود"]
        {
            assert_eq!(found(tag), [tag]);
        }
        assert_eq!(found("#تگ، #潮。"), ["#تگ", "#潮"], "without what ends a sentence");
    }

    #[test]
    fn marks_that_turn_a_line_are_of_no_word() {
        assert_eq!(found("\u{200F}#תג\u{200F} #a\u{202E}b \u{202E}/c"), ["#תג", "#a"]);
    }

    #[test]
    fn endless_words_are_text() {
        for endless in [format!("#{}", "a".repeat(1_000_000)), format!("/{}", "a".repeat(1_000_000))] {
            assert_eq!(words(&endless, None), [Segment::Text(endless.clone())]);
        }
        assert_eq!(found(&format!("#{}", "é".repeat(LONGEST))).len(), 1);
    }
}
