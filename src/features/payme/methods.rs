//! The methods of the Merchant API. Each may come again at any time, and at once with itself.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, UpdateMany,
    sea_query::{Expr, LockType},
};
use serde_json::{Map, Value, json};

use super::{
    LIFE, account,
    rpc::{Call, RpcError, integer, string},
};
use crate::{
    app::App,
    db,
    entity::{
        agency,
        booking::{self, Status},
        payme_transaction::{
            ActiveModel, CANCELLED, CREATED, Column, Entity, Model, PERFORMED, REVERSED,
        },
        payment, tour_session,
    },
    features::{
        audit::{self, AuditEvent, money::RefundDeed},
        fulfilment::{self, FulfilError, Reversal},
        payments::{
            self,
            error::PayError,
            events::Trouble,
            refunds::{
                self,
                send::{Proof, done_in},
            },
            release, service,
            settle::{self, Outcome},
        },
    },
    kernel::{actor::Actor, ids::BookingId, payable::Payable, time::Timestamp},
};

/// Cancelled because its time ran out.
const TIMED_OUT: i32 = 4;
/// A transaction whose beginning lies this far in the future by our clock has a wrong time.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// Carries out a call at the cash desk of an agency.
///
/// # Errors
/// See [`RpcError`].
pub async fn call(app: &App, agency: &agency::Model, call: &Call) -> Result<Value, RpcError> {
    let params = &call.params;
    match call.method.as_str() {
        "CheckPerformTransaction" => check_perform(app, agency, params).await,
        "CreateTransaction" => create(app, agency, params).await,
        "PerformTransaction" => perform(app, agency, params).await,
        "CancelTransaction" => cancel(app, agency, params).await,
        "CheckTransaction" => check(app, agency, params).await,
        "GetStatement" => statement(app, agency, params).await,
        "SetFiscalData" => fiscal(app, agency, params).await,
        other => Err(RpcError::Method(other.to_owned())),
    }
}

async fn check_perform(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let amount = integer(params, "amount")?;
    let id = account::number(params)?;
    let now = app.clock.now();
    if let Some(open) = open_of(&app.db, id).await? {
        if is_dead(&open, now) {
            time_out(app, &open).await?;
        } else {
            account::due(&app.db, now, agency, id, amount).await?;
            return Err(RpcError::Busy(app.config.payme.busy_code));
        }
    }
    account::due(&app.db, now, agency, id, amount).await?;
    Ok(json!({"allow": true}))
}

async fn create(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let theirs = string(params, "id")?;
    let time = Timestamp(integer(params, "time")?);
    let amount = integer(params, "amount")?;
    let now = app.clock.now();
    if let Some(known) = find(&app.db, agency, theirs).await? {
        return again(app, &known, params, amount).await;
    }
    if now.since(time) > LIFE || time.since(now) > AHEAD {
        return Err(RpcError::Impossible);
    }
    let id = account::number(params)?;
    if let Some(open) = open_of(&app.db, id).await?
        && is_dead(&open, now)
    {
        time_out(app, &open).await?;
    }
    let txn = db::begin(&app.db).await?;
    fulfilment::hold(&txn, Payable::Booking(id)).await?;
    // Another call may have been faster: then this is a repeat of it, or comes too late.
    if let Some(known) = find(&txn, agency, theirs).await? {
        txn.rollback().await?;
        return again(app, &known, params, amount).await;
    }
    let due = account::due(&txn, now, agency, id, amount).await?;
    if open_of(&txn, id).await?.is_some() || due.booking.frozen_by.is_some() {
        return Err(RpcError::Busy(app.config.payme.busy_code));
    }
    let attempt = match due.attempt {
        Some(attempt) => attempt,
        None => attempt(&txn, now, &due.booking).await?,
    };
    let account = params.get("account").map(Value::to_string);
    let row = ActiveModel {
        payme_id: Set(theirs.to_owned()),
        agency_id: Set(agency.id),
        booking_id: Set(id),
        payment_id: Set(attempt.id),
        time: Set(time),
        amount_minor: Set(amount),
        account: Set(account.unwrap_or_default()),
        state: Set(CREATED),
        created_at: Set(now),
        ..Default::default()
    };
    let transaction = row.insert(&txn).await?;
    booking::Entity::update_many()
        .col_expr(booking::Column::FrozenBy, Expr::value(transaction.id))
        .filter(booking::Column::Id.eq(id))
        .filter(booking::Column::Status.eq(Status::Approved))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(begun(&transaction))
}

