//! Moving an order: compare-and-set, audit and news in the caller's transaction.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    UpdateMany, sea_query::Expr,
};

use super::{
    error::StudyError,
    events::{News, OrderNews},
    machine::Act,
    masking::ContactKind,
};
use crate::{
    app::App,
    entity::{
        executor,
        order::{self, Column, Entity, Model},
    },
    features::{
        audit::{self, AuditEvent, order::OrderDeed},
        users::roles,
    },
    kernel::{
        actor::Actor,
        ids::{OrderId, UserId},
        money::Money,
        permission::Permission,
        time::Timestamp,
    },
    outbox,
};

/// The order.
///
/// # Errors
/// [`StudyError::NoSuchOrder`], or the database.
pub async fn find(db: &impl ConnectionTrait, id: OrderId) -> Result<Model, StudyError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StudyError::NoSuchOrder)
}

/// The order of this client.
///
/// # Errors
/// [`StudyError::NoSuchOrder`] for anybody else, or the database.
pub async fn of_client(
    db: &impl ConnectionTrait,
    id: OrderId,
    client: Option<UserId>,
) -> Result<Model, StudyError> {
    let order = find(db, id).await?;
    if Some(order.client_id) == client {
        Ok(order)
    } else {
        Err(StudyError::NoSuchOrder)
    }
}

/// The order in the hands of this executor.
///
/// # Errors
/// [`StudyError::NoSuchOrder`] for anybody else, or the database.
pub async fn of_executor(
    db: &impl ConnectionTrait,
    id: OrderId,
    executor: Option<UserId>,
) -> Result<Model, StudyError> {
    let order = find(db, id).await?;
    if executor.is_some() && order.executor_id == executor {
        Ok(order)
    } else {
        Err(StudyError::NoSuchOrder)
    }
}

/// An update of this order that happens only where the act is possible: the new state and the time of
/// the movement are set, everything else is the caller's.
pub fn step(act: Act, order: OrderId, now: Timestamp) -> UpdateMany<Entity> {
    let (from, to) = act.way();
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::MovedAt, Expr::value(now))
        .filter(Column::Id.eq(order))
        .filter(Column::Status.is_in(from.iter().copied()))
}

/// Carries out such an update.
///
/// # Errors
/// [`StudyError::Moved`] when the order was not in a state from which it is possible.
pub async fn take(txn: &DatabaseTransaction, update: UpdateMany<Entity>) -> Result<(), StudyError> {
    match update.exec(txn).await?.rows_affected {
        0 => Err(StudyError::Moved),
        _ => Ok(()),
    }
}

/// Writes a deed into the order's timeline.
///
/// # Errors
/// When the database refuses.
pub async fn write_down(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    order: OrderId,
    deed: OrderDeed,
) -> Result<(), DbErr> {
    audit::record(txn, now, actor, &AuditEvent::Order(order, deed)).await
}

/// Writes down that contacts were taken out of somebody's words: the fact alone, for what was said is
/// nobody's business in the log.
///
/// # Errors
/// When the database refuses.
pub async fn write_down_masked(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    order: OrderId,
    found: &[ContactKind],
) -> Result<(), DbErr> {
    if found.is_empty() {
        return Ok(());
    }
    write_down(txn, now, actor, order, OrderDeed::ContactsMasked).await
}

/// Tells one person.
///
/// # Errors
/// When the database refuses.
pub async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    to: UserId,
    order: OrderId,
    news: News,
) -> Result<(), DbErr> {
    let event = OrderNews { order, news };
    outbox::enqueue(txn, now, to, &event, outbox::Options::default()).await
}

/// Tells everybody who steers orders.
///
/// # Errors
/// When the database refuses.
pub async fn tell_staff(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: OrderId,
    news: News,
) -> Result<(), DbErr> {
    let readers = roles::holders(app, txn, Permission::SteerOrders).await?;
    let event = OrderNews { order, news };
    let readers = readers
        .into_iter()
        .map(|to| (to, outbox::Options::default()));
    outbox::enqueue_all(txn, now, &event, readers).await
}

/// Tells all executors at work but the client, behind everything else.
///
/// # Errors
/// When the database refuses.
pub async fn tell_board(
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &order::Model,
) -> Result<(), DbErr> {
    let people = executor::Entity::find()
        .filter(executor::Column::Status.eq(executor::Status::Approved))
        .filter(executor::Column::UserId.ne(order.client_id))
        .all(txn)
        .await?;
    let event = OrderNews {
        order: order.id,
        news: News::OnBoard,
    };
    let readers = people.into_iter().map(|person| {
        let options = outbox::Options {
            dedup_key: Some(format!(
                "board:{}:{}:{}",
                order.id, order.moved_at.0, person.user_id
            )),
            is_bulk: true,
            ..Default::default()
        };
        (person.user_id, options)
    });
    outbox::enqueue_all(txn, now, &event, readers).await
}

/// An update that counts money as promised back; it fails when that is more than was paid.
pub fn refunded(order: &Model, amount: Money) -> UpdateMany<Entity> {
    let sum = || Expr::col(Column::RefundedMinor).add(amount.minor());
    Entity::update_many()
        .col_expr(Column::RefundedMinor, sum())
        .filter(Column::Id.eq(order.id))
        .filter(sum().lte(Expr::col(Column::PaidMinor)))
}
