//! The languages of the interface: one for each file of texts in `locales/`.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut languages = Vec::new();
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(code) = file.strip_prefix("texts-").and_then(|rest| rest.strip_suffix(".ftl")) else {
            continue;
        };
        let texts = fs::read_to_string(&path)?;
        let name = texts
            .lines()
            .find_map(|line| line.strip_prefix("language-name = "))
            .ok_or_else(|| format!("{file} does not say what its language is called: language-name = ..."))?;
        languages.push(format!("Language {{ code: {code:?}, name: {name:?} }}"));
    }
    languages.sort_by_key(|language| language.rsplit("name: ").next().map(str::to_lowercase));
    let file = Path::new(&env::var("OUT_DIR")?).join("languages.rs");
    fs::write(file, format!("&[{}]", languages.join(", ")))?;
    Ok(())
}
