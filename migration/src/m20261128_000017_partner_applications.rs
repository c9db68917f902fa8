//! People ask to be partners.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_all, index, one_of, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATUSES: [&str; 3] = ["applied", "approved", "refused"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("partner_applications")
                    // One a person: the next one takes the place of a refused one.
                    .col(big_integer("user_id").primary_key())
                    .col(string("status").check(one_of("status", &STATUSES)))
                    .col(text("about"))
                    .col(text_null("refusal"))
                    .col(big_integer("applied_at"))
                    .col(big_integer_null("decided_at"))
                    .col(big_integer_null("decided_by"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        index(
            manager,
            "partner_applications_waiting",
            "partner_applications",
            &["status", "applied_at"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["partner_applications"]).await
    }
}
