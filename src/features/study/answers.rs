//! Answers about what is wanted: which do, and how they are kept.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{EntityTrait, UpdateMany, sea_query::Expr};

use super::{
    catalog::{Asked, Field, Kind},
    drafts::{Answer, LINE_LIMIT, PRICE_LIMIT, TEXT_LIMIT, words},
    error::StudyError,
};
use crate::{
    entity::order::{Column, Entity},
    kernel::time::{self, Timestamp},
};

/// Farthest deadline.
const FARTHEST: TimeDelta = TimeDelta::days(366);

impl Answer {
    /// What it is an answer to.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::Subject(_) => Field::Subject,
            Self::Topic(_) => Field::Topic,
            Self::Details(_) => Field::Details,
            Self::Volume(_) => Field::Volume,
            Self::Deadline(..) => Field::Deadline,
            Self::Budget(_) => Field::Budget,
        }
    }
}

/// Whether an answer does for this kind of help now.
///
/// # Errors
/// What is wrong with it, as a [`StudyError`].
pub fn check(kind: &Kind, now: Timestamp, answer: Answer) -> Result<(), StudyError> {
    let field = answer.field();
    if kind.fields.of(field) == Asked::No {
        return Err(StudyError::NotAsked(field));
    }
    write(Entity::update_many(), kind, now, answer).map(drop)
}

/// Puts an answer into an update of the draft.
pub(super) fn write(
    update: UpdateMany<Entity>,
    kind: &Kind,
    now: Timestamp,
    answer: Answer,
) -> Result<UpdateMany<Entity>, StudyError> {
    Ok(match answer {
        Answer::Subject(text) => update.col_expr(Column::Subject, Expr::value(line(text)?)),
        Answer::Topic(text) => update.col_expr(Column::Topic, Expr::value(line(text)?)),
        Answer::Volume(text) => update.col_expr(Column::Volume, Expr::value(line(text)?)),
        Answer::Details(text) => {
            update.col_expr(Column::Details, Expr::value(words(text, TEXT_LIMIT)?))
        }
        Answer::Budget(minor) => {
            if minor.is_some_and(|minor| !(100..=PRICE_LIMIT).contains(&minor)) {
                return Err(StudyError::BadPrice);
            }
            update.col_expr(Column::BudgetMinor, Expr::value(minor))
        }
        Answer::Deadline(None, _) => update
            .col_expr(Column::DueOn, Expr::value(Option::<NaiveDate>::None))
            .col_expr(Column::DueAt, Expr::value(Option::<i64>::None)),
        Answer::Deadline(Some(day), zone) => {
            let today = time::local_day(now, zone);
            let first = today + TimeDelta::days(kind.minimum_days.into());
            if day < first {
                return Err(StudyError::TooSoon(first));
            }
            if day > today + FARTHEST {
                return Err(StudyError::TooFar);
            }
            update
                .col_expr(Column::DueOn, Expr::value(day))
                .col_expr(Column::DueAt, Expr::value(time::end_of_day(day, zone)))
        }
    })
}

/// One line of words; none when nothing was written.
fn line(text: Option<String>) -> Result<Option<String>, StudyError> {
    let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    words(text, LINE_LIMIT)
}
