//! Lists and cards of bookings, for whoever may see them.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use serde_json::{Value, json};

use super::{callbacks::Shelf, decide, error::BookingError};
use crate::{
    app::App,
    entity::{
        agency,
        booking::{Column, Entity, Model, Status},
        booking_participant, payme_transaction, promo_code, promotion, tour_favourite,
        tour_session, tour_text, user, waiting_party,
    },
    features::tours::titles::{self, Titles},
    kernel::{
        ids::{AgencyId, BookingId, TourId, UserId},
        page::Page,
        permission::Rights,
        time::Timestamp,
    },
};

/// A booking with what is said of it in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The booking.
    pub booking: Model,
    /// Its session.
    pub session: tour_session::Model,
    /// What its tour is called.
    pub titles: Titles,
}

/// A booking with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The booking, its session and tour.
    pub row: Row,
    /// Whose tour it is.
    pub agency: agency::Model,
    /// Who comes along, where names are wanted.
    pub names: Vec<String>,
    /// The promotion, as it is called.
    pub promotion: Option<String>,
    /// The promo code, as it is written.
    pub code: Option<String>,
    /// The words of the tour in the languages that there are, for whoever paid: it may be off sale.
    pub texts: Vec<tour_text::Model>,
    /// Where the fiscal receipt of the payment is, when Payme told us.
    pub receipt: Option<String>,
    /// Who booked, for the agency's eyes: none when the account is gone.
    pub traveller: Option<String>,
}

/// A traveller's own booking.
///
/// # Errors
/// [`BookingError::Gone`] for everybody else, or the database.
pub async fn of_traveller(
    db: &impl ConnectionTrait,
    traveller: UserId,
    id: BookingId,
) -> Result<Model, BookingError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .filter(|booking| booking.traveller_id == traveller)
        .ok_or(BookingError::Gone)
}

/// A traveller's own booking, with everything.
///
/// # Errors
/// [`BookingError::Gone`] for everybody else, or the database.
pub async fn card(app: &App, traveller: UserId, id: BookingId) -> Result<Card, BookingError> {
    let booking = of_traveller(&app.db, traveller, id).await?;
    whole(app, booking).await
}

/// A booking with everything, for whoever decides for its agency.
///
/// # Errors
/// [`BookingError::Gone`] for everybody else, or the database.
pub async fn desk_card(app: &App, rights: &Rights, id: BookingId) -> Result<Card, BookingError> {
    let booking = decide::of_agency(&app.db, rights, id).await?;
    whole(app, booking).await
}

/// A booking with everything, whoever asks: for notices.
///
/// # Errors
/// [`BookingError::Gone`], or the database.
pub(super) async fn any(app: &App, id: BookingId) -> Result<Card, BookingError> {
    let booking = Entity::find_by_id(id).one(&app.db).await?;
    whole(app, booking.ok_or(BookingError::Gone)?).await
}

