//! Texts as they are compared: whatever the case, the accents, and the width of the letters.

/// Letters with what they count as. Whole tables of Unicode would weigh more than the rest of the search.
const BASES: &[(&str, &str)] = &[
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıǐỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏőǒọỏốồổỗộớờởỡợơ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųǔụủứừửữựư", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("ά", "α"),
    ("έ", "ε"),
    ("ή", "η"),
    ("ίϊΐ", "ι"),
    ("ό", "ο"),
    ("ύϋΰ", "υ"),
    ("ώ", "ω"),
    ("ς", "σ"),
    ("ё", "е"),
];

/// Lower case, without marks, in letters of usual width.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(narrow).flat_map(char::to_lowercase).filter(|letter| !is_mark(*letter)) {
        if letter.is_ascii() {
            folded.push(letter);
            continue;
        }
        match BASES.iter().find(|(letters, _)| letters.contains(letter)) {
            Some((_, base)) => folded.push_str(base),
            None => folded.push(letter),
        }
    }
    folded
}

/// Full-width forms as ASCII.
fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// Marks above and below letters: Latin, Hebrew, Arabic.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_looks_alike_is_alike() {
        for (text, folded) in [
            ("Straße", "strasse"),
            ("CAFÉ cafe\u{301}", "cafe cafe"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("ΟΔΌΣ οδός", "οδοσ οδοσ"),
            ("Ёлка", "елка"),
            ("ＡＢＣ１", "abc1"),
            ("日本", "日本"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn bases_are_in_lower_case_and_appear_once() {
        let letters: Vec<char> = super::BASES.iter().flat_map(|(letters, _)| letters.chars()).collect();
        let unique: std::collections::BTreeSet<_> = letters.iter().collect();
        assert_eq!(unique.len(), letters.len());
        assert!(letters.iter().all(|letter| letter.to_lowercase().eq([*letter])));
    }
}
