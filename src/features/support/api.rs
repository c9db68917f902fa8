//! `/api/v1/support/faq`: questions and answers, open to everyone.

use axum::Extension;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    faq::{Category, Entry},
    votes,
};
use crate::{
    features::Site,
    http::{ApiError, ApiState, Json, Problem, Query},
    kernel::{lang::Lang, page::Slice},
};

/// Answers to one search.
const FOUND: usize = 5;

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(faq))
        .routes(routes!(search))
}

/// In which language.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InLanguage {
    /// The operator's default when absent.
    lang: Option<Lang>,
}

/// A group of questions.
#[derive(Serialize, ToSchema)]
struct CategoryView {
    key: String,
    emoji: String,
    title: String,
    entries: Vec<EntryView>,
}

/// A question with its answer.
#[derive(Serialize, ToSchema)]
struct EntryView {
    /// `category.entry`
    key: String,
    question: String,
    /// In Telegram's HTML.
    answer: String,
}

impl EntryView {
    fn of(category: &Category, entry: &Entry, lang: Lang) -> Self {
        Self {
            key: votes::key(category, entry),
            question: entry.question.in_lang(lang).clone(),
            answer: entry.answer_html(lang).to_string(),
        }
    }
}

/// All questions and answers.
#[utoipa::path(
    get, path = "/faq", tag = "support", params(InLanguage), security(()),
    responses((status = 200, body = Slice<CategoryView>), (status = "4XX", body = Problem)),
)]
async fn faq(
    Extension(site): Extension<Site>,
    Query(wanted): Query<InLanguage>,
) -> Result<Json<Slice<CategoryView>>, ApiError> {
    let lang = wanted.lang.unwrap_or(site.app.config.locale.default);
    let items = site
        .library
        .faq
        .categories()
        .iter()
        .map(|category| CategoryView {
            key: category.key.clone(),
            emoji: category.emoji.clone(),
            title: category.title.in_lang(lang).clone(),
            entries: category
                .entries
                .iter()
                .map(|entry| EntryView::of(category, entry, lang))
                .collect(),
        });
    std::future::ready(Ok(Json(Slice {
        items: items.collect(),
        next_cursor: None,
    })))
    .await
}

/// A question in one's own words.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Search {
    /// The words; typos do not matter.
    q: String,
    /// The operator's default when absent.
    lang: Option<Lang>,
}

/// Answers that fit a question, best first.
#[utoipa::path(
    get, path = "/faq/search", tag = "support", params(Search), security(()),
    responses((status = 200, body = Slice<EntryView>), (status = "4XX", body = Problem)),
)]
async fn search(
    Extension(site): Extension<Site>,
    Query(wanted): Query<Search>,
) -> Result<Json<Slice<EntryView>>, ApiError> {
    let lang = wanted.lang.unwrap_or(site.app.config.locale.default);
    let found = site.library.faq.search(lang, &wanted.q, FOUND);
    let items = found
        .into_iter()
        .map(|(category, entry)| EntryView::of(category, entry, lang))
        .collect();
    std::future::ready(Ok(Json(Slice {
        items,
        next_cursor: None,
    })))
    .await
}
