//! Bringing refunds to the provider and following them. There is no notice of a refund that was refused:
//! whoever does not ask never hears of it.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::super::{
    creation::KEY_LIFE,
    error::PayError,
    events::{RefundNews, Trouble},
    new_key, service, tell_staff, words,
};
use crate::{
    app::App,
    clients::yookassa::{
        Span,
        bodies::NewRefund,
        error::CallError,
        objects::{Reason, Refund, TransferStatus},
    },
    db,
    entity::{
        payment::{self, Provider},
        refund::{Column, Entity, Model, Status},
    },
    features::{
        audit::{self, AuditEvent, money::RefundDeed},
        ledger::facts,
        users::people,
    },
    kernel::{actor::Actor, ids::RefundId, time::Timestamp},
    outbox,
};

/// Our name for a refund among YooKassa's notes.
const NOTE: &str = "refund";
/// States in which a refund is still on its way.
const OPEN: [Status; 2] = [Status::Creating, Status::Pending];
/// Tries after a technical fault at YooKassa, each with a key of its own.
const FRESH_TRIES: i32 = 12;

/// How long to wait before a refund is looked at again.
pub(crate) fn gap(status: Status, checks: i32) -> TimeDelta {
    let doubled = 1_i64 << checks.clamp(0, 12);
    match status {
        Status::Creating => TimeDelta::seconds(std::cmp::min(5 * doubled, 300)),
        Status::Pending | Status::Done | Status::Failed => {
            TimeDelta::seconds(std::cmp::min(30 * doubled, 6 * 3600))
        }
    }
}

/// Refunds that are due to be looked at, at most `limit`.
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

/// Takes a due refund for one look: false when somebody else has it.
pub(crate) async fn claim(app: &App, refund: &Model) -> Result<bool, PayError> {
    let next = app.clock.now().plus(gap(refund.status, refund.checks));
    let claimed = Entity::update_many()
        .col_expr(Column::Checks, Expr::value(refund.checks + 1))
        .col_expr(Column::NextCheckAt, Expr::value(next))
        .filter(Column::Id.eq(refund.id))
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::NextCheckAt.eq(refund.next_check_at))
        .exec(&app.db)
        .await?;
    Ok(claimed.rows_affected > 0)
}

/// Looks at one refund: sends it, or asks how it stands.
///
/// # Errors
/// See [`PayError`]; an outcome that is not known is no error.
pub async fn advance(app: &App, refund: &Model) -> Result<(), PayError> {
    let payment = service::find(app, refund.payment_id).await?;
    let has_no_way = matches!(payment.provider, Provider::Telegram | Provider::Payme);
    if has_no_way && refund.provider_id.is_none() {
        return hand_over(app, refund).await;
    }
    let Some(shop) = app.shop.as_ref() else {
        return fail(app, refund, "not_set_up").await;
    };
    let answer = match (&refund.provider_id, &payment.provider_id) {
        (Some(theirs), _) => shop.refund(theirs).await,
        // Nothing to refer to: the money has to go back by hand.
        (None, None) => return fail(app, refund, "no_payment").await,
        (None, Some(paid)) if app.clock.now().since(refund.keyed_at) < KEY_LIFE => {
            let refund = written(app, refund, &payment, paid).await?;
            shop.create_refund(&refund.idempotence_key, &refund.body)
                .await
        }
        (None, Some(_)) => match lost(app, refund).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => return fail(app, refund, "no_answer").await,
            Err(error) => Err(error),
        },
    };
    match answer {
        Ok(theirs) => apply(app, refund, &theirs).await,
        Err(
            error @ (CallError::Unknown { .. } | CallError::Busy { .. } | CallError::Unauthorized),
        ) => {
            tracing::warn!(
                refund.id = refund.id.0,
                error = &error as &dyn std::error::Error,
                "a refund has to wait"
            );
            Ok(())
        }
        // It is there: what keeps us from seeing it says nothing about how it ended.
        Err(error) if refund.provider_id.is_some() => {
            tracing::error!(
                refund.id = refund.id.0,
                error = &error as &dyn std::error::Error,
                "a refund cannot be looked at"
            );
            Ok(())
        }
        Err(CallError::Rejected { code, .. }) => fail(app, refund, &code).await,
        Err(error @ (CallError::Forbidden { .. } | CallError::NotFound)) => {
            fail(app, refund, error.label()).await
        }
    }
}

