//! Agencies, their tours with dated sessions, promotions and codes, bookings, waiting lists.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_all, index, one_of, owned_by, widen};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CURRENCIES: [&str; 2] = ["RUB", "UZS"];
const WORK: [&str; 2] = ["order", "hour"];
const PROVIDERS: [&str; 3] = ["yookassa", "telegram", "bonus"];
const PROVIDERS_NOW: [&str; 4] = ["yookassa", "telegram", "bonus", "payme"];
const WORK_NOW: [&str; 3] = ["order", "hour", "booking"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        agencies(manager).await?;
        tours(manager).await?;
        sessions(manager).await?;
        discounts(manager).await?;
        bookings(manager).await?;
        beside_bookings(manager).await?;
        payme(manager).await?;
        widen(manager, "payments", "payable_kind", &WORK, &WORK_NOW).await?;
        widen(manager, "payments", "provider", &PROVIDERS, &PROVIDERS_NOW).await?;
        widen(manager, "reviews", "subject_kind", &WORK, &WORK_NOW).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        widen(manager, "reviews", "subject_kind", &WORK_NOW, &WORK).await?;
        widen(manager, "payments", "provider", &PROVIDERS_NOW, &PROVIDERS).await?;
        widen(manager, "payments", "payable_kind", &WORK_NOW, &WORK).await?;
        drop_all(
            manager,
            &[
                "payme_transactions",
                "session_messages",
                "tour_favourites",
                "waiting_parties",
                "booking_participants",
                "bookings",
                "promo_uses",
                "promo_codes",
                "promotions",
                "tour_sessions",
                "tour_photos",
                "tour_texts",
                "tours",
                "agencies",
            ],
        )
        .await
    }
}

async fn agencies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("agencies")
                .col(big_pk_auto("id"))
                .col(string("name").unique_key())
                .col(text("description"))
                .col(text("contacts"))
                .col(string_null("logo_file_id"))
                .col(big_integer_null("logo_media_id"))
                .col(integer("commission_bp"))
                // The agency's cash desk at Payme; its keys are sealed.
                .col(string_null("payme_merchant").unique_key())
                .col(text_null("payme_key_sealed"))
                .col(text_null("payme_test_key_sealed"))
                .col(string("status").check(one_of("status", &["active", "blocked"])))
                .col(text_null("blocked_reason"))
                .col(big_integer("created_at"))
                .check(Expr::col("commission_bp").gte(0))
                .check(Expr::col("commission_bp").lte(10_000))
                .to_owned(),
        )
        .await
}

