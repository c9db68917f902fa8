//! Notices of the provider: kept first, worked on afterwards. Nothing in them is believed; they only say
//! where to look.

use std::net::IpAddr;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    creation::NOTE, error::PayError, events::Trouble, payouts, refunds, settle, tell_staff,
};
use crate::{
    app::App,
    clients::yookassa::{
        error::CallError,
        notice::{Notice, Subject},
        objects::{Refund, TransferStatus},
    },
    db,
    entity::{
        payment, payout,
        provider_notice::{ActiveModel, Column, Entity, Model, Provider},
        refund,
    },
    features::{
        audit::{self, AuditEvent, money::RefundDeed},
        fulfilment::{self, Reversal},
        ledger,
    },
    kernel::actor::Actor,
};

/// YooKassa repeats a notice for a day; so do we try.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// Notices worked on in one round.
const BATCH: u64 = 50;

/// A notice that is kept.
#[derive(Clone, Debug)]
pub enum Kept {
    /// It is new, and the first try is ours.
    Mine(Box<Model>),
    /// The same words wait already.
    Before(i64),
}

/// Keeps a notice; none when there is nothing to look at. A notice from an address that is not YooKassa's
/// is kept only when it is about something of ours: anybody may send one.
///
/// # Errors
/// When the database does not answer.
pub async fn store(
    app: &App,
    sender: IpAddr,
    is_trusted: bool,
    notice: &Notice,
) -> Result<Option<Kept>, DbErr> {
    if notice.subject == Subject::Other {
        tracing::info!("a notice about something that is not ours");
        return Ok(None);
    }
    if !is_trusted && !is_known(&app.db, notice).await? {
        tracing::warn!("a notice from a foreign address about something unknown");
        return Ok(None);
    }
    let now = app.clock.now();
    // The same words again while the first are not worked on: once is enough.
    let waiting = Entity::find()
        .filter(Column::ObjectId.eq(notice.object_id.as_str()))
        .filter(Column::Event.eq(notice.event.as_str()))
        .filter(Column::HandledAt.is_null())
        .one(&app.db)
        .await?;
    if let Some(waiting) = waiting {
        return Ok(Some(Kept::Before(waiting.id)));
    }
    let row = ActiveModel {
        provider: Set(Provider::Yookassa),
        event: Set(notice.event.clone()),
        object_id: Set(notice.object_id.clone()),
        sender: Set(sender.to_string()),
        // Whoever keeps it works on it at once: should that never end, it is due again later.
        attempts: Set(1),
        next_at: Set(Some(now.plus(gap(0)))),
        received_at: Set(now),
        ..Default::default()
    };
    let row = row.insert(&app.db).await?;
    Ok(Some(Kept::Mine(Box::new(row))))
}

/// How long a notice waits after so many tries.
fn gap(tries: i32) -> TimeDelta {
    let doubled = 1_i64 << tries.clamp(0, 10);
    TimeDelta::seconds(std::cmp::min(10 * doubled, 3600))
}

async fn is_known(db: &impl ConnectionTrait, notice: &Notice) -> Result<bool, DbErr> {
    let id = notice.object_id.as_str();
    let count = match notice.subject {
        Subject::Payment => {
            payment::Entity::find()
                .filter(payment::Column::ProviderId.eq(id))
                .count(db)
                .await?
        }
        Subject::Refund => {
            refund::Entity::find()
                .filter(refund::Column::ProviderId.eq(id))
                .count(db)
                .await?
        }
        Subject::Payout => {
            payout::Entity::find()
                .filter(payout::Column::ProviderId.eq(id))
                .count(db)
                .await?
        }
        Subject::Other => 0,
    };
    Ok(count > 0)
}

/// Notices that are due.
///
/// # Errors
/// When the database does not answer.
pub async fn due(app: &App) -> Result<Vec<i64>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::NextAt.lte(app.clock.now()))
        .order_by_asc(Column::NextAt)
        .limit(BATCH)
        .into_tuple()
        .all(&app.db)
        .await
}

/// Works on a notice that has just come.
///
/// # Errors
/// As [`handle`].
pub async fn follow(app: &App, kept: Kept) -> Result<(), PayError> {
    match kept {
        Kept::Mine(row) => attempt(app, &row).await,
        Kept::Before(id) => handle(app, id).await,
    }
}

/// Works on one notice, unless somebody else does.
///
/// # Errors
/// See [`PayError`]; a provider that does not answer is no error, the notice waits.
pub async fn handle(app: &App, id: i64) -> Result<(), PayError> {
    match claim(app, id).await? {
        Some(row) => attempt(app, &row).await,
        None => Ok(()),
    }
}

async fn attempt(app: &App, row: &Model) -> Result<(), PayError> {
    let id = row.id;
    let word = match work(app, row).await {
        Ok(word) => word,
        Err(PayError::NoAnswer(error)) => {
            if app.clock.now().since(row.received_at) < LIFE {
                tracing::warn!(
                    notice.id = id,
                    error = &error as &dyn std::error::Error,
                    "a notice has to wait"
                );
                return Ok(());
            }
            "given_up"
        }
        Err(error) => return Err(error),
    };
    let now = app.clock.now();
    Entity::update_many()
        .col_expr(Column::HandledAt, Expr::value(now))
        .col_expr(Column::NextAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::Outcome, Expr::value(word))
        .filter(Column::Id.eq(id))
        .filter(Column::HandledAt.is_null())
        .exec(&app.db)
        .await?;
    metrics::counter!("provider_notices_total", "outcome" => word).increment(1);
    Ok(())
}

