//! Bringing an attempt to YooKassa. The key and the body were stored with the attempt; here they are
//! sent, as often as it takes to learn how it ended.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{check, error::PayError, events::PaymentNews, service, settle, words};
use crate::{
    app::App,
    clients::yookassa::{
        Span,
        bodies::NewPayment,
        error::CallError,
        objects::{Payment, PaymentStatus},
    },
    db,
    entity::payment::{Column, Entity, Model, Status},
    features::{fulfilment::Due, users::people},
    kernel::{ids::PaymentId, money::Money, payable::Payable},
    outbox,
};

/// Our name for an attempt among YooKassa's notes.
pub(crate) const NOTE: &str = "attempt";
/// A key protects for a day; after that the same call would make another payment.
pub(crate) const KEY_LIFE: TimeDelta = TimeDelta::hours(23);

/// The body of the call, as it is stored and sent.
pub(crate) async fn body(
    app: &App,
    due: &Due,
    money: Money,
    payable: Payable,
    key: &str,
    token: &str,
) -> Result<String, PayError> {
    let payer = people::find(app, due.payer).await?;
    let lang = payer
        .and_then(|payer| payer.lang)
        .unwrap_or(app.config.locale.default);
    let description = words::description(app, lang, payable, due.part);
    let receipt = words::receipt(app, lang, payable, due.part, money);
    let return_url = words::return_url(app, token).await;
    Ok(NewPayment {
        amount: money,
        description: &description,
        return_url: &return_url,
        lang,
        metadata: &[(NOTE, key.to_owned()), ("subject", payable.key())],
        receipt: receipt.as_ref(),
    }
    .body()?)
}

/// Makes the payment at YooKassa, or finds the one that an earlier try made.
///
/// # Errors
/// [`PayError::Refused`] when it will never be made, [`PayError::NoAnswer`] only for faults of the
/// set-up: an outcome that is not known is no error, the attempt stays as it is.
pub(crate) async fn create(app: &App, attempt: &Model) -> Result<(), PayError> {
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    let is_protected = app.clock.now().since(attempt.created_at) < KEY_LIFE;
    let answer = if is_protected {
        shop.create_payment(&attempt.idempotence_key, &attempt.body)
            .await
    } else {
        match lost(app, attempt).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => {
                settle::end(app, attempt, "no_answer").await?;
                return Ok(());
            }
            Err(error) => Err(error),
        }
    };
    match answer {
        Ok(payment) => {
            created(app, attempt, &payment).await?;
            Ok(())
        }
        Err(error @ (CallError::Unknown { .. } | CallError::Busy { .. })) => {
            tracing::warn!(
                payment.id = attempt.id.0,
                error = &error as &dyn std::error::Error,
                "a payment is not made yet"
            );
            Ok(())
        }
        Err(
            error @ (CallError::Rejected { .. }
            | CallError::Unauthorized
            | CallError::Forbidden { .. }
            | CallError::NotFound),
        ) => {
            tracing::error!(
                payment.id = attempt.id.0,
                error = &error as &dyn std::error::Error,
                "YooKassa does not make a payment"
            );
            settle::end(app, attempt, error.label()).await?;
            Err(PayError::Refused(error))
        }
    }
}

/// Notes the payment that was made, and what has become of it meanwhile.
pub(crate) async fn created(app: &App, attempt: &Model, theirs: &Payment) -> Result<(), PayError> {
    let next = app.clock.now().plus(check::gap(Status::Pending, 0));
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Pending.word()))
        .col_expr(Column::ProviderId, Expr::value(theirs.id.as_str()))
        .col_expr(Column::ConfirmationUrl, Expr::value(theirs.page()))
        .col_expr(Column::Checks, Expr::value(0))
        .col_expr(Column::NextCheckAt, Expr::value(next))
        .filter(Column::Id.eq(attempt.id))
        .filter(Column::Status.eq(Status::Creating))
        .exec(&app.db)
        .await?;
    if theirs.status != PaymentStatus::Pending {
        let attempt = service::find(app, attempt.id).await?;
        settle::apply(app, &attempt, theirs).await?;
    }
    Ok(())
}

/// Looks for the payment of an attempt whose key no longer protects it.
async fn lost(app: &App, attempt: &Model) -> Result<Option<Payment>, CallError> {
    let Some(shop) = app.shop.as_ref() else {
        return Ok(None);
    };
    let mut span = Span {
        from: attempt.created_at.minus(TimeDelta::minutes(10)),
        until: app.clock.now(),
        cursor: None,
    };
    loop {
        let page = shop.payments(&span).await?;
        let found = page
            .items
            .into_iter()
            .find(|one| one.noted(NOTE) == Some(attempt.idempotence_key.as_str()));
        if found.is_some() || page.next_cursor.is_none() {
            return Ok(found);
        }
        span.cursor = page.next_cursor;
    }
}

/// Promises to tell the payer how the attempt stands.
pub(crate) async fn tell(app: &App, id: PaymentId) -> Result<(), PayError> {
    let payment = service::find(app, id).await?;
    let txn = db::begin(&app.db).await?;
    let now = app.clock.now();
    let options = outbox::Options::default();
    let news = PaymentNews { payment: id };
    outbox::enqueue(&txn, now, payment.payer_id, &news, options).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}
