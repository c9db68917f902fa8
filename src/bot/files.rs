//! Files that people send to the bot: Telegram keeps them, we keep their ids and send by those.

use serde_json::json;
use std::time::Duration;
use teloxide::types::{FileMeta, Message, MessageId};

use super::tg::Tg;
use crate::{
    entity::attachment::{Kind, NewFile},
    kernel::ids::TgId,
};

impl Kind {
    /// Method of the Bot API that sends such a file, and its field.
    #[must_use]
    pub const fn method(self) -> (&'static str, &'static str) {
        match self {
            Self::Photo => ("sendPhoto", "photo"),
            Self::Document => ("sendDocument", "document"),
            Self::Voice => ("sendVoice", "voice"),
            Self::Video => ("sendVideo", "video"),
            Self::Audio => ("sendAudio", "audio"),
            Self::VideoNote => ("sendVideoNote", "video_note"),
            Self::Animation => ("sendAnimation", "animation"),
            Self::Sticker => ("sendSticker", "sticker"),
        }
    }

    /// Whether words may stand under it.
    #[must_use]
    pub const fn has_caption(self) -> bool {
        match self {
            Self::VideoNote | Self::Sticker => false,
            Self::Photo
            | Self::Document
            | Self::Voice
            | Self::Video
            | Self::Audio
            | Self::Animation => true,
        }
    }
}

/// The file of a message, if it has one.
#[must_use]
pub fn of(message: &Message) -> Option<NewFile> {
    let file = |kind, meta: &FileMeta, name: Option<&String>, mime: Option<String>| NewFile {
        kind,
        file_id: meta.id.0.clone(),
        unique_id: meta.unique_id.0.clone(),
        name: name.cloned(),
        mime,
        size: (meta.size > 0).then(|| i64::from(meta.size)),
        media: None,
    };
    // An animation stands in the message as a document as well.
    if let Some(animation) = message.animation() {
        let mime = animation.mime_type.as_ref().map(ToString::to_string);
        let name = animation.file_name.as_ref();
        return Some(file(Kind::Animation, &animation.file, name, mime));
    }
    if let Some(sizes) = message.photo() {
        let largest = sizes.iter().max_by_key(|size| size.width)?;
        return Some(file(Kind::Photo, &largest.file, None, None));
    }
    if let Some(document) = message.document() {
        let mime = document.mime_type.as_ref().map(ToString::to_string);
        let name = document.file_name.as_ref();
        return Some(file(Kind::Document, &document.file, name, mime));
    }
    if let Some(voice) = message.voice() {
        let mime = voice.mime_type.as_ref().map(ToString::to_string);
        return Some(file(Kind::Voice, &voice.file, None, mime));
    }
    if let Some(video) = message.video() {
        let mime = video.mime_type.as_ref().map(ToString::to_string);
        return Some(file(
            Kind::Video,
            &video.file,
            video.file_name.as_ref(),
            mime,
        ));
    }
    if let Some(audio) = message.audio() {
        let mime = audio.mime_type.as_ref().map(ToString::to_string);
        return Some(file(
            Kind::Audio,
            &audio.file,
            audio.file_name.as_ref(),
            mime,
        ));
    }
    if let Some(note) = message.video_note() {
        return Some(file(Kind::VideoNote, &note.file, None, None));
    }
    message
        .sticker()
        .map(|sticker| file(Kind::Sticker, &sticker.file, None, None))
}

/// Puts a mark on a person's message: taken. Quieter than an answer to each of ten photos; a mark that
/// is not there is no harm.
pub async fn mark_taken(tg: &Tg, chat: TgId, message: MessageId) {
    let body = json!({
        "chat_id": chat,
        "message_id": message.0,
        "reaction": [{"type": "emoji", "emoji": "👌"}],
    });
    if let Err(error) = tg
        .raw("setMessageReaction", &body, Duration::from_secs(8))
        .await
    {
        tracing::debug!(
            error = &error as &dyn std::error::Error,
            "a message was not marked"
        );
    }
}
