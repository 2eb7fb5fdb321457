//! Functions of bytes, by functions of their halves, which the compiler makes.

use super::{
    bytes::Bytes,
    field::{affine, affine_inverse, times},
    tower::{self, halves},
};

/// A function of half a byte.
type Table = Bytes;

macro_rules! table {
    (|$half:ident| $value:expr) => {{
        let mut table = [0; 16];
        let mut $half = 0;
        while $half < 16 {
            table[$half as usize] = $value;
            $half += 1;
        }
        Bytes::new(table)
    }};
}

/// A linear function of bytes: the sum of one of the low half and one of the high half.
pub(super) struct Linear {
    low: Table,
    high: Table,
}

macro_rules! linear {
    (|$x:ident| $value:expr) => {
        Linear {
            low: table!(|half| {
                let $x = half;
                $value
            }),
            high: table!(|half| {
                let $x = half << 4;
                $value
            }),
        }
    };
}

impl Linear {
    #[inline(always)]
    pub(super) fn of(&self, x: Bytes) -> Bytes {
        self.low.at(x.low_halves()) + self.high.at(x.high_halves())
    }
}

/// A linear function of 1/x, of [`Found`].
pub(super) struct OfInverse {
    p: Table,
    q: Table,
}

macro_rules! of_inverse {
    (|$inverse:ident| $value:expr) => {
        OfInverse {
            p: table!(|half| {
                let $inverse = tower::of_p(half);
                $value
            }),
            q: table!(|half| {
                let $inverse = tower::of_q(half);
                $value
            }),
        }
    };
}

/// 1/p and 1/q of x, whose inverse is a sum of functions of p and q, see [`tower`].
#[derive(Clone, Copy)]
pub(super) struct Found {
    p: Bytes,
    q: Bytes,
}

/// Finds [`Found`].
pub(super) struct Search {
    reciprocal: Table,
    a_over: Table,
}

impl Search {
    const NEW: Search = Search {
        reciprocal: table!(|half| tower::reciprocal(half)),
        a_over: table!(|half| tower::a_over(half)),
    };

    /// Of an x in [`halves`].
    #[inline(always)]
    pub(super) fn of(&self, x: Bytes) -> Found {
        let (i, k) = (x.high_halves(), x.low_halves());
        let j = i + k;
        let quotient = self.a_over.at(k);
        Found {
            p: self.reciprocal.at(self.reciprocal.at(i) + quotient) + j,
            q: self.reciprocal.at(self.reciprocal.at(j) + quotient) + i,
        }
    }
}

impl OfInverse {
    #[inline(always)]
    pub(super) fn of(&self, found: Found) -> Bytes {
        self.p.at(found.p) + self.q.at(found.q)
    }
}

/// Where each byte of a state comes from.
type Places = Bytes;

/// Rows that have moved up within their columns: by none, one, two and three.
pub(super) const COLUMN: [Places; 4] = rows(0);

/// Of a state whose rows have moved up so, ShiftRows (FIPS 197 §5.1.2) if each moves left by its number, its inverse if
/// by three times that.
const fn rows(left: usize) -> [Places; 4] {
    let mut moved = [Bytes::new([0; 16]); 4];
    let mut up = 0;
    while up < 4 {
        let mut places = [0; 16];
        let mut at = 0;
        while at < 16 {
            let (column, row) = (at / 4, at % 4);
            places[at] = (4 * ((column + left * row) % 4) + (row + up) % 4) as u8;
            at += 1;
        }
        moved[up] = Bytes::new(places);
        up += 1;
    }
    moved
}

/// What encrypts.
pub(super) struct Encrypting {
    pub(super) search: Search,
    /// What the S-box inverts, in halves.
    pub(super) entered: Linear,
    /// The S-box without its constant, in halves for the next round.
    pub(super) once: OfInverse,
    /// Twice that.
    pub(super) twice: OfInverse,
    /// The S-box without its constant.
    pub(super) left: OfInverse,
    pub(super) rows: [Places; 4],
}

pub(super) static ENCRYPTING: Encrypting = Encrypting {
    search: Search::NEW,
    entered: linear!(|x| halves(x)),
    once: of_inverse!(|x| halves(affine(x))),
    twice: of_inverse!(|x| halves(times(2, affine(x)))),
    left: of_inverse!(|x| affine(x)),
    rows: rows(1),
};

/// What decrypts.
pub(super) struct Decrypting {
    pub(super) search: Search,
    /// What the inverse of the S-box inverts, in halves.
    pub(super) entered: Linear,
    /// Multiples of the inverse of the S-box, in halves for the next round.
    pub(super) times_9: OfInverse,
    pub(super) times_11: OfInverse,
    pub(super) times_13: OfInverse,
    pub(super) times_14: OfInverse,
    /// The inverse of the S-box.
    pub(super) left: OfInverse,
    pub(super) rows: [Places; 4],
}

pub(super) static DECRYPTING: Decrypting = Decrypting {
    search: Search::NEW,
    entered: linear!(|x| halves(affine_inverse(x))),
    times_9: of_inverse!(|x| halves(affine_inverse(times(9, x)))),
    times_11: of_inverse!(|x| halves(affine_inverse(times(11, x)))),
    times_13: of_inverse!(|x| halves(affine_inverse(times(13, x)))),
    times_14: of_inverse!(|x| halves(affine_inverse(times(14, x)))),
    left: of_inverse!(|x| x),
    rows: rows(3),
};
