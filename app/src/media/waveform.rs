//! How loud a sound is along its length.

use crate::browser;
use js_sys::Uint8Array;
use std::hash::{DefaultHasher, Hasher};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioBuffer, OfflineAudioContext};

/// Parts that are told apart.
const PARTS: u64 = 48;
/// Most bytes, and milliseconds, of a sound that is looked at: it stands in memory decoded.
const MOST_BYTES: usize = 2 << 20;
const LONGEST: u32 = 600_000;
/// Samples a second to decode to: enough for a drawing, and the fewest that every browser knows.
const RATE: f32 = 8000.0;

/// The loudness of each part, 100 for the loudest, and the length in seconds; `None` where it is too much, or nothing this browser decodes.
/// The browser decodes beside the page.
pub(crate) async fn waveform(bytes: &[u8], duration: Option<u32>) -> Option<(Vec<u8>, f64)> {
    if bytes.len() > MOST_BYTES || duration.is_some_and(|duration| duration > LONGEST) {
        return None;
    }
    let mut digest = DefaultHasher::new();
    digest.write(bytes);
    // A few bytes may say that they are days of silence. What ended the page is never decoded again.
    let mark = format!("decoding-{:x}", digest.finish());
    if browser::choice(&mark).is_some() {
        return None;
    }
    browser::choose(&mark, "");
    let sound = decode(bytes).await;
    browser::forget(&mark);
    let sound = sound?;
    Some((relative(&peaks(&sound)), sound.duration()))
}

async fn decode(bytes: &[u8]) -> Option<AudioBuffer> {
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, RATE).ok()?;
    let decoding = context.decode_audio_data(&Uint8Array::from(bytes).buffer()).ok()?;
    JsFuture::from(decoding).await.ok()?.dyn_into().ok()
}

/// The loudest sample of each part.
fn peaks(sound: &AudioBuffer) -> Vec<f32> {
    let length = u64::from(sound.length());
    let mut samples = [0.0_f32; 1024];
    let part = |number: u64| {
        let (mut at, end) = (length * number / PARTS, length * (number + 1) / PARTS);
        let mut peak = 0.0_f32;
        while at < end {
            let count = samples.len().min((end - at) as usize);
            let Some(samples) = samples.get_mut(..count) else { break };
            if sound.copy_from_channel_with_start_in_channel(samples, 0, at as u32).is_err() {
                break;
            }
            peak = samples.iter().fold(peak, |peak, sample| peak.max(sample.abs()));
            at += count as u64;
        }
        peak
    };
    (0..PARTS).map(part).collect()
}

/// In hundredths of the loudest.
fn relative(peaks: &[f32]) -> Vec<u8> {
    let loudest = peaks.iter().copied().fold(f32::EPSILON, f32::max);
    peaks.iter().map(|peak| (peak / loudest * 100.0) as u8).collect()
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn the_loudest_part_is_whole_and_silence_stays_silent() {
        assert_eq!(relative(&[0.1, 0.2, 0.0]), [50, 100, 0]);
        assert_eq!(relative(&[0.0, 0.0]), [0, 0]);
        assert_eq!(relative(&[f32::NAN, 0.5, f32::INFINITY]), [0, 0, 0], "no browser's samples");
        assert_eq!(relative(&[]), [0; 0]);
    }
}
