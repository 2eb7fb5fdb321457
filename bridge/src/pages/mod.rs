//! The built pages, and the headers every answer of the web side carries.

pub mod apps;
mod caching;
pub mod headers;
mod origins;

pub use origins::Origins;

use std::path::Path;

use axum::{Router, middleware};
use tower_http::services::ServeDir;

/// Serves the files below `dir`, precompressed where a `.br` stands beside them and the browser takes it.
///
/// There is no fallback to `index.html`: the application lives at `/` and keeps its state behind the `#`, so any
/// other unknown path is an honest 404.
pub fn router(dir: &Path) -> Router {
    let files = ServeDir::new(dir).precompressed_br().append_index_html_on_directories(true);
    Router::new().fallback_service(files).layer(middleware::from_fn(caching::set))
}
