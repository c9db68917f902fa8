//! Requests for trips.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    refusal, text,
    views::{self, TripCard, TripView},
};
use crate::{
    entity::trip::Status,
    features::{
        Site, api,
        tours::pricing::Party,
        trips::{
            choice,
            drafts::{self, Answer, MOST_CITIES},
            lists::{self, View},
            submit,
        },
    },
    http::{ApiError, Caller, Json, Page, Path, Problem, Query, Text},
    kernel::{
        ids::{AgencyId, TripId},
        money::{Currency, Money},
        page::Slice,
    },
};

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TripFilter {
    /// Those that this agency may answer now; the caller's own without it.
    #[param(value_type = Option<i64>)]
    agency: Option<AgencyId>,
    /// Of one's own: only in this state.
    #[param(inline)]
    status: Option<Status>,
}

/// Requests, newest first: the caller's own, or those that an agency may answer.
#[utoipa::path(
    get, path = "/", tag = "bookings", params(Page, TripFilter),
    responses((status = 200, body = Slice<TripView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<TripFilter>,
) -> Result<Json<Slice<TripView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let (app, before) = (&site.app, page.cursor.map(TripId));
    let Some(agency) = filter.agency else {
        let me = caller.user_id;
        let rows = lists::own(app, me, filter.status, before, page.fetch()).await?;
        let slice = page.slice(rows, |row| row.trip.id.0);
        return Ok(Json(slice.map(TripView::own)));
    };
    let rows = lists::asked(app, &caller.rights, agency, before, page.fetch())
        .await
        .map_err(|error| refusal(&site, error, "agency"))?;
    let slice = page.slice(rows, |row| row.trip.id.0);
    Ok(Json(slice.map(TripView::asked)))
}

/// A trip that somebody wants.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTrip {
    /// Keys of cities; they or a place are wanted.
    #[serde(default)]
    #[schema(max_items = 8)]
    cities: Vec<String>,
    /// Where to, in words.
    #[schema(max_length = 120)]
    place: Option<String>,
    /// The first day.
    #[schema(value_type = NaiveDate, required = true)]
    starts_on: Option<NaiveDate>,
    /// Any day of the month of `starts_on` will do.
    #[serde(default)]
    is_any_day_of_month: bool,
    /// So many days earlier or later will do; not for a whole month.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 14)]
    flexible_days: i32,
    /// How many days.
    #[schema(value_type = i32, required = true, minimum = 1, maximum = 60)]
    days: Option<i32>,
    #[schema(value_type = i32, required = true, minimum = 1)]
    adults: Option<i32>,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
    /// What all of it may cost.
    budget: Option<Money>,
    /// Currency of offers; that of the budget where there is one.
    currency: Option<Currency>,
    /// Keys of means of transport; none: any.
    #[serde(default)]
    transports: Vec<String>,
    #[schema(max_length = 800)]
    wishes: Option<String>,
}

impl NewTrip {
    /// The answers, each with the field that it stands in; what is left out and is wanted is none.
    fn answers(self) -> Vec<(&'static str, Option<Answer>)> {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let day = if self.is_any_day_of_month {
            self.starts_on.map(Answer::Month)
        } else {
            self.starts_on.map(Answer::Day)
        };
        let children = self.children;
        let party = self.adults.map(|adults| Party { adults, children });
        let mut answers: Vec<_> = self
            .cities
            .into_iter()
            .map(|key| ("cities", Some(Answer::City(key))))
            .collect();
        answers.extend([
            ("starts_on", day),
            ("days", self.days.map(Answer::Days)),
            ("adults", party.map(Answer::Party)),
        ]);
        let others = [
            said(self.place).map(|place| ("place", Answer::Place(place))),
            (!self.is_any_day_of_month)
                .then_some(("flexible_days", Answer::Flexible(self.flexible_days))),
            self.currency
                .map(|currency| ("currency", Answer::Currency(currency))),
            self.budget
                .map(|budget| ("budget", Answer::Budget(Some(budget)))),
            said(self.wishes).map(|wishes| ("wishes", Answer::Wishes(wishes))),
        ];
        answers.extend(
            others
                .into_iter()
                .flatten()
                .map(|(field, answer)| (field, Some(answer))),
        );
        let transports = self.transports.into_iter();
        answers.extend(transports.map(|key| ("transports", Some(Answer::Transport(key)))));
        answers
    }
}

