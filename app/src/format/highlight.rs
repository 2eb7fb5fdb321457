//! Where in a text the words that were looked for stand.

/// Letters before the first hit; the beginning of a longer text is left out.
const BEFORE: usize = 40;

/// Cuts a text into pieces, each with whether it was looked for: every word of the query, at the beginning of a word,
/// whatever the case.
pub(crate) fn highlighted(text: &str, query: &str) -> Vec<(String, bool)> {
    let words: Vec<Vec<char>> =
        query.split_whitespace().map(|word| word.chars().map(folded).collect()).collect();
    let letters: Vec<char> =
        text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let mut hits = vec![false; letters.len()];
    for at in 0..letters.len() {
        let begins = at == 0 || letters.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
        for word in words.iter().filter(|_| begins) {
            let here = letters.iter().skip(at).take(word.len()).map(|letter| folded(*letter));
            if here.eq(word.iter().copied()) {
                hits.iter_mut().skip(at).take(word.len()).for_each(|hit| *hit = true);
            }
        }
    }
    let start = hits.iter().position(|hit| *hit).unwrap_or_default().saturating_sub(BEFORE);
    let mut pieces: Vec<(String, bool)> = Vec::new();
    if start > 0 {
        pieces.push(("…".to_owned(), false));
    }
    for (letter, hit) in letters.into_iter().zip(hits).skip(start) {
        match pieces.last_mut() {
            Some((piece, same)) if *same == hit => piece.push(letter),
            _ => pieces.push((letter.to_string(), hit)),
        }
    }
    pieces
}

fn folded(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::highlighted;

    #[test]
    fn beginnings_of_words_are_marked() {
        let piece = |text: &str, hit| (text.to_owned(), hit);
        assert_eq!(
            highlighted("The Old boat, bold", "ol BO"),
            [
                piece("The ", false),
                piece("Ol", true),
                piece("d ", false),
                piece("bo", true),
                piece("at, ", false),
                piece("bo", true),
                piece("ld", false)
            ]
        );
        assert_eq!(highlighted("nothing", "x"), [piece("nothing", false)]);
    }

    #[test]
    fn a_late_hit_is_brought_near() {
        let text = format!("{} tide", "word ".repeat(50));
        let pieces = highlighted(&text, "tide");
        assert_eq!(pieces.first().map(|(piece, _)| piece.starts_with('…')), Some(true));
        assert_eq!(pieces.last(), Some(&("tide".to_owned(), true)));
    }
}
