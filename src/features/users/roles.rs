//! Who holds which role.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, sea_query::OnConflict,
};

use crate::{
    app::App,
    db,
    entity::{
        user,
        user_role::{self, Column, Entity},
    },
    features::{
        audit::{self, AuditEvent},
        users::events::RolesChanged,
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, UserId},
        permission::{Permission, Rights, Role},
        time::Timestamp,
    },
    outbox,
};

/// A role given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Whose.
    pub user: UserId,
    /// Which.
    pub role: Role,
    /// For which agency, where the role is an agency's.
    pub agency: Option<AgencyId>,
}

/// Everything a person may do: granted roles, and the owner's when the configuration names them.
///
/// # Errors
/// When the database does not answer.
pub async fn rights_of(app: &App, person: &user::Model) -> Result<Rights, DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.eq(person.id))
        .all(&app.db)
        .await?;
    let granted = rows
        .into_iter()
        .map(|row| (row.role, (row.agency_id.0 != 0).then_some(row.agency_id)));
    let named = person
        .telegram_id
        .filter(|id| app.config.bot.owners.contains(id))
        .map(|_| (Role::Owner, None));
    Ok(Rights::new(granted.chain(named)))
}

/// Everybody whose roles allow this, owners of the configuration included.
///
/// # Errors
/// When the database does not answer.
pub async fn holders(
    app: &App,
    db: &impl ConnectionTrait,
    permission: Permission,
) -> Result<Vec<UserId>, DbErr> {
    let roles = Role::ALL.into_iter().filter(|role| role.may(permission));
    let granted = Entity::find()
        .filter(Column::Role.is_in(roles))
        .all(db)
        .await?;
    let mut people: Vec<_> = granted.into_iter().map(|row| row.user_id).collect();
    if Role::Owner.may(permission) {
        let owners = user::Entity::find()
            .filter(user::Column::TelegramId.is_in(app.config.bot.owners.iter().copied()))
            .all(db)
            .await?;
        people.extend(owners.into_iter().map(|owner| owner.id));
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// The managers of an agency.
///
/// # Errors
/// When the database does not answer.
pub async fn managers(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<UserId>, DbErr> {
    let rows = Entity::find()
        .filter(Column::Role.eq(Role::Manager))
        .filter(Column::AgencyId.eq(agency))
        .all(db)
        .await?;
    let mut people: Vec<_> = rows.into_iter().map(|row| row.user_id).collect();
    people.sort_unstable();
    Ok(people)
}

/// The managers of an agency as people, in the order of their numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn people_of(app: &App, agency: AgencyId) -> Result<Vec<user::Model>, DbErr> {
    let managers = managers(&app.db, agency).await?;
    user::Entity::find()
        .filter(user::Column::Id.is_in(managers))
        .order_by_id_asc()
        .all(&app.db)
        .await
}

/// Grants a role; false when it was held already. The person is told.
///
/// # Errors
/// When the database does not answer.
pub async fn grant(app: &App, actor: Actor, grant: Grant) -> Result<bool, DbErr> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    if !grant_within(&txn, now, actor, grant).await? {
        return Ok(false);
    }
    let news = RolesChanged {
        role: grant.role,
        is_granted: true,
    };
    outbox::enqueue(&txn, now, grant.user, &news, outbox::Options::default()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(true)
}

/// Grants a role as a part of something larger, which tells the person; false when it was held already.
///
/// # Errors
/// When the database does not answer.
pub async fn grant_within(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    grant: Grant,
) -> Result<bool, DbErr> {
    let row = user_role::ActiveModel {
        user_id: Set(grant.user),
        role: Set(grant.role),
        agency_id: Set(grant.agency.unwrap_or(AgencyId(0))),
        granted_at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::UserId, Column::Role, Column::AgencyId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    if inserted > 0 {
        let event = AuditEvent::RoleGranted(grant.user, grant.role, grant.agency);
        audit::record(txn, now, actor, &event).await?;
    }
    Ok(inserted > 0)
}

/// Revokes a role; false when it was not held. The person is told.
///
/// # Errors
/// When the database does not answer.
pub async fn revoke(app: &App, actor: Actor, grant: Grant) -> Result<bool, DbErr> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let deleted = Entity::delete_many()
        .filter(Column::UserId.eq(grant.user))
        .filter(Column::Role.eq(grant.role))
        .filter(Column::AgencyId.eq(grant.agency.unwrap_or(AgencyId(0))))
        .exec(&txn)
        .await?;
    if deleted.rows_affected == 0 {
        return Ok(false);
    }
    let event = AuditEvent::RoleRevoked(grant.user, grant.role, grant.agency);
    audit::record(&txn, now, actor, &event).await?;
    let news = RolesChanged {
        role: grant.role,
        is_granted: false,
    };
    outbox::enqueue(&txn, now, grant.user, &news, outbox::Options::default()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(true)
}