/// Adds everything that is shown of a booking.
pub(super) async fn whole(app: &App, booking: Model) -> Result<Card, BookingError> {
    let db = &app.db;
    let agency = agency::Entity::find_by_id(booking.agency_id)
        .one(db)
        .await?
        .ok_or(BookingError::Gone)?;
    let names = booking_participant::Entity::find()
        .filter(booking_participant::Column::BookingId.eq(booking.id))
        .order_by_asc(booking_participant::Column::Position)
        .all(db)
        .await?;
    let promotion = match booking.promotion_id {
        Some(id) => promotion::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let code = match booking.promo_code_id {
        Some(id) => promo_code::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let traveller = user::Entity::find_by_id(booking.traveller_id)
        .one(db)
        .await?
        .filter(|person| person.deleted_at.is_none());
    let receipt = receipt(db, &booking).await?;
    let texts = if booking.status == Status::Paid {
        tour_text::Entity::find()
            .filter(tour_text::Column::TourId.eq(booking.tour_id))
            .all(db)
            .await?
    } else {
        Vec::new()
    };
    let mut rows = rows(db, vec![booking]).await?;
    Ok(Card {
        receipt,
        texts,
        row: rows.pop().ok_or(BookingError::Gone)?,
        agency,
        names: names.into_iter().map(|one| one.name).collect(),
        promotion: promotion.map(|one| one.title),
        code: code.map(|one| one.code),
        traveller: traveller.map(|person| person.full_name()),
    })
}

/// Where the fiscal receipt of a booking's payment is. Only what may be opened by a tap.
async fn receipt(db: &impl ConnectionTrait, booking: &Model) -> Result<Option<String>, DbErr> {
    use payme_transaction::Column as P;
    if booking.paid_at.is_none() {
        return Ok(None);
    }
    let transaction = payme_transaction::Entity::find()
        .filter(P::BookingId.eq(booking.id))
        .filter(P::FiscalPerform.is_not_null())
        .order_by_desc(P::Id)
        .one(db)
        .await?;
    let data: Option<serde_json::Value> = transaction
        .and_then(|one| one.fiscal_perform)
        .and_then(|data| serde_json::from_str(&data).ok());
    Ok(data
        .as_ref()
        .and_then(|data| data.get("qr_code_url")?.as_str())
        .filter(|address| address.starts_with("https://"))
        .map(str::to_owned))
}

/// A person's own bookings, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(
    app: &App,
    traveller: UserId,
    number: u32,
    size: u64,
) -> Result<Page<Row>, DbErr> {
    let select = Entity::find()
        .filter(Column::TravellerId.eq(traveller))
        .order_by_desc(Column::Id);
    page(app, select, number, size).await
}

/// Bookings of an agency: those that wait the longest first, those that are over the newest first.
///
/// # Errors
/// [`BookingError::Gone`] for whoever does not decide for it, or the database.
pub async fn shelf(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    shelf: Shelf,
    number: u32,
    size: u64,
) -> Result<Page<Row>, BookingError> {
    if !rights.manages(agency) {
        return Err(BookingError::Gone);
    }
    let select = on(agency, shelf);
    let select = if shelf == Shelf::Past {
        select.order_by_desc(Column::Id)
    } else {
        select.order_by_asc(Column::Id)
    };
    Ok(page(app, select, number, size).await?)
}

/// How many bookings of an agency stand on each shelf.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(app: &App, agency: AgencyId) -> Result<Vec<(Shelf, u64)>, DbErr> {
    let mut counts = Vec::new();
    for shelf in Shelf::ALL {
        counts.push((shelf, on(agency, shelf).count(&app.db).await?));
    }
    Ok(counts)
}

fn on(agency: AgencyId, shelf: Shelf) -> Select<Entity> {
    let select = Entity::find().filter(Column::AgencyId.eq(agency));
    match shelf {
        Shelf::Requested => select.filter(Column::Status.eq(Status::Requested)),
        Shelf::Approved => select.filter(Column::Status.eq(Status::Approved)),
        Shelf::Paid => select.filter(Column::Status.eq(Status::Paid)),
        Shelf::Past => select.filter(Column::Status.is_not_in(Status::SEATED)),
    }
}

async fn page(
    app: &App,
    select: Select<Entity>,
    number: u32,
    size: u64,
) -> Result<Page<Row>, DbErr> {
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Row>::locate(number, total, size);
    let found = select.offset(offset).limit(size).all(&app.db).await?;
    Ok(Page {
        items: rows(&app.db, found).await?,
        number,
        count: Page::<Row>::count_of(total, size),
        total,
    })
}

/// Adds sessions and titles.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    bookings: Vec<Model>,
) -> Result<Vec<Row>, DbErr> {
    let sessions = tour_session::Entity::find()
        .filter(tour_session::Column::Id.is_in(bookings.iter().map(|one| one.session_id)))
        .all(db)
        .await?;
    let sessions: HashMap<_, _> = sessions.into_iter().map(|one| (one.id, one)).collect();
    let titles = titles::of(db, bookings.iter().map(|one| one.tour_id)).await?;
    Ok(bookings
        .into_iter()
        .filter_map(|booking| {
            Some(Row {
                session: sessions.get(&booking.session_id)?.clone(),
                titles: titles.get(&booking.tour_id).cloned().unwrap_or_default(),
                booking,
            })
        })
        .collect())
}

