//! Beginning to pay.
//!
//! An attempt is a row before it is a call. One attempt at a time is open for one thing: whoever wants
//! another amount or another way leaves the old one behind. An attempt that was left behind is still
//! watched, because its page can still be paid at: the money then counts if it is what is due, or goes
//! back.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    EntityTrait, QueryFilter, sea_query::Expr,
};
use tracing::Instrument;

use super::{check, creation, error::PayError, new_key, release, settle};
use crate::{
    app::App,
    db,
    entity::payment::{ActiveModel, Column, Entity, Model, PayableKind, Provider, Status},
    features::{
        audit::{self, AuditEvent, money::PaymentDeed},
        fulfilment::{self, Due},
        ledger::facts,
        referrals::balance,
    },
    kernel::{
        actor::Actor,
        ids::PaymentId,
        money::{Currency, Money},
        payable::Payable,
        time::Timestamp,
    },
};

/// How long a page of the provider's may be shown again: it lives for an hour.
const FRESH: TimeDelta = TimeDelta::minutes(50);
/// How long whoever taps waits for the provider.
const PATIENCE: Duration = Duration::from_secs(6);
/// YooKassa takes nothing below one rouble.
const SMALLEST: i64 = 100;
/// Tries to begin while others begin the same.
const TRIES: u32 = 4;

/// States in which an attempt may still come to something.
pub(crate) const OPEN: [Status; 2] = [Status::Creating, Status::Pending];

/// An attempt that was begun, or found.
#[derive(Clone, Debug)]
pub struct Started {
    /// The attempt.
    pub payment: Model,
    /// How it goes on.
    pub next: Next,
}

/// How an attempt goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// On this page.
    Page(String),
    /// The provider takes its time: the page follows.
    Wait,
    /// It is paid already: bonuses covered all of it.
    Paid,
}

/// How somebody wants to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) provider: Provider,
    pub(crate) use_bonus: bool,
}

/// What somebody would pay: the due amount and what bonuses may take off it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is due.
    pub due: Due,
    /// What bonuses would cover.
    pub bonus: Money,
}

/// Begins to pay on YooKassa's page, or goes on with what was begun.
///
/// # Errors
/// See [`PayError`].
pub async fn start(
    app: &App,
    actor: Actor,
    payable: Payable,
    use_bonus: bool,
) -> Result<Started, PayError> {
    if app.shop.is_none() {
        return Err(PayError::NotSetUp);
    }
    let way = Way {
        provider: Provider::Yookassa,
        use_bonus,
    };
    let payment = open(app, actor, payable, way).await?;
    if payment.status == Status::Creating {
        return created_in_time(app, payment).await;
    }
    Ok(started(payment))
}

fn started(payment: Model) -> Started {
    let next = match (payment.status, &payment.confirmation_url) {
        (Status::Paid, _) => Next::Paid,
        (_, Some(url)) => Next::Page(url.clone()),
        (_, None) => Next::Wait,
    };
    Started { payment, next }
}

/// Calls the provider and waits for it, but not for ever: the call goes on when nobody waits any more,
/// and the payer hears of it by a message.
async fn created_in_time(app: &App, payment: Model) -> Result<Started, PayError> {
    let work = {
        let (app, payment) = (app.clone(), payment.clone());
        async move { creation::create(&app, &payment).await }.in_current_span()
    };
    let mut task = app.tasks.spawn(work);
    let id = payment.id;
    match tokio::time::timeout(PATIENCE, &mut task).await {
        Ok(Ok(result)) => result?,
        Ok(Err(_)) => return Err(PayError::Cut),
        Err(_) => {
            let late = app.clone();
            app.tasks.spawn(async move {
                if let Ok(Ok(())) = task.await
                    && let Err(error) = creation::tell(&late, id).await
                {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "a payer was not told of the page"
                    );
                }
            });
            return Ok(Started {
                payment,
                next: Next::Wait,
            });
        }
    }
    Ok(started(find(app, id).await?))
}

