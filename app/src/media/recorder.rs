//! Recording a voice message.

use super::prepare::read;
use crate::browser;
use estuary_api::{FileKind, NewFile, Problem, ProblemKind};
use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, Date, Object};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, Blob, BlobEvent, BlobPropertyBag, MediaRecorder, MediaRecorderOptions,
    MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

/// What is recorded, the best understood by other apps first, with the end of the file's name.
const FORMATS: [(&str, &str); 5] = [
    ("audio/mp4;codecs=mp4a.40.2", "m4a"),
    ("audio/mp4", "m4a"),
    ("audio/ogg;codecs=opus", "ogg"),
    ("audio/webm;codecs=opus", "webm"),
    ("audio/webm", "webm"),
];
/// Bits for a second of speech.
const BITS: u32 = 32_000;

/// A recording under way; the microphone is free again when it is dropped.
pub(crate) struct Recorder {
    recorder: MediaRecorder,
    stream: MediaStream,
    context: AudioContext,
    analyser: AnalyserNode,
    parts: Rc<RefCell<Vec<Blob>>>,
    format: (&'static str, &'static str),
    /// Milliseconds recorded before it paused last, and when it went on, unless it pauses.
    before: f64,
    since: Option<f64>,
    _heard: EventListener,
}

impl Recorder {
    /// Asks for the microphone and begins; the person or the browser may refuse.
    pub(crate) async fn start() -> Result<Self, Problem> {
        Self::begin()
            .await
            .map_err(|error| Problem::new(ProblemKind::MicrophoneRefused, browser::explain(&error)))
    }

    async fn begin() -> Result<Self, JsValue> {
        let window = browser::window().ok_or(JsValue::NULL)?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_audio(&JsValue::TRUE);
        let devices = window.navigator().media_devices()?;
        let stream = JsFuture::from(devices.get_user_media_with_constraints(&constraints)?).await?;
        let stream: MediaStream = stream.unchecked_into();
        let format = FORMATS.into_iter().find(|(format, _)| MediaRecorder::is_type_supported(format));
        let format = format.ok_or_else(|| JsValue::from_str("no known format"))?;
        let options = MediaRecorderOptions::new();
        options.set_mime_type(format.0);
        options.set_audio_bits_per_second(BITS);
        let recorder = MediaRecorder::new_with_media_stream_and_media_recorder_options(&stream, &options)?;
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(256);
        context.create_media_stream_source(&stream)?.connect_with_audio_node(&analyser)?;
        let parts = Rc::new(RefCell::new(Vec::new()));
        let heard = parts.clone();
        let heard = EventListener::new(&recorder, "dataavailable", move |event| {
            if let Some(blob) = event.dyn_ref::<BlobEvent>().and_then(BlobEvent::data) {
                heard.borrow_mut().push(blob);
            }
        });
        recorder.start()?;
        let (before, since) = (0.0, Some(Date::now()));
        Ok(Self { recorder, stream, context, analyser, parts, format, before, since, _heard: heard })
    }

    /// Milliseconds recorded.
    pub(crate) fn elapsed(&self) -> u32 {
        (self.before + self.since.map_or(0.0, |since| Date::now() - since)).max(0.0) as u32
    }

    /// Pauses, or goes on if it does; whether it pauses now.
    pub(crate) fn turn(&mut self) -> bool {
        let pauses = self.since.is_none();
        let turned = if pauses { self.recorder.resume() } else { self.recorder.pause() };
        if turned.is_err() {
            return pauses;
        }
        self.before = f64::from(self.elapsed());
        self.since = pauses.then(Date::now);
        !pauses
    }

    /// How loud it is right now, 0 to 1.
    pub(crate) fn level(&self) -> f64 {
        let mut samples = [128_u8; 256];
        self.analyser.get_byte_time_domain_data(&mut samples);
        let loudest = samples.iter().map(|sample| sample.abs_diff(128)).max().unwrap_or_default();
        (f64::from(loudest) / 96.0).min(1.0)
    }

    /// Ends it, and gives what was recorded.
    pub(crate) async fn finish(self) -> Result<NewFile, Problem> {
        let duration = self.elapsed();
        let (sender, stopped) = oneshot::channel();
        let sender = RefCell::new(Some(sender));
        let _listener = EventListener::new(&self.recorder, "stop", move |_| {
            if let Some(sender) = sender.take() {
                sender.send(()).ok();
            }
        });
        let failed = |error: JsValue| Problem::new(ProblemKind::Internal, browser::explain(&error));
        self.recorder.stop().map_err(failed)?;
        stopped.await.ok();
        let (format, end) = self.format;
        let media_type = format.split(';').next().unwrap_or(format);
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts: Array = self.parts.borrow().iter().map(|part| Object::from(part.clone())).collect();
        let blob = Blob::new_with_blob_sequence_and_options(&parts, &options).map_err(failed)?;
        let name = format!("voice-message.{end}");
        let bytes = read(&blob).await?;
        Ok(NewFile {
            name,
            media_type: media_type.to_owned(),
            kind: FileKind::Voice,
            size: None,
            duration: Some(duration),
            bytes,
        })
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
        // Closing one that is closed fails, which is as good.
        drop(self.context.close());
    }
}
