//! Telegram's own invoice. Telegram asks before it takes the money and has to be answered within ten
//! seconds; then a message says that it was paid. Both come from Telegram itself and are believed.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::{
    error::PayError,
    new_key,
    parked::{self, Received},
    service::{self, OPEN, Way},
    settle::{self, Outcome},
};
use crate::{
    app::App,
    db,
    entity::{
        payment::{Column, Entity, Model, Provider, Status},
        refund::Cause,
    },
    features::{
        audit::{self, AuditEvent, money::PaymentDeed},
        fulfilment,
    },
    kernel::{
        actor::Actor,
        money::{Currency, Money},
        payable::Payable,
    },
};

/// Whether native invoices are switched on.
#[must_use]
pub fn is_set_up(app: &App) -> bool {
    app.config.payments.has_native()
}

/// Begins to pay by an invoice, or goes on with the one that was begun.
///
/// # Errors
/// See [`PayError`].
pub async fn start(
    app: &App,
    actor: Actor,
    payable: Payable,
    use_bonus: bool,
) -> Result<Model, PayError> {
    if !is_set_up(app) {
        return Err(PayError::NotSetUp);
    }
    let way = Way {
        provider: Provider::Telegram,
        use_bonus,
    };
    service::open(app, actor, payable, way).await
}

/// What Telegram says about money.
#[derive(Clone, Debug)]
pub struct Bill<'b> {
    /// What we wrote on the invoice.
    pub payload: &'b str,
    /// Currency code.
    pub currency: &'b str,
    /// Amount in minor units.
    pub minor: i64,
}

impl Bill<'_> {
    fn money(&self) -> Option<Money> {
        let currency = [Currency::Rub, Currency::Uzs]
            .into_iter()
            .find(|one| one.code() == self.currency)?;
        Some(Money::new(self.minor, currency))
    }
}

/// Whether the money may be taken now: the invoice is open, says the same, and is still wanted.
///
/// # Errors
/// When the database does not answer.
pub async fn may_pay(app: &App, bill: &Bill<'_>) -> Result<bool, PayError> {
    let Some(attempt) = attempt(app, bill.payload).await? else {
        return Ok(false);
    };
    if attempt.open_key.is_none()
        || !OPEN.contains(&attempt.status)
        || bill.money() != Some(attempt.money())
    {
        return Ok(false);
    }
    let total = attempt.money().plus(attempt.bonus())?;
    let due = fulfilment::price_due(app, &app.db, attempt.payable()).await?;
    Ok(due.is_some_and(|due| due.money == total))
}

/// The money was taken. A repeat of the message changes nothing; a second payment of one invoice goes
/// back.
///
/// # Errors
/// See [`PayError`].
pub async fn paid(app: &App, bill: &Bill<'_>, charge: &str) -> Result<Outcome, PayError> {
    let Some(attempt) = attempt(app, bill.payload).await? else {
        tracing::error!("Telegram took money for an invoice that nobody knows");
        return Ok(Outcome::Unchanged);
    };
    let money = bill.money();
    if money != Some(attempt.money()) && attempt.provider_id.is_none() {
        let received = Received {
            provider_id: charge,
            money,
            problem: if money.is_some_and(|money| money.currency() == attempt.currency) {
                "amount"
            } else {
                "currency"
            },
        };
        return parked::park(app, &attempt, received).await;
    }
    let outcome = settle::paid(app, &attempt, Some(charge)).await?;
    if outcome == Outcome::Unchanged && attempt.provider_id.as_deref() != Some(charge) {
        return twice(app, attempt, charge).await;
    }
    Ok(outcome)
}

async fn attempt(app: &App, payload: &str) -> Result<Option<Model>, PayError> {
    Ok(Entity::find()
        .filter(Column::ReturnToken.eq(payload))
        .filter(Column::Provider.eq(Provider::Telegram))
        .one(&app.db)
        .await?)
}

/// One invoice was paid twice: the second money is an attempt of its own, and goes back.
async fn twice(app: &App, attempt: Model, charge: &str) -> Result<Outcome, PayError> {
    let now = app.clock.now();
    let attempt = service::find(app, attempt.id).await?;
    if attempt.provider_id.as_deref() == Some(charge) {
        return Ok(Outcome::Unchanged);
    }
    let mut row = attempt.into_active_model();
    row.id = sea_orm::ActiveValue::NotSet;
    row.status = Set(Status::Paid);
    row.open_key = Set(None);
    row.bonus_minor = Set(0);
    row.bonus_returned_minor = Set(0);
    row.refunded_minor = Set(0);
    row.provider_id = Set(Some(charge.to_owned()));
    row.idempotence_key = Set(new_key());
    row.return_token = Set(new_key());
    row.message_id = Set(None);
    row.next_check_at = Set(None);
    row.paid_at = Set(Some(now));
    row.ended_at = Set(Some(now));
    let txn = db::begin(&app.db).await?;
    // Columns that are the same as before are written as well: it is a new row.
    let payment = match row.reset_all().insert(&txn).await {
        Ok(payment) => payment,
        // The same message again.
        Err(error) if db::is_unique(&error) => return Ok(Outcome::Unchanged),
        Err(error) => return Err(error.into()),
    };
    settle::give_back(&txn, now, &payment, Cause::Late).await?;
    let event = AuditEvent::Payment(payment.id, PaymentDeed::Returned);
    audit::record(&txn, now, Actor::SYSTEM, &event).await?;
    settle::tell(&txn, now, &payment, Outcome::Returned.word()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(Outcome::Returned)
}
