//! Files that people sent, by their ids at Telegram.

use sea_orm::{ActiveValue::Set, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{AttachmentId, MediaId, UserId},
    time::Timestamp,
};

/// One file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: AttachmentId,
    /// Belongs to what.
    pub subject_kind: Subject,
    /// To which one.
    pub subject_id: i64,
    /// Who sent it.
    pub owner_id: UserId,
    /// Kind of file.
    pub kind: Kind,
    /// Telegram's id: what is sent again.
    pub file_id: String,
    /// Telegram's id of the content: the same file has the same.
    pub unique_id: String,
    /// Name, as sent.
    pub name: Option<String>,
    /// Claimed type.
    pub mime: Option<String>,
    /// Bytes.
    pub size: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// The file that we keep ourselves, in place of Telegram's id.
    pub media_id: Option<MediaId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A file as it came from a person, before it belongs to anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Kind of file.
    pub kind: Kind,
    /// Telegram's id: what is sent again.
    pub file_id: String,
    /// Telegram's id of the content.
    pub unique_id: String,
    /// Name, as sent.
    pub name: Option<String>,
    /// Claimed type.
    pub mime: Option<String>,
    /// Bytes.
    pub size: Option<i64>,
    /// The file that we keep ourselves, in place of Telegram's id.
    pub media: Option<MediaId>,
}

impl NewFile {
    /// The row that ties it to its subject.
    #[must_use]
    pub fn row(
        self,
        (subject, subject_id): (Subject, i64),
        owner: UserId,
        at: Timestamp,
    ) -> ActiveModel {
        ActiveModel {
            subject_kind: Set(subject),
            subject_id: Set(subject_id),
            owner_id: Set(owner),
            kind: Set(self.kind),
            file_id: Set(self.file_id),
            unique_id: Set(self.unique_id),
            name: Set(self.name),
            mime: Set(self.mime),
            size: Set(self.size),
            media_id: Set(self.media),
            at: Set(at),
            ..Default::default()
        }
    }
}

/// What a file belongs to.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The brief of an order.
    Order,
    /// A delivery of this order that is still being put together.
    Parcel,
    /// A delivery.
    Delivery,
    /// A message of a thread.
    Message,
    /// A sample in an application.
    Executor,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Order,
        Self::Parcel,
        Self::Delivery,
        Self::Message,
        Self::Executor,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Parcel => "parcel",
            Self::Delivery => "delivery",
            Self::Message => "message",
            Self::Executor => "executor",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Kinds of files.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Picture.
    Photo,
    /// File.
    Document,
    /// Voice message.
    Voice,
    /// Film.
    Video,
    /// Music or speech.
    Audio,
    /// Round film.
    VideoNote,
    /// Film without sound.
    Animation,
    /// Sticker.
    Sticker,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Photo,
        Self::Document,
        Self::Voice,
        Self::Video,
        Self::Audio,
        Self::VideoNote,
        Self::Animation,
        Self::Sticker,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::VideoNote => "video_note",
            Self::Animation => "animation",
            Self::Sticker => "sticker",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
