//! Who carries an order out: taken from the board, chosen by the client, or assigned by staff.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, sea_query::Expr};

use super::{change, error::StudyError, events::News, hands, machine::Act};
use crate::{
    app::App,
    db,
    entity::order::{Column, Entity, Model, Status},
    features::audit::order::OrderDeed,
    kernel::{
        actor::Actor,
        ids::{OrderId, UserId},
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// An executor takes a paid order that nobody has. Of any number at once, one gets it.
///
/// # Errors
/// [`StudyError::Taken`] for everybody else; see [`StudyError`].
pub async fn take(app: &App, actor: Actor, id: OrderId) -> Result<Model, StudyError> {
    let person = actor.user().ok_or(StudyError::NotAllowed)?;
    let executor = hands::at_work(&app.db, person).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let order = change::find(&txn, id).await?;
    if order.client_id == person {
        return Err(StudyError::OwnOrder);
    }
    if order.executor_id == Some(person) && order.status == Status::InProgress {
        // A double tap.
        txn.rollback().await?;
        return Ok(order);
    }
    let update = change::step(Act::Start, id, now)
        .col_expr(Column::ExecutorId, Expr::value(person.0))
        .col_expr(
            Column::ShareBp,
            Expr::value(hands::share_bp(&app.config.study, &executor)),
        )
        .col_expr(Column::AssignedAt, Expr::value(now))
        .filter(Column::ExecutorId.is_null());
    match change::take(&txn, update).await {
        Err(StudyError::Moved) => return Err(StudyError::Taken),
        other => other?,
    }
    // After the order, so that whoever loses never waits for their own limit.
    hands::fill(&txn, person).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::Taken).await?;
    change::tell(&txn, now, order.client_id, id, News::Started).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Staff assigns a paid order that nobody has begun; somebody else's hands are emptied first.
///
/// # Errors
/// See [`StudyError`].
pub async fn assign(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: OrderId,
    person: UserId,
) -> Result<Model, StudyError> {
    if !rights.may(Permission::SteerOrders) {
        return Err(StudyError::NotAllowed);
    }
    let executor = hands::at_work(&app.db, person).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let before = change::find(&txn, id).await?;
    if before.client_id == person {
        return Err(StudyError::OwnOrder);
    }
    if before.executor_id == Some(person) {
        txn.rollback().await?;
        return Ok(before);
    }
    let mut update = change::step(Act::TakeAway, id, now)
        .col_expr(Column::ExecutorId, Expr::value(person.0))
        .col_expr(
            Column::ShareBp,
            Expr::value(hands::share_bp(&app.config.study, &executor)),
        )
        .col_expr(Column::AssignedAt, Expr::value(now))
        .col_expr(Column::AcceptBy, Expr::value(accept_by(app, now)));
    update = match before.executor_id {
        Some(old) => update.filter(Column::ExecutorId.eq(old)),
        None => update.filter(Column::ExecutorId.is_null()),
    };
    change::take(&txn, update).await?;
    hands::fill(&txn, person).await?;
    if let Some(old) = before.executor_id {
        hands::empty(&txn, old).await?;
        change::tell(&txn, now, old, id, News::TakenAway).await?;
    }
    change::write_down(&txn, now, actor, id, OrderDeed::Assigned).await?;
    change::tell(&txn, now, person, id, News::Assigned).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Until when an assigned executor has to say yes.
pub(super) fn accept_by(app: &App, now: Timestamp) -> Timestamp {
    now.plus(TimeDelta::hours(app.config.study.accept_hours.into()))
}

/// The assigned executor says yes and begins.
///
/// # Errors
/// See [`StudyError`].
pub async fn start(app: &App, actor: Actor, id: OrderId) -> Result<Model, StudyError> {
    let order = change::of_executor(&app.db, id, actor.user()).await?;
    if order.status == Status::InProgress {
        return Ok(order);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = change::step(Act::Start, id, now)
        .col_expr(Column::AcceptBy, Expr::value(Option::<i64>::None))
        .filter(Column::ExecutorId.eq(order.executor_id));
    change::take(&txn, update).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::Started).await?;
    change::tell(&txn, now, order.client_id, id, News::Started).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// The assigned executor says no: the order is free again.
///
/// # Errors
/// See [`StudyError`].
pub async fn decline(app: &App, actor: Actor, id: OrderId) -> Result<(), StudyError> {
    let order = change::of_executor(&app.db, id, actor.user()).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    free(app, &txn, now, &order, &[Status::Paid]).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::Declined).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Staff takes an order from its executor; it is free again.
///
/// # Errors
/// See [`StudyError`].
pub async fn take_away(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: OrderId,
) -> Result<Model, StudyError> {
    if !rights.may(Permission::SteerOrders) {
        return Err(StudyError::NotAllowed);
    }
    let order = change::find(&app.db, id).await?;
    let Some(old) = order.executor_id else {
        return Ok(order);
    };
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    free(app, &txn, now, &order, Act::TakeAway.way().0).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::TakenAway).await?;
    change::tell(&txn, now, old, id, News::TakenAway).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Takes an order out of its executor's hands and puts it where others see it.
pub(super) async fn free(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &Model,
    from: &[Status],
) -> Result<(), StudyError> {
    let Some(executor) = order.executor_id else {
        return Err(StudyError::Moved);
    };
    let update = change::step(Act::TakeAway, order.id, now)
        .col_expr(Column::ExecutorId, Expr::value(Option::<i64>::None))
        .col_expr(Column::AcceptBy, Expr::value(Option::<i64>::None))
        .col_expr(Column::AssignedAt, Expr::value(Option::<i64>::None))
        .filter(Column::ExecutorId.eq(executor))
        .filter(Column::Status.is_in(from.iter().copied()));
    change::take(txn, update).await?;
    hands::empty(txn, executor).await?;
    change::tell_staff(app, txn, now, order.id, News::Declined).await?;
    offer_again(txn, order.id, now).await?;
    Ok(())
}

/// Tells the board of a paid order that nobody has.
async fn offer_again(txn: &DatabaseTransaction, id: OrderId, now: Timestamp) -> Result<(), DbErr> {
    let order = Entity::find_by_id(id).one(txn).await?;
    if let Some(order) = order.filter(|order| order.executor_id.is_none()) {
        change::tell_board(txn, now, &order).await?;
    }
    Ok(())
}
