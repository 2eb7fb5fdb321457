use estuary_api::{AppSummary, Problem, ProblemKind, Unpacked};
use estuary_archive::{App, Archive};

/// Reads the archive of a mini app that belongs to no chat. Files that are damaged are left out.
///
/// # Errors
/// [`ProblemKind::AppUnusable`] if it is no app, with the reason.
pub(super) fn unpack(name: String, bytes: Vec<u8>) -> Result<Unpacked, Problem> {
    let refused = |error| Problem::new(ProblemKind::AppUnusable, error);
    let archive = Archive::open(bytes).map_err(refused)?;
    let app = App::of(&archive).map_err(refused)?;
    let files = archive.paths().filter_map(|path| Some((path.to_owned(), archive.read(path).ok()?)));
    let needs_newer = app.needs_newer();
    let summary = AppSummary {
        name: app.manifest.name.clone().unwrap_or(name),
        icon: app.icon.map(str::to_owned),
        ..AppSummary::default()
    };
    Ok(Unpacked {
        summary,
        source_code_url: app.manifest.source_code_url,
        needs_newer,
        files: files.collect(),
    })
}
