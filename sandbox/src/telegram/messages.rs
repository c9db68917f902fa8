//! A message as it is kept: only its own content. Sender and chat are added when it is shown.

use serde_json::{Map, Value};

/// How many earlier keyboards a message remembers, for taps that come late.
const PAST_KEYBOARDS: usize = 5;

#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) id: i64,
    pub(crate) date: i64,
    pub(crate) edit_date: Option<i64>,
    /// Id of the person or the bot.
    pub(crate) sender: i64,
    /// Fields of the Bot API message that make up its content.
    pub(crate) content: Map<String, Value>,
    /// The inline keyboard.
    pub(crate) markup: Option<Value>,
    pub(crate) past_markups: Vec<Value>,
    /// The reply keyboard that came with the message.
    pub(crate) keyboard: Option<Value>,
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
    /// The bot's own payload of an invoice; the payer does not see it.
    pub(crate) invoice_payload: Option<String>,
    pub(crate) deleted: bool,
}

/// What a new message consists of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) sender: i64,
    pub(crate) content: Map<String, Value>,
    pub(crate) markup: Option<Value>,
    pub(crate) keyboard: Option<Value>,
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
    /// The bot's own payload of an invoice; the payer does not see it.
    pub(crate) invoice_payload: Option<String>,
}

/// Content fields that carry a file, in the order in which they name the message's kind.
/// `animation` goes before `document`, since an animation has both.
pub(crate) const MEDIA: [&str; 8] = [
    "photo",
    "animation",
    "video",
    "video_note",
    "voice",
    "audio",
    "sticker",
    "document",
];

impl Stored {
    pub(crate) fn new(id: i64, date: i64, draft: Draft) -> Self {
        Self {
            id,
            date,
            edit_date: None,
            sender: draft.sender,
            content: draft.content,
            markup: draft.markup,
            past_markups: Vec::new(),
            keyboard: draft.keyboard,
            reply_to: draft.reply_to,
            thread: draft.thread,
            invoice_payload: draft.invoice_payload,
            deleted: false,
        }
    }

    /// Replaces the inline keyboard and remembers the former one.
    pub(crate) fn set_markup(&mut self, markup: Option<Value>) {
        if self.markup == markup {
            return;
        }
        if let Some(former) = self.markup.take() {
            if self.past_markups.len() >= PAST_KEYBOARDS {
                self.past_markups.remove(0);
            }
            self.past_markups.push(former);
        }
        self.markup = markup;
    }

    pub(crate) fn text(&self) -> Option<&str> {
        self.content.get("text").and_then(Value::as_str)
    }

    /// Whether the two are of one album.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        let album = self.content.get("media_group_id");
        album.is_some() && album == other.content.get("media_group_id")
    }

    /// The field that carries the message's file.
    pub(crate) fn media(&self) -> Option<&'static str> {
        MEDIA
            .into_iter()
            .find(|key| self.content.contains_key(*key))
    }

    /// Id of the message's file (of the largest size of a photo).
    pub(crate) fn file_id(&self) -> Option<&str> {
        let media = self.content.get(self.media()?)?;
        let object = match media {
            Value::Array(sizes) => sizes.last()?,
            other => other,
        };
        object.get("file_id")?.as_str()
    }
}
