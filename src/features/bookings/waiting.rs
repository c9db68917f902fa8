//! Waiting lists. Whoever came first is offered seats first, as soon as there are enough for the whole
//! party; a smaller party behind may fit earlier. Offered seats are held, and go on to the next when the
//! time is over.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, DbErr,
    EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};

use super::{
    error::BookingError,
    events::{self, PartyTurn},
    request, seats,
};
use crate::{
    app::App,
    db,
    entity::{
        booking, tour_session,
        waiting_party::{ActiveModel, Column, Entity, Model, Status},
    },
    features::{
        tours::{
            pricing::Party,
            titles::{self, Titles},
        },
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{PartyId, SessionId, UserId},
        time::Timestamp,
    },
};

/// Sessions with waiting parties that a round looks at.
const BATCH: u64 = 200;
/// States in which a party is on the list.
const LISTED: [Status; 2] = [Status::Waiting, Status::Offered];

/// Puts a party on the list of a session that is full; asking again changes its size while it waits.
///
/// # Errors
/// [`BookingError::NotFull`] when there are seats, and see [`BookingError`].
pub async fn join(
    app: &App,
    actor: Actor,
    session: SessionId,
    party: Party,
) -> Result<Model, BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let largest = i32::try_from(app.config.tours.max_party).unwrap_or(i32::MAX);
    let now = app.clock.now();
    let (session, ..) = request::offered(app, &app.db, now, session).await?;
    if !party.is_sound(largest) || party.seats() > session.capacity {
        return Err(BookingError::BadParty);
    }
    let txn = db::begin(&app.db).await?;
    people::one_at_a_time(&txn, me).await?;
    let booked = booking::Entity::find()
        .filter(booking::Column::TravellerId.eq(me))
        .filter(booking::Column::SessionId.eq(session.id))
        .filter(booking::Column::Status.is_in(booking::Status::WAITING))
        .one(&txn)
        .await?;
    if let Some(booked) = booked {
        return Err(BookingError::Asked(booked.id));
    }
    if let Some(mine) = mine(&txn, me, session.id).await? {
        let changed = Entity::update_many()
            .col_expr(Column::Adults, Expr::value(party.adults))
            .col_expr(Column::Children, Expr::value(party.children))
            .col_expr(Column::Seats, Expr::value(party.seats()))
            .filter(Column::Id.eq(mine.id))
            .filter(Column::Status.eq(Status::Waiting))
            .exec_with_returning(&txn)
            .await?;
        txn.commit().await?;
        return Ok(changed.into_iter().next().unwrap_or(mine));
    }
    if party.seats() <= session.free() && !others_first(&txn, &session).await? {
        return Err(BookingError::NotFull);
    }
    let row = ActiveModel {
        session_id: Set(session.id),
        traveller_id: Set(me),
        adults: Set(party.adults),
        children: Set(party.children),
        seats: Set(party.seats()),
        status: Set(Status::Waiting),
        created_at: Set(now),
        ..Default::default()
    };
    let party = row.insert(&txn).await?;
    txn.commit().await?;
    Ok(party)
}

/// Whether parties wait that would fit into what is free.
async fn others_first(
    txn: &DatabaseTransaction,
    session: &tour_session::Model,
) -> Result<bool, DbErr> {
    let first = Entity::find()
        .filter(Column::SessionId.eq(session.id))
        .filter(Column::Status.eq(Status::Waiting))
        .filter(Column::Seats.lte(session.free()))
        .one(txn)
        .await?;
    Ok(first.is_some())
}

/// A person's own party on the list of a session.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(
    db: &impl sea_orm::ConnectionTrait,
    person: UserId,
    session: SessionId,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::SessionId.eq(session))
        .filter(Column::Status.is_in(LISTED))
        .one(db)
        .await
}

/// A party on a list, with what is said of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The party.
    pub party: Model,
    /// The session that it waits for.
    pub session: tour_session::Model,
    /// What its tour is called.
    pub titles: Titles,
    /// How many parties wait before it.
    pub before: u64,
}

/// A party with what is said of it.
///
/// # Errors
/// [`BookingError::Gone`], or the database.
pub async fn place(app: &App, party: Model) -> Result<Place, BookingError> {
    places(app, vec![party])
        .await?
        .pop()
        .ok_or(BookingError::Gone)
}

