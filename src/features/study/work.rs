//! The work itself: deliveries, changes, more time, acceptance.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{
    change,
    drafts::{self, words},
    error::StudyError,
    events::News,
    hands,
    machine::Act,
    masking::{self, ContactKind, Masked},
};
use crate::{
    app::App,
    db,
    entity::{
        attachment::{self, NewFile, Subject},
        order::{Column, Model, Status},
        order_delivery, order_extension,
        thread_message::{self, Addressee, Side, ThreadKind},
    },
    features::{
        audit::order::OrderDeed,
        ledger::facts,
        reviews::{self, work::Work as Reviewed},
    },
    kernel::{
        actor::Actor,
        ids::{DeliveryId, ExtensionId, OrderId},
        money::Money,
        time::{self, Timestamp},
    },
};

/// Longest note with a delivery, a change or a reason, in characters.
pub const NOTE_LIMIT: usize = 2000;
/// Files of one delivery.
pub const FILE_LIMIT: usize = 20;

/// The executor delivers: a numbered version of files and a note; with the kinds of contacts that were taken
/// out of the note and the names of the files.
///
/// # Errors
/// See [`StudyError`].
pub async fn deliver(
    app: &App,
    actor: Actor,
    id: OrderId,
    note: Option<String>,
    files: Vec<NewFile>,
) -> Result<(Model, Vec<ContactKind>), StudyError> {
    let order = change::of_executor(&app.db, id, actor.user()).await?;
    let note = words(note.filter(|note| !note.trim().is_empty()), NOTE_LIMIT)?;
    if note.is_none() && files.is_empty() {
        return Err(StudyError::NothingDelivered);
    }
    if files.len() > FILE_LIMIT {
        return Err(StudyError::TooManyFiles);
    }
    let executor = order.executor_id.ok_or(StudyError::NoSuchOrder)?;
    let masked = masking::mask(&note.unwrap_or_default());
    let mut found = masked.found;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "order.deliver", now).await? else {
        return Ok((change::find(&app.db, id).await?, found));
    };
    let accept_at = now.plus(TimeDelta::days(app.config.study.auto_accept_days.into()));
    let update = change::step(Act::Deliver, id, now)
        .col_expr(Column::DeliveredAt, Expr::value(now))
        .col_expr(Column::AutoAcceptAt, Expr::value(accept_at))
        .filter(Column::ExecutorId.eq(executor));
    change::take(&txn, update).await?;
    // The update above holds the order's row, so nobody counts at the same time.
    let number = deliveries(&txn, id).await?.len();
    let number = i32::try_from(number).unwrap_or(i32::MAX).saturating_add(1);
    let row = order_delivery::ActiveModel {
        order_id: Set(id),
        number: Set(number),
        note: Set(masked.text),
        at: Set(now),
        ..Default::default()
    };
    let delivery: DeliveryId = order_delivery::Entity::insert(row)
        .exec(&txn)
        .await?
        .last_insert_id;
    for file in files {
        let in_name = drafts::put(&txn, now, Subject::Delivery, delivery.0, executor, file).await?;
        found = masking::both(&found, &in_name);
    }
    change::write_down(&txn, now, actor, id, OrderDeed::Delivered { number }).await?;
    change::write_down_masked(&txn, now, actor, id, &found).await?;
    change::tell(&txn, now, order.client_id, id, News::Delivered).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok((order, found))
}

/// Deliveries of an order, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<order_delivery::Model>, DbErr> {
    order_delivery::Entity::find()
        .filter(order_delivery::Column::OrderId.eq(id))
        .order_by_asc(order_delivery::Column::Number)
        .all(db)
        .await
}

/// A delivery and its files.
pub type Delivered = (order_delivery::Model, Vec<attachment::Model>);

/// Deliveries of an order with their files, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn deliveries_with_files(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<Delivered>, DbErr> {
    let rows = deliveries(db, id).await?;
    let mut files: HashMap<i64, Vec<attachment::Model>> = HashMap::new();
    let ids = rows.iter().map(|row| row.id.0);
    for file in drafts::files_of_all(db, Subject::Delivery, ids).await? {
        files.entry(file.subject_id).or_default().push(file);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let files = files.remove(&row.id.0).unwrap_or_default();
            (row, files)
        })
        .collect())
}

/// Files of one delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn delivered_files(
    db: &impl ConnectionTrait,
    delivery: DeliveryId,
) -> Result<Vec<attachment::Model>, DbErr> {
    drafts::files_of(db, Subject::Delivery, delivery.0).await
}

/// Of which order a delivery is.
///
/// # Errors
/// When the database does not answer.
pub async fn order_of(
    db: &impl ConnectionTrait,
    delivery: DeliveryId,
) -> Result<Option<OrderId>, DbErr> {
    let row = order_delivery::Entity::find_by_id(delivery).one(db).await?;
    Ok(row.map(|row| row.order_id))
}

