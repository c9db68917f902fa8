//! Commission that agencies paid to us for tours that they were paid for at their own cash desks.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, ReceiptId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One transfer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_receipts")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: ReceiptId,
    /// Whose.
    pub agency_id: AgencyId,
    /// How much.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// The bank's reference; one of an agency's stands once.
    pub reference: String,
    /// Who wrote it down.
    pub recorded_by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its amount.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}
