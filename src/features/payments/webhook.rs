//! `POST /webhooks/yookassa`: notices. Kept before they are answered; nothing in them is believed.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, State},
    http::{Extensions, HeaderMap, StatusCode},
    routing::post,
};
use tracing::Instrument;

use super::hints;
use crate::{
    app::App,
    clients::yookassa::notice::{self, Notice},
    config::IpFilter,
    features::Site,
    http::address,
};

/// Where YooKassa comes.
pub const PATH: &str = "/webhooks/yookassa";
/// A notice is a few kilobytes.
const BODY_LIMIT: usize = 64 * 1024;
/// How long an answer waits for the work on its notice: notices come no faster than they are worked on,
/// and YooKassa is not kept waiting when the work takes longer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The route.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(site)
}

async fn receive(
    State(site): State<Site>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let app = site.app;
    let mut peers = Extensions::new();
    peers.insert(ConnectInfo(peer));
    let sender = address::of(&peers, &headers, &app.config.http.trusted_proxies);
    let is_theirs = notice::is_from_yookassa(sender);
    let is_trusted = match app.config.yookassa.ip_filter {
        IpFilter::Off => true,
        IpFilter::Log => {
            if !is_theirs {
                tracing::warn!("a notice from an address that is not YooKassa's");
            }
            is_theirs
        }
        IpFilter::Enforce if !is_theirs => {
            metrics::counter!("provider_notices_total", "outcome" => "foreign").increment(1);
            return StatusCode::FORBIDDEN;
        }
        IpFilter::Enforce => true,
    };
    let Some(notice) = Notice::read(&body) else {
        metrics::counter!("provider_notices_total", "outcome" => "garbage").increment(1);
        return StatusCode::BAD_REQUEST;
    };
    // In a task of its own: a client that goes away must not cut a write in two.
    let work = {
        let app = app.clone();
        async move { take(&app, sender, is_trusted, &notice).await }
    };
    match app.tasks.spawn(work.in_current_span()).await {
        Ok(status) => status,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn take(
    app: &App,
    sender: std::net::IpAddr,
    is_trusted: bool,
    notice: &Notice,
) -> StatusCode {
    let kept = match hints::store(app, sender, is_trusted, notice).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return StatusCode::OK,
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a notice could not be kept"
            );
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    };
    let work = {
        let app = app.clone();
        async move {
            if let Err(error) = hints::follow(&app, kept).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a notice could not be worked on"
                );
            }
        }
    };
    let task = app.tasks.spawn(work.in_current_span());
    // Kept is kept: whatever the work comes to, a job goes on with it.
    let _late = tokio::time::timeout(PATIENCE, task).await;
    StatusCode::OK
}
