//! `/api/v1/admin`: people and the audit log, by the same table of rights as the bot.

use axum::Extension;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::people::{self as deeds, StaffError};
use crate::{
    entity::{audit_record, user},
    features::{Site, api, audit::reads, users::people},
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem, Query},
    kernel::{
        ids::{AuditId, UserId},
        page::Slice,
        permission::{Permission, Rights, Role},
        time::Timestamp,
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(logs))
        .routes(routes!(users))
        .routes(routes!(change_user))
}

/// Which records.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LogFilter {
    /// Only this action, such as `role.granted`.
    action: Option<String>,
    /// Only deeds of this person.
    actor_id: Option<UserId>,
    /// Only what was done to this person.
    user_id: Option<UserId>,
}

/// A record of the audit log.
#[derive(Serialize, ToSchema)]
struct LogView {
    id: AuditId,
    /// RFC 3339.
    at: String,
    actor_kind: audit_record::ActorKind,
    actor_id: Option<UserId>,
    role: Option<Role>,
    action: String,
    subject_kind: String,
    subject_id: Option<i64>,
    #[schema(value_type = Object)]
    details: Value,
}

impl From<audit_record::Model> for LogView {
    fn from(row: audit_record::Model) -> Self {
        Self {
            id: row.id,
            at: row.at.rfc3339(),
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            role: row.role,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            details: serde_json::from_str(&row.details).unwrap_or_default(),
        }
    }
}

/// The audit log, newest first.
#[utoipa::path(
    get, path = "/logs", tag = "admin", params(Page, LogFilter),
    responses((status = 200, body = Slice<LogView>), (status = "4XX", body = Problem)),
)]
async fn logs(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<LogFilter>,
) -> Result<Json<Slice<LogView>>, ApiError> {
    caller.require(Permission::ReadAudit)?;
    api::consented(&site, &caller).await?;
    let filter = reads::Filter {
        action: filter.action,
        actor: filter.actor_id,
        about: filter.user_id,
        subject: None,
    };
    let before = page.cursor.map(AuditId);
    let rows = reads::before(&site.app.db, &filter, before, page.fetch()).await?;
    let slice = page.slice(rows, |row| row.id.0);
    Ok(Json(slice.map(LogView::from)))
}

/// Whom to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UserFilter {
    /// Part of a name, an @name, or an id.
    q: Option<String>,
}

/// A person, for staff.
#[derive(Serialize, ToSchema)]
struct UserView {
    id: UserId,
    telegram_id: Option<i64>,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339, to the hour.
    seen_at: String,
    /// RFC 3339; absent while the door is open.
    blocked_at: Option<String>,
    blocked_reason: Option<String>,
    /// RFC 3339; absent while messages arrive.
    unreachable_at: Option<String>,
    /// In the answer about one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Vec<Role>>,
}

impl UserView {
    fn of(person: user::Model, rights: Option<&Rights>) -> Self {
        Self {
            id: person.id,
            telegram_id: person.telegram_id.map(|id| id.0),
            first_name: person.first_name,
            last_name: person.last_name,
            username: person.username,
            created_at: person.created_at.rfc3339(),
            seen_at: person.seen_at.rfc3339(),
            blocked_at: person.blocked_at.map(Timestamp::rfc3339),
            blocked_reason: person.blocked_reason,
            unreachable_at: person.unreachable_at.map(Timestamp::rfc3339),
            roles: rights.map(|rights| rights.iter().map(|(role, _)| role).collect()),
        }
    }
}

/// People, newest first.
#[utoipa::path(
    get, path = "/users", tag = "admin", params(Page, UserFilter),
    responses((status = 200, body = Slice<UserView>), (status = "4XX", body = Problem)),
)]
async fn users(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<UserFilter>,
) -> Result<Json<Slice<UserView>>, ApiError> {
    caller.require(Permission::FindUsers)?;
    api::consented(&site, &caller).await?;
    let query = filter.q.unwrap_or_default();
    let before = page.cursor.map(UserId);
    let rows = people::list_before(&site.app, &query, before, page.fetch()).await?;
    let slice = page.slice(rows, |row| row.id.0);
    Ok(Json(slice.map(|row| UserView::of(row, None))))
}

