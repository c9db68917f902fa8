//! Facts in the ledger.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::LedgerTransactionId, time::Timestamp};

/// One fact; its entries sum to zero.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_transactions")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: LedgerTransactionId,
    /// What happened.
    pub kind: String,
    /// To what.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: i64,
    /// Names the fact: it is booked once.
    #[sea_orm(unique)]
    pub fact: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
