//! Files of messages on their way out of Estuary: saved, copied, handed to other programs.

use super::{arrived::bytes, picture};
use crate::browser;
use estuary_api::{Attachment, MessageId, Problem, ProblemKind};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{ClipboardItem, File, ShareData};

/// Offers the file of a message for saving.
pub(crate) async fn save(message: MessageId) -> Result<(), Problem> {
    let (file, bytes) = bytes(message).await?;
    browser::save(&bytes, &file.name).ok_or_else(|| Problem::new(ProblemKind::Internal, "no link to save by"))
}

/// Puts the picture of a message on the clipboard, as PNG: the one kind that browsers take.
pub(crate) async fn copy(message: MessageId) -> Result<(), Problem> {
    const PNG: &str = "image/png";
    // Some browsers want to be asked while the person still presses the button, so what is copied comes later.
    let picture = future_to_promise(async move {
        let (file, bytes) = bytes(message).await.map_err(detail)?;
        let file = browser::file_of(&file.name, &bytes, &file.media_type).ok_or(JsValue::NULL)?;
        if file.type_() == PNG {
            return Ok(file.into());
        }
        picture::png(&file).await.map(Into::into).map_err(detail)
    });
    let items = Object::new();
    let copied = async {
        Reflect::set(&items, &PNG.into(), &picture)?;
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&items)?;
        let clipboard = browser::clipboard().ok_or(JsValue::NULL)?;
        JsFuture::from(clipboard.write(&Array::of1(&item))).await
    };
    let copied: Result<JsValue, JsValue> = copied.await;
    copied.map(drop).map_err(|error| Problem::new(ProblemKind::ClipboardRefused, browser::explain(&error)))
}

fn detail(problem: Problem) -> JsValue {
    problem.detail.into()
}

/// Whether other programs here take files like this one.
pub(crate) fn is_shareable(file: &Attachment) -> bool {
    browser::file_of(&file.name, &[], &file.media_type)
        .is_some_and(|file| browser::can_share(&of_file(&file)))
}

/// Hands the file of a message to another program, which the person chooses.
pub(crate) async fn share(message: MessageId) -> Result<(), Problem> {
    let (file, bytes) = bytes(message).await?;
    if let Some(file) = browser::file_of(&file.name, &bytes, &file.media_type) {
        browser::share(&of_file(&file)).await;
    }
    Ok(())
}

fn of_file(file: &File) -> ShareData {
    let data = ShareData::new();
    data.set_files(&Array::of1(file));
    data
}
