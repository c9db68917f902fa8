//! Who deleted their account a short while ago.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_all;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("departures")
                    // A hash: the id itself goes with the account.
                    .col(string("who").primary_key())
                    .col(big_integer("at"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["departures"]).await
    }
}