/// An attempt for whoever came to Payme past our button; another way that was begun is left behind.
async fn attempt(
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: &booking::Model,
) -> Result<payment::Model, RpcError> {
    let payable = Payable::Booking(booking.id);
    if let Some(other) = service::current(txn, payable).await? {
        release::leave(txn, now, &other)
            .await
            .map_err(|error| RpcError::System(error.into()))?;
    }
    Ok(super::begin::attempt(txn, now, booking).await?)
}

/// A transaction that is known: the same answer, while it is open and says the same.
async fn again(
    app: &App,
    known: &Model,
    params: &Map<String, Value>,
    amount: i64,
) -> Result<Value, RpcError> {
    let is_same = known.amount_minor == amount
        && account::number(params).is_ok_and(|id| id == known.booking_id);
    if known.state != CREATED || !is_same {
        return Err(RpcError::Impossible);
    }
    if is_dead(known, app.clock.now()) {
        time_out(app, known).await?;
        return Err(RpcError::Impossible);
    }
    Ok(begun(known))
}

fn begun(transaction: &Model) -> Value {
    json!({
        "create_time": transaction.created_at.0,
        "transaction": transaction.id.to_string(),
        "state": CREATED,
        "receivers": null,
    })
}

async fn perform(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let theirs = string(params, "id")?;
    let known = find(&app.db, agency, theirs).await?;
    let known = known.ok_or(RpcError::NoTransaction)?;
    if known.state == PERFORMED {
        return Ok(performed(&known));
    }
    let now = app.clock.now();
    if known.state == CREATED && is_dead(&known, now) {
        time_out(app, &known).await?;
    }
    let txn = db::begin(&app.db).await?;
    let booking = held(&txn, known.booking_id).await?;
    let moved = moving(&known, CREATED, PERFORMED)
        .col_expr(Column::PerformedAt, Expr::value(now))
        .exec_with_returning(&txn)
        .await?;
    let Some(transaction) = moved.into_iter().next() else {
        txn.rollback().await?;
        // A repeat may have been faster.
        return match find(&app.db, agency, theirs).await? {
            Some(now) if now.state == PERFORMED => Ok(performed(&now)),
            _ => Err(RpcError::Impossible),
        };
    };
    // Paid another way meanwhile: Payme gives the money back, and cancels.
    if booking.status != Status::Approved {
        txn.rollback().await?;
        return Err(RpcError::Impossible);
    }
    let id = Some(transaction.payme_id.as_str());
    let Some(payment) = settle::take(&txn, now, transaction.payment_id, id).await? else {
        txn.rollback().await?;
        return Err(RpcError::Impossible);
    };
    match settle::settle(app, &txn, now, &payment).await? {
        Outcome::Paid => {}
        Outcome::Unchanged | Outcome::Returned | Outcome::Parked | Outcome::Cancelled => {
            txn.rollback().await?;
            return Err(RpcError::Impossible);
        }
    }
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payments_total", "outcome" => Outcome::Paid.word()).increment(1);
    Ok(performed(&transaction))
}

fn performed(transaction: &Model) -> Value {
    json!({
        "transaction": transaction.id.to_string(),
        "perform_time": transaction.performed_at.map_or(0, |at| at.0),
        "state": PERFORMED,
    })
}

async fn cancel(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let theirs = string(params, "id")?;
    let reason = integer(params, "reason")?;
    let reason = i32::try_from(reason).or(Err(RpcError::Envelope))?;
    // Performing and cancelling at once: whoever moved it first, the other sees what it is then.
    for _ in 0..2 {
        let known = find(&app.db, agency, theirs).await?;
        let known = known.ok_or(RpcError::NoTransaction)?;
        let done = match known.state {
            CREATED => end(app, &known, reason).await?,
            PERFORMED => reverse(app, &known, reason).await?,
            _ => Some(known),
        };
        if let Some(transaction) = done {
            return Ok(cancelled(&transaction));
        }
    }
    Err(RpcError::Impossible)
}

fn cancelled(transaction: &Model) -> Value {
    json!({
        "transaction": transaction.id.to_string(),
        "cancel_time": transaction.cancelled_at.map_or(0, |at| at.0),
        "state": transaction.state,
    })
}

