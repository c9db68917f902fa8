//! Files of messages, kept in memory.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use rand::RngCore;
use serde_json::{Map, Value, json};

/// Kinds of files; a file id can be sent again only as its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Photo,
    Document,
    Video,
    Audio,
    Voice,
    VideoNote,
    Animation,
    Sticker,
}

impl FileKind {
    /// The field of a message, which is also the parameter of the send method.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::VideoNote => "video_note",
            Self::Animation => "animation",
            Self::Sticker => "sticker",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [
            Self::Photo,
            Self::Document,
            Self::Video,
            Self::Audio,
            Self::Voice,
            Self::VideoNote,
            Self::Animation,
            Self::Sticker,
        ]
        .into_iter()
        .find(|kind| kind.field() == name)
    }

    /// The name in error texts.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Document => "Document",
            Self::Video => "Video",
            Self::Audio => "Audio",
            Self::Voice => "VoiceNote",
            Self::VideoNote => "VideoNote",
            Self::Animation => "Animation",
            Self::Sticker => "Sticker",
        }
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::Photo => "AgAC",
            Self::Document => "BQAC",
            Self::Video => "BAAC",
            Self::Audio => "CQAC",
            Self::Voice => "AwAC",
            Self::VideoNote => "DQAC",
            Self::Animation => "CgAC",
            Self::Sticker => "CAAC",
        }
    }

    const fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Document => "documents",
            Self::Video => "videos",
            Self::Audio => "music",
            Self::Voice => "voice",
            Self::VideoNote => "video_notes",
            Self::Animation => "animations",
            Self::Sticker => "stickers",
        }
    }

    const fn default_mime(self) -> &'static str {
        match self {
            Self::Photo => "image/jpeg",
            Self::Document => "application/octet-stream",
            Self::Video | Self::VideoNote | Self::Animation => "video/mp4",
            Self::Audio => "audio/mpeg",
            Self::Voice => "audio/ogg",
            Self::Sticker => "image/webp",
        }
    }
}

/// Bytes on their way in.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) name: Option<String>,
    pub(crate) mime: Option<String>,
    pub(crate) bytes: Bytes,
}

#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) bot: i64,
    pub(crate) kind: FileKind,
    pub(crate) bytes: Bytes,
    pub(crate) mime: String,
    pub(crate) name: Option<String>,
    pub(crate) path: String,
    /// The content of the message that shows this file.
    pub(crate) content: Value,
    pub(crate) unique_id: String,
}

#[derive(Default)]
pub(crate) struct FileStore {
    files: HashMap<String, File>,
    paths: HashMap<String, String>,
    count: u64,
}

impl FileStore {
    pub(crate) fn get(&self, id: &str) -> Option<&File> {
        self.files.get(id)
    }

    pub(crate) fn by_path(&self, bot: i64, path: &str) -> Option<&File> {
        let file = self.files.get(self.paths.get(path)?)?;
        (file.bot == bot).then_some(file)
    }

    /// Stores a file and gives the value of its message field. `details` are fields such as
    /// `duration` or `title`.
    pub(crate) fn add(
        &mut self,
        bot: i64,
        kind: FileKind,
        upload: Upload,
        details: &Map<String, Value>,
    ) -> Value {
        if kind == FileKind::Photo {
            return self.add_photo(bot, upload);
        }
        let mime = mime_of(kind, &upload);
        let size = upload.bytes.len();
        let (id, unique_id) = self.next_ids(kind);
        let mut object = Map::new();
        object.insert("file_id".to_owned(), json!(id));
        object.insert("file_unique_id".to_owned(), json!(unique_id));
        for (key, value) in required_fields(kind, &upload.bytes) {
            object.insert(key.to_owned(), value);
        }
        if !matches!(
            kind,
            FileKind::Voice | FileKind::VideoNote | FileKind::Sticker
        ) && let Some(name) = &upload.name
        {
            object.insert("file_name".to_owned(), json!(name));
        }
        if !matches!(kind, FileKind::VideoNote | FileKind::Sticker) {
            object.insert("mime_type".to_owned(), json!(mime));
        }
        object.insert("file_size".to_owned(), json!(size));
        object.extend(details.clone());
        let content = Value::Object(object);
        self.keep(bot, kind, id, unique_id, upload, mime, content.clone());
        content
    }

