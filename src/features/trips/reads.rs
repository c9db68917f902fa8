//! Requests and offers, for whoever may see them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Expr,
};

use super::{error::TripError, offers};
use crate::{
    app::App,
    entity::{
        agency, tour, trip, trip_agency,
        trip_offer::{self, Status},
        trip_word, user,
    },
    features::tours::{
        require,
        titles::{self, Titles},
    },
    kernel::{
        ids::{AgencyId, TripId, TripOfferId, UserId},
        page::Page,
        permission::Rights,
        time::Timestamp,
    },
};

/// A request in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The request.
    pub trip: trip::Model,
    /// Offers that can be chosen; in an agency's list: its own, if there is one.
    pub offers: u64,
}

/// An offer with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The request.
    pub trip: trip::Model,
    /// The offer.
    pub offer: trip_offer::Model,
    /// Whose it is.
    pub agency: agency::Model,
    /// Stars of the agency's tours: their sum, and how many reviews.
    pub stars: (i64, i64),
    /// What the tour is called that it is based on.
    pub titles: Titles,
    /// What was said about it, the oldest first.
    pub words: Vec<trip_word::Model>,
}

impl Card {
    /// Whether the traveller may choose it now.
    #[must_use]
    pub fn is_standing(&self, now: Timestamp) -> bool {
        self.trip.status == trip::Status::Open
            && self.offer.status == Status::Open
            && self.offer.valid_until.is_some_and(|until| until > now)
            && self.agency.status == agency::Status::Active
    }
}

/// The request, whoever asks.
///
/// # Errors
/// [`TripError::Gone`], or the database.
pub(super) async fn any(db: &impl ConnectionTrait, id: TripId) -> Result<trip::Model, TripError> {
    trip::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(TripError::Gone)
}

/// A person's own request.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn of_traveller(
    db: &impl ConnectionTrait,
    traveller: UserId,
    id: TripId,
) -> Result<trip::Model, TripError> {
    let trip = any(db, id).await?;
    if trip.traveller_id == traveller {
        Ok(trip)
    } else {
        Err(TripError::Gone)
    }
}

/// An offer for a person's own request, with the request. What the agency has not sent is not there.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn offer_of_traveller(
    db: &impl ConnectionTrait,
    traveller: UserId,
    id: TripOfferId,
) -> Result<(trip::Model, trip_offer::Model), TripError> {
    let offer = trip_offer::Entity::find_by_id(id)
        .one(db)
        .await?
        .filter(|offer| offer.valid_until.is_some())
        .ok_or(TripError::Gone)?;
    let trip = of_traveller(db, traveller, offer.trip_id).await?;
    Ok((trip, offer))
}

/// A person's own requests, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(
    app: &App,
    traveller: UserId,
    number: u32,
    size: u64,
) -> Result<Page<Row>, DbErr> {
    let select = trip::Entity::find()
        .filter(trip::Column::TravellerId.eq(traveller))
        .order_by_desc(trip::Column::Id);
    let page = page(app, select, number, size).await?;
    Ok(Page {
        items: with_standing(app, page.items).await?,
        number: page.number,
        count: page.count,
        total: page.total,
    })
}

/// Adds how many offers can be chosen.
pub(super) async fn with_standing(app: &App, trips: Vec<trip::Model>) -> Result<Vec<Row>, DbErr> {
    with_counts(app, standing(app.clock.now()), trips).await
}

/// Adds how many offers an agency has out.
pub(super) async fn with_offers_of(
    app: &App,
    agency: AgencyId,
    trips: Vec<trip::Model>,
) -> Result<Vec<Row>, DbErr> {
    let own = trip_offer::Entity::find()
        .filter(trip_offer::Column::AgencyId.eq(agency))
        .filter(trip_offer::Column::Status.eq(Status::Open));
    with_counts(app, own, trips).await
}

/// Offers that can be chosen.
fn standing(now: Timestamp) -> Select<trip_offer::Entity> {
    trip_offer::Entity::find()
        .filter(trip_offer::Column::Status.eq(Status::Open))
        .filter(trip_offer::Column::ValidUntil.gt(now))
        .filter(offers::of_sellers())
}