/// The attempt.
///
/// # Errors
/// [`PayError::NotFound`], or the database.
pub async fn find(app: &App, id: PaymentId) -> Result<Model, PayError> {
    find_in(&app.db, id).await
}

pub(crate) async fn find_in(db: &impl ConnectionTrait, id: PaymentId) -> Result<Model, PayError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(PayError::NotFound)
}

/// What is due, for whoever has to pay it.
///
/// # Errors
/// [`PayError::NothingDue`], and see [`PayError`].
pub async fn offer(app: &App, actor: Actor, payable: Payable) -> Result<Offer, PayError> {
    let due = fulfilment::price_due(app, &app.db, payable)
        .await?
        .filter(|due| Some(due.payer) == actor.user())
        .ok_or(PayError::NothingDue)?;
    let rules = &app.config.referrals;
    let bonus = balance::usable(&app.db, rules, due.payer, due.money).await?;
    Ok(Offer { due, bonus })
}

/// The open attempt of this kind, or a new one.
pub(crate) async fn open(
    app: &App,
    actor: Actor,
    payable: Payable,
    way: Way,
) -> Result<Model, PayError> {
    for _ in 0..TRIES {
        let offer = offer(app, actor, payable).await?;
        if way.provider == Provider::Yookassa && offer.due.money.currency() != Currency::Rub {
            return Err(PayError::NotSetUp);
        }
        if let Some(current) = current(&app.db, payable).await? {
            if fits(&current, &offer, way, app.clock.now()) {
                return Ok(current);
            }
            if fulfilment::is_being_paid(&app.db, payable).await? {
                return Err(PayError::BeingPaid);
            }
            leave(app, &current).await?;
        }
        match insert(app, actor, payable, &offer, way).await {
            // Somebody began the same at the same moment, or spent the bonus elsewhere: look again.
            Err(PayError::Database(error)) if db::is_unique(&error) => {}
            Err(PayError::NotEnough) => {}
            other => return other,
        }
    }
    Err(PayError::Moved)
}

/// The attempt that is open for this.
pub(crate) async fn current(
    db: &impl ConnectionTrait,
    payable: Payable,
) -> Result<Option<Model>, PayError> {
    Ok(Entity::find()
        .filter(Column::OpenKey.eq(payable.key()))
        .one(db)
        .await?)
}

/// Whether an open attempt is what is wanted now.
fn fits(current: &Model, offer: &Offer, way: Way, now: Timestamp) -> bool {
    let has_bonus = current.bonus_minor > 0;
    let same_bonus = if way.use_bonus {
        // What an attempt has set aside is no longer free, so there may be nothing left to offer.
        has_bonus || !offer.bonus.is_positive()
    } else {
        !has_bonus
    };
    let total = current.amount_minor.saturating_add(current.bonus_minor);
    current.provider == way.provider
        && same_bonus
        && total == offer.due.money.minor()
        && current.currency == offer.due.money.currency()
        && now.since(current.created_at) < FRESH
}

async fn insert(
    app: &App,
    actor: Actor,
    payable: Payable,
    offer: &Offer,
    way: Way,
) -> Result<Model, PayError> {
    let now = app.clock.now();
    let due = offer.due;
    let bonus = bonus_of(offer, way);
    let money = due.money.minus(bonus)?;
    let provider = if money.is_positive() {
        way.provider
    } else {
        Provider::Bonus
    };
    let (key, token) = (new_key(), new_key());
    let body = match provider {
        Provider::Yookassa => creation::body(app, &due, money, payable, &key, &token).await?,
        Provider::Telegram | Provider::Bonus | Provider::Payme => String::new(),
    };
    let row = row(
        now,
        payable,
        &due,
        (money, bonus),
        provider,
        (key, token, body),
    );
    let txn = db::begin(&app.db).await?;
    let payment = row.insert(&txn).await?;
    if bonus.is_positive() {
        facts::bonus_reserved(&txn, now, &payment).await?;
    }
    audit::record(
        &txn,
        now,
        actor,
        &AuditEvent::Payment(payment.id, PaymentDeed::Started),
    )
    .await?;
    if provider == Provider::Bonus {
        // No money has to come: what is set aside pays at once.
        let paid = settle::take(&txn, now, payment.id, None)
            .await?
            .ok_or(PayError::Moved)?;
        settle::settle(app, &txn, now, &paid).await?;
        txn.commit().await?;
        app.outbox.nudge();
        return find(app, payment.id).await;
    }
    txn.commit().await?;
    Ok(payment)
}

