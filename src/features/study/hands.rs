//! Who has how many orders in hand. The limit is one conditional update, so that simultaneous takes
//! cannot pass it.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    sea_query::Expr,
};

use super::error::StudyError;
use crate::{
    config,
    entity::executor::{Column, Entity, Model, Status},
    kernel::ids::UserId,
};

/// An executor at work.
///
/// # Errors
/// [`StudyError::NotAnExecutor`] for anybody else, or the database.
pub async fn at_work(db: &impl ConnectionTrait, person: UserId) -> Result<Model, StudyError> {
    Entity::find_by_id(person)
        .one(db)
        .await?
        .filter(|executor| executor.status == Status::Approved)
        .ok_or(StudyError::NotAnExecutor)
}

/// The share of a price that this executor gets, in basis points.
#[must_use]
pub fn share_bp(settings: &config::Study, executor: &Model) -> i32 {
    let usual = i32::try_from(settings.executor_share_percent.saturating_mul(100)).unwrap_or(0);
    executor.share_bp.unwrap_or(usual)
}

/// Puts one more order into their hands, within their limit.
///
/// # Errors
/// [`StudyError::TooManyInHand`] at the limit, [`StudyError::NotAnExecutor`] for whoever does not work,
/// or the database.
pub async fn fill(txn: &DatabaseTransaction, person: UserId) -> Result<(), StudyError> {
    let filled = Entity::update_many()
        .col_expr(Column::InHand, Expr::col(Column::InHand).add(1))
        .filter(Column::UserId.eq(person))
        .filter(Column::Status.eq(Status::Approved))
        .filter(Expr::col(Column::InHand).lt(Expr::col(Column::LimitInHand)))
        .exec(txn)
        .await?;
    if filled.rows_affected > 0 {
        return Ok(());
    }
    at_work(txn, person).await?;
    Err(StudyError::TooManyInHand)
}

/// As [`fill`] over the limit: the client chose this executor, and paid.
///
/// # Errors
/// When the database refuses.
pub async fn overfill(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::InHand, Expr::col(Column::InHand).add(1))
        .filter(Column::UserId.eq(person))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes one order out of their hands.
///
/// # Errors
/// When the database refuses.
pub async fn empty(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::InHand, Expr::col(Column::InHand).sub(1))
        .filter(Column::UserId.eq(person))
        .filter(Expr::col(Column::InHand).gt(0))
        .exec(txn)
        .await?;
    Ok(())
}

/// What clients know an executor by.
///
/// # Errors
/// When the database does not answer.
pub async fn number(db: &impl ConnectionTrait, person: UserId) -> Result<Option<i32>, DbErr> {
    let row = Entity::find_by_id(person).one(db).await?;
    Ok(row.map(|executor| executor.number))
}

/// What clients know these executors by.
///
/// # Errors
/// When the database does not answer.
pub async fn numbers(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, i32>, DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.is_in(people))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|executor| (executor.user_id, executor.number))
        .collect())
}
