//! Colours of contacts and chats, the same that every Delta Chat shows.

use sha1::{Digest, Sha1};

/// Equal lightness for all: readable on white and on black.
const LIGHTNESS: f32 = 0.5;
const CHROMA: f32 = 0.23;

/// The colour of `identifier` as 0xRRGGBB.
///
/// After XEP-0392 (Consistent Color Generation, §5.1), in the colour space OKLCh. Pass the fingerprint of a contact in
/// upper-case hex, the lower-case address of a contact without a key, or the ID of a group or channel.
pub fn of(identifier: &str) -> u32 {
    // Delta Chat takes the degrees for radians. That spreads the colours no worse, and to agree is the point.
    let hue = hue(identifier);
    let channels = oklab_to_linear_rgb(LIGHTNESS, CHROMA * hue.cos(), CHROMA * hue.sin());
    channels.into_iter().fold(0, |color, channel| color << 8 | to_srgb(channel))
}

/// Hue angle in degrees: the first two bytes of the SHA-1, little endian, as a part of the circle.
fn hue(identifier: &str) -> f32 {
    let digest: [u8; 20] = Sha1::digest(identifier.as_bytes()).into();
    let [low, high, ..] = digest;
    f32::from(u16::from_le_bytes([low, high])) / 65536.0 * 360.0
}

/// Oklab (Björn Ottosson, 2020) to linear sRGB.
fn oklab_to_linear_rgb(l: f32, a: f32, b: f32) -> [f32; 3] {
    let long = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let medium = (l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let short = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
}

/// The sRGB transfer function; colours outside of what screens show are clipped.
fn to_srgb(linear: f32) -> u32 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    (encoded * 255.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the real Delta Chat shows.
    #[test]
    fn colors() {
        for (identifier, color) in
            [("8C1C427104EAE390912AC0C0BA514758A478BA1F", 0x8822C4), ("bob@example.org", 0xB10085)]
        {
            assert_eq!(of(identifier), color, "{identifier}: {:06x}", of(identifier));
        }
    }

    /// Test vectors of XEP-0392 §13.2.
    #[test]
    fn hues() {
        for (text, angle) in [
            ("Romeo", 327.255_25),
            ("juliet@capulet.lit", 209.410_4),
            ("😺", 331.199_34),
            ("council", 359.994_5),
        ] {
            assert!((hue(text) - angle).abs() < 1e-3, "{text}");
        }
    }
}
