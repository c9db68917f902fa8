//! Who brought whom, what it earned them, and what people say of the work.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_all, index, one_of, owned_by};

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
                    .table("referral_codes")
                    .col(big_integer("user_id").primary_key())
                    .col(string("code").unique_key())
                    // Their own share in basis points; empty: that of the configuration.
                    .col(integer_null("share_bp"))
                    .col(big_integer("created_at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("referrals")
                    // First touch wins: a person is brought once.
                    .col(big_integer("user_id").primary_key())
                    .col(big_integer("referrer_id"))
                    .col(big_integer("touched_at"))
                    .col(big_integer("until"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .foreign_key(&mut belongs_to("referrer_id", "users"))
                    .check(Expr::col("user_id").ne(Expr::col("referrer_id")))
                    .to_owned(),
            )
            .await?;
        index(
            manager,
            "referrals_of_referrer",
            "referrals",
            &["referrer_id", "user_id"],
        )
        .await?;
        manager
            .create_table(
                Table::create()
                    .table("bonuses")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(big_integer("from_user_id"))
                    // One bonus a payment.
                    .col(big_integer("payment_id").unique_key())
                    .col(big_integer("amount_minor"))
                    .col(big_integer("clawed_minor").default(0))
                    .col(string("currency").check(one_of("currency", &["RUB", "UZS"])))
                    .col(
                        string("status")
                            .check(one_of("status", &["pending", "available", "clawed"])),
                    )
                    .col(big_integer("available_at"))
                    .col(big_integer("created_at"))
                    .foreign_key(&mut belongs_to("user_id", "users"))
                    .foreign_key(&mut belongs_to("payment_id", "payments"))
                    .check(Expr::col("amount_minor").gt(0))
                    .check(Expr::col("clawed_minor").gte(0))
                    .check(Expr::col("clawed_minor").lte(Expr::col("amount_minor")))
                    .to_owned(),
            )
            .await?;
        index(manager, "bonuses_of_user", "bonuses", &["user_id", "id"]).await?;
        index(
            manager,
            "bonuses_due",
            "bonuses",
            &["status", "available_at"],
        )
        .await?;
        manager
            .create_table(
                Table::create()
                    .table("reviews")
                    .col(big_pk_auto("id"))
                    .col(string("subject_kind").check(one_of("subject_kind", &["order", "hour"])))
                    .col(big_integer("subject_id"))
                    .col(big_integer("author_id"))
                    // The executor or the operator.
                    .col(big_integer("about_id"))
                    .col(integer("stars"))
                    .col(text("text"))
                    .col(string("status").check(one_of("status", &["waiting", "shown", "hidden"])))
                    .col(text_null("answer"))
                    .col(big_integer_null("moderated_by"))
                    .col(big_integer_null("moderated_at"))
                    .col(big_integer("at"))
                    .foreign_key(&mut belongs_to("author_id", "users"))
                    .check(Expr::col("stars").between(1, 5))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("reviews_once")
                    .table("reviews")
                    .col("subject_kind")
                    .col("subject_id")
                    .unique()
                    .to_owned(),
            )
            .await?;
        index(manager, "reviews_by_status", "reviews", &["status", "id"]).await?;
        index(
            manager,
            "reviews_about",
            "reviews",
            &["about_id", "status", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["reviews", "bonuses", "referrals", "referral_codes"],
        )
        .await
    }
}
