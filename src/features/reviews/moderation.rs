//! Staff's side of reviews: what everybody may read, and answers.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use sha2::{Digest, Sha256};

use super::{
    events::{ReviewAnswered, ReviewShown},
    reads::{self, Read},
    service::{self, ReviewError},
};
use crate::{
    app::App,
    db,
    entity::{
        booking, executor,
        review::{Column, Entity, Model, Status, Subject},
        tour,
    },
    features::audit::{self, AuditEvent},
    kernel::{
        actor::Actor,
        ids::{BookingId, ReviewId},
        page::Page,
        permission::{Permission, Rights},
    },
    outbox,
};

/// Names what staff saw, so that a review that its author changed since is not let through unread.
#[must_use]
pub fn seen(review: &Model) -> String {
    let digest = Sha256::digest(format!("{}\n{}", review.stars, review.text));
    hex::encode(digest).chars().take(8).collect()
}

/// Reviews of one state, oldest first while they wait, else newest first.
///
/// # Errors
/// See [`ReviewError`].
pub async fn queue(
    app: &App,
    mine: &Rights,
    status: Status,
    number: u32,
    size: u64,
) -> Result<Page<Read>, ReviewError> {
    require(mine)?;
    let select = Entity::find().filter(Column::Status.eq(status));
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Read>::locate(number, total, size);
    let select = if status == Status::Waiting {
        select.order_by_asc(Column::Id)
    } else {
        select.order_by_desc(Column::Id)
    };
    let rows = select.offset(offset).limit(size).all(&app.db).await?;
    Ok(Page {
        items: reads::with_people(&app.db, rows).await?,
        number,
        count: Page::<Read>::count_of(total, size),
        total,
    })
}

/// How many reviews there are in each state: waiting, shown, hidden.
///
/// # Errors
/// See [`ReviewError`].
pub async fn counts(app: &App, mine: &Rights) -> Result<[u64; 3], ReviewError> {
    require(mine)?;
    let count = |status: Status| {
        Entity::find()
            .filter(Column::Status.eq(status))
            .count(&app.db)
    };
    let (waiting, shown, hidden) = tokio::try_join!(
        count(Status::Waiting),
        count(Status::Shown),
        count(Status::Hidden)
    )?;
    Ok([waiting, shown, hidden])
}

/// One review.
///
/// # Errors
/// See [`ReviewError`].
pub async fn card(app: &App, mine: &Rights, id: ReviewId) -> Result<Read, ReviewError> {
    require(mine)?;
    let review = service::find(app, id).await?.ok_or(ReviewError::Gone)?;
    reads::with_people(&app.db, vec![review])
        .await?
        .pop()
        .ok_or(ReviewError::Gone)
}

/// Shows a review to everybody, and counts its stars; false when that was so already.
///
/// # Errors
/// See [`ReviewError`].
pub async fn show(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: ReviewId,
    saw: &str,
) -> Result<bool, ReviewError> {
    decide(app, actor, mine, id, saw, Status::Shown).await
}

/// Hides a review from everybody, and takes its stars back; false when that was so already.
///
/// # Errors
/// See [`ReviewError`].
pub async fn hide(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: ReviewId,
    saw: &str,
) -> Result<bool, ReviewError> {
    decide(app, actor, mine, id, saw, Status::Hidden).await
}

async fn decide(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: ReviewId,
    saw: &str,
    to: Status,
) -> Result<bool, ReviewError> {
    require(mine)?;
    let review = service::find(app, id).await?.ok_or(ReviewError::Gone)?;
    if seen(&review) != saw {
        return Err(ReviewError::Changed);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    // From each state by a step of its own: whether the stars are counted already is known only by the
    // step that was taken.
    for from in Status::ALL.into_iter().filter(|from| *from != to) {
        let moved = Entity::update_many()
            .col_expr(Column::Status, Expr::value(to.word()))
            .col_expr(Column::ModeratedBy, Expr::value(actor.user()))
            .col_expr(Column::ModeratedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::Status.eq(from))
            .filter(Column::Stars.eq(review.stars))
            .filter(Column::Text.eq(review.text.as_str()))
            .exec(&txn)
            .await?;
        if moved.rows_affected == 0 {
            continue;
        }
        let event = match to {
            Status::Shown => {
                count_stars(&txn, &review, 1).await?;
                let news = ReviewShown { review: id };
                outbox::enqueue(
                    &txn,
                    now,
                    review.author_id,
                    &news,
                    outbox::Options::default(),
                )
                .await?;
                AuditEvent::ReviewShown(id)
            }
            Status::Hidden | Status::Waiting => {
                if from == Status::Shown {
                    count_stars(&txn, &review, -1).await?;
                }
                AuditEvent::ReviewHidden(id)
            }
        };
        audit::record(&txn, now, actor, &event).await?;
        txn.commit().await?;
        app.outbox.nudge();
        return Ok(true);
    }
    txn.rollback().await?;
    let stands = service::find(app, id).await?.ok_or(ReviewError::Gone)?;
    if stands.status == to {
        Ok(false)
    } else {
        Err(ReviewError::Changed)
    }
}

/// The ratings of executors and tours follow what is shown about them; `times` is one or minus one.
async fn count_stars(txn: &DatabaseTransaction, review: &Model, times: i32) -> Result<(), DbErr> {
    match review.subject_kind {
        Subject::Order => {
            let sum = executor::Column::StarsSum;
            let count = executor::Column::StarsCount;
            executor::Entity::update_many()
                .col_expr(sum, Expr::col(sum).add(review.stars.saturating_mul(times)))
                .col_expr(count, Expr::col(count).add(times))
                .filter(executor::Column::UserId.eq(review.about_id))
                .exec(txn)
                .await?;
            Ok(())
        }
        // An operator who helps for an hour is no executor, or not in that part.
        Subject::Hour => Ok(()),
        Subject::Booking => {
            let (sum, count) = (tour::Column::StarsSum, tour::Column::StarsCount);
            let booked = booking::Entity::find_by_id(BookingId(review.subject_id))
                .select_only()
                .column(booking::Column::TourId);
            tour::Entity::update_many()
                .col_expr(sum, Expr::col(sum).add(review.stars.saturating_mul(times)))
                .col_expr(count, Expr::col(count).add(times))
                .filter(tour::Column::Id.in_subquery(booked.into_query()))
                .exec(txn)
                .await?;
            Ok(())
        }
    }
}

/// Answers a review in the name of the platform; the author is told. Another answer takes the place of
/// the first.
///
/// # Errors
/// See [`ReviewError`].
pub async fn answer(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: ReviewId,
    text: &str,
) -> Result<(), ReviewError> {
    require(mine)?;
    let text = service::words(text)?;
    let review = service::find(app, id).await?.ok_or(ReviewError::Gone)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "reviews.answer", now).await? else {
        return Ok(());
    };
    Entity::update_many()
        .col_expr(Column::Answer, Expr::value(text))
        .filter(Column::Id.eq(id))
        .exec(&txn)
        .await?;
    audit::record(&txn, now, actor, &AuditEvent::ReviewAnswered(id)).await?;
    let news = ReviewAnswered { review: id };
    outbox::enqueue(
        &txn,
        now,
        review.author_id,
        &news,
        outbox::Options::default(),
    )
    .await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

fn require(mine: &Rights) -> Result<(), ReviewError> {
    if mine.may(Permission::ModerateReviews) {
        Ok(())
    } else {
        Err(ReviewError::NotAllowed)
    }
}