/// Takes a notice for one try; a try that never ends leaves it due again later.
async fn claim(app: &App, id: i64) -> Result<Option<Model>, DbErr> {
    let now = app.clock.now();
    let found = Entity::find_by_id(id).one(&app.db).await?;
    let Some(row) = found.filter(|row| row.next_at.is_some_and(|next| next <= now)) else {
        return Ok(None);
    };
    let next = now.plus(gap(row.attempts));
    let claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        .col_expr(Column::NextAt, Expr::value(next))
        .filter(Column::Id.eq(id))
        .filter(Column::Attempts.eq(row.attempts))
        .filter(Column::HandledAt.is_null())
        .exec(&app.db)
        .await?;
    Ok((claimed.rows_affected > 0).then_some(row))
}

async fn work(app: &App, row: &Model) -> Result<&'static str, PayError> {
    let subject = row.event.split('.').next().unwrap_or_default();
    match subject {
        "payment" => about_payment(app, &row.object_id).await,
        "refund" => about_refund(app, &row.object_id).await,
        "payout" => payouts::send::hinted(app, &row.object_id).await,
        _ => Ok("unknown"),
    }
}

/// Sorts what a fetch came to: some are answers, too.
pub(crate) fn fetched<T>(
    answer: Result<T, CallError>,
) -> Result<Result<T, &'static str>, PayError> {
    match answer {
        Ok(object) => Ok(Ok(object)),
        Err(CallError::NotFound) => Ok(Err("not_found")),
        Err(CallError::Rejected { .. } | CallError::Forbidden { .. }) => Ok(Err("refused")),
        Err(
            error @ (CallError::Unknown { .. } | CallError::Busy { .. } | CallError::Unauthorized),
        ) => Err(PayError::NoAnswer(error)),
    }
}

async fn about_payment(app: &App, theirs: &str) -> Result<&'static str, PayError> {
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    let object = match fetched(shop.payment(theirs).await)? {
        Ok(object) => object,
        Err(word) => return Ok(word),
    };
    let known = payment::Entity::find()
        .filter(payment::Column::ProviderId.eq(theirs))
        .one(&app.db)
        .await?;
    let attempt = match (known, object.noted(NOTE)) {
        (Some(attempt), _) => Some(attempt),
        // The notice came before the answer to the call that made the payment.
        (None, Some(key)) => {
            payment::Entity::find()
                .filter(payment::Column::IdempotenceKey.eq(key))
                .filter(payment::Column::ProviderId.is_null())
                .one(&app.db)
                .await?
        }
        (None, None) => None,
    };
    match attempt {
        Some(attempt) => Ok(settle::apply(app, &attempt, &object).await?.word()),
        None => Ok("unknown"),
    }
}

async fn about_refund(app: &App, theirs: &str) -> Result<&'static str, PayError> {
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    let object = match fetched(shop.refund(theirs).await)? {
        Ok(object) => object,
        Err(word) => return Ok(word),
    };
    let known = refund::Entity::find()
        .filter(refund::Column::ProviderId.eq(theirs))
        .one(&app.db)
        .await?;
    let ours = match (known, object.noted("refund")) {
        (Some(refund), _) => Some(refund),
        (None, Some(key)) => {
            refund::Entity::find()
                .filter(refund::Column::IdempotenceKey.eq(key))
                .one(&app.db)
                .await?
        }
        (None, None) => None,
    };
    match ours {
        Some(refund) => {
            refunds::send::apply(app, &refund, &object).await?;
            Ok("refund")
        }
        None => outside(app, &object).await,
    }
}

/// A refund that we never asked for: made in the provider's own office.
async fn outside(app: &App, object: &Refund) -> Result<&'static str, PayError> {
    if object.status != TransferStatus::Succeeded {
        return Ok("unknown");
    }
    let payment = payment::Entity::find()
        .filter(payment::Column::ProviderId.eq(object.payment_id.as_str()))
        .one(&app.db)
        .await?;
    let (Some(payment), Some(money)) = (payment, object.amount.money()) else {
        return Ok("unknown");
    };
    // A refund of ours whose answer was lost comes back without our note: its replay will find it.
    let ours = refund::Entity::update_many()
        .col_expr(refund::Column::NextCheckAt, Expr::value(app.clock.now()))
        .filter(refund::Column::PaymentId.eq(payment.id))
        .filter(refund::Column::AmountMinor.eq(money.minor()))
        .filter(refund::Column::Status.eq(refund::Status::Creating))
        .exec(&app.db)
        .await?;
    if ours.rows_affected > 0 {
        return Ok("awaited");
    }
    if refunds::made_in_office(app, &payment, object, money).await? {
        return Ok("refund");
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let from = if payment.status == payment::Status::Parked {
        // It belongs to nothing yet.
        ledger::facts::From::Parked
    } else {
        match fulfilment::reverse(app, &txn, now, payment.payable(), money, Reversal::Outside).await
        {
            Ok(from) => from,
            Err(fulfilment::FulfilError::TooMuch) => return Ok("too_much"),
            Err(error) => return Err(error.into()),
        }
    };
    let Some(refund) = refunds::outside(&txn, now, &payment, money, &object.id, from).await? else {
        return Ok("too_much");
    };
    let event = AuditEvent::Refund(refund.id, RefundDeed::Outside);
    audit::record(&txn, now, Actor::SYSTEM, &event).await?;
    tell_staff(app, &txn, now, Trouble::RefundOutside(refund.id)).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok("outside")
}
