//! People ask to be partners; receipts are found by their booking.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_all, index, one_of, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATUSES: [&str; 4] = ["applied", "approved", "refused", "withdrawn"];

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
                    // One a person: the next one takes the place of the last one.
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
        .await?;
        // The receipt of a booking; the other index by bookings knows the open transactions alone.
        index(
            manager,
            "payme_transactions_of_booking",
            "payme_transactions",
            &["booking_id", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("payme_transactions_of_booking")
                    .table("payme_transactions")
                    .to_owned(),
            )
            .await?;
        drop_all(manager, &["partner_applications"]).await
    }
}
