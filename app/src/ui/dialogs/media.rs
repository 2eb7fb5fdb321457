//! The pictures, sounds and files of a chat, or of all chats.

use super::{super::icon, gallery::Gallery};
use crate::{
    format,
    i18n::{t, t_with},
    media::{self, export},
    session::{Dialog, session},
    ui::near::picture_when_near,
};
use estuary_api::{Attachment, ChatId, FileKind, Found, MessageBody, MessageId};
use leptos::{html, prelude::*};

/// What is shown together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Pictures,
    Sounds,
    Files,
}

impl Shelf {
    const ALL: [Self; 3] = [Self::Pictures, Self::Sounds, Self::Files];

    fn kinds(self) -> &'static [FileKind] {
        match self {
            Self::Pictures => &[FileKind::Image, FileKind::Gif, FileKind::Video],
            Self::Sounds => &[FileKind::Audio, FileKind::Voice],
            Self::Files => &[FileKind::File, FileKind::Card],
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Pictures => "media-pictures",
            Self::Sounds => "media-sounds",
            Self::Files => "media-files",
        }
    }
}

/// One shelf at a time, newest first, by month.
#[component]
pub(super) fn Media(chat: Option<ChatId>) -> impl IntoView {
    let chosen = RwSignal::new(Shelf::Pictures);
    let choice = move |shelf: Shelf| {
        let pressed = move || (chosen.get() == shelf).to_string();
        view! {
            <button type="button" class="way" aria-pressed=pressed data-testid=shelf.title() on:click=move |_| chosen.set(shelf)>
                {t(shelf.title())}
            </button>
        }
    };
    view! {
        <div class="shelves" role="group" aria-label=t("media")>{Shelf::ALL.map(choice).collect_view()}</div>
        {move || view! { <Shown chat shelf=chosen.get()/> }}
    }
}

#[component]
fn Shown(chat: Option<ChatId>, shelf: Shelf) -> impl IntoView {
    let gallery = Gallery::new(chat, shelf.kinds());
    let one = move |found: Found| {
        let MessageBody::Content { attachment: Some(file), .. } = found.row.body else { return None };
        let (place, id) = (found.chat, found.row.id);
        Some(match shelf {
            Shelf::Pictures => view! { <Tile chat=place id file/> }.into_any(),
            Shelf::Sounds | Shelf::Files => {
                let name = chat.is_none().then_some(found.chat_name);
                view! { <Line chat=place name id time=found.row.time file/> }.into_any()
            }
        })
    };
    let month = move |rows: &[Found]| {
        let title = rows.first().map(|found| format::month(found.row.time)).unwrap_or_default();
        let label = title.clone();
        let rows: Vec<_> = rows.iter().cloned().filter_map(one).collect();
        let class = if shelf == Shelf::Pictures { "tiles" } else { "choices" };
        view! {
            <section aria-label=label><h3>{title}</h3><ul role="list" class=class>{rows}</ul></section>
        }
    };
    let shown = move || {
        gallery.rows.get().map(|rows| {
            if rows.is_empty() {
                return view! { <p class="lead" data-testid="media-none">{t("media-none")}</p> }.into_any();
            }
            let months = rows.chunk_by(|a, b| format::month(a.row.time) == format::month(b.row.time));
            let months: Vec<_> = months.map(month).collect();
            view! {
                <div class="gallery" data-testid="gallery">
                    {months}
                    {move || gallery.more.get().then(|| view! {
                        <button type="button" class="button quiet" on:click=move |_| gallery.load()>{t("load-older")}</button>
                    })}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <label class="search">
            <icon::Search/>
            <span class="visually-hidden">{t("media-name")}</span>
            <input
                type="text" inputmode="search" placeholder=t("media-name") autocomplete="off" data-testid="media-name"
                on:input:target=move |event| gallery.named(event.target().value())
            />
        </label>
        {shown}
    }
}

/// A picture, loaded when it comes near; a video by its sign.
#[component]
fn Tile(chat: ChatId, id: MessageId, file: Attachment) -> impl IntoView {
    let session = session();
    let is_picture = file.here && media::shows_inline(file.kind, &file.media_type);
    let place = NodeRef::<html::Button>::new();
    let url = is_picture.then(|| picture_when_near(place, id.into()));
    let open = move |_| match is_picture {
        true => session.dialog.set(Some(Dialog::Viewer(chat, id))),
        false => session.open_at(chat, id),
    };
    let label = t_with("picture-open", [("name", file.name.as_str().into())]);
    view! {
        <li>
            <button type="button" class="tile" node_ref=place data-testid="media-tile" on:click=open>
                <span class="visually-hidden">{label}</span>
                {move || url?.get().map(|url| view! { <img src=url.as_str().to_owned() alt="" decoding="async"/> })}
                {(!is_picture).then(|| view! { <icon::Play/><small>{file.duration.map(format::length)}</small> })}
            </button>
        </li>
    }
}

/// What it is, when and where; a click shows its message.
#[component]
fn Line(chat: ChatId, name: Option<String>, id: MessageId, time: i64, file: Attachment) -> impl IntoView {
    let session = session();
    let save = move |_| session.attempt(export::save(id));
    let length = file.duration.map(format::length).unwrap_or_else(|| format::size(file.size));
    let facts = [Some(length), Some(format::short(time)), name].into_iter().flatten().collect::<Vec<_>>();
    let label = t_with("file-save", [("name", file.name.as_str().into())]);
    view! {
        <li class="media-line">
            <button type="button" class="choice" data-testid="media-line" on:click=move |_| session.open_at(chat, id)>
                <icon::File/>
                <span class="choice-name"><span dir="auto">{file.name}</span><small dir="auto">{facts.join(" · ")}</small></span>
            </button>
            {file.here.then(|| view! {
                <button type="button" class="icon-button" aria-label=label.clone() title=label data-testid="media-save" on:click=save>
                    <icon::Download/>
                </button>
            })}
        </li>
    }
}
