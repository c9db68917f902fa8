//! Delivers what the outbox promises.
//!
//! One replica sends at a time (a lease), so that the pace holds over all of them. A row is claimed
//! under a lease of its own and settled with the number of the claim: a sender that was away for too
//! long cannot overwrite what its successor did.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveEnum, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};
use teloxide::types::MessageId;
use tokio::time::Instant;

use crate::{
    app::App,
    bot::{
        commands::{self, Command, Scope},
        screen::{Screen, Shown},
        tg::TgError,
    },
    db,
    entity::outbox::{self, Outcome},
    jobs::lease,
    kernel::{
        ids::{OutboxId, TgId, UserId},
        time::Timestamp,
    },
};

/// A claimed row is free again after that; a sender that is late leaves its rows alone.
const LEASE: TimeDelta = TimeDelta::seconds(120);
/// Rows claimed at once.
const BATCH: u64 = 20;
/// Tries before a row is given up: 5 s · 2ⁿ up to 2¹², which spans 23 hours.
const MAX_ATTEMPTS: i32 = 16;
/// How long an idle sender waits for a nudge: other replicas cannot nudge this one.
const ROUND: Duration = Duration::from_secs(1);
/// The sender's lease over the other replicas.
const LEAD: TimeDelta = TimeDelta::seconds(60);

/// What is delivered.
#[derive(Debug)]
pub struct Delivery {
    /// To which chat.
    pub chat: TgId,
    /// What.
    pub screen: Screen,
    /// The chat's list of commands, when this news changes it.
    pub commands: Option<Vec<Command>>,
    /// The message that it stands in for, when it is not a new one.
    pub replaces: Option<Shown>,
}

/// What a promise has become by the time it is to be kept.
#[derive(Debug)]
pub enum Rendered {
    /// To be delivered.
    Deliver(Box<Delivery>),
    /// No longer worth saying.
    Moot,
    /// The person is known to be out of reach.
    Unreachable,
}

/// The features, as the sender sees them.
#[async_trait]
pub trait Postman: Send + Sync + 'static {
    /// Puts an event into words, for its reader and as things are now. No writes.
    async fn render(&self, kind: &str, payload: &str, to: UserId) -> anyhow::Result<Rendered>;

    /// Remembers that a person cannot be reached.
    async fn unreachable(&self, to: UserId) -> Result<(), DbErr>;
}

/// How fast messages may go out.
#[derive(Debug)]
pub struct Pace {
    gap: Duration,
    chat_gap: Duration,
    next: Instant,
    chats: HashMap<TgId, Instant>,
}

impl Pace {
    /// So many a second over all chats, and one a second in each: what Telegram bears.
    #[must_use]
    pub fn per_second(messages: u32) -> Self {
        Self {
            gap: Duration::from_secs(1) / std::cmp::max(messages, 1),
            chat_gap: Duration::from_secs(1),
            next: Instant::now(),
            chats: HashMap::new(),
        }
    }

    /// No pace at all, for tests that drain the outbox.
    #[must_use]
    pub fn unlimited() -> Self {
        Self {
            gap: Duration::ZERO,
            chat_gap: Duration::ZERO,
            next: Instant::now(),
            chats: HashMap::new(),
        }
    }

    /// Waits for the turn of a message to this chat.
    async fn turn(&mut self, chat: TgId) {
        let now = Instant::now();
        self.chats.retain(|_, free| *free > now);
        let free = self.chats.get(&chat).copied().unwrap_or(now);
        let turn = std::cmp::max(std::cmp::max(self.next, free), now);
        self.next = turn + self.gap;
        self.chats.insert(chat, turn + self.chat_gap);
        tokio::time::sleep_until(turn).await;
    }

    /// Whether Telegram's pause goes on.
    fn is_paused(&self) -> bool {
        self.next > Instant::now() + self.chat_gap
    }

    /// Nothing goes out before then.
    fn pause(&mut self, pause: Duration) {
        self.next = std::cmp::max(self.next, Instant::now() + pause);
    }
}

/// The sender.
pub struct Sender {
    app: App,
    postman: Arc<dyn Postman>,
    pace: Pace,
}

/// How one try ended.
enum End {
    Settled(Outcome, Option<String>, Option<i64>),
    Again(Timestamp, String, bool),
}

impl Sender {
    /// A sender at this pace.
    #[must_use]
    pub fn new(app: App, postman: Arc<dyn Postman>, pace: Pace) -> Self {
        Self { app, postman, pace }
    }

