//! Words of a language nobody speaks: few of them frequent, most of them rare, as in those that people do.

use rand::Rng;

const SYLLABLES: [&str; 24] = [
    "ba", "ko", "ri", "ten", "lu", "mar", "si", "ve", "no", "pel", "da", "gor", "mi", "tas", "fu", "len",
    "ka", "ros", "pi", "dun", "sha", "we", "ol", "ez",
];
/// Different words.
const WORDS: usize = 5_000;
/// Words of the longest text.
const LONGEST: f64 = 60.0;

pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn new(rng: &mut impl Rng) -> Self {
        Self((0..WORDS).map(|_| (0..rng.gen_range(1..=4)).map(|_| syllable(rng)).collect()).collect())
    }

    fn one(&self, rng: &mut impl Rng) -> &str {
        let place = rng.gen_range(0.0_f64..1.0).powi(4) * self.0.len() as f64;
        self.0.get(place as usize).map_or("", String::as_str)
    }

    /// One to sixty words, mostly few.
    pub(super) fn text(&self, rng: &mut impl Rng) -> String {
        let count = 1 + (rng.gen_range(0.0_f64..1.0).powi(3) * LONGEST) as usize;
        let words: Vec<_> = (0..count).map(|_| self.one(rng)).collect();
        words.join(" ")
    }

    /// Of a person or group.
    pub(super) fn name(&self, rng: &mut impl Rng) -> String {
        let mut part = || {
            let word = format!("{}{}", syllable(rng), syllable(rng));
            word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>()
        };
        format!("{} {}", part(), part())
    }
}

fn syllable(rng: &mut impl Rng) -> &'static str {
    SYLLABLES.get(rng.gen_range(0..SYLLABLES.len())).copied().unwrap_or_default()
}
