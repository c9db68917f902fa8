//! A person's requests as their own data: taking them home, and leaving.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::{Value, json};

use super::choice;
use crate::{
    app::App,
    entity::{
        trip,
        trip_offer::{Column, Entity, Side},
        trip_word,
    },
    kernel::{actor::Actor, ids::UserId, time::Timestamp},
};

/// Everything that is kept about a person's requests, for themselves.
///
/// # Errors
/// When the database does not answer.
pub async fn own_data(app: &App, person: UserId) -> Result<Value, DbErr> {
    let trips = trip::Entity::find()
        .filter(trip::Column::TravellerId.eq(person))
        .order_by_asc(trip::Column::Id)
        .all(&app.db)
        .await?;
    let offers = Entity::find()
        .filter(Column::TripId.is_in(trips.iter().map(|one| one.id)))
        .all(&app.db)
        .await?;
    let words = trip_word::Entity::find()
        .filter(trip_word::Column::OfferId.is_in(offers.iter().map(|one| one.id)))
        .filter(trip_word::Column::Side.eq(Side::Traveller))
        .order_by_asc(trip_word::Column::Id)
        .all(&app.db)
        .await?;
    let trips: Vec<_> = trips
        .into_iter()
        .map(|row| {
            let said: Vec<_> = words
                .iter()
                .filter(|word| {
                    offers
                        .iter()
                        .any(|one| one.id == word.offer_id && one.trip_id == row.id)
                })
                .map(|word| {
                    json!({
                        "price_minor": word.price_minor, "text": word.text,
                        "at": word.at.rfc3339(),
                    })
                })
                .collect();
            json!({
                "id": row.id, "status": row.status, "cities": row.cities, "place": row.place,
                "starts_on": row.starts_on, "flexible_days": row.flexible_days,
                "is_month": row.is_month, "days": row.days, "adults": row.adults,
                "children": row.children, "budget_minor": row.budget_minor,
                "currency": row.currency, "transports": row.transports, "wishes": row.wishes,
                "booking_id": row.booking_id, "created_at": row.created_at.rfc3339(),
                "said": said,
            })
        })
        .collect();
    Ok(json!(trips))
}

/// Somebody deletes their account: their requests are called off, and what they wrote is forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn leave(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    person: UserId,
) -> Result<(), DbErr> {
    let theirs = trip::Entity::find()
        .filter(trip::Column::TravellerId.eq(person))
        .all(txn)
        .await?;
    for trip in theirs.iter().filter(|one| one.status == trip::Status::Open) {
        choice::cancel_within(app, txn, now, actor, trip.id).await?;
    }
    let offers = Entity::find()
        .filter(Column::TripId.is_in(theirs.iter().map(|one| one.id)))
        .all(txn)
        .await?;
    trip_word::Entity::update_many()
        .col_expr(trip_word::Column::Text, Expr::value(""))
        .filter(trip_word::Column::OfferId.is_in(offers.iter().map(|one| one.id)))
        .filter(trip_word::Column::Side.eq(Side::Traveller))
        .exec(txn)
        .await?;
    trip::Entity::delete_many()
        .filter(trip::Column::TravellerId.eq(person))
        .filter(trip::Column::Status.eq(trip::Status::Draft))
        .exec(txn)
        .await?;
    trip::Entity::update_many()
        .col_expr(trip::Column::Place, Expr::value(""))
        .col_expr(trip::Column::Wishes, Expr::value(""))
        .filter(trip::Column::TravellerId.eq(person))
        .exec(txn)
        .await?;
    Ok(())
}
