//! What agencies see of their sessions: the load, who comes; and words to them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Alias, ExprTrait},
};

use super::{
    error::ToursError,
    events::SessionMessage,
    own_session, require,
    titles::{self, Titles},
};
use crate::{
    app::App,
    db,
    entity::{
        booking::{self, Column, Entity},
        booking_participant, session_message, tour_session, user, waiting_party,
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, SessionId, UserId},
        page::Page,
        permission::Rights,
    },
    outbox,
};

/// Longest message to everybody who comes, in characters.
pub const MESSAGE_LIMIT: usize = 1500;

/// A session in a list.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// The session.
    pub session: tour_session::Model,
    /// What its tour is called.
    pub titles: Titles,
}

/// Seats of a session by what their bookings wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// An answer.
    pub requested: i64,
    /// The money.
    pub approved: i64,
    /// The tour.
    pub paid: i64,
    /// A free seat.
    pub waiting: i64,
}

/// Sessions of an agency that are not over, the nearest first.
///
/// # Errors
/// See [`ToursError`].
pub async fn sessions(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    number: u32,
    size: u64,
) -> Result<Page<SessionRow>, ToursError> {
    use tour_session::Column as S;
    require(rights, agency)?;
    let select = tour_session::Entity::find()
        .filter(S::AgencyId.eq(agency))
        .filter(S::EndsAt.gt(app.clock.now()))
        .order_by_asc(S::StartsOn)
        .order_by_asc(S::Id);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<SessionRow>::locate(number, total, size);
    let found = select.offset(offset).limit(size).all(&app.db).await?;
    let titles = titles::of(&app.db, found.iter().map(|one| one.tour_id)).await?;
    let items = found
        .into_iter()
        .map(|session| SessionRow {
            titles: titles.get(&session.tour_id).cloned().unwrap_or_default(),
            session,
        })
        .collect();
    Ok(Page {
        items,
        number,
        count: Page::<SessionRow>::count_of(total, size),
        total,
    })
}

/// How full a session is.
///
/// # Errors
/// When the database does not answer.
pub async fn load(app: &App, session: SessionId) -> Result<Load, DbErr> {
    let sum = |column: booking::Column| column.sum().cast_as(Alias::new("bigint"));
    let rows: Vec<(booking::Status, Option<i64>)> = Entity::find()
        .select_only()
        .column(Column::Status)
        .column_as(sum(Column::Seats), "seats")
        .filter(Column::SessionId.eq(session))
        .filter(Column::Status.is_in(booking::Status::SEATED))
        .group_by(Column::Status)
        .into_tuple()
        .all(&app.db)
        .await?;
    let mut load = Load::default();
    for (status, seats) in rows {
        let seats = seats.unwrap_or_default();
        match status {
            booking::Status::Requested => load.requested = seats,
            booking::Status::Approved => load.approved = seats,
            _ => load.paid += seats,
        }
    }
    use waiting_party::Column as W;
    let waiting: Option<Option<i64>> = waiting_party::Entity::find()
        .select_only()
        .column_as(W::Seats.sum().cast_as(Alias::new("bigint")), "seats")
        .filter(W::SessionId.eq(session))
        .filter(W::Status.eq(waiting_party::Status::Waiting))
        .into_tuple()
        .one(&app.db)
        .await?;
    load.waiting = waiting.flatten().unwrap_or_default();
    Ok(load)
}

/// Who comes: a row a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Number of the booking.
    pub booking: i64,
    /// Who booked.
    pub traveller: String,
    /// Their name at Telegram.
    pub username: String,
    /// This participant, where names are wanted; else the party.
    pub name: String,
    /// Where the booking stands.
    pub status: booking::Status,
    /// How many adults it has.
    pub adults: i32,
    /// How many children.
    pub children: i32,
    /// What the traveller wishes.
    pub wish: String,
}

/// Everybody with an approved or paid booking of a session.
///
/// # Errors
/// See [`ToursError`].
pub async fn participants(
    app: &App,
    rights: &Rights,
    session: SessionId,
) -> Result<Vec<Participant>, ToursError> {
    own_session(&app.db, rights, session).await?;
    let bookings = Entity::find()
        .filter(Column::SessionId.eq(session))
        .filter(Column::Status.is_in([booking::Status::Approved, booking::Status::Paid]))
        .order_by_asc(Column::Id)
        .all(&app.db)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(bookings.iter().map(|one| one.traveller_id)))
        .filter(user::Column::DeletedAt.is_null())
        .all(&app.db)
        .await?;
    let names = booking_participant::Entity::find()
        .filter(booking_participant::Column::BookingId.is_in(bookings.iter().map(|one| one.id)))
        .order_by_asc(booking_participant::Column::Position)
        .all(&app.db)
        .await?;
    let mut rows = Vec::new();
    for booking in bookings {
        let person = people.iter().find(|one| one.id == booking.traveller_id);
        let row = Participant {
            booking: booking.id.0,
            traveller: person.map(user::Model::full_name).unwrap_or_default(),
            username: person
                .and_then(|one| one.username.clone())
                .unwrap_or_default(),
            name: String::new(),
            status: booking.status,
            adults: booking.adults,
            children: booking.children,
            wish: booking.wish.clone().unwrap_or_default(),
        };
        let mut theirs = names
            .iter()
            .filter(|one| one.booking_id == booking.id)
            .peekable();
        if theirs.peek().is_none() {
            rows.push(row);
            continue;
        }
        for one in theirs {
            rows.push(Participant {
                name: one.name.clone(),
                ..row.clone()
            });
        }
    }
    Ok(rows)
}

/// Tells everybody with an approved or paid booking of a session something; how many they are.
///
/// # Errors
/// [`ToursError::BadText`], and see [`ToursError`].
pub async fn tell(
    app: &App,
    actor: Actor,
    rights: &Rights,
    session: SessionId,
    words: &str,
) -> Result<u64, ToursError> {
    use sea_orm::ActiveValue::Set;
    own_session(&app.db, rights, session).await?;
    let words = super::agencies::text("message", words, MESSAGE_LIMIT, false)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "tours.message", now).await? else {
        // Sent before: the answer is the same.
        return Ok(count_of(&coming(&app.db, session).await?));
    };
    let row = session_message::ActiveModel {
        session_id: Set(session),
        author_id: Set(actor.user()),
        text: Set(words),
        at: Set(now),
        ..Default::default()
    };
    let message = session_message::Entity::insert(row)
        .exec_with_returning(&txn)
        .await?;
    let readers = coming(&txn, session).await?;
    let count = count_of(&readers);
    let event = SessionMessage {
        message: message.id,
    };
    let readers = readers
        .into_iter()
        .map(|to| (to, outbox::Options::default()));
    outbox::enqueue_all(&txn, now, &event, readers).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(count)
}

/// Whoever comes to a session, each once.
async fn coming(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<UserId>, DbErr> {
    let mut people: Vec<UserId> = Entity::find()
        .select_only()
        .column(Column::TravellerId)
        .filter(Column::SessionId.eq(session))
        .filter(Column::Status.is_in([booking::Status::Approved, booking::Status::Paid]))
        .into_tuple()
        .all(db)
        .await?;
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

fn count_of(people: &[UserId]) -> u64 {
    u64::try_from(people.len()).unwrap_or(u64::MAX)
}
