//! Study orders, their executors, offers, deliveries, threads, and hours with support.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_all, index, one_of, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ORDER_STATUSES: [&str; 13] = [
    "draft",
    "submitted",
    "quoted",
    "awaiting_payment",
    "paid",
    "in_progress",
    "delivered",
    "changes_requested",
    "disputed",
    "completed",
    "refunded",
    "cancelled",
    "expired",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        executors(manager).await?;
        orders(manager).await?;
        beside_orders(manager).await?;
        threads(manager).await?;
        hours(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "hours",
                "hour_days_off",
                "hour_windows",
                "attachments",
                "thread_messages",
                "order_extensions",
                "order_deliveries",
                "order_offers",
                "orders",
                "executors",
            ],
        )
        .await
    }
}

async fn executors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("executors")
                .col(big_integer("user_id").primary_key())
                // What clients know them by.
                .col(integer("number").unique_key())
                .col(string("status").check(one_of(
                    "status",
                    &["draft", "applied", "approved", "refused", "paused"],
                )))
                .col(text("subjects"))
                .col(text("experience"))
                .col(integer("limit_in_hand"))
                .col(integer("in_hand").default(0))
                .col(integer_null("share_bp"))
                .col(text_null("card_sealed"))
                .col(string_null("card_mask"))
                .col(integer("stars_sum").default(0))
                .col(integer("stars_count").default(0))
                .col(text_null("refusal"))
                .col(big_integer("applied_at"))
                .col(big_integer_null("decided_at"))
                .col(big_integer_null("decided_by"))
                .foreign_key(&mut owned_by("user_id", "users"))
                .check(Expr::col("in_hand").gte(0))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "executors_by_status",
        "executors",
        &["status", "number"],
    )
    .await
}

async fn orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("orders")
                .col(big_pk_auto("id"))
                .col(big_integer("client_id"))
                .col(string("kind"))
                .col(string("status").check(one_of("status", &ORDER_STATUSES)))
                .col(string_null("subject"))
                .col(string_null("topic"))
                .col(text_null("details"))
                .col(string_null("volume"))
                .col(date_null("due_on"))
                .col(big_integer_null("due_at"))
                .col(string("currency").check(one_of("currency", &["RUB", "UZS"])))
                .col(big_integer_null("budget_minor"))
                .col(big_integer_null("price_minor"))
                .col(integer_null("days"))
                .col(text_null("quote_note"))
                .col(big_integer_null("quoted_at"))
                .col(big_integer_null("quoted_by"))
                .col(integer_null("share_bp"))
                .col(big_integer("bonus_minor").default(0))
                .col(big_integer("paid_minor").default(0))
                .col(big_integer("refunded_minor").default(0))
                .col(big_integer_null("executor_id"))
                .col(big_integer_null("assigned_at"))
                .col(big_integer_null("accept_by"))
                .col(integer("revisions_left").default(0))
                .col(big_integer_null("pay_by"))
                .col(big_integer_null("auto_accept_at"))
                .col(big_integer_null("warranty_until"))
                .col(big_integer_null("remind_at"))
                .col(big_integer_null("dispute_by"))
                .col(text_null("dispute_reason"))
                .col(string_null("ended_reason"))
                .col(text_null("ended_note"))
                .col(text("search"))
                .col(integer("version").default(0))
                .col(big_integer("created_at"))
                .col(big_integer_null("submitted_at"))
                .col(big_integer_null("paid_at"))
                .col(big_integer_null("delivered_at"))
                .col(big_integer_null("ended_at"))
                .col(big_integer("moved_at"))
                .foreign_key(&mut belongs_to("client_id", "users"))
                .check(Expr::col("price_minor").gt(0))
                .check(Expr::col("bonus_minor").gte(0))
                .check(Expr::col("paid_minor").gte(0))
                .check(Expr::col("refunded_minor").gte(0))
                .check(Expr::col("refunded_minor").lte(Expr::col("paid_minor")))
                .check(Expr::col("revisions_left").gte(0))
                .to_owned(),
        )
        .await?;
    index(manager, "orders_of_client", "orders", &["client_id", "id"]).await?;
    index(
        manager,
        "orders_of_executor",
        "orders",
        &["executor_id", "id"],
    )
    .await?;
    index(manager, "orders_by_status", "orders", &["status", "id"]).await?;
    index(
        manager,
        "orders_by_kind",
        "orders",
        &["kind", "status", "id"],
    )
    .await?;
    index(manager, "orders_by_move", "orders", &["status", "moved_at"]).await?;
    // What the statistics count.
    for (name, at) in [
        ("orders_submitted_at", "submitted_at"),
        ("orders_quoted_at", "quoted_at"),
        ("orders_paid_at", "paid_at"),
        ("orders_delivered_at", "delivered_at"),
        ("orders_ended_at", "ended_at"),
    ] {
        index(manager, name, "orders", &[at]).await?;
    }
    // However many taps begin one, a client has one draft.
    manager
        .create_index(
            Index::create()
                .name("orders_draft")
                .table("orders")
                .col("client_id")
                .unique()
                .and_where(Expr::col("status").eq("draft"))
                .to_owned(),
        )
        .await?;
    for due in ["pay_by", "auto_accept_at", "accept_by", "remind_at"] {
        manager
            .create_index(
                Index::create()
                    .name(format!("orders_{due}"))
                    .table("orders")
                    .col(due)
                    .and_where(Expr::col(due).is_not_null())
                    .to_owned(),
            )
            .await?;
    }
    Ok(())
}

