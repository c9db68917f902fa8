//! Money that does not fit what was asked: it is booked, kept apart, and staff decides.

use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    error::PayError,
    events::Trouble,
    refunds, service,
    settle::{self, Outcome},
};
use crate::{
    app::App,
    db,
    entity::{
        payment::{Column, Entity, Model, Status},
        refund::Cause,
    },
    features::{
        audit::{self, AuditEvent, money::PaymentDeed},
        fulfilment::{self, Settled},
        ledger::facts,
        referrals::bonuses,
    },
    kernel::{
        actor::Actor,
        ids::PaymentId,
        money::Money,
        permission::{Permission, Rights},
    },
};

/// What came.
pub(crate) struct Received<'r> {
    /// The provider's id.
    pub(crate) provider_id: &'r str,
    /// How much; none in a currency that we do not keep.
    pub(crate) money: Option<Money>,
    /// What does not fit.
    pub(crate) problem: &'static str,
}

/// Keeps money apart. The attempt's amount becomes what came: that is what can go back.
pub(crate) async fn park(
    app: &App,
    attempt: &Model,
    received: Received<'_>,
) -> Result<Outcome, PayError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let before = service::find_in(&txn, attempt.id).await?;
    let mut update = settle::over(attempt.id, now)
        .col_expr(Column::Status, Expr::value(Status::Parked.word()))
        .col_expr(Column::PaidAt, Expr::value(now))
        .col_expr(Column::Problem, Expr::value(received.problem))
        .col_expr(Column::ProviderId, Expr::value(received.provider_id))
        .col_expr(Column::BonusMinor, Expr::value(0))
        .filter(Column::Status.is_in([Status::Creating, Status::Pending, Status::Cancelled]));
    if let Some(money) = received.money {
        update = update
            .col_expr(Column::AmountMinor, Expr::value(money.minor()))
            .col_expr(Column::Currency, Expr::value(money.currency().to_value()));
    }
    if update.exec(&txn).await?.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(Outcome::Unchanged);
    }
    if before.bonus_minor > 0 && before.open_key.is_some() {
        facts::bonus_unreserved(&txn, now, &before).await?;
    }
    if let Some(money) = received.money {
        facts::parked(&txn, now, &before, money).await?;
    }
    let event = AuditEvent::Payment(attempt.id, PaymentDeed::Parked);
    audit::record(&txn, now, Actor::SYSTEM, &event).await?;
    settle::tell(&txn, now, &before, Outcome::Parked.word()).await?;
    super::tell_staff(app, &txn, now, Trouble::Parked(attempt.id)).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payments_total", "outcome" => "parked").increment(1);
    tracing::error!(
        payment.id = attempt.id.0,
        problem = received.problem,
        "money came that does not fit what was asked"
    );
    Ok(Outcome::Parked)
}

/// Staff sends parked money back.
///
/// # Errors
/// See [`PayError`].
pub async fn give_back(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PaymentId,
) -> Result<(), PayError> {
    let now = app.clock.now();
    let txn = decide(app, mine, id).await?;
    let payment = service::find_in(&txn, id).await?;
    if payment.problem.as_deref() == Some("currency") {
        // What is not in our books cannot go back through them.
        return Err(PayError::BadAmount);
    }
    refunds::whole(&txn, now, &payment, Cause::Mismatch, actor.user()).await?;
    let event = AuditEvent::Payment(id, PaymentDeed::Returned);
    audit::record(&txn, now, actor, &event).await?;
    settle::tell(&txn, now, &payment, Outcome::Returned.word()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Staff takes parked money for what it was meant for.
///
/// # Errors
/// [`PayError::Moved`] when nobody waits for it any more; see [`PayError`].
pub async fn accept(app: &App, actor: Actor, mine: &Rights, id: PaymentId) -> Result<(), PayError> {
    let now = app.clock.now();
    let txn = decide(app, mine, id).await?;
    let payment = service::find_in(&txn, id).await?;
    if payment.problem.as_deref() != Some("amount") {
        return Err(PayError::BadAmount);
    }
    if fulfilment::settle(app, &txn, now, &payment).await? != Settled::Done {
        return Err(PayError::Moved);
    }
    facts::unparked(&txn, now, &payment, payment.money()).await?;
    bonuses::on_paid(&txn, now, &app.config.referrals, &payment).await?;
    settle::close_others(&txn, now, &payment).await?;
    let event = AuditEvent::Payment(id, PaymentDeed::Accepted);
    audit::record(&txn, now, actor, &event).await?;
    settle::tell(&txn, now, &payment, Outcome::Paid.word()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Takes a parked payment for a decision: it is "paid" from here on, and the caller says where to.
async fn decide(
    app: &App,
    mine: &Rights,
    id: PaymentId,
) -> Result<sea_orm::DatabaseTransaction, PayError> {
    if !mine.may(Permission::DecideMoney) {
        return Err(PayError::NotAllowed);
    }
    let txn = db::begin(&app.db).await?;
    let taken = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Paid.word()))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Parked))
        // What went back meanwhile, by the provider's own office, is nobody's to decide.
        .filter(Column::RefundedMinor.eq(0))
        .exec(&txn)
        .await?;
    if taken.rows_affected == 0 {
        txn.rollback().await?;
        return Err(PayError::Moved);
    }
    Ok(txn)
}
