//! A screen: what a person sees, as a value. How it is shown (sent, edited, replaced) is decided here
//! once, not in handlers.

use serde::{Deserialize, de::IgnoredAny};
use teloxide::{
    payloads::{EditMessageTextSetters, SendMessageSetters},
    requests::Requester,
    types::{
        ChatId, FileId, InputFile, LinkPreviewOptions, Message, MessageId, ParseMode, ReplyMarkup,
    },
};

use super::{
    html::Html,
    keyboard::Keyboard,
    tg::{Tg, TgError},
};
use crate::{
    entity::attachment::{self, Kind},
    kernel::{
        ids::{MediaId, TgId},
        words::MASK,
    },
};

/// Telegram's limit on a text, in UTF-16 units after its markup was read.
pub const TEXT_LIMIT: usize = 4096;
/// Telegram's limit on a caption.
pub const CAPTION_LIMIT: usize = 1024;

/// What a person sees.
#[derive(Clone, Debug)]
pub struct Screen {
    /// The words.
    pub html: Html,
    /// Buttons under them.
    pub keyboard: Keyboard,
    /// A picture or file above them.
    pub media: Option<Media>,
    /// A keyboard in place of the letters, or its removal; only on a new message.
    pub reply: Option<ReplyMarkup>,
}

/// A picture or a file.
#[derive(Clone, Debug)]
pub enum Media {
    /// A picture.
    Photo(InputFile),
    /// A file to keep.
    Document(InputFile),
    /// A file that somebody sent to the bot, of this kind and id.
    Sent(Kind, String),
    /// A file that we keep.
    Kept(MediaId),
    /// A file that somebody sent to the bot, by its id, under another name.
    Renamed(String, String),
}

impl From<&attachment::Model> for Media {
    fn from(file: &attachment::Model) -> Self {
        match file.media_id {
            Some(id) => Self::Kept(id),
            None => match &file.name {
                // By its id it would come under the name that it was sent with.
                Some(name) if name.contains(MASK) => {
                    Self::Renamed(file.file_id.clone(), name.clone())
                }
                Some(_) | None => Self::Sent(file.kind, file.file_id.clone()),
            },
        }
    }
}

/// A message of ours that Telegram took.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its id.
    pub id: MessageId,
    /// The picture in its largest size, under the name by which Telegram knows it from now on.
    pub photo: Option<FileId>,
}

impl From<Message> for Sent {
    fn from(message: Message) -> Self {
        let largest = message.photo().and_then(<[_]>::last);
        Self {
            id: message.id,
            photo: largest.map(|size| size.file.id.clone()),
        }
    }
}

/// What is wanted of a message of words.
#[derive(Deserialize)]
pub(super) struct Head {
    /// Its id.
    pub(super) message_id: i32,
}

/// The message that a tap came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: MessageId,
    /// Whether it has a text of its own (not a caption).
    pub is_text: bool,
    /// Whether it has a picture or a file.
    pub is_media: bool,
}

impl Shown {
    /// What a message is, as far as editing goes.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        Self {
            id: message.id,
            is_text: message.text().is_some(),
            is_media: message.caption().is_some()
                || message.photo().is_some()
                || message.document().is_some(),
        }
    }
}

impl Screen {
    /// Words alone.
    #[must_use]
    pub const fn new(html: Html) -> Self {
        Self {
            html,
            keyboard: Keyboard::new(),
            media: None,
            reply: None,
        }
    }

    /// With buttons.
    #[must_use]
    pub fn with(mut self, keyboard: Keyboard) -> Self {
        self.keyboard = keyboard;
        self
    }

    /// With a picture or a file.
    #[must_use]
    pub fn with_media(mut self, media: Media) -> Self {
        self.media = Some(media);
        self
    }

    /// With a keyboard in place of the letters, or its removal.
    #[must_use]
    pub fn with_reply(mut self, reply: ReplyMarkup) -> Self {
        self.reply = Some(reply);
        self
    }

