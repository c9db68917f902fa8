//! Money to those who earned it: asked for, set aside in the ledger, decided by staff, paid by hand or
//! through YooKassa.
//!
//! One request a person, or an agency, is open at a time. The card, or the account, is kept sealed and is
//! wiped when it is over,
//! whichever way it ends.

pub mod agency;
pub mod ask;
pub mod decide;
pub mod export;
pub mod send;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};

pub use self::{
    agency::{AgencyAsked, ask_for_agency, of_agency, receive},
    ask::{Asked, ask, withdraw},
    decide::{approve, fail, paid, reject},
    export::bank_csv,
};
use super::error::PayError;
use crate::{
    app::App,
    entity::payout::{Column, Entity, Model, Status},
    kernel::{ids::PayoutId, time::Timestamp},
};

/// What the vault knows a card by. Never changes.
const PURPOSE: &str = "payout.card";
/// What it knows the account of an agency by. Never changes.
const ACCOUNT_PURPOSE: &str = "payout.account";
/// Longest reference and longest reason, in characters.
const TEXT: usize = 200;

/// The payout.
///
/// # Errors
/// [`PayError::NotFound`], or the database.
pub async fn find(app: &App, id: PayoutId) -> Result<Model, PayError> {
    find_in(&app.db, id).await
}

async fn find_in(db: &impl ConnectionTrait, id: PayoutId) -> Result<Model, PayError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(PayError::NotFound)
}

/// An update of a payout that is over: the card and whatever was made of it are wiped.
fn over(id: PayoutId, from: &[Status], to: Status, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::OpenKey, Expr::value(Option::<String>::None))
        .col_expr(Column::CardSealed, Expr::value(Option::<String>::None))
        .col_expr(Column::NextCheckAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(from.iter().copied()))
}
