//! The few things asked of the browser directly.

use crate::media::ObjectUrl;
use estuary_api::{Problem, ProblemKind};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Clipboard, Element, File, FileList, FilePropertyBag, History, HtmlAnchorElement, HtmlElement,
    HtmlInputElement, Response, ShareData, VisibilityState, Window,
};

/// The window, while there is one.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// Content of a `<meta>` of the page: names the build gives to files.
pub(crate) fn meta(name: &str) -> Option<String> {
    let document = window()?.document()?;
    document.query_selector(&format!("meta[name='{name}']")).ok()??.get_attribute("content")
}

/// What tells this release of the interface from all others: the name of its code.
pub(crate) fn release() -> Option<String> {
    window()?.document()?.query_selector("script[data-wasm]").ok()??.get_attribute("data-wasm")
}

/// Takes the element of this `id` out of the page.
pub(crate) fn remove(id: &str) {
    let document = window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// The text of a file beside the page.
pub(crate) async fn text_of(path: &str) -> Option<String> {
    let answer = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?;
    let answer = answer.dyn_into::<Response>().ok().filter(Response::ok)?;
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// An exception in words.
pub(crate) fn explain(error: &JsValue) -> String {
    js_sys::Object::from(error.clone()).to_string().into()
}

/// Whether the person can be looking at the page right now.
pub(crate) fn is_attended() -> bool {
    let document = window().and_then(|window| window.document());
    document.is_some_and(|document| {
        document.visibility_state() == VisibilityState::Visible && document.has_focus().unwrap_or(false)
    })
}

/// Whether the page can be seen, whichever part of it has the focus.
pub(crate) fn is_visible() -> bool {
    let document = window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Opens a URL in a tab that knows nothing of this one. Only right after a person asked for it.
pub(crate) fn open_elsewhere(url: &str) {
    if let Some(window) = window() {
        window.open_with_url_and_target_and_features(url, "_blank", "noopener,noreferrer").ok();
    }
}

/// The files chosen in a field.
pub(crate) fn files(input: &HtmlInputElement) -> Vec<File> {
    listed(input.files())
}

/// The files of a list.
pub(crate) fn listed(list: Option<FileList>) -> Vec<File> {
    list.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at))).collect()
}

/// A file of these bytes.
pub(crate) fn file_of(name: &str, bytes: &[u8], media_type: &str) -> Option<File> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    File::new_with_u8_array_sequence_and_options(&parts, name, &options).ok()
}

/// The content of a file; `None` where the browser cannot read it (any more).
pub(crate) async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Where in a chosen folder a file is, the folder's own name first.
pub(crate) fn relative_path(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok();
    path.and_then(|path| path.as_string()).unwrap_or_default()
}

/// Closes a window that a page of ours opened.
pub(crate) fn close() {
    if let Some(window) = window() {
        window.close().ok();
    }
}

/// Asks to be where links to mail addresses (`mailto:`) lead. The browser asks the person, where it can do that.
pub(crate) fn take_mail_links() {
    if let Some(window) = window()
        && let Ok(origin) = window.location().origin()
    {
        let handler = format!("{origin}/#%s");
        window.navigator().register_protocol_handler("mailto", &handler, "Estuary").ok();
    }
}

/// Loads the page again.
pub(crate) fn reload() {
    if let Some(window) = window() {
        window.location().reload().ok();
    }
}

/// Whether fingers are what a person points with first: then a field that has the focus brings a keyboard over the page.
pub(crate) fn is_touched() -> bool {
    let list = window().and_then(|window| window.match_media("(pointer: coarse)").ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// The element that has the focus.
pub(crate) fn focused() -> Option<HtmlElement> {
    window()?.document()?.active_element()?.dyn_into().ok()
}

/// Random bytes for an identifier.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        crypto.get_random_values_with_u8_array(&mut bytes).ok();
    }
    bytes
}

/// A small choice kept on this device.
pub(crate) fn choice(name: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Keeps a small choice; without storage it lasts as long as the page.
pub(crate) fn choose(name: &str, value: &str) {
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        storage.set_item(name, value).ok();
    }
}

/// Keeps a choice no longer.
pub(crate) fn forget(name: &str) {
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        storage.remove_item(name).ok();
    }
}

