//! How a screen goes out that has a file: by its bytes, by the id that Telegram knows it by, or the words alone
//! when the file is no more to be had.

use std::time::Duration;

use serde_json::{Value, json};
use teloxide::{
    payloads::{SendDocumentSetters, SendPhotoSetters},
    requests::Requester,
    types::{ChatId, InputFile, Message, MessageId, ParseMode},
};

use super::{
    screen::{Head, Media, Screen, Sent},
    tg::{Tg, TgError},
};
use crate::{
    entity::attachment::Kind,
    kernel::ids::{MediaId, TgId},
};

/// How long the sending of a file by its id may take.
const SEND_LIMIT: Duration = Duration::from_secs(20);
/// Largest file that Telegram hands out to a bot, in bytes.
const FETCH_LIMIT: usize = 20 * 1024 * 1024;

impl Screen {
    /// Sends it with its file.
    pub(super) async fn send_file(
        &self,
        tg: &Tg,
        chat: TgId,
        media: &Media,
    ) -> Result<Sent, TgError> {
        let sent = match media {
            Media::Photo(file) => {
                let mut request = tg
                    .bot()
                    .send_photo(ChatId(chat.0), file.clone())
                    .caption(self.caption())
                    .parse_mode(ParseMode::Html);
                request.reply_markup = self.markup();
                match tg.upload("sendPhoto", request).await {
                    // A picture that Telegram does not want must not take the words with it. One that it does not
                    // know any more is the caller's: it may be uploaded again.
                    Err(error @ TgError::Refused { .. }) => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "a picture was refused"
                        );
                        return self.send_words(tg, chat).await;
                    }
                    other => other?,
                }
            }
            Media::Document(file) => {
                let mut request = tg
                    .bot()
                    .send_document(ChatId(chat.0), file.clone())
                    .caption(self.caption())
                    .parse_mode(ParseMode::Html);
                request.reply_markup = self.markup();
                tg.upload("sendDocument", request).await?
            }
            Media::Sent(kind, file) => return self.send_again(tg, chat, *kind, file).await,
            Media::Kept(id) => return self.send_kept(tg, chat, *id).await,
            Media::Renamed(file, name) => return self.send_renamed(tg, chat, file, name).await,
        };
        Ok(sent.into())
    }

    /// Sends a file by its id, or the words alone.
    async fn send_again(
        &self,
        tg: &Tg,
        chat: TgId,
        kind: Kind,
        file: &str,
    ) -> Result<Sent, TgError> {
        match self.send_by_id(tg, chat, kind, file).await {
            // Where none can stand under it, they went before it.
            Err(error) if kind.has_caption() => self.or_words(tg, chat, error).await,
            sent => sent,
        }
    }

    /// Sends a file by its id. Words that cannot stand under it go before it, the buttons with the file.
    async fn send_by_id(
        &self,
        tg: &Tg,
        chat: TgId,
        kind: Kind,
        file: &str,
    ) -> Result<Sent, TgError> {
        let (method, field) = kind.method();
        let mut body = json!({"chat_id": chat, field: file});
        if let Value::Object(fields) = &mut body {
            if kind.has_caption() {
                fields.insert("caption".to_owned(), self.caption().into());
                fields.insert("parse_mode".to_owned(), "HTML".into());
            }
            if let Some(markup) = self.markup() {
                fields.insert("reply_markup".to_owned(), json!(markup));
            }
        }
        if !kind.has_caption() && !self.html.is_empty() {
            Self::new(self.html.clone()).send_words(tg, chat).await?;
        }
        let answer = tg.raw(method, &body, SEND_LIMIT).await?;
        let head: Head = serde_json::from_str(answer.get()).map_err(|error| TgError::NoAnswer {
            method,
            problem: format!("the answer is of another kind: {error}"),
        })?;
        Ok(Sent {
            id: MessageId(head.message_id),
            photo: None,
        })
    }

    /// A file that Telegram lost or forbids must not take the words with it.
    async fn or_words(&self, tg: &Tg, chat: TgId, error: TgError) -> Result<Sent, TgError> {
        if self.html.is_empty() || !error.is_about_a_file() {
            return Err(error);
        }
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a file was refused"
        );
        self.send_words(tg, chat).await
    }

    /// Sends a file that we keep: by its id where Telegram knows it, else by its bytes.
    async fn send_kept(&self, tg: &Tg, chat: TgId, id: MediaId) -> Result<Sent, TgError> {
        let gone = || TgError::UnknownFile;
        let Some(kept) = tg.kept() else {
            return self.or_words(tg, chat, gone()).await;
        };
        let Some(file) = kept.find(id).await? else {
            return self.or_words(tg, chat, gone()).await;
        };
        if let Some(known) = &file.file_id {
            match self.send_by_id(tg, chat, Kind::Document, known).await {
                // Ids are a bot's own, and not for ever.
                Err(TgError::UnknownFile) => kept.known_as(id, None).await,
                Err(error) => return self.or_words(tg, chat, error).await,
                sent => return sent,
            }
        }
        let Some(bytes) = kept.bytes(&file).await? else {
            return self.or_words(tg, chat, gone()).await;
        };
        let name = file.name.unwrap_or_else(|| "file".to_owned());
        match self.upload_document(tg, chat, bytes, name).await {
            Ok(message) => {
                let known = message.document().map(|file| file.file.id.0.clone());
                kept.known_as(id, known).await;
                Ok(message.into())
            }
            Err(error) => self.or_words(tg, chat, error).await,
        }
    }

    /// Sends a file that somebody sent, under another name: fetched, and sent as a new one.
    async fn send_renamed(
        &self,
        tg: &Tg,
        chat: TgId,
        file: &str,
        name: &str,
    ) -> Result<Sent, TgError> {
        let sent = match tg.fetch(file, FETCH_LIMIT).await {
            Ok(Some(bytes)) => self.upload_document(tg, chat, bytes, name.to_owned()).await,
            // Telegram hands out nothing larger.
            Ok(None) => Err(TgError::Refused {
                method: "getFile",
                description: "the file is too large to be renamed".to_owned(),
            }),
            Err(error) => Err(error),
        };
        match sent {
            Ok(message) => Ok(message.into()),
            Err(error) => self.or_words(tg, chat, error).await,
        }
    }

    async fn upload_document(
        &self,
        tg: &Tg,
        chat: TgId,
        bytes: Vec<u8>,
        name: String,
    ) -> Result<Message, TgError> {
        let mut request = tg
            .bot()
            .send_document(ChatId(chat.0), InputFile::memory(bytes).file_name(name))
            // It stays the file that it is, and is sent again as one.
            .disable_content_type_detection(true)
            .caption(self.caption())
            .parse_mode(ParseMode::Html);
        request.reply_markup = self.markup();
        tg.upload("sendDocument", request).await
    }
}