/// Ends a transaction that was not performed: its booking can be paid again. None when it had moved.
async fn end(app: &App, known: &Model, reason: i32) -> Result<Option<Model>, RpcError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    held(&txn, known.booking_id).await?;
    let moved = moving(known, CREATED, CANCELLED)
        .col_expr(Column::Reason, Expr::value(reason))
        .col_expr(Column::CancelledAt, Expr::value(now))
        .exec_with_returning(&txn)
        .await?;
    let Some(transaction) = moved.into_iter().next() else {
        txn.rollback().await?;
        return Ok(None);
    };
    booking::Entity::update_many()
        .col_expr(booking::Column::FrozenBy, Expr::value(Option::<i64>::None))
        .filter(booking::Column::Id.eq(known.booking_id))
        .filter(booking::Column::FrozenBy.eq(known.id))
        .exec(&txn)
        .await?;
    settle::end_in(&txn, now, known.payment_id, "payme").await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(Some(transaction))
}

/// Takes a payment back that was made in Payme's office: seats, ledger and bonuses follow. None when the
/// transaction had moved.
async fn reverse(app: &App, known: &Model, reason: i32) -> Result<Option<Model>, RpcError> {
    let now = app.clock.now();
    let payment = service::find(app, known.payment_id).await?;
    let txn = db::begin(&app.db).await?;
    let booking = held(&txn, known.booking_id).await?;
    // A refund that we promised before is what happens now, whatever the time.
    let promised = refunds::awaited(&txn, &payment, payment.money()).await?;
    if promised.is_none() && !may_be_reversed(app, &txn, &booking).await? {
        return Err(RpcError::Delivered);
    }
    let moved = moving(known, PERFORMED, REVERSED)
        .col_expr(Column::Reason, Expr::value(reason))
        .col_expr(Column::CancelledAt, Expr::value(now))
        .exec_with_returning(&txn)
        .await?;
    let Some(transaction) = moved.into_iter().next() else {
        txn.rollback().await?;
        return Ok(None);
    };
    let proof = format!("payme-{}", transaction.payme_id);
    match promised {
        Some(refund) => {
            let proof = Proof::Provider(&proof);
            done_in(&txn, now, &refund, &proof, Actor::SYSTEM).await?;
        }
        None => undo(app, &txn, now, &payment, &proof).await?,
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(Some(transaction))
}

/// A refund that nobody asked us for.
async fn undo(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    proof: &str,
) -> Result<(), RpcError> {
    let system = |error: FulfilError| match error {
        // A part went back before, by other means.
        FulfilError::TooMuch => RpcError::Impossible,
        error => RpcError::System(error.into()),
    };
    let (payable, money) = (payment.payable(), payment.money());
    let from = fulfilment::reverse(app, txn, now, payable, money, Reversal::Outside)
        .await
        .map_err(system)?;
    let noted = refunds::outside(txn, now, payment, money, proof, from)
        .await
        .map_err(PayError::from)?;
    let Some(refund) = noted else {
        return Err(RpcError::Impossible);
    };
    let event = AuditEvent::Refund(refund.id, RefundDeed::Outside);
    audit::record(txn, now, Actor::SYSTEM, &event).await?;
    payments::tell_staff(app, txn, now, Trouble::RefundOutside(refund.id)).await?;
    Ok(())
}

/// A paid booking, until its tour begins; later as the operator says.
async fn may_be_reversed(
    app: &App,
    db: &impl ConnectionTrait,
    booking: &booking::Model,
) -> Result<bool, RpcError> {
    if booking.status != Status::Paid {
        return Ok(false);
    }
    if app.config.payme.cancel_after_start {
        return Ok(true);
    }
    let session = tour_session::Entity::find_by_id(booking.session_id)
        .one(db)
        .await?;
    Ok(session.is_some_and(|session| app.clock.now() < session.starts_at))
}

async fn check(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let theirs = string(params, "id")?;
    let known = find(&app.db, agency, theirs).await?;
    let mut known = known.ok_or(RpcError::NoTransaction)?;
    if known.state == CREATED && is_dead(&known, app.clock.now()) {
        time_out(app, &known).await?;
        let after = find(&app.db, agency, theirs).await?;
        known = after.ok_or(RpcError::NoTransaction)?;
    }
    let moment = |at: Option<Timestamp>| at.map_or(0, |at| at.0);
    Ok(json!({
        "create_time": known.created_at.0,
        "perform_time": moment(known.performed_at),
        "cancel_time": moment(known.cancelled_at),
        "transaction": known.id.to_string(),
        "state": known.state,
        "reason": known.reason,
    }))
}

async fn statement(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let (from, until) = (integer(params, "from")?, integer(params, "to")?);
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(agency.id))
        .filter(Column::Time.gte(from))
        .filter(Column::Time.lte(until))
        .order_by_asc(Column::Time)
        .order_by_asc(Column::Id)
        .all(&app.db)
        .await?;
    let moment = |at: Option<Timestamp>| at.map_or(0, |at| at.0);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let account: Value = serde_json::from_str(&row.account).unwrap_or_default();
            json!({
                "id": row.payme_id,
                "time": row.time.0,
                "amount": row.amount_minor,
                "account": account,
                "create_time": row.created_at.0,
                "perform_time": moment(row.performed_at),
                "cancel_time": moment(row.cancelled_at),
                "transaction": row.id.to_string(),
                "state": row.state,
                "reason": row.reason,
                "receivers": null,
            })
        })
        .collect();
    Ok(json!({"transactions": rows}))
}

