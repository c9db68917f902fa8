//! What staff decides about payouts.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};

use super::{
    super::{error::PayError, events::PayoutNews},
    TEXT, find, find_in, over, send,
};
use crate::{
    app::App,
    db,
    entity::payout::{Column, Entity, Model, Provider, Purpose, Status},
    features::{
        audit::{self, AuditEvent, money::PayoutDeed},
        ledger::facts,
    },
    kernel::{
        actor::Actor,
        ids::PayoutId,
        money::Currency,
        permission::{Permission, Rights, Role},
        time::Timestamp,
        words::clean,
    },
    outbox,
};

/// Approves a payout: it goes onto the list for the bank, or to YooKassa when the settings say so. Nobody
/// approves their own, the owners excepted: there is nobody above them.
///
/// # Errors
/// [`PayError::OwnPayout`]; [`PayError::Moved`] when somebody decided before, and see [`PayError`].
pub async fn approve(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PayoutId,
) -> Result<Model, PayError> {
    require(mine)?;
    let payout = find(app, id).await?;
    if actor.user() == Some(payout.user_id) && !mine.has(Role::Owner) {
        return Err(PayError::OwnPayout);
    }
    let now = app.clock.now();
    let by_provider = app.config.payouts.provider == Provider::Yookassa
        && app.gateway.is_some()
        && payout.purpose != Purpose::Agency
        && payout.currency == Currency::Rub;
    let update = decided(id, actor, now).filter(Column::Status.eq(Status::Asked));
    let update = if by_provider {
        update
            .col_expr(Column::Status, Expr::value(Status::Sending.word()))
            .col_expr(Column::Provider, Expr::value(Provider::Yookassa.word()))
            .col_expr(Column::Body, Expr::value(send::template(&payout)?))
            .col_expr(Column::NextCheckAt, Expr::value(now))
    } else {
        update.col_expr(Column::Status, Expr::value(Status::Approved.word()))
    };
    let txn = db::begin(&app.db).await?;
    carry_out(&txn, update).await?;
    finish(&txn, now, actor, &payout, PayoutDeed::Approved).await?;
    txn.commit().await?;
    app.outbox.nudge();
    find(app, id).await
}

/// Rejects a payout: the money is on the balance again.
///
/// # Errors
/// [`PayError::Moved`] when it is decided otherwise, and see [`PayError`].
pub async fn reject(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PayoutId,
    reason: &str,
) -> Result<(), PayError> {
    require(mine)?;
    let from = [Status::Asked, Status::Approved];
    let ended = Ended {
        from: &from,
        to: Status::Rejected,
        deed: PayoutDeed::Rejected,
        word: Column::Problem,
    };
    end(app, actor, id, ended, reason).await
}

/// Notes that an approved payout was paid by hand, with the bank's reference.
///
/// # Errors
/// [`PayError::Moved`] when it waits for no payment, and see [`PayError`].
pub async fn paid(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PayoutId,
    reference: &str,
) -> Result<(), PayError> {
    require(mine)?;
    let ended = Ended {
        from: &[Status::Approved],
        to: Status::Paid,
        deed: PayoutDeed::Paid,
        word: Column::Reference,
    };
    end(app, actor, id, ended, reference).await
}

/// Notes that the bank did not take an approved payout: the money is on the balance again.
///
/// # Errors
/// [`PayError::Moved`] when it waits for no payment, and see [`PayError`].
pub async fn fail(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PayoutId,
    reason: &str,
) -> Result<(), PayError> {
    require(mine)?;
    let ended = Ended {
        from: &[Status::Approved],
        to: Status::Failed,
        deed: PayoutDeed::Failed,
        word: Column::Problem,
    };
    end(app, actor, id, ended, reason).await
}

/// How a payout ends.
struct Ended<'e> {
    from: &'e [Status],
    to: Status,
    deed: PayoutDeed,
    /// Where the words of whoever ends it are kept.
    word: Column,
}

async fn end(
    app: &App,
    actor: Actor,
    id: PayoutId,
    ended: Ended<'_>,
    words: &str,
) -> Result<(), PayError> {
    let words = clean(words);
    if words.is_empty() || words.chars().count() > TEXT {
        return Err(PayError::BadText);
    }
    find(app, id).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = over(id, ended.from, ended.to, now)
        .col_expr(ended.word, Expr::value(words))
        .col_expr(Column::DecidedBy, Expr::value(actor.user()))
        .col_expr(Column::DecidedAt, Expr::value(now));
    carry_out(&txn, update).await?;
    let payout = find_in(&txn, id).await?;
    if ended.to == Status::Paid {
        facts::payout_paid(&txn, now, &payout).await?;
    } else {
        facts::payout_returned(&txn, now, &payout).await?;
    }
    finish(&txn, now, actor, &payout, ended.deed).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payouts_total", "outcome" => ended.to.word()).increment(1);
    Ok(())
}

fn decided(id: PayoutId, actor: Actor, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::DecidedBy, Expr::value(actor.user()))
        .filter(Column::Id.eq(id))
}

async fn carry_out(txn: &DatabaseTransaction, update: UpdateMany<Entity>) -> Result<(), PayError> {
    if update.exec(txn).await?.rows_affected == 0 {
        return Err(PayError::Moved);
    }
    Ok(())
}

/// Writes the decision down and tells the owner.
pub(super) async fn finish(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    payout: &Model,
    deed: PayoutDeed,
) -> Result<(), PayError> {
    audit::record(txn, now, actor, &AuditEvent::Payout(payout.id, deed)).await?;
    let news = PayoutNews { payout: payout.id };
    outbox::enqueue(txn, now, payout.user_id, &news, outbox::Options::default()).await?;
    Ok(())
}

pub(super) fn require(mine: &Rights) -> Result<(), PayError> {
    if mine.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(PayError::NotAllowed)
    }
}
