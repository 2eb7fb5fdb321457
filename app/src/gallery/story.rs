//! One story: what is asked of the fixed world, what is done, and how one knows that it is told.

use super::people;
use crate::{browser, session::Session};
use estuary_api::{Command, Problem, Reply};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, Event, EventInit, HtmlElement, HtmlInputElement};

/// Milliseconds between two looks for an element, and looks until a story cannot be told.
const PAUSE: u32 = 20;
const LOOKS: u32 = 500;

/// What a person does in a story. Elements are named by a selector.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Click(&'static str),
    Type(&'static str, &'static str),
    /// Chooses a picture in a field for files.
    Picture(&'static str),
}

/// See above.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) name: String,
    pub(super) answer: fn(&Command) -> Option<Result<Reply, Problem>>,
    show: Show,
    steps: &'static [Step],
    /// What is there once it is told.
    shows: &'static str,
}

type Show = std::rc::Rc<dyn Fn(Session)>;

impl Story {
    /// A story that is told when `shows` is there.
    pub(super) fn new(name: &str, shows: &'static str, show: impl Fn(Session) + 'static) -> Self {
        let (name, show) = (name.to_owned(), std::rc::Rc::new(show));
        Self { name, answer: |_| None, show, steps: &[], shows }
    }

    /// Something is answered in another way than in other stories.
    pub(super) fn answering(self, answer: fn(&Command) -> Option<Result<Reply, Problem>>) -> Self {
        Self { answer, ..self }
    }

    /// Something is done.
    pub(super) fn doing(self, steps: &'static [Step]) -> Self {
        Self { steps, ..self }
    }

    /// Tells it.
    ///
    /// Errors: what was not there.
    pub(super) async fn tell(&self, session: Session) -> Result<(), &'static str> {
        // After the answers to what is asked at the start.
        TimeoutFuture::new(0).await;
        (self.show)(session);
        for step in self.steps {
            match *step {
                Step::Click(what) => click(&find(what).await?),
                Step::Type(what, text) => type_into(&find(what).await?, text),
                Step::Picture(what) => choose(&find(what).await?),
            }
        }
        find(self.shows).await.map(drop)
    }
}

async fn find(what: &'static str) -> Result<Element, &'static str> {
    for _ in 0..LOOKS {
        if let Ok(Some(element)) = document().query_selector(what) {
            return Ok(element);
        }
        TimeoutFuture::new(PAUSE).await;
    }
    Err(what)
}

fn click(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.click();
    }
}

fn type_into(element: &Element, text: &str) {
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.set_value(text);
        tell(field, "input");
    }
}

fn choose(element: &Element) {
    if let (Some(field), Ok(data)) = (element.dyn_ref::<HtmlInputElement>(), DataTransfer::new())
        && let Some(file) = browser::file_of("picture.png", &people::picture(), "image/png")
    {
        data.items().add_with_file(&file).ok();
        field.set_files(data.files().as_ref());
        tell(field, "change");
    }
}

fn tell(field: &HtmlInputElement, what: &str) {
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(what, &bubbles) {
        field.dispatch_event(&event).ok();
    }
}

/// The story that the address of the page names.
pub(super) fn wanted() -> Option<String> {
    let query = browser::window()?.location().search().ok()?;
    Some(query.strip_prefix("?story=")?.to_owned())
}
