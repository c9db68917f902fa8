//! Payouts through YooKassa: sent under a stored key, followed until they have arrived.
//!
//! The stored body has a mark where the card number goes; with the number put in, it is the same text at
//! every try.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use secrecy::{ExposeSecret, SecretString};

use super::{
    super::{
        creation::KEY_LIFE, error::PayError, events::Trouble, hints::fetched, refunds::send::gap,
        tell_staff,
    },
    PURPOSE, decide, find_in, over,
};
use crate::{
    app::App,
    clients::yookassa::{
        Gateway, Span,
        bodies::{Destination, NewPayout},
        error::CallError,
        objects::{Payout, Reason, TransferStatus},
    },
    db,
    entity::{
        payout::{Column, Entity, Model, Status},
        refund,
    },
    features::{audit::money::PayoutDeed, ledger::facts},
    kernel::actor::Actor,
};

/// Our name for a payout among YooKassa's notes.
const NOTE: &str = "payout";
/// Stands where the card number goes.
const CARD: &str = "{card}";

/// The body to be stored: everything but the card.
pub(super) fn template(payout: &Model) -> Result<String, PayError> {
    let body = NewPayout {
        amount: payout.money(),
        description: &format!("Payout {}", payout.id),
        to: &Destination::Card(CARD.into()),
        metadata: &[(NOTE, payout.idempotence_key.clone())],
    }
    .body()?;
    Ok(body.expose_secret().to_owned())
}

/// The body to be sent.
fn filled(app: &App, payout: &Model) -> Result<SecretString, PayError> {
    let missing = || PayError::Card(anyhow::anyhow!("a payout that is sent has no card"));
    let template = payout.body.as_deref().ok_or_else(missing)?;
    let sealed = payout.card_sealed.as_deref().ok_or_else(missing)?;
    let card = app
        .vault
        .unseal(PURPOSE, payout.user_id.0, sealed)
        .map_err(|error| PayError::Card(error.into()))?;
    Ok(SecretString::from(
        template.replace(CARD, card.expose_secret()),
    ))
}

/// Payouts that are due to be looked at, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn due(app: &App, limit: u64) -> Result<Vec<Model>, PayError> {
    Ok(Entity::find()
        .filter(Column::NextCheckAt.lte(app.clock.now()))
        .order_by_asc(Column::NextCheckAt)
        .limit(limit)
        .all(&app.db)
        .await?)
}

/// Takes a due payout for one look: false when somebody else has it.
pub(crate) async fn claim(app: &App, payout: &Model) -> Result<bool, PayError> {
    // As a refund: one that the provider has is asked for less often.
    let status = match payout.provider_id {
        None => refund::Status::Creating,
        Some(_) => refund::Status::Pending,
    };
    let next = app.clock.now().plus(gap(status, payout.checks));
    let claimed = Entity::update_many()
        .col_expr(Column::Checks, Expr::value(payout.checks + 1))
        .col_expr(Column::NextCheckAt, Expr::value(next))
        .filter(Column::Id.eq(payout.id))
        .filter(Column::Status.eq(Status::Sending))
        .filter(Column::NextCheckAt.eq(payout.next_check_at))
        .exec(&app.db)
        .await?;
    Ok(claimed.rows_affected > 0)
}

/// Looks at one payout: sends it, or asks how it stands.
///
/// # Errors
/// See [`PayError`]; an outcome that is not known is no error.
pub async fn advance(app: &App, payout: &Model) -> Result<(), PayError> {
    let gateway = app.gateway.as_ref().ok_or(PayError::NotSetUp)?;
    let decided = payout.decided_at.unwrap_or(payout.asked_at);
    let answer = match &payout.provider_id {
        Some(theirs) => gateway.payout(theirs).await,
        None if app.clock.now().since(decided) < KEY_LIFE => {
            let body = filled(app, payout)?;
            gateway
                .create_payout(&payout.idempotence_key, body.expose_secret())
                .await
        }
        None => match lost(app, gateway, payout).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => return failed(app, payout, "no_answer").await,
            Err(error) => Err(error),
        },
    };
    match answer {
        Ok(theirs) => apply(app, payout, &theirs).await,
        Err(
            error @ (CallError::Unknown { .. } | CallError::Busy { .. } | CallError::Unauthorized),
        ) => {
            tracing::warn!(
                payout.id = payout.id.0,
                error = &error as &dyn std::error::Error,
                "a payout has to wait"
            );
            Ok(())
        }
        // It is there: what keeps us from seeing it says nothing about how it ended.
        Err(error) if payout.provider_id.is_some() => {
            tracing::error!(
                payout.id = payout.id.0,
                error = &error as &dyn std::error::Error,
                "a payout cannot be looked at"
            );
            Ok(())
        }
        Err(CallError::Rejected { code, .. }) => failed(app, payout, &code).await,
        Err(error @ (CallError::Forbidden { .. } | CallError::NotFound)) => {
            failed(app, payout, error.label()).await
        }
    }
}

