//! `ANY /webhooks/payme/{merchant}`: the Merchant API of one cash desk. Always 200: any other status is a
//! system error to Payme.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Path, State},
    http::{
        Extensions, HeaderMap, HeaderValue, Method,
        header::{AUTHORIZATION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::any,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use subtle::ConstantTimeEq;
use tracing::Instrument;

use super::{
    methods,
    rpc::{self, RpcError},
};
use crate::{
    app::App,
    config::IpFilter,
    entity::agency,
    features::{Site, tours::agencies},
    http::address,
};

/// Where Payme comes, before the id of the cash desk.
pub const PATH: &str = "/webhooks/payme";
/// A call is a few hundred bytes; what is larger is cut off before it is read.
const BODY_LIMIT: usize = 64 * 1024;
/// Payme's own addresses: 185.234.113.1 to 185.234.113.15.
const NETWORK: [u8; 3] = [185, 234, 113];

/// The route. It takes any method and any body, for each has its own answer.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route(&format!("{PATH}/{{merchant}}"), any(receive))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(site)
}

async fn receive(
    State(site): State<Site>,
    Path(merchant): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let app = site.app;
    let mut peers = Extensions::new();
    peers.insert(ConnectInfo(peer));
    let sender = address::of(&peers, &headers, &app.config.http.trusted_proxies);
    let body = body.unwrap_or_default();
    let id = rpc::id_of(&body);
    // In a task of its own: a client that goes away must not cut a write in two.
    let work = {
        let app = app.clone();
        async move {
            let outcome = answer(&app, &merchant, sender, &method, &headers, &body).await;
            if let Err(RpcError::System(error)) = &outcome {
                tracing::error!(error = format!("{error:#}"), "a call of Payme's failed");
            }
            outcome
        }
    };
    let outcome = app.tasks.spawn(work.in_current_span()).await;
    let outcome = outcome.unwrap_or_else(|error| Err(RpcError::System(error.into())));
    let label = if outcome.is_ok() { "done" } else { "refused" };
    metrics::counter!("payme_calls_total", "outcome" => label).increment(1);
    let json = HeaderValue::from_static("application/json; charset=UTF-8");
    let body = rpc::answer(&app, &id, &outcome).to_string();
    ([(CONTENT_TYPE, json)], body).into_response()
}

async fn answer(
    app: &App,
    merchant: &str,
    sender: IpAddr,
    method: &Method,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Value, RpcError> {
    if method != Method::POST {
        return Err(RpcError::NotPost);
    }
    let agency = agencies::of_merchant(app, merchant).await?;
    // A cash desk that is not there looks like one whose key is wrong.
    let agency = agency.ok_or(RpcError::Forbidden)?;
    if !is_from_payme(app, sender) || !is_signed(app, &agency, headers)? {
        return Err(RpcError::Forbidden);
    }
    let call = rpc::read(body)?;
    methods::call(app, &agency, &call).await
}

fn is_from_payme(app: &App, sender: IpAddr) -> bool {
    let is_theirs = match sender {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            [a, b, c] == NETWORK && (1..=15).contains(&d)
        }
        IpAddr::V6(_) => false,
    };
    match app.config.payme.ip_filter {
        IpFilter::Off => true,
        IpFilter::Log => {
            if !is_theirs {
                tracing::warn!("a call from an address that is not Payme's");
            }
            true
        }
        IpFilter::Enforce => is_theirs,
    }
}

/// Whether a call is signed with the key of the cash desk; in test mode with its test key as well.
fn is_signed(app: &App, agency: &agency::Model, headers: &HeaderMap) -> Result<bool, RpcError> {
    let Some(credential) = credential(headers) else {
        return Ok(false);
    };
    let (key, test_key) =
        agencies::payme_keys(app, agency).map_err(|error| RpcError::System(error.into()))?;
    let test_key = test_key.filter(|_| app.config.payme.test_mode);
    let login = &app.config.payme.login;
    let fits = |key: &SecretString| {
        let expected = format!("{login}:{}", key.expose_secret());
        bool::from(
            expected
                .as_bytes()
                .ct_eq(credential.expose_secret().as_bytes()),
        )
    };
    Ok(key.as_ref().is_some_and(fits) || test_key.as_ref().is_some_and(fits))
}

fn credential(headers: &HeaderMap) -> Option<SecretString> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    String::from_utf8(bytes).ok().map(SecretString::from)
}