/// Everything that is kept about a person's bookings, for themselves.
///
/// # Errors
/// When the database does not answer.
pub async fn own_data(app: &App, person: UserId) -> Result<Value, DbErr> {
    let db = &app.db;
    let bookings = Entity::find()
        .filter(Column::TravellerId.eq(person))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let names = booking_participant::Entity::find()
        .filter(booking_participant::Column::BookingId.is_in(bookings.iter().map(|one| one.id)))
        .order_by_asc(booking_participant::Column::Position)
        .all(db)
        .await?;
    let waiting = waiting_party::Entity::find()
        .filter(waiting_party::Column::TravellerId.eq(person))
        .order_by_asc(waiting_party::Column::Id)
        .all(db)
        .await?;
    let kept = tour_favourite::Entity::find()
        .filter(tour_favourite::Column::UserId.eq(person))
        .all(db)
        .await?;
    let bookings: Vec<_> = bookings
        .into_iter()
        .map(|row| {
            let names: Vec<_> = names
                .iter()
                .filter(|one| one.booking_id == row.id)
                .map(|one| one.name.as_str())
                .collect();
            json!({
                "id": row.id, "tour_id": row.tour_id, "session_id": row.session_id,
                "status": row.status, "adults": row.adults, "children": row.children,
                "price_minor": row.price_minor, "currency": row.currency,
                "paid_minor": row.paid_minor, "refunded_minor": row.refunded_minor,
                "wish": row.wish, "names": names,
                "requested_at": row.requested_at.rfc3339(),
            })
        })
        .collect();
    Ok(json!({
        "bookings": bookings,
        "waiting": waiting.iter().map(|row| json!({
            "session_id": row.session_id, "status": row.status, "seats": row.seats,
            "since": row.created_at.rfc3339(),
        })).collect::<Vec<_>>(),
        "favourites": kept.iter().map(|row| row.tour_id).collect::<Vec<_>>(),
    }))
}

/// When the tour of a booking is over.
///
/// # Errors
/// When the database does not answer.
pub async fn ends_at(db: &impl ConnectionTrait, id: BookingId) -> Result<Option<Timestamp>, DbErr> {
    let Some(booking) = Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let session = tour_session::Entity::find_by_id(booking.session_id)
        .one(db)
        .await?;
    Ok(session.map(|session| session.ends_at))
}

/// Of these people, those with paid seats on a tour that is ahead, by the day on which it begins.
///
/// # Errors
/// When the database does not answer.
pub async fn who_goes(
    app: &App,
    people: Vec<user::Model>,
    tour: TourId,
) -> Result<Vec<(user::Model, NaiveDate)>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let paid = Entity::find()
        .filter(Column::TourId.eq(tour))
        .filter(Column::TravellerId.is_in(people.iter().map(|person| person.id)))
        .filter(Column::Status.eq(Status::Paid))
        .all(&app.db)
        .await?;
    let ahead = tour_session::Entity::find()
        .filter(tour_session::Column::Id.is_in(paid.iter().map(|booking| booking.session_id)))
        .filter(tour_session::Column::StartsAt.gt(app.clock.now()))
        .all(&app.db)
        .await?;
    let mut going: Vec<_> = paid
        .into_iter()
        .filter_map(|booking| {
            let session = ahead
                .iter()
                .find(|session| session.id == booking.session_id)?;
            let person = people
                .iter()
                .find(|person| person.id == booking.traveller_id)?;
            Some((person.clone(), session.starts_on))
        })
        .collect();
    going.sort_by_key(|(_, day)| *day);
    Ok(going)
}
