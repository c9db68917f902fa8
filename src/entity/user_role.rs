//! A role granted to a person.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, UserId},
    permission::Role,
    time::Timestamp,
};

/// One grant. `agency_id` is zero where the role is not an agency's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_roles")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who holds it.
    pub user_id: UserId,
    /// What.
    pub role: Role,
    /// For which agency.
    pub agency_id: AgencyId,
    /// Since when.
    pub granted_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
