//! Promotions and promo codes.

use axum::{Extension, http::StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    super::{
        discounts::{self, For, NewCode, NewPromotion, Off},
        error::ToursError,
        require,
    },
    CREATED, refusal, rights, unknown,
    views::{CodeView, PromotionView},
};
use crate::{
    features::{Site, api},
    http::{ApiError, Caller, Json, Path, Problem, Query},
    kernel::{
        ids::{AgencyId, PromoCodeId, PromotionId, SessionId, TourId},
        money::Money,
        page::Slice,
        permission::Permission,
        time::{self, Timestamp},
    },
};

/// Of which agency.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfAgency {
    /// For whoever decides for it: also what begins later.
    #[param(value_type = Option<i64>)]
    agency: Option<AgencyId>,
}

fn slice<T, V: From<T>>(rows: Vec<T>) -> Json<Slice<V>> {
    // As many as are switched on: one page.
    Json(Slice {
        items: rows.into_iter().map(V::from).collect(),
        next_cursor: None,
    })
}

/// Promotions that hold now, newest first.
#[utoipa::path(
    get, path = "/promotions", tag = "tours", params(OfAgency), security(()),
    responses((status = 200, body = Slice<PromotionView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn promotions(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Query(of): Query<OfAgency>,
) -> Result<Json<Slice<PromotionView>>, ApiError> {
    let rows = match of.agency {
        None => discounts::holding(&site.app).await?,
        Some(agency) => {
            require(&rights(caller.as_ref()), agency).map_err(refusal)?;
            discounts::promotions(&site.app, agency).await?
        }
    };
    Ok(slice(rows))
}

/// What a discount takes off and what it is good for.
#[derive(Deserialize, ToSchema)]
struct Terms {
    /// Of this agency.
    agency_id: Option<AgencyId>,
    /// This tour alone.
    tour_id: Option<TourId>,
    /// This session alone.
    session_id: Option<SessionId>,
    /// So many per cent; or `amount`.
    #[schema(minimum = 1, maximum = 90)]
    percent: Option<u32>,
    amount: Option<Money>,
    /// RFC 3339; now when absent.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    /// RFC 3339.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// For so many bookings.
    #[schema(minimum = 1)]
    total_limit: Option<i32>,
}

impl Terms {
    const fn good_for(&self) -> For {
        For {
            agency: self.agency_id,
            tour: self.tour_id,
            session: self.session_id,
        }
    }

    fn off(&self) -> Result<Off, ApiError> {
        match (self.percent, self.amount) {
            (Some(percent), None) => Ok(Off::Percent(percent)),
            (None, Some(amount)) => Ok(Off::Sum(amount)),
            (Some(_), Some(_)) | (None, None) => Err(unknown("percent")),
        }
    }

    fn ends_at(&self) -> Result<Timestamp, ApiError> {
        self.ends_at
            .ok_or_else(|| refusal(ToursError::BadText("ends_at")))
    }

    fn starts_at(&self, site: &Site) -> Timestamp {
        self.starts_at.unwrap_or_else(|| site.app.clock.now())
    }
}

/// A promotion to make.
#[derive(Deserialize, ToSchema)]
pub(super) struct PromotionTerms {
    /// What it is called.
    #[schema(max_length = 60)]
    title: String,
    #[serde(flatten)]
    terms: Terms,
}

/// Make a promotion of an agency.
#[utoipa::path(
    post, path = "/promotions", tag = "tours", request_body = PromotionTerms,
    responses((status = 201, body = PromotionView), (status = "4XX", body = Problem)),
)]
pub(super) async fn promote(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<PromotionTerms>,
) -> Result<(StatusCode, Json<PromotionView>), ApiError> {
    api::consented(&site, &caller).await?;
    let wanted = NewPromotion {
        title: new.title,
        good_for: new.terms.good_for(),
        off: new.terms.off()?,
        starts_at: new.terms.starts_at(&site),
        ends_at: new.terms.ends_at()?,
        total_limit: new.terms.total_limit,
    };
    let row = discounts::promote(&site.app, caller.actor(), &caller.rights, wanted)
        .await
        .map_err(refusal)?;
    Ok((CREATED, Json(PromotionView::from(row))))
}

/// What can be changed about a discount.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Switch {
    /// `false` ends it: bookings that have it keep it. What has ended does not begin again.
    is_active: bool,
}

impl Switch {
    fn off(&self) -> Result<(), ApiError> {
        if self.is_active {
            return Err(unknown("is_active"));
        }
        Ok(())
    }
}

/// End a promotion.
#[utoipa::path(
    patch, path = "/promotions/{id}", tag = "tours", params(("id" = i64, Path)),
    request_body = Switch,
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn change_promotion(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PromotionId>,
    Json(switch): Json<Switch>,
) -> Result<StatusCode, ApiError> {
    api::consented(&site, &caller).await?;
    switch.off()?;
    discounts::end_promotion(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Promo codes that are switched on, newest first: those of an agency, or those of the platform.
#[utoipa::path(
    get, path = "/promo-codes", tag = "tours", params(OfAgency),
    responses((status = 200, body = Slice<CodeView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn codes(
    Extension(site): Extension<Site>,
    caller: Caller,
    Query(of): Query<OfAgency>,
) -> Result<Json<Slice<CodeView>>, ApiError> {
    api::consented(&site, &caller).await?;
    match of.agency {
        Some(agency) => require(&caller.rights, agency).map_err(refusal)?,
        None => caller.require(Permission::ManageAgencies)?,
    }
    Ok(slice(discounts::codes(&site.app, of.agency).await?))
}

/// A promo code to make.
#[derive(Deserialize, ToSchema)]
pub(super) struct CodeTerms {
    /// What is typed.
    code: String,
    /// From this price on, and for prices in its currency alone; from any price when absent.
    minimum: Option<Money>,
    /// What `minimum` was called when it had no currency: refused, so that no code is wider than meant.
    #[serde(default)]
    #[schema(ignore)]
    minimum_minor: Option<serde::de::IgnoredAny>,
    /// For so many bookings of one person.
    person_limit: Option<i32>,
    #[serde(flatten)]
    terms: Terms,
}

/// Make a promo code: of an agency, or of the platform.
#[utoipa::path(
    post, path = "/promo-codes", tag = "tours", request_body = CodeTerms,
    responses((status = 201, body = CodeView), (status = "4XX", body = Problem)),
)]
pub(super) async fn add_code(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<CodeTerms>,
) -> Result<(StatusCode, Json<CodeView>), ApiError> {
    api::consented(&site, &caller).await?;
    if new.minimum_minor.is_some() {
        return Err(unknown("minimum_minor"));
    }
    let wanted = NewCode {
        good_for: new.terms.good_for(),
        off: new.terms.off()?,
        starts_at: new.terms.starts_at(&site),
        ends_at: new.terms.ends_at()?,
        total_limit: new.terms.total_limit,
        code: new.code,
        minimum: new.minimum,
        person_limit: new.person_limit,
    };
    let row = discounts::add_code(&site.app, caller.actor(), &caller.rights, wanted)
        .await
        .map_err(refusal)?;
    Ok((CREATED, Json(CodeView::from(row))))
}

/// End a promo code.
#[utoipa::path(
    patch, path = "/promo-codes/{id}", tag = "tours", params(("id" = i64, Path)),
    request_body = Switch,
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn change_code(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PromoCodeId>,
    Json(switch): Json<Switch>,
) -> Result<StatusCode, ApiError> {
    api::consented(&site, &caller).await?;
    switch.off()?;
    discounts::end_code(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(StatusCode::NO_CONTENT)
}
