//! What a person decided about a legal document: a ledger, rows are only ever added.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{ids::UserId, lang::Lang, time::Timestamp};

/// One decision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// Row; decisions are in its order.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub user_id: UserId,
    /// About which document.
    pub document: Document,
    /// Language in which it was shown.
    pub lang: Lang,
    /// SHA-256 of the text that was shown, in hex.
    pub version: String,
    /// Decision.
    pub decision: Decision,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// The legal documents.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The public offer.
    Offer,
    /// Consent to the processing of personal data: by law a document of its own.
    PersonalData,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Agreed.
    Given,
    /// Did not agree.
    Refused,
    /// Agreed once, took it back.
    Withdrawn,
}
