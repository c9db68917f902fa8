//! Refunds keep the moment of the decision when they are sent anew, and the reference of whoever gave
//! the money back by hand.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            big_integer("keyed_at").default(0).to_owned(),
            string_null("reference"),
        ] {
            let table = Table::alter()
                .table("refunds")
                .add_column(column)
                .to_owned();
            manager.alter_table(table).await?;
        }
        let known = Query::update()
            .table("refunds")
            .value("keyed_at", Expr::col("created_at"))
            .to_owned();
        manager.exec_stmt(known).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["reference", "keyed_at"] {
            let table = Table::alter()
                .table("refunds")
                .drop_column(column)
                .to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