async fn counts(
    app: &App,
    of: Select<trip_offer::Entity>,
    trips: impl IntoIterator<Item = TripId>,
) -> Result<HashMap<TripId, u64>, DbErr> {
    let rows: Vec<(TripId, i64)> = of
        .select_only()
        .column(trip_offer::Column::TripId)
        .column_as(trip_offer::Column::Id.count(), "count")
        .filter(trip_offer::Column::TripId.is_in(trips))
        .group_by(trip_offer::Column::TripId)
        .into_tuple()
        .all(&app.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(trip, count)| (trip, u64::try_from(count).unwrap_or_default()))
        .collect())
}

async fn page(
    app: &App,
    select: Select<trip::Entity>,
    number: u32,
    size: u64,
) -> Result<Page<trip::Model>, DbErr> {
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Row>::locate(number, total, size);
    Ok(Page {
        items: select.offset(offset).limit(size).all(&app.db).await?,
        number,
        count: Page::<Row>::count_of(total, size),
        total,
    })
}

async fn with_counts(
    app: &App,
    of: Select<trip_offer::Entity>,
    trips: Vec<trip::Model>,
) -> Result<Vec<Row>, DbErr> {
    let counts = counts(app, of, trips.iter().map(|trip| trip.id)).await?;
    Ok(trips
        .into_iter()
        .map(|trip| Row {
            offers: counts.get(&trip.id).copied().unwrap_or_default(),
            trip,
        })
        .collect())
}

/// Offers for a person's own request that can be chosen, the cheapest first within a currency.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn compare(
    app: &App,
    traveller: UserId,
    id: TripId,
) -> Result<(trip::Model, Vec<Card>), TripError> {
    let trip = of_traveller(&app.db, traveller, id).await?;
    let found = standing(app.clock.now())
        .filter(trip_offer::Column::TripId.eq(id))
        .order_by_asc(trip_offer::Column::Currency)
        .order_by_asc(trip_offer::Column::PriceMinor)
        .order_by_asc(trip_offer::Column::Id)
        .all(&app.db)
        .await?;
    let mut cards = Vec::new();
    for offer in found {
        cards.push(whole(&app.db, trip.clone(), offer).await?);
    }
    Ok((trip, cards))
}

/// An offer for a person's own request, with everything.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn card(app: &App, traveller: UserId, id: TripOfferId) -> Result<Card, TripError> {
    let (trip, offer) = offer_of_traveller(&app.db, traveller, id).await?;
    whole(&app.db, trip, offer).await
}

/// An offer with everything, for whoever decides for its agency.
///
/// # Errors
/// [`TripError::Gone`] for everybody else, or the database.
pub async fn desk_card(app: &App, rights: &Rights, id: TripOfferId) -> Result<Card, TripError> {
    let offer = offers::own(&app.db, rights, id).await?;
    let trip = any(&app.db, offer.trip_id).await?;
    whole(&app.db, trip, offer).await
}

/// An offer with everything, whoever asks: for notices.
///
/// # Errors
/// [`TripError::Gone`], or the database.
pub(super) async fn any_card(app: &App, id: TripOfferId) -> Result<Card, TripError> {
    let offer = trip_offer::Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .ok_or(TripError::Gone)?;
    let trip = any(&app.db, offer.trip_id).await?;
    whole(&app.db, trip, offer).await
}

/// Adds everything that is shown of an offer.
pub(super) async fn whole(
    db: &impl ConnectionTrait,
    trip: trip::Model,
    offer: trip_offer::Model,
) -> Result<Card, TripError> {
    let agency = agency::Entity::find_by_id(offer.agency_id)
        .one(db)
        .await?
        .ok_or(TripError::Gone)?;
    // Of no tours the sums are null.
    let stars: Option<(Option<i64>, Option<i64>)> = tour::Entity::find()
        .select_only()
        .expr(Expr::col(tour::Column::StarsSum).sum())
        .expr(Expr::col(tour::Column::StarsCount).sum())
        .filter(tour::Column::AgencyId.eq(agency.id))
        .into_tuple()
        .one(db)
        .await?;
    let (sum, count) = stars.unwrap_or_default();
    let stars = (sum.unwrap_or_default(), count.unwrap_or_default());
    let mut titles = titles::of(db, [offer.tour_id]).await?;
    let words = trip_word::Entity::find()
        .filter(trip_word::Column::OfferId.eq(offer.id))
        .order_by_asc(trip_word::Column::Id)
        .all(db)
        .await?;
    Ok(Card {
        titles: titles.remove(&offer.tour_id).unwrap_or_default(),
        trip,
        offer,
        agency,
        stars,
        words,
    })
}

