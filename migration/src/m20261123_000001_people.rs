//! People, their roles and what they agreed to.

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
                    .table("users")
                    .col(big_pk_auto("id"))
                    // Null once the person deleted the account: the row stays for the money's sake.
                    .col(big_integer_null("telegram_id").unique_key())
                    .col(string("first_name"))
                    .col(string_null("last_name"))
                    .col(string_null("username"))
                    .col(string_null("lang").check(one_of("lang", &["ru", "uz", "en"])))
                    .col(string_null("time_zone"))
                    .col(string_null("sphere"))
                    .col(string_null("specialisation"))
                    .col(text("interests"))
                    .col(big_integer_null("avatar_id"))
                    // Where the person came from, and where they were going when asked for consent.
                    .col(string_null("start_payload"))
                    .col(string_null("pending_payload"))
                    // Names in lower case: SQLite lowers ASCII only.
                    .col(text("search"))
                    .col(big_integer_null("blocked_at"))
                    .col(string_null("blocked_reason"))
                    .col(big_integer_null("unreachable_at"))
                    .col(big_integer_null("deleted_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("seen_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("users_username")
                    .table("users")
                    .col("username")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("users_seen")
                    .table("users")
                    .col("seen_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("user_roles")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(string("role").check(one_of(
                        "role",
                        &[
                            "executor", "manager", "operator", "partner", "admin", "owner",
                        ],
                    )))
                    // 0 = the whole platform; a null would escape the unique index.
                    .col(big_integer("agency_id").default(0))
                    .col(big_integer("granted_at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("user_roles_once")
                    .table("user_roles")
                    .col("user_id")
                    .col("role")
                    .col("agency_id")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("consents")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(string("document").check(one_of("document", &["offer", "personal_data"])))
                    .col(string("lang").check(one_of("lang", &["ru", "uz", "en"])))
                    .col(string("version"))
                    .col(
                        string("decision")
                            .check(one_of("decision", &["given", "refused", "withdrawn"])),
                    )
                    .col(big_integer("at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("consents_of_user")
                    .table("consents")
                    .col("user_id")
                    .col("id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["consents", "user_roles", "users"]).await
    }
}
