//! What agencies do with their tours.

use axum::{Extension, http::StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    super::{
        offers::{self, Draft, Words},
        reads,
    },
    CREATED, refusal,
    views::TourCard,
};
use crate::{
    features::{Site, api},
    http::{ApiError, Caller, Json, Path, Problem},
    kernel::{
        ids::{AgencyId, TourId},
        lang::Lang,
    },
};

/// A tour to begin with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTour {
    /// Whose.
    agency_id: AgencyId,
    /// In which language the title is.
    #[schema(inline)]
    lang: Lang,
    #[schema(max_length = 80)]
    title: String,
}

/// Begin a tour: a draft with a title.
#[utoipa::path(
    post, path = "/", tag = "tours", request_body = NewTour,
    responses((status = 201, body = TourCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn create(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<NewTour>,
) -> Result<(StatusCode, Json<TourCard>), ApiError> {
    api::consented(&site, &caller).await?;
    let tour = offers::create(
        &site.app,
        &site.library.tours,
        caller.actor(),
        &caller.rights,
        new.agency_id,
        (new.lang, &new.title),
    )
    .await
    .map_err(refusal)?;
    Ok((CREATED, shown(&site, &caller, tour.id).await?))
}

/// Words of a tour in one language. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewText {
    #[schema(inline)]
    lang: Lang,
    #[schema(max_length = 80)]
    title: Option<String>,
    #[schema(max_length = 2000)]
    description: Option<String>,
    #[schema(max_length = 600)]
    included: Option<String>,
    #[schema(max_length = 600)]
    meeting_point: Option<String>,
}

/// Where a tour goes.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum To {
    /// On sale, when nothing is missing.
    Published,
    /// Away: nobody can book it; what is booked goes on.
    Archived,
}

/// What changes about a tour. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TourChange {
    /// Key of a category.
    category: Option<String>,
    /// Key of a type of tour. Answers to what another type asks go.
    kind: Option<String>,
    /// Answers to what the type asks; null takes one away.
    #[serde(default)]
    #[schema(value_type = Object)]
    params: Map<String, Value>,
    /// Keys of means of transport: all of them.
    transports: Option<Vec<String>>,
    /// Languages that are spoken: all of them.
    #[schema(inline)]
    languages: Option<Vec<Lang>>,
    /// Key of a city.
    city: Option<String>,
    #[schema(minimum = 1, maximum = 60)]
    days: Option<i32>,
    #[serde(default)]
    texts: Vec<NewText>,
    #[schema(inline)]
    status: Option<To>,
}

impl TourChange {
    fn draft(&mut self) -> Option<Draft> {
        let draft = Draft {
            category: self.category.take(),
            kind: self.kind.take(),
            params: std::mem::take(&mut self.params),
            transports: self.transports.take(),
            languages: self.languages.take(),
            city: self.city.take(),
            days: self.days.take(),
        };
        let is_empty = draft.params.is_empty()
            && draft.category.is_none()
            && draft.kind.is_none()
            && draft.transports.is_none()
            && draft.languages.is_none()
            && draft.city.is_none()
            && draft.days.is_none();
        (!is_empty).then_some(draft)
    }
}

/// Change a tour: what it is about first, then its words, then where it stands. Where one of these is refused,
/// those before it are kept.
#[utoipa::path(
    patch, path = "/{id}", tag = "tours", params(("id" = i64, Path)), request_body = TourChange,
    responses((status = 200, body = TourCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn edit(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TourId>,
    Json(mut change): Json<TourChange>,
) -> Result<Json<TourCard>, ApiError> {
    api::consented(&site, &caller).await?;
    super::super::own_tour(&site.app.db, &caller.rights, id)
        .await
        .map_err(refusal)?;
    let (app, catalog) = (&site.app, &site.library.tours);
    let (actor, mine) = (caller.actor(), &caller.rights);
    if let Some(draft) = change.draft() {
        offers::edit(app, catalog, actor, mine, id, draft)
            .await
            .map_err(refusal)?;
    }
    for text in change.texts {
        let words = Words {
            title: text.title,
            description: text.description,
            included: text.included,
            meeting_point: text.meeting_point,
        };
        offers::word(app, catalog, actor, mine, id, text.lang, words)
            .await
            .map_err(refusal)?;
    }
    match change.status {
        None => {}
        Some(To::Published) => {
            offers::publish(app, catalog, actor, mine, id)
                .await
                .map_err(refusal)?;
        }
        Some(To::Archived) => {
            offers::archive(app, actor, mine, id)
                .await
                .map_err(refusal)?;
        }
    }
    shown(&site, &caller, id).await
}

async fn shown(site: &Site, caller: &Caller, id: TourId) -> Result<Json<TourCard>, ApiError> {
    let card = reads::card(&site.app, Some(caller.user_id), &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(Json(TourCard::of(card, caller.lang)))
}
