//! Audit log, staff's notes about people, votes on FAQ answers.

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
                    .table("audit_log")
                    .col(big_pk_auto("id"))
                    .col(big_integer("at"))
                    .col(
                        string("actor_kind")
                            .check(one_of("actor_kind", &["user", "shell", "system"])),
                    )
                    .col(big_integer_null("actor_id"))
                    .col(string_null("role"))
                    .col(string("action"))
                    .col(string("subject_kind"))
                    .col(big_integer_null("subject_id"))
                    .col(text("details"))
                    .to_owned(),
            )
            .await?;
        for (name, columns) in [
            (
                "audit_log_subject",
                ["subject_kind", "subject_id", "id"].as_slice(),
            ),
            ("audit_log_actor", ["actor_id", "id"].as_slice()),
            ("audit_log_action", ["action", "id"].as_slice()),
        ] {
            let mut index = Index::create().name(name).table("audit_log").to_owned();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("user_notes")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(big_integer("author_id"))
                    .col(text("text"))
                    .col(big_integer("at"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("user_notes_of_user")
                    .table("user_notes")
                    .col("user_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("faq_votes")
                    .col(string("entry"))
                    .col(big_integer("user_id"))
                    .col(boolean("helped"))
                    .col(big_integer("at"))
                    .primary_key(Index::create().col("entry").col("user_id"))
                    .foreign_key(&mut owned_by("user_id", "users"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["faq_votes", "user_notes", "audit_log"]).await
    }
}
