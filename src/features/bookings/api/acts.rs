//! What travellers and agencies do with a booking.

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{
        decide, endings,
        error::BookingError,
        reads::{self, Side},
        request::{self, Code, WISH_LIMIT, Wanted},
    },
    refusal, seen, shown,
    views::{BookingCard, QuoteView},
};
use crate::{
    args,
    entity::payment,
    features::{
        Site, api, payme, payments,
        tours::{pricing::Party, titles},
    },
    http::{ApiError, Caller, Json, Path, Problem},
    kernel::{
        ids::{BookingId, PaymentId, SessionId},
        money::Money,
        payable::Payable,
        words::clean,
    },
};

/// Seats on a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Seats {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
    /// As it is written; upper and lower case are the same.
    promo_code: Option<String>,
}

impl Seats {
    const fn party(&self) -> Party {
        Party {
            adults: self.adults,
            children: self.children,
        }
    }

    fn code(&self) -> Option<Code> {
        let typed = self.promo_code.as_deref().map(str::trim);
        typed
            .filter(|typed| !typed.is_empty())
            .map(|typed| Code::Typed(typed.to_owned()))
    }
}

/// What seats would cost, step by step, with a promo code or without. Nothing is written.
#[utoipa::path(
    post, path = "/quote", tag = "bookings", request_body = Seats,
    responses((status = 200, body = QuoteView), (status = "4XX", body = Problem)),
)]
pub(super) async fn quote(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(seats): Json<Seats>,
) -> Result<Json<QuoteView>, ApiError> {
    api::consented(&site, &caller).await?;
    let (party, code) = (seats.party(), seats.code());
    let quote = request::quote(&site.app, seats.session_id, party, code.as_ref())
        .await
        .map_err(refusal)?;
    let titles = titles::of(&site.app.db, [quote.tour.id]).await?;
    let title = titles
        .get(&quote.tour.id)
        .map_or("—", |titles| titles.of(caller.lang));
    let size = (party.adults, party.children);
    Ok(Json(QuoteView::of(&site, quote, title, size)))
}

/// A wish to come along.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBooking {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
    /// As it is written; upper and lower case are the same.
    promo_code: Option<String>,
    /// Something for the agency to know.
    #[schema(max_length = 500)]
    wish: Option<String>,
    /// The names of all participants, where the session wants them.
    #[serde(default)]
    names: Vec<String>,
    /// The total that the person was shown: another one meanwhile is not taken unseen.
    price: Money,
}

