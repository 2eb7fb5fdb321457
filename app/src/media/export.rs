//! Files of messages on their way out of Estuary: saved, copied, handed to other programs.

use super::{arrived::bytes, picture};
use crate::browser;
use estuary_api::{Attachment, MessageId, Problem, ProblemKind};
use js_sys::{Array, Object, Reflect};
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, ClipboardItem, File, ShareData};

const PNG: &str = "image/png";

/// Offers the file of a message for saving.
pub(crate) async fn save(message: MessageId) -> Result<(), Problem> {
    let (file, bytes) = bytes(message).await?;
    browser::save(&bytes, &file.name).ok_or_else(|| Problem::new(ProblemKind::Internal, "no link to save by"))
}

/// Puts the picture of a message on the clipboard, as PNG: the one kind that browsers take.
pub(crate) async fn copy(message: MessageId) -> Result<(), Problem> {
    // Some browsers want to be asked while the person still presses the button, so what is copied comes later.
    // Why there is nothing to copy: the clipboard would tell it as a refusal of its own.
    let lacking = Rc::new(OnceCell::new());
    let tell = lacking.clone();
    let picture = future_to_promise(async move {
        png(message).await.map(Into::into).map_err(|problem| {
            tell.set(problem).ok();
            JsValue::NULL
        })
    });
    let items = Object::new();
    let copied = async {
        Reflect::set(&items, &PNG.into(), &picture)?;
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&items)?;
        let clipboard = browser::clipboard().ok_or(JsValue::NULL)?;
        JsFuture::from(clipboard.write(&Array::of1(&item))).await
    };
    let copied: Result<JsValue, JsValue> = copied.await;
    copied
        .map(drop)
        .map_err(|error| lacking.get().cloned().unwrap_or_else(|| browser::clipboard_refused(error)))
}

/// The picture of a message as PNG.
async fn png(message: MessageId) -> Result<Blob, Problem> {
    let (file, bytes) = bytes(message).await?;
    let file = browser::file_of(&file.name, &bytes, &file.media_type)
        .ok_or_else(|| Problem::new(ProblemKind::Internal, "no file of a picture"))?;
    if file.type_() == PNG { Ok(file.into()) } else { picture::png(&file).await }
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
