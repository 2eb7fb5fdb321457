//! File names from those who cannot be trusted with one.

/// Longest name kept, in characters.
const LONGEST: usize = 200;

/// A name without folders, control characters, and characters that turn the direction of what is read.
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |char: &char| {
        !char.is_control()
            && !matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = last.chars().filter(harmless).collect();
    let name = name.trim().trim_start_matches('.');
    // The end tells the kind of file.
    let skipped = name.chars().count().saturating_sub(LONGEST);
    let name: String = name.chars().skip(skipped).collect();
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn only_a_plain_name_is_left() {
        for (given, kept) in [
            ("game.xdc", "game.xdc"),
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\a b.txt", "a b.txt"),
            ("\u{202e}cdx.exe\0\n", "cdx.exe"),
            ("..", "file"),
            ("", "file"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(file_name(given), kept, "{given:?}");
        }
        assert!(file_name(&("x".repeat(300) + ".xdc")).ends_with(".xdc"));
    }
}
