//! URLs of a session: level 1 URI templates (RFC 6570) and relative references.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Fills `{name}` by the values, percent-encoded. Names without a value stay.
#[must_use]
pub fn expand(template: &str, values: &[(&str, &str)]) -> String {
    let mut url = template.to_owned();
    for (name, value) in values {
        url = url.replace(&format!("{{{name}}}"), &utf8_percent_encode(value, RESERVED).to_string());
    }
    url
}

/// What `reference` means on a page at `base` (RFC 3986 section 5.2; dot segments are left to HTTP).
#[must_use]
pub fn resolve(base: &str, reference: &str) -> String {
    let scheme_end = |url: &str| {
        url.find("://").filter(|end| url.get(..*end).is_some_and(|scheme| !scheme.contains(['/', '?', '#'])))
    };
    if scheme_end(reference).is_some() {
        return reference.to_owned();
    }
    let Some(scheme) = scheme_end(base) else { return reference.to_owned() };
    let cut = |end: usize| base.get(..end).unwrap_or(base);
    if reference.starts_with("//") {
        return format!("{}{reference}", cut(scheme + 1));
    }
    let authority = scheme + 3;
    let after = |pattern: &[char]| {
        base.get(authority..).and_then(|rest| rest.find(pattern)).map_or(base.len(), |at| authority + at)
    };
    let origin = cut(after(&['/', '?', '#']));
    if reference.starts_with('/') {
        return format!("{origin}{reference}");
    }
    let path = cut(after(&['?', '#']));
    match path.get(origin.len()..).and_then(|path| path.rfind('/')) {
        Some(slash) => format!("{}{reference}", cut(origin.len() + slash + 1)),
        None => format!("{origin}/{reference}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_break_out_of_their_place() {
        let url = expand(
            "/d/{accountId}/{blobId}/{name}?accept={type}",
            &[("accountId", "a1"), ("blobId", "../x"), ("name", "a b&c"), ("type", "a/b")],
        );
        assert_eq!(url, "/d/a1/..%2Fx/a%20b%26c?accept=a%2Fb");
    }

    #[test]
    fn references_are_resolved_against_the_session() {
        let base = "https://mail.example:8080/.well-known/jmap?x=/y#z";
        for (reference, url) in [
            ("https://other.example/api", "https://other.example/api"),
            ("//other.example/api", "https://other.example/api"),
            ("/jmap/api", "https://mail.example:8080/jmap/api"),
            ("api", "https://mail.example:8080/.well-known/api"),
            ("/e?to=http://x", "https://mail.example:8080/e?to=http://x"),
        ] {
            assert_eq!(resolve(base, reference), url);
        }
        assert_eq!(resolve("http://h", "api"), "http://h/api");
        assert_eq!(resolve("http://h", "/api"), "http://h/api");
        assert_eq!(resolve("/jmap", "/api"), "/api", "a page resolves it itself");
    }
}
