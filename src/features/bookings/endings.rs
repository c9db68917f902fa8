//! Cancelling, and what goes back.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, LockType},
};

use super::{
    decide::{ending, moving, of_agency},
    discounts,
    error::BookingError,
    events::{self, News},
    money, reads, seats,
};
use crate::{
    app::App,
    db,
    entity::{
        booking::{Column, Entity, Model, Status},
        booking_participant,
        refund::Cause,
        tour_favourite, tour_session,
    },
    features::{
        audit::{self, AuditEvent, BookingDeed},
        ledger::facts::From,
        payments::{
            refunds::{self, Wanted},
            release as attempts,
        },
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, UserId},
        money::Money,
        payable::Payable,
        permission::Rights,
        refund_rule::RefundRule,
        time::Timestamp,
    },
};

/// Who calls a booking off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever booked: the rule of refunds holds.
    Traveller,
    /// The agency or the platform: everything goes back.
    Agency,
    /// The session does not take place: everything goes back.
    Session,
}

impl By {
    /// The word in the audit log, and why the booking ended.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Traveller => "traveller",
            Self::Agency => "agency",
            Self::Session => "session",
        }
    }

    const fn news(self) -> News {
        match self {
            Self::Traveller => News::CancelledByTraveller,
            Self::Agency => News::CancelledByAgency,
            Self::Session => News::SessionCancelled,
        }
    }
}

/// What calling off would come to.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The booking.
    pub booking: Model,
    /// What was paid and is still here.
    pub paid: Money,
    /// What of it would go back.
    pub refund: Money,
    /// When the tour begins.
    pub begins: Timestamp,
}

/// What it would come to if the traveller called a booking off now.
///
/// # Errors
/// See [`BookingError`].
pub async fn preview(app: &App, actor: Actor, id: BookingId) -> Result<Preview, BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let booking = reads::of_traveller(&app.db, me, id).await?;
    previewed(app, booking, By::Traveller).await
}

/// What it would come to if the agency did.
///
/// # Errors
/// See [`BookingError`].
pub async fn preview_by_agency(
    app: &App,
    rights: &Rights,
    id: BookingId,
) -> Result<Preview, BookingError> {
    let booking = of_agency(&app.db, rights, id).await?;
    previewed(app, booking, By::Agency).await
}

async fn previewed(app: &App, booking: Model, by: By) -> Result<Preview, BookingError> {
    let session = tour_session::Entity::find_by_id(booking.session_id)
        .one(&app.db)
        .await?
        .ok_or(BookingError::Gone)?;
    let now = app.clock.now();
    if !Status::SEATED.contains(&booking.status) {
        return Err(BookingError::Moved);
    }
    if by == By::Traveller && session.starts_at <= now {
        return Err(BookingError::Begun);
    }
    let paid = booking.in_hand();
    Ok(Preview {
        refund: refund(&booking, by, now, session.starts_at)?,
        paid,
        begins: session.starts_at,
        booking,
    })
}

/// What goes back when somebody calls a booking off.
fn refund(
    booking: &Model,
    by: By,
    now: Timestamp,
    begins: Timestamp,
) -> Result<Money, BookingError> {
    let paid = booking.in_hand();
    match by {
        By::Agency | By::Session => Ok(paid),
        By::Traveller => {
            let rule: RefundRule = booking.refund_rule.parse()?;
            Ok(rule.back(paid, now, begins)?)
        }
    }
}

/// The traveller calls a booking off; twice is once. `shown` is the refund that they were shown, in minor
/// units: when the terms are others by now, nothing happens.
///
/// # Errors
/// See [`BookingError`].
pub async fn cancel(
    app: &App,
    actor: Actor,
    id: BookingId,
    shown: i64,
) -> Result<Model, BookingError> {
    by_traveller(app, actor, id, |refund| refund.minor() == shown).await
}