/// Looks for a payout whose key no longer protects it.
async fn lost(app: &App, gateway: &Gateway, payout: &Model) -> Result<Option<Payout>, CallError> {
    let mut span = Span {
        from: payout.asked_at,
        until: app.clock.now(),
        cursor: None,
    };
    loop {
        let page = gateway.payouts(&span).await?;
        let found = page
            .items
            .into_iter()
            .find(|one| one.noted(NOTE) == Some(payout.idempotence_key.as_str()));
        if found.is_some() || page.next_cursor.is_none() {
            return Ok(found);
        }
        span.cursor = page.next_cursor;
    }
}

/// Takes YooKassa's word about a payout, as fetched by us.
async fn apply(app: &App, payout: &Model, theirs: &Payout) -> Result<(), PayError> {
    match &theirs.status {
        TransferStatus::Succeeded => arrived(app, payout, &theirs.id).await,
        TransferStatus::Canceled => {
            let reason = theirs.cancellation_details.as_ref().map(|why| &why.reason);
            failed(app, payout, reason.map_or("canceled", Reason::as_str)).await
        }
        TransferStatus::Pending | TransferStatus::Other(_) => {
            let next = app.clock.now().plus(TimeDelta::seconds(30));
            Entity::update_many()
                .col_expr(Column::ProviderId, Expr::value(theirs.id.as_str()))
                .col_expr(Column::Checks, Expr::value(0))
                .col_expr(Column::NextCheckAt, Expr::value(next))
                .filter(Column::Id.eq(payout.id))
                .filter(Column::Status.eq(Status::Sending))
                .filter(Column::ProviderId.is_null())
                .exec(&app.db)
                .await?;
            Ok(())
        }
    }
}

async fn arrived(app: &App, payout: &Model, theirs: &str) -> Result<(), PayError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = over(payout.id, &[Status::Sending], Status::Paid, now)
        .col_expr(Column::ProviderId, Expr::value(theirs))
        .col_expr(Column::Reference, Expr::value(theirs))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(());
    }
    let payout = find_in(&txn, payout.id).await?;
    facts::payout_paid(&txn, now, &payout).await?;
    decide::finish(&txn, now, Actor::SYSTEM, &payout, PayoutDeed::Paid).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payouts_total", "outcome" => "paid").increment(1);
    Ok(())
}

async fn failed(app: &App, payout: &Model, problem: &str) -> Result<(), PayError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = over(payout.id, &[Status::Sending], Status::Failed, now)
        .col_expr(Column::Problem, Expr::value(problem))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(());
    }
    let payout = find_in(&txn, payout.id).await?;
    facts::payout_returned(&txn, now, &payout).await?;
    decide::finish(&txn, now, Actor::SYSTEM, &payout, PayoutDeed::Failed).await?;
    tell_staff(app, &txn, now, Trouble::PayoutFailed(payout.id)).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payouts_total", "outcome" => "failed").increment(1);
    tracing::error!(
        payout.id = payout.id.0,
        problem,
        "a payout did not go through"
    );
    Ok(())
}

/// A notice names a payout: looks at it.
///
/// # Errors
/// See [`PayError`].
pub(crate) async fn hinted(app: &App, theirs: &str) -> Result<&'static str, PayError> {
    let gateway = app.gateway.as_ref().ok_or(PayError::NotSetUp)?;
    let object = match fetched(gateway.payout(theirs).await)? {
        Ok(object) => object,
        Err(word) => return Ok(word),
    };
    let known = Entity::find()
        .filter(Column::ProviderId.eq(theirs))
        .one(&app.db)
        .await?;
    let ours = match (known, object.noted(NOTE)) {
        (Some(payout), _) => Some(payout),
        (None, Some(key)) => {
            Entity::find()
                .filter(Column::IdempotenceKey.eq(key))
                .one(&app.db)
                .await?
        }
        (None, None) => None,
    };
    match ours {
        Some(payout) => {
            apply(app, &payout, &object).await?;
            Ok("payout")
        }
        None => Ok("unknown"),
    }
}
