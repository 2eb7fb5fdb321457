//! Taking an app from this machine: an archive, or the folder it is made of.

use crate::{
    browser, client,
    host::{Archive, Room},
    i18n::t,
};
use estuary_api::{AppCommand, AppSummary, Command, Problem, ProblemKind, Reply};
use leptos::{html, prelude::*, task::spawn_local};
use std::collections::BTreeMap;
use web_sys::{File, HtmlInputElement};

/// Two ways to choose.
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
        </div>
    }
}

async fn read_archive(files: Vec<File>) -> Result<Option<Archive>, Problem> {
    let Some(file) = files.into_iter().next() else { return Ok(None) };
    let bytes = browser::read(&file).await.ok_or_else(unreadable)?;
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
    let mut archive = Archive::default();
    let mut found = BTreeMap::new();
    for file in files {
        let path = browser::relative_path(&file);
        let Some((folder, path)) = path.split_once('/') else { continue };
        archive.summary = AppSummary { name: folder.to_owned(), ..AppSummary::default() };
        found.insert(path.to_owned(), browser::read(&file).await.ok_or_else(unreadable)?);
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
