//! QR codes as pictures, as a camera sees them, and back.

use image::{GrayImage, ImageFormat, Luma, imageops};
use qrcode::{Color, QrCode};
use std::io::Cursor;

/// Pixels of a module; enough for a camera that is not held still.
const MODULE: u32 = 6;
/// Modules of white around a code (ISO/IEC 18004 asks for four).
const MARGIN: u32 = 4;

/// The texts of all codes in a picture.
pub fn read(picture: &[u8]) -> Vec<String> {
    let gray = image::load_from_memory(picture).expect("a picture").to_luma8();
    let mut picture = rqrr::PreparedImage::prepare(gray);
    picture.detect_grids().into_iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

/// A code as PNG.
pub fn png(text: &str) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    code(text).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A code as a film of one frame, 640x480, in the form in which Chromium takes a camera's place
/// (`--use-file-for-fake-video-capture`).
pub fn y4m(text: &str) -> Vec<u8> {
    let (width, height) = (640, 480);
    let mut frame = GrayImage::from_pixel(width, height, Luma([255]));
    let code = code(text);
    let side = code.width().min(height);
    let code = imageops::thumbnail(&code, side, side);
    imageops::replace(&mut frame, &code, i64::from((width - side) / 2), i64::from((height - side) / 2));
    let mut film = format!("YUV4MPEG2 W{width} H{height} F25:1 Ip A1:1 C420\nFRAME\n").into_bytes();
    film.extend_from_slice(frame.as_raw());
    film.resize(film.len() + (width * height / 2) as usize, 128); // no colour
    film
}

fn code(text: &str) -> GrayImage {
    let code = QrCode::new(text).expect("a text that fits");
    let modules = u32::try_from(code.width()).unwrap();
    let colors = code.to_colors();
    let side = (modules + 2 * MARGIN) * MODULE;
    GrayImage::from_fn(side, side, |x, y| {
        let module = |pixel: u32| (pixel / MODULE).checked_sub(MARGIN).filter(|at| *at < modules);
        let dark =
            module(x).zip(module(y)).is_some_and(|(x, y)| colors[(y * modules + x) as usize] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    })
}

#[cfg(test)]
mod tests {
    use super::{png, read};

    #[test]
    fn what_is_drawn_is_read() {
        let link = format!("https://i.delta.chat/#{}&v=3&i=x&s=y&a=a%40b&n=Ann", "A1".repeat(20));
        assert_eq!(read(&png(&link)), [link]);
    }
}
