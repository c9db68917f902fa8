//! The rows behind `Idempotency-Key`. Every change is a compare-and-set on the claim itself.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    db::Db,
    entity::idempotency_key::{ActiveModel, Column, Entity, Model},
    kernel::{ids::UserId, time::Timestamp},
};

/// A claim this old without an answer belongs to a process that died: no request runs that long.
const ABANDONED: TimeDelta = TimeDelta::minutes(5);

/// One request under its key.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Whose key: two people may use the same one.
    pub(super) user_id: UserId,
    /// As sent.
    pub(super) key: String,
    /// What was asked.
    pub(super) request_hash: String,
    /// When it was claimed: tells this claim from one that took it over.
    pub(super) at: Timestamp,
}

/// What a claim came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// Go ahead.
    Ours,
    /// The first request still runs.
    Running,
    /// The key was used for something else.
    OtherRequest,
    /// Done already, with this answer.
    Answered { status: u16, body: String },
}

/// Claims the key for this request.
pub(super) async fn claim(db: &Db, slot: &Slot) -> Result<Claim, DbErr> {
    if insert(db, slot).await? {
        return Ok(Claim::Ours);
    }
    let Some(row) = Entity::find_by_id((slot.user_id, slot.key.clone()))
        .one(db)
        .await?
    else {
        // Released in this very moment: whoever comes again finds it free.
        return Ok(Claim::Running);
    };
    if row.request_hash != slot.request_hash {
        return Ok(Claim::OtherRequest);
    }
    if let Some(status) = row.status {
        return Ok(Claim::Answered {
            status: u16::try_from(status).unwrap_or(200),
            body: row.body.unwrap_or_default(),
        });
    }
    if slot.at.since(row.at) > ABANDONED && take_over(db, slot, &row).await? {
        tracing::warn!("a request was left unfinished and is done again");
        return Ok(Claim::Ours);
    }
    Ok(Claim::Running)
}

async fn insert(db: &Db, slot: &Slot) -> Result<bool, DbErr> {
    let row = ActiveModel {
        user_id: Set(slot.user_id),
        idempotency_key: Set(slot.key.clone()),
        request_hash: Set(slot.request_hash.clone()),
        status: Set(None),
        body: Set(None),
        at: Set(slot.at),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(inserted == 1)
}

async fn take_over(db: &Db, slot: &Slot, row: &Model) -> Result<bool, DbErr> {
    let taken = Entity::update_many()
        .col_expr(Column::At, Expr::value(slot.at))
        .filter(Column::UserId.eq(slot.user_id))
        .filter(Column::IdempotencyKey.eq(&slot.key))
        .filter(Column::Status.is_null())
        .filter(Column::At.eq(row.at))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Keeps the answer, unless somebody took the claim over.
pub(super) async fn settle(db: &Db, slot: &Slot, status: u16, body: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(i32::from(status)))
        .col_expr(Column::Body, Expr::value(body))
        .filter(Column::UserId.eq(slot.user_id))
        .filter(Column::IdempotencyKey.eq(&slot.key))
        .filter(Column::Status.is_null())
        .filter(Column::At.eq(slot.at))
        .exec(db)
        .await?;
    Ok(())
}

/// Gives the key back, unless somebody took the claim over.
pub(super) async fn release(db: &Db, slot: &Slot) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(slot.user_id))
        .filter(Column::IdempotencyKey.eq(&slot.key))
        .filter(Column::Status.is_null())
        .filter(Column::At.eq(slot.at))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets everything that was claimed before `before`; how many rows that were. For a job: a day is
/// more than any client goes on repeating.
///
/// # Errors
/// When the database refuses.
pub async fn forget(db: &Db, before: Timestamp) -> Result<u64, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::At.lt(before))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected)
}
