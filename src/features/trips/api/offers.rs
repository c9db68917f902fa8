//! Offers: making them, bargaining, choosing.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{refusal, text, views::TripOfferView};
use crate::{
    entity::trip_offer::Side,
    features::{
        Site, api,
        trips::{
            bargain, choice,
            error::TripError,
            lists,
            offers::{self, Part},
            parts,
            typed::Said,
        },
    },
    http::{ApiError, Caller, Json, Path, Problem},
    kernel::{
        ids::{TourId, TripId, TripOfferId},
        money::Money,
    },
};

/// What an agency offers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTripOffer {
    /// A tour that it is based on: it says whose offer it is.
    tour_id: TourId,
    /// The first day; that of the request without it.
    starts_on: Option<NaiveDate>,
    /// How many days; those of the request without it.
    #[schema(minimum = 1, maximum = 60)]
    days: Option<i32>,
    /// Price of the whole party.
    price: Money,
    /// What is included.
    #[schema(max_length = 1500)]
    included: String,
    /// It holds so long: 24, 48, 72 or 168 hours.
    valid_hours: Option<i32>,
}

impl NewTripOffer {
    /// The parts that will do; otherwise every field that will not is named.
    fn checked(self, site: &Site) -> Result<Vec<Part>, ApiError> {
        let parts = [
            ("price", Some(Part::Price(self.price))),
            ("included", Some(Part::Included(self.included))),
            ("starts_on", self.starts_on.map(Part::Day)),
            ("days", self.days.map(Part::Days)),
            ("valid_hours", self.valid_hours.map(Part::Valid)),
        ];
        let (mut fit, mut wrong) = (Vec::new(), Vec::new());
        for (field, part) in parts {
            match part.map(|part| parts::fit(&site.app, part)) {
                Some(Ok(part)) => fit.push(part),
                Some(Err(error)) => wrong.push((field, text(&error))),
                None => {}
            }
        }
        if wrong.is_empty() {
            Ok(fit)
        } else {
            Err(ApiError::invalid(wrong))
        }
    }
}

/// Offer a trip. An agency has one offer for a request: what it has offered already is changed, and new to
/// the traveller then.
#[utoipa::path(
    post, path = "/{id}/offers", tag = "bookings", params(("id" = i64, Path)),
    request_body = NewTripOffer,
    responses((status = 201, body = TripOfferView), (status = "4XX", body = Problem)),
)]
pub(super) async fn make(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripId>,
    Json(wish): Json<NewTripOffer>,
) -> Result<(StatusCode, Json<TripOfferView>), ApiError> {
    api::consented(&site, &caller).await?;
    let (app, rights) = (&site.app, &caller.rights);
    lists::look(app, caller.user_id, rights, id, None)
        .await
        .map_err(|error| refusal(&site, error, "id"))?;
    let tour = wish.tour_id;
    let parts = wish.checked(&site)?;
    let offer = offers::make(app, caller.actor(), rights, id, tour, parts)
        .await
        .map_err(|error| match error {
            // The request is there: it is the tour that is not, or its agency was not asked.
            TripError::Gone => ApiError::invalid([("tour_id", text(&error))]),
            error @ TripError::BadPrice => refusal(&site, error, "price"),
            error => refusal(&site, error, "starts_on"),
        })?;
    let view = shown(&site, &caller, offer.id).await?;
    Ok((StatusCode::CREATED, view))
}

/// The offer as its caller may see it.
async fn shown(
    site: &Site,
    caller: &Caller,
    id: TripOfferId,
) -> Result<Json<TripOfferView>, ApiError> {
    let app = &site.app;
    let (card, _) = lists::offer(app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refusal(site, error, "id"))?;
    let view = TripOfferView::of(card, app.clock.now(), caller.lang);
    Ok(Json(view))
}

/// The side on which the caller stands; 404 for whoever stands on none.
async fn side(site: &Site, caller: &Caller, id: TripOfferId) -> Result<Side, ApiError> {
    api::consented(site, caller).await?;
    let (_, side) = lists::offer(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refusal(site, error, "id"))?;
    Ok(side)
}

/// What is agreed to, as it was shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TripConsent {
    /// The `revision` that was shown: another offer meanwhile is not taken unseen.
    revision: i32,
}

/// Agree. The traveller chooses the offer, and it is booked: `booking_id` is to be paid. The agency takes the
/// price that the traveller asked for.
#[utoipa::path(
    post, path = "/offers/{id}/accept", tag = "bookings", params(("id" = i64, Path)),
    request_body = TripConsent,
    responses((status = 200, body = TripOfferView), (status = "4XX", body = Problem)),
)]
pub(super) async fn accept(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripOfferId>,
    Json(consent): Json<TripConsent>,
) -> Result<Json<TripOfferView>, ApiError> {
    let (app, actor, revision) = (&site.app, caller.actor(), consent.revision);
    let done = match side(&site, &caller, id).await? {
        Side::Traveller => choice::choose(app, actor, id, revision).await.map(drop),
        Side::Agency => bargain::accept(app, actor, &caller.rights, id, revision)
            .await
            .map(drop),
    };
    done.map_err(|error| refusal(&site, error, "revision"))?;
    shown(&site, &caller, id).await
}

/// Another price, words, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TripCounter {
    /// In the currency of the offer.
    price: Option<Money>,
    /// Wanted where no price is named.
    #[schema(max_length = 500)]
    text: Option<String>,
}

/// Bargain: the other side has to answer then. An agency's price is the price of the offer at once.
#[utoipa::path(
    post, path = "/offers/{id}/counter", tag = "bookings", params(("id" = i64, Path)),
    request_body = TripCounter,
    responses((status = 200, body = TripOfferView), (status = "4XX", body = Problem)),
)]
pub(super) async fn counter(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripOfferId>,
    Json(wish): Json<TripCounter>,
) -> Result<Json<TripOfferView>, ApiError> {
    let (app, actor) = (&site.app, caller.actor());
    let said = Said::Apart(wish.price, wish.text.unwrap_or_default());
    let done = match side(&site, &caller, id).await? {
        Side::Traveller => bargain::counter(app, actor, id, said).await,
        Side::Agency => bargain::reply(app, actor, &caller.rights, id, said).await,
    };
    done.map_err(|error| {
        let field = if matches!(error, TripError::BadPrice) {
            "price"
        } else {
            "text"
        };
        refusal(&site, error, field)
    })?;
    shown(&site, &caller, id).await
}

/// Say no to an offer: its traveller.
#[utoipa::path(
    post, path = "/offers/{id}/decline", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = TripOfferView), (status = "4XX", body = Problem)),
)]
pub(super) async fn decline(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripOfferId>,
) -> Result<Json<TripOfferView>, ApiError> {
    if side(&site, &caller, id).await? == Side::Agency {
        return Err(ApiError::forbidden());
    }
    choice::decline(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(&site, error, "id"))?;
    shown(&site, &caller, id).await
}

/// Take an offer back: its agency.
#[utoipa::path(
    post, path = "/offers/{id}/withdraw", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = TripOfferView), (status = "4XX", body = Problem)),
)]
pub(super) async fn withdraw(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripOfferId>,
) -> Result<Json<TripOfferView>, ApiError> {
    if side(&site, &caller, id).await? == Side::Traveller {
        return Err(ApiError::forbidden());
    }
    offers::withdraw(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(|error| refusal(&site, error, "id"))?;
    shown(&site, &caller, id).await
}
