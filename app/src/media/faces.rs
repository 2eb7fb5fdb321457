//! Pictures of people and chats. The same ones are shown again and again, so each is fetched once.

use crate::{
    client,
    profiles::{self, ProfileId},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use estuary_api::{Command, Face, MediaCommand, Picture, Reply};
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// Pictures that stay when nobody shows them any more.
const MOST: usize = 100;

/// A URL, once there is one. It contains the picture: they are small, and for each blob the page asks another process.
pub(crate) type Url = ArcRwSignal<Option<Arc<str>>>;

type Name = (ProfileId, Face, u32);

#[derive(Default)]
struct Faces {
    urls: HashMap<Name, Url>,
    /// Oldest first.
    names: VecDeque<Name>,
}

thread_local! {
    static FACES: RefCell<Faces> = RefCell::default();
}

/// The URL of a picture.
pub(crate) fn url(picture: &Picture) -> Url {
    let (of, version) = match picture {
        Picture::Bytes(bytes) => return Url::new(Some(containing(bytes))),
        Picture::Kept { of, version } => (*of, *version),
    };
    let name = (profiles::shown(), of, version);
    let (url, is_new) = FACES.with_borrow_mut(|faces| faces.url(name));
    if is_new {
        fetch(name, url.clone());
    }
    url
}

/// Fetches pictures that may soon be shown.
pub(crate) fn expect<'a>(pictures: impl IntoIterator<Item = &'a Picture>) {
    for picture in pictures {
        if let Picture::Kept { .. } = picture {
            url(picture);
        }
    }
}

fn containing(bytes: &[u8]) -> Arc<str> {
    let mut url = String::from("data:image/jpeg;base64,");
    STANDARD.encode_string(bytes, &mut url);
    url.into()
}

fn fetch(name: Name, url: Url) {
    let (profile, of, _) = name;
    spawn_local(async move {
        match client::ask(profile, Command::Media(MediaCommand::Picture(of))).await {
            Ok(Reply::Picture(bytes)) => url.set(Some(containing(&bytes))),
            // Whoever shows it next asks again.
            _ => FACES.with_borrow_mut(|faces| faces.forget(name)),
        }
    });
}

impl Faces {
    /// The URL of this name, and whether its bytes are still to be fetched.
    fn url(&mut self, name: Name) -> (Url, bool) {
        if let Some(url) = self.urls.get(&name) {
            return (url.clone(), false);
        }
        let url = Url::new(None);
        self.urls.insert(name, url.clone());
        self.names.push_back(name);
        if self.names.len() > MOST
            && let Some(oldest) = self.names.pop_front()
        {
            // Whoever shows it holds it.
            self.urls.remove(&oldest);
        }
        (url, true)
    }

    fn forget(&mut self, name: Name) {
        self.urls.remove(&name);
        self.names.retain(|other| *other != name);
    }
}
