//! Messages with one file.

use serde_json::{Map, Value, json};

use super::{Ctx, params::Params};
use crate::telegram::{
    error::{ApiError, ApiResult},
    files::FileKind,
};

pub(crate) fn send(ctx: &mut Ctx<'_>, method: &str) -> ApiResult {
    let kind = match method {
        "sendphoto" => FileKind::Photo,
        "sendvideo" => FileKind::Video,
        "sendaudio" => FileKind::Audio,
        "sendvoice" => FileKind::Voice,
        "sendvideonote" => FileKind::VideoNote,
        "sendanimation" => FileKind::Animation,
        "sendsticker" => FileKind::Sticker,
        _ => FileKind::Document,
    };
    let target = ctx.target()?;
    let mut content = Map::new();
    if !matches!(kind, FileKind::VideoNote | FileKind::Sticker) {
        ctx.caption(&mut content)?;
    }
    let details = details(kind, &ctx.params)?;
    let value = ctx.file(kind, &details)?;
    write(kind, value, &mut content);
    if ctx.params.flag("has_spoiler") {
        content.insert("has_media_spoiler".to_owned(), Value::Bool(true));
    }
    ctx.post(target, content)
}

/// Writes a file into a message. An animation also stands as a document.
pub(crate) fn write(kind: FileKind, value: Value, content: &mut Map<String, Value>) {
    if kind == FileKind::Animation {
        content.insert("document".to_owned(), value.clone());
    }
    content.insert(kind.field().to_owned(), value);
}

fn details(kind: FileKind, params: &Params) -> Result<Map<String, Value>, ApiError> {
    let mut details = Map::new();
    for key in numbers(kind) {
        if let Some(number) = params.int(key)? {
            details.insert((*key).to_owned(), json!(number));
        }
    }
    for key in texts(kind) {
        if let Some(text) = params.text(key) {
            details.insert((*key).to_owned(), json!(text));
        }
    }
    Ok(details)
}

/// The same from an InputMedia object.
pub(crate) fn details_of(kind: FileKind, item: &Value) -> Map<String, Value> {
    let mut details = Map::new();
    for key in numbers(kind) {
        if let Some(number) = item.get(*key).and_then(Value::as_i64) {
            details.insert((*key).to_owned(), json!(number));
        }
    }
    for key in texts(kind) {
        if let Some(text) = item.get(*key).and_then(Value::as_str) {
            details.insert((*key).to_owned(), json!(text));
        }
    }
    details
}

const fn numbers(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Video | FileKind::Animation => &["duration", "width", "height"],
        FileKind::Audio | FileKind::Voice => &["duration"],
        FileKind::VideoNote => &["duration", "length"],
        FileKind::Photo | FileKind::Document | FileKind::Sticker => &[],
    }
}

const fn texts(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Audio => &["performer", "title"],
        FileKind::Sticker => &["emoji"],
        _ => &[],
    }
}
