//! Sessions: for everybody to see, for their agency to make and change.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    super::{
        error::ToursError,
        own_session, reads,
        sessions::{self, Change, Plan},
    },
    CREATED, refusal, rights,
    views::SessionView,
};
use crate::{
    entity::tour_session,
    features::{Site, api},
    http::{self, ApiError, Caller, Json, Path, Problem},
    kernel::{
        ids::{SessionId, TourId},
        money::Money,
        page::Slice,
        refund_rule::RefundRule,
    },
};

/// Sessions of a tour, the nearest first: those that can be booked; for its agency all that are not over.
#[utoipa::path(
    get, path = "/{id}/sessions", tag = "tours", params(("id" = i64, Path)), security(()),
    responses((status = 200, body = Slice<SessionView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Path(id): Path<TourId>,
) -> Result<Json<Slice<SessionView>>, ApiError> {
    let (app, mine) = (&site.app, rights(caller.as_ref()));
    let card = reads::card(app, None, &mine, id).await.map_err(refusal)?;
    let is_own = mine.manages(card.tour.agency_id);
    let sessions = if is_own {
        reads::all_sessions(&app.db, app.clock.now(), id).await?
    } else {
        card.sessions
    };
    // As many as are shown anywhere: one page.
    Ok(Json(Slice {
        items: sessions
            .into_iter()
            .map(|session| SessionView::of(session, is_own))
            .collect(),
        next_cursor: None,
    }))
}

/// A session to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSession {
    /// Its first day; the last one follows from the tour.
    starts_on: NaiveDate,
    /// Price of an adult.
    adult: Money,
    /// Price of a child; as an adult when absent.
    child: Option<Money>,
    #[schema(minimum = 1)]
    capacity: i32,
    /// So many seats it takes to set off; nought: any number.
    #[serde(default)]
    minimum_group: i32,
    /// Whether the names of all participants are wanted.
    #[serde(default)]
    names_wanted: bool,
    /// Invitation to its chat, at `https://t.me/`.
    chat_link: Option<String>,
    /// What goes back when a traveller cancels, such as `14:100 7:50`; as the configuration says when absent.
    refund_rule: Option<String>,
}

fn rule(typed: Option<&str>) -> Result<Option<RefundRule>, ApiError> {
    typed
        .map(str::parse)
        .transpose()
        .map_err(|error| refusal(ToursError::Rule(error)))
}

/// The minor units of a child's price, which is in the currency of an adult's.
fn child_minor(adult: Money, child: Option<Money>) -> Result<Option<i64>, ApiError> {
    match child {
        Some(child) if child.currency() != adult.currency() => {
            Err(refusal(ToursError::BadNumber("child")))
        }
        child => Ok(child.map(Money::minor)),
    }
}

/// Add a session to a tour.
#[utoipa::path(
    post, path = "/{id}/sessions", tag = "tours", params(("id" = i64, Path)),
    request_body = NewSession,
    responses((status = 201, body = SessionView), (status = "4XX", body = Problem)),
)]
pub(super) async fn add(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TourId>,
    Json(new): Json<NewSession>,
) -> Result<(StatusCode, Json<SessionView>), ApiError> {
    api::consented(&site, &caller).await?;
    let plan = Plan {
        starts_on: new.starts_on,
        adult_minor: new.adult.minor(),
        child_minor: child_minor(new.adult, new.child)?,
        currency: new.adult.currency(),
        capacity: new.capacity,
        minimum_group: new.minimum_group,
        wants_names: new.names_wanted,
        chat_link: new.chat_link,
        refund_rule: rule(new.refund_rule.as_deref())?,
    };
    let session = sessions::add(&site.app, caller.actor(), &caller.rights, id, plan)
        .await
        .map_err(refusal)?;
    Ok((CREATED, Json(SessionView::of(session, true))))
}

/// Whether a session can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Booking {
    /// It can.
    Open,
    /// It cannot; who booked, goes.
    Closed,
}

