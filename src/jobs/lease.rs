//! Who leads: a row with a name, a holder and an end.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{app::App, entity::lease};

/// Takes or keeps the lead in some work for `life` from now; false while another process has it.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(app: &App, name: &str, life: TimeDelta) -> Result<bool, DbErr> {
    let now = app.clock.now();
    let until = now.plus(life);
    // A held lease is written again only when a third of it is gone: most rounds only read.
    let held = lease::Entity::find_by_id(name.to_owned())
        .one(&app.db)
        .await?;
    match &held {
        Some(row) if row.holder == app.instance && row.until > now.plus(life * 2 / 3) => {
            return Ok(true);
        }
        Some(row) if row.holder != app.instance && row.until > now => return Ok(false),
        _ => {}
    }
    let row = lease::ActiveModel {
        name: Set(name.to_owned()),
        holder: Set(app.instance.clone()),
        until: Set(until),
    };
    let inserted = lease::Entity::insert(row)
        .on_conflict(
            OnConflict::column(lease::Column::Name)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&app.db)
        .await?;
    if inserted > 0 {
        return Ok(true);
    }
    let taken = lease::Entity::update_many()
        .col_expr(lease::Column::Holder, Expr::value(app.instance.clone()))
        .col_expr(lease::Column::Until, Expr::value(until))
        .filter(lease::Column::Name.eq(name))
        .filter(
            Condition::any()
                .add(lease::Column::Holder.eq(app.instance.clone()))
                .add(lease::Column::Until.lte(now)),
        )
        .exec(&app.db)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// Gives up every lease of this process, so that another one need not wait for their end.
///
/// # Errors
/// When the database does not answer.
pub async fn release_all(app: &App) -> Result<(), DbErr> {
    lease::Entity::delete_many()
        .filter(lease::Column::Holder.eq(app.instance.clone()))
        .exec(&app.db)
        .await?;
    Ok(())
}
