//! Indexes for lists of orders that stay quick however many orders there are.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Indexes that take the place of one of the same name: `(name, table, before, now)`.
const WIDENED: [(&str, &str, &[&str], &[&str]); 2] = [
    // With the number in it, a page of the stalled is found without a look at the table.
    (
        "orders_by_move",
        "orders",
        &["status", "moved_at"],
        &["status", "moved_at", "id"],
    ),
    // Of thousands of offers a few are open.
    (
        "order_offers_of_executor",
        "order_offers",
        &["executor_id", "id"],
        &["executor_id", "status", "order_id"],
    ),
];

/// `(name, columns)`.
const ADDED: [(&str, &[&str]); 2] = [
    ("orders_of_kind", &["kind", "id"]),
    (
        "orders_of_executor_by_end",
        &["executor_id", "ended_at", "id", "status"],
    ),
];

/// Words inside of texts. Whoever runs the database may not have the extension, or not let us add it: then
/// the search reads every row, and everything else is as quick. The waiting list of such an index is read by
/// every search, so it is kept short.
const SEARCH: &str = "
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX orders_search ON orders USING gin (search gin_trgm_ops) WITH (gin_pending_list_limit = 512);
    CREATE INDEX users_search ON users USING gin (search gin_trgm_ops) WITH (gin_pending_list_limit = 512);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE WARNING 'without pg_trgm the search of orders and people reads every row: %', SQLERRM;
END
$$";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _, now) in WIDENED {
            replace(manager, name, table, now).await?;
        }
        for (name, columns) in ADDED {
            index(manager, name, "orders", columns).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(SEARCH).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The extension stays: others may use it.
        if manager.get_database_backend() == DbBackend::Postgres {
            for name in ["users_search", "orders_search"] {
                let drop = Index::drop().name(name).if_exists().to_owned();
                manager.drop_index(drop).await?;
            }
        }
        for (name, _) in ADDED {
            remove(manager, name, "orders").await?;
        }
        for (name, table, before, _) in WIDENED {
            replace(manager, name, table, before).await?;
        }
        Ok(())
    }
}

async fn replace(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    remove(manager, name, table).await?;
    index(manager, name, table, columns).await
}

async fn remove(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name(name).table(table).to_owned())
        .await
}
