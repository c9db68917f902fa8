//! Who leads a piece of work that only one replica may do at a time.

use sea_orm::entity::prelude::*;

use crate::kernel::time::Timestamp;

/// One kind of work and its present leader.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leases")]
pub struct Model {
    /// The work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The process that does it.
    pub holder: String,
    /// It is free again after that.
    pub until: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
