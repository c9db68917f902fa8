//! What everybody may read of reviews.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Alias, ExprTrait},
};

use super::work::Work;
use crate::{
    entity::{
        booking, executor,
        review::{Column, Entity, Model, Status, Subject},
        user,
    },
    features::tours::titles::{self, Titles},
    kernel::{
        ids::{BookingId, ReviewId, TourId, UserId},
        page::Page,
    },
};

/// A review with what may be said of the people in it.
#[derive(Clone, Debug)]
pub struct Read {
    /// The review.
    pub review: Model,
    /// First name of the author; none when the account is gone.
    pub author: Option<String>,
    /// Number of the executor, for orders.
    pub executor: Option<i32>,
    /// The tour, for bookings.
    pub tour: Option<AboutTour>,
}

/// The tour that a review is about.
#[derive(Clone, Debug)]
pub struct AboutTour {
    /// Which.
    pub id: TourId,
    /// What it is called.
    pub titles: Titles,
}

impl Read {
    /// What the review is about.
    #[must_use]
    pub const fn work(&self) -> Work {
        Work::of(self.review.subject_kind, self.review.subject_id)
    }
}

/// What shown reviews come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: i64,
    /// Sum of their stars.
    pub sum: i64,
}

impl Summary {
    /// The average in tenths of a star, rounded to the nearest; none without reviews.
    #[must_use]
    pub const fn tenths(self) -> Option<i64> {
        match self.count.checked_mul(2) {
            Some(double) if double > 0 => Some((self.sum * 20 + self.count) / double),
            Some(_) | None => None,
        }
    }
}

/// The executor of a number, as a person.
///
/// # Errors
/// When the database does not answer.
pub async fn executor_of(db: &impl ConnectionTrait, number: i32) -> Result<Option<UserId>, DbErr> {
    let found = executor::Entity::find()
        .filter(executor::Column::Number.eq(number))
        .one(db)
        .await?;
    Ok(found.map(|executor| executor.user_id))
}

/// Count and sum of the shown reviews: of all, or of the orders of one executor.
///
/// # Errors
/// When the database does not answer.
pub async fn summary(db: &impl ConnectionTrait, about: Option<UserId>) -> Result<Summary, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
        sum: Option<i64>,
    }
    let row = shown(about)
        .select_only()
        .column_as(Column::Id.count(), "count")
        // A sum of integers is a numeric on Postgres without the cast.
        .column_as(Column::Stars.sum().cast_as(Alias::new("bigint")), "sum")
        .into_model::<Row>()
        .one(db)
        .await?;
    Ok(row.map_or_else(Summary::default, |row| Summary {
        count: row.count,
        sum: row.sum.unwrap_or_default(),
    }))
}

/// Shown reviews, newest first: of all work, or of the orders of one executor.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &impl ConnectionTrait,
    about: Option<UserId>,
    number: u32,
    size: u64,
) -> Result<Page<Read>, DbErr> {
    let total = shown(about).count(db).await?;
    let (number, offset) = Page::<Read>::locate(number, total, size);
    let rows = shown(about)
        .order_by_desc(Column::Id)
        .offset(offset)
        .limit(size)
        .all(db)
        .await?;
    Ok(Page {
        items: with_people(db, rows).await?,
        number,
        count: Page::<Read>::count_of(total, size),
        total,
    })
}

/// Shown reviews below `before`, newest first, at most `limit`: of all work, or of the orders of one
/// executor.
///
/// # Errors
/// When the database does not answer.
pub async fn before(
    db: &impl ConnectionTrait,
    about: Option<UserId>,
    before: Option<ReviewId>,
    limit: u64,
) -> Result<Vec<Read>, DbErr> {
    let below = Condition::all().add_option(before.map(|before| Column::Id.lt(before)));
    let rows = shown(about)
        .filter(below)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    with_people(db, rows).await
}

/// One shown review.
///
/// # Errors
/// When the database does not answer.
pub async fn one(db: &impl ConnectionTrait, id: ReviewId) -> Result<Option<Read>, DbErr> {
    let rows = shown(None).filter(Column::Id.eq(id)).all(db).await?;
    Ok(with_people(db, rows).await?.pop())
}

fn shown(about: Option<UserId>) -> Select<Entity> {
    let select = Entity::find().filter(Column::Status.eq(Status::Shown));
    match about {
        Some(executor) => select
            .filter(Column::AboutId.eq(executor))
            .filter(Column::SubjectKind.eq(Subject::Order)),
        None => select,
    }
}

/// Adds first names and numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn with_people(
    db: &impl ConnectionTrait,
    reviews: Vec<Model>,
) -> Result<Vec<Read>, DbErr> {
    let authors: Vec<_> = reviews.iter().map(|review| review.author_id).collect();
    let authors = user::Entity::find()
        .filter(user::Column::Id.is_in(authors))
        .filter(user::Column::DeletedAt.is_null())
        .all(db)
        .await?;
    let about: Vec<_> = reviews.iter().map(|review| review.about_id).collect();
    let executors = executor::Entity::find()
        .filter(executor::Column::UserId.is_in(about))
        .all(db)
        .await?;
    let booked = reviews
        .iter()
        .filter(|review| review.subject_kind == Subject::Booking)
        .map(|review| BookingId(review.subject_id));
    let bookings = booking::Entity::find()
        .filter(booking::Column::Id.is_in(booked))
        .all(db)
        .await?;
    let titles = titles::of(db, bookings.iter().map(|booking| booking.tour_id)).await?;
    Ok(reviews
        .into_iter()
        .map(|review| {
            let author = authors
                .iter()
                .find(|person| person.id == review.author_id)
                .map(|person| person.first_name.clone());
            let executor = executors
                .iter()
                .find(|executor| executor.user_id == review.about_id)
                .filter(|_| review.subject_kind == Subject::Order)
                .map(|executor| executor.number);
            let tour = bookings
                .iter()
                .find(|booking| booking.id.0 == review.subject_id)
                .filter(|_| review.subject_kind == Subject::Booking)
                .map(|booking| AboutTour {
                    id: booking.tour_id,
                    titles: titles.get(&booking.tour_id).cloned().unwrap_or_default(),
                });
            Read {
                review,
                author,
                executor,
                tour,
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_is_rounded_to_a_tenth() {
        let tenths = |sum, count| Summary { count, sum }.tenths();
        assert_eq!(tenths(0, 0), None);
        assert_eq!(tenths(5, 1), Some(50));
        assert_eq!(tenths(14, 3), Some(47));
        assert_eq!(tenths(13, 3), Some(43));
        assert_eq!(tenths(9, 2), Some(45));
        assert_eq!(tenths(89, 20), Some(45));
    }
}