/// The same for a program: the refund that was shown has its currency, and whoever names none takes the
/// terms as they stand.
///
/// # Errors
/// See [`BookingError`].
pub async fn cancel_at(
    app: &App,
    actor: Actor,
    id: BookingId,
    shown: Option<Money>,
) -> Result<Model, BookingError> {
    by_traveller(app, actor, id, |refund| {
        shown.is_none_or(|shown| shown == refund)
    })
    .await
}

async fn by_traveller(
    app: &App,
    actor: Actor,
    id: BookingId,
    is_agreed: impl FnOnce(Money) -> bool,
) -> Result<Model, BookingError> {
    let me = actor.user().ok_or(BookingError::NotAllowed)?;
    let booking = reads::of_traveller(&app.db, me, id).await?;
    if is_called_off(&booking, By::Traveller) {
        return Ok(booking);
    }
    let preview = previewed(app, booking, By::Traveller).await?;
    if !is_agreed(preview.refund) {
        return Err(BookingError::TermsChanged);
    }
    carry_out(app, actor, &preview, By::Traveller, None).await
}

/// The agency, or the platform, calls a booking off; twice is once.
///
/// # Errors
/// See [`BookingError`].
pub async fn cancel_by_agency(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: BookingId,
    reason: Option<&str>,
) -> Result<Model, BookingError> {
    let booking = of_agency(&app.db, rights, id).await?;
    if is_called_off(&booking, By::Agency) {
        return Ok(booking);
    }
    let preview = previewed(app, booking, By::Agency).await?;
    carry_out(app, actor, &preview, By::Agency, reason).await
}

/// The session of a booking does not take place.
///
/// # Errors
/// See [`BookingError`].
pub(super) async fn cancel_with_session(
    app: &App,
    booking: Model,
    reason: Option<&str>,
) -> Result<Model, BookingError> {
    let preview = previewed(app, booking, By::Session).await?;
    carry_out(app, Actor::SYSTEM, &preview, By::Session, reason).await
}

fn is_called_off(booking: &Model, by: By) -> bool {
    matches!(booking.status, Status::Cancelled | Status::Refunded)
        && booking.ended_reason.as_deref() == Some(by.word())
}

async fn carry_out(
    app: &App,
    actor: Actor,
    preview: &Preview,
    by: By,
    reason: Option<&str>,
) -> Result<Model, BookingError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let Some(ended) = call_off(&txn, now, preview, by, reason).await? else {
        txn.rollback().await?;
        let after = Entity::find_by_id(preview.booking.id).one(&app.db).await?;
        return Err(match after {
            Some(after) if after.frozen_by.is_some() => BookingError::BeingPaid,
            _ => BookingError::Moved,
        });
    };
    release(&txn, std::slice::from_ref(&ended)).await?;
    let deed = BookingDeed::Cancelled {
        by: by.word(),
        refund_minor: preview.refund.minor(),
    };
    audit::record(&txn, now, actor, &AuditEvent::Booking(ended.id, deed)).await?;
    // Whoever did it sees it on the screen.
    if by == By::Traveller {
        events::tell_agency(app, &txn, now, &ended, by.news()).await?;
    } else {
        events::tell_traveller(&txn, now, &ended, by.news()).await?;
    }
    close(&txn, now, actor, preview, by.word()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(ended)
}

/// Moves the booking as it was previewed, and nothing else: the money that the refund was reckoned from
/// is the money that is there.
async fn call_off(
    txn: &DatabaseTransaction,
    now: Timestamp,
    preview: &Preview,
    by: By,
    reason: Option<&str>,
) -> Result<Option<Model>, DbErr> {
    let before = &preview.booking;
    let to = if preview.refund.is_positive() {
        Status::Refunded
    } else {
        Status::Cancelled
    };
    let update = moving(before.id, to, now)
        .col_expr(Column::EndedReason, Expr::value(by.word()))
        .col_expr(Column::EndedNote, Expr::value(reason.map(str::to_owned)))
        .col_expr(
            Column::RefundedMinor,
            Expr::value(before.refunded_minor.saturating_add(preview.refund.minor())),
        )
        .filter(Column::Status.eq(before.status))
        .filter(Column::PaidMinor.eq(before.paid_minor))
        .filter(Column::RefundedMinor.eq(before.refunded_minor))
        .filter(Column::FrozenBy.is_null());
    Ok(ending(update, now).exec_with_returning(txn).await?.pop())
}