    /// A photo has several sizes. The bytes of all are the same: nothing is scaled here.
    fn add_photo(&mut self, bot: i64, upload: Upload) -> Value {
        let mime = mime_of(FileKind::Photo, &upload);
        let (width, height) = dimensions(&upload.bytes).unwrap_or((0, 0));
        let mut sizes = Vec::new();
        let mut ids = Vec::new();
        for limit in [90_usize, 320, 1280] {
            let (w, h) = fit(width, height, limit);
            let (id, unique_id) = self.next_ids(FileKind::Photo);
            sizes.push(json!({
                "file_id": id,
                "file_unique_id": unique_id,
                "file_size": upload.bytes.len(),
                "width": w,
                "height": h,
            }));
            ids.push((id, unique_id));
        }
        let content = Value::Array(sizes);
        for (id, unique_id) in ids {
            let (kind, value) = (FileKind::Photo, content.clone());
            self.keep(
                bot,
                kind,
                id,
                unique_id,
                upload.clone(),
                mime.clone(),
                value,
            );
        }
        content
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one record")]
    fn keep(
        &mut self,
        bot: i64,
        kind: FileKind,
        id: String,
        unique_id: String,
        upload: Upload,
        mime: String,
        content: Value,
    ) {
        let extension = upload
            .name
            .as_deref()
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, extension)| extension.to_owned())
            .filter(|ext| ext.len() <= 8 && ext.chars().all(|c| c.is_ascii_alphanumeric()))
            .or_else(|| {
                let found = mime_guess::get_mime_extensions_str(&mime)?;
                let usual = if mime == "image/jpeg" {
                    Some(&"jpg")
                } else {
                    found.first()
                };
                usual.map(|ext| (*ext).to_owned())
            });
        let mut path = format!("{}/file_{}", kind.folder(), self.paths.len());
        if let Some(extension) = extension {
            path.push('.');
            path.push_str(&extension);
        }
        self.paths.insert(path.clone(), id.clone());
        self.files.insert(
            id,
            File {
                bot,
                kind,
                bytes: upload.bytes,
                mime,
                name: upload.name,
                path,
                content,
                unique_id,
            },
        );
    }

    fn next_ids(&mut self, kind: FileKind) -> (String, String) {
        self.count += 1;
        let mut noise = [0_u8; 24];
        rand::rng().fill_bytes(&mut noise);
        let number = self.count.to_be_bytes();
        let id = format!(
            "{}{}",
            kind.prefix(),
            URL_SAFE_NO_PAD.encode([&number[..], &noise].concat())
        );
        let unique_id = format!("AQAD{}", URL_SAFE_NO_PAD.encode(number));
        (id, unique_id)
    }
}

/// Width and height of a picture, or nothing when it is not one.
pub(crate) fn dimensions(bytes: &[u8]) -> Option<(usize, usize)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width, size.height))
}

fn fit(width: usize, height: usize, limit: usize) -> (usize, usize) {
    let longest = width.max(height);
    if longest <= limit {
        return (width, height);
    }
    let scale = |side: usize| (side * limit / longest).max(1);
    (scale(width), scale(height))
}

fn mime_of(kind: FileKind, upload: &Upload) -> String {
    let guessed = || {
        let name = upload.name.as_deref()?;
        mime_guess::from_path(name).first_raw().map(str::to_owned)
    };
    upload
        .mime
        .clone()
        .filter(|mime| mime != "application/octet-stream")
        .or_else(guessed)
        .unwrap_or_else(|| kind.default_mime().to_owned())
}

fn required_fields(kind: FileKind, bytes: &Bytes) -> Vec<(&'static str, Value)> {
    match kind {
        FileKind::Photo | FileKind::Document => Vec::new(),
        FileKind::Audio | FileKind::Voice => vec![("duration", json!(1))],
        FileKind::VideoNote => vec![("length", json!(240)), ("duration", json!(1))],
        FileKind::Video | FileKind::Animation => {
            let (w, h) = dimensions(bytes).unwrap_or((640, 360));
            vec![
                ("width", json!(w)),
                ("height", json!(h)),
                ("duration", json!(1)),
            ]
        }
        FileKind::Sticker => {
            let (w, h) = dimensions(bytes).unwrap_or((512, 512));
            vec![
                ("type", json!("regular")),
                ("width", json!(w)),
                ("height", json!(h)),
                ("is_animated", json!(false)),
                ("is_video", json!(false)),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn sizes_keep_proportions() {
        assert_eq!(fit(4000, 2000, 1280), (1280, 640));
        assert_eq!(fit(100, 50, 320), (100, 50));
        assert_eq!(fit(5000, 1, 90), (90, 1));
    }
}