/// Requests that wait for an agency's offers.
pub(super) fn waiting(agency: AgencyId, now: Timestamp) -> Select<trip::Entity> {
    let asked = trip_agency::Entity::find()
        .select_only()
        .column(trip_agency::Column::TripId)
        .filter(trip_agency::Column::AgencyId.eq(agency));
    trip::Entity::find()
        .filter(trip::Column::Id.in_subquery(asked.into_query()))
        .filter(trip::Column::Status.eq(trip::Status::Open))
        .filter(trip::Column::ExpiresAt.gt(now))
}

/// How many requests an agency may answer.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting_count(app: &App, agency: AgencyId) -> Result<u64, DbErr> {
    waiting(agency, app.clock.now()).count(&app.db).await
}

/// Requests that an agency may answer, those that end soonest first.
///
/// # Errors
/// [`TripError::Gone`] for whoever does not decide for it, or the database.
pub async fn desk(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    number: u32,
    size: u64,
) -> Result<Page<Row>, TripError> {
    require(rights, agency)?;
    let select = waiting(agency, app.clock.now())
        .order_by_asc(trip::Column::ExpiresAt)
        .order_by_asc(trip::Column::Id);
    let page = page(app, select, number, size).await?;
    Ok(Page {
        items: with_offers_of(app, agency, page.items).await?,
        number: page.number,
        count: page.count,
        total: page.total,
    })
}

/// Who asks for a trip, as agencies hear it: by the first name alone; none when the account is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn first_name(
    db: &impl ConnectionTrait,
    traveller: UserId,
) -> Result<Option<String>, DbErr> {
    let person = user::Entity::find_by_id(traveller).one(db).await?;
    Ok(person
        .filter(|person| person.deleted_at.is_none())
        .map(|person| person.first_name))
}

/// Tours that an agency may base an offer on, newest first.
///
/// # Errors
/// [`TripError::Gone`] for whoever does not decide for it, or the database.
pub async fn tours(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    number: u32,
    size: u64,
) -> Result<Page<(tour::Model, Titles)>, TripError> {
    require(rights, agency)?;
    let select = tour::Entity::find()
        .filter(tour::Column::AgencyId.eq(agency))
        .filter(tour::Column::Status.ne(tour::Status::Archived))
        .order_by_desc(tour::Column::Id);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Row>::locate(number, total, size);
    let found = select.offset(offset).limit(size).all(&app.db).await?;
    let mut titles = titles::of(&app.db, found.iter().map(|one| one.id)).await?;
    Ok(Page {
        items: found
            .into_iter()
            .map(|tour| {
                let titles = titles.remove(&tour.id).unwrap_or_default();
                (tour, titles)
            })
            .collect(),
        number,
        count: Page::<Row>::count_of(total, size),
        total,
    })
}

/// For which of the agencies that a request was sent to somebody decides: one of their own first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn addressee(
    app: &App,
    rights: &Rights,
    id: TripId,
) -> Result<Option<AgencyId>, DbErr> {
    let asked = trip_agency::Entity::find()
        .filter(trip_agency::Column::TripId.eq(id))
        .order_by_asc(trip_agency::Column::AgencyId)
        .all(&app.db)
        .await?;
    let own: Vec<_> = rights.agencies().collect();
    let mine = asked.iter().find(|row| own.contains(&row.agency_id));
    let decided = asked.iter().find(|row| rights.manages(row.agency_id));
    Ok(mine.or(decided).map(|row| row.agency_id))
}
