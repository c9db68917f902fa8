//! Agencies are paid out, and pay the commission of what they took themselves.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_all, index, one_of, widen};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CURRENCIES: [&str; 2] = ["RUB", "UZS"];
const PURPOSES: [&str; 2] = ["executor", "bonus"];
const PURPOSES_NOW: [&str; 3] = ["executor", "bonus", "agency"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("payouts")
            .add_column(big_integer_null("agency_id"))
            .to_owned();
        manager.alter_table(table).await?;
        index(
            manager,
            "payouts_of_agency",
            "payouts",
            &["agency_id", "id"],
        )
        .await?;
        manager
            .create_table(
                Table::create()
                    .table("agency_receipts")
                    .col(big_pk_auto("id"))
                    .col(big_integer("agency_id"))
                    .col(big_integer("amount_minor"))
                    .col(string("currency").check(one_of("currency", &CURRENCIES)))
                    // The bank's; a transfer is written down once.
                    .col(string("reference"))
                    .col(big_integer_null("recorded_by"))
                    .col(big_integer("at"))
                    .foreign_key(&mut belongs_to("agency_id", "agencies"))
                    .check(Expr::col("amount_minor").gt(0))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("agency_receipts_once")
                    .table("agency_receipts")
                    .col("agency_id")
                    .col("reference")
                    .unique()
                    .to_owned(),
            )
            .await?;
        widen(manager, "payouts", "purpose", &PURPOSES, &PURPOSES_NOW).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        widen(manager, "payouts", "purpose", &PURPOSES_NOW, &PURPOSES).await?;
        drop_all(manager, &["agency_receipts"]).await?;
        manager
            .drop_index(
                Index::drop()
                    .name("payouts_of_agency")
                    .table("payouts")
                    .to_owned(),
            )
            .await?;
        let table = Table::alter()
            .table("payouts")
            .drop_column("agency_id")
            .to_owned();
        manager.alter_table(table).await
    }
}
