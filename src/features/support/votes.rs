//! "Did it help?": one vote of a person on an answer; the last one counts.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::OnConflict,
};

use crate::{
    app::App,
    entity::faq_vote::{ActiveModel, Column, Entity},
    kernel::ids::UserId,
};

/// How an answer was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// It helped so many.
    pub helped: u64,
    /// It did not help so many.
    pub not: u64,
}

/// Counts a vote on `category.entry`.
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
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Entry, Column::UserId])
                .update_columns([Column::Helped, Column::At])
                .to_owned(),
        )
        .exec_without_returning(&app.db)
        .await?;
    Ok(())
}

/// Votes on `category.entry`.
///
/// # Errors
/// When the database does not answer.
pub async fn count(app: &App, entry: &str) -> Result<Count, DbErr> {
    let votes = |helped: bool| {
        Entity::find()
            .filter(Column::Entry.eq(entry))
            .filter(Column::Helped.eq(helped))
            .count(&app.db)
    };
    let (helped, not) = tokio::try_join!(votes(true), votes(false))?;
    Ok(Count { helped, not })
}
