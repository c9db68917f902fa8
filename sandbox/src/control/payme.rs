//! Payme's test scenarios as one call.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::post,
};
use serde::Deserialize;

use crate::{
    payme::{Payme, Step, Which},
    sandbox::Shared,
};

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new().route("/{merchant}/scenario", post(scenario))
}

#[derive(Deserialize)]
struct Wanted {
    which: Which,
    order: String,
    amount: i64,
}

async fn scenario(
    State(shared): State<Arc<Shared>>,
    Path(merchant): Path<String>,
    Json(wanted): Json<Wanted>,
) -> Json<Vec<Step>> {
    let payme = Payme(shared);
    let steps = payme.scenario(wanted.which, &merchant, &wanted.order, wanted.amount);
    Json(steps.await)
}
