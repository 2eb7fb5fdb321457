use toml::de::{DeTable, DeValue};

/// Longest name or address that is kept, in characters.
const LONGEST: usize = 300;

/// `manifest.toml`. Unknown keys do not matter, and a broken manifest is an empty one, as in the real core.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Name of the app.
    pub name: Option<String>,
    /// Where its source is.
    pub source_code_url: Option<String>,
    /// The API level it needs, see [`crate::API_LEVEL`].
    pub min_api: Option<u32>,
}

impl Manifest {
    /// Reads a manifest.
    pub fn parse(bytes: &[u8]) -> Self {
        std::str::from_utf8(bytes).ok().and_then(Self::read).unwrap_or_default()
    }

    /// `None` where it is no TOML, or a key is of another type than it has to be.
    fn read(text: &str) -> Option<Self> {
        let table = DeTable::parse(text).ok()?.into_inner();
        let get = |key| table.get(key).map(|value| value.get_ref());
        let text = |key| get(key).map(|value| value.as_str().ok_or(())).transpose().ok();
        let level = |value: &DeValue<'_>| {
            let number = value.as_integer()?;
            u32::from_str_radix(number.as_str(), number.radix()).ok()
        };
        Some(Self {
            name: kept(text("name")?),
            source_code_url: kept(text("source_code_url")?),
            min_api: get("min_api").map(|value| level(value).ok_or(())).transpose().ok()?,
        })
    }
}

/// Blank is as good as none.
fn kept(text: Option<&str>) -> Option<String> {
    let text: String = text?.trim().chars().take(LONGEST).collect();
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_others_ignored() {
        let text =
            "name = \" Poll \"\nsource_code_url='https://x.y/z'\nmin_api = 1\nmade = 2020-01-01\n[a]\nb=1";
        let expected = Manifest {
            name: Some("Poll".into()),
            source_code_url: Some("https://x.y/z".into()),
            min_api: Some(1),
        };
        assert_eq!(Manifest::parse(text.as_bytes()), expected);
    }

    #[test]
    fn broken_and_blank_ones_are_empty() {
        let deep = format!("a = {}", "[".repeat(100_000));
        for text in ["name =", "name = 7", "min_api = -1", "name = '  '", "\u{feff}[[", "", &deep] {
            assert_eq!(Manifest::parse(text.as_bytes()), Manifest::default(), "{:.20}", text);
        }
        assert_eq!(Manifest::parse(b"\xff"), Manifest::default());
    }
}