    /// Sends until the application stops.
    pub async fn run(mut self) {
        let app = self.app.clone();
        while !app.is_stopping() {
            app.health.beat("sender");
            let sent = match lease::hold(&app, "sender", LEAD).await {
                // Telegram asked for a pause: nothing is claimed before its end.
                Ok(true) if self.pace.is_paused() => Ok(0),
                Ok(true) => self.batch().await,
                Ok(false) => Ok(0),
                Err(error) => Err(error),
            };
            match sent {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the outbox is out of reach"
                    );
                }
            }
            tokio::select! {
                () = app.stopping.cancelled() => break,
                () = app.outbox.nudged() => {}
                () = tokio::time::sleep(ROUND) => {}
            }
        }
    }

    /// Sends everything that is due and returns how many rows that were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drain(&mut self) -> Result<usize, DbErr> {
        let mut sum = 0;
        loop {
            match self.batch().await? {
                0 => return Ok(sum),
                sent => sum += sent,
            }
        }
    }

    /// Claims and sends one batch; the number of rows that were tried.
    async fn batch(&mut self) -> Result<usize, DbErr> {
        let rows = claim(&self.app).await?;
        let mut tried = 0;
        let mut rows = rows.into_iter();
        for row in rows.by_ref() {
            let end = self.deliver(&row).await;
            let is_flood = matches!(end, End::Again(_, _, false));
            settle(&self.app, &row, end).await?;
            tried += 1;
            self.app.health.beat("sender");
            // The batch may take longer than the lead, and a flood stops all.
            let goes_on = !is_flood
                && !self.app.is_stopping()
                && lease::hold(&self.app, "sender", LEAD).await?;
            if !goes_on {
                break;
            }
        }
        for row in rows {
            let now = self.app.clock.now();
            settle(
                &self.app,
                &row,
                End::Again(now, "not begun".to_owned(), false),
            )
            .await?;
        }
        Ok(tried)
    }

    async fn deliver(&mut self, row: &outbox::Model) -> End {
        let rendered = self
            .postman
            .render(&row.kind, &row.payload, row.user_id)
            .await;
        let delivery = match rendered {
            Ok(Rendered::Deliver(delivery)) => *delivery,
            Ok(Rendered::Moot) => return End::Settled(Outcome::Moot, None, None),
            Ok(Rendered::Unreachable) => {
                return End::Settled(
                    Outcome::Unreachable,
                    Some("known to be out of reach".to_owned()),
                    None,
                );
            }
            Err(error) => return self.again(row, &format!("{error:#}")),
        };
        self.pace.turn(delivery.chat).await;
        if let Some(list) = &delivery.commands {
            let set = commands::set(&self.app.tg, Scope::Chat(delivery.chat), None, list).await;
            if let Err(error) = set {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a chat keeps its old commands"
                );
            }
        }
        match self.show(&delivery).await {
            Ok(message) => End::Settled(Outcome::Sent, None, Some(message.0.into())),
            Err(TgError::Unreachable(reason)) => {
                if let Err(error) = self.postman.unreachable(row.user_id).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "an unreachable person was not noted"
                    );
                }
                End::Settled(Outcome::Unreachable, Some(reason), None)
            }
            Err(TgError::RetryAfter(pause)) => {
                self.pace.pause(pause);
                // Telegram's pace is not the message's fault: such a try does not count.
                let pause = TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(60));
                End::Again(
                    self.app.clock.now().plus(pause),
                    "too many requests".to_owned(),
                    false,
                )
            }
            Err(error @ TgError::NoAnswer { .. }) => self.again(row, &error.to_string()),
            Err(error) => End::Settled(Outcome::Dead, Some(error.to_string()), None),
        }
    }

    /// Sends a message, or puts it in the place of another.
    async fn show(&self, delivery: &Delivery) -> Result<MessageId, TgError> {
        let (tg, chat) = (&self.app.tg, delivery.chat);
        match delivery.replaces {
            Some(shown) => {
                delivery.screen.replace(tg, chat, shown).await?;
                Ok(shown.id)
            }
            None => Ok(delivery.screen.send(tg, chat).await?.id),
        }
    }

    /// Another try, later each time: 5 s, 10 s, 20 s … 5.7 h; dead after the last.
    fn again(&self, row: &outbox::Model, reason: &str) -> End {
        if row.attempts >= MAX_ATTEMPTS {
            return End::Settled(Outcome::Dead, Some(reason.to_owned()), None);
        }
        let doubled = 5_i64 << (row.attempts - 1).clamp(0, 12);
        let pause = TimeDelta::seconds(doubled);
        End::Again(self.app.clock.now().plus(pause), reason.to_owned(), true)
    }
}