async fn fiscal(
    app: &App,
    agency: &agency::Model,
    params: &Map<String, Value>,
) -> Result<Value, RpcError> {
    let word = |name: &str| params.get(name).and_then(Value::as_str);
    let (theirs, kind) = word("id").zip(word("type")).ok_or(RpcError::BadReceipt)?;
    let Some(Value::Object(data)) = params.get("fiscal_data") else {
        return Err(RpcError::BadReceipt);
    };
    let column = match kind {
        "PERFORM" => Column::FiscalPerform,
        "CANCEL" => Column::FiscalCancel,
        _ => return Err(RpcError::BadReceipt),
    };
    let noted = Entity::update_many()
        .col_expr(column, Expr::value(Value::Object(data.clone()).to_string()))
        .filter(Column::PaymeId.eq(theirs))
        .filter(Column::AgencyId.eq(agency.id))
        .exec(&app.db)
        .await?;
    if noted.rows_affected == 0 {
        return Err(RpcError::NoReceipt);
    }
    Ok(json!({"success": true}))
}

async fn find(
    db: &impl ConnectionTrait,
    agency: &agency::Model,
    theirs: &str,
) -> Result<Option<Model>, RpcError> {
    let found = Entity::find()
        .filter(Column::PaymeId.eq(theirs))
        .filter(Column::AgencyId.eq(agency.id))
        .one(db)
        .await?;
    Ok(found)
}

/// The transaction that is open for a booking.
async fn open_of(db: &impl ConnectionTrait, id: BookingId) -> Result<Option<Model>, RpcError> {
    let open = Entity::find()
        .filter(Column::BookingId.eq(id))
        .filter(Column::State.eq(CREATED))
        .one(db)
        .await?;
    Ok(open)
}

/// The booking, held until the transaction ends.
async fn held(txn: &DatabaseTransaction, id: BookingId) -> Result<booking::Model, RpcError> {
    let booking = booking::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(txn)
        .await?;
    booking.ok_or(RpcError::Unknown)
}

/// An update that moves a transaction from one state to another, and happens once.
fn moving(known: &Model, from: i32, to: i32) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .filter(Column::Id.eq(known.id))
        .filter(Column::State.eq(from))
}

fn is_dead(transaction: &Model, now: Timestamp) -> bool {
    now.since(transaction.time) > LIFE
}

/// Ends a transaction that nobody performed in time.
///
/// # Errors
/// See [`RpcError`].
pub(super) async fn time_out(app: &App, transaction: &Model) -> Result<(), RpcError> {
    end(app, transaction, TIMED_OUT).await.map(drop)
}

/// Transactions that are open longer than they live.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn dead(app: &App, limit: u64) -> Result<Vec<Model>, RpcError> {
    let before = app.clock.now().minus(LIFE);
    let rows = Entity::find()
        .filter(Column::State.eq(CREATED))
        .filter(Column::Time.lt(before))
        .order_by_asc(Column::Time)
        .limit(limit)
        .all(&app.db)
        .await?;
    Ok(rows)
}
