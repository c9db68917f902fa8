//! What waits for a decision about money.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    app::App,
    entity::{agency, executor, payment, payout, refund, user},
    features::{
        payments::{error::PayError, reads},
        users::people,
    },
    kernel::{
        ids::{PaymentId, PayoutId, UserId},
        page::cut,
        permission::{Permission, Rights},
    },
};

/// How much of what waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Money that fits nothing.
    pub parked: u64,
    /// Refunds that did not go through.
    pub failed: u64,
    /// Payouts that wait for a decision.
    pub asked: u64,
    /// Payouts that wait for the bank.
    pub approved: u64,
    /// Payouts that the provider works on.
    pub sending: u64,
}

/// How much waits.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn waiting(app: &App, mine: &Rights) -> Result<Waiting, PayError> {
    if !mine.may(Permission::DecideMoney) {
        return Err(PayError::NotAllowed);
    }
    let db = &app.db;
    let payouts =
        |status: payout::Status| payout::Entity::find().filter(payout::Column::Status.eq(status));
    Ok(Waiting {
        parked: payment::Entity::find()
            .filter(payment::Column::Status.eq(payment::Status::Parked))
            .count(db)
            .await?,
        failed: refund::Entity::find()
            .filter(refund::Column::Status.eq(refund::Status::Failed))
            .count(db)
            .await?,
        asked: payouts(payout::Status::Asked).count(db).await?,
        approved: payouts(payout::Status::Approved).count(db).await?,
        sending: payouts(payout::Status::Sending).count(db).await?,
    })
}

/// A part of the attempts to pay.
#[derive(Clone, Debug, Default)]
pub struct Payments {
    /// Attempts, the newest first.
    pub rows: Vec<payment::Model>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// Attempts to pay in this state, or in any, below `before`.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn payments(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    status: Option<payment::Status>,
    before: Option<PaymentId>,
    limit: u64,
) -> Result<Payments, PayError> {
    let filter = reads::Filter {
        status,
        ..reads::Filter::default()
    };
    let one_more = limit.saturating_add(1);
    let mut rows = reads::list(app, viewer, mine, filter, before, one_more).await?;
    let has_more = cut(&mut rows, limit);
    Ok(Payments { rows, has_more })
}

/// An attempt to pay with what went back of it, and who paid.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The attempt and its refunds.
    pub card: reads::Card,
    /// Who paid.
    pub payer: user::Model,
}

/// One attempt to pay.
///
/// # Errors
/// [`PayError::NotFound`], or the database.
pub async fn payment(
    app: &App,
    viewer: UserId,
    mine: &Rights,
    id: PaymentId,
) -> Result<Payment, PayError> {
    let card = reads::card(app, viewer, mine, id).await?;
    let payer = people::find(app, card.payment.payer_id).await?;
    Ok(Payment {
        payer: payer.ok_or(PayError::NotFound)?,
        card,
    })
}

/// A payout with whose it is.
#[derive(Clone, Debug)]
pub struct Payout {
    /// The payout.
    pub row: payout::Model,
    /// Whose.
    pub person: user::Model,
    /// What clients know them by, when they carry orders out.
    pub number: Option<i32>,
    /// The agency whose money it is.
    pub agency: Option<agency::Model>,
}

async fn with_person(app: &App, row: payout::Model) -> Result<Payout, PayError> {
    let person = people::find(app, row.user_id)
        .await?
        .ok_or(PayError::NotFound)?;
    let executor = executor::Entity::find_by_id(row.user_id)
        .one(&app.db)
        .await?;
    let agency = match row.agency_id {
        Some(id) => agency::Entity::find_by_id(id).one(&app.db).await?,
        None => None,
    };
    Ok(Payout {
        row,
        person,
        agency,
        number: executor.map(|executor| executor.number),
    })
}

/// One payout.
///
/// # Errors
/// [`PayError::NotFound`], or the database.
pub async fn payout(
    app: &App,
    mine: &Rights,
    viewer: UserId,
    id: PayoutId,
) -> Result<Payout, PayError> {
    let row = reads::payout(app, viewer, mine, id).await?;
    with_person(app, row).await
}

/// A part of a queue.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Payouts, oldest first.
    pub payouts: Vec<Payout>,
    /// Whether there are more.
    pub has_more: bool,
}

/// Payouts in these states after this one, oldest first.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn queue(
    app: &App,
    mine: &Rights,
    statuses: &[payout::Status],
    after: Option<PayoutId>,
    limit: u64,
) -> Result<Part, PayError> {
    let mut rows = reads::payouts(app, mine, statuses, after, limit.saturating_add(1)).await?;
    let has_more = cut(&mut rows, limit);
    let mut payouts = Vec::new();
    for row in rows {
        payouts.push(with_person(app, row).await?);
    }
    Ok(Part { payouts, has_more })
}
