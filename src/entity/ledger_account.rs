//! Accounts of the ledger.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::AccountId, money::Currency};

/// One account of one owner in one currency.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_accounts")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: AccountId,
    /// Which account of the chart.
    pub kind: String,
    /// Whose; zero is the platform.
    pub owner_id: i64,
    /// Its currency.
    pub currency: Currency,
    /// Sum of its entries; debits are positive.
    pub balance_minor: i64,
}

impl ActiveModelBehavior for ActiveModel {}
