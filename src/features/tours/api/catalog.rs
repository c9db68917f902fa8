//! The catalogue: open to everybody.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    super::{
        reads::{self, Filter},
        require,
    },
    refusal, rights, unknown,
    views::{BriefView, TourCard},
};
use crate::{
    entity::tour,
    features::{Site, api},
    http::{ApiError, Caller, Json, Page, Path, Problem, Query},
    kernel::{
        ids::{AgencyId, TourId},
        lang::Lang,
        money::{Currency, Money},
        page::Slice,
    },
};

/// Which tours.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TourFilter {
    /// Key of a category: those below it are meant, too.
    category: Option<String>,
    /// Key of a city.
    city: Option<String>,
    /// Words in the title, the city or the category.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Beginning on this day or later.
    from: Option<NaiveDate>,
    /// Beginning on this day or earlier.
    until: Option<NaiveDate>,
    /// For this much an adult or less, in minor units of `currency`.
    #[param(minimum = 1)]
    price_minor: Option<i64>,
    /// Of `price_minor`.
    #[param(inline)]
    currency: Option<Currency>,
    /// Of this agency.
    #[param(value_type = Option<i64>)]
    agency: Option<AgencyId>,
    /// In this state, for whoever decides for `agency`: on sale when absent.
    #[param(inline)]
    status: Option<tour::Status>,
    /// Only those that the caller keeps.
    #[serde(default)]
    #[param(required = false)]
    favourites: bool,
    /// In which language; the caller's own when absent, or the operator's default.
    #[param(inline)]
    lang: Option<Lang>,
}

/// In which language a caller reads.
fn lang_of(site: &Site, caller: Option<&Caller>, asked: Option<Lang>) -> Lang {
    asked
        .or(caller.map(|caller| caller.lang))
        .unwrap_or(site.app.config.locale.default)
}

/// Tours on sale, newest first.
#[utoipa::path(
    get, path = "/", tag = "tours", params(Page, TourFilter), security(()),
    responses((status = 200, body = Slice<BriefView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    page: Page,
    Query(wanted): Query<TourFilter>,
) -> Result<Json<Slice<BriefView>>, ApiError> {
    let lang = lang_of(&site, caller.as_ref(), wanted.lang);
    let before = page.cursor.map(TourId);
    let rows = match (wanted.agency, wanted.status) {
        (Some(agency), Some(status)) => {
            require(&rights(caller.as_ref()), agency).map_err(refusal)?;
            reads::below(&site.app, agency, status, before, page.fetch()).await?
        }
        (None, Some(_)) => return Err(unknown("agency")),
        (_, None) => {
            let filter = filter(&site, caller.as_ref(), wanted)?;
            reads::list(&site.app, &filter, before, page.fetch()).await?
        }
    };
    let slice = page.slice(rows, |brief| brief.tour.id.0);
    Ok(Json(slice.map(|brief| BriefView::of(brief, lang))))
}

fn filter(site: &Site, caller: Option<&Caller>, wanted: TourFilter) -> Result<Filter, ApiError> {
    let catalog = &site.library.tours;
    let categories: Vec<String> = match &wanted.category {
        None => Vec::new(),
        Some(key) => catalog.within(key).into_iter().map(str::to_owned).collect(),
    };
    if wanted.category.is_some() && categories.is_empty() {
        return Err(unknown("category"));
    }
    if let Some(city) = &wanted.city
        && catalog.city(city).is_none()
    {
        return Err(unknown("city"));
    }
    let price = match (wanted.price_minor, wanted.currency) {
        (None, None) => None,
        (Some(minor), Some(currency)) if minor > 0 => Some(Money::new(minor, currency)),
        (Some(_), Some(_)) => return Err(unknown("price_minor")),
        (Some(_), None) | (None, Some(_)) => return Err(unknown("currency")),
    };
    let kept_by = match caller {
        Some(caller) => wanted.favourites.then_some(caller.user_id),
        None if wanted.favourites => return Err(ApiError::unauthorized()),
        None => None,
    };
    Ok(Filter {
        categories,
        city: wanted.city,
        words: wanted.q.map(|words| words.chars().take(100).collect()),
        from: wanted.from,
        until: wanted.until,
        price,
        agency: wanted.agency,
        kept_by,
    })
}

/// In which language.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InLanguage {
    /// The caller's own when absent, or the operator's default.
    #[param(inline)]
    lang: Option<Lang>,
}

/// A tour: for everybody while it is on sale, for its agency always.
#[utoipa::path(
    get, path = "/{id}", tag = "tours", params(("id" = i64, Path), InLanguage),
    security(()),
    responses((status = 200, body = TourCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Path(id): Path<TourId>,
    Query(asked): Query<InLanguage>,
) -> Result<Json<TourCard>, ApiError> {
    let lang = lang_of(&site, caller.as_ref(), asked.lang);
    let viewer = caller.as_ref().map(|caller| caller.user_id);
    let card = reads::card(&site.app, viewer, &rights(caller.as_ref()), id)
        .await
        .map_err(refusal)?;
    Ok(Json(TourCard::of(card, lang)))
}

/// A category.
#[derive(Serialize, ToSchema)]
pub(super) struct CategoryView {
    key: String,
    /// Key of the one above it.
    parent: Option<String>,
    emoji: String,
    title: String,
    /// Tours on sale in it, those of the categories below it included.
    tours: i64,
}

/// All categories, each after the one above it.
#[utoipa::path(
    get, path = "/categories", tag = "tours", params(InLanguage), security(()),
    responses((status = 200, body = Slice<CategoryView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn categories(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Query(asked): Query<InLanguage>,
) -> Result<Json<Slice<CategoryView>>, ApiError> {
    let lang = lang_of(&site, caller.as_ref(), asked.lang);
    let counts = reads::categories(&site.app).await?;
    let catalog = &site.library.tours;
    let items = catalog.categories.iter().map(|one| CategoryView {
        key: one.key.clone(),
        parent: one.parent.clone(),
        emoji: one.emoji.clone(),
        title: one.title.in_lang(lang).clone(),
        tours: catalog
            .within(&one.key)
            .into_iter()
            .filter_map(|key| counts.get(key))
            .sum(),
    });
    // All there are: one page.
    Ok(Json(Slice {
        items: items.collect(),
        next_cursor: None,
    }))
}

/// Keep a tour among one's favourites.
#[utoipa::path(
    put, path = "/{id}/favourite", tag = "tours", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn keep(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TourId>,
) -> Result<StatusCode, ApiError> {
    set_kept(&site, &caller, id, true).await
}

/// Take a tour out of one's favourites.
#[utoipa::path(
    delete, path = "/{id}/favourite", tag = "tours", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn forget(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<TourId>,
) -> Result<StatusCode, ApiError> {
    set_kept(&site, &caller, id, false).await
}

async fn set_kept(
    site: &Site,
    caller: &Caller,
    id: TourId,
    is_kept: bool,
) -> Result<StatusCode, ApiError> {
    api::consented(site, caller).await?;
    let me = caller.user_id;
    // What somebody does not see, they cannot keep.
    reads::card(&site.app, Some(me), &caller.rights, id)
        .await
        .map_err(refusal)?;
    reads::keep(&site.app, me, id, is_kept)
        .await
        .map_err(refusal)?;
    Ok(StatusCode::NO_CONTENT)
}
