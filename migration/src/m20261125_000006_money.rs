//! Payments, refunds, payouts, the ledger, and what providers told us.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_all, index, one_of};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CURRENCIES: [&str; 2] = ["RUB", "UZS"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        payments(manager).await?;
        refunds(manager).await?;
        notices(manager).await?;
        payouts(manager).await?;
        ledger(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "ledger_entries",
                "ledger_transactions",
                "ledger_accounts",
                "payouts",
                "provider_notices",
                "refunds",
                "payments",
            ],
        )
        .await
    }
}

async fn payments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payments")
                .col(big_pk_auto("id"))
                .col(string("payable_kind").check(one_of("payable_kind", &["order", "hour"])))
                .col(big_integer("payable_id"))
                .col(string("part").check(one_of("part", &["full", "deposit", "rest"])))
                .col(big_integer("payer_id"))
                .col(
                    string("provider")
                        .check(one_of("provider", &["yookassa", "telegram", "bonus"])),
                )
                .col(string("status").check(one_of(
                    "status",
                    &["creating", "pending", "paid", "cancelled", "parked"],
                )))
                .col(big_integer("amount_minor"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                // What a bonus pays beside the money.
                .col(big_integer("bonus_minor").default(0))
                .col(big_integer("refunded_minor").default(0))
                .col(big_integer("bonus_returned_minor").default(0))
                // One attempt at a time for what is to be paid; empty once it is over.
                .col(string_null("open_key").unique_key())
                .col(string("idempotence_key").unique_key())
                .col(text("body"))
                .col(string_null("provider_id").unique_key())
                .col(string_null("confirmation_url"))
                .col(string("return_token").unique_key())
                .col(big_integer_null("message_id"))
                .col(string_null("problem"))
                .col(integer("checks").default(0))
                .col(big_integer_null("next_check_at"))
                .col(big_integer("created_at"))
                .col(big_integer_null("paid_at"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut belongs_to("payer_id", "users"))
                .check(Expr::col("amount_minor").gte(0))
                .check(Expr::col("bonus_minor").gte(0))
                .check(Expr::col("refunded_minor").gte(0))
                .check(Expr::col("refunded_minor").lte(Expr::col("amount_minor")))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "payments_of_payable",
        "payments",
        &["payable_kind", "payable_id", "id"],
    )
    .await?;
    index(
        manager,
        "payments_of_payer",
        "payments",
        &["payer_id", "id"],
    )
    .await?;
    index(manager, "payments_by_status", "payments", &["status", "id"]).await?;
    index(manager, "payments_paid_at", "payments", &["paid_at"]).await?;
    due(manager, "payments", "next_check_at").await
}

async fn refunds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("refunds")
                .col(big_pk_auto("id"))
                .col(big_integer("payment_id"))
                .col(big_integer("amount_minor"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(string("cause").check(one_of(
                    "cause",
                    &[
                        "staff",
                        "cancelled",
                        "dispute",
                        "warranty",
                        "late",
                        "mismatch",
                        "outside",
                    ],
                )))
                .col(text("reason"))
                .col(
                    string("status")
                        .check(one_of("status", &["creating", "pending", "done", "failed"])),
                )
                .col(string("idempotence_key").unique_key())
                .col(text("body"))
                .col(string_null("provider_id").unique_key())
                .col(string_null("problem"))
                .col(integer("checks").default(0))
                .col(big_integer_null("next_check_at"))
                .col(big_integer_null("asked_by"))
                .col(big_integer("created_at"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut belongs_to("payment_id", "payments"))
                .check(Expr::col("amount_minor").gt(0))
                .to_owned(),
        )
        .await?;
    index(manager, "refunds_of_payment", "refunds", &["payment_id"]).await?;
    index(manager, "refunds_by_status", "refunds", &["status", "id"]).await?;
    due(manager, "refunds", "next_check_at").await
}

async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("provider_notices")
                .col(big_pk_auto("id"))
                .col(string("provider").check(one_of("provider", &["yookassa"])))
                .col(string("event"))
                .col(string("object_id"))
                .col(string("sender"))
                .col(integer("attempts").default(0))
                .col(big_integer_null("next_at"))
                .col(big_integer("received_at"))
                .col(big_integer_null("handled_at"))
                .col(string_null("outcome"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "provider_notices_of_object",
        "provider_notices",
        &["object_id"],
    )
    .await?;
    due(manager, "provider_notices", "next_at").await
}

async fn payouts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payouts")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("purpose").check(one_of("purpose", &["executor", "bonus"])))
                .col(big_integer("amount_minor"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(string("status").check(one_of(
                    "status",
                    &[
                        "asked",
                        "approved",
                        "sending",
                        "paid",
                        "failed",
                        "rejected",
                        "withdrawn",
                    ],
                )))
                // One open request a person; empty once it is over.
                .col(string_null("open_key").unique_key())
                .col(string("provider").check(one_of("provider", &["manual", "yookassa"])))
                .col(text_null("card_sealed"))
                .col(string("card_mask"))
                .col(string_null("reference"))
                .col(string("idempotence_key").unique_key())
                .col(text_null("body"))
                .col(string_null("provider_id").unique_key())
                .col(string_null("problem"))
                .col(integer("checks").default(0))
                .col(big_integer_null("next_check_at"))
                .col(big_integer("asked_at"))
                .col(big_integer_null("decided_at"))
                .col(big_integer_null("decided_by"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut belongs_to("user_id", "users"))
                .check(Expr::col("amount_minor").gt(0))
                .to_owned(),
        )
        .await?;
    index(manager, "payouts_of_user", "payouts", &["user_id", "id"]).await?;
    index(manager, "payouts_by_status", "payouts", &["status", "id"]).await?;
    due(manager, "payouts", "next_check_at").await
}

async fn ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ledger_accounts")
                .col(big_pk_auto("id"))
                .col(string("kind"))
                // Zero is the platform.
                .col(big_integer("owner_id"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(big_integer("balance_minor").default(0))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("ledger_accounts_once")
                .table("ledger_accounts")
                .col("kind")
                .col("owner_id")
                .col("currency")
                .unique()
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("ledger_transactions")
                .col(big_pk_auto("id"))
                .col(string("kind"))
                .col(string("subject_kind"))
                .col(big_integer("subject_id"))
                // A fact is booked once, whoever books it.
                .col(string("fact").unique_key())
                .col(big_integer("at"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "ledger_transactions_of_subject",
        "ledger_transactions",
        &["subject_kind", "subject_id"],
    )
    .await?;
    index(
        manager,
        "ledger_transactions_at",
        "ledger_transactions",
        &["at"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("ledger_entries")
                .col(big_pk_auto("id"))
                .col(big_integer("transaction_id"))
                .col(big_integer("account_id"))
                .col(big_integer("amount_minor"))
                .foreign_key(&mut belongs_to("transaction_id", "ledger_transactions"))
                .foreign_key(&mut belongs_to("account_id", "ledger_accounts"))
                .check(Expr::col("amount_minor").ne(0))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "ledger_entries_of_transaction",
        "ledger_entries",
        &["transaction_id"],
    )
    .await?;
    index(
        manager,
        "ledger_entries_of_account",
        "ledger_entries",
        &["account_id", "id"],
    )
    .await
}

/// An index over rows that have a due time.
async fn due(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &'static str,
) -> Result<(), DbErr> {
    manager
        .create_index(
            Index::create()
                .name(format!("{table}_due"))
                .table(table)
                .col(column)
                .and_where(Expr::col(column).is_not_null())
                .to_owned(),
        )
        .await
}
