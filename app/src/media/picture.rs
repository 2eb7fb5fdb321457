//! Pictures: cut to a square for a header, made smaller for a message, read for codes.

use super::{ObjectUrl, Square, prepare::read};
use crate::browser;
use estuary_api::{Problem, ProblemKind};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, ImageBitmap, ImageData, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// Longest side of a picture that travels, and most bytes.
const SIDE: u32 = 512;
const MOST_BYTES: usize = 60_000;
/// The choice that pictures in messages are small.
pub(crate) const SAVES_DATA: &str = "saves-data";
/// Longest side of a picture in a message, and most bytes of one that is not drawn anew (core's `BALANCED_IMAGE_SIZE`
/// and `BALANCED_IMAGE_BYTES`), and the same for those who save data (`WORSE_…`).
const BALANCED: (u32, f64) = (1280, 500_000.0);
const WORSE: (u32, f64) = (640, 130_000.0);
const MESSAGE_QUALITY: f64 = 0.75;
/// Longest side at which codes are looked for.
const SCAN_SIDE: u32 = 1600;

/// A picture of which a square becomes the picture of somebody.
#[derive(Clone)]
pub(crate) struct Uncut {
    bitmap: ImageBitmap,
    url: Arc<ObjectUrl>,
}

impl Uncut {
    /// Decodes a file.
    pub(crate) async fn read(file: &File) -> Result<Self, Problem> {
        let bitmap = decode(file).await?;
        let url = ObjectUrl::of_blob(file)
            .ok_or_else(|| Problem::new(ProblemKind::Internal, "no URL for a picture"))?;
        Ok(Self { bitmap, url })
    }

    /// Where it can be seen.
    pub(crate) fn url(&self) -> Arc<ObjectUrl> {
        self.url.clone()
    }

    /// The square that is proposed.
    pub(crate) fn largest(&self) -> Square {
        Square::largest(self.bitmap.width(), self.bitmap.height())
    }

    /// What is in a square, in at most 512 pixels a side, as JPEG of at most 60 kB; what was transparent is white.
    pub(crate) async fn cut(&self, square: Square) -> Result<Vec<u8>, Problem> {
        let Square { left, top, side: cut, .. } = square;
        for side in [SIDE, 384, 256, 128] {
            let side = side.min(cut.ceil() as u32);
            let (canvas, context) = paper(side, side)?;
            let side = f64::from(side);
            context
                .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    &self.bitmap,
                    left,
                    top,
                    cut,
                    cut,
                    0.0,
                    0.0,
                    side,
                    side,
                )
                .map_err(unusable)?;
            let bytes = jpeg(&canvas, 0.85).await?;
            if bytes.len() <= MOST_BYTES {
                return Ok(bytes);
            }
        }
        Err(Problem::new(ProblemKind::PictureUnusable, "it stays too large"))
    }
}

/// A picture as it travels in a message.
pub(crate) struct Shrunk {
    /// Its width and height.
    pub(crate) size: (u32, u32),
    /// A JPEG in its place; `None` where it is small enough, and tells nothing of camera and place.
    pub(crate) recoded: Option<Vec<u8>>,
}

/// A picture at most 1280 pixels a side, or 640 for those who save data. Whatever a camera wrote beside the pixels is
/// gone; what was transparent is white, as JPEG knows no other.
pub(crate) async fn shrunk(file: &File) -> Result<Shrunk, Problem> {
    let bitmap = decode(file).await?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let (side, most_bytes) = if browser::choice(SAVES_DATA).is_some() { WORSE } else { BALANCED };
    let scale = (f64::from(side) / f64::from(width.max(height))).min(1.0);
    let clean = matches!(file.type_().as_str(), "image/png" | "image/bmp");
    if clean && scale >= 1.0 && file.size() <= most_bytes {
        return Ok(Shrunk { size: (width, height), recoded: None });
    }
    let [width, height] = [width, height].map(|side| ((f64::from(side) * scale).round() as u32).max(1));
    let (canvas, context) = paper(width, height)?;
    let [right, bottom] = [width, height].map(f64::from);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, right, bottom).map_err(unusable)?;
    Ok(Shrunk { size: (width, height), recoded: Some(jpeg(&canvas, MESSAGE_QUALITY).await?) })
}

/// A picture as PNG, whatever it was.
pub(crate) async fn png(file: &File) -> Result<Blob, Problem> {
    let bitmap = decode(file).await?;
    let (canvas, context) = canvas(bitmap.width(), bitmap.height())?;
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0).map_err(unusable)?;
    encoded(&canvas, &ImageEncodeOptions::new()).await
}

/// Width and height of a picture.
pub(crate) async fn size(file: &File) -> Result<(u32, u32), Problem> {
    let bitmap = decode(file).await?;
    Ok((bitmap.width(), bitmap.height()))
}

/// The pixels of a picture, for reading a code.
pub(crate) async fn pixels(file: &File) -> Result<ImageData, Problem> {
    let bitmap = decode(file).await?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let scale = (f64::from(SCAN_SIDE) / f64::from(width.max(height))).min(1.0);
    let [width, height] = [width, height].map(|side| ((f64::from(side) * scale) as u32).max(1));
    let (_, context) = canvas(width, height)?;
    let [right, bottom] = [width, height].map(f64::from);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, right, bottom).map_err(unusable)?;
    context.get_image_data(0.0, 0.0, right, bottom).map_err(unusable)
}

async fn decode(file: &File) -> Result<ImageBitmap, Problem> {
    let window = browser::window().ok_or_else(|| Problem::new(ProblemKind::Internal, "no window"))?;
    let promise = window.create_image_bitmap_with_blob(file).map_err(unusable)?;
    Ok(JsFuture::from(promise).await.map_err(unusable)?.unchecked_into())
}

fn canvas(width: u32, height: u32) -> Result<(OffscreenCanvas, OffscreenCanvasRenderingContext2d), Problem> {
    let canvas = OffscreenCanvas::new(width, height).map_err(unusable)?;
    let context = canvas.get_context("2d").map_err(unusable)?;
    let context = context.ok_or_else(|| Problem::new(ProblemKind::PictureUnusable, "no canvas"))?;
    Ok((canvas, context.unchecked_into()))
}

/// A white one, for what becomes a JPEG.
fn paper(width: u32, height: u32) -> Result<(OffscreenCanvas, OffscreenCanvasRenderingContext2d), Problem> {
    let (canvas, context) = canvas(width, height)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    Ok((canvas, context))
}

async fn jpeg(canvas: &OffscreenCanvas, quality: f64) -> Result<Vec<u8>, Problem> {
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(quality);
    read(&encoded(canvas, &options).await?).await
}

async fn encoded(canvas: &OffscreenCanvas, options: &ImageEncodeOptions) -> Result<Blob, Problem> {
    let promise = canvas.convert_to_blob_with_options(options).map_err(unusable)?;
    Ok(JsFuture::from(promise).await.map_err(unusable)?.unchecked_into())
}

fn unusable(error: impl Into<JsValue>) -> Problem {
    Problem::new(ProblemKind::PictureUnusable, browser::explain(&error.into()))
}