/// The refund with its body, which is made once and stored before it is sent.
async fn written(
    app: &App,
    refund: &Model,
    payment: &payment::Model,
    paid: &str,
) -> Result<Model, PayError> {
    if !refund.body.is_empty() {
        return Ok(refund.clone());
    }
    let payer = people::find(app, payment.payer_id).await?;
    let lang = payer
        .and_then(|payer| payer.lang)
        .unwrap_or(app.config.locale.default);
    let payable = payment.payable();
    let description = words::refund_description(app, lang, payable);
    let receipt = words::receipt(app, lang, payable, payment.part, refund.money());
    let body = NewRefund {
        payment_id: paid,
        amount: refund.money(),
        description: &description,
        metadata: &[(NOTE, refund.idempotence_key.clone())],
        receipt: receipt.as_ref(),
    }
    .body()?;
    Entity::update_many()
        .col_expr(Column::Body, Expr::value(body))
        .filter(Column::Id.eq(refund.id))
        .filter(Column::Body.eq(""))
        .exec(&app.db)
        .await?;
    find(app, refund.id).await
}

/// The refund.
///
/// # Errors
/// [`PayError::NotFound`], or the database.
pub async fn find(app: &App, id: RefundId) -> Result<Model, PayError> {
    Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .ok_or(PayError::NotFound)
}

/// Looks for a refund whose key no longer protects it.
async fn lost(app: &App, refund: &Model) -> Result<Option<Refund>, CallError> {
    let Some(shop) = app.shop.as_ref() else {
        return Ok(None);
    };
    let mut span = Span {
        from: refund.keyed_at.minus(TimeDelta::minutes(10)),
        until: app.clock.now(),
        cursor: None,
    };
    loop {
        let page = shop.refunds(&span).await?;
        let found = page
            .items
            .into_iter()
            .find(|one| one.noted(NOTE) == Some(refund.idempotence_key.as_str()));
        if found.is_some() || page.next_cursor.is_none() {
            return Ok(found);
        }
        span.cursor = page.next_cursor;
    }
}

/// Takes YooKassa's word about a refund, as fetched by us.
///
/// # Errors
/// See [`PayError`].
pub async fn apply(app: &App, refund: &Model, theirs: &Refund) -> Result<(), PayError> {
    match &theirs.status {
        TransferStatus::Succeeded => {
            done(app, refund, Proof::Provider(&theirs.id), Actor::SYSTEM).await
        }
        TransferStatus::Canceled => {
            let reason = theirs.cancellation_details.as_ref().map(|why| &why.reason);
            if reason == Some(&Reason::RejectedByTimeout) && refund.checks < FRESH_TRIES {
                return again(app, refund).await;
            }
            fail(app, refund, reason.map_or("canceled", Reason::as_str)).await
        }
        TransferStatus::Pending | TransferStatus::Other(_) => {
            let next = app.clock.now().plus(gap(Status::Pending, 0));
            Entity::update_many()
                .col_expr(Column::Status, Expr::value(Status::Pending.word()))
                .col_expr(Column::ProviderId, Expr::value(theirs.id.as_str()))
                .col_expr(Column::Checks, Expr::value(0))
                .col_expr(Column::NextCheckAt, Expr::value(next))
                .filter(Column::Id.eq(refund.id))
                .filter(Column::Status.eq(Status::Creating))
                .exec(&app.db)
                .await?;
            Ok(())
        }
    }
}

