//! The worker that reads codes, loaded when first needed and gone with its last user.

use crate::browser;
use estuary_api::{Problem, ProblemKind};
use futures::{StreamExt, channel::mpsc};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{ImageData, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A running scanner. One picture at a time.
pub(in super::super) struct Scanner {
    worker: Worker,
    answers: mpsc::UnboundedReceiver<Result<JsValue, ()>>,
    _listeners: [Closure<dyn Fn(MessageEvent)>; 2],
}

impl Scanner {
    /// Loads it and waits until it can be asked.
    pub(in super::super) async fn start() -> Result<Self, Problem> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let url = browser::meta("estuary-scanner").unwrap_or_default();
        let worker =
            Worker::new_with_options(&url, &options).map_err(|error| lost(&browser::explain(&error)))?;
        let (sender, answers) = mpsc::unbounded();
        let failed = sender.clone();
        let answer = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            sender.unbounded_send(Ok(event.data())).ok();
        });
        let failure = Closure::<dyn Fn(MessageEvent)>::new(move |_| {
            failed.unbounded_send(Err(())).ok();
        });
        worker.set_onmessage(Some(answer.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
        let mut scanner = Self { worker, answers, _listeners: [answer, failure] };
        scanner.next().await?;
        Ok(scanner)
    }

    /// The text of the first readable code of a picture.
    pub(in super::super) async fn read(&mut self, picture: &ImageData) -> Result<Option<String>, Problem> {
        let pixels = js_sys::Uint8ClampedArray::from(picture.data().0.as_slice());
        let request = Object::new();
        let values: [(&str, JsValue); 3] = [
            ("width", picture.width().into()),
            ("height", picture.height().into()),
            ("pixels", pixels.clone().into()),
        ];
        for (name, value) in values {
            Reflect::set(&request, &name.into(), &value).ok();
        }
        self.worker
            .post_message_with_transfer(&request, &Array::of1(&pixels.buffer()))
            .map_err(|error| lost(&browser::explain(&error)))?;
        Ok(self.next().await?.as_string())
    }

    async fn next(&mut self) -> Result<JsValue, Problem> {
        self.answers.next().await.and_then(Result::ok).ok_or_else(|| lost("the scanner stopped"))
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn lost(detail: &str) -> Problem {
    Problem::new(ProblemKind::CodeLoad, detail)
}
