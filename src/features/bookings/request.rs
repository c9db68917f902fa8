//! Asking for seats: they are held from the request on.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait,
    DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

use super::{
    discounts,
    error::BookingError,
    events::{self, News},
    seats, waiting,
};
use crate::{
    app::App,
    db,
    entity::{
        agency,
        booking::{ActiveModel, Column, Entity, Model, Status},
        booking_participant, promo_code, promotion, tour, tour_session,
    },
    features::{
        audit::{self, AuditEvent, BookingDeed},
        tours::{
            discounts as tour_discounts,
            pricing::{self, CodeRefusal, Party, Price},
        },
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, PromoCodeId, SessionId, UserId},
        money::Currency,
        time::Timestamp,
        words::clean,
    },
};

/// What somebody wants to book.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which session.
    pub session: SessionId,
    /// Who comes.
    pub party: Party,
    /// A promo code.
    pub code: Option<Code>,
    /// Something for the agency to know.
    pub wish: Option<String>,
    /// The names of all participants, where the session wants them.
    pub names: Vec<String>,
    /// The price that the person was shown, in minor units.
    pub shown_minor: i64,
    /// In which currency it was shown, where that was said.
    pub shown_in: Option<Currency>,
}

/// A promo code that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// As it was typed.
    Typed(String),
    /// As it was found before.
    Known(PromoCodeId),
}

/// What a booking would cost and hold: nothing is written.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The session.
    pub session: tour_session::Model,
    /// Its tour.
    pub tour: tour::Model,
    /// Its agency.
    pub agency: agency::Model,
    /// The steps of the price.
    pub price: Price,
    /// The promo code, as it is written.
    pub code: Option<String>,
    /// What the promotion is called.
    pub promotion: Option<String>,
}

/// The price of a party's seats, with a promo code or without.
///
/// # Errors
/// See [`BookingError`].
pub async fn quote(
    app: &App,
    session: SessionId,
    party: Party,
    code: Option<&Code>,
) -> Result<Quote, BookingError> {
    priced(app, &app.db, app.clock.now(), session, party, code).await
}

async fn priced(
    app: &App,
    db: &impl ConnectionTrait,
    now: Timestamp,
    session: SessionId,
    party: Party,
    code: Option<&Code>,
) -> Result<Quote, BookingError> {
    if !party.is_sound(i32::try_from(app.config.tours.max_party).unwrap_or(i32::MAX)) {
        return Err(BookingError::BadParty);
    }
    let (session, tour, agency) = offered(app, db, now, session).await?;
    let promotions = promotions_of(db, &session, now).await?;
    let code = match code {
        Some(code) => Some(code_of(db, code).await?),
        None => None,
    };
    let price = pricing::price(&session, party, &promotions, code.as_ref(), now)?;
    let promotion = promotions
        .into_iter()
        .find(|one| Some(one.id) == price.promotion_id);
    Ok(Quote {
        session,
        tour,
        agency,
        price,
        code: code.map(|code| code.code),
        promotion: promotion.map(|one| one.title),
    })
}

/// A session that can be booked now, with its tour and agency.
///
/// # Errors
/// [`BookingError::NotOffered`], [`BookingError::Gone`], or the database.
pub(super) async fn offered(
    app: &App,
    db: &impl ConnectionTrait,
    now: Timestamp,
    id: SessionId,
) -> Result<(tour_session::Model, tour::Model, agency::Model), BookingError> {
    let found = tour_session::Entity::find_by_id(id)
        .find_also_related(tour::Entity)
        .find_also_related(agency::Entity)
        .one(db)
        .await?;
    let Some((session, Some(tour), Some(agency))) = found else {
        return Err(BookingError::Gone);
    };
    let is_offered = session.status == tour_session::Status::Open
        && now < closes_at(app, &session)
        && agency.status == agency::Status::Active
        // Private ones are booked by whoever they were made for, when they are made.
        && !session.is_private
        && tour.status == tour::Status::Published;
    if is_offered {
        Ok((session, tour, agency))
    } else {
        Err(BookingError::NotOffered)
    }
}

/// Until when a session can be booked.
#[must_use]
pub fn closes_at(app: &App, session: &tour_session::Model) -> Timestamp {
    let before = TimeDelta::hours(app.config.tours.close_hours.into());
    session.starts_at.minus(before)
}

