//! Bookings as lists by cursor, and who sees one of them as what.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    error::BookingError,
    reads::{self, Card, Row},
};
use crate::{
    app::App,
    entity::booking::{Column, Entity, Model, Status},
    kernel::{
        ids::{BookingId, UserId},
        permission::{Permission, Rights},
    },
};

/// As whom somebody sees a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Whoever booked.
    Traveller,
    /// Whoever decides for its agency.
    Agency,
}

/// A booking, and as whom this person sees it. One's own is seen as its traveller does.
///
/// # Errors
/// [`BookingError::Gone`] for everybody else, or the database.
pub async fn look(
    app: &App,
    me: UserId,
    rights: &Rights,
    id: BookingId,
) -> Result<(Model, View), BookingError> {
    let booking = Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .ok_or(BookingError::Gone)?;
    if booking.traveller_id == me {
        Ok((booking, View::Traveller))
    } else if rights.manages(booking.agency_id) {
        Ok((booking, View::Agency))
    } else {
        Err(BookingError::Gone)
    }
}

/// The same with everything that is shown of the booking.
///
/// # Errors
/// See [`look`].
pub async fn card(
    app: &App,
    me: UserId,
    rights: &Rights,
    id: BookingId,
) -> Result<(Card, View), BookingError> {
    let (booking, view) = look(app, me, rights, id).await?;
    Ok((reads::whole(app, booking).await?, view))
}

/// A person's own bookings, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(
    app: &App,
    traveller: UserId,
    status: Option<Status>,
    before: Option<BookingId>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let mut select = Entity::find()
        .filter(Column::TravellerId.eq(traveller))
        .order_by_desc(Column::Id)
        .limit(limit);
    if let Some(status) = status {
        select = select.filter(Column::Status.eq(status));
    }
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    reads::rows(&app.db, select.all(&app.db).await?).await
}

/// Requests that this person may answer, those that wait the longest first: of their agencies, or of all
/// for the platform.
///
/// # Errors
/// [`BookingError::NotAllowed`] for whoever decides for no agency, or the database.
pub async fn pending(
    app: &App,
    rights: &Rights,
    after: Option<BookingId>,
    limit: u64,
) -> Result<Vec<Row>, BookingError> {
    let mut select = Entity::find()
        .filter(Column::Status.eq(Status::Requested))
        .filter(Column::HoldUntil.gt(app.clock.now()))
        .order_by_asc(Column::Id)
        .limit(limit);
    if !rights.may(Permission::ManageAgencies) {
        if !rights.may(Permission::SellTours) {
            return Err(BookingError::NotAllowed);
        }
        select = select.filter(Column::AgencyId.is_in(rights.agencies()));
    }
    if let Some(after) = after {
        select = select.filter(Column::Id.gt(after));
    }
    Ok(reads::rows(&app.db, select.all(&app.db).await?).await?)
}
