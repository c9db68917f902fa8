//! What the machines that watch us see.

use std::time::Duration;

use super::*;

#[tokio::test]
async fn a_server_that_is_well_says_so() {
    let stand = Stand::new().await;
    assert_eq!(stand.get("/livez").await.text, "ok");
    let reply = stand.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(
        reply.text,
        r#"{"ready":true,"checks":{"database":{"ok":true},"loops":{"ok":true},"migrations":{"ok":true},"running":{"ok":true}}}"#
    );
}

#[tokio::test]
async fn an_old_schema_makes_it_unready_until_it_is_new() {
    let stand = Stand::unmigrated(&[]).await;
    let reply = stand.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.json["checks"]["migrations"]["ok"], false);
    assert_eq!(reply.json["checks"]["database"]["ok"], true);
    Migrator::up(stand.app.db.writer(), None).await.unwrap();
    assert_eq!(stand.get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_stopping_server_is_alive_and_unready() {
    let stand = Stand::new().await;
    stand.app.stopping.cancel();
    let reply = stand.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.json["checks"]["running"]["problem"], "is stopping");
    assert_eq!(stand.get("/livez").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_silent_loop_is_named() {
    let stand = Stand::with(&[("SPUTNIK__JOBS__HEARTBEAT_SECONDS", "1")]).await;
    stand.app.health.beat("sender");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    stand.app.health.beat("polling");
    let reply = stand.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.json["checks"]["loops"]["problem"], "silent: sender");
}

#[tokio::test]
async fn a_database_or_redis_that_is_away_makes_it_unready() {
    // Nobody listens on port 1.
    let stand = Stand::with(&[("SPUTNIK__REDIS__URL", "redis://127.0.0.1:1/0")]).await;
    let reply = stand.get("/readyz").await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.json["checks"]["redis"]["ok"], false);
    assert_eq!(reply.json["checks"]["database"]["ok"], true);
    stand.app.db.clone().close().await.unwrap();
    let reply = stand.get("/readyz").await;
    assert_eq!(
        reply.json["checks"]["database"]["problem"],
        "does not answer"
    );
}

#[tokio::test]
async fn numbers_go_by_the_route_and_never_by_ids() {
    crate::http::recorder();
    crate::http::recorder();
    let stand = Stand::new().await;
    stand.get("/api/v1/things/7").await;
    stand.get("/api/v1/things/8").await;
    stand.get("/random-4711").await;
    let reply = stand.get("/metrics").await;
    assert_eq!(reply.status, StatusCode::OK);
    let series = r#"http_requests_total{method="GET",path="/api/v1/things/{id}",status="404"}"#;
    assert!(reply.text.contains(series), "{}", reply.text);
    assert!(reply.text.contains(r#"path="unmatched""#));
    assert!(reply.text.contains("http_request_duration_seconds_bucket"));
    assert!(!reply.text.contains("things/7") && !reply.text.contains("4711"));
}

#[tokio::test]
async fn numbers_may_be_behind_a_token() {
    let stand = Stand::with(&[("SPUTNIK__TELEMETRY__METRICS_TOKEN", "let me see")]).await;
    let with_token = |token: &str| with(get("/metrics"), "authorization", token);
    assert_eq!(stand.get("/metrics").await.brief(), "401 unauthorized");
    assert_eq!(
        stand.send(with_token("Bearer let me se")).await.brief(),
        "401 unauthorized"
    );
    assert_eq!(
        stand.send(with_token("Bearer let me see")).await.status,
        StatusCode::OK
    );
}