/// What is to be done to a person; each part is optional.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserChange {
    /// Shut out with this reason.
    block: Option<String>,
    /// Let in again.
    #[serde(default)]
    unblock: bool,
    /// Roles to grant.
    #[serde(default)]
    grant: Vec<Role>,
    /// Roles to revoke.
    #[serde(default)]
    revoke: Vec<Role>,
    /// A note for staff's eyes.
    note: Option<String>,
}

/// Block, unblock, grant, revoke, note. Only a person may, in the Mini App.
#[utoipa::path(
    patch, path = "/users/{id}", tag = "admin", params(("id" = i64, Path)), request_body = UserChange,
    responses((status = 200, body = UserView), (status = "4XX", body = Problem)),
)]
async fn change_user(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<UserId>,
    Json(request): Json<UserChange>,
) -> Result<Json<UserView>, ApiError> {
    api::person_only(&caller)?;
    api::consented(&site, &caller).await?;
    let (app, actor, mine) = (&site.app, caller.actor(), &caller.rights);
    check(&caller, &request)?;
    if let Some(reason) = &request.block {
        deeds::block(app, actor, mine, id, reason)
            .await
            .map_err(|error| refuse(error, "block"))?;
    }
    if request.unblock {
        deeds::unblock(app, actor, mine, id)
            .await
            .map_err(|error| refuse(error, "unblock"))?;
    }
    for role in request.grant {
        deeds::grant(app, actor, mine, id, role)
            .await
            .map_err(|error| refuse(error, "grant"))?;
    }
    for role in request.revoke {
        deeds::revoke(app, actor, mine, id, role)
            .await
            .map_err(|error| refuse(error, "revoke"))?;
    }
    if let Some(note) = &request.note {
        deeds::note(app, actor, mine, id, note)
            .await
            .map_err(|error| refuse(error, "note"))?;
    }
    let (person, rights) = deeds::card(app, mine, id)
        .await
        .map_err(|error| refuse(error, "id"))?;
    Ok(Json(UserView::of(person, Some(&rights))))
}

/// What can be refused at sight is refused before anything is done.
fn check(caller: &Caller, request: &UserChange) -> Result<(), ApiError> {
    if request.unblock || request.block.is_some() {
        caller.require(Permission::BlockUsers)?;
    }
    if request.note.is_some() {
        caller.require(Permission::WriteNotes)?;
    }
    for role in request.grant.iter().chain(&request.revoke) {
        caller.require(Permission::to_grant(*role).ok_or_else(ApiError::forbidden)?)?;
    }
    if request.unblock && request.block.is_some() {
        return Err(ApiError::invalid([("unblock", "http-one-of-two")]));
    }
    for (field, text) in [("block", &request.block), ("note", &request.note)] {
        if let Some(text) = text {
            deeds::words(text).map_err(|error| refuse(error, field))?;
        }
    }
    Ok(())
}

fn refuse(error: StaffError, field: &'static str) -> ApiError {
    match error {
        StaffError::NotAllowed => ApiError::forbidden(),
        StaffError::Yourself => ApiError::conflict("yourself", "staff-error-yourself"),
        StaffError::OutOfReach => ApiError::conflict("out_of_reach", "staff-error-rank"),
        StaffError::NoSuchPerson => ApiError::not_found(),
        StaffError::Empty => ApiError::invalid([(field, "staff-error-empty")]),
        StaffError::TooLong => ApiError::invalid([(
            field,
            ("staff-error-long", crate::args![limit = deeds::TEXT_LIMIT]),
        )]),
        StaffError::Database(error) => error.into(),
    }
}
