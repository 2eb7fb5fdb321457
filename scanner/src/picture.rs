//! A grey picture and the code in it.

use rqrr::PreparedImage;

/// Larger pictures are scaled down by the page before they come here.
const MOST_PIXELS: usize = 16 << 20;

/// Brightness of each pixel, row by row.
#[derive(Debug)]
pub(crate) struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// From RGBA bytes; `None` if there are not as many as the sides promise.
    pub(crate) fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        let pixels = width.checked_mul(height).filter(|&pixels| 0 < pixels && pixels <= MOST_PIXELS)?;
        let grey: Vec<u8> = rgba.as_chunks::<4>().0.iter().map(brightness).collect();
        (grey.len() == pixels).then_some(Self { width, height, grey })
    }

    /// The text of the first code that can be read.
    pub(crate) fn read(&self) -> Option<String> {
        let at = |x: usize, y: usize| self.grey.get(y * self.width + x).copied().unwrap_or(u8::MAX);
        let mut image = PreparedImage::prepare_from_greyscale(self.width, self.height, at);
        image.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
    }
}

/// ITU-R BT.601 luma; what is transparent counts as the white behind it.
fn brightness([red, green, blue, alpha]: &[u8; 4]) -> u8 {
    let luma = (u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1000;
    let alpha = u32::from(*alpha);
    u8::try_from((luma * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "https://i.delta.chat/" as a QR code would need a writer; what matters here is that nothing else is found.
    #[test]
    fn pictures_without_a_code_or_with_wrong_sides_are_no_reason_to_fall() {
        assert!(Picture::from_rgba(2, 2, &[0; 15]).is_none());
        assert!(Picture::from_rgba(0, 0, &[]).is_none());
        assert!(Picture::from_rgba(usize::MAX, 2, &[0; 16]).is_none());
        for (width, height) in [(1, 1), (3, 200), (64, 64)] {
            let noise: Vec<u8> =
                (0..width * height * 4).map(|i| ((i * 2_654_435_761_usize) >> 7) as u8).collect();
            assert_eq!(Picture::from_rgba(width, height, &noise).unwrap().read(), None);
        }
    }

    #[test]
    fn transparent_counts_as_white() {
        assert_eq!(brightness(&[0, 0, 0, 0]), 255);
        assert_eq!(brightness(&[0, 0, 0, 255]), 0);
        assert_eq!(brightness(&[255, 255, 255, 255]), 255);
    }
}