/// A small choice kept by this tab, also over a reload.
pub(crate) fn tab_choice(name: &str) -> Option<String> {
    window()?.session_storage().ok()??.get_item(name).ok()?
}

/// Lets this tab keep a small choice, or with `None` keep it no longer.
pub(crate) fn tab_choose(name: &str, value: Option<&str>) {
    if let Some(storage) = window().and_then(|window| window.session_storage().ok().flatten()) {
        match value {
            Some(value) => storage.set_item(name, value).ok(),
            None => storage.remove_item(name).ok(),
        };
    }
}

/// Does something to the history of the tab. Browsers refuse after hundreds of steps, which harms nothing.
pub(crate) fn history(change: impl FnOnce(&History) -> Result<(), JsValue>) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        change(&history).ok();
    }
}

/// What is copied, by this or another program.
pub(crate) fn clipboard() -> Option<Clipboard> {
    Some(window()?.navigator().clipboard())
}

/// Puts text on the clipboard.
pub(crate) async fn copy(text: &str) -> Result<(), Problem> {
    let clipboard = clipboard().ok_or_else(|| clipboard_refused(JsValue::NULL))?;
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(clipboard_refused)
}

/// The text on the clipboard. Only right after a person asked for it.
pub(crate) async fn paste() -> Result<String, Problem> {
    let clipboard = clipboard().ok_or_else(|| clipboard_refused(JsValue::NULL))?;
    let text = JsFuture::from(clipboard.read_text()).await.map_err(clipboard_refused)?;
    Ok(text.as_string().unwrap_or_default())
}

/// The clipboard is not to be used.
pub(crate) fn clipboard_refused(error: JsValue) -> Problem {
    Problem::new(ProblemKind::ClipboardRefused, explain(&error))
}

/// Whether other programs here take something like this.
pub(crate) fn can_share(data: &ShareData) -> bool {
    let Some(navigator) = window().map(|window| window.navigator()) else { return false };
    Reflect::has(&navigator, &"canShare".into()).unwrap_or(false) && navigator.can_share_with_data(data)
}

/// Hands something to another program, which the person chooses. Refused or put away: both are an answer.
pub(crate) async fn share(data: &ShareData) {
    if let Some(window) = window() {
        JsFuture::from(window.navigator().share_with_data(data)).await.ok();
    }
}

/// Offers bytes for saving. Never opened in the page: an attachment may be HTML from anybody.
pub(crate) fn save(bytes: &[u8], name: &str) -> Option<()> {
    let url = ObjectUrl::of_bytes(bytes, "application/octet-stream")?;
    let document = window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(url.as_str());
    link.set_download(name);
    // The download has its own reference after this.
    link.click();
    Some(())
}

/// Whether the page runs from the right to the left.
pub(crate) fn runs_left() -> bool {
    let document = window().and_then(|window| window.document());
    let root = document.and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("dir")).as_deref() == Some("rtl")
}

/// Whether some text of the page is selected.
pub(crate) fn has_selection() -> bool {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The element with this id.
pub(crate) fn element(id: &str) -> Option<Element> {
    window()?.document()?.get_element_by_id(id)
}

/// The elements within another that a selector names, as far as they are of a type.
pub(crate) fn elements<E: JsCast>(within: &Element, css: &str) -> Vec<E> {
    let Ok(found) = within.query_selector_all(css) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Moves the focus to the element with this id.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Width and height of what is shown of the page, in pixels.
pub(crate) fn page_size() -> (f64, f64) {
    let side = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    window().map_or((0.0, 0.0), |window| (side(window.inner_width()), side(window.inner_height())))
}

/// Asks that the browser never clears this site's storage by itself; answers whether it promises.
pub(crate) async fn persist() -> Option<bool> {
    let promise = window()?.navigator().storage().persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Whether the browser promised not to clear this site's storage by itself.
pub(crate) async fn is_persisted() -> Option<bool> {
    let promise = window()?.navigator().storage().persisted().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// So many percent of what this site may store are used.
pub(crate) async fn storage_used() -> Option<u8> {
    let estimate = JsFuture::from(window()?.navigator().storage().estimate().ok()?).await.ok()?;
    let bytes = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    let (used, allowed) = (bytes("usage")?, bytes("quota").filter(|bytes| *bytes > 0.0)?);
    Some((used / allowed * 100.0).clamp(0.0, 100.0) as u8)
}
