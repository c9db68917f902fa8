//! Agencies: whose tours they are.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::AgencyId, ids::MediaId, time::Timestamp};

/// One agency.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: AgencyId,
    /// Its name.
    #[sea_orm(unique)]
    pub name: String,
    /// Who they are, in their own words.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// How to reach them: told to travellers who paid.
    #[sea_orm(column_type = "Text")]
    pub contacts: String,
    /// Logo, as Telegram knows it.
    pub logo_file_id: Option<String>,
    /// Logo, as the API knows it.
    pub logo_media_id: Option<MediaId>,
    /// The platform's share of what travellers pay, in basis points.
    pub commission_bp: i32,
    /// The cash desk at Payme.
    #[sea_orm(unique)]
    pub payme_merchant: Option<String>,
    /// Its key, sealed.
    #[sea_orm(column_type = "Text", nullable)]
    pub payme_key_sealed: Option<String>,
    /// Its key in Payme's sandbox, sealed.
    #[sea_orm(column_type = "Text", nullable)]
    pub payme_test_key_sealed: Option<String>,
    /// Whether it works here.
    pub status: Status,
    /// Why it is blocked, in staff's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub blocked_reason: Option<String>,
    /// Since when it is here.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The platform's share, in basis points.
    #[must_use]
    pub fn share_bp(&self) -> u32 {
        u32::try_from(self.commission_bp).unwrap_or_default()
    }
}

words! {
    /// Whether an agency works here.
    Status {
        /// It sells.
        Active = "active",
        /// It sells nothing; what is booked goes on.
        Blocked = "blocked",
    }
}
