//! Which paths a file of an archive may have.

use crate::ArchiveError;

/// Longest path, in bytes.
const LONGEST: usize = 1024;

/// The path as a text, if it means the same everywhere and stays inside the archive. A folder ends with a slash.
pub(crate) fn check(raw: &[u8]) -> Result<&str, ArchiveError> {
    let refuse = || ArchiveError::Path(String::from_utf8_lossy(raw.get(..100).unwrap_or(raw)).into_owned());
    let path = std::str::from_utf8(raw).map_err(|_| refuse())?;
    let inside = path.strip_suffix('/').unwrap_or(path);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    let forbidden = |c: char| c == '\\' || c.is_control();
    if path.len() > LONGEST || path.contains(forbidden) || !inside.split('/').all(is_plain) {
        return Err(refuse());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_pass() {
        for path in ["index.html", "a/b/c.js", "folder/", "ein Bild äöü.png", "..a/b..", "a:b"] {
            assert_eq!(check(path.as_bytes()), Ok(path));
        }
    }

    #[test]
    fn tricks_do_not() {
        let long = "x".repeat(LONGEST + 1);
        for path in
            ["", "/", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a\\b", "a\0b", "a\nb", "..", &long]
        {
            assert!(matches!(check(path.as_bytes()), Err(ArchiveError::Path(_))), "{path:?}");
        }
        assert!(check(b"\xff\xfe").is_err());
    }
}
