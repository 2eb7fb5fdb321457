//! Brotli at its best, once per content: the server sends these bytes as they are.

use super::files::{Files, extension, short_hash};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Adds `x.br` beside every file `x` that gets smaller by it. `memory` is a folder with the results of before.
pub(crate) fn add(files: &mut Files, memory: &Path) -> Result<()> {
    fs::create_dir_all(memory).with_context(|| format!("Unable to create {}", memory.display()))?;
    let mut compressed = Files::new();
    for (name, content) in files.iter().filter(|(name, _)| is_compressible(name)) {
        let known = memory.join(short_hash(content));
        let small = match fs::read(&known) {
            Ok(small) => small,
            Err(_) => {
                let small = brotli(content)?;
                fs::write(&known, &small).with_context(|| format!("Unable to write {}", known.display()))?;
                small
            }
        };
        if small.len() < content.len() {
            compressed.insert(format!("{name}.br"), small);
        }
    }
    files.extend(compressed);
    Ok(())
}

/// Whether a file of this kind is worth compressing; pictures are compressed already.
pub(crate) fn is_compressible(name: &str) -> bool {
    matches!(extension(name), "html" | "js" | "css" | "wasm" | "json" | "webmanifest" | "svg" | "ftl" | "txt")
}

/// Quality 11, the best.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut small, &params).context("Unable to compress")?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gets_smaller_is_added() {
        let memory = tempfile::tempdir().unwrap();
        let page = "<p>water</p>".repeat(100).into_bytes();
        let mut files: Files =
            [("index.html", page.clone()), ("tiny.txt", b"x".to_vec()), ("icon.png", page.clone())]
                .map(|(name, content)| (name.to_owned(), content))
                .into();
        add(&mut files, memory.path()).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["icon.png", "index.html", "index.html.br", "tiny.txt"]);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &files["index.html.br"][..], &mut back).unwrap();
        assert_eq!(back, page);
    }

    #[test]
    fn what_was_compressed_before_is_remembered() {
        let memory = tempfile::tempdir().unwrap();
        fs::write(memory.path().join(short_hash(b"0123456789")), "known").unwrap();
        let mut files = Files::from([("a.js".to_owned(), b"0123456789".to_vec())]);
        add(&mut files, memory.path()).unwrap();
        assert_eq!(files["a.js.br"], b"known");
    }
}
