//! `/api/v1/payments`: attempts to pay, refunds, payouts and the book. Other people's are not found,
//! except by whoever decides about money.

mod book;
mod pay;
mod payouts;

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(in crate::features) use self::{pay::booking_routes, payouts::bonus_routes};
use super::{check, error::PayError, reads, refunds};
use crate::{
    entity::{payment, refund},
    features::{Site, api},
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem, Query},
    kernel::{
        ids::{AgencyId, PaymentId, RefundId, UserId},
        money::Money,
        page::Slice,
        permission::Permission,
        time::{self, Span, Timestamp},
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(transactions))
        .routes(routes!(read))
        .routes(routes!(recheck))
        .routes(routes!(give_back))
        .merge(payouts::routes())
        .merge(book::routes())
}

/// Whose rows a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Whose {
    /// One's own.
    Mine,
    /// Everybody's: for whoever decides about money.
    All,
}

/// Whose rows are wanted; when that is not said, everybody's for whoever decides about money.
fn owner(caller: &Caller, whose: Option<Whose>) -> Option<UserId> {
    let is_mine = match whose {
        Some(whose) => whose == Whose::Mine,
        None => !caller.rights.may(Permission::DecideMoney),
    };
    is_mine.then_some(caller.user_id)
}

/// Which attempts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TransactionFilter {
    /// `mine` or `all`; all, for whoever may see all.
    #[param(inline)]
    whose: Option<Whose>,
    /// Only in this state.
    #[param(inline)]
    status: Option<payment::Status>,
    /// Only for this kind of thing.
    #[param(inline)]
    kind: Option<payment::PayableKind>,
    /// Only those for bookings of this agency, whoever paid: for its managers, and for whoever may see all.
    agency_id: Option<AgencyId>,
    /// Only those that began then or later. RFC 3339.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Only those that began before. RFC 3339.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// An attempt to pay.
#[derive(Serialize, ToSchema)]
struct PaymentView {
    id: PaymentId,
    payer_id: UserId,
    /// What it pays for.
    #[schema(inline)]
    kind: payment::PayableKind,
    /// Which of them.
    subject_id: i64,
    /// Which part of the price.
    #[schema(inline)]
    part: payment::Part,
    #[schema(inline)]
    provider: payment::Provider,
    #[schema(inline)]
    status: payment::Status,
    amount: Money,
    /// What a bonus pays beside it.
    bonus: Money,
    /// What of the amount went back or is promised back.
    refunded: Money,
    /// What of the bonus went back.
    bonus_returned: Money,
    /// Where to pay, for the payer of an attempt that is open.
    confirmation_url: Option<String>,
    /// Why it came to nothing, or fits nothing: a word.
    problem: Option<String>,
    /// The provider's id, for whoever decides about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_id: Option<String>,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    paid_at: Option<String>,
    /// RFC 3339.
    ended_at: Option<String>,
    /// In the answer about one attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    refunds: Option<Vec<RefundView>>,
}

impl PaymentView {
    fn of(row: payment::Model, caller: &Caller, refunds: Option<Vec<refund::Model>>) -> Self {
        let is_staff = caller.rights.may(Permission::DecideMoney);
        let is_open = row.open_key.is_some() && row.payer_id == caller.user_id;
        let sum = |minor| Money::new(minor, row.currency);
        Self {
            id: row.id,
            payer_id: row.payer_id,
            kind: row.payable_kind,
            subject_id: row.payable_id,
            part: row.part,
            provider: row.provider,
            status: row.status,
            amount: row.money(),
            bonus: row.bonus(),
            refunded: sum(row.refunded_minor),
            bonus_returned: sum(row.bonus_returned_minor),
            confirmation_url: row.confirmation_url.filter(|_| is_open),
            problem: row.problem,
            provider_id: row.provider_id.filter(|_| is_staff),
            created_at: row.created_at.rfc3339(),
            paid_at: row.paid_at.map(Timestamp::rfc3339),
            ended_at: row.ended_at.map(Timestamp::rfc3339),
            refunds: refunds.map(|rows| {
                rows.into_iter()
                    .map(|row| RefundView::of(row, is_staff))
                    .collect()
            }),
        }
    }
}

/// Money on its way back.
#[derive(Serialize, ToSchema)]
struct RefundView {
    id: RefundId,
    amount: Money,
    #[schema(inline)]
    cause: refund::Cause,
    #[schema(inline)]
    status: refund::Status,
    /// Why, in staff's words, for whoever decides about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Why it did not go through, for whoever decides about money: a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// Under which reference it went back by hand, for whoever decides about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    ended_at: Option<String>,
}

impl RefundView {
    fn of(row: refund::Model, is_staff: bool) -> Self {
        Self {
            id: row.id,
            amount: row.money(),
            cause: row.cause,
            status: row.status,
            reason: Some(row.reason).filter(|reason| is_staff && !reason.is_empty()),
            problem: row.problem.filter(|_| is_staff),
            reference: row.reference.filter(|_| is_staff),
            created_at: row.created_at.rfc3339(),
            ended_at: row.ended_at.map(Timestamp::rfc3339),
        }
    }
}

