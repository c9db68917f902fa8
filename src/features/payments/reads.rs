//! Looking at payments, refunds and payouts, for whoever may see them.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::error::PayError;
use crate::{
    app::App,
    entity::{booking, payment, payout, refund},
    features::ledger,
    kernel::{
        ids::{AgencyId, LedgerTransactionId, PaymentId, PayoutId, UserId},
        money::Currency,
        payable::Payable,
        permission::{Permission, Rights},
        time::Span,
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

/// Which attempts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this payer.
    pub payer: Option<UserId>,
    /// Only in this state.
    pub status: Option<payment::Status>,
    /// Only for this kind of thing.
    pub kind: Option<payment::PayableKind>,
    /// Only those for bookings of this agency.
    pub agency: Option<AgencyId>,
    /// Only those that began then.
    pub span: Span,
}

/// Attempts below `before`, newest first: of oneself, those for bookings of an agency for its managers, or
/// anybody's for whoever decides about money.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn list(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    filter: Filter,
    before: Option<PaymentId>,
    limit: u64,
) -> Result<Vec<payment::Model>, PayError> {
    use payment::Column;
    let is_theirs = filter.agency.is_some_and(|agency| mine.manages(agency));
    if filter.payer != Some(viewer) && !is_theirs {
        require(mine)?;
    }
    let of_agency = filter.agency.map(|agency| {
        let bookings = booking::Entity::find()
            .select_only()
            .column(booking::Column::Id)
            .filter(booking::Column::AgencyId.eq(agency));
        Condition::all()
            .add(Column::PayableKind.eq(payment::PayableKind::Booking))
            .add(Column::PayableId.in_subquery(bookings.into_query()))
    });
    Ok(payment::Entity::find()
        .filter(
            Condition::all()
                .add_option(of_agency)
                .add_option(filter.payer.map(|payer| Column::PayerId.eq(payer)))
                .add_option(filter.status.map(|status| Column::Status.eq(status)))
                .add_option(filter.kind.map(|kind| Column::PayableKind.eq(kind)))
                .add_option(filter.span.from.map(|from| Column::CreatedAt.gte(from)))
                .add_option(filter.span.until.map(|until| Column::CreatedAt.lt(until)))
                .add_option(before.map(|before| Column::Id.lt(before))),
        )
        .order_by_desc(Column::Id)
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

/// Which payouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayoutFilter {
    /// Only those of this person.
    pub owner: Option<UserId>,
    /// Only from this balance.
    pub purpose: Option<payout::Purpose>,
    /// Only in this state.
    pub status: Option<payout::Status>,
}

/// Payouts below `before`, newest first: of oneself, or anybody's for whoever decides about money.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn payout_list(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    filter: PayoutFilter,
    before: Option<PayoutId>,
    limit: u64,
) -> Result<Vec<payout::Model>, PayError> {
    use payout::Column;
    if filter.owner != Some(viewer) {
        require(mine)?;
    }
    Ok(payout::Entity::find()
        .filter(
            Condition::all()
                .add_option(filter.owner.map(|owner| Column::UserId.eq(owner)))
                .add_option(filter.purpose.map(|purpose| Column::Purpose.eq(purpose)))
                .add_option(filter.status.map(|status| Column::Status.eq(status)))
                .add_option(before.map(|before| Column::Id.lt(before))),
        )
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?)
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

/// Facts of the ledger below `before` with their lines, newest first.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn book(
    app: &App,
    mine: &Rights,
    filter: &ledger::reads::Filter,
    before: Option<LedgerTransactionId>,
    limit: u64,
) -> Result<Vec<ledger::reads::Booked>, PayError> {
    require(mine)?;
    Ok(ledger::reads::facts(&app.db, filter, before, limit).await?)
}

/// What is on the accounts of each kind, in each currency: debits are positive.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn totals(app: &App, mine: &Rights) -> Result<Vec<(String, Currency, i64)>, PayError> {
    require(mine)?;
    Ok(ledger::reads::totals(&app.db).await?)
}

fn require(mine: &Rights) -> Result<(), PayError> {
    if mine.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(PayError::NotAllowed)
    }
}
