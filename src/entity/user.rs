//! A person.

use chrono_tz::Tz;
use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{MediaId, TgId, UserId},
    lang::Lang,
    time::{self, Timestamp},
};

/// One person: what Telegram said at first sight, and what they chose since.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Ours.
    #[sea_orm(primary_key)]
    pub id: UserId,
    /// Telegram's; none once the account was deleted.
    #[sea_orm(unique)]
    pub telegram_id: Option<TgId>,
    /// Taken from Telegram once, then the person's own.
    pub first_name: String,
    /// As `first_name`.
    pub last_name: Option<String>,
    /// Follows Telegram.
    pub username: Option<String>,
    /// Chosen language; none until known.
    pub lang: Option<Lang>,
    /// Chosen IANA zone.
    pub time_zone: Option<String>,
    /// Field of study or work.
    pub sphere: Option<String>,
    /// Speciality within it.
    pub specialisation: Option<String>,
    /// Interests, one a line.
    #[sea_orm(column_type = "Text")]
    pub interests: String,
    /// Whether friends who show their own trips see this person's.
    pub shows_trips: bool,
    /// Picture of the profile.
    pub avatar_id: Option<MediaId>,
    /// Payload of the first `/start`: where the person came from.
    pub start_payload: Option<String>,
    /// Payload that waits for the consent.
    pub pending_payload: Option<String>,
    /// Names and @name in lower case, for staff's search.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    /// Shut out by staff since then.
    pub blocked_at: Option<Timestamp>,
    /// Why.
    pub blocked_reason: Option<String>,
    /// Telegram refuses our messages since then.
    pub unreachable_at: Option<Timestamp>,
    /// The account was deleted then.
    pub deleted_at: Option<Timestamp>,
    /// First sight.
    pub created_at: Timestamp,
    /// Last sight, to the hour.
    pub seen_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// First and last name.
    #[must_use]
    pub fn full_name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone(),
        }
    }

    /// The zone that they chose, or the one given for those who chose none.
    #[must_use]
    pub fn zone_or(&self, default: Tz) -> Tz {
        self.time_zone
            .as_deref()
            .and_then(time::zone)
            .unwrap_or(default)
    }

    /// Interests as a list.
    #[must_use]
    pub fn interest_list(&self) -> Vec<&str> {
        self.interests.lines().collect()
    }
}
