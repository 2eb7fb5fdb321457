//! The square of a picture that becomes the picture of somebody.

/// So many times it can be smaller than the largest there is.
pub(crate) const MOST: f64 = 8.0;

/// A square within a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Square {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) side: f64,
    /// Width and height of the picture.
    pub(crate) of: (f64, f64),
}

impl Square {
    /// The largest one, in the middle.
    pub(crate) fn largest(width: u32, height: u32) -> Self {
        let of = (f64::from(width), f64::from(height));
        let side = of.0.min(of.1);
        Self { left: (of.0 - side) / 2.0, top: (of.1 - side) / 2.0, side, of }
    }

    /// How much larger than by the largest one the picture is seen by it.
    pub(crate) fn zoom(self) -> f64 {
        self.of.0.min(self.of.1) / self.side
    }

    /// Made smaller or larger around its middle, as far as the picture reaches.
    pub(crate) fn zoomed(self, zoom: f64) -> Self {
        let side = self.of.0.min(self.of.1) / zoom.clamp(1.0, MOST);
        let by = (self.side - side) / 2.0;
        Self { left: self.left + by, top: self.top + by, side, ..self }.within()
    }

    /// With the picture drawn right and down below it, in parts of its side, as far as the picture reaches.
    pub(crate) fn drawn(self, right: f64, down: f64) -> Self {
        Self { left: self.left - right * self.side, top: self.top - down * self.side, ..self }.within()
    }

    fn within(self) -> Self {
        let most = |whole: f64| (whole - self.side).max(0.0);
        let (left, top) = (self.left.clamp(0.0, most(self.of.0)), self.top.clamp(0.0, most(self.of.1)));
        Self { left, top, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(square: Square) -> (f64, f64, f64) {
        (square.left, square.top, square.side)
    }

    #[test]
    fn it_stays_within_the_picture() {
        let whole = Square::largest(400, 200);
        assert_eq!(place(whole), (100.0, 0.0, 200.0));
        assert_eq!(place(whole.drawn(0.25, 0.5)), (50.0, 0.0, 200.0));
        assert_eq!(place(whole.drawn(-9.0, 0.0)), (200.0, 0.0, 200.0));
        let small = whole.zoomed(4.0);
        assert_eq!((place(small), small.zoom()), ((175.0, 75.0, 50.0), 4.0));
        assert_eq!(place(small.drawn(9.0, 9.0).zoomed(1.0)), (0.0, 0.0, 200.0));
        assert_eq!(whole.zoomed(1000.0).zoom(), MOST);
        assert_eq!(whole.zoomed(0.1), whole);
        assert_eq!(place(Square::largest(1, 1).zoomed(2.0)), (0.25, 0.25, 0.5));
    }
}
