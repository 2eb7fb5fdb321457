//! Takes a plain text apart: forwarded mark, quote, text, footer.

use super::Text;

/// Undoes [`super::TextLayout`].
pub(in crate::mail) fn from_plain(content: &str) -> Text {
    let content = content.replace('\r', "");
    let lines: Vec<&str> = content.split('\n').collect();
    let (lines, forwarded) = split_forwarded(&lines);
    let (quote, lines) = split_quote(lines);
    let (lines, footer) = split_footer(lines);
    Text { text: join(lines), quote, footer: footer.map(join), forwarded, has_plain: true }
}

fn split_forwarded<'l, 't>(lines: &'l [&'t str]) -> (&'l [&'t str], bool) {
    match lines {
        ["---------- Forwarded message ----------", from, "", rest @ ..] if from.starts_with("From: ") => {
            (rest, true)
        }
        _ => (lines, false),
    }
}

/// The quote at the very top; an empty line before `>` says that the sender wrote it.
fn split_quote<'l, 't>(lines: &'l [&'t str]) -> (Option<String>, &'l [&'t str]) {
    let quoted = lines.iter().take_while(|line| line.starts_with('>')).count();
    let (quote, rest) = lines.split_at(quoted);
    let unquoted = quote.iter().map(|line| {
        let line = line.strip_prefix('>').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line)
    });
    let quote = unquoted.collect::<Vec<_>>().join("\n");
    ((!quote.trim().is_empty()).then_some(quote), rest)
}

/// The footer stands below `-- `, to which some servers add a space or take it away.
fn split_footer<'l, 't>(lines: &'l [&'t str]) -> (&'l [&'t str], Option<&'l [&'t str]>) {
    let exact = lines.iter().position(|line| matches!(*line, "-- " | "--  "));
    let Some(separator) = exact.or_else(|| nearly_footer(lines)) else { return (lines, None) };
    let (text, footer) = lines.split_at(separator);
    (text, footer.get(1..))
}

/// A lone `--` between an empty line and a filled one.
fn nearly_footer(lines: &[&str]) -> Option<usize> {
    let before = std::iter::once("").chain(lines.iter().copied());
    let after = lines.iter().skip(1).copied();
    let triples = before.zip(lines.iter().copied()).zip(after);
    triples
        .enumerate()
        .filter(|(_, ((before, line), after))| before.is_empty() && *line == "--" && !after.is_empty())
        .map(|(index, _)| index)
        .last()
}

/// Joins lines, without empty ones at both ends, and without the zero-width spaces that kept them from being footers.
fn join(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| match line.strip_prefix("-\u{200B}-") {
        Some(rest) => format!("--{rest}"),
        None => (*line).to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n").trim_matches(['\n', ' ', '\t']).to_owned()
}
