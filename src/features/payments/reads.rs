//! Looking at payments, refunds and payouts, for whoever may see them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::error::PayError;
use crate::{
    app::App,
    entity::{payment, payout, refund},
    kernel::{
        ids::{PaymentId, PayoutId, UserId},
        payable::Payable,
        permission::{Permission, Rights},
    },
};

/// An attempt with what went back of it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The attempt.
    pub payment: payment::Model,
    /// Its refunds, oldest first.
    pub refunds: Vec<refund::Model>,
}

/// An attempt for its payer, or for whoever decides about money.
///
/// # Errors
/// [`PayError::NotFound`] for anybody else, and see [`PayError`].
pub async fn card(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    id: PaymentId,
) -> Result<Card, PayError> {
    let payment = payment::Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .filter(|payment| payment.payer_id == viewer || mine.may(Permission::DecideMoney))
        .ok_or(PayError::NotFound)?;
    let refunds = refunds_of(&app.db, &[payment.id]).await?;
    Ok(Card { payment, refunds })
}

/// Attempts of one person below `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_payer(
    app: &App,
    payer: UserId,
    before: Option<PaymentId>,
    limit: u64,
) -> Result<Vec<payment::Model>, DbErr> {
    let mut select = payment::Entity::find().filter(payment::Column::PayerId.eq(payer));
    if let Some(before) = before {
        select = select.filter(payment::Column::Id.lt(before));
    }
    select
        .order_by_desc(payment::Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// Attempts in one state below `before`, newest first; all states when none is named.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn list(
    app: &App,
    mine: &Rights,
    status: Option<payment::Status>,
    before: Option<PaymentId>,
    limit: u64,
) -> Result<Vec<payment::Model>, PayError> {
    require(mine)?;
    let mut select = payment::Entity::find();
    if let Some(status) = status {
        select = select.filter(payment::Column::Status.eq(status));
    }
    if let Some(before) = before {
        select = select.filter(payment::Column::Id.lt(before));
    }
    Ok(select
        .order_by_desc(payment::Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?)
}

/// Everything that was tried and given back for one thing, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_payable(db: &impl ConnectionTrait, payable: Payable) -> Result<Vec<Card>, DbErr> {
    let payments = payment::Entity::find()
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::of(payable)))
        .filter(payment::Column::PayableId.eq(payable.id()))
        .order_by_asc(payment::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<_> = payments.iter().map(|payment| payment.id).collect();
    let refunds = refunds_of(db, &ids).await?;
    Ok(payments
        .into_iter()
        .map(|payment| Card {
            refunds: refunds
                .iter()
                .filter(|refund| refund.payment_id == payment.id)
                .cloned()
                .collect(),
            payment,
        })
        .collect())
}

async fn refunds_of(
    db: &impl ConnectionTrait,
    payments: &[PaymentId],
) -> Result<Vec<refund::Model>, DbErr> {
    refund::Entity::find()
        .filter(refund::Column::PaymentId.is_in(payments.iter().copied()))
        .order_by_asc(refund::Column::Id)
        .all(db)
        .await
}

/// Refunds in one state, oldest first: what staff has to look at.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn refunds(
    app: &App,
    mine: &Rights,
    status: refund::Status,
    limit: u64,
) -> Result<Vec<refund::Model>, PayError> {
    require(mine)?;
    Ok(refund::Entity::find()
        .filter(refund::Column::Status.eq(status))
        .order_by_asc(refund::Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?)
}

/// A payout for its owner, or for whoever decides about money.
///
/// # Errors
/// [`PayError::NotFound`] for anybody else, and see [`PayError`].
pub async fn payout(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    id: PayoutId,
) -> Result<payout::Model, PayError> {
    payout::Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .filter(|payout| payout.user_id == viewer || mine.may(Permission::DecideMoney))
        .ok_or(PayError::NotFound)
}

/// Payouts of one person below `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn payouts_of(
    app: &App,
    owner: UserId,
    before: Option<PayoutId>,
    limit: u64,
) -> Result<Vec<payout::Model>, DbErr> {
    let mut select = payout::Entity::find().filter(payout::Column::UserId.eq(owner));
    if let Some(before) = before {
        select = select.filter(payout::Column::Id.lt(before));
    }
    select
        .order_by_desc(payout::Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// Payouts in these states, oldest first: staff's queue.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn payouts(
    app: &App,
    mine: &Rights,
    statuses: &[payout::Status],
    after: Option<PayoutId>,
    limit: u64,
) -> Result<Vec<payout::Model>, PayError> {
    require(mine)?;
    let mut select =
        payout::Entity::find().filter(payout::Column::Status.is_in(statuses.iter().copied()));
    if let Some(after) = after {
        select = select.filter(payout::Column::Id.gt(after));
    }
    Ok(select
        .order_by_asc(payout::Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?)
}

fn require(mine: &Rights) -> Result<(), PayError> {
    if mine.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(PayError::NotAllowed)
    }
}
