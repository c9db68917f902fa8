//! Friends and personal API tokens.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_all, one_of, owned_by};

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
                    .table("friend_links")
                    .col(big_integer("user_id").primary_key())
                    .col(string("token").unique_key())
                    .col(big_integer("created_at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("friendships")
                    .col(big_pk_auto("id"))
                    // The smaller id stands first, so that a pair has one row whoever asked.
                    .col(big_integer("low_id"))
                    .col(big_integer("high_id"))
                    .col(big_integer("asked_by"))
                    .col(
                        string("status")
                            .check(one_of("status", &["asked", "accepted", "declined"])),
                    )
                    .col(big_integer("created_at"))
                    .col(big_integer_null("accepted_at"))
                    .foreign_key(&mut owned_by("low_id", "users"))
                    .foreign_key(&mut owned_by("high_id", "users"))
                    .check(Expr::col("low_id").lt(Expr::col("high_id")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("friendships_pair")
                    .table("friendships")
                    .col("low_id")
                    .col("high_id")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("friendships_high")
                    .table("friendships")
                    .col("high_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("api_tokens")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(string("name"))
                    .col(string("hash").unique_key())
                    .col(string("hint"))
                    .col(string("scope").check(one_of("scope", &["read", "write"])))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("used_at"))
                    .col(big_integer_null("revoked_at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("api_tokens_of_user")
                    .table("api_tokens")
                    .col("user_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["api_tokens", "friendships", "friend_links"]).await
    }
}