/// What was asked, when all of it will do; otherwise every field that will not is named.
fn checked(site: &Site, wish: NewTrip) -> Result<Vec<Answer>, ApiError> {
    let mut wrong: Vec<(&str, Text)> = Vec::new();
    if wish.cities.is_empty()
        && wish
            .place
            .as_deref()
            .is_none_or(|place| place.trim().is_empty())
    {
        wrong.push(("place", "http-field-missing".into()));
    }
    if wish.cities.len() > MOST_CITIES {
        wrong.push(("cities", "trips-error-number".into()));
    }
    if let (Some(budget), Some(currency)) = (wish.budget, wish.currency)
        && budget.currency() != currency
    {
        wrong.push(("currency", "http-field-malformed".into()));
    }
    let mut answers = Vec::new();
    for (field, answer) in wish.answers() {
        match answer.map(|answer| drafts::fit(&site.app, &site.library.tours, answer)) {
            Some(Ok(answer)) => answers.push(answer),
            Some(Err(error)) => wrong.push((field, text(&error))),
            None => wrong.push((field, "http-field-missing".into())),
        }
    }
    if wrong.is_empty() {
        Ok(answers)
    } else {
        Err(ApiError::invalid(wrong))
    }
}

/// Ask agencies for a trip: those that sell tours in the cities, or all. A draft begun in the bot stays as it
/// is.
#[utoipa::path(
    post, path = "/", tag = "bookings", request_body = NewTrip,
    responses((status = 201, body = TripCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn create(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(wish): Json<NewTrip>,
) -> Result<(StatusCode, Json<TripCard>), ApiError> {
    api::consented(&site, &caller).await?;
    let answers = checked(&site, wish)?;
    let trip = submit::ask(&site.app, &site.library.tours, caller.actor(), answers)
        .await
        .map_err(|error| refusal(&site, error, "cities"))?;
    let card = views::card(&site, &caller, trip.id, None).await?;
    Ok((StatusCode::CREATED, Json(card)))
}

/// For which agency.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TripSide {
    /// As this agency sees it. Without it: as its traveller does, or one of the caller's agencies.
    #[param(value_type = Option<i64>)]
    agency: Option<AgencyId>,
}

/// A request with its offers side by side; an agency sees its own alone.
#[utoipa::path(
    get, path = "/{id}", tag = "bookings", params(("id" = i64, Path), TripSide),
    responses((status = 200, body = TripCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripId>,
    Query(side): Query<TripSide>,
) -> Result<Json<TripCard>, ApiError> {
    api::consented(&site, &caller).await?;
    Ok(Json(views::card(&site, &caller, id, side.agency).await?))
}

/// Call one's own request off. The agencies hear of it.
#[utoipa::path(
    post, path = "/{id}/cancel", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = TripCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TripId>,
) -> Result<Json<TripCard>, ApiError> {
    api::consented(&site, &caller).await?;
    let refused = |error| refusal(&site, error, "id");
    match lists::look(&site.app, caller.user_id, &caller.rights, id, None).await {
        Ok((_, View::Traveller)) => {}
        Ok((_, View::Agency(_))) => return Err(ApiError::forbidden()),
        Err(error) => return Err(refused(error)),
    }
    choice::cancel(&site.app, caller.actor(), id)
        .await
        .map_err(refused)?;
    Ok(Json(views::card(&site, &caller, id, None).await?))
}
