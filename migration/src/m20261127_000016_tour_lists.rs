//! Indexes for lists of tours, bookings and trips, and for what the rounds of time look for.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `(name, table, columns)`.
const ADDED: [(&str, &str, &[&str]); 3] = [
    // What an agency has ahead, however many tours it had.
    (
        "tour_sessions_of_agency_by_end",
        "tour_sessions",
        &["agency_id", "ends_at"],
    ),
    // The other index of a person's knows those who wait.
    (
        "waiting_parties_of_traveller",
        "waiting_parties",
        &["traveller_id", "id"],
    ),
    // The other indexes of offers know those that are live, and the one that was chosen.
    ("trip_offers_of_trip", "trip_offers", &["trip_id", "status"]),
];

/// Words inside of titles; without the extension the search reads every tour, as that of orders does.
const SEARCH: &str = "
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX tours_search ON tours USING gin (search gin_trgm_ops) WITH (gin_pending_list_limit = 512);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE WARNING 'without pg_trgm the search of tours reads every row: %', SQLERRM;
END
$$";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, columns) in ADDED {
            index(manager, name, table, columns).await?;
        }
        // Messages that count down are few at any moment.
        manager
            .create_index(
                Index::create()
                    .name("bookings_counting")
                    .table("bookings")
                    .col("id")
                    .and_where(Expr::col("shown_minutes").is_not_null())
                    .to_owned(),
            )
            .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(SEARCH).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The extension stays: others may use it.
        if manager.get_database_backend() == DbBackend::Postgres {
            let drop = Index::drop().name("tours_search").if_exists().to_owned();
            manager.drop_index(drop).await?;
        }
        let added = ADDED.map(|(name, table, _)| (name, table));
        for (name, table) in added.into_iter().chain([("bookings_counting", "bookings")]) {
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