/// Takes due rows under a lease. Rows that another replica is taking right now are passed over on
/// Postgres; on SQLite there is one writer, and the lock clause is left out.
async fn claim(app: &App) -> Result<Vec<outbox::Model>, DbErr> {
    let now = app.clock.now();
    let due = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .filter(outbox::Column::SettledAt.is_null())
        .filter(outbox::Column::RunAt.lte(now))
        .filter(outbox::Column::LeaseUntil.lte(now))
        .order_by_asc(outbox::Column::Priority)
        .order_by_asc(outbox::Column::RunAt)
        .order_by_asc(outbox::Column::Id)
        .limit(BATCH);
    // Most rounds find nothing, and need no writer's turn for that.
    if due
        .clone()
        .into_tuple::<OutboxId>()
        .one(&app.db)
        .await?
        .is_none()
    {
        return Ok(Vec::new());
    }
    let txn = db::begin(&app.db).await?;
    let ids: Vec<OutboxId> = due
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(&txn)
        .await?;
    let mut rows = outbox::Entity::update_many()
        .col_expr(outbox::Column::LeaseUntil, Expr::value(now.plus(LEASE)))
        .col_expr(
            outbox::Column::Attempts,
            Expr::col(outbox::Column::Attempts).add(1),
        )
        .filter(outbox::Column::Id.is_in(ids))
        .exec_with_returning(&txn)
        .await?;
    txn.commit().await?;
    rows.sort_by_key(|row| (row.priority, row.run_at, row.id));
    Ok(rows)
}

/// Writes down how a try ended, unless somebody else has claimed the row since.
async fn settle(app: &App, row: &outbox::Model, end: End) -> Result<(), DbErr> {
    let mine = outbox::Entity::update_many()
        .filter(outbox::Column::Id.eq(row.id))
        .filter(outbox::Column::Attempts.eq(row.attempts));
    let update = match end {
        End::Settled(outcome, error, message_id) => {
            metrics::counter!("outbox_settled_total", "outcome" => outcome.word()).increment(1);
            if outcome == Outcome::Dead {
                tracing::error!(
                    outbox.id = row.id.0,
                    outbox.kind = row.kind,
                    error,
                    "a message could not be delivered"
                );
            }
            mine.col_expr(outbox::Column::SettledAt, Expr::value(app.clock.now()))
                .col_expr(outbox::Column::Outcome, Expr::value(outcome.to_value()))
                .col_expr(outbox::Column::LastError, Expr::value(error))
                .col_expr(outbox::Column::MessageId, Expr::value(message_id))
        }
        End::Again(at, error, counts) => {
            metrics::counter!("outbox_retries_total").increment(1);
            let attempts = if counts {
                row.attempts
            } else {
                row.attempts - 1
            };
            mine.col_expr(outbox::Column::RunAt, Expr::value(at))
                .col_expr(outbox::Column::LeaseUntil, Expr::value(Timestamp(0)))
                .col_expr(outbox::Column::Attempts, Expr::value(attempts))
                .col_expr(outbox::Column::LastError, Expr::value(error))
        }
    };
    update.exec(&app.db).await?;
    Ok(())
}

/// Puts a dead message back into the queue, for an admin who mended the cause; false when it is not
/// dead.
///
/// # Errors
/// When the database does not answer.
pub async fn revive(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OutboxId,
) -> Result<bool, DbErr> {
    let revived = outbox::Entity::update_many()
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::Outcome.eq(Outcome::Dead))
        .col_expr(outbox::Column::SettledAt, Expr::value(Option::<i64>::None))
        .col_expr(outbox::Column::Outcome, Expr::value(Option::<String>::None))
        .col_expr(outbox::Column::Attempts, Expr::value(0))
        .col_expr(outbox::Column::LeaseUntil, Expr::value(Timestamp(0)))
        .col_expr(outbox::Column::RunAt, Expr::value(now))
        .exec(txn)
        .await?;
    Ok(revived.rows_affected > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_pace_holds_over_all_and_in_each_chat() {
        let mut pace = Pace::per_second(10);
        let start = Instant::now();
        for chat in 0..20 {
            pace.turn(TgId(chat)).await;
        }
        assert_eq!((start.elapsed().as_millis() + 50) / 100, 19);
        let start = Instant::now();
        pace.turn(TgId(99)).await;
        pace.turn(TgId(99)).await;
        assert!(start.elapsed() >= Duration::from_secs(1));
    }
}
