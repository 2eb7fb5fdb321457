//! One style sheet for a page: each file costs a start some milliseconds, however small it is.

use super::files::Files;
use anyhow::{Context, Result};

/// Around the name of a style sheet, as Trunk links it.
const LINK: [&str; 2] = ["<link rel=\"stylesheet\" href=\"/", "\"/>"];

/// Joins the style sheets of every page, in their order.
pub(super) fn join(files: &mut Files) -> Result<()> {
    let pages: Vec<String> = files.keys().filter(|name| name.ends_with(".html")).cloned().collect();
    for page in pages {
        let content = files.get(&page).map(Vec::as_slice).unwrap_or_default();
        let text = std::str::from_utf8(content).with_context(|| format!("{page} is not text"))?;
        let sheets = linked(text);
        let joined = page.replace(".html", ".css");
        let (mut text, mut style) = (text.to_owned(), Vec::new());
        for (at, sheet) in sheets.iter().enumerate() {
            text = text.replacen(&link(sheet), &if at == 0 { link(&joined) } else { String::new() }, 1);
            let content = files.remove(sheet);
            style.extend(content.with_context(|| format!("{page} names {sheet}, which is not there"))?);
        }
        if !sheets.is_empty() {
            files.insert(joined, style);
            files.insert(page, text.into_bytes());
        }
    }
    Ok(())
}

/// Names of the style sheets of a page.
fn linked(page: &str) -> Vec<String> {
    let [begin, end] = LINK;
    let parts = page.split(begin).skip(1);
    parts.filter_map(|part| Some(part.split_once(end)?.0.to_owned())).collect()
}

fn link(sheet: &str) -> String {
    let [begin, end] = LINK;
    format!("{begin}{sheet}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_style_sheet() {
        let page = "<link rel=\"stylesheet\" href=\"/b.css\"/><link rel=\"icon\"><link rel=\"stylesheet\" href=\"/a.css\"/>";
        let files = [("index.html", page), ("a.css", "a {}\n"), ("b.css", "b {}\n"), ("c.html", "")];
        let mut files: Files =
            files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).into();
        join(&mut files).unwrap();
        let at = |name: &str| std::str::from_utf8(&files[name]).unwrap();
        assert_eq!(at("index.html"), "<link rel=\"stylesheet\" href=\"/index.css\"/><link rel=\"icon\">");
        assert_eq!(at("index.css"), "b {}\na {}\n", "in the order of the page");
        assert_eq!(files.len(), 3);
    }
}