/// The client wants changes: one of the included rounds; with the kinds of contacts that were taken out of
/// the note.
///
/// # Errors
/// [`StudyError::NoRevisionsLeft`]; see [`StudyError`].
pub async fn request_changes(
    app: &App,
    actor: Actor,
    id: OrderId,
    note: String,
) -> Result<(Model, Vec<ContactKind>), StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    let masked = masking::mask(&words(Some(note), NOTE_LIMIT)?.unwrap_or_default());
    let found = masked.found.clone();
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "order.changes", now).await? else {
        return Ok((change::find(&app.db, id).await?, found));
    };
    let update = change::step(Act::RequestChanges, id, now)
        .col_expr(
            Column::RevisionsLeft,
            Expr::col(Column::RevisionsLeft).sub(1),
        )
        .col_expr(Column::AutoAcceptAt, Expr::value(Option::<i64>::None))
        .filter(Column::RevisionsLeft.gt(0));
    match change::take(&txn, update).await {
        Err(StudyError::Moved)
            if order.status == Status::Delivered && order.revisions_left == 0 =>
        {
            return Err(StudyError::NoRevisionsLeft);
        }
        other => other?,
    }
    remark(&txn, now, &order, masked).await?;
    if let Some(executor) = order.executor_id {
        change::tell(&txn, now, executor, id, News::ChangesRequested).await?;
    }
    change::write_down(&txn, now, actor, id, OrderDeed::ChangesRequested).await?;
    change::write_down_masked(&txn, now, actor, id, &found).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok((order, found))
}

/// Keeps the client's words about a delivery in the thread of the order.
async fn remark(
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &Model,
    masked: Masked,
) -> Result<(), DbErr> {
    let row = thread_message::ActiveModel {
        thread_kind: Set(ThreadKind::Order),
        thread_id: Set(order.id.0),
        author_id: Set(order.client_id),
        side: Set(Side::Client),
        addressee: Set(Addressee::Executor),
        masked: Set(!masked.is_clean()),
        text: Set(Some(masked.text)),
        at: Set(now),
        ..Default::default()
    };
    thread_message::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// The client accepts the work.
///
/// # Errors
/// [`StudyError::RestUnpaid`] while a part of the price is open; see [`StudyError`].
pub async fn accept(app: &App, actor: Actor, id: OrderId) -> Result<Model, StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if order.status == Status::Completed {
        return Ok(order);
    }
    if order.rest_minor() > 0 {
        return Err(StudyError::RestUnpaid);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    complete(app, &txn, now, id, None).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::Accepted).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Completes a delivered order: the price is shared, the executor's hands are emptied, both are told.
/// `silent_until` is set when silence is the acceptance: whatever moved the order meanwhile wins.
///
/// # Errors
/// [`StudyError::Moved`] when it is not a delivered one; see [`StudyError`].
pub(super) async fn complete(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OrderId,
    silent_until: Option<Timestamp>,
) -> Result<(), StudyError> {
    let warranty = now.plus(TimeDelta::days(app.config.study.warranty_days.into()));
    let mut update = change::step(Act::Accept, id, now)
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndedReason, Expr::value("accepted"))
        .col_expr(Column::WarrantyUntil, Expr::value(warranty))
        .col_expr(Column::AutoAcceptAt, Expr::value(Option::<i64>::None))
        .filter(Expr::col(Column::PaidMinor).gte(Expr::col(Column::PriceMinor)));
    if let Some(due) = silent_until {
        update = update.filter(Column::AutoAcceptAt.lte(due));
    }
    change::take(txn, update).await?;
    let order = change::find(txn, id).await?;
    if let Some(executor) = order.executor_id {
        // Hands before the ledger, as everywhere: nobody waits in a ring.
        hands::empty(txn, executor).await?;
    }
    share_price(txn, now, &order).await?;
    let news = if silent_until.is_some() {
        News::AutoCompleted
    } else {
        News::Completed
    };
    if let Some(executor) = order.executor_id {
        change::tell(txn, now, executor, id, news).await?;
    }
    change::tell(txn, now, order.client_id, id, news).await?;
    reviews::service::ask(txn, now, order.client_id, Reviewed::Order(id)).await?;
    Ok(())
}

/// What was paid and stays is shared between executor and platform.
pub(super) async fn share_price(
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &Model,
) -> Result<(), StudyError> {
    let share = u32::try_from(order.share_bp.unwrap_or(0)).unwrap_or(0);
    let kept = Money::new(order.kept_minor(), order.currency);
    facts::completed(txn, now, order.id, kept, order.executor_id, share).await?;
    Ok(())
}

