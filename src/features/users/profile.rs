//! The profile: what a person says about themselves.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use thiserror::Error;

use super::people;
use crate::{
    app::App,
    db,
    entity::user::{self, Column, Entity, Model},
    kernel::{ids::UserId, lang::Lang, time},
};

/// Longest value of one line.
pub const LINE_LIMIT: usize = 64;
/// Most interests.
pub const INTERESTS_LIMIT: usize = 10;

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// First name: never empty.
    FirstName(String),
    /// Last name, or none.
    LastName(Option<String>),
    /// Field of study or work.
    Sphere(Option<String>),
    /// Speciality.
    Specialisation(Option<String>),
    /// Interests.
    Interests(Vec<String>),
    /// Language.
    Lang(Lang),
    /// IANA zone.
    TimeZone(String),
}

/// Why a value is not taken.
#[derive(Debug, Error)]
pub enum ChangeError {
    /// Nothing but spaces.
    #[error("the value is empty")]
    Empty,
    /// Over [`LINE_LIMIT`].
    #[error("the value is too long")]
    TooLong,
    /// Over [`INTERESTS_LIMIT`].
    #[error("there are too many interests")]
    TooMany,
    /// No IANA zone.
    #[error("there is no such time zone")]
    UnknownZone,
    /// The person is gone.
    #[error("there is no such person")]
    NoSuchPerson,
    /// The database.
    #[error("the profile was not changed")]
    Database(#[from] DbErr),
}

/// Changes one field; setting the same value again is no harm.
///
/// # Errors
/// See [`ChangeError`].
pub async fn change(app: &App, person: UserId, change: Change) -> Result<Model, ChangeError> {
    change_all(app, person, vec![change]).await
}

/// Changes several fields: all of them, or none when one value will not do. Only those fields are
/// written, so that two changes at once do not undo each other, and a deleted account stays empty.
///
/// # Errors
/// See [`ChangeError`].
pub async fn change_all(
    app: &App,
    person: UserId,
    changes: Vec<Change>,
) -> Result<Model, ChangeError> {
    let txn = db::begin(&app.db).await?;
    let stored = Entity::find_by_id(person)
        .filter(Column::DeletedAt.is_null())
        .lock_exclusive()
        .one(&txn)
        .await?
        .ok_or(ChangeError::NoSuchPerson)?;
    if changes.is_empty() {
        return Ok(stored);
    }
    let (mut first, mut last) = (stored.first_name.clone(), stored.last_name.clone());
    let mut row = user::ActiveModel {
        id: Unchanged(person),
        ..Default::default()
    };
    for change in changes {
        match change {
            Change::FirstName(name) => {
                first = line(&name)?;
                row.first_name = Set(first.clone());
            }
            Change::LastName(name) => {
                last = optional(name)?;
                row.last_name = Set(last.clone());
            }
            Change::Sphere(sphere) => row.sphere = Set(optional(sphere)?),
            Change::Specialisation(words) => row.specialisation = Set(optional(words)?),
            Change::Interests(interests) => row.interests = Set(interest_lines(&interests)?),
            Change::Lang(lang) => row.lang = Set(Some(lang)),
            Change::TimeZone(name) => row.time_zone = Set(Some(zone_name(&name)?.to_owned())),
        }
    }
    let username = stored.username.as_deref();
    row.search = Set(people::search_text(&first, last.as_deref(), username));
    let changed = row.update(&txn).await?;
    txn.commit().await?;
    Ok(changed)
}

/// Whether a value will do, without changing anything.
///
/// # Errors
/// See [`ChangeError`].
pub fn check(change: &Change) -> Result<(), ChangeError> {
    match change {
        Change::FirstName(name) => line(name).map(drop),
        Change::LastName(text) | Change::Sphere(text) | Change::Specialisation(text) => {
            optional(text.clone()).map(drop)
        }
        Change::Interests(interests) => interest_lines(interests).map(drop),
        Change::Lang(_) => Ok(()),
        Change::TimeZone(name) => zone_name(name).map(drop),
    }
}

/// Remembers where a person was going when they were asked for consent.
///
/// # Errors
/// When the database does not answer.
pub async fn headed_for(app: &App, person: UserId, payload: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PendingPayload, Expr::value(payload))
        .filter(Column::Id.eq(person))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// The person has arrived where they were going.
///
/// # Errors
/// When the database does not answer.
pub async fn arrived(app: &App, person: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PendingPayload, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(person))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// One line: spaces folded, control characters dropped.
fn line(text: &str) -> Result<String, ChangeError> {
    let line = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if line.is_empty() {
        Err(ChangeError::Empty)
    } else if line.chars().count() > LINE_LIMIT {
        Err(ChangeError::TooLong)
    } else {
        Ok(line)
    }
}

fn zone_name(name: &str) -> Result<&'static str, ChangeError> {
    time::zone(name)
        .map(|zone| zone.name())
        .ok_or(ChangeError::UnknownZone)
}

fn optional(text: Option<String>) -> Result<Option<String>, ChangeError> {
    text.map(|text| line(&text)).transpose()
}

fn interest_lines(interests: &[String]) -> Result<String, ChangeError> {
    if interests.len() > INTERESTS_LIMIT {
        return Err(ChangeError::TooMany);
    }
    let mut lines: Vec<String> = Vec::new();
    for interest in interests {
        let interest = line(interest)?;
        if !lines.contains(&interest) {
            lines.push(interest);
        }
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_and_bounded() {
        assert_eq!(line("  Анна\n\t Мария ").unwrap(), "Анна Мария");
        assert!(matches!(line(" \u{0} \n"), Err(ChangeError::Empty)));
        assert!(matches!(line(&"я".repeat(65)), Err(ChangeError::TooLong)));
        assert_eq!(
            line("<b>Ann</b> \u{202e}نص").unwrap(),
            "<b>Ann</b> \u{202e}نص"
        );
    }
}