/// What ended bookings held is free: promotions, codes, then seats.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn release(txn: &DatabaseTransaction, ended: &[Model]) -> Result<(), DbErr> {
    discounts::free(txn, ended).await?;
    seats::free(txn, ended).await
}

/// The money: what is on the way has nothing to pay any more, the refund is promised, the rest is earned.
async fn close(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    preview: &Preview,
    reason: &str,
) -> Result<(), BookingError> {
    let booking = &preview.booking;
    let payable = Payable::Booking(booking.id);
    attempts::abandon(txn, now, payable).await?;
    if preview.refund.is_positive() {
        let wanted = Wanted {
            payable,
            amount: preview.refund,
            cause: Cause::Cancelled,
            reason: reason.to_owned(),
            asked_by: actor.user(),
            from: From::Prepaid,
        };
        refunds::promise(txn, now, wanted).await?;
    }
    let kept = preview.paid.minus(preview.refund)?;
    money::keep(txn, now, booking, kept).await
}

/// Somebody deletes their account: what they asked for is called off by the rule of refunds. A booking
/// that is being paid right now stays until that is over.
///
/// # Errors
/// See [`BookingError`].
pub async fn leave(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    person: UserId,
) -> Result<(), BookingError> {
    // All of them before the first session is touched: whoever ends many waits in one order.
    let open = Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::Status.is_in(Status::SEATED))
        .lock(LockType::NoKeyUpdate)
        .all(txn)
        .await?;
    let sessions = tour_session::Entity::find()
        .filter(tour_session::Column::Id.is_in(open.iter().map(|booking| booking.session_id)))
        .all(txn)
        .await?;
    let (mut ended, mut previews) = (Vec::new(), Vec::new());
    for booking in open {
        let begins = sessions
            .iter()
            .find(|session| session.id == booking.session_id)
            .map_or(now, |session| session.starts_at);
        let preview = Preview {
            refund: refund(&booking, By::Traveller, now, begins)?,
            paid: booking.in_hand(),
            begins,
            booking,
        };
        // Whoever is on the way already has travelled.
        if preview.begins > now
            && let Some(gone) = call_off(txn, now, &preview, By::Traveller, None).await?
        {
            ended.push(gone);
            previews.push(preview);
        }
    }
    release(txn, &ended).await?;
    for (gone, preview) in ended.iter().zip(&previews) {
        let deed = BookingDeed::Cancelled {
            by: "account",
            refund_minor: preview.refund.minor(),
        };
        audit::record(txn, now, actor, &AuditEvent::Booking(gone.id, deed)).await?;
        events::tell_agency(app, txn, now, gone, News::CancelledByTraveller).await?;
    }
    for preview in &previews {
        close(txn, now, actor, preview, "account").await?;
    }
    Ok(())
}

/// Somebody deletes their account: whom they brought, what they wished and which tours they kept is
/// forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    let theirs = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::TravellerId.eq(person));
    booking_participant::Entity::delete_many()
        .filter(booking_participant::Column::BookingId.in_subquery(theirs.into_query()))
        .exec(txn)
        .await?;
    Entity::update_many()
        .col_expr(Column::Wish, Expr::value(Option::<String>::None))
        .filter(Column::TravellerId.eq(person))
        .exec(txn)
        .await?;
    tour_favourite::Entity::delete_many()
        .filter(tour_favourite::Column::UserId.eq(person))
        .exec(txn)
        .await?;
    Ok(())
}