/// A new attempt: the money and the bonus beside it, the key, the token and the body of its call.
fn row(
    now: Timestamp,
    payable: Payable,
    due: &Due,
    (money, bonus): (Money, Money),
    provider: Provider,
    (key, token, body): (String, String, String),
) -> ActiveModel {
    ActiveModel {
        payable_kind: Set(PayableKind::of(payable)),
        payable_id: Set(payable.id()),
        part: Set(due.part),
        payer_id: Set(due.payer),
        provider: Set(provider),
        status: Set(match provider {
            Provider::Yookassa => Status::Creating,
            Provider::Telegram | Provider::Bonus | Provider::Payme => Status::Pending,
        }),
        amount_minor: Set(money.minor()),
        currency: Set(money.currency()),
        bonus_minor: Set(bonus.minor()),
        refunded_minor: Set(0),
        bonus_returned_minor: Set(0),
        open_key: Set(Some(payable.key())),
        idempotence_key: Set(key),
        body: Set(body),
        return_token: Set(token),
        checks: Set(0),
        next_check_at: Set(Some(now.plus(check::first_gap(provider)))),
        created_at: Set(now),
        ..Default::default()
    }
}

/// Begins an attempt for all of a price, in the transaction of whoever took the payer's word.
///
/// # Errors
/// See [`PayError`].
pub(crate) async fn begin_in(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payable: Payable,
    due: &Due,
    provider: Provider,
) -> Result<Model, PayError> {
    let words = (new_key(), new_key(), String::new());
    let nothing = Money::zero(due.money.currency());
    let row = row(now, payable, due, (due.money, nothing), provider, words);
    let payment = row.insert(txn).await?;
    let event = AuditEvent::Payment(payment.id, PaymentDeed::Started);
    audit::record(txn, now, Actor::SYSTEM, &event).await?;
    Ok(payment)
}

/// Remembers where an attempt is paid.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn opened_at(app: &App, id: PaymentId, address: &str) -> Result<(), PayError> {
    Entity::update_many()
        .col_expr(Column::ConfirmationUrl, Expr::value(address))
        .filter(Column::Id.eq(id))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// What bonuses cover: what is wanted and allowed, but never so much that less than the smallest payment
/// is left.
fn bonus_of(offer: &Offer, way: Way) -> Money {
    let currency = offer.bonus.currency();
    if !way.use_bonus {
        return Money::zero(currency);
    }
    let left = offer.due.money.minor().saturating_sub(offer.bonus.minor());
    let minor = if left > 0 && left < SMALLEST {
        offer.due.money.minor().saturating_sub(SMALLEST)
    } else {
        offer.bonus.minor()
    };
    Money::new(std::cmp::max(minor, 0), currency)
}

/// Leaves an open attempt behind: it is watched on, but no longer the one.
async fn leave(app: &App, payment: &Model) -> Result<(), PayError> {
    let txn = db::begin(&app.db).await?;
    release::leave(&txn, app.clock.now(), payment).await?;
    txn.commit().await?;
    Ok(())
}

/// Remembers which message of the chat shows an attempt, so that it can be changed when it is over.
///
/// # Errors
/// When the database does not answer.
pub async fn shown(app: &App, id: PaymentId, message: i64) -> Result<(), PayError> {
    Entity::update_many()
        .col_expr(Column::MessageId, Expr::value(message))
        .filter(Column::Id.eq(id))
        .exec(&app.db)
        .await?;
    Ok(())
}