async fn tours(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("tours")
                .col(big_pk_auto("id"))
                .col(big_integer("agency_id"))
                .col(string("status").check(one_of("status", &["draft", "published", "archived"])))
                // Keys of the catalogue.
                .col(string("category"))
                .col(string("kind"))
                // Fits the schema of its kind.
                .col(text("params"))
                .col(string("transports"))
                .col(string("languages"))
                .col(string("city"))
                .col(integer("days"))
                .col(integer("stars_sum").default(0))
                .col(integer("stars_count").default(0))
                // City and titles in lower case.
                .col(text("search"))
                .col(big_integer("created_at"))
                .col(big_integer("changed_at"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .check(Expr::col("days").gt(0))
                .to_owned(),
        )
        .await?;
    index(manager, "tours_of_agency", "tours", &["agency_id", "id"]).await?;
    index(manager, "tours_by_status", "tours", &["status", "id"]).await?;
    index(
        manager,
        "tours_by_category",
        "tours",
        &["category", "status", "id"],
    )
    .await?;
    index(manager, "tours_by_city", "tours", &["city", "status", "id"]).await?;
    manager
        .create_table(
            Table::create()
                .table("tour_texts")
                .col(big_integer("tour_id"))
                .col(string("lang").check(one_of("lang", &["ru", "uz", "en"])))
                .col(string("title"))
                .col(text("description"))
                .col(text("included"))
                .col(text("meeting_point"))
                .primary_key(Index::create().col("tour_id").col("lang"))
                .foreign_key(&mut owned_by("tour_id", "tours"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("tour_photos")
                .col(big_pk_auto("id"))
                .col(big_integer("tour_id"))
                // The first one is the cover.
                .col(integer("position"))
                .col(string_null("file_id"))
                .col(string_null("asset"))
                .col(big_integer("created_at"))
                .foreign_key(&mut owned_by("tour_id", "tours"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "tour_photos_of_tour",
        "tour_photos",
        &["tour_id", "position"],
    )
    .await
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("tour_sessions")
                .col(big_pk_auto("id"))
                .col(big_integer("tour_id"))
                .col(big_integer("agency_id"))
                .col(string("status").check(one_of(
                    "status",
                    &["open", "closed", "cancelled", "completed"],
                )))
                .col(date("starts_on"))
                .col(date("ends_on"))
                // Beginning of the first and end of the last day where the tour is.
                .col(big_integer("starts_at"))
                .col(big_integer("ends_at"))
                .col(big_integer("adult_minor"))
                .col(big_integer_null("child_minor"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                .col(integer("capacity"))
                // Seats of live bookings and of offers to waiting parties.
                .col(integer("taken").default(0))
                .col(integer("minimum_group").default(0))
                // Fewer seats than the minimum at this moment call the session off.
                .col(big_integer_null("decide_at"))
                .col(big_integer_null("warned_at"))
                .col(boolean("wants_names").default(false))
                .col(string_null("chat_link"))
                // Steps of "so many days before: so many basis points back".
                .col(text("refund_rule"))
                // Made for one booking; not in the catalogue.
                .col(boolean("is_private").default(false))
                .col(text_null("ended_note"))
                .col(big_integer("created_at"))
                .col(big_integer("changed_at"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .check(Expr::col("adult_minor").gt(0))
                .check(Expr::col("child_minor").gte(0))
                .check(Expr::col("capacity").gt(0))
                .check(Expr::col("taken").gte(0))
                .check(Expr::col("taken").lte(Expr::col("capacity")))
                .check(Expr::col("ends_on").gte(Expr::col("starts_on")))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "tour_sessions_of_tour",
        "tour_sessions",
        &["tour_id", "status", "starts_on"],
    )
    .await?;
    index(
        manager,
        "tour_sessions_of_agency",
        "tour_sessions",
        &["agency_id", "starts_on"],
    )
    .await?;
    index(
        manager,
        "tour_sessions_by_start",
        "tour_sessions",
        &["status", "starts_at"],
    )
    .await?;
    manager
        .create_index(
            Index::create()
                .name("tour_sessions_decide_at")
                .table("tour_sessions")
                .col("decide_at")
                .and_where(Expr::col("decide_at").is_not_null())
                .to_owned(),
        )
        .await
}

async fn discounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("promotions")
                .col(big_pk_auto("id"))
                .col(big_integer("agency_id"))
                .col(big_integer_null("tour_id"))
                .col(big_integer_null("session_id"))
                .col(string("title"))
                .col(integer_null("percent_bp"))
                .col(big_integer_null("amount_minor"))
                .col(string_null("currency").check(one_of("currency", &CURRENCIES)))
                .col(big_integer("starts_at"))
                .col(big_integer("ends_at"))
                .col(integer_null("total_limit"))
                .col(integer("used").default(0))
                .col(boolean("is_active").default(true))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .foreign_key(&mut belongs_to("session_id", "tour_sessions"))
                .check(Expr::col("used").gte(0))
                .check(Expr::col("used").lte(Expr::col("total_limit")))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "promotions_of_agency",
        "promotions",
        &["agency_id", "id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("promo_codes")
                .col(big_pk_auto("id"))
                // In capitals.
                .col(string("code").unique_key())
                // Whose tours it is good for; of none: everybody's.
                .col(big_integer_null("agency_id"))
                .col(big_integer_null("tour_id"))
                .col(big_integer_null("session_id"))
                .col(integer_null("percent_bp"))
                .col(big_integer_null("amount_minor"))
                .col(string_null("currency").check(one_of("currency", &CURRENCIES)))
                .col(big_integer("minimum_minor").default(0))
                .col(big_integer("starts_at"))
                .col(big_integer("ends_at"))
                .col(integer_null("total_limit"))
                .col(integer_null("person_limit"))
                .col(integer("used").default(0))
                .col(boolean("is_active").default(true))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .foreign_key(&mut belongs_to("session_id", "tour_sessions"))
                .check(Expr::col("used").gte(0))
                .check(Expr::col("used").lte(Expr::col("total_limit")))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "promo_codes_of_agency",
        "promo_codes",
        &["agency_id", "id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("promo_uses")
                .col(big_integer("code_id"))
                .col(big_integer("user_id"))
                .col(integer("used"))
                .primary_key(Index::create().col("code_id").col("user_id"))
                .foreign_key(&mut belongs_to("code_id", "promo_codes"))
                .foreign_key(&mut belongs_to("user_id", "users"))
                .check(Expr::col("used").gte(0))
                .to_owned(),
        )
        .await
}

async fn bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("bookings")
                .col(big_pk_auto("id"))
                .col(big_integer("session_id"))
                .col(big_integer("tour_id"))
                .col(big_integer("agency_id"))
                .col(big_integer("traveller_id"))
                .col(string("status").check(one_of(
                    "status",
                    &[
                        "requested",
                        "approved",
                        "paid",
                        "completed",
                        "rejected",
                        "expired",
                        "cancelled",
                        "refunded",
                    ],
                )))
                .col(integer("adults"))
                .col(integer("children"))
                .col(integer("seats"))
                .col(string("currency").check(one_of("currency", &CURRENCIES)))
                // The price and the steps that led to it: copied once, never computed again.
                .col(big_integer("base_minor"))
                .col(big_integer("promotion_minor").default(0))
                .col(big_integer("promo_minor").default(0))
                .col(big_integer("price_minor"))
                .col(big_integer_null("promotion_id"))
                .col(big_integer_null("promo_code_id"))
                .col(integer("commission_bp"))
                .col(text("refund_rule"))
                .col(text_null("wish"))
                .col(big_integer_null("hold_until"))
                .col(big_integer_null("pay_by"))
                .col(big_integer_null("remind_at"))
                // While a provider's transaction is open, nothing else ends or changes the booking.
                .col(big_integer_null("frozen_by"))
                // The message that counts down, and what it shows.
                .col(big_integer_null("message_id"))
                .col(integer_null("shown_minutes"))
                .col(big_integer("paid_minor").default(0))
                .col(big_integer("bonus_minor").default(0))
                .col(big_integer("refunded_minor").default(0))
                .col(string_null("ended_reason"))
                .col(text_null("ended_note"))
                .col(big_integer("requested_at"))
                .col(big_integer_null("approved_at"))
                .col(big_integer_null("decided_by"))
                .col(big_integer_null("paid_at"))
                .col(big_integer_null("ended_at"))
                .col(big_integer("moved_at"))
                .foreign_key(&mut belongs_to("session_id", "tour_sessions"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .foreign_key(&mut belongs_to("traveller_id", "users"))
                .foreign_key(&mut belongs_to("promotion_id", "promotions"))
                .foreign_key(&mut belongs_to("promo_code_id", "promo_codes"))
                .check(Expr::col("adults").gte(0))
                .check(Expr::col("children").gte(0))
                .check(Expr::col("seats").gt(0))
                .check(Expr::col("price_minor").gt(0))
                .check(Expr::col("refunded_minor").gte(0))
                .check(Expr::col("refunded_minor").lte(Expr::col("paid_minor")))
                .to_owned(),
        )
        .await?;
    // However many taps ask: one request of a person for a session waits at a time.
    manager
        .create_index(
            Index::create()
                .name("bookings_waiting")
                .table("bookings")
                .col("traveller_id")
                .col("session_id")
                .unique()
                .and_where(Expr::col("status").is_in(["requested", "approved"]))
                .to_owned(),
        )
        .await?;
    for (name, columns) in [
        ("bookings_of_traveller", ["traveller_id", "id"].as_slice()),
        ("bookings_of_session", &["session_id", "status"]),
        ("bookings_of_agency", &["agency_id", "status", "id"]),
        ("bookings_by_status", &["status", "id"]),
        ("bookings_paid_at", &["paid_at"]),
    ] {
        index(manager, name, "bookings", columns).await?;
    }
    for due in ["hold_until", "pay_by", "remind_at"] {
        manager
            .create_index(
                Index::create()
                    .name(format!("bookings_{due}"))
                    .table("bookings")
                    .col(due)
                    .and_where(Expr::col(due).is_not_null())
                    .to_owned(),
            )
            .await?;
    }
    Ok(())
}

async fn beside_bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("booking_participants")
                .col(big_integer("booking_id"))
                .col(integer("position"))
                .col(string("name"))
                .primary_key(Index::create().col("booking_id").col("position"))
                .foreign_key(&mut owned_by("booking_id", "bookings"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("waiting_parties")
                .col(big_pk_auto("id"))
                .col(big_integer("session_id"))
                .col(big_integer("traveller_id"))
                .col(integer("adults"))
                .col(integer("children"))
                .col(integer("seats"))
                .col(string("status").check(one_of(
                    "status",
                    &["waiting", "offered", "taken", "left", "lapsed", "over"],
                )))
                // The seats are kept for the party until then.
                .col(big_integer_null("offered_until"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("session_id", "tour_sessions"))
                .foreign_key(&mut belongs_to("traveller_id", "users"))
                .check(Expr::col("seats").gt(0))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("waiting_parties_once")
                .table("waiting_parties")
                .col("traveller_id")
                .col("session_id")
                .unique()
                .and_where(Expr::col("status").is_in(["waiting", "offered"]))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "waiting_parties_of_session",
        "waiting_parties",
        &["session_id", "status", "id"],
    )
    .await?;
    manager
        .create_index(
            Index::create()
                .name("waiting_parties_offered_until")
                .table("waiting_parties")
                .col("offered_until")
                .and_where(Expr::col("offered_until").is_not_null())
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("session_messages")
                .col(big_pk_auto("id"))
                .col(big_integer("session_id"))
                .col(big_integer_null("author_id"))
                .col(text("text"))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("session_id", "tour_sessions"))
                .foreign_key(&mut belongs_to("author_id", "users"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "session_messages_of_session",
        "session_messages",
        &["session_id", "id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("tour_favourites")
                .col(big_integer("user_id"))
                .col(big_integer("tour_id"))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("user_id").col("tour_id"))
                .foreign_key(&mut belongs_to("user_id", "users"))
                .foreign_key(&mut belongs_to("tour_id", "tours"))
                .to_owned(),
        )
        .await
}

/// Transactions of Payme's Merchant API, as they were told us.
async fn payme(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("payme_transactions")
                .col(big_pk_auto("id"))
                .col(string("payme_id").unique_key())
                .col(big_integer("agency_id"))
                .col(big_integer("booking_id"))
                .col(big_integer("payment_id"))
                // By Payme's clock.
                .col(big_integer("time"))
                .col(big_integer("amount_minor"))
                .col(text("account"))
                .col(integer("state"))
                .col(integer_null("reason"))
                .col(big_integer("created_at"))
                .col(big_integer_null("performed_at"))
                .col(big_integer_null("cancelled_at"))
                .col(text_null("fiscal_perform"))
                .col(text_null("fiscal_cancel"))
                .foreign_key(&mut belongs_to("agency_id", "agencies"))
                .foreign_key(&mut belongs_to("booking_id", "bookings"))
                .foreign_key(&mut belongs_to("payment_id", "payments"))
                .check(Expr::col("state").is_in([1, 2, -1, -2]))
                .to_owned(),
        )
        .await?;
    // One transaction at a time is open for a booking.
    manager
        .create_index(
            Index::create()
                .name("payme_transactions_open")
                .table("payme_transactions")
                .col("booking_id")
                .unique()
                .and_where(Expr::col("state").eq(1))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "payme_transactions_of_agency",
        "payme_transactions",
        &["agency_id", "time"],
    )
    .await?;
    index(
        manager,
        "payme_transactions_of_payment",
        "payme_transactions",
        &["payment_id"],
    )
    .await
}
