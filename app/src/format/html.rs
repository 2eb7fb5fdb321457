//! HTML of a mail, without anything that could act, load or look anything up.

use web_sys::{DomParser, Element, SupportedType};

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that only say how text is laid out; of all others what is inside is kept.
const KEPT: [&str; 46] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Elements of which nothing is kept.
const DROPPED: [&str; 12] = [
    "audio", "canvas", "embed", "iframe", "noscript", "object", "script", "select", "style", "template",
    "textarea", "video",
];

/// Attributes that any element may have.
const PLAIN: [&str; 10] =
    ["align", "alt", "color", "colspan", "dir", "height", "lang", "rowspan", "start", "width"];

/// What is left of a page: text, tables, lists, pictures that the mail itself carries, and links that open elsewhere.
/// `None` where the browser cannot read it. Parsing loads nothing and runs nothing.
pub(crate) fn safe_html(source: &str) -> Option<String> {
    let page = DomParser::new().ok()?.parse_from_string(source, SupportedType::TextHtml).ok()?;
    let body = page.body()?;
    let mut left = elements_in(&body);
    while let Some(element) = left.pop() {
        let name = element.local_name();
        if element.namespace_uri().as_deref() != Some(XHTML) || DROPPED.contains(&name.as_str()) {
            element.remove();
            continue;
        }
        left.extend(elements_in(&element));
        if KEPT.contains(&name.as_str()) {
            clean(&element, &name);
        } else {
            unwrap(&element);
        }
    }
    Some(body.inner_html())
}

fn elements_in(parent: &Element) -> Vec<Element> {
    let children = parent.children();
    (0..children.length()).filter_map(|at| children.item(at)).collect()
}

/// Puts what is inside in the place of the element.
fn unwrap(element: &Element) {
    if let Some(parent) = element.parent_node() {
        while let Some(child) = element.first_child() {
            if parent.insert_before(&child, Some(element)).is_err() {
                break;
            }
        }
    }
    element.remove();
}

fn clean(element: &Element, name: &str) {
    for attribute in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        let value = element.get_attribute(&attribute).unwrap_or_default();
        if !PLAIN.contains(&attribute.as_str()) && !leads_nowhere_by_itself(name, &attribute, &value) {
            element.remove_attribute(&attribute).ok();
        }
    }
    if let Some(link) = element.get_attribute("href") {
        let other = [("target", "_blank"), ("rel", "noopener noreferrer"), ("title", &link)];
        other.into_iter().for_each(|(name, value)| drop(element.set_attribute(name, value)));
    }
}

/// A link is followed by a person only; a picture is in the address itself.
fn leads_nowhere_by_itself(element: &str, attribute: &str, value: &str) -> bool {
    let begins = |schemes: &[&str]| {
        schemes
            .iter()
            .any(|scheme| value.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
    };
    match (element, attribute) {
        ("a", "href") => begins(&["https://", "http://", "mailto:"]),
        ("img", "src") => begins(&["data:image/"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_act_or_load_are_refused() {
        for (element, attribute, value) in [
            ("a", "href", "javascript:alert(1)"),
            ("a", "href", " https://evil.example"),
            ("a", "ping", "https://evil.example"),
            ("img", "src", "https://evil.example/a.png"),
            ("img", "src", "//evil.example/a.png"),
            ("img", "srcset", "data:image/png,x"),
            ("div", "style", "background: url(https://evil.example)"),
            ("td", "background", "https://evil.example"),
            ("p", "onclick", "alert(1)"),
        ] {
            assert!(!leads_nowhere_by_itself(element, attribute, value), "{attribute}={value}");
        }
        assert!(leads_nowhere_by_itself("a", "href", "HTTPS://example.org/"));
        assert!(leads_nowhere_by_itself("img", "src", "data:image/png;base64,AA=="));
    }
}
