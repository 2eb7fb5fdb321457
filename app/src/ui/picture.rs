//! A picture a person chooses, cut to a square and made small enough to travel in a header.

use crate::browser;
use estuary_api::{Problem, ProblemKind};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, ImageBitmap, ImageData, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// Longest side of a picture that travels, and most bytes.
const SIDE: u32 = 512;
const MOST_BYTES: usize = 60_000;
/// Longest side at which codes are looked for.
const SCAN_SIDE: u32 = 1600;

/// A square of at most 512 pixels as JPEG of at most 60 kB.
pub(super) async fn avatar(file: &File) -> Result<Vec<u8>, Problem> {
    let bitmap = decode(file).await?;
    let cut = bitmap.width().min(bitmap.height());
    let (left, top) = ((bitmap.width() - cut) / 2, (bitmap.height() - cut) / 2);
    for side in [SIDE, 384, 256, 128] {
        let side = side.min(cut);
        let (canvas, context) = canvas(side, side)?;
        let [left, top, cut, side] = [left, top, cut, side].map(f64::from);
        context
            .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &bitmap, left, top, cut, cut, 0.0, 0.0, side, side,
            )
            .map_err(unusable)?;
        let options = ImageEncodeOptions::new();
        options.set_type("image/jpeg");
        options.set_quality(0.85);
        let promise = canvas.convert_to_blob_with_options(&options).map_err(unusable)?;
        let bytes = bytes(&JsFuture::from(promise).await.map_err(unusable)?.unchecked_into()).await?;
        if bytes.len() <= MOST_BYTES {
            return Ok(bytes);
        }
    }
    Err(Problem::new(ProblemKind::PictureUnusable, "it stays too large"))
}

/// The pixels of a picture, for reading a code.
pub(super) async fn pixels(file: &File) -> Result<ImageData, Problem> {
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

async fn bytes(blob: &Blob) -> Result<Vec<u8>, Problem> {
    let method: js_sys::Function =
        Reflect::get(blob, &"arrayBuffer".into()).and_then(|method| method.dyn_into()).map_err(unusable)?;
    let promise: Promise = method.call0(blob).and_then(|promise| promise.dyn_into()).map_err(unusable)?;
    Ok(Uint8Array::new(&JsFuture::from(promise).await.map_err(unusable)?).to_vec())
}

fn unusable(error: impl Into<JsValue>) -> Problem {
    Problem::new(ProblemKind::PictureUnusable, browser::explain(&error.into()))
}
