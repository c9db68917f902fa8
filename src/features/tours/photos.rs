//! Pictures of tours: an album of which the first one is the cover.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, sea_query::Expr,
};

use super::{error::ToursError, offers::write_down, own_tour};
use crate::{
    app::App,
    db,
    entity::tour_photo::{ActiveModel, Column, Entity, Model},
    features::audit::TourDeed,
    kernel::{actor::Actor, ids::TourId, permission::Rights},
};

/// Telegram's albums hold so many pictures.
pub const MOST: u64 = 10;

/// A picture to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// As Telegram knows it.
    Telegram(String),
    /// A file among the assets.
    Asset(String),
}

/// The pictures of a tour, the cover first.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, tour: TourId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::TourId.eq(tour))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Adds a picture at the end.
///
/// # Errors
/// [`ToursError::TooManyPhotos`], and see [`ToursError`].
pub async fn add(
    app: &App,
    actor: Actor,
    rights: &Rights,
    tour: TourId,
    picture: Picture,
) -> Result<(), ToursError> {
    own_tour(&app.db, rights, tour).await?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "tours.photo", now).await? else {
        return Ok(());
    };
    let there = Entity::find()
        .filter(Column::TourId.eq(tour))
        .count(&txn)
        .await?;
    if there >= MOST {
        return Err(ToursError::TooManyPhotos);
    }
    let (file_id, asset) = match picture {
        Picture::Telegram(id) => (Some(id), None),
        Picture::Asset(path) => (None, Some(path)),
    };
    let row = ActiveModel {
        tour_id: Set(tour),
        position: Set(i32::try_from(there).unwrap_or(i32::MAX)),
        file_id: Set(file_id),
        asset: Set(asset),
        created_at: Set(now),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    write_down(&txn, now, actor, tour, TourDeed::Changed).await?;
    txn.commit().await?;
    Ok(())
}

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the front: it is the cover now.
    Cover,
    /// One place forward.
    Forward,
    /// Away.
    Out,
}

/// Moves a picture, or takes it out.
///
/// # Errors
/// [`ToursError::Gone`], and see [`ToursError`].
pub async fn shift(
    app: &App,
    actor: Actor,
    rights: &Rights,
    tour: TourId,
    photo: i64,
    to: Move,
) -> Result<(), ToursError> {
    own_tour(&app.db, rights, tour).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let mut album = of(&txn, tour).await?;
    let place = album
        .iter()
        .position(|one| one.id == photo)
        .ok_or(ToursError::Gone)?;
    match to {
        Move::Cover => {
            let one = album.remove(place);
            album.insert(0, one);
        }
        Move::Forward => {
            if let Some(before) = place.checked_sub(1) {
                album.swap(before, place);
            }
        }
        Move::Out => {
            album.remove(place);
            Entity::delete_by_id(photo).exec(&txn).await?;
        }
    }
    for (one, position) in album.iter().zip(0..) {
        Entity::update_many()
            .col_expr(Column::Position, Expr::value::<i32>(position))
            .filter(Column::Id.eq(one.id))
            .exec(&txn)
            .await?;
    }
    write_down(&txn, now, actor, tour, TourDeed::Changed).await?;
    txn.commit().await?;
    Ok(())
}