async fn beside_orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("order_offers")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(big_integer("executor_id"))
                .col(big_integer("price_minor"))
                .col(integer("days"))
                .col(text("note"))
                .col(string("status").check(one_of(
                    "status",
                    &["open", "chosen", "declined", "withdrawn"],
                )))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("order_id", "orders"))
                .foreign_key(&mut belongs_to("executor_id", "users"))
                .check(Expr::col("price_minor").gt(0))
                .check(Expr::col("days").gt(0))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("order_offers_once")
                .table("order_offers")
                .col("order_id")
                .col("executor_id")
                .unique()
                .to_owned(),
        )
        .await?;
    // However many choose at once, one offer of an order is chosen.
    manager
        .create_index(
            Index::create()
                .name("order_offers_chosen")
                .table("order_offers")
                .col("order_id")
                .unique()
                .and_where(Expr::col("status").eq("chosen"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "order_offers_of_executor",
        "order_offers",
        &["executor_id", "id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("order_deliveries")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(integer("number"))
                .col(text("note"))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("order_id", "orders"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("order_deliveries_number")
                .table("order_deliveries")
                .col("order_id")
                .col("number")
                .unique()
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("order_extensions")
                .col(big_pk_auto("id"))
                .col(big_integer("order_id"))
                .col(date("due_on"))
                .col(big_integer("due_at"))
                .col(text("reason"))
                .col(string("status").check(one_of("status", &["asked", "agreed", "refused"])))
                .col(big_integer("asked_at"))
                .col(big_integer_null("answered_at"))
                .foreign_key(&mut belongs_to("order_id", "orders"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("order_extensions_open")
                .table("order_extensions")
                .col("order_id")
                .unique()
                .and_where(Expr::col("status").eq("asked"))
                .to_owned(),
        )
        .await
}

async fn threads(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("thread_messages")
                .col(big_pk_auto("id"))
                .col(string("thread_kind").check(one_of("thread_kind", &["order", "hour"])))
                .col(big_integer("thread_id"))
                .col(big_integer("author_id"))
                .col(string("side").check(one_of("side", &["client", "executor", "staff"])))
                .col(string("addressee").check(one_of(
                    "addressee",
                    &["client", "executor", "everyone", "staff"],
                )))
                .col(text_null("text"))
                .col(boolean("masked"))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("author_id", "users"))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "thread_messages_of_thread",
        "thread_messages",
        &["thread_kind", "thread_id", "id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("attachments")
                .col(big_pk_auto("id"))
                .col(string("subject_kind").check(one_of(
                    "subject_kind",
                    &["order", "parcel", "delivery", "message", "executor"],
                )))
                .col(big_integer("subject_id"))
                .col(big_integer("owner_id"))
                .col(string("kind").check(one_of(
                    "kind",
                    &[
                        "photo",
                        "document",
                        "voice",
                        "video",
                        "audio",
                        "video_note",
                        "animation",
                        "sticker",
                    ],
                )))
                .col(string("file_id"))
                .col(string("unique_id"))
                .col(string_null("name"))
                .col(string_null("mime"))
                .col(big_integer_null("size"))
                .col(big_integer("at"))
                .foreign_key(&mut belongs_to("owner_id", "users"))
                .to_owned(),
        )
        .await?;
    // An album comes as several updates, a repeat as one more: a file is attached once.
    manager
        .create_index(
            Index::create()
                .name("attachments_once")
                .table("attachments")
                .col("subject_kind")
                .col("subject_id")
                .col("unique_id")
                .unique()
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "attachments_of_owner",
        "attachments",
        &["owner_id", "id"],
    )
    .await
}

async fn hours(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("hour_windows")
                .col(big_pk_auto("id"))
                .col(big_integer("operator_id"))
                // 1 is Monday.
                .col(integer("weekday"))
                .col(integer("from_minute"))
                .col(integer("until_minute"))
                .foreign_key(&mut owned_by("operator_id", "users"))
                .check(Expr::col("weekday").between(1, 7))
                .check(Expr::col("from_minute").gte(0))
                .check(Expr::col("until_minute").lte(1440))
                .check(Expr::col("from_minute").lt(Expr::col("until_minute")))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("hour_windows_once")
                .table("hour_windows")
                .col("operator_id")
                .col("weekday")
                .col("from_minute")
                .unique()
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("hour_days_off")
                .col(big_integer("operator_id"))
                .col(date("day"))
                .primary_key(Index::create().col("operator_id").col("day"))
                .foreign_key(&mut owned_by("operator_id", "users"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("hours")
                .col(big_pk_auto("id"))
                .col(big_integer("operator_id"))
                .col(big_integer("client_id"))
                .col(big_integer("starts_at"))
                .col(string("status").check(one_of(
                    "status",
                    &[
                        "held",
                        "booked",
                        "live",
                        "done",
                        "missed_by_client",
                        "missed_by_operator",
                        "cancelled",
                        "expired",
                    ],
                )))
                .col(big_integer("price_minor"))
                .col(string("currency").check(one_of("currency", &["RUB", "UZS"])))
                .col(big_integer("bonus_minor").default(0))
                .col(big_integer("paid_minor").default(0))
                .col(big_integer("refunded_minor").default(0))
                .col(big_integer("hold_until"))
                .col(big_integer_null("reminded_at"))
                .col(big_integer_null("client_came_at"))
                .col(big_integer_null("operator_came_at"))
                // What the timer in the chats shows; none before the start.
                .col(integer_null("shown_minutes"))
                .col(big_integer_null("ended_at"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("operator_id", "users"))
                .foreign_key(&mut belongs_to("client_id", "users"))
                .check(Expr::col("refunded_minor").lte(Expr::col("paid_minor")))
                .to_owned(),
        )
        .await?;
    // Two people never get one slot: whoever comes second breaks this.
    manager
        .create_index(
            Index::create()
                .name("hours_slot")
                .table("hours")
                .col("operator_id")
                .col("starts_at")
                .unique()
                .and_where(Expr::col("status").is_in(["held", "booked", "live", "done"]))
                .to_owned(),
        )
        .await?;
    // Nor is anybody in two places at once.
    manager
        .create_index(
            Index::create()
                .name("hours_of_client_at")
                .table("hours")
                .col("client_id")
                .col("starts_at")
                .unique()
                .and_where(Expr::col("status").is_in(["held", "booked", "live", "done"]))
                .to_owned(),
        )
        .await?;
    index(manager, "hours_of_client", "hours", &["client_id", "id"]).await?;
    index(
        manager,
        "hours_of_operator",
        "hours",
        &["operator_id", "starts_at"],
    )
    .await?;
    index(
        manager,
        "hours_by_status",
        "hours",
        &["status", "starts_at"],
    )
    .await
}
