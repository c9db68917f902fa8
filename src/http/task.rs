//! Work that a client cannot drop.
//!
//! When a client goes away, hyper drops the future that works for it, and with it a database
//! transaction at whatever point it was: see [`crate::db`] for what that does on Postgres. So every
//! request of the API runs in a task of its own that the edge merely awaits. Reading requests too:
//! authentication alone may write (a person seen for the first time, the last use of a token).

use std::any::Any;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument;

use super::error::ApiError;
use crate::app::App;

/// Runs the rest in a task that an ordered stop waits for.
pub(super) async fn in_its_own(State(app): State<App>, request: Request, next: Next) -> Response {
    let work = app.tasks.spawn(next.run(request).in_current_span());
    match work.await {
        Ok(response) => response,
        Err(error) => ApiError::fault(error).into_response(),
    }
}

/// The answer when a handler panicked: that request ends, nothing else does.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<&'static str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without words".to_owned());
    ApiError::fault(anyhow::anyhow!("a handler panicked: {words}")).into_response()
}