/// How it is known that money went back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proof<'p> {
    /// The provider says so, under this id.
    Provider(&'p str),
    /// Staff did it, under this reference.
    Hand(&'p str),
}

/// The money went back.
pub(super) async fn done(
    app: &App,
    refund: &Model,
    proof: Proof<'_>,
    actor: Actor,
) -> Result<(), PayError> {
    let txn = db::begin(&app.db).await?;
    if !done_in(&txn, app.clock.now(), refund, &proof, actor).await? {
        txn.rollback().await?;
        return match proof {
            Proof::Provider(_) => Ok(()),
            Proof::Hand(_) => Err(PayError::Moved),
        };
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// The same, in the transaction of whoever knows; false when it was done before, or is not waiting for a
/// hand.
pub(crate) async fn done_in(
    txn: &DatabaseTransaction,
    now: Timestamp,
    refund: &Model,
    proof: &Proof<'_>,
    actor: Actor,
) -> Result<bool, PayError> {
    let update = over(refund.id, now)
        .col_expr(Column::Status, Expr::value(Status::Done.word()))
        .col_expr(Column::Problem, Expr::value(Option::<String>::None));
    let update = match *proof {
        Proof::Provider(theirs) => update
            .col_expr(Column::ProviderId, Expr::value(theirs))
            // The provider has the last word, also about what we had given up.
            .filter(Column::Status.ne(Status::Done)),
        Proof::Hand(reference) => update
            .col_expr(Column::Reference, Expr::value(reference))
            .filter(Column::Status.eq(Status::Failed)),
    };
    if update.exec(txn).await?.rows_affected == 0 {
        return Ok(false);
    }
    let payment = service::find_in(txn, refund.payment_id).await?;
    let deed = match proof {
        Proof::Provider(_) => {
            facts::refund_done(txn, now, refund, &payment).await?;
            RefundDeed::Done
        }
        Proof::Hand(_) => {
            facts::refund_by_hand(txn, now, refund, &payment).await?;
            RefundDeed::ByHand
        }
    };
    let event = AuditEvent::Refund(refund.id, deed);
    audit::record(txn, now, actor, &event).await?;
    let news = RefundNews { refund: refund.id };
    let options = outbox::Options::default();
    outbox::enqueue(txn, now, payment.payer_id, &news, options).await?;
    metrics::counter!("refunds_total", "outcome" => "done").increment(1);
    Ok(true)
}

/// The money of one of Telegram's own invoices: the Bot API gives stars back and nothing else. It is at
/// the provider whose token the invoice had, which may be another shop than the one whose keys we have,
/// so a person gives it back in that shop's office, and says under which reference.
async fn hand_over(app: &App, refund: &Model) -> Result<(), PayError> {
    if give_up(app, refund, "native").await? {
        tracing::info!(refund.id = refund.id.0, "a refund waits for staff's hands");
    }
    Ok(())
}

/// The provider refuses; what was promised is still owed, and staff decides.
async fn fail(app: &App, refund: &Model, problem: &str) -> Result<(), PayError> {
    if give_up(app, refund, problem).await? {
        tracing::error!(
            refund.id = refund.id.0,
            problem,
            "a refund does not go through"
        );
    }
    Ok(())
}

/// Leaves a refund to staff; false when it is no longer on its way.
async fn give_up(app: &App, refund: &Model, problem: &str) -> Result<bool, PayError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let failed = over(refund.id, now)
        .col_expr(Column::Status, Expr::value(Status::Failed.word()))
        .col_expr(Column::Problem, Expr::value(problem))
        .filter(Column::Status.is_in(OPEN))
        .exec(&txn)
        .await?;
    if failed.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(false);
    }
    let event = AuditEvent::Refund(refund.id, RefundDeed::Failed);
    audit::record(&txn, now, Actor::SYSTEM, &event).await?;
    tell_staff(app, &txn, now, Trouble::RefundFailed(refund.id)).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("refunds_total", "outcome" => "failed").increment(1);
    Ok(true)
}

/// A technical fault: the same refund under a new key, later. The old one is final at YooKassa, so it
/// cannot happen twice.
async fn again(app: &App, refund: &Model) -> Result<(), PayError> {
    let now = app.clock.now();
    let next = now.plus(gap(Status::Pending, refund.checks));
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Creating.word()))
        .col_expr(Column::IdempotenceKey, Expr::value(new_key()))
        .col_expr(Column::Body, Expr::value(""))
        .col_expr(Column::ProviderId, Expr::value(Option::<String>::None))
        .col_expr(Column::NextCheckAt, Expr::value(next))
        .col_expr(Column::KeyedAt, Expr::value(now))
        .filter(Column::Id.eq(refund.id))
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::IdempotenceKey.eq(refund.idempotence_key.as_str()))
        .exec(&app.db)
        .await?;
    Ok(())
}

fn over(id: RefundId, now: Timestamp) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::NextCheckAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
}
