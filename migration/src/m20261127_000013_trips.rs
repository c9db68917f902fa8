//! Trips made to order: what travellers ask for, what agencies offer, and the bargaining.

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
        trips(manager).await?;
        offers(manager).await?;
        words(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["trip_words", "trip_offers", "trip_agencies", "trips"],
        )
        .await
    }
}

async fn trips(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("trips")
                .col(big_pk_auto("id"))
                .col(big_integer("traveller_id"))
                .col(string("status").check(one_of(
                    "status",
                    &["draft", "open", "chosen", "cancelled", "expired"],
                )))
                // Keys of the catalogue, separated by spaces.
                .col(string("cities"))
                .col(text("place"))
                .col(date_null("starts_on"))
                // So many days earlier or later will do.
                .col(integer("flexible_days").default(0))
                // Any day of the month of `starts_on` will do.
                .col(boolean("is_month").default(false))
                .col(integer_null("days"))
                .col(integer("adults"))
                .col(integer("children"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(big_integer_null("budget_minor"))
                .col(string("transports"))
                .col(text("wishes"))
                .col(big_integer_null("booking_id"))
                .col(big_integer_null("expires_at"))
                .col(big_integer_null("remind_at"))
                .col(big_integer("created_at"))
                .col(big_integer_null("submitted_at"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut belongs_to("traveller_id", "users"))
                .foreign_key(&mut belongs_to("booking_id", "bookings"))
                .check(Expr::col("adults").gt(0))
                .check(Expr::col("children").gte(0))
                .check(Expr::col("days").gt(0))
                .check(Expr::col("budget_minor").gt(0))
                .to_owned(),
        )
        .await?;
    // Whoever begins twice goes on with the same draft.
    manager
        .create_index(
            Index::create()
                .name("trips_draft")
                .table("trips")
                .col("traveller_id")
                .unique()
                .and_where(Expr::col("status").eq("draft"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "trips_of_traveller",
        "trips",
        &["traveller_id", "id"],
    )
    .await?;
    for due in ["expires_at", "remind_at"] {
        manager
            .create_index(
                Index::create()
                    .name(format!("trips_{due}"))
                    .table("trips")
                    .col(due)
                    .and_where(Expr::col(due).is_not_null())
                    .to_owned(),
            )
            .await?;
    }
    manager
        .create_table(
            Table::create()
                .table("trip_agencies")
                .col(big_integer("trip_id"))
                .col(big_integer("agency_id"))
                .primary_key(Index::create().col("trip_id").col("agency_id"))
                .foreign_key(&mut belongs_to("trip_id", "trips"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "trip_agencies_of_agency",
        "trip_agencies",
        &["agency_id", "trip_id"],
    )
    .await
}

async fn offers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("trip_offers")
                .col(big_pk_auto("id"))
                .col(big_integer("trip_id"))
                .col(big_integer("agency_id"))
                // What the trip is based on: its session belongs to this tour.
                .col(big_integer("tour_id"))
                .col(big_integer_null("author_id"))
                .col(string("status").check(one_of(
                    "status",
                    &[
                        "draft",
                        "open",
                        "chosen",
                        "passed",
                        "declined",
                        "withdrawn",
                        "lapsed",
                    ],
                )))
                .col(date("starts_on"))
                .col(integer("days"))
                // For the whole party.
                .col(big_integer("price_minor"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(text("included"))
                .col(integer("valid_hours"))
                .col(big_integer_null("valid_until"))
                // The price that the traveller asks for, while the agency has to answer.
                .col(big_integer_null("wanted_minor"))
                .col(string("turn").check(one_of("turn", &["traveller", "agency"])))
                // Grows with every change: whoever agrees, agrees to what they saw.
                .col(integer("revision").default(0))
                .col(big_integer("created_at"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut belongs_to("trip_id", "trips"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .foreign_key(&mut belongs_to("author_id", "users"))
                .check(Expr::col("days").gt(0))
                .check(Expr::col("price_minor").gte(0))
                .check(Expr::col("wanted_minor").gt(0))
                .check(Expr::col("valid_hours").gt(0))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("trip_offers_live")
                .table("trip_offers")
                .col("trip_id")
                .col("agency_id")
                .unique()
                .and_where(Expr::col("status").is_in(["draft", "open"]))
                .to_owned(),
        )
        .await?;
    // However many are chosen at once.
    manager
        .create_index(
            Index::create()
                .name("trip_offers_chosen")
                .table("trip_offers")
                .col("trip_id")
                .unique()
                .and_where(Expr::col("status").eq("chosen"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "trip_offers_of_agency",
        "trip_offers",
        &["agency_id", "trip_id"],
    )
    .await?;
    index(
        manager,
        "trip_offers_valid_until",
        "trip_offers",
        &["status", "valid_until"],
    )
    .await
}

async fn words(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("trip_words")
                .col(big_pk_auto("id"))
                .col(big_integer("offer_id"))
                .col(string("side").check(one_of("side", &["traveller", "agency"])))
                .col(big_integer_null("price_minor"))
                .col(text("text"))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("offer_id", "trip_offers"))
                .check(Expr::col("price_minor").gt(0))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "trip_words_of_offer",
        "trip_words",
        &["offer_id", "id"],
    )
    .await
}
