//! The cameras there are, and the picture of one.

use crate::browser;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

/// Keeps the camera that was chosen.
const CHOSEN: &str = "camera";

/// A camera of this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Device {
    /// How the browser calls it, here alone.
    pub(super) id: String,
    /// Its name for people; may be empty.
    pub(super) label: String,
}

impl Device {
    /// All cameras. Browsers name them only while one is running, or not before it was allowed.
    pub(super) async fn all() -> Vec<Self> {
        let listed = async { JsFuture::from(devices()?.enumerate_devices().ok()?).await.ok() };
        let listed: Array = listed.await.map(JsCast::unchecked_into).unwrap_or_default();
        let infos = listed.iter().map(JsCast::unchecked_into::<MediaDeviceInfo>);
        let cameras = infos.filter(|info| info.kind() == MediaDeviceKind::Videoinput);
        cameras.map(|info| Self { id: info.device_id(), label: info.label() }).collect()
    }

    /// From now on it is taken first.
    pub(super) fn choose(id: &str) {
        browser::choose(CHOSEN, id);
    }
}

/// A camera that is running, until this is dropped.
pub(super) struct Running(MediaStream);

impl Running {
    /// Starts the one that was chosen; where none was or it is gone, the one that looks away from the person.
    pub(super) async fn start() -> Option<Self> {
        if let Some(id) = browser::choice(CHOSEN) {
            // What is only wished for, a browser may not give.
            let exactly = Object::new();
            Reflect::set(&exactly, &"exact".into(), &id.into()).ok()?;
            match Self::with("deviceId", &exactly).await {
                Ok(chosen) => return Some(chosen),
                // Nobody is asked twice.
                Err(error) if is_refusal(&error) => return None,
                Err(_) => {}
            }
        }
        Self::with("facingMode", &"environment".into()).await.ok()
    }

    async fn with(name: &str, value: &JsValue) -> Result<Self, JsValue> {
        let video = Object::new();
        Reflect::set(&video, &name.into(), value)?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&video);
        let devices = devices().ok_or(JsValue::NULL)?;
        let promise = devices.get_user_media_with_constraints(&constraints)?;
        Ok(Self(JsFuture::from(promise).await?.unchecked_into()))
    }

    /// Which camera it is.
    pub(super) fn id(&self) -> Option<String> {
        self.tracks().next()?.get_settings().get_device_id()
    }

    /// Becomes what is shown here.
    pub(super) fn show(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.0));
    }

    fn tracks(&self) -> impl Iterator<Item = MediaStreamTrack> + use<> {
        self.0.get_tracks().into_iter().map(JsCast::unchecked_into)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tracks().for_each(|track| track.stop());
    }
}

fn is_refusal(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "NotAllowedError")
}

fn devices() -> Option<MediaDevices> {
    browser::window()?.navigator().media_devices().ok()
}
