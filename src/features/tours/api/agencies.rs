//! Agencies.

use axum::{Extension, http::StatusCode};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{
        agencies::{self, CashDesk, Words},
        require,
    },
    CREATED, refusal, rights,
    views::{AgencyCard, AgencyView},
};
use crate::{
    entity::agency,
    features::{Site, api, users::roles},
    http::{self, ApiError, Caller, Json, Page, Path, Problem},
    kernel::{
        ids::{AgencyId, UserId},
        page::Slice,
        permission::Permission,
    },
};

/// Agencies that sell; for whoever decides for all of them also those that may not.
#[utoipa::path(
    get, path = "/", tag = "agencies", params(Page), security(()),
    responses((status = 200, body = Slice<AgencyView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    page: Page,
) -> Result<Json<Slice<AgencyView>>, ApiError> {
    let before = page.cursor.map(AgencyId);
    let mine = rights(caller.as_ref());
    let rows = agencies::below(&site.app, &mine, before, page.fetch()).await?;
    let slice = page.slice(rows, |row| row.id.0);
    Ok(Json(slice.map(|row| AgencyView::of(&row))))
}

/// An agency: for everybody while it sells, for whoever decides for it always.
#[utoipa::path(
    get, path = "/{id}", tag = "agencies", params(("id" = i64, Path)), security(()),
    responses((status = 200, body = AgencyCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Path(id): Path<AgencyId>,
) -> Result<Json<AgencyCard>, ApiError> {
    let row = agencies::find(&site.app.db, id).await.map_err(refusal)?;
    let is_own = rights(caller.as_ref()).manages(id);
    if !is_own && row.status != agency::Status::Active {
        return Err(ApiError::not_found());
    }
    Ok(Json(AgencyCard::of(&row, is_own)))
}

/// An agency to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAgency {
    #[schema(max_length = 60)]
    name: String,
}

/// Make an agency.
#[utoipa::path(
    post, path = "/", tag = "agencies", request_body = NewAgency,
    responses((status = 201, body = AgencyCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn create(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<NewAgency>,
) -> Result<(StatusCode, Json<AgencyCard>), ApiError> {
    caller.require(Permission::ManageAgencies)?;
    api::consented(&site, &caller).await?;
    let row = agencies::create(&site.app, caller.actor(), &caller.rights, &new.name)
        .await
        .map_err(refusal)?;
    Ok((CREATED, Json(AgencyCard::of(&row, true))))
}

/// A cash desk at Payme. Its keys are kept sealed and never told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDesk {
    merchant: String,
    #[schema(write_only)]
    key: String,
    /// Its key in Payme's sandbox.
    #[schema(write_only)]
    test_key: Option<String>,
}

/// What changes about an agency. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyChange {
    #[schema(max_length = 60)]
    name: Option<String>,
    #[schema(max_length = 1000)]
    description: Option<String>,
    #[schema(max_length = 1000)]
    contacts: Option<String>,
    /// The platform's share of bookings from now on, in basis points. For the platform.
    #[schema(maximum = 10000)]
    commission_bp: Option<u32>,
    /// A reason keeps it from selling, null lets it sell again. For the platform.
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>, max_length = 1000)]
    blocked: Option<Option<String>>,
    /// Null disconnects it. For the platform, and not by a token.
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<NewDesk>)]
    payme: Option<Option<NewDesk>>,
}