/// A person's parties that are on lists, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(
    app: &App,
    person: UserId,
    before: Option<PartyId>,
    limit: u64,
) -> Result<Vec<Place>, DbErr> {
    let mut select = Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::Status.is_in(LISTED))
        .order_by_desc(Column::Id)
        .limit(limit);
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    places(app, select.all(&app.db).await?).await
}

async fn places(app: &App, parties: Vec<Model>) -> Result<Vec<Place>, DbErr> {
    let ids: Vec<_> = parties.iter().map(|party| party.session_id).collect();
    let sessions = tour_session::Entity::find()
        .filter(tour_session::Column::Id.is_in(ids.iter().copied()))
        .all(&app.db)
        .await?;
    let titles = titles::of(&app.db, sessions.iter().map(|session| session.tour_id)).await?;
    // A list is as long as a session is popular: its numbers are read once for all parties.
    let listed: Vec<(SessionId, PartyId)> = Entity::find()
        .select_only()
        .columns([Column::SessionId, Column::Id])
        .filter(Column::SessionId.is_in(ids))
        .filter(Column::Status.is_in(LISTED))
        .into_tuple()
        .all(&app.db)
        .await?;
    Ok(parties
        .into_iter()
        .filter_map(|party| {
            let session = sessions.iter().find(|one| one.id == party.session_id)?;
            let earlier = listed
                .iter()
                .filter(|(session, id)| *session == party.session_id && *id < party.id);
            Some(Place {
                before: u64::try_from(earlier.count()).unwrap_or(u64::MAX),
                titles: titles.get(&session.tour_id).cloned().unwrap_or_default(),
                session: session.clone(),
                party,
            })
        })
        .collect())
}

/// The session that a party waits for.
///
/// # Errors
/// [`BookingError::Gone`], or the database.
pub async fn session_of(app: &App, party: &Model) -> Result<tour_session::Model, BookingError> {
    tour_session::Entity::find_by_id(party.session_id)
        .one(&app.db)
        .await?
        .ok_or(BookingError::Gone)
}

/// Leaves the list of a session; seats that were held for the party are free for the next one.
///
/// # Errors
/// When the database does not answer.
pub async fn leave(app: &App, actor: Actor, session: SessionId) -> Result<(), BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let txn = db::begin(&app.db).await?;
    if let Some(party) = mine(&txn, me, session).await? {
        end(&txn, &party, Status::Left).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Somebody deletes their account.
///
/// # Errors
/// When the database does not answer.
pub async fn leave_all(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    let parties = Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::Status.is_in(LISTED))
        .order_by_asc(Column::SessionId)
        .all(txn)
        .await?;
    for party in parties {
        end(txn, &party, Status::Left).await?;
    }
    Ok(())
}

/// Ends a party's waiting, from where it was found; false when it had moved.
pub(super) async fn end(
    txn: &DatabaseTransaction,
    party: &Model,
    to: Status,
) -> Result<bool, DbErr> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::OfferedUntil, Expr::value(Option::<Timestamp>::None))
        .filter(Column::Id.eq(party.id))
        .filter(Column::Status.eq(party.status))
        .exec(txn)
        .await?;
    let is_ended = changed.rows_affected > 0;
    if is_ended && party.status == Status::Offered {
        seats::give_back(txn, [party.session_id], party.seats).await?;
    }
    Ok(is_ended)
}

/// Somebody who was offered seats books: the seats that were held for the party, or none when no offer
/// stands. Whoever books leaves the list, offered or not.
pub(super) async fn accept(
    txn: &DatabaseTransaction,
    now: Timestamp,
    person: UserId,
    session: SessionId,
) -> Result<Option<i32>, DbErr> {
    let taken = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Taken.word()))
        .filter(Column::TravellerId.eq(person))
        .filter(Column::SessionId.eq(session))
        .filter(
            Condition::any()
                .add(Column::Status.eq(Status::Waiting))
                .add(
                    Condition::all()
                        .add(Column::Status.eq(Status::Offered))
                        .add(Column::OfferedUntil.gt(now)),
                ),
        )
        .exec_with_returning(txn)
        .await?;
    // What a party was offered stays in its row.
    let offered = taken.iter().find(|party| party.offered_until.is_some());
    Ok(offered.map(|party| party.seats))
}

