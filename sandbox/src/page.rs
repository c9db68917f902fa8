//! The chat page: static files embedded into the binary.

use std::path::{Component, Path, PathBuf};

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use include_dir::{Dir, include_dir};

use crate::options::PageOptions;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/page");

/// Answers with a file of the page.
pub(crate) async fn serve(options: &PageOptions, path: &str) -> Response {
    if !options.enabled {
        return StatusCode::NOT_FOUND.into_response();
    }
    let name = path.trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    let found = match folder(options) {
        Some(folder) => from_disk(&folder, name).await,
        None => EMBEDDED.get_file(name).map(|file| file.contents().to_vec()),
    };
    let Some(bytes) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let mime = if mime.type_() == mime_guess::mime::TEXT {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_string()
    };
    (
        [
            (header::CONTENT_TYPE, mime.as_str()),
            (header::CACHE_CONTROL, "no-cache"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        Body::from(bytes),
    )
        .into_response()
}

/// A debug build reads the sources, so that an edit of the page needs no rebuild.
fn folder(options: &PageOptions) -> Option<PathBuf> {
    if options.folder.is_some() {
        return options.folder.clone();
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("page");
    (cfg!(debug_assertions) && sources.is_dir()).then_some(sources)
}

async fn from_disk(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let relative = Path::new(name);
    let plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return None;
    }
    tokio::fs::read(folder.join(relative)).await.ok()
}