/// Change an agency: what it says of itself first, then its terms. Where one of these is refused, those
/// before it are kept.
#[utoipa::path(
    patch, path = "/{id}", tag = "agencies", params(("id" = i64, Path)),
    request_body = AgencyChange,
    responses((status = 200, body = AgencyCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn change(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<AgencyId>,
    Json(change): Json<AgencyChange>,
) -> Result<Json<AgencyCard>, ApiError> {
    api::consented(&site, &caller).await?;
    let (app, actor, mine) = (&site.app, caller.actor(), &caller.rights);
    require(mine, id).map_err(refusal)?;
    let is_terms =
        change.commission_bp.is_some() || change.blocked.is_some() || change.payme.is_some();
    if is_terms {
        caller.require(Permission::ManageAgencies)?;
    }
    if change.payme.is_some() {
        api::person_only(&caller)?;
    }
    let words = Words {
        name: change.name,
        description: change.description,
        contacts: change.contacts,
        logo_file_id: None,
    };
    let mut row = agencies::describe(app, actor, mine, id, words)
        .await
        .map_err(refusal)?;
    if let Some(commission) = change.commission_bp {
        row = agencies::set_commission(app, actor, mine, id, commission)
            .await
            .map_err(refusal)?;
    }
    if let Some(desk) = change.payme {
        let desk = desk.map(|desk| CashDesk {
            merchant: desk.merchant,
            key: SecretString::from(desk.key),
            test_key: desk.test_key.map(SecretString::from),
        });
        row = agencies::set_payme(app, actor, mine, id, desk)
            .await
            .map_err(refusal)?;
    }
    if let Some(blocked) = change.blocked {
        row = match blocked {
            Some(reason) => agencies::block(app, actor, mine, id, &reason).await,
            None => agencies::unblock(app, actor, mine, id).await,
        }
        .map_err(refusal)?;
    }
    Ok(Json(AgencyCard::of(&row, true)))
}

/// Who decides for an agency.
#[derive(Serialize, ToSchema)]
pub(super) struct ManagerView {
    id: UserId,
    name: String,
}

/// The managers of an agency, for whoever decides for it.
#[utoipa::path(
    get, path = "/{id}/managers", tag = "agencies", params(("id" = i64, Path)),
    responses((status = 200, body = Slice<ManagerView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn managers(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<AgencyId>,
) -> Result<Json<Slice<ManagerView>>, ApiError> {
    api::consented(&site, &caller).await?;
    shown(&site, &caller, id).await
}

async fn shown(
    site: &Site,
    caller: &Caller,
    id: AgencyId,
) -> Result<Json<Slice<ManagerView>>, ApiError> {
    require(&caller.rights, id).map_err(refusal)?;
    agencies::find(&site.app.db, id).await.map_err(refusal)?;
    let people = roles::people_of(&site.app, id).await?;
    // A handful: one page.
    Ok(Json(Slice {
        items: people
            .into_iter()
            .map(|person| ManagerView {
                id: person.id,
                name: person.full_name(),
            })
            .collect(),
        next_cursor: None,
    }))
}

/// Somebody to decide for an agency.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewManager {
    user_id: UserId,
}

/// Make somebody a manager of an agency. They are told; twice is once.
#[utoipa::path(
    post, path = "/{id}/managers", tag = "agencies", params(("id" = i64, Path)),
    request_body = NewManager,
    responses((status = 201, body = Slice<ManagerView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn add_manager(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<AgencyId>,
    Json(new): Json<NewManager>,
) -> Result<(StatusCode, Json<Slice<ManagerView>>), ApiError> {
    caller.require(Permission::ManageAgencies)?;
    api::consented(&site, &caller).await?;
    agencies::add_manager(&site.app, caller.actor(), &caller.rights, id, new.user_id)
        .await
        .map_err(refusal)?;
    Ok((CREATED, shown(&site, &caller, id).await?))
}

/// Somebody is a manager of an agency no more. They are told.
#[utoipa::path(
    delete, path = "/{id}/managers/{user_id}", tag = "agencies",
    params(("id" = i64, Path), ("user_id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn remove_manager(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path((id, user)): Path<(AgencyId, UserId)>,
) -> Result<StatusCode, ApiError> {
    caller.require(Permission::ManageAgencies)?;
    api::consented(&site, &caller).await?;
    let was_one = agencies::remove_manager(&site.app, caller.actor(), &caller.rights, id, user)
        .await
        .map_err(refusal)?;
    if was_one {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found())
    }
}