/// What changes about a session. What is left out stays as it is; null empties. Prices hold for new bookings
/// alone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionChange {
    adult: Option<Money>,
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<Money>)]
    child: Option<Option<Money>>,
    /// Never below what is taken: 409 `below_taken`.
    capacity: Option<i32>,
    minimum_group: Option<i32>,
    names_wanted: Option<bool>,
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>)]
    chat_link: Option<Option<String>>,
    refund_rule: Option<String>,
    #[schema(inline)]
    status: Option<Booking>,
}

/// Change a session that is ahead.
#[utoipa::path(
    patch, path = "/sessions/{id}", tag = "tours", params(("id" = i64, Path)),
    request_body = SessionChange,
    responses((status = 200, body = SessionView), (status = "4XX", body = Problem)),
)]
pub(super) async fn change(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<SessionId>,
    Json(wanted): Json<SessionChange>,
) -> Result<Json<SessionView>, ApiError> {
    api::consented(&site, &caller).await?;
    let (app, actor, mine) = (&site.app, caller.actor(), &caller.rights);
    let session = own_session(&app.db, mine, id).await.map_err(refusal)?;
    let minor = |price: Money, name| {
        if price.currency() == session.currency {
            Ok(price.minor())
        } else {
            Err(refusal(ToursError::BadNumber(name)))
        }
    };
    let change = Change {
        adult_minor: wanted
            .adult
            .map(|price| minor(price, "adult"))
            .transpose()?,
        child_minor: match wanted.child {
            Some(Some(price)) => Some(Some(minor(price, "child")?)),
            Some(None) => Some(None),
            None => None,
        },
        capacity: wanted.capacity,
        minimum_group: wanted.minimum_group,
        wants_names: wanted.names_wanted,
        chat_link: wanted.chat_link,
        refund_rule: rule(wanted.refund_rule.as_deref())?,
    };
    let changed = sessions::change(app, actor, mine, id, change)
        .await
        .map_err(refusal)?;
    let session = match wanted.status {
        None => changed,
        Some(booking) => {
            let is_open = booking == Booking::Open;
            sessions::set_open(app, actor, mine, id, is_open)
                .await
                .map_err(refusal)?
        }
    };
    Ok(Json(SessionView::of(session, true)))
}

/// Why a session does not take place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallingOff {
    /// Travellers read it.
    #[schema(max_length = 400)]
    note: String,
}

/// Call a session off. Its bookings follow one by one: everything goes back, everybody is told.
#[utoipa::path(
    post, path = "/sessions/{id}/cancel", tag = "tours", params(("id" = i64, Path)),
    request_body = CallingOff,
    responses((status = 200, body = SessionView), (status = "4XX", body = Problem)),
)]
pub(super) async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<SessionId>,
    Json(off): Json<CallingOff>,
) -> Result<Json<SessionView>, ApiError> {
    api::consented(&site, &caller).await?;
    let session = sessions::cancel(&site.app, caller.actor(), &caller.rights, id, &off.note)
        .await
        .map_err(refusal)?;
    Ok(Json(SessionView::of(session, true)))
}

/// How a session is repeated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    #[schema(minimum = 1, maximum = 8)]
    every_weeks: u32,
    #[schema(minimum = 1, maximum = 26)]
    times: u32,
}

/// Repeat a session every so many weeks; days on which the tour has one are left out. The copies.
#[utoipa::path(
    post, path = "/sessions/{id}/repeat", tag = "tours", params(("id" = i64, Path)),
    request_body = Pattern,
    responses((status = 201, body = Slice<SessionView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn repeat(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<SessionId>,
    Json(pattern): Json<Pattern>,
) -> Result<(StatusCode, Json<Slice<SessionView>>), ApiError> {
    api::consented(&site, &caller).await?;
    let copies: Vec<tour_session::Model> = sessions::repeat(
        &site.app,
        caller.actor(),
        &caller.rights,
        id,
        pattern.every_weeks,
        pattern.times,
    )
    .await
    .map_err(refusal)?;
    let items = copies
        .into_iter()
        .map(|copy| SessionView::of(copy, true))
        .collect();
    Ok((
        CREATED,
        Json(Slice {
            items,
            next_cursor: None,
        }),
    ))
}