/// Offers free seats, session by session; the number of offers.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn offer(app: &App) -> Result<u64, BookingError> {
    use tour_session::Column as S;
    let waiting = || {
        Entity::find()
            .select_only()
            .column(Column::SessionId)
            .filter(Column::Status.eq(Status::Waiting))
    };
    let free = Expr::col((tour_session::Entity, S::Capacity))
        .sub(Expr::col((tour_session::Entity, S::Taken)));
    let fits = waiting()
        .filter(Expr::col((Entity, Column::SessionId)).eq(Expr::col((tour_session::Entity, S::Id))))
        .filter(Expr::col((Entity, Column::Seats)).lte(free));
    let before = TimeDelta::hours(app.config.tours.close_hours.into());
    // Those that have nothing to give now do not keep others from their turn.
    let sessions = tour_session::Entity::find()
        .filter(S::Id.in_subquery(waiting().into_query()))
        .filter(
            Condition::any()
                .add(Expr::exists(fits.into_query()).and(seats::is_on_sale()))
                .add(S::Status.ne(tour_session::Status::Open))
                .add(S::StartsAt.lte(app.clock.now().plus(before))),
        )
        .order_by_asc(S::StartsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut offers = 0;
    for session in sessions {
        let now = app.clock.now();
        let is_over = session.status != tour_session::Status::Open
            || request::closes_at(app, &session) <= now;
        if is_over {
            close(app, now, session.id).await?;
            continue;
        }
        while offer_next(app, &session).await? {
            offers += 1;
        }
    }
    Ok(offers)
}

/// Offers the free seats of a session to the first party that fits; false when there is none.
async fn offer_next(app: &App, session: &tour_session::Model) -> Result<bool, BookingError> {
    let now = app.clock.now();
    let free = tour_session::Entity::find_by_id(session.id)
        .one(&app.db)
        .await?
        .map_or(0, |session| session.free());
    let next = Entity::find()
        .filter(Column::SessionId.eq(session.id))
        .filter(Column::Status.eq(Status::Waiting))
        .filter(Column::Seats.lte(free))
        .order_by_asc(Column::Id)
        .one(&app.db)
        .await?;
    let Some(party) = next else {
        return Ok(false);
    };
    let patience = TimeDelta::minutes(app.config.tours.waitlist_minutes.into());
    let until = std::cmp::min(now.plus(patience), request::closes_at(app, session));
    let txn = db::begin(&app.db).await?;
    let offered = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Offered.word()))
        .col_expr(Column::OfferedUntil, Expr::value(until))
        .filter(Column::Id.eq(party.id))
        .filter(Column::Status.eq(Status::Waiting))
        .filter(Column::Seats.eq(party.seats))
        .exec(&txn)
        .await?;
    let has_moved = offered.rows_affected == 0;
    if has_moved || !seats::take_for_party(&txn, session, party.seats).await? {
        txn.rollback().await?;
        // Whoever was faster changed what is free, or what is on sale: the next round looks again.
        return Ok(false);
    }
    events::tell_party(&txn, now, party.traveller_id, party.id, PartyTurn::Offered).await?;
    txn.commit().await?;
    Ok(true)
}

/// Offers that nobody took in time; their number.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn lapse(app: &App) -> Result<u64, BookingError> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::OfferedUntil.lte(now))
        .filter(Column::Status.eq(Status::Offered))
        .order_by_asc(Column::OfferedUntil)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut lapsed = 0;
    for party in due {
        let txn = db::begin(&app.db).await?;
        if end(&txn, &party, Status::Lapsed).await? {
            events::tell_party(&txn, now, party.traveller_id, party.id, PartyTurn::Lapsed).await?;
            lapsed += 1;
        }
        txn.commit().await?;
    }
    Ok(lapsed)
}

/// The session can no longer be booked: nobody waits for it any more.
pub(super) async fn close(
    app: &App,
    now: Timestamp,
    session: SessionId,
) -> Result<(), BookingError> {
    let parties = Entity::find()
        .filter(Column::SessionId.eq(session))
        .filter(Column::Status.is_in(LISTED))
        .all(&app.db)
        .await?;
    for party in parties {
        let txn = db::begin(&app.db).await?;
        if end(&txn, &party, Status::Over).await? {
            events::tell_party(&txn, now, party.traveller_id, party.id, PartyTurn::Over).await?;
        }
        txn.commit().await?;
    }
    Ok(())
}
