//! Requests as lists by cursor, and who sees one of them, or an offer, as what.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    error::TripError,
    offers,
    reads::{self, Card, Row},
};
use crate::{
    app::App,
    entity::{
        trip,
        trip_offer::{self, Side},
    },
    kernel::{
        ids::{AgencyId, TripId, TripOfferId, UserId},
        permission::Rights,
    },
};

/// Offers of one agency for one request that are shown: the last ones.
const LAST: u64 = 20;

/// As whom somebody sees a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Whoever asks.
    Traveller,
    /// Whoever decides for this agency, to which it was sent.
    Agency(AgencyId),
}

/// A request, and as whom this person sees it: one's own as its traveller does, unless an agency is named.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn look(
    app: &App,
    me: UserId,
    rights: &Rights,
    id: TripId,
    agency: Option<AgencyId>,
) -> Result<(trip::Model, View), TripError> {
    let trip = reads::any(&app.db, id).await?;
    let agency = match agency {
        Some(agency) => agency,
        None if trip.traveller_id == me => return Ok((trip, View::Traveller)),
        None => reads::addressee(app, rights, id)
            .await?
            .ok_or(TripError::Gone)?,
    };
    match offers::asked(&app.db, rights, agency, id).await {
        Ok(trip) => Ok((trip, View::Agency(agency))),
        // Who has nothing to do with it does not learn that it is there.
        Err(TripError::NotAllowed) => Err(TripError::Gone),
        Err(error) => Err(error),
    }
}

/// An offer with everything, and the side on which this person stands: of one's own request the
/// traveller's.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn offer(
    app: &App,
    me: UserId,
    rights: &Rights,
    id: TripOfferId,
) -> Result<(Card, Side), TripError> {
    match reads::card(app, me, id).await {
        Ok(card) => return Ok((card, Side::Traveller)),
        Err(TripError::Gone) => {}
        Err(error) => return Err(error),
    }
    match reads::desk_card(app, rights, id).await {
        Ok(card) => Ok((card, Side::Agency)),
        Err(TripError::NotAllowed) => Err(TripError::Gone),
        Err(error) => Err(error),
    }
}

/// What an agency has offered for a request, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_agency(
    app: &App,
    trip: &trip::Model,
    agency: AgencyId,
) -> Result<Vec<Card>, TripError> {
    let found = trip_offer::Entity::find()
        .filter(trip_offer::Column::TripId.eq(trip.id))
        .filter(trip_offer::Column::AgencyId.eq(agency))
        .order_by_desc(trip_offer::Column::Id)
        .limit(LAST)
        .all(&app.db)
        .await?;
    let mut cards = Vec::new();
    for offer in found {
        cards.push(reads::whole(&app.db, trip.clone(), offer).await?);
    }
    Ok(cards)
}

/// A person's own requests, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(
    app: &App,
    traveller: UserId,
    status: Option<trip::Status>,
    before: Option<TripId>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let mut select = trip::Entity::find()
        .filter(trip::Column::TravellerId.eq(traveller))
        .order_by_desc(trip::Column::Id)
        .limit(limit);
    if let Some(status) = status {
        select = select.filter(trip::Column::Status.eq(status));
    }
    if let Some(before) = before {
        select = select.filter(trip::Column::Id.lt(before));
    }
    let found = select.all(&app.db).await?;
    reads::with_standing(app, found).await
}

/// Requests that an agency may answer now, newest first.
///
/// # Errors
/// [`TripError::Gone`] or [`TripError::NotAllowed`] for whoever does not decide for it, or the database.
pub async fn asked(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    before: Option<TripId>,
    limit: u64,
) -> Result<Vec<Row>, TripError> {
    crate::features::tours::require(rights, agency)?;
    let mut select = reads::waiting(agency, app.clock.now())
        .order_by_desc(trip::Column::Id)
        .limit(limit);
    if let Some(before) = before {
        select = select.filter(trip::Column::Id.lt(before));
    }
    let found = select.all(&app.db).await?;
    Ok(reads::with_offers_of(app, agency, found).await?)
}