/// The promotions that may hold for a session.
///
/// # Errors
/// When the database does not answer.
pub async fn promotions_of(
    db: &impl ConnectionTrait,
    session: &tour_session::Model,
    now: Timestamp,
) -> Result<Vec<promotion::Model>, DbErr> {
    use promotion::Column as P;
    promotion::Entity::find()
        .filter(P::AgencyId.eq(session.agency_id))
        .filter(P::IsActive.eq(true))
        .filter(P::EndsAt.gt(now))
        .filter(
            Condition::any()
                .add(P::TourId.is_null())
                .add(P::TourId.eq(session.tour_id)),
        )
        .order_by_asc(P::Id)
        .all(db)
        .await
}

async fn code_of(
    db: &impl ConnectionTrait,
    code: &Code,
) -> Result<promo_code::Model, BookingError> {
    let wanted = match code {
        Code::Typed(typed) => promo_code::Column::Code.eq(tour_discounts::capitals(typed)),
        Code::Known(id) => promo_code::Column::Id.eq(*id),
    };
    promo_code::Entity::find()
        .filter(wanted)
        .one(db)
        .await?
        .ok_or(BookingError::Code(CodeRefusal::Unknown))
}

/// Asks for seats. They are held at once; the agency has so long to answer as the configuration says.
/// Asking again for the same session and party is asking once.
///
/// Whatever it reads is a condition of its updates, and the session's update comes last: the row that
/// everybody wants is held for the commit alone.
///
/// # Errors
/// See [`BookingError`].
pub async fn request(app: &App, actor: Actor, wanted: Wanted) -> Result<Model, BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let now = app.clock.now();
    let (txn, Look { quote, readers }) = match begin(app, now, &wanted).await {
        Ok(begun) => begun,
        // Whoever repeats a request may have taken the last seat, or used the code up, by it.
        Err(error) => return repeated(app, me, &wanted).await?.ok_or(error),
    };
    let (session, seats) = (&quote.session, wanted.party.seats());
    let names = names(session, seats, &wanted.names)?;
    // One person's wishes are counted one after another.
    people::one_at_a_time(&txn, me).await?;
    if let Some(mine) = within_limits(app, &txn, now, me, session.id).await? {
        txn.rollback().await?;
        let is_same = (mine.adults, mine.children) == (wanted.party.adults, wanted.party.children);
        return if is_same {
            Ok(mine)
        } else {
            Err(BookingError::Asked(mine.id))
        };
    }
    let total = quote.price.total;
    let is_shown = wanted.shown_in.is_none_or(|one| one == total.currency());
    if total.minor() != wanted.shown_minor || !is_shown {
        return Err(BookingError::PriceChanged);
    }
    let row = row(app, now, me, &quote, &wanted);
    let booking = row.insert(&txn).await?;
    write_names(&txn, booking.id, names).await?;
    if let Some(promotion) = quote.price.promotion_id
        && !discounts::use_promotion(&txn, now, promotion).await?
    {
        return Err(BookingError::PriceChanged);
    }
    if let Some(code) = quote.price.code_id {
        discounts::use_code(&txn, now, code, me).await??;
    }
    let deed = BookingDeed::Requested {
        seats,
        price_minor: booking.price_minor,
    };
    audit::record(&txn, now, actor, &AuditEvent::Booking(booking.id, deed)).await?;
    events::tell(&txn, now, readers, booking.id, News::Requested).await?;
    let offered = waiting::accept(&txn, now, me, session.id).await?;
    let has_seats = match offered {
        Some(held) => seats::change(&txn, session, seats - held).await?,
        None => seats::take(&txn, session, seats).await?,
    };
    if !has_seats {
        txn.rollback().await?;
        return Err(why_not(app, &quote).await?);
    }
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("bookings_requested_total").increment(1);
    Ok(booking)
}

/// What is read before anything is written.
struct Look {
    quote: Quote,
    readers: Vec<UserId>,
}

async fn look(
    app: &App,
    db: &impl ConnectionTrait,
    now: Timestamp,
    wanted: &Wanted,
) -> Result<Look, BookingError> {
    let code = wanted.code.as_ref();
    let quote = priced(app, db, now, wanted.session, wanted.party, code).await?;
    let readers = events::deciders(app, db, quote.session.agency_id).await?;
    Ok(Look { quote, readers })
}

