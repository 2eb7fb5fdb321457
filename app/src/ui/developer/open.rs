//! Taking an app from this machine: an archive, or the folder it is made of.

use super::follow::{Followed, can_follow, follow};
use crate::{
    browser, client,
    host::{Archive, Room},
    i18n::t,
};
use estuary_api::{AppCommand, AppSummary, Command, Problem, ProblemKind, Reply};
use leptos::{html, prelude::*, task::spawn_local};
use std::collections::BTreeMap;
use web_sys::{File, HtmlInputElement};

/// Ways to choose.
#[component]
pub(super) fn Open(
    room: RwSignal<Option<Room>, LocalStorage>,
    failure: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let take = move |input: &HtmlInputElement, folder: bool| {
        let files = browser::files(input);
        failure.set(None);
        spawn_local(async move {
            let read = if folder { read_folder(files).await } else { read_archive(files).await };
            match read {
                Ok(Some(archive)) => drop(room.try_set(Some(Room::new(archive)))),
                Ok(None) => {}
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    let followed = move |what: Followed| {
        failure.set(None);
        spawn_local(async move {
            follow(what, room, failure).await;
        });
    };
    // The view macro does not know the attribute.
    let folder = NodeRef::<html::Input>::new();
    Effect::new(move |_| folder.get().map(|folder| folder.set_attribute("webkitdirectory", "").ok()));
    view! {
        <div class="developer-open">
            <p>{move || t("developer-hint")}</p>
            <label class="field">
                <span>{move || t("developer-archive")}</span>
                <input type="file" accept=".xdc" data-testid="developer-archive" on:change:target=move |event| take(&event.target(), false)/>
            </label>
            <label class="field">
                <span>{move || t("developer-folder")}</span>
                <input type="file" node_ref=folder data-testid="developer-folder" on:change:target=move |event| take(&event.target(), true)/>
            </label>
            {can_follow().then(|| view! {
                <div class="field">
                    <span>{move || t("developer-follow")}</span>
                    <span class="developer-follow">
                        <button type="button" class="button" data-testid="developer-follow-archive" on:click=move |_| followed(Followed::Archive)>
                            {move || t("developer-archive")}
                        </button>
                        <button type="button" class="button" data-testid="developer-follow-folder" on:click=move |_| followed(Followed::Folder)>
                            {move || t("developer-follow-folder")}
                        </button>
                    </span>
                </div>
            })}
        </div>
    }
}

async fn read_archive(files: Vec<File>) -> Result<Option<Archive>, Problem> {
    match files.into_iter().next() {
        Some(file) => archive_of(&file).await,
        None => Ok(None),
    }
}

/// What is in an archive.
pub(super) async fn archive_of(file: &File) -> Result<Option<Archive>, Problem> {
    let bytes = browser::read(file).await.ok_or_else(unreadable)?;
    match client::call(Command::App(AppCommand::Unpack { name: file.name(), bytes })).await? {
        Reply::Unpacked(unpacked) => Ok(Some(Archive {
            summary: unpacked.summary,
            source_code_url: unpacked.source_code_url,
            needs_newer: unpacked.needs_newer,
            files: unpacked.files.into_iter().collect(),
        })),
        _ => Ok(None),
    }
}

/// Paths begin with the folder's name.
async fn read_folder(files: Vec<File>) -> Result<Option<Archive>, Problem> {
    let mut name = String::new();
    let mut found = BTreeMap::new();
    for file in files {
        let path = browser::relative_path(&file);
        let Some((folder, path)) = path.split_once('/') else { continue };
        folder.clone_into(&mut name);
        found.insert(path.to_owned(), file);
    }
    folder_of(name, found).await
}

/// What is in a folder of this name, by path.
pub(super) async fn folder_of(
    name: String,
    files: BTreeMap<String, File>,
) -> Result<Option<Archive>, Problem> {
    let mut archive = Archive { summary: AppSummary { name, ..AppSummary::default() }, ..Archive::default() };
    let mut found = BTreeMap::new();
    for (path, file) in files {
        found.insert(path, browser::read(&file).await.ok_or_else(unreadable)?);
    }
    archive.summary.icon =
        ["icon.png", "icon.jpg"].into_iter().find(|icon| found.contains_key(*icon)).map(str::to_owned);
    if found.is_empty() {
        return Ok(None);
    }
    if !found.contains_key("index.html") {
        return Err(Problem::new(ProblemKind::AppUnusable, "There is no index.html"));
    }
    archive.files = found;
    Ok(Some(archive))
}

fn unreadable() -> Problem {
    Problem::new(ProblemKind::AppUnusable, "The browser could not read the file")
}
