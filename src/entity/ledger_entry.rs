//! Lines of the ledger. Rows are only ever added.

use sea_orm::entity::prelude::*;

use crate::kernel::ids::{AccountId, LedgerTransactionId};

/// One line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which fact.
    pub transaction_id: LedgerTransactionId,
    /// On which account.
    pub account_id: AccountId,
    /// Debits are positive, credits negative.
    pub amount_minor: i64,
}

impl ActiveModelBehavior for ActiveModel {}