/// Looks, and begins to write. A file's one connection that writes is asked for when there is something to
/// write; elsewhere all is done on one connection, since each that is taken from the pool costs a round
/// trip.
async fn begin(
    app: &App,
    now: Timestamp,
    wanted: &Wanted,
) -> Result<(DatabaseTransaction, Look), BookingError> {
    if app.db.reads_apart() {
        let look = look(app, &app.db, now, wanted).await?;
        return Ok((db::begin(&app.db).await?, look));
    }
    let txn = db::begin(&app.db).await?;
    match look(app, &txn, now, wanted).await {
        Ok(look) => Ok((txn, look)),
        Err(error) => {
            txn.rollback().await?;
            Err(error)
        }
    }
}

/// The booking that the same wish made before, while it waits.
async fn repeated(app: &App, person: UserId, wanted: &Wanted) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::SessionId.eq(wanted.session))
        .filter(Column::Adults.eq(wanted.party.adults))
        .filter(Column::Children.eq(wanted.party.children))
        .filter(Column::Status.is_in(Status::WAITING))
        .one(&app.db)
        .await
}

/// What became of a session that was there a moment ago.
async fn why_not(app: &App, quote: &Quote) -> Result<BookingError, BookingError> {
    match offered(app, &app.db, app.clock.now(), quote.session.id).await {
        Ok((session, ..)) if session.adult_minor != quote.session.adult_minor => {
            Ok(BookingError::PriceChanged)
        }
        Ok((session, ..)) if session.child_minor != quote.session.child_minor => {
            Ok(BookingError::PriceChanged)
        }
        Ok(_) => Ok(BookingError::SoldOut),
        Err(error) => Err(error),
    }
}

fn names(
    session: &tour_session::Model,
    seats: i32,
    typed: &[String],
) -> Result<Vec<String>, BookingError> {
    if !session.wants_names {
        return Ok(Vec::new());
    }
    let names: Vec<String> = typed
        .iter()
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_NAME)
        .collect();
    if i32::try_from(names.len()) == Ok(seats) {
        Ok(names)
    } else {
        Err(BookingError::NamesWanted)
    }
}

/// The longest name of a participant, in characters.
pub const LONGEST_NAME: usize = 80;

/// The booking of this session that waits already, or the reasons why this person may have no other one.
async fn within_limits(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    person: UserId,
    session: SessionId,
) -> Result<Option<Model>, BookingError> {
    let settings = &app.config.tours;
    let pause = TimeDelta::hours(settings.cooldown_hours.into());
    let recent = Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(
            Condition::any()
                .add(Column::Status.is_in(Status::WAITING))
                .add(
                    Condition::all()
                        .add(Column::Status.eq(Status::Expired))
                        .add(Column::EndedReason.eq(UNPAID))
                        .add(Column::EndedAt.gt(now.minus(pause))),
                ),
        )
        .order_by_asc(Column::Id)
        .all(txn)
        .await?;
    let (expired, waiting): (Vec<_>, Vec<_>) = recent
        .into_iter()
        .partition(|booking| booking.status == Status::Expired);
    if let Some(mine) = waiting.iter().find(|mine| mine.session_id == session) {
        return Ok(Some(mine.clone()));
    }
    if waiting.len() >= usize_of(settings.max_holds) {
        return Err(BookingError::TooManyHolds);
    }
    let enough = usize_of(settings.cooldown_after);
    let mut ends: Vec<_> = expired
        .iter()
        .filter_map(|booking| booking.ended_at)
        .collect();
    ends.sort_unstable();
    if ends.len() >= enough
        && let Some(end) = ends.get(ends.len() - enough)
    {
        return Err(BookingError::CoolDown(end.plus(pause)));
    }
    Ok(None)
}

