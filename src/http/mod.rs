//! The HTTP server as a platform: who calls, how errors look, what is done once, whether we are well.
//! Knows nothing of what Sputnik is for: the routes of the API and the [`Authority`] that knows people
//! come from the features.
//!
//! Around a request of the API, from the outside in:
//!
//! 1. `layers`: id, span, metrics, words for errors, headers; panics, time limit, body limit;
//! 2. `task`: a task of its own that the client cannot drop;
//! 3. [`idempotency`]: a repeated POST is answered from memory;
//! 4. panics again, so that a claimed key is given back;
//! 5. the handler, with [`Caller`], [`Json`], [`Query`], [`Path`] and [`Page`].

pub mod address;
pub mod auth;
pub mod error;
pub mod exchange;
pub mod extract;
pub mod health;
pub mod idempotency;
pub mod init_data;
mod layers;
pub mod openapi;
pub mod page;
mod strangers;
mod task;
#[cfg(test)]
mod tests;

use std::{future::ready, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, middleware};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;

pub use self::{
    auth::{ApiState, Authority, Caller, Via},
    error::{ApiError, Problem, Text},
    extract::{Json, Path, Query, named},
    health::recorder,
    init_data::InitUser,
    openapi::document,
    page::Page,
};
use crate::app::App;

/// Largest body of a form with a file: the file and what stands around it.
pub const UPLOAD_LIMIT: usize = 21 * 1024 * 1024;
/// Before every path of the API.
pub const API: &str = "/api/v1";
/// How long running requests are waited for when the process ends.
const DRAIN: Duration = Duration::from_secs(10);
/// How often the recorder folds its samples: without it they pile up when nobody scrapes.
const UPKEEP: Duration = Duration::from_secs(5);

/// Everything that is served: health, metrics, the API with its description, and the routes in
/// `outside`, which answer in their own ways: webhooks and pages.
pub fn router(
    app: App,
    outside: Router,
    api: OpenApiRouter<ApiState>,
    authority: Arc<dyn Authority>,
) -> Router {
    let (api, document) = openapi::nest(api).split_for_parts();
    let state = ApiState::new(app.clone(), authority);
    let api = api
        .layer(CatchPanicLayer::custom(task::panicked))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            idempotency::remember,
        ))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            task::in_its_own,
        ))
        .with_state(state);
    let router = Router::new()
        .merge(health::routes(app.clone()))
        .merge(openapi::routes(document))
        .merge(api)
        .merge(outside)
        .fallback(|| ready(ApiError::not_found()))
        .method_not_allowed_fallback(|| ready(ApiError::method_not_allowed()));
    layers::wrap(router, &app)
}

/// Routes for authenticated callers outside of [`API`]: in tasks of their own that no client can drop.
pub fn for_callers(app: &App, authority: Arc<dyn Authority>, routes: Router<ApiState>) -> Router {
    routes
        .layer(CatchPanicLayer::custom(task::panicked))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            task::in_its_own,
        ))
        .with_state(ApiState::new(app.clone(), authority))
}

/// Serves until the application stops, then lets running requests end, but not for ever.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: &App, listener: TcpListener, router: Router) -> io::Result<()> {
    app.tasks.spawn(upkeep(app.clone()));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(app.stopping.clone().cancelled_owned());
    let too_late = async {
        app.stopping.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        outcome = server => outcome,
        () = too_late => {
            tracing::warn!("requests still ran when the HTTP server had to end");
            Ok(())
        }
    }
}

async fn upkeep(app: App) {
    loop {
        recorder().run_upkeep();
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(UPKEEP) => {}
        }
    }
}
