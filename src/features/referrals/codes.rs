//! Links by which people bring others, and the share that each link earns.

use rand::Rng;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};

use crate::{
    config,
    entity::referral_code::{ActiveModel, Column, Entity, Model},
    kernel::{ids::UserId, time::Timestamp},
};

/// What the payload of such a link begins with.
pub const PREFIX: &str = "ref_";

/// Letters and digits that are not taken for each other when somebody reads a code aloud.
const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
/// Forty bits: nobody finds a code by trying, and it is read aloud in one breath.
const LENGTH: usize = 8;
/// Two codes alike are as good as impossible; three in a row mean that something else is wrong.
const TRIES: u32 = 3;

/// The payload of the link with this code.
#[must_use]
pub fn payload(code: &str) -> String {
    format!("{PREFIX}{code}")
}

/// A person's code; made at first need.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, now: Timestamp, person: UserId) -> Result<Model, DbErr> {
    for _ in 0..TRIES {
        if let Some(row) = Entity::find_by_id(person).one(db).await? {
            return Ok(row);
        }
        let row = ActiveModel {
            user_id: Set(person),
            code: Set(new_code()),
            share_bp: Set(None),
            created_at: Set(now),
        };
        Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Entity::find_by_id(person)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotInserted)
}

/// Whose code this is.
///
/// # Errors
/// When the database does not answer.
pub async fn owner_of(db: &impl ConnectionTrait, code: &str) -> Result<Option<UserId>, DbErr> {
    let row = Entity::find().filter(Column::Code.eq(code)).one(db).await?;
    Ok(row.map(|row| row.user_id))
}

/// A person's share of what is paid by those they brought, in basis points.
///
/// # Errors
/// When the database does not answer.
pub async fn share_of(
    db: &impl ConnectionTrait,
    rules: &config::Referrals,
    person: UserId,
) -> Result<u32, DbErr> {
    let row = Entity::find_by_id(person).one(db).await?;
    Ok(row.map_or(rules.share_bp(), |row| share(&row, rules)))
}

/// The share of a code: its own, or that of the configuration.
#[must_use]
pub fn share(row: &Model, rules: &config::Referrals) -> u32 {
    row.share_bp
        .and_then(|points| u32::try_from(points).ok())
        .unwrap_or(rules.share_bp())
}

fn new_code() -> String {
    let mut dice = rand::rng();
    (0..LENGTH)
        .filter_map(|_| ALPHABET.get(dice.random_range(0..ALPHABET.len())))
        .map(|byte| char::from(*byte))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_short_differ_and_fit_a_link() {
        let codes: BTreeSet<_> = (0..1000).map(|_| new_code()).collect();
        assert_eq!(codes.len(), 1000);
        for code in codes {
            assert_eq!(code.len(), LENGTH);
            assert!(code.bytes().all(|byte| ALPHABET.contains(&byte)), "{code}");
        }
    }
}
