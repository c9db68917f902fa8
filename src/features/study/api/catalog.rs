//! The catalogue: the same for everybody, open to everybody.

use axum::Extension;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    features::{
        Site,
        study::catalog::{Kind, Mode, Price},
    },
    http::{ApiError, Caller, Json, Problem, Query},
    kernel::{lang::Lang, money::Money, page::Slice},
};

/// In which language.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct InLanguage {
    /// The caller's own when absent, or the operator's default.
    lang: Option<Lang>,
}

/// Who prices an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PricedBy {
    /// Always the same price.
    Fixed,
    /// Staff names one.
    Staff,
    /// Executors make offers.
    Offers,
}

/// A field that is asked.
#[derive(Serialize, ToSchema)]
struct FieldView {
    /// `subject`, `topic`, `details`, `deadline`, `volume`, `files` or `budget`.
    name: &'static str,
    /// An order cannot be sent without it.
    is_required: bool,
}

/// A kind of help.
#[derive(Serialize, ToSchema)]
pub(super) struct KindView {
    /// What an order names it by.
    key: String,
    emoji: String,
    title: String,
    description: String,
    priced_by: PricedBy,
    /// When it is always the same.
    price: Option<Money>,
    typical_days: u16,
    /// The nearest deadline, in days from today.
    minimum_days: u16,
    /// Rounds of changes that are included.
    revisions: u8,
    fields: Vec<FieldView>,
    /// In what the volume is counted.
    volume_hint: Option<String>,
}

impl KindView {
    fn of(kind: &Kind, lang: Lang) -> Self {
        let (priced_by, price) = match (kind.price, kind.mode) {
            (Price::Fixed(price), _) => (PricedBy::Fixed, Some(price)),
            (Price::ByQuote, Mode::Quote) => (PricedBy::Staff, None),
            (Price::ByQuote, Mode::Offers) => (PricedBy::Offers, None),
        };
        let fields = kind.fields.asked().map(|(field, is_required)| FieldView {
            name: field.word(),
            is_required,
        });
        Self {
            key: kind.key.clone(),
            emoji: kind.emoji.clone(),
            title: kind.title.in_lang(lang).clone(),
            description: kind.description.in_lang(lang).clone(),
            priced_by,
            price,
            typical_days: kind.typical_days,
            minimum_days: kind.minimum_days,
            revisions: kind.revisions,
            fields: fields.collect(),
            volume_hint: kind
                .volume_hint
                .as_ref()
                .map(|hint| hint.in_lang(lang).clone()),
        }
    }
}

/// Kinds of help, with what is asked for each.
#[utoipa::path(
    get, path = "/catalog", tag = "study", params(InLanguage), security(()),
    responses((status = 200, body = Slice<KindView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Option<Caller>,
    Query(asked): Query<InLanguage>,
) -> Result<Json<Slice<KindView>>, ApiError> {
    let lang = asked
        .lang
        .or(caller.map(|caller| caller.lang))
        .unwrap_or(site.app.config.locale.default);
    let kinds = site.library.study.kinds().iter();
    // All there are: one page.
    std::future::ready(Ok(Json(Slice {
        items: kinds.map(|kind| KindView::of(kind, lang)).collect(),
        next_cursor: None,
    })))
    .await
}
