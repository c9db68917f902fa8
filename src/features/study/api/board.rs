//! What an executor does: from the board to the delivery.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    as_executor, brief, executor, offered,
    parts::OfferView,
    refusal, shown, told,
    views::{OrderCard, OrderView, Seen},
    zone_of,
};
use crate::{
    entity::{executor as executors, order::Status, order_offer},
    features::{
        Site, api,
        executors::{
            callbacks::Sight,
            desk::{self, Place},
        },
        study::{
            assign,
            error::StudyError,
            quotes::{self, Terms},
            work,
        },
    },
    http::{ApiError, Caller, Json, Page, Path, Problem, Query},
    kernel::{
        ids::{MediaId, OrderId},
        page::Slice,
    },
};

/// What of the board is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BoardFilter {
    /// Only this kind of help.
    kind: Option<String>,
    /// Only what has to be done within so many days.
    #[serde(default)]
    #[param(required = false, minimum = 1)]
    days: u16,
}

/// An order on the board.
#[derive(Serialize, ToSchema)]
pub(super) struct BoardRow {
    #[serde(flatten)]
    order: OrderView,
    /// One's own open offer.
    own_offer: Option<OfferView>,
}

/// Orders that the caller may make an offer for, or take; newest first.
#[utoipa::path(
    get, path = "/board", tag = "study", params(Page, BoardFilter),
    responses((status = 200, body = Slice<BoardRow>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<BoardFilter>,
) -> Result<Json<Slice<BoardRow>>, ApiError> {
    let executor = executor(&site, &caller).await?;
    if executor.status != executors::Status::Approved {
        return Err(refusal(StudyError::NotAnExecutor, "id"));
    }
    let sight = Sight {
        kind: filter.kind,
        days: filter.days,
        ..Sight::default()
    };
    let before = page.cursor.map(OrderId);
    let catalog = &site.library.study;
    let rows = desk::board_before(
        &site.app,
        catalog,
        caller.user_id,
        &sight,
        (before, page.fetch()),
    )
    .await?;
    let slice = page.slice(rows, |row| row.order.id.0);
    Ok(Json(slice.map(|row| BoardRow {
        own_offer: row.offer.map(|offer| OfferView::own(offer, &row.order)),
        order: OrderView::of(row.order, Seen::Board, None),
    })))
}

/// What an executor wants for the work.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOffer {
    /// In minor units of the order's currency.
    amount_minor: i64,
    /// Days of work.
    #[schema(minimum = 1, maximum = 365)]
    days: i32,
    /// The client reads it, without contacts.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// An offer that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeOffer {
    #[serde(flatten)]
    offer: OfferView,
    /// Kinds of contacts that were taken out of the note.
    masked: Vec<&'static str>,
}