/// The executor asks for more time; with the kinds of contacts that were taken out of the reason. A repeat of
/// the update asks nothing anew.
///
/// # Errors
/// [`StudyError::AlreadyAsked`], [`StudyError::TooSoon`] for a day that is no later; see [`StudyError`].
pub async fn ask_extension(
    app: &App,
    actor: Actor,
    id: OrderId,
    day: NaiveDate,
    zone: chrono_tz::Tz,
    reason: String,
) -> Result<(ExtensionId, Vec<ContactKind>), StudyError> {
    let order = change::of_executor(&app.db, id, actor.user()).await?;
    if !matches!(order.status, Status::InProgress | Status::ChangesRequested) {
        return Err(StudyError::Moved);
    }
    let masked = masking::mask(&words(Some(reason), NOTE_LIMIT)?.unwrap_or_default());
    let now = app.clock.now();
    let today = time::local_day(now, zone);
    let first = std::cmp::max(today, order.due_on.unwrap_or(today)) + TimeDelta::days(1);
    if day < first {
        return Err(StudyError::TooSoon(first));
    }
    if day > today + TimeDelta::days(366) {
        return Err(StudyError::TooFar);
    }
    let Some(txn) = db::begin_once(&app.db, actor, "order.extension", now).await? else {
        let asked = open_extension(&app.db, id).await?;
        return Ok((asked.ok_or(StudyError::Moved)?.id, masked.found));
    };
    let row = order_extension::ActiveModel {
        order_id: Set(id),
        due_on: Set(day),
        due_at: Set(time::end_of_day(day, zone)),
        reason: Set(masked.text),
        status: Set(order_extension::Status::Asked),
        asked_at: Set(now),
        ..Default::default()
    };
    let asked = order_extension::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&txn)
        .await?;
    if asked == 0 {
        return Err(StudyError::AlreadyAsked);
    }
    let extension = open_extension(&txn, id)
        .await?
        .ok_or(StudyError::AlreadyAsked)?;
    change::write_down(&txn, now, actor, id, OrderDeed::ExtensionAsked).await?;
    change::write_down_masked(&txn, now, actor, id, &masked.found).await?;
    change::tell(&txn, now, order.client_id, id, News::ExtensionAsked).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok((extension.id, masked.found))
}

/// The request that waits for the client's answer.
///
/// # Errors
/// When the database does not answer.
pub async fn open_extension(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Option<order_extension::Model>, DbErr> {
    order_extension::Entity::find()
        .filter(order_extension::Column::OrderId.eq(id))
        .filter(order_extension::Column::Status.eq(order_extension::Status::Asked))
        .one(db)
        .await
}

/// The client answers a request for more time.
///
/// # Errors
/// [`StudyError::Moved`] when it was answered before; see [`StudyError`].
pub async fn answer_extension(
    app: &App,
    actor: Actor,
    extension: ExtensionId,
    agree: bool,
) -> Result<Model, StudyError> {
    let asked = order_extension::Entity::find_by_id(extension)
        .one(&app.db)
        .await?
        .ok_or(StudyError::NoSuchOrder)?;
    let id = asked.order_id;
    let order = change::of_client(&app.db, id, actor.user()).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let word = if agree { "agreed" } else { "refused" };
    let answered = order_extension::Entity::update_many()
        .col_expr(order_extension::Column::Status, Expr::value(word))
        .col_expr(order_extension::Column::AnsweredAt, Expr::value(now))
        .filter(order_extension::Column::Id.eq(extension))
        .filter(order_extension::Column::Status.eq(order_extension::Status::Asked))
        .exec(&txn)
        .await?;
    if answered.rows_affected == 0 {
        return Err(StudyError::Moved);
    }
    let (deed, news) = if agree {
        crate::entity::order::Entity::update_many()
            .col_expr(Column::DueOn, Expr::value(asked.due_on))
            .col_expr(Column::DueAt, Expr::value(asked.due_at))
            .col_expr(Column::MovedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .exec(&txn)
            .await?;
        (OrderDeed::ExtensionAgreed, News::ExtensionAgreed)
    } else {
        (OrderDeed::ExtensionRefused, News::ExtensionRefused)
    };
    change::write_down(&txn, now, actor, id, deed).await?;
    if let Some(executor) = order.executor_id {
        change::tell(&txn, now, executor, id, news).await?;
    }
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// How many orders an executor completed.
///
/// # Errors
/// When the database does not answer.
pub async fn completed_by(
    db: &impl ConnectionTrait,
    executor: crate::kernel::ids::UserId,
) -> Result<u64, DbErr> {
    crate::entity::order::Entity::find()
        .filter(Column::ExecutorId.eq(executor))
        .filter(Column::Status.eq(Status::Completed))
        .count(db)
        .await
}
