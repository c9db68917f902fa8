//! What the two sides said about an offer, round by round.

use sea_orm::entity::prelude::*;

use super::trip_offer::Side;
use crate::kernel::{ids::TripOfferId, time::Timestamp};

/// One word in the bargaining.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_words")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// About which offer.
    pub offer_id: TripOfferId,
    /// Who said it.
    pub side: Side,
    /// The price that was named, in the offer's currency.
    pub price_minor: Option<i64>,
    /// The words.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