/// Ask for seats. They are held at once, until the agency answers or its time is over. Asking again for the
/// same session and party is asking once.
#[utoipa::path(
    post, path = "/", tag = "bookings", request_body = NewBooking,
    responses((status = 201, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn request(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<NewBooking>,
) -> Result<(StatusCode, Json<BookingCard>), ApiError> {
    api::consented(&site, &caller).await?;
    let wish = new.wish.as_deref().map(clean);
    if wish
        .as_deref()
        .is_some_and(|words| words.chars().count() > WISH_LIMIT)
    {
        let text = ("bookings-error-wish", args![limit = WISH_LIMIT]);
        return Err(ApiError::invalid([("wish", text)]));
    }
    let seats = Seats {
        session_id: new.session_id,
        adults: new.adults,
        children: new.children,
        promo_code: new.promo_code,
    };
    let (session, _) = reads::session_of(&site.app, seats.session_id)
        .await
        .map_err(refusal)?;
    if session.currency != new.price.currency() {
        return Err(refusal(BookingError::PriceChanged));
    }
    let wanted = Wanted {
        session: seats.session_id,
        party: seats.party(),
        code: seats.code(),
        wish: wish.filter(|words| !words.is_empty()),
        names: new.names,
        shown_minor: new.price.minor(),
    };
    let booking = request::request(&site.app, caller.actor(), wanted)
        .await
        .map_err(refusal)?;
    let card = shown(&site, &caller, booking.id).await?;
    Ok((StatusCode::CREATED, Json(card)))
}

/// The agency says yes: the traveller has so long to pay as `pay_by` says.
#[utoipa::path(
    post, path = "/{id}/approve", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn approve(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
) -> Result<Json<BookingCard>, ApiError> {
    as_agency(&site, &caller, id).await?;
    decide::approve(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(Json(shown(&site, &caller, id).await?))
}

/// Why the agency says no.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct No {
    /// In its own words; the traveller reads them.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// The agency says no. The seats are free at once.
#[utoipa::path(
    post, path = "/{id}/reject", tag = "bookings", params(("id" = i64, Path)),
    request_body = Option<No>,
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn reject(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    no: Option<Json<No>>,
) -> Result<Json<BookingCard>, ApiError> {
    as_agency(&site, &caller, id).await?;
    let reason = reason(no.and_then(|Json(no)| no.reason).as_deref())?;
    decide::reject(
        &site.app,
        caller.actor(),
        &caller.rights,
        id,
        reason.as_deref(),
    )
    .await
    .map_err(refusal)?;
    Ok(Json(shown(&site, &caller, id).await?))
}

/// How a booking is called off.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Off {
    /// For its traveller: what goes back, as `refund_now` said. Other terms meanwhile are not taken unseen.
    refund: Option<Money>,
    /// For its agency: why, in its own words.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Call a booking off: its traveller by the rule of the session, its agency with everything going back.
#[utoipa::path(
    post, path = "/{id}/cancel", tag = "bookings", params(("id" = i64, Path)),
    request_body = Option<Off>,
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    off: Option<Json<Off>>,
) -> Result<Json<BookingCard>, ApiError> {
    let Json(off) = off.unwrap_or_default();
    let (card, side) = seen(&site, &caller, id).await?;
    let (app, actor) = (&site.app, caller.actor());
    match side {
        Side::Traveller => {
            let paid = card.row.booking.in_hand();
            let nothing = Money::zero(paid.currency());
            // Where nothing was paid, nothing has to be said about it.
            let shown = match off.refund {
                Some(refund) if refund.currency() == paid.currency() => refund,
                None if paid == nothing => nothing,
                Some(_) | None => {
                    return Err(ApiError::invalid([("refund", "bookings-error-terms")]));
                }
            };
            endings::cancel(app, actor, id, shown.minor()).await
        }
        Side::Agency => {
            let reason = reason(off.reason.as_deref())?;
            endings::cancel_by_agency(app, actor, &caller.rights, id, reason.as_deref()).await
        }
    }
    .map_err(refusal)?;
    Ok(Json(shown(&site, &caller, id).await?))
}

/// Where to pay.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Method {
    /// In roubles.
    Yookassa,
    /// At the agency's own cash desk, in sums.
    Payme,
}

/// How it is paid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    #[schema(inline)]
    method: Method,
    /// Whether bonuses pay what they can.
    #[serde(default)]
    use_bonus: bool,
}

/// An attempt to pay.
#[derive(Serialize, ToSchema)]
pub(super) struct Attempt {
    payment_id: PaymentId,
    #[schema(inline)]
    status: payment::Status,
    amount: Money,
    bonus: Money,
    /// Where to pay. Null when bonuses paid all of it, and while the provider takes its time: ask
    /// `GET /payments/{id}` then.
    url: Option<String>,
}

/// Begin to pay for an approved booking, or go on with what was begun.
#[utoipa::path(
    post, path = "/{id}/pay", tag = "bookings", params(("id" = i64, Path)),
    request_body = Way,
    responses((status = 200, body = Attempt), (status = "4XX", body = Problem)),
)]
pub(super) async fn pay(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    Json(way): Json<Way>,
) -> Result<Json<Attempt>, ApiError> {
    let (_, side) = seen(&site, &caller, id).await?;
    if side != Side::Traveller {
        return Err(ApiError::forbidden());
    }
    let (app, actor, payable) = (&site.app, caller.actor(), Payable::Booking(id));
    let started = match way.method {
        Method::Yookassa => payments::service::start(app, actor, payable, way.use_bonus).await,
        Method::Payme => payme::begin::start(app, actor, caller.lang, payable, way.use_bonus).await,
    }
    .map_err(|error| payments::api::refuse(error, "method"))?;
    let payment = started.payment;
    Ok(Json(Attempt {
        payment_id: payment.id,
        status: payment.status,
        amount: payment.money(),
        bonus: payment.bonus(),
        url: payment.confirmation_url,
    }))
}

/// Lets whoever decides for the agency of a booking pass: 404 for whoever does not see it, 403 for its
/// traveller.
async fn as_agency(site: &Site, caller: &Caller, id: BookingId) -> Result<(), ApiError> {
    seen(site, caller, id).await?;
    decide::of_agency(&site.app.db, &caller.rights, id)
        .await
        .map(drop)
        .map_err(|_| ApiError::forbidden())
}

/// The agency's words; none for empty ones.
fn reason(typed: Option<&str>) -> Result<Option<String>, ApiError> {
    // What begins so is a word of ours.
    let words = clean(typed.unwrap_or_default());
    let words = words.trim_start_matches('#').trim();
    if words.chars().count() > WISH_LIMIT {
        return Err(ApiError::invalid([("reason", "bookings-error-reason")]));
    }
    Ok((!words.is_empty()).then(|| words.to_owned()))
}