    /// With a word above: what became of the last input, then the question again.
    #[must_use]
    pub fn headed(mut self, head: Html) -> Self {
        self.html = head.paragraph(&self.html);
        self
    }

    /// As drawn, for snapshots.
    #[must_use]
    pub fn drawn(&self) -> String {
        let media = match self.media {
            Some(Media::Photo(_)) => "[photo]\n",
            Some(Media::Document(_) | Media::Kept(_) | Media::Renamed(..)) => "[document]\n",
            Some(Media::Sent(kind, _)) => match kind {
                Kind::Photo => "[photo]\n",
                Kind::Document => "[document]\n",
                Kind::Voice => "[voice]\n",
                Kind::Video => "[video]\n",
                Kind::Audio => "[audio]\n",
                Kind::VideoNote => "[video note]\n",
                Kind::Animation => "[animation]\n",
                Kind::Sticker => "[sticker]\n",
            },
            None => "",
        };
        format!("{media}{}\n\n{}", self.html, self.keyboard.drawn())
    }

    /// Sends it as a new message.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn send(&self, tg: &Tg, chat: TgId) -> Result<Sent, TgError> {
        match &self.media {
            None => self.send_words(tg, chat).await,
            // A future of its own: files are rare, and every message would carry its size.
            Some(media) => Box::pin(self.send_file(tg, chat, media)).await,
        }
    }

    pub(super) async fn send_words(&self, tg: &Tg, chat: TgId) -> Result<Sent, TgError> {
        let call = {
            let mut request = tg
                .bot()
                .send_message(ChatId(chat.0), self.html.clipped(TEXT_LIMIT).as_str())
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            request.reply_markup = self.markup();
            tg.call::<Head, _>("sendMessage", request)
        };
        let head = call.await?;
        Ok(Sent {
            id: MessageId(head.message_id),
            photo: None,
        })
    }

    /// Puts it in the place of a message that is on screen: by an edit where Telegram allows one, else
    /// by a new message, the old one taken away. "Not modified" is success.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn replace(&self, tg: &Tg, chat: TgId, old: Shown) -> Result<(), TgError> {
        if self.media.is_none() && self.reply.is_none() && old.is_text {
            match self.edit(tg, chat, old.id).await {
                // Deleted meanwhile, or too old to edit: a new message it is.
                Err(TgError::Gone) => {}
                other => return other,
            }
        } else {
            // A text cannot become a picture, nor a picture a text. What is over 48 hours old stays.
            let request = tg.bot().delete_message(ChatId(chat.0), old.id);
            match tg.call("deleteMessage", request).await {
                Ok(IgnoredAny) | Err(TgError::Gone) => {}
                Err(error) => return Err(error),
            }
        }
        self.send(tg, chat).await.map(drop)
    }

    /// Puts its words and buttons into a message of ours that is a text, wherever it stands in the chat.
    /// "Not modified" is success.
    ///
    /// # Errors
    /// As Telegram answers; [`TgError::Gone`] when the message is not there, or too old.
    pub async fn edit(&self, tg: &Tg, chat: TgId, message: MessageId) -> Result<(), TgError> {
        let call = {
            let mut request = tg
                .bot()
                .edit_message_text(
                    ChatId(chat.0),
                    message,
                    self.html.clipped(TEXT_LIMIT).as_str(),
                )
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            request.reply_markup = Some(self.keyboard.markup());
            tg.call("editMessageText", request)
        };
        match call.await {
            Ok(IgnoredAny) | Err(TgError::NotModified) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(super) fn caption(&self) -> String {
        self.html.clipped(CAPTION_LIMIT).to_string()
    }

    pub(super) fn markup(&self) -> Option<ReplyMarkup> {
        if self.keyboard.is_empty() {
            self.reply.clone()
        } else {
            Some(ReplyMarkup::InlineKeyboard(self.keyboard.markup()))
        }
    }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
