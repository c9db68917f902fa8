//! What the platform itself remembers: messages to deliver, leases, handled updates, dialogue states,
//! idempotency keys, stored files.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_all, one_of};

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
                    .table("outbox")
                    .col(big_pk_auto("id"))
                    .col(string("kind"))
                    .col(text("payload"))
                    .col(big_integer("user_id"))
                    .col(string_null("dedup_key").unique_key())
                    .col(integer("priority"))
                    .col(big_integer("run_at"))
                    .col(big_integer("lease_until").default(0))
                    .col(integer("attempts").default(0))
                    .col(big_integer_null("settled_at"))
                    .col(
                        string_null("outcome")
                            .check(one_of("outcome", &["sent", "moot", "unreachable", "dead"])),
                    )
                    .col(text_null("last_error"))
                    .col(big_integer_null("message_id"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("outbox_due")
                    .table("outbox")
                    .col("priority")
                    .col("run_at")
                    .and_where(Expr::col("settled_at").is_null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("outbox_settled")
                    .table("outbox")
                    .col("settled_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("leases")
                    .col(string("name").primary_key())
                    .col(string("holder"))
                    .col(big_integer("until"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("handled_updates")
                    .col(big_integer("update_id"))
                    .col(string("effect"))
                    .col(big_integer("at"))
                    .primary_key(Index::create().col("update_id").col("effect"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("handled_updates_at")
                    .table("handled_updates")
                    .col("at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("failed_updates")
                    .col(big_integer("update_id").primary_key())
                    .col(string("fault_id"))
                    .col(text("error"))
                    .col(text("body"))
                    .col(big_integer("at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("dialogues")
                    .col(big_integer("chat_id").primary_key())
                    .col(text("state"))
                    .col(big_integer("expires_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("idempotency_keys")
                    .col(big_integer("user_id"))
                    .col(string_len("idempotency_key", 128))
                    .col(string("request_hash"))
                    // Null while the first request is still running.
                    .col(integer_null("status"))
                    .col(text_null("body"))
                    .col(big_integer("at"))
                    .primary_key(Index::create().col("user_id").col("idempotency_key"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("media")
                    .col(big_pk_auto("id"))
                    .col(big_integer("owner_id"))
                    .col(string("kind").check(one_of("kind", &["avatar"])))
                    .col(string("mime"))
                    .col(big_integer("size"))
                    .col(string("sha256"))
                    .col(string("path").unique_key())
                    .col(string_null("file_id"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("media_of_owner")
                    .table("media")
                    .col("owner_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "media",
                "idempotency_keys",
                "dialogues",
                "failed_updates",
                "handled_updates",
                "leases",
                "outbox",
            ],
        )
        .await
    }
}
