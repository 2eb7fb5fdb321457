//! The cipher and its inverse (FIPS 197 §5.1, §5.3.5).
//!
//! Between rounds a state is in [halves](super::tower::halves), and what the S-box adds is added with the keys, because
//! MixColumns leaves a sum of equal bytes as it is.

use super::{
    bytes::Bytes,
    field::CONSTANT,
    key,
    tables::{COLUMN, DECRYPTING, ENCRYPTING},
};
use std::hint::black_box;

/// What is added in a direction: before the first round, after each but the last, and after that.
#[derive(Clone)]
struct Keys<const BETWEEN: usize> {
    first: Bytes,
    between: [Bytes; BETWEEN],
    last: Bytes,
}

/// A key, for both directions.
#[derive(Clone)]
pub(super) struct Cipher<const BETWEEN: usize> {
    encrypting: Keys<BETWEEN>,
    decrypting: Keys<BETWEEN>,
}

impl<const BETWEEN: usize> Cipher<BETWEEN> {
    /// With a key of 16, 24 or 32 bytes, between whose rounds there are 9, 11 or 13 keys.
    pub(super) fn new(key: &[u8]) -> Self {
        let expanded = key::expanded(key);
        let key = |round: usize| Bytes::read(&expanded[round]);
        let constant = Bytes::all(CONSTANT);
        let enter = |key: Bytes| ENCRYPTING.entered.of(key).from(ENCRYPTING.rows[0]);
        let enter_back = |key: Bytes| DECRYPTING.entered.of(key).from(DECRYPTING.rows[0]);
        let final_round = BETWEEN + 1;
        let encrypting = Keys {
            first: enter(key(0)),
            between: std::array::from_fn(|round| enter(key(round + 1) + constant)),
            last: key(final_round) + constant,
        };
        let decrypting = Keys {
            first: enter_back(key(final_round) + constant),
            between: std::array::from_fn(|round| {
                enter_back(columns_restored(key(BETWEEN - round)) + constant)
            }),
            last: key(0),
        };
        Cipher { encrypting, decrypting }
    }

    // The tables are taken from memory: as constants, engines would put them together again in every round.

    #[inline]
    pub(super) fn encrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
        let (keys, tables) = (&self.encrypting, black_box(&ENCRYPTING));
        let [rows_0, rows_1, rows_2, rows_3] = tables.rows;
        let mut state = tables.entered.of(Bytes::read(block).from(rows_0)) + keys.first;
        for key in &keys.between {
            let found = tables.search.of(state);
            let (once, twice) = (tables.once.of(found), tables.twice.of(found));
            let upper = twice.from(rows_0) + (once + twice).from(rows_1);
            let lower = once.from(rows_2) + once.from(rows_3);
            state = upper + lower + *key;
        }
        (tables.left.of(tables.search.of(state)) + keys.last).write(out);
    }

    #[inline]
    pub(super) fn decrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
        let (keys, tables) = (&self.decrypting, black_box(&DECRYPTING));
        let [rows_0, rows_1, rows_2, rows_3] = tables.rows;
        let mut state = tables.entered.of(Bytes::read(block).from(rows_0)) + keys.first;
        for key in &keys.between {
            let found = tables.search.of(state);
            let upper = tables.times_14.of(found).from(rows_0) + tables.times_11.of(found).from(rows_1);
            let lower = tables.times_13.of(found).from(rows_2) + tables.times_9.of(found).from(rows_3);
            state = upper + lower + *key;
        }
        (tables.left.of(tables.search.of(state)) + keys.last).write(out);
    }
}

/// InvMixColumns (FIPS 197 §5.3.3).
fn columns_restored(state: Bytes) -> Bytes {
    let [_, up, up_twice, up_thrice] = COLUMN;
    let two = state.doubled();
    let four = two.doubled();
    let eight = four.doubled();
    let nine = eight + state;
    (eight + four + two) + (nine + two).from(up) + (nine + four).from(up_twice) + nine.from(up_thrice)
}
