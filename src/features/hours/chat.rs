//! Entering an hour.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    error::HoursError,
    reads::{self, Card},
    rounds,
    terms::Side,
};
use crate::{
    app::App,
    db,
    entity::hour::{Column, Entity, Status},
    kernel::{actor::Actor, ids::HourId, permission::Rights},
};

/// Somebody comes to their hour: from now on nobody waits for them. The hour begins with whoever comes
/// first, should no round have begun it yet.
///
/// # Errors
/// See [`HoursError`].
pub async fn enter(
    app: &App,
    actor: Actor,
    rights: &Rights,
    hour: HourId,
) -> Result<Card, HoursError> {
    let me = actor.user().ok_or(HoursError::NotAllowed)?;
    let card = reads::card(app, me, rights, hour).await?;
    let column = match card.side {
        Side::Client => Column::ClientCameAt,
        Side::Operator => Column::OperatorCameAt,
        Side::Staff => return Err(HoursError::NotAllowed),
    };
    let now = app.clock.now();
    if !reads::is_within(&card.hour, now) {
        return Err(HoursError::Closed);
    }
    match card.hour.status {
        Status::Live => {}
        Status::Booked => {
            rounds::begin(app, &card.hour).await?;
        }
        Status::Held
        | Status::Done
        | Status::MissedByClient
        | Status::MissedByOperator
        | Status::Cancelled
        | Status::Expired => return Err(HoursError::Closed),
    }
    let txn = db::begin(&app.db).await?;
    let came = Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(Column::Id.eq(hour))
        .filter(Column::Status.eq(Status::Live))
        .filter(column.is_null())
        .exec(&txn)
        .await?;
    txn.commit().await?;
    let card = reads::card(app, me, rights, hour).await?;
    // Whoever was here before is here still, unless the hour ended meanwhile.
    if came.rows_affected == 0 && card.hour.status != Status::Live {
        return Err(HoursError::Closed);
    }
    Ok(card)
}
