//! What a payment does to an order, in the transaction that settles it.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    UpdateMany, sea_query::Expr,
};

use super::{
    assign, change, disputes, error::StudyError, events::News, hands, machine::Act, quotes, work,
};
use crate::{
    app::App,
    entity::{
        order::{Column, Entity, Model, Status},
        payment::{self, Part},
    },
    features::{audit::order::OrderDeed, ledger::facts::From},
    kernel::{
        actor::Actor,
        ids::{OrderId, UserId},
        money::Money,
        time::Timestamp,
    },
};

/// What is to be paid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// By whom.
    pub payer: UserId,
    /// Amount, bonuses not yet taken off.
    pub amount: Money,
    /// Which part of the price.
    pub part: Part,
    /// Until when, where there is a limit.
    pub until: Option<Timestamp>,
}

/// What happened to what was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is paid.
    Done,
    /// It was settled by another payment, or ended: the money goes back.
    TooLate,
}

/// What is to be paid for an order now; none when nothing is.
///
/// # Errors
/// [`StudyError::NoSuchOrder`], or the database.
pub async fn due(
    app: &App,
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Option<Due>, StudyError> {
    let order = change::find(db, id).await?;
    let Some(price) = order.price_minor else {
        return Ok(None);
    };
    let price = Money::new(price, order.currency);
    let (amount, part) = match order.status {
        Status::AwaitingPayment => {
            let percent = app.config.study.deposit_percent;
            if percent >= 100 {
                (price, Part::Full)
            } else {
                (price.share(percent.saturating_mul(100))?, Part::Deposit)
            }
        }
        Status::Delivered if order.rest_minor() > 0 => {
            (Money::new(order.rest_minor(), order.currency), Part::Rest)
        }
        _ => return Ok(None),
    };
    Ok(Some(Due {
        payer: order.client_id,
        amount,
        part,
        until: order.pay_by,
    }))
}

/// Settles a payment: the order moves on, whoever works on it is told. The payment's own row, the
/// ledger's fact and the referral's bonus are the caller's.
///
/// # Errors
/// See [`StudyError`].
pub async fn on_paid(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OrderId,
    payment: &payment::Model,
) -> Result<Settled, StudyError> {
    let amount = payment.money().plus(payment.bonus())?;
    let deed = OrderDeed::Paid {
        amount_minor: amount.minor(),
    };
    if payment.part == Part::Rest {
        let paid = counted(Entity::update_many(), payment, amount)
            .col_expr(Column::MovedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::Status.eq(Status::Delivered))
            .exec(txn)
            .await?;
        if paid.rows_affected == 0 {
            return too_late(txn, now, id).await;
        }
        change::write_down(txn, now, Actor::SYSTEM, id, deed).await?;
        // Whoever pays the rest of a delivered work accepts it.
        work::complete(app, txn, now, id, None).await?;
        return Ok(Settled::Done);
    }
    let pay = |act: Act| {
        counted(change::step(act, id, now), payment, amount)
            .col_expr(Column::PaidAt, Expr::value(now))
            .col_expr(Column::PayBy, Expr::value(Option::<i64>::None))
            .col_expr(Column::EndedAt, Expr::value(Option::<i64>::None))
            .col_expr(Column::EndedReason, Expr::value(Option::<String>::None))
    };
    let in_time = pay(Act::Pay).exec_with_returning(txn).await?.pop();
    let order = match in_time {
        Some(order) => order,
        None => {
            // The payment window closed under the payer: nothing stands against it, so the order lives
            // again.
            let late = pay(Act::PayLate).filter(Column::EndedReason.eq("not_paid"));
            let Some(order) = late.exec_with_returning(txn).await?.pop() else {
                return too_late(txn, now, id).await;
            };
            change::write_down(txn, now, Actor::SYSTEM, id, OrderDeed::Revived).await?;
            order
        }
    };
    change::write_down(txn, now, Actor::SYSTEM, id, deed).await?;
    hand_over(app, txn, now, &order).await?;
    Ok(Settled::Done)
}

/// Adds what was paid.
fn counted(
    update: UpdateMany<Entity>,
    payment: &payment::Model,
    amount: Money,
) -> UpdateMany<Entity> {
    update
        .col_expr(
            Column::PaidMinor,
            Expr::col(Column::PaidMinor).add(amount.minor()),
        )
        .col_expr(
            Column::BonusMinor,
            Expr::col(Column::BonusMinor).add(payment.bonus_minor),
        )
}

/// A paid order goes to the executor whom the client chose, or where others see it.
async fn hand_over(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &Model,
) -> Result<(), StudyError> {
    let id = order.id;
    quotes::close_offers(txn, now, id).await?;
    change::tell(txn, now, order.client_id, id, News::Paid).await?;
    change::tell_staff(app, txn, now, id, News::Paid).await?;
    let Some(executor) = order.executor_id else {
        change::tell_board(txn, now, order).await?;
        return Ok(());
    };
    hands::overfill(txn, executor).await?;
    Entity::update_many()
        .col_expr(Column::AssignedAt, Expr::value(now))
        .col_expr(Column::AcceptBy, Expr::value(assign::accept_by(app, now)))
        .filter(Column::Id.eq(id))
        .exec(txn)
        .await?;
    change::tell(txn, now, executor, id, News::Assigned).await?;
    Ok(())
}

/// A part of what was paid goes back without a decision about the order: notes it and says where the
/// money is now.
///
/// # Errors
/// [`StudyError::TooMuch`] when less is there; see [`StudyError`].
pub async fn reversed(
    txn: &DatabaseTransaction,
    id: OrderId,
    amount: Money,
) -> Result<From, StudyError> {
    let order = change::find(txn, id).await?;
    if amount.minor() > order.kept_minor() {
        return Err(StudyError::TooMuch);
    }
    change::take(txn, change::refunded(&order, amount)).await?;
    // Read under the update's own lock: an acceptance meanwhile has shared the price.
    let order = change::find(txn, id).await?;
    Ok(disputes::source(&order))
}

async fn too_late(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OrderId,
) -> Result<Settled, StudyError> {
    let order = change::find(txn, id).await?;
    change::write_down(txn, now, Actor::SYSTEM, id, OrderDeed::LateMoney).await?;
    change::tell(txn, now, order.client_id, id, News::LateMoney).await?;
    Ok(Settled::TooLate)
}
