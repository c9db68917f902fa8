//! Who brought whom: the first link that a new person follows.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{LockType, OnConflict},
};

use super::codes;
use crate::{
    app::App,
    db,
    entity::{
        consent::{self, Decision},
        referral::{ActiveModel, Column, Entity},
        user,
    },
    kernel::{ids::UserId, time::Timestamp},
};

/// What came of following such a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// The person counts as brought.
    Brought,
    /// Somebody brought them before, perhaps by this very link.
    Before,
    /// They were here before, by themselves or by another link.
    Known,
    /// One's own link.
    Own,
    /// Nobody's link, or of somebody who was shut out or left.
    Dead,
    /// The one who gave the link was brought by this person, directly or through others.
    Ring,
}

/// A person followed a link with this payload; none when it is not a link of referrals. Following it
/// again changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn came(app: &App, person: &user::Model, payload: &str) -> Result<Option<Touch>, DbErr> {
    let Some(code) = payload.strip_prefix(codes::PREFIX) else {
        return Ok(None);
    };
    let Some(referrer) = codes::owner_of(&app.db, code).await? else {
        return Ok(Some(Touch::Dead));
    };
    if referrer == person.id {
        return Ok(Some(Touch::Own));
    }
    let came_otherwise = person
        .start_payload
        .as_deref()
        .is_some_and(|first| first != payload);
    if came_otherwise || was_client(app, person.id).await? {
        return Ok(Some(Touch::Known));
    }
    bring(app, person.id, referrer).await.map(Some)
}

/// Whoever once agreed to a document was a client, even if they took the agreement back.
async fn was_client(app: &App, person: UserId) -> Result<bool, DbErr> {
    let agreed = consent::Entity::find()
        .filter(consent::Column::UserId.eq(person))
        .filter(consent::Column::Decision.eq(Decision::Given))
        .count(&app.db)
        .await?;
    Ok(agreed > 0)
}

/// Writes down who brought a person, unless it is written already or would close a ring.
///
/// # Errors
/// When the database does not answer.
pub async fn bring(app: &App, person: UserId, referrer: UserId) -> Result<Touch, DbErr> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let touch = bring_within(&txn, now, app, person, referrer).await?;
    txn.commit().await?;
    Ok(touch)
}

async fn bring_within(
    txn: &DatabaseTransaction,
    now: Timestamp,
    app: &App,
    person: UserId,
    referrer: UserId,
) -> Result<Touch, DbErr> {
    held(txn, person).await?;
    if Entity::find_by_id(person).one(txn).await?.is_some() {
        return Ok(Touch::Before);
    }
    let is_here = held(txn, referrer)
        .await?
        .is_some_and(|owner| owner.deleted_at.is_none() && owner.blocked_at.is_none());
    if !is_here {
        return Ok(Touch::Dead);
    }
    if closes_ring(txn, person, referrer).await? {
        return Ok(Touch::Ring);
    }
    let keep = TimeDelta::days(app.config.referrals.keep_days.into());
    let row = ActiveModel {
        user_id: Set(person),
        referrer_id: Set(referrer),
        touched_at: Set(now),
        until: Set(now.plus(keep)),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::UserId).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(if inserted > 0 {
        Touch::Brought
    } else {
        Touch::Before
    })
}

/// Whether `person` stands above `referrer`. Every person on the way is held until the transaction
/// ends: of two that would close a ring from two sides, the second sees what the first one wrote.
async fn closes_ring(
    txn: &DatabaseTransaction,
    person: UserId,
    referrer: UserId,
) -> Result<bool, DbErr> {
    let mut above = Some(referrer);
    let mut met = BTreeSet::new();
    while let Some(current) = above {
        if current == person || !met.insert(current) {
            return Ok(true);
        }
        held(txn, current).await?;
        let row = Entity::find_by_id(current).one(txn).await?;
        above = row.map(|row| row.referrer_id);
    }
    Ok(false)
}

/// A person's row, nobody else's to hold until the end of the transaction. SQLite has one writer anyway,
/// and leaves the lock out.
async fn held(txn: &DatabaseTransaction, person: UserId) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(person)
        .lock(LockType::NoKeyUpdate)
        .one(txn)
        .await
}
