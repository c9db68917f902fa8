//! Messages that must not be lost: promised in the transaction of the fact they tell of, rendered and
//! delivered afterwards, at least once.
//!
//! Everything goes through here that is for anyone but the person who is tapping right now.

pub mod sender;

use std::borrow::Borrow;

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait, sea_query::OnConflict};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Notify;

use crate::{
    entity::outbox,
    kernel::{ids::UserId, time::Timestamp},
};

/// A fact that somebody is told of: ids only, never names or texts.
pub trait Event: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Names the event and its layout, such as `friend_asked.1`.
    const KIND: &'static str;
}

/// Receipts before news, news before broadcasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Somebody waits for it.
    Normal = 10,
    /// It may wait.
    Bulk = 100,
}

/// How a promise is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Two promises with one key are one.
    pub dedup_key: Option<String>,
    /// Not before this long from now.
    pub after: Option<TimeDelta>,
    /// Behind everything else.
    pub is_bulk: bool,
}

/// Promises to tell `to` of an event, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue<E: Event>(
    txn: &DatabaseTransaction,
    now: Timestamp,
    to: UserId,
    event: &E,
    options: Options,
) -> Result<(), DbErr> {
    enqueue_all(txn, now, event, [(to, options)]).await
}

/// Promises to tell everybody of one event, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_all<E: Event>(
    txn: &DatabaseTransaction,
    now: Timestamp,
    event: &E,
    readers: impl IntoIterator<Item = (UserId, Options)>,
) -> Result<(), DbErr> {
    let readers = readers.into_iter();
    enqueue_each::<E, &E>(txn, now, readers.map(|(to, options)| (to, event, options))).await
}

/// Promises to tell many people, each of an event of their own, in the caller's transaction and in few
/// statements however many they are: with the two above the only way in.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_each<E: Event, B: Borrow<E>>(
    txn: &DatabaseTransaction,
    now: Timestamp,
    promises: impl IntoIterator<Item = (UserId, B, Options)>,
) -> Result<(), DbErr> {
    let mut rows = Vec::new();
    for (to, event, options) in promises {
        let payload = serde_json::to_string(event.borrow())
            .map_err(|error| DbErr::Json(error.to_string()))?;
        rows.push(outbox::ActiveModel {
            kind: Set(E::KIND.to_owned()),
            payload: Set(payload),
            user_id: Set(to),
            dedup_key: Set(options.dedup_key),
            priority: Set(if options.is_bulk {
                Priority::Bulk
            } else {
                Priority::Normal
            } as i32),
            run_at: Set(options.after.map_or(now, |after| now.plus(after))),
            lease_until: Set(Timestamp(0)),
            attempts: Set(0),
            created_at: Set(now),
            ..Default::default()
        });
    }
    while !rows.is_empty() {
        let rest = rows.split_off(std::cmp::min(rows.len(), AT_ONCE));
        outbox::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(outbox::Column::DedupKey)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(txn)
            .await?;
        rows = rest;
    }
    Ok(())
}

/// Rows of one statement: SQLite takes 32,766 values.
const AT_ONCE: usize = 1000;

/// Wakes the sender after a commit, so that people do not wait for its next round.
#[derive(Debug, Default)]
pub struct Nudge(Notify);

impl Nudge {
    /// There may be something to send.
    pub fn nudge(&self) {
        self.0.notify_one();
    }

    /// Waits for a nudge.
    pub async fn nudged(&self) {
        self.0.notified().await;
    }
}
