//! All emoji with their names, in the person's language; loaded when they are first asked for.

use crate::{browser, i18n};

/// Where the ones used last are kept.
const RECENT: &str = "recent-emoji";
/// How many of them.
const MOST_RECENT: usize = 24;

/// The languages in which they have names. For others they have English ones.
const NAMED: [&str; 2] = ["en", "de"];

/// An emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Emoji {
    /// Itself.
    pub(super) text: String,
    /// Its name, and words it is found by.
    pub(super) name: String,
}

/// The emoji of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Name of the kind.
    pub(super) name: String,
    /// Its emoji.
    pub(super) emoji: Vec<Emoji>,
}

/// Loads the catalogue.
pub(super) async fn load() -> Option<Vec<Group>> {
    let [english, ..] = NAMED;
    let code = i18n::language_untracked().code();
    let code = if NAMED.contains(&code) { code } else { english };
    let path = format!("/emoji-{code}.txt");
    Some(parse(&browser::text_of(&path).await?))
}

/// Reads a catalogue: a line `# name` for each kind, then a line for each emoji, a space, its name.
fn parse(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in text.lines() {
        match (line.split_once(' '), groups.last_mut()) {
            (Some(("#", name)), _) => groups.push(Group { name: name.to_owned(), emoji: Vec::new() }),
            (Some((text, name)), Some(group)) => {
                group.emoji.push(Emoji { text: text.to_owned(), name: name.to_owned() });
            }
            _ => {}
        }
    }
    groups
}

/// The emoji whose name has a word that begins like each word of the query.
pub(super) fn find(groups: &[Group], query: &str) -> Vec<Emoji> {
    let query = query.to_lowercase();
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let fits = |emoji: &&Emoji| {
        let name = emoji.name.to_lowercase();
        let mut words = wanted.iter();
        words.all(|wanted| name.split([' ', '-', ':', ',']).any(|word| word.starts_with(wanted)))
    };
    groups.iter().flat_map(|group| &group.emoji).filter(fits).take(200).cloned().collect()
}

/// Those used last, the newest first.
pub(super) fn recent() -> Vec<String> {
    let kept = browser::choice(RECENT).unwrap_or_default();
    kept.split(' ').filter(|emoji| !emoji.is_empty()).map(str::to_owned).collect()
}

/// Remembers that one was used.
pub(super) fn remember(emoji: &str) {
    let mut all = recent();
    all.retain(|other| other != emoji);
    all.insert(0, emoji.to_owned());
    all.truncate(MOST_RECENT);
    browser::choose(RECENT, &all.join(" "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_found_by_the_beginnings_of_words() {
        let groups = parse("# Smileys\n😀 grinning face\n😺 grinning cat\n# Nature\n🐈 cat\nnonsense");
        assert_eq!(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["Smileys", "Nature"]);
        let found = |query| find(&groups, query).into_iter().map(|emoji| emoji.text).collect::<Vec<_>>();
        assert_eq!(found("cat"), ["😺", "🐈"]);
        assert_eq!(found("Grin cat"), ["😺"]);
        assert!(found("dog").is_empty());
    }
}