/// Make an offer for an order, or change one's own.
#[utoipa::path(
    post, path = "/board/{id}/offer", tag = "study", params(("id" = i64, Path)),
    request_body = NewOffer,
    responses((status = 201, body = MadeOffer), (status = "4XX", body = Problem)),
)]
pub(super) async fn offer(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<NewOffer>,
) -> Result<(StatusCode, Json<MadeOffer>), ApiError> {
    executor(&site, &caller).await?;
    let brief = brief(&site, &caller, id).await?;
    if brief.place != Place::Offered {
        return Err(refusal(StudyError::Moved, "id"));
    }
    let terms = Terms {
        price_minor: request.amount_minor,
        days: request.days,
        note: request.note,
    };
    let (offer, found) = quotes::offer(&site.app, caller.actor(), id, terms)
        .await
        .map_err(|error| match error {
            StudyError::BadPrice => refusal(StudyError::BadPrice, "amount_minor"),
            error => refusal(error, "note"),
        })?;
    let made = MadeOffer {
        offer: OfferView::own(offer, &brief.order),
        masked: found.iter().map(|kind| kind.word()).collect(),
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Take an order from the board, or say yes to an assignment.
#[utoipa::path(
    post, path = "/board/{id}/take", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn take(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderCard>, ApiError> {
    executor(&site, &caller).await?;
    let brief = brief(&site, &caller, id).await?;
    let (app, actor) = (&site.app, caller.actor());
    let order = match (brief.place, brief.order.status) {
        (Place::Free, _) => assign::take(app, actor, id).await,
        (Place::Mine, Status::Paid | Status::InProgress) => assign::start(app, actor, id).await,
        (Place::Mine | Place::Offered | Place::Lost, _) => Err(StudyError::Moved),
    }
    .map_err(|error| refusal(error, "id"))?;
    shown(&site, &caller, &order).await
}

/// Say no to an assignment, or take one's own offer back.
#[utoipa::path(
    post, path = "/board/{id}/decline", tag = "study", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn decline(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<StatusCode, ApiError> {
    executor(&site, &caller).await?;
    let brief = brief(&site, &caller, id).await?;
    let (app, actor) = (&site.app, caller.actor());
    let is_open = |offer: &order_offer::Model| offer.status == order_offer::Status::Open;
    match (brief.place, brief.order.status) {
        (Place::Mine, Status::Paid) => assign::decline(app, actor, id).await,
        (Place::Offered, _) if brief.offer.as_ref().is_some_and(is_open) => {
            quotes::withdraw_offer(app, actor, id).await
        }
        _ => Err(StudyError::Moved),
    }
    .map_err(|error| refusal(error, "id"))?;
    Ok(StatusCode::NO_CONTENT)
}

/// The work, or a version of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Delivery {
    /// The client reads it, without contacts.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// Files of the caller's own, as `/media` named them.
    #[serde(default)]
    #[schema(max_items = 20)]
    media_ids: Vec<MediaId>,
}

/// Deliver.
#[utoipa::path(
    post, path = "/orders/{id}/deliver", tag = "study", params(("id" = i64, Path)),
    request_body = Delivery,
    responses((status = 201, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn deliver(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Delivery>,
) -> Result<(StatusCode, Json<OrderCard>), ApiError> {
    as_executor(&site, &caller, id).await?;
    if request.media_ids.len() > work::FILE_LIMIT {
        return Err(refusal(StudyError::TooManyFiles, "media_ids"));
    }
    let mut files = Vec::with_capacity(request.media_ids.len());
    for media in request.media_ids {
        files.push(offered(&site, &caller, media).await?);
    }
    let (order, found) = work::deliver(&site.app, caller.actor(), id, request.note, files)
        .await
        .map_err(|error| refusal(error, "note"))?;
    Ok((
        StatusCode::CREATED,
        told(&site, &caller, &order, &found).await?,
    ))
}

/// A wish for more time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoreTime {
    /// The new last day.
    deadline: NaiveDate,
    /// The client reads it, without contacts.
    #[schema(max_length = 2000)]
    reason: String,
}

/// Ask the client for more time.
#[utoipa::path(
    post, path = "/orders/{id}/extend", tag = "study", params(("id" = i64, Path)),
    request_body = MoreTime,
    responses((status = 201, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn extend(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<MoreTime>,
) -> Result<(StatusCode, Json<OrderCard>), ApiError> {
    as_executor(&site, &caller, id).await?;
    let account = api::account(&site, &caller).await?;
    let zone = zone_of(&site, &account);
    let (_, found) = work::ask_extension(
        &site.app,
        caller.actor(),
        id,
        request.deadline,
        zone,
        request.reason,
    )
    .await
    .map_err(|error| match error {
        error @ (StudyError::TooSoon(_) | StudyError::TooFar) => refusal(error, "deadline"),
        error => refusal(error, "reason"),
    })?;
    let order = brief(&site, &caller, id).await?.order;
    Ok((
        StatusCode::CREATED,
        told(&site, &caller, &order, &found).await?,
    ))
}