/// Attempts to pay, newest first.
#[utoipa::path(
    get, path = "/transactions", tag = "payments", params(Page, TransactionFilter),
    responses((status = 200, body = Slice<PaymentView>), (status = "4XX", body = Problem)),
)]
async fn transactions(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(wanted): Query<TransactionFilter>,
) -> Result<Json<Slice<PaymentView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let filter = reads::Filter {
        payer: match (wanted.agency_id, wanted.whose) {
            (Some(_), None) => None,
            _ => owner(&caller, wanted.whose),
        },
        agency: wanted.agency_id,
        status: wanted.status,
        kind: wanted.kind,
        span: Span {
            from: wanted.from,
            until: wanted.until,
        },
    };
    let before = page.cursor.map(PaymentId);
    let (me, mine) = (caller.user_id, &caller.rights);
    let rows = reads::list(&site.app, me, mine, filter, before, page.fetch())
        .await
        .map_err(|error| refuse(error, "whose"))?;
    let slice = page.slice(rows, |row| row.id.0);
    Ok(Json(slice.map(|row| PaymentView::of(row, &caller, None))))
}

/// An attempt with its refunds.
#[utoipa::path(
    get, path = "/{id}", tag = "payments", params(("id" = i64, Path)),
    responses((status = 200, body = PaymentView), (status = "4XX", body = Problem)),
)]
async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PaymentId>,
) -> Result<Json<PaymentView>, ApiError> {
    api::consented(&site, &caller).await?;
    Ok(Json(card(&site, &caller, id).await?))
}

async fn card(site: &Site, caller: &Caller, id: PaymentId) -> Result<PaymentView, ApiError> {
    let card = reads::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refuse(error, "id"))?;
    Ok(PaymentView::of(card.payment, caller, Some(card.refunds)))
}

/// Ask the provider how an attempt stands. Whoever asks too often gets the answer of a moment ago.
#[utoipa::path(
    post, path = "/{id}/recheck", tag = "payments", params(("id" = i64, Path)),
    responses((status = 200, body = PaymentView), (status = "4XX", body = Problem)),
)]
async fn recheck(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PaymentId>,
) -> Result<Json<PaymentView>, ApiError> {
    api::consented(&site, &caller).await?;
    let refused = |error| refuse(error, "id");
    reads::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(refused)?;
    check::recheck(&site.app, id).await.map_err(refused)?;
    Ok(Json(card(&site, &caller, id).await?))
}

/// What is to go back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRefund {
    /// Of the price: the part that a bonus covered goes back to the bonus. All that is left, when
    /// absent.
    amount: Option<Money>,
    /// Why, for staff's eyes.
    reason: String,
}

/// Give a part or all of a payment back. All of it goes back only when the work is over: before, that is
/// a decision about the work.
#[utoipa::path(
    post, path = "/{id}/refunds", tag = "payments", params(("id" = i64, Path)),
    request_body = NewRefund,
    responses((status = 201, body = PaymentView), (status = "4XX", body = Problem)),
)]
async fn give_back(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    Json(request): Json<NewRefund>,
) -> Result<(StatusCode, Json<PaymentView>), ApiError> {
    caller.require(Permission::DecideMoney)?;
    api::consented(&site, &caller).await?;
    let (actor, mine) = (caller.actor(), &caller.rights);
    refunds::order(&site.app, actor, mine, id, request.amount, &request.reason)
        .await
        .map_err(|error| refuse(error, "reason"))?;
    Ok((StatusCode::CREATED, Json(card(&site, &caller, id).await?)))
}

/// A refusal in the shape of the API; `words` is the field that a text came in.
pub(in crate::features) fn refuse(error: PayError, words: &'static str) -> ApiError {
    match error {
        PayError::NotAllowed => ApiError::forbidden(),
        PayError::NotFound => ApiError::not_found(),
        PayError::BadAmount => ApiError::invalid([("amount", "payments-error-amount")]),
        PayError::BadText => ApiError::invalid([(words, "payments-error-text")]),
        PayError::NothingDue => ApiError::conflict("nothing_due", "payments-error-nothing"),
        PayError::NotSetUp => ApiError::conflict("not_set_up", "payments-error-not-set-up"),
        PayError::Refused(_) => ApiError::conflict("provider_refused", "payments-error-refused"),
        PayError::Moved => ApiError::conflict("moved_on", "payments-error-moved"),
        PayError::OwnPayout => ApiError::conflict("own_payout", "payments-error-own-payout"),
        PayError::TooMuch => ApiError::conflict("too_much", "payments-error-too-much"),
        PayError::BeingPaid => ApiError::conflict("being_paid", "bookings-error-paying"),
        PayError::AlreadyOpen => ApiError::conflict("already_open", "payments-error-already-open"),
        PayError::NotEnough => ApiError::conflict("not_enough", "payments-error-not-enough"),
        PayError::NoAnswer(_) => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "provider_silent",
            "payments-error-no-answer",
        ),
        PayError::Database(error) => error.into(),
        error @ (PayError::Card(_)
        | PayError::Body(_)
        | PayError::Ledger(_)
        | PayError::Fulfil(_)
        | PayError::Cut) => ApiError::fault(error),
    }
}
