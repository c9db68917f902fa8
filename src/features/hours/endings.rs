//! Calling an hour off, and what goes back.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr,
};

use super::{
    error::HoursError,
    events::{self, News},
    money, reads,
    terms::{self, Side},
};
use crate::{
    app::App,
    config, db,
    entity::{
        hour::{Column, Entity, Model, Status},
        hour_day_off, hour_window,
    },
    features::audit::{self, AuditEvent, HourDeed},
    kernel::{
        actor::Actor,
        ids::{HourId, UserId},
        money::Money,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// What calling off would come to.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The hour.
    pub hour: Model,
    /// Who would call it off.
    pub side: Side,
    /// What was paid.
    pub paid: Money,
    /// What would go back.
    pub refund: Money,
}

/// What calling off would come to now.
///
/// # Errors
/// See [`HoursError`].
pub async fn preview(
    app: &App,
    viewer: UserId,
    rights: &Rights,
    hour: HourId,
) -> Result<Preview, HoursError> {
    let card = reads::card(app, viewer, rights, hour).await?;
    if card.side == Side::Staff && !rights.may(Permission::SteerOrders) {
        return Err(HoursError::NotAllowed);
    }
    let now = app.clock.now();
    if !may_be_called_off(&card.hour, card.side, now) {
        return Err(HoursError::TooLate);
    }
    let refund = terms::when_called_off(&card.hour, card.side, now, &app.config.hours)?;
    Ok(Preview {
        paid: terms::in_hand(&card.hour),
        refund,
        side: card.side,
        hour: card.hour,
    })
}

/// Calls an hour off; calling off twice is calling off once. `shown` is the refund that the person was
/// shown: when the terms are others by now, nothing happens and they are shown anew.
///
/// # Errors
/// See [`HoursError`].
pub async fn cancel(
    app: &App,
    actor: Actor,
    rights: &Rights,
    hour: HourId,
    shown: i64,
) -> Result<Model, HoursError> {
    let me = actor.user().ok_or(HoursError::NotAllowed)?;
    let card = reads::card(app, me, rights, hour).await?;
    if card.hour.status == Status::Cancelled {
        return Ok(card.hour);
    }
    let preview = preview(app, me, rights, hour).await?;
    if preview.refund.minor() != shown {
        return Err(HoursError::TermsChanged);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    if !call_off(&txn, now, actor, &preview).await? {
        txn.rollback().await?;
        return Err(HoursError::TooLate);
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(reads::card(app, me, rights, hour).await?.hour)
}

/// Holds may be let go and booked hours called off until they begin; operators and staff may also end
/// one that runs.
fn may_be_called_off(hour: &Model, side: Side, now: Timestamp) -> bool {
    match (hour.status, side) {
        (Status::Held, _) => true,
        (Status::Booked, Side::Client) => now < hour.starts_at,
        (Status::Booked | Status::Live, Side::Operator | Side::Staff) => true,
        (Status::Live, Side::Client)
        | (
            Status::Done
            | Status::MissedByClient
            | Status::MissedByOperator
            | Status::Cancelled
            | Status::Expired,
            _,
        ) => false,
    }
}

async fn call_off(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    preview: &Preview,
) -> Result<bool, HoursError> {
    let (hour, side) = (&preview.hour, preview.side);
    // The state that the refund was reckoned for is the one that is left, or nothing happens.
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Cancelled))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(hour.id))
        .filter(Column::Status.eq(hour.status))
        .filter(Column::PaidMinor.eq(hour.paid_minor))
        .filter(Column::RefundedMinor.eq(hour.refunded_minor))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    let deed = HourDeed::Cancelled {
        by: side.word(),
        refund_minor: preview.refund.minor(),
    };
    money::close(txn, now, actor, hour, preview.refund, deed.action()).await?;
    audit::record(txn, now, actor, &AuditEvent::Hour(hour.id, deed)).await?;
    let news = match side {
        Side::Client => News::CancelledByClient,
        Side::Operator => News::CancelledByOperator,
        Side::Staff => News::CancelledByStaff,
    };
    // An operator never heard of a hold. Whoever did it sees it on the screen.
    let readers = match (hour.status, side) {
        (Status::Held, Side::Client) => vec![],
        (Status::Held, _) => vec![hour.client_id],
        _ => vec![hour.client_id, hour.operator_id],
    };
    for reader in readers {
        if actor.user() != Some(reader) {
            events::tell(txn, now, reader, hour.id, news).await?;
        }
    }
    Ok(true)
}

/// Somebody deletes their account: what they booked or host is called off, their schedule goes.
///
/// # Errors
/// See [`HoursError`].
pub async fn leave(
    txn: &DatabaseTransaction,
    settings: &config::Hours,
    now: Timestamp,
    actor: Actor,
    person: UserId,
) -> Result<(), HoursError> {
    let open = Entity::find()
        .filter(
            Column::ClientId
                .eq(person)
                .or(Column::OperatorId.eq(person)),
        )
        .filter(Column::Status.is_in([Status::Held, Status::Booked, Status::Live]))
        .all(txn)
        .await?;
    for hour in open {
        let side = if hour.client_id == person {
            Side::Client
        } else {
            Side::Operator
        };
        let preview = Preview {
            paid: terms::in_hand(&hour),
            refund: terms::when_called_off(&hour, side, now, settings)?,
            side,
            hour,
        };
        call_off(txn, now, actor, &preview).await?;
    }
    hour_window::Entity::delete_many()
        .filter(hour_window::Column::OperatorId.eq(person))
        .exec(txn)
        .await?;
    hour_day_off::Entity::delete_many()
        .filter(hour_day_off::Column::OperatorId.eq(person))
        .exec(txn)
        .await?;
    Ok(())
}
