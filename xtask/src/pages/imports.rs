//! Short names for what modules import.
//!
//! wasm-bindgen ends the name of each import with sixteen digits of a hash. A hash cannot be compressed, and stands in
//! the module and in its script: of a first load that was 14 kB.

use super::files::Files;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasm_encoder::{
    ImportSection, Module, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

const HASH: usize = 16;

/// Short names, by the names of before.
type Names = BTreeMap<String, String>;

/// Renames the imports of every module that has a script of wasm-bindgen beside it, in both.
pub(super) fn shorten(files: &mut Files) -> Result<()> {
    let modules: Vec<String> = files.keys().filter(|name| name.ends_with("_bg.wasm")).cloned().collect();
    for name in modules {
        let script = name.replace("_bg.wasm", ".js");
        let (Some(module), Some(text)) = (files.get(&name), files.get(&script)) else { continue };
        let text = std::str::from_utf8(text).with_context(|| format!("{script} is not text"))?;
        let (module, names) = rename(module).with_context(|| format!("Unable to read {name}"))?;
        let text = replace(text, &names);
        files.insert(script, text.into_bytes());
        files.insert(name, module);
    }
    Ok(())
}

/// The module with short names, and which.
fn rename(module: &[u8]) -> Result<(Vec<u8>, Names)> {
    let (mut renamed, mut names) = (Module::new(), Names::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let name = if is_hashed(import.name) {
                        let short = format!("i{}", names.len());
                        &*names.entry(import.name.to_owned()).or_insert(short)
                    } else {
                        import.name
                    };
                    imports.import(import.module, name, RoundtripReencoder.entity_type(import.ty)?);
                }
                renamed.section(&imports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let data = module.get(range).context("A section ends behind the module")?;
                    renamed.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok((renamed.finish(), names))
}

/// Whether a name ends with a hash.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit('_').next().unwrap_or_default();
    hash.len() == HASH && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// A script with the words that are among the names replaced.
fn replace(script: &str, names: &Names) -> String {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut replaced = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|letter| !is_of_word(letter)).unwrap_or(from.len()));
        replaced.push_str(before);
        replaced.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, EntityType, FunctionSection, TypeSection};

    const HASHED: &str = "__wbg_open_0123456789abcdef";

    /// A module that imports functions of these names, and a section of another kind behind them.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./a_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&FunctionSection::new());
        module.section(&CustomSection { name: "kept".into(), data: HASHED.as_bytes().into() });
        module.finish()
    }

    fn files(names: &[&str], script: &str) -> Files {
        [("a_bg.wasm".to_owned(), module(names)), ("a.js".to_owned(), script.as_bytes().to_vec())].into()
    }

    #[test]
    fn imports_are_renamed_in_module_and_script() {
        let other = "__wbg_open_fedcba9876543210";
        let script = |one: &str, two: &str| {
            format!("{{{one}: () => wasm.{one}x, {two}(), __wbindgen_throw, ${HASHED}}} // é {one}")
        };
        let mut given = files(&[HASHED, "__wbindgen_throw", other], &script(HASHED, other));
        shorten(&mut given).unwrap();
        assert_eq!(
            given,
            files(
                &["i0", "__wbindgen_throw", "i1"],
                &script("i0", "i1").replace("i0x", &format!("{HASHED}x"))
            )
        );
    }

    #[test]
    fn a_module_without_its_script_is_left_alone() {
        let mut given: Files = [("a_bg.wasm".to_owned(), module(&[HASHED]))].into();
        let before = given.clone();
        shorten(&mut given).unwrap();
        assert_eq!(given, before);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let mut given = files(&[HASHED], "");
        given.insert("a_bg.wasm".to_owned(), b"\0asm and then nothing".to_vec());
        assert!(shorten(&mut given).unwrap_err().to_string().contains("a_bg.wasm"));
    }
}
