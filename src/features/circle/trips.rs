//! Whose trips friends see: of those alone who show their own.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    app::App,
    entity::{
        friendship::{self, Column, Entity, Status},
        user,
    },
    kernel::ids::UserId,
};

/// Lets friends see one's trips, or hides them.
///
/// # Errors
/// When the database does not answer.
pub async fn show(app: &App, me: UserId, is_shown: bool) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::ShowsTrips, Expr::value(is_shown))
        .filter(user::Column::Id.eq(me))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// Friends whose trips somebody may see: both show theirs. Nobody, while one hides one's own.
///
/// # Errors
/// When the database does not answer.
pub async fn seen_by(app: &App, me: &user::Model) -> Result<Vec<user::Model>, DbErr> {
    if !me.shows_trips {
        return Ok(Vec::new());
    }
    let friends = Entity::find()
        .filter(friendship::of(me.id))
        .filter(Column::Status.eq(Status::Accepted))
        .all(&app.db)
        .await?;
    if friends.is_empty() {
        return Ok(Vec::new());
    }
    user::Entity::find()
        .filter(user::Column::Id.is_in(friends.iter().map(|pair| pair.other(me.id))))
        .filter(user::Column::ShowsTrips.eq(true))
        .filter(user::Column::DeletedAt.is_null())
        .all(&app.db)
        .await
}
