//! Albums.

use serde_json::{Map, Value, json};

use super::{
    Ctx,
    media::{details_of, write},
    target::{Target, read_caption},
};
use crate::telegram::{
    error::{ApiError, ApiResult},
    files::FileKind,
    keyboard::Markup,
};

pub(crate) fn send(ctx: &mut Ctx<'_>) -> ApiResult {
    let Some(media) = ctx.params.json("media")? else {
        return Err(ApiError::bad("parameter \"media\" is required"));
    };
    let Value::Array(items) = media else {
        return Err(ApiError::bad("can't parse media JSON object"));
    };
    match items.len() {
        0 => return Err(ApiError::bad("there are no messages to send")),
        1 => {
            return Err(ApiError::bad(
                "there are not enough messages to send as an album",
            ));
        }
        2..=10 => {}
        _ => return Err(ApiError::bad("too many messages to send as an album")),
    }
    let target = ctx.target()?;
    let mut kinds = Vec::new();
    let mut contents = Vec::new();
    for (item, number) in items.iter().zip(1..) {
        let read = ctx.input_media(item, true);
        let (kind, content) = read.map_err(|error| of_message(number, error))?;
        kinds.push(kind);
        contents.push(content);
    }
    for alone in [FileKind::Document, FileKind::Audio] {
        if kinds.contains(&alone) && kinds.iter().any(|kind| *kind != alone) {
            return Err(ApiError::bad(format!(
                "{} can't be mixed with other media types",
                alone.field()
            )));
        }
    }
    let album = ctx.world.next_query_id().to_string();
    let mut messages = Vec::new();
    for mut content in contents {
        content.insert("media_group_id".to_owned(), json!(album));
        let place = Target {
            key: target.key,
            reply_to: target.reply_to,
            thread: target.thread,
            markup: Markup::None,
        };
        messages.push(ctx.post(place, content)?);
    }
    Ok(Value::Array(messages))
}

/// What the Bot API refuses by itself has its own words; what Telegram's servers refuse (their words are in capitals)
/// comes with the number of the message.
fn of_message(number: usize, error: ApiError) -> ApiError {
    let words = error.description.strip_prefix("Bad Request: ");
    match words.filter(|words| words.chars().all(|c| c.is_ascii_uppercase() || c == '_')) {
        Some(words) => ApiError::bad(format!(
            "failed to send message #{number} with the error message \"{words}\""
        )),
        None => error,
    }
}

impl Ctx<'_> {
    /// Content of a message from an InputMedia object.
    pub(crate) fn input_media(
        &mut self,
        item: &Value,
        in_album: bool,
    ) -> Result<(FileKind, Map<String, Value>), ApiError> {
        let text = |key: &str| item.get(key).and_then(Value::as_str);
        let name = text("type").unwrap_or("");
        let fits = matches!(name, "photo" | "video" | "document" | "audio" | "animation");
        let Some(kind) = FileKind::parse(name).filter(|_| fits) else {
            return Err(ApiError::bad(format!(
                "can't parse InputMedia: type \"{name}\" is unsupported"
            )));
        };
        if in_album && kind == FileKind::Animation {
            return Err(ApiError::bad(
                "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
            ));
        }
        let Some(source) = text("media") else {
            return Err(ApiError::bad("can't parse InputMedia: media not found"));
        };
        let read = read_caption(
            text("caption").unwrap_or(""),
            text("parse_mode"),
            item.get("caption_entities"),
        )?;
        let value = self.file_from(kind, source, &details_of(kind, item))?;
        let mut content = Map::new();
        write(kind, value, &mut content);
        if !read.text.is_empty() {
            self.with_mentions(read)
                .write(&mut content, "caption", "caption_entities");
        }
        if item.get("has_spoiler").and_then(Value::as_bool) == Some(true) {
            content.insert("has_media_spoiler".to_owned(), Value::Bool(true));
        }
        Ok((kind, content))
    }
}
