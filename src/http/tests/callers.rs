//! Who comes in.

use chrono::TimeDelta;

use super::*;
use crate::http::strangers::FORGIVEN;

const ANN: &str = r#"{"id":7,"first_name":"Ann","language_code":"uz"}"#;

fn me(credential: &str) -> Request<Body> {
    with(get("/api/v1/me"), "authorization", credential)
}

#[tokio::test]
async fn the_mini_app_and_tokens_come_in() {
    let stand = Stand::new().await;
    let reply = stand
        .send(me(&format!("tma {}", init_data(ANN, NOW))))
        .await;
    assert_eq!(reply.json, "7 uz");
    let reply = stand.send(me(&format!("bearer {READER}"))).await;
    assert_eq!(reply.json, "1 en");
}

#[tokio::test]
async fn nobody_else_comes_in() {
    let stand = Stand::new().await;
    let forged = init_data(ANN, NOW).replace("Ann", "Eve");
    let unknown = format!("Bearer sp_{}", "x".repeat(43));
    let mut anonymous = get("/api/v1/me");
    anonymous.headers_mut().remove(AUTHORIZATION);
    let reply = stand.send(anonymous).await;
    assert_eq!(reply.brief(), "401 unauthorized");
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    for credential in [
        &format!("tma {forged}"),
        &unknown,
        "Bearer sp_short",
        "Basic eDp5",
        "tma ",
        "",
    ] {
        assert_eq!(
            stand.send(me(credential)).await.brief(),
            "401 unauthorized",
            "{credential}"
        );
    }
}

#[tokio::test]
async fn a_reading_token_changes_nothing() {
    let stand = Stand::new().await;
    let write = with(
        post("/api/v1/things", r#"{"name":"a"}"#),
        "authorization",
        &format!("Bearer {READER}"),
    );
    assert_eq!(stand.send(write).await.brief(), "403 read_only_token");
    let write = with(
        post("/api/v1/things", r#"{"name":"a"}"#),
        "authorization",
        &format!("Bearer {READER}"),
    );
    assert_eq!(
        stand
            .send(with(write, "idempotency-key", "k"))
            .await
            .brief(),
        "403 read_only_token"
    );
    assert_eq!(stand.runs(), 0);
}

#[tokio::test]
async fn rights_are_asked_for() {
    let stand = Stand::new().await;
    assert_eq!(
        stand.get("/api/v1/staff").await.status,
        StatusCode::NO_CONTENT
    );
    let client = with(
        get("/api/v1/staff"),
        "authorization",
        &format!("Bearer {OTHER}"),
    );
    assert_eq!(stand.send(client).await.brief(), "403 forbidden");
}

#[tokio::test]
async fn whoever_keeps_guessing_has_to_wait() {
    let stand = Stand::new().await;
    for _ in 0..FORGIVEN {
        assert_eq!(
            stand.send(me("Bearer sp_guess")).await.brief(),
            "401 unauthorized"
        );
    }
    let reply = stand.send(me("Bearer sp_guess")).await;
    assert_eq!(reply.brief(), "429 too_many_requests");
    assert_eq!(reply.header("retry-after"), "60");
    assert_eq!(
        stand.get("/api/v1/me").await.brief(),
        "429 too_many_requests"
    );
    assert_eq!(stand.get("/livez").await.status, StatusCode::OK);
    stand.app.clock.advance(TimeDelta::seconds(60));
    assert_eq!(stand.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_mini_app_left_open_is_no_guess() {
    let stand = Stand::new().await;
    let old = format!("tma {}", init_data(ANN, NOW.minus(TimeDelta::hours(2))));
    for _ in 0..=FORGIVEN {
        assert_eq!(stand.send(me(&old)).await.brief(), "401 init_data_expired");
    }
}
