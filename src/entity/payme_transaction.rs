//! Transactions of Payme's Merchant API.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, BookingId, PaymentId},
    time::Timestamp,
};

/// One transaction.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payme_transactions")]
pub struct Model {
    /// Row: the number that Payme gets as ours.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Payme's id.
    #[sea_orm(unique)]
    pub payme_id: String,
    /// At whose cash desk.
    pub agency_id: AgencyId,
    /// For which booking.
    pub booking_id: BookingId,
    /// The attempt to pay that it is.
    pub payment_id: PaymentId,
    /// When Payme began it, by its clock.
    pub time: Timestamp,
    /// How much, in tiyins.
    pub amount_minor: i64,
    /// The account as it was sent, as JSON.
    #[sea_orm(column_type = "Text")]
    pub account: String,
    /// Where it stands: 1 begun, 2 performed, -1 cancelled before that, -2 cancelled after it.
    pub state: i32,
    /// Why it was cancelled, in Payme's numbers.
    pub reason: Option<i32>,
    /// When it was begun here.
    pub created_at: Timestamp,
    /// When it was performed.
    pub performed_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// The fiscal receipt of the sale, as JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub fiscal_perform: Option<String>,
    /// The fiscal receipt of the refund, as JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub fiscal_cancel: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Begun, and not performed.
pub const CREATED: i32 = 1;
/// Performed: the money is there.
pub const PERFORMED: i32 = 2;
/// Cancelled before it was performed.
pub const CANCELLED: i32 = -1;
/// Cancelled after it was performed: the money went back.
pub const REVERSED: i32 = -2;
