//! The bargaining: the traveller names another price or asks, the agency agrees or answers.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, UpdateMany, sea_query::Expr,
};

use super::{
    choice,
    error::TripError,
    events::{self, News},
    offers::{self, next},
    typed::Said,
};
use crate::{
    app::App,
    db,
    entity::{
        trip_offer::{Column, Entity, Model, Side},
        trip_word,
    },
    features::audit::{self, AuditEvent, TripDeed},
    kernel::{actor::Actor, ids::TripOfferId, money::Money, permission::Rights, time::Timestamp},
};

/// Longest words in the bargaining, in characters.
pub const WORD_LIMIT: usize = 500;

/// Names another price, says something, or both; the agency has to answer. The offer stands meanwhile. A
/// repeated delivery says nothing twice.
///
/// # Errors
/// See [`TripError`].
pub async fn counter(
    app: &App,
    actor: Actor,
    id: TripOfferId,
    said: impl Into<Said>,
) -> Result<Model, TripError> {
    let said = said.into();
    let (trip, offer) = choice::mine(app, actor, id).await?;
    let (price, words) = said.about(&offer)?;
    let now = app.clock.now();
    let update = next(&offer)
        .col_expr(
            Column::WantedMinor,
            Expr::value(price.map(Money::minor).or(offer.wanted_minor)),
        )
        .col_expr(Column::Turn, Expr::value(Side::Agency.word()));
    let Some(txn) = db::begin_once(&app.db, actor, "trip.counter", now).await? else {
        // Said already: a message that is brought again changes nothing.
        return Ok(offer);
    };
    choice::touch(&txn, now, &trip).await?;
    let Some(offer) = choice::standing(update, now)
        .exec_with_returning(&txn)
        .await?
        .pop()
    else {
        txn.rollback().await?;
        return Err(choice::why_not(app, now, id, offer.revision).await?);
    };
    say(
        &txn,
        now,
        id,
        Side::Traveller,
        price.map(Money::minor),
        words,
    )
    .await?;
    let deed = TripDeed::Countered(id);
    audit::record(&txn, now, actor, &AuditEvent::Trip(trip.id, deed)).await?;
    events::tell_agency(app, &txn, now, &offer, News::Countered).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(offer)
}

/// Agrees to the price that the traveller asked for.
///
/// # Errors
/// See [`TripError`].
pub async fn accept(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TripOfferId,
    revision: i32,
) -> Result<Model, TripError> {
    let offer = offers::open(&app.db, rights, id).await?;
    if offer.revision != revision {
        return Err(TripError::Changed);
    }
    let wanted = offer.wanted_minor.ok_or(TripError::Moved)?;
    let update = next(&offer).col_expr(Column::PriceMinor, Expr::value(wanted));
    let word = (Some(wanted), String::new());
    answer(app, actor, &offer, update, word).await
}

/// Answers the traveller with another price, words, or both.
///
/// # Errors
/// See [`TripError`].
pub async fn reply(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TripOfferId,
    said: impl Into<Said>,
) -> Result<Model, TripError> {
    let said = said.into();
    let offer = offers::open(&app.db, rights, id).await?;
    let (price, words) = said.about(&offer)?;
    let mut update = next(&offer);
    if let Some(price) = price {
        update = update.col_expr(Column::PriceMinor, Expr::value(price.minor()));
    }
    let word = (price.map(Money::minor), words);
    answer(app, actor, &offer, update, word).await
}

/// Carries out an update that answers the traveller, and writes the word down.
async fn answer(
    app: &App,
    actor: Actor,
    offer: &Model,
    update: UpdateMany<Entity>,
    word: (Option<i64>, String),
) -> Result<Model, TripError> {
    let hours = offer.valid_hours;
    offers::publish(app, actor, offer, update, hours, Some(word), News::Changed).await
}

/// Writes a round of the bargaining down.
pub(super) async fn say(
    txn: &DatabaseTransaction,
    now: Timestamp,
    offer: TripOfferId,
    side: Side,
    price_minor: Option<i64>,
    text: String,
) -> Result<(), DbErr> {
    let row = trip_word::ActiveModel {
        offer_id: Set(offer),
        side: Set(side),
        price_minor: Set(price_minor),
        text: Set(text),
        at: Set(now),
        ..Default::default()
    };
    row.insert(txn).await?;
    Ok(())
}
