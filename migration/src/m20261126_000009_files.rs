//! Files of the work that come through the API: kept by us, sent by Telegram when somebody reads them there.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::{index, one_of};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rebuild(manager, &["avatar", "file"], true).await?;
        manager
            .alter_table(
                Table::alter()
                    .table("attachments")
                    .add_column(big_integer_null("media_id"))
                    .to_owned(),
            )
            .await?;
        index(
            manager,
            "attachments_of_media",
            "attachments",
            &["media_id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Of what only we kept, the former schema cannot tell.
        db.execute_unprepared("DELETE FROM attachments WHERE media_id IS NOT NULL")
            .await?;
        manager
            .drop_index(
                Index::drop()
                    .name("attachments_of_media")
                    .table("attachments")
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("attachments")
                    .drop_column("media_id")
                    .to_owned(),
            )
            .await?;
        db.execute_unprepared("DELETE FROM media WHERE kind <> 'avatar'")
            .await?;
        rebuild(manager, &["avatar"], false).await
    }
}

/// The table anew: SQLite changes no CHECK of one that is there.
async fn rebuild(
    manager: &SchemaManager<'_>,
    kinds: &[&'static str],
    is_new: bool,
) -> Result<(), DbErr> {
    let mut table = Table::create()
        .table("media_anew")
        .col(big_pk_auto("id"))
        .col(big_integer("owner_id"))
        .col(string("kind").check(one_of("kind", kinds)))
        .col(string("mime"))
        .col(big_integer("size"))
        .col(string("sha256"))
        .col(string("path").unique_key())
        .col(string_null("file_id"))
        .col(big_integer("created_at"))
        .to_owned();
    if is_new {
        table
            .col(string_null("name"))
            // To how much it is attached: what is used is not deleted.
            .col(integer("uses").default(0))
            .check(Expr::col("uses").gte(0));
    }
    manager.create_table(table).await?;
    let db = manager.get_connection();
    db.execute_unprepared(
        "INSERT INTO media_anew (id, owner_id, kind, mime, size, sha256, path, file_id, created_at) \
         SELECT id, owner_id, kind, mime, size, sha256, path, file_id, created_at FROM media",
    )
    .await?;
    manager
        .drop_table(Table::drop().table("media").to_owned())
        .await?;
    manager
        .rename_table(Table::rename().table("media_anew", "media").to_owned())
        .await?;
    if db.get_database_backend() == DbBackend::Postgres {
        // The numbers go on where they were.
        db.execute_unprepared(
            "SELECT setval(pg_get_serial_sequence('media', 'id'), \
             COALESCE((SELECT MAX(id) FROM media), 0) + 1, false)",
        )
        .await?;
    }
    index(manager, "media_of_owner", "media", &["owner_id"]).await
}
