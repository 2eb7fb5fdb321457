//! Where a text names another file of the pages.

/// Replaces every mention of the path `old` by `new`. A mention may begin with `/` or `./`, but `old` as the
/// tail of a longer path or name is none.
pub(crate) fn replace(text: &str, old: &str, new: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = String::new();
    while let Some((head, tail)) = rest.split_once(old) {
        before.push_str(head);
        result.push_str(head);
        result.push_str(if begins_here(&before) && ends_here(tail) { new } else { old });
        before.push_str(old);
        rest = tail;
    }
    result.push_str(rest);
    result
}

/// Whether the text names the path.
pub(crate) fn mentions(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + path.len()..).unwrap_or_default());
        begins_here(before) && ends_here(after)
    })
}

fn begins_here(before: &str) -> bool {
    let folder = before.strip_suffix('/').unwrap_or(before);
    let folder =
        if folder.len() < before.len() { folder.strip_suffix('.').unwrap_or(folder) } else { folder };
    !folder.ends_with(is_part_of_name)
}

fn ends_here(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_replaced() {
        let text = r#"a("app.js"), b('/app.js'), c(./app.js) app.js"#;
        assert_eq!(
            replace(text, "app.js", "app-1.js"),
            r#"a("app-1.js"), b('/app-1.js'), c(./app-1.js) app-1.js"#
        );
        assert!(mentions(text, "app.js"));
    }

    #[test]
    fn other_files_are_left_alone() {
        for text in
            ["myapp.js", "x/app.js", "x-app.js", "app.json", "https://example.org/app.js", "../app.js"]
        {
            assert_eq!(replace(text, "app.js", "app-1.js"), text);
            assert!(!mentions(text, "app.js"), "{text}");
        }
    }
}
