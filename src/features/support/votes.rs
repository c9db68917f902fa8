//! "Did it help?": one vote of a person on an answer; the last one counts.

use std::{cmp::Ordering, collections::HashMap};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QuerySelect, sea_query::OnConflict,
};

use super::faq::{Category, Entry};
use crate::{
    app::App,
    entity::faq_vote::{ActiveModel, Column, Entity as Votes},
    kernel::ids::UserId,
};

/// How an answer was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// It helped so many.
    pub helped: u64,
    /// It did not help so many.
    pub not: u64,
}

impl Count {
    /// All votes.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.helped + self.not
    }

    /// How many in a hundred it helped, rounded; 0 without a vote.
    #[must_use]
    pub const fn per_cent(&self) -> u64 {
        match self.total() {
            0 => 0,
            total => (self.helped * 100 + total / 2) / total,
        }
    }

    /// Less helpful is less. One vote each way is added to every answer, so that a single vote does not
    /// put an answer before or behind those that many voted on.
    #[must_use]
    pub fn rank(&self, other: &Self) -> Ordering {
        let share =
            |one: &Self, two: &Self| u128::from(one.helped + 1) * u128::from(two.total() + 2);
        share(self, other).cmp(&share(other, self))
    }
}

/// What votes on this answer are kept under: `category.entry`.
#[must_use]
pub fn key(category: &Category, entry: &Entry) -> String {
    format!("{}.{}", category.key, entry.key)
}

/// Counts a vote on the answer under this [`key`].
///
/// # Errors
/// When the database does not answer.
pub async fn vote(app: &App, person: UserId, entry: String, helped: bool) -> Result<(), DbErr> {
    let row = ActiveModel {
        entry: Set(entry),
        user_id: Set(person),
        helped: Set(helped),
        at: Set(app.clock.now()),
    };
    Votes::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Entry, Column::UserId])
                .update_columns([Column::Helped, Column::At])
                .to_owned(),
        )
        .exec_without_returning(&app.db)
        .await?;
    Ok(())
}

/// Votes on every answer that anybody voted on, by [`key`].
///
/// # Errors
/// When the database does not answer.
pub async fn counts(app: &App) -> Result<HashMap<String, Count>, DbErr> {
    let rows: Vec<(String, bool, i64)> = Votes::find()
        .select_only()
        .column(Column::Entry)
        .column(Column::Helped)
        .column_as(Column::UserId.count(), "votes")
        .group_by(Column::Entry)
        .group_by(Column::Helped)
        .into_tuple()
        .all(&app.db)
        .await?;
    let mut counts: HashMap<String, Count> = HashMap::new();
    for (entry, helped, votes) in rows {
        let count = counts.entry(entry).or_default();
        let votes = u64::try_from(votes).unwrap_or_default();
        if helped {
            count.helped = votes;
        } else {
            count.not = votes;
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_vote_weighs_less_than_many() {
        let count = |helped, not| Count { helped, not };
        let mut answers = [
            count(1, 0),
            count(40, 2),
            count(0, 1),
            count(2, 30),
            count(5, 5),
        ];
        answers.sort_by(Count::rank);
        let order: Vec<_> = answers.iter().map(|it| (it.helped, it.not)).collect();
        assert_eq!(order, [(2, 30), (0, 1), (5, 5), (1, 0), (40, 2)]);
    }

    #[test]
    fn shares_are_rounded_and_nothing_is_no_share() {
        let count = |helped, not| Count { helped, not };
        assert_eq!(count(0, 0).per_cent(), 0);
        assert_eq!(count(2, 1).per_cent(), 67);
        assert_eq!(count(1, 2).per_cent(), 33);
        assert_eq!(count(7, 0).per_cent(), 100);
    }
}
