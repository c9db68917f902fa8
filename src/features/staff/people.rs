//! What staff may do to people. Rights are checked here, against the table, whoever asks.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use thiserror::Error;

use crate::{
    app::App,
    db,
    entity::{user, user_note},
    features::{
        audit::{self, AuditEvent},
        users::{events::AccessChanged, people, roles},
    },
    kernel::{
        actor::Actor,
        ids::UserId,
        permission::{Permission, Rights, Role},
        words::clean,
    },
    outbox,
};

/// Longest reason and longest note, in characters.
pub const TEXT_LIMIT: usize = 500;

/// Why a deed of staff is refused.
#[derive(Debug, Error)]
pub enum StaffError {
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// Nobody shuts out or demotes themselves by mistake.
    #[error("that cannot be done to oneself")]
    Yourself,
    /// An owner, or somebody of one's own rank.
    #[error("that person is out of reach")]
    OutOfReach,
    /// Nobody with this id.
    #[error("there is no such person")]
    NoSuchPerson,
    /// Nothing was written.
    #[error("the text is empty")]
    Empty,
    /// Over [`TEXT_LIMIT`].
    #[error("the text is too long")]
    TooLong,
    /// The database.
    #[error("the panel is out of reach")]
    Database(#[from] DbErr),
}

/// A person with their rights, for somebody who may see them.
///
/// # Errors
/// See [`StaffError`].
pub async fn card(
    app: &App,
    mine: &Rights,
    id: UserId,
) -> Result<(user::Model, Rights), StaffError> {
    require(mine, Permission::FindUsers)?;
    let person = people::find(app, id)
        .await?
        .ok_or(StaffError::NoSuchPerson)?;
    let rights = roles::rights_of(app, &person).await?;
    Ok((person, rights))
}

/// Shuts a person out. Shutting out twice changes the reason only.
///
/// # Errors
/// See [`StaffError`].
pub async fn block(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    reason: &str,
) -> Result<(), StaffError> {
    let reason = words(reason)?;
    target(app, actor, mine, id, Permission::BlockUsers).await?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "staff.block", now).await? else {
        return Ok(());
    };
    user::Entity::update_many()
        .col_expr(user::Column::BlockedAt, Expr::value(now))
        .col_expr(user::Column::BlockedReason, Expr::value(reason))
        .filter(user::Column::Id.eq(id))
        .exec(&txn)
        .await?;
    audit::record(&txn, now, actor, &AuditEvent::UserBlocked(id)).await?;
    let news = AccessChanged { is_blocked: true };
    outbox::enqueue(&txn, now, id, &news, outbox::Options::default()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Lets a person in again; false when the door was open.
///
/// # Errors
/// See [`StaffError`].
pub async fn unblock(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
) -> Result<bool, StaffError> {
    target(app, actor, mine, id, Permission::BlockUsers).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = user::Entity::update_many()
        .col_expr(user::Column::BlockedAt, Expr::value(Option::<i64>::None))
        .col_expr(
            user::Column::BlockedReason,
            Expr::value(Option::<String>::None),
        )
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::BlockedAt.is_not_null())
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 {
        audit::record(&txn, now, actor, &AuditEvent::UserUnblocked(id)).await?;
        let news = AccessChanged { is_blocked: false };
        outbox::enqueue(&txn, now, id, &news, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(changed.rows_affected > 0)
}

/// Grants a role, by the rights of whoever asks; false when it was held already.
///
/// # Errors
/// See [`StaffError`].
pub async fn grant(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    role: Role,
) -> Result<bool, StaffError> {
    let needed = Permission::to_grant(role).ok_or(StaffError::NotAllowed)?;
    require(mine, needed)?;
    within_reach(app, mine, id).await?;
    let grant = roles::Grant {
        user: id,
        role,
        agency: None,
    };
    Ok(roles::grant(app, actor, grant).await?)
}

/// Revokes a role; false when it was not held.
///
/// # Errors
/// See [`StaffError`].
pub async fn revoke(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    role: Role,
) -> Result<bool, StaffError> {
    let needed = Permission::to_grant(role).ok_or(StaffError::NotAllowed)?;
    require(mine, needed)?;
    if actor.user() == Some(id) && role == Role::Admin {
        return Err(StaffError::Yourself);
    }
    within_reach(app, mine, id).await?;
    let grant = roles::Grant {
        user: id,
        role,
        agency: None,
    };
    Ok(roles::revoke(app, actor, grant).await?)
}

/// Writes a note about a person, for staff's eyes.
///
/// # Errors
/// See [`StaffError`].
pub async fn note(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    text: &str,
) -> Result<(), StaffError> {
    require(mine, Permission::WriteNotes)?;
    let text = words(text)?;
    let author = actor.user().ok_or(StaffError::NotAllowed)?;
    people::find(app, id)
        .await?
        .ok_or(StaffError::NoSuchPerson)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "staff.note", now).await? else {
        return Ok(());
    };
    let row = user_note::ActiveModel {
        user_id: Set(id),
        author_id: Set(author),
        text: Set(text),
        at: Set(now),
        ..Default::default()
    };
    user_note::Entity::insert(row)
        .exec_without_returning(&txn)
        .await?;
    audit::record(&txn, now, actor, &AuditEvent::NoteAdded(id)).await?;
    txn.commit().await?;
    Ok(())
}

/// The newest notes about a person.
///
/// # Errors
/// See [`StaffError`].
pub async fn notes(
    app: &App,
    mine: &Rights,
    id: UserId,
) -> Result<Vec<user_note::Model>, StaffError> {
    require(mine, Permission::WriteNotes)?;
    Ok(user_note::Entity::find()
        .filter(user_note::Column::UserId.eq(id))
        .order_by_desc(user_note::Column::Id)
        .limit(10)
        .all(&app.db)
        .await?)
}

/// Roles of admins and owners are an owner's business, one's own among them.
async fn within_reach(app: &App, mine: &Rights, id: UserId) -> Result<(), StaffError> {
    let person = people::find(app, id)
        .await?
        .filter(|person| person.deleted_at.is_none())
        .ok_or(StaffError::NoSuchPerson)?;
    let theirs = roles::rights_of(app, &person).await?;
    let is_above = theirs.has(Role::Owner) || theirs.has(Role::Admin);
    if is_above && !mine.has(Role::Owner) {
        return Err(StaffError::OutOfReach);
    }
    Ok(())
}

/// The person that a deed is aimed at: not oneself, not an owner, and not an admin unless by an owner.
async fn target(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: UserId,
    needed: Permission,
) -> Result<user::Model, StaffError> {
    require(mine, needed)?;
    if actor.user() == Some(id) {
        return Err(StaffError::Yourself);
    }
    let person = people::find(app, id)
        .await?
        .filter(|person| person.deleted_at.is_none())
        .ok_or(StaffError::NoSuchPerson)?;
    let theirs = roles::rights_of(app, &person).await?;
    let is_above = theirs.has(Role::Owner) || (theirs.has(Role::Admin) && !mine.has(Role::Owner));
    if is_above {
        return Err(StaffError::OutOfReach);
    }
    Ok(person)
}

fn require(mine: &Rights, needed: Permission) -> Result<(), StaffError> {
    if mine.may(needed) {
        Ok(())
    } else {
        Err(StaffError::NotAllowed)
    }
}

/// A text of staff as it is kept: without spaces around it, not empty, and not over [`TEXT_LIMIT`].
///
/// # Errors
/// [`StaffError::Empty`] or [`StaffError::TooLong`].
pub fn words(text: &str) -> Result<String, StaffError> {
    let text = clean(text);
    if text.is_empty() {
        Err(StaffError::Empty)
    } else if text.chars().count() > TEXT_LIMIT {
        Err(StaffError::TooLong)
    } else {
        Ok(text)
    }
}
