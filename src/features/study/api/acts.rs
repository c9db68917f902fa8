//! What a client does with an order.

use axum::{Extension, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    as_client, executor, kind_of, offered, refusal, seen, shown, told,
    views::{self, OrderCard},
    zone_of,
};
use crate::{
    features::{
        Site, api,
        study::{disputes, drafts, endings, error::StudyError, quotes, reads::View, work},
    },
    http::{ApiError, Caller, Json, Path, Problem},
    kernel::{
        ids::{ExtensionId, MediaId, OfferId, OrderId},
        permission::Permission,
    },
};

/// Send a draft. A kind with a fixed price waits for its payment at once.
#[utoipa::path(
    post, path = "/orders/{id}/submit", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn submit(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderCard>, ApiError> {
    let account = api::consented(&site, &caller).await?;
    let draft = drafts::own(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    let kind = kind_of(&site, &draft.kind)?;
    let zone = zone_of(&site, &account);
    let order = drafts::submit(&site.app, caller.actor(), id, kind, zone)
        .await
        .map_err(|error| refusal(error, "deadline"))?;
    shown(&site, &caller, &order).await
}

/// What is accepted, as it was shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    /// The price that was shown, in minor units: another one meanwhile is not taken unseen.
    amount_minor: i64,
    /// The offer that is chosen; none for a price that staff named.
    offer_id: Option<OfferId>,
}

/// Take the price that staff named, or choose an executor's offer. The payment comes next.
#[utoipa::path(
    post, path = "/orders/{id}/accept-quote", tag = "study", params(("id" = i64, Path)),
    request_body = Accepted,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn accept_quote(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Accepted>,
) -> Result<Json<OrderCard>, ApiError> {
    as_client(&site, &caller, id).await?;
    let (app, actor, shown_minor) = (&site.app, caller.actor(), request.amount_minor);
    let order = match request.offer_id {
        Some(offer) => quotes::choose_offer_of(app, actor, id, offer, shown_minor).await,
        None => quotes::accept_quote(app, actor, id, shown_minor).await,
    }
    .map_err(|error| refusal(error, "amount_minor"))?;
    shown(&site, &caller, &order).await
}

/// Do not take the price: staff may name another one.
#[utoipa::path(
    post, path = "/orders/{id}/decline-quote", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn decline_quote(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderCard>, ApiError> {
    as_client(&site, &caller, id).await?;
    let order = quotes::decline_quote(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    shown(&site, &caller, &order).await
}

/// Why an order is called off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancelled {
    /// For staff to read.
    #[schema(max_length = 2000)]
    note: Option<String>,
}

/// Call an order off. `cancellation` in the order says before what becomes of the money.
#[utoipa::path(
    post, path = "/orders/{id}/cancel", tag = "study", params(("id" = i64, Path)),
    request_body = Option<Cancelled>,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    request: Option<Json<Cancelled>>,
) -> Result<Json<OrderCard>, ApiError> {
    match seen(&site, &caller, id).await? {
        View::Client => {}
        // Whoever of the staff may steer orders: the service knows.
        View::Staff => caller.require(Permission::SteerOrders)?,
        View::Executor | View::Board => return Err(ApiError::forbidden()),
    }
    let order = endings::cancel(
        &site.app,
        caller.actor(),
        &caller.rights,
        id,
        request.and_then(|Json(request)| request.note),
    )
    .await
    .map_err(|error| refusal(error, "note"))?;
    shown(&site, &caller, &order).await
}

/// Accept the work: its price is shared now.
#[utoipa::path(
    post, path = "/orders/{id}/accept", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn accept(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderCard>, ApiError> {
    as_client(&site, &caller, id).await?;
    let order = work::accept(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    shown(&site, &caller, &order).await
}

/// What should be changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Changes {
    /// The executor reads it, without contacts.
    #[schema(max_length = 2000)]
    text: String,
}

/// Ask for changes of what was delivered.
#[utoipa::path(
    post, path = "/orders/{id}/request-changes", tag = "study", params(("id" = i64, Path)),
    request_body = Changes,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn request_changes(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Changes>,
) -> Result<Json<OrderCard>, ApiError> {
    as_client(&site, &caller, id).await?;
    let (order, found) = work::request_changes(&site.app, caller.actor(), id, request.text)
        .await
        .map_err(|error| refusal(error, "text"))?;
    told(&site, &caller, &order, &found).await
}

/// Why staff is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Dispute {
    /// Staff reads it.
    #[schema(max_length = 2000)]
    reason: String,
}

/// Call staff, as the client or as the executor; within the warranty the client may after the acceptance, too.
#[utoipa::path(
    post, path = "/orders/{id}/dispute", tag = "study", params(("id" = i64, Path)),
    request_body = Dispute,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn dispute(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Dispute>,
) -> Result<Json<OrderCard>, ApiError> {
    match seen(&site, &caller, id).await? {
        View::Client => {}
        View::Executor => drop(executor(&site, &caller).await?),
        View::Board | View::Staff => return Err(ApiError::forbidden()),
    }
    let order = disputes::dispute(&site.app, caller.actor(), id, request.reason)
        .await
        .map_err(|error| refusal(error, "reason"))?;
    shown(&site, &caller, &order).await
}

/// The answer to a wish for more time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExtensionAnswer {
    /// Which wish, as the order shows it.
    extension_id: ExtensionId,
    /// Whether the deadline moves.
    agree: bool,
}

/// Answer the executor's wish for more time.
#[utoipa::path(
    post, path = "/orders/{id}/answer-extension", tag = "study", params(("id" = i64, Path)),
    request_body = ExtensionAnswer,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn answer_extension(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<ExtensionAnswer>,
) -> Result<Json<OrderCard>, ApiError> {
    as_client(&site, &caller, id).await?;
    let asked = work::open_extension(&site.app.db, id)
        .await?
        .filter(|asked| asked.id == request.extension_id)
        .ok_or_else(|| refusal(StudyError::Moved, "extension_id"))?;
    let order = work::answer_extension(&site.app, caller.actor(), asked.id, request.agree)
        .await
        .map_err(|error| refusal(error, "extension_id"))?;
    shown(&site, &caller, &order).await
}

/// A file to be put to the brief.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Attached {
    /// One of the caller's own, as `/media` named it.
    media_id: MediaId,
}

/// Put a file to the brief: as long as the order is not over. The same one twice is once.
#[utoipa::path(
    post, path = "/orders/{id}/files", tag = "study", params(("id" = i64, Path)),
    request_body = Attached,
    responses((status = 201, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn attach(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Attached>,
) -> Result<(StatusCode, Json<OrderCard>), ApiError> {
    as_client(&site, &caller, id).await?;
    let file = offered(&site, &caller, request.media_id).await?;
    drafts::attach(&site.app, caller.actor(), id, file)
        .await
        .map_err(|error| refusal(error, "media_id"))?;
    Ok((
        StatusCode::CREATED,
        Json(views::card(&site, &caller, id).await?),
    ))
}
