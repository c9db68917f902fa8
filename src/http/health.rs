//! `/livez`, `/readyz` and `/metrics`: for the machines that watch this one.
//!
//! Telegram being away must not make a process unready: all replicas would leave at once, and none of
//! them could do anything about it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sea_orm_migration::MigratorTrait;
use secrecy::ExposeSecret;
use serde::Serialize;
use sputnik_migration::Migrator;
use subtle::ConstantTimeEq;
use tokio::time::timeout;

use super::{error::ApiError, extract::Json};
use crate::app::App;

/// A dependency that needs longer is as good as away.
const PATIENCE: Duration = Duration::from_secs(1);
/// From a cached answer to the longest that a request may take.
const BUCKETS: [f64; 11] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0,
];

/// The routes.
pub(super) fn routes(app: App) -> Router {
    let probe = Probe {
        app,
        is_migrated: Arc::default(),
    };
    Router::new()
        .route("/livez", get(|| std::future::ready("ok")))
        .route("/readyz", get(ready))
        .route("/metrics", get(scrape))
        .with_state(probe)
}

#[derive(Clone)]
struct Probe {
    app: App,
    /// Whether the schema was found up to date once: it does not go back while we run.
    is_migrated: Arc<AtomicBool>,
}

/// What `/readyz` says.
#[derive(Serialize)]
struct Readiness {
    ready: bool,
    checks: BTreeMap<&'static str, Check>,
}

/// One check.
#[derive(Serialize)]
struct Check {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl From<Result<(), String>> for Check {
    fn from(outcome: Result<(), String>) -> Self {
        Self {
            ok: outcome.is_ok(),
            problem: outcome.err(),
        }
    }
}

async fn ready(State(probe): State<Probe>) -> Response {
    let app = &probe.app;
    let (database, migrations, redis) = tokio::join!(database(app), migrations(&probe), redis(app));
    let mut checks = BTreeMap::from([
        ("database", database.into()),
        ("loops", loops(app).into()),
        ("migrations", migrations.into()),
        ("running", running(app).into()),
    ]);
    if let Some(redis) = redis {
        checks.insert("redis", redis.into());
    }
    let ready = checks.values().all(|check: &Check| check.ok);
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(Readiness { ready, checks })).into_response()
}

fn running(app: &App) -> Result<(), String> {
    if app.is_stopping() {
        Err("is stopping".to_owned())
    } else {
        Ok(())
    }
}

async fn database(app: &App) -> Result<(), String> {
    in_time("the database", app.db.ping()).await
}

async fn redis(app: &App) -> Option<Result<(), String>> {
    let redis = app.redis.as_ref()?;
    Some(in_time("Redis", redis.ping()).await)
}

async fn migrations(probe: &Probe) -> Result<(), String> {
    if probe.is_migrated.load(Ordering::Relaxed) {
        return Ok(());
    }
    let pending = async {
        Migrator::get_pending_migrations_read_only(probe.app.db.reader())
            .await
            .map(|pending| pending.len())
    };
    match in_time("the database", pending).await? {
        0 => {
            probe.is_migrated.store(true, Ordering::Relaxed);
            Ok(())
        }
        pending => Err(format!("{pending} are pending")),
    }
}

fn loops(app: &App) -> Result<(), String> {
    let limit = Duration::from_secs(app.config.jobs.heartbeat_seconds.into());
    let silent = app.health.silent(limit);
    if silent.is_empty() {
        Ok(())
    } else {
        Err(format!("silent: {}", silent.join(", ")))
    }
}

/// The log has the cause; the answer is for anybody.
async fn in_time<T, E>(
    what: &'static str,
    check: impl Future<Output = Result<T, E>>,
) -> Result<T, String>
where
    E: std::error::Error + 'static,
{
    match timeout(PATIENCE, check).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "{what} does not answer"
            );
            Err("does not answer".to_owned())
        }
        Err(_) => Err(format!("does not answer within {} s", PATIENCE.as_secs())),
    }
}

async fn scrape(State(probe): State<Probe>, headers: HeaderMap) -> Response {
    let expected = probe.app.config.telemetry.metrics_token.expose_secret();
    if !expected.is_empty() && !shows(&headers, expected) {
        return ApiError::unauthorized().into_response();
    }
    // Rendering sorts and formats every series: not on a thread that others wait for.
    match tokio::task::spawn_blocking(|| recorder().render()).await {
        Ok(text) => ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        Err(error) => ApiError::fault(error).into_response(),
    }
}

fn shows(headers: &HeaderMap, expected: &str) -> bool {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "))
        .is_some_and(|given| given.ct_eq(expected.as_bytes()).into())
}

/// Where all metrics of the process are collected. Installed at the first call, which should come
/// before anything is counted.
pub fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
            // Fails for an empty list only.
            .unwrap_or_default()
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!(
                "another recorder of metrics is installed already: /metrics stays empty"
            );
        }
        handle
    })
}