/// Why an approved booking expired.
pub(super) const UNPAID: &str = "unpaid";

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn row(
    app: &App,
    now: Timestamp,
    traveller: UserId,
    quote: &Quote,
    wanted: &Wanted,
) -> ActiveModel {
    let Quote {
        session,
        agency,
        price,
        ..
    } = quote;
    let patience = TimeDelta::minutes(app.config.tours.hold_minutes.into());
    let until = std::cmp::min(now.plus(patience), session.starts_at);
    ActiveModel {
        session_id: Set(session.id),
        tour_id: Set(session.tour_id),
        agency_id: Set(session.agency_id),
        traveller_id: Set(traveller),
        status: Set(Status::Requested),
        adults: Set(wanted.party.adults),
        children: Set(wanted.party.children),
        seats: Set(wanted.party.seats()),
        currency: Set(session.currency),
        base_minor: Set(price.base.minor()),
        promotion_minor: Set(price.promotion.minor()),
        promo_minor: Set(price.promo.minor()),
        price_minor: Set(price.total.minor()),
        promotion_id: Set(price.promotion_id),
        promo_code_id: Set(price.code_id),
        commission_bp: Set(agency.commission_bp),
        refund_rule: Set(session.refund_rule.clone()),
        wish: Set(wanted.wish.as_deref().and_then(kept_wish)),
        hold_until: Set(Some(until)),
        remind_at: Set(Some(halfway(now, until))),
        paid_minor: Set(0),
        bonus_minor: Set(0),
        refunded_minor: Set(0),
        requested_at: Set(now),
        moved_at: Set(now),
        ..Default::default()
    }
}

/// Says who comes with a booking that is ahead, where the session wants names: for the first time, or
/// anew.
///
/// # Errors
/// [`BookingError::NamesWanted`] unless there is one for each seat, [`BookingError::Moved`] when it is over
/// or nobody wants names, and see [`BookingError`].
pub async fn rename(
    app: &App,
    actor: Actor,
    id: BookingId,
    typed: &[String],
) -> Result<(), BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let booking = super::reads::of_traveller(&app.db, me, id).await?;
    let session = tour_session::Entity::find_by_id(booking.session_id)
        .one(&app.db)
        .await?
        .ok_or(BookingError::Gone)?;
    let now = app.clock.now();
    if !session.wants_names || session.starts_at <= now {
        return Err(BookingError::Moved);
    }
    let names = names(&session, booking.seats, typed)?;
    let Some(txn) = db::begin_once(&app.db, actor, "bookings.names", now).await? else {
        return Ok(());
    };
    // Held, so that of two who write at once one comes after the other.
    let held = Entity::update_many()
        .col_expr(Column::Seats, Expr::col(Column::Seats))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(Status::SEATED))
        .exec(&txn)
        .await?;
    if held.rows_affected == 0 {
        return Err(BookingError::Moved);
    }
    booking_participant::Entity::delete_many()
        .filter(booking_participant::Column::BookingId.eq(id))
        .exec(&txn)
        .await?;
    write_names(&txn, id, names).await?;
    let event = AuditEvent::Booking(id, BookingDeed::Named);
    audit::record(&txn, now, actor, &event).await?;
    txn.commit().await?;
    Ok(())
}

async fn write_names(
    txn: &DatabaseTransaction,
    booking: BookingId,
    names: Vec<String>,
) -> Result<(), DbErr> {
    if names.is_empty() {
        return Ok(());
    }
    let rows =
        names
            .into_iter()
            .zip(0..)
            .map(|(name, position)| booking_participant::ActiveModel {
                booking_id: Set(booking),
                position: Set(position),
                name: Set(name),
            });
    booking_participant::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Longest wish, in characters.
pub const WISH_LIMIT: usize = 500;

/// Tells the agency something about a booking that is ahead; empty words take it back.
///
/// # Errors
/// [`BookingError::Moved`] when it is over, and see [`BookingError`].
pub async fn wish(app: &App, actor: Actor, id: BookingId, words: &str) -> Result<(), BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    super::reads::of_traveller(&app.db, me, id).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Wish, Expr::value(kept_wish(words)))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(Status::SEATED))
        .exec(&app.db)
        .await?;
    if changed.rows_affected == 0 {
        return Err(BookingError::Moved);
    }
    Ok(())
}

/// A wish as it is kept; none when there are no words.
fn kept_wish(words: &str) -> Option<String> {
    let words: String = clean(words).chars().take(WISH_LIMIT).collect();
    Some(words).filter(|words| !words.is_empty())
}

/// The middle of a span of time.
pub(super) const fn halfway(from: Timestamp, until: Timestamp) -> Timestamp {
    Timestamp(from.0 + until.0.saturating_sub(from.0) / 2)
}
