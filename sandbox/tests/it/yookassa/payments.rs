//! Payments: made, paid, declined, captured, canceled, expired.

use std::time::Duration;

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::{ActError, Status};

use super::{HOUR, Shop, answer, hold, id, money, order};

#[tokio::test]
async fn a_payment_is_made_and_paid() {
    let shop = Shop::new().await;
    let made = shop.done("/payments", "k", &order()).await;
    let payment = id(&made);
    assert_eq!(payment.len(), 36);
    assert_eq!(made["status"], "pending");
    assert_eq!(made["paid"], false);
    assert_eq!(made["refundable"], false);
    assert_eq!(made["test"], true);
    assert_eq!(made["amount"], money("18990.00"));
    assert_eq!(made["metadata"], json!({"order_id": "B-2044"}));
    assert_eq!(
        made["recipient"],
        json!({"account_id": "100500", "gateway_id": "100700"})
    );
    assert_eq!(
        made["confirmation"]["return_url"],
        "https://shop.example/return?t=1"
    );
    let page = made["confirmation"]["confirmation_url"].as_str().unwrap();
    let created_at = made["created_at"].as_str().unwrap();
    assert!(
        created_at.ends_with('Z') && created_at.len() == 24,
        "{created_at}"
    );

    let view = shop.service.pay(page).unwrap();
    assert_eq!(
        (view.status, view.amount_minor),
        (Status::Succeeded, 1_899_000)
    );
    let (_, paid) = shop.get(&format!("/payments/{payment}")).await;
    assert_eq!(paid["status"], "succeeded");
    assert_eq!(
        (&paid["paid"], &paid["refundable"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(paid["income_amount"], money("18325.35"));
    assert_eq!(paid["refunded_amount"], money("0.00"));
    assert_eq!(paid["payment_method"]["card"]["last4"], "4477");
    assert!(paid["captured_at"].is_string());
    assert!(paid.get("confirmation").is_none());

    let again = shop.service.pay(&payment).unwrap_err();
    assert!(matches!(
        again,
        ActError::WrongStatus {
            status: Status::Succeeded,
            ..
        }
    ));
    assert!(matches!(
        shop.service.pay("nothing"),
        Err(ActError::Missing(_))
    ));
}

#[tokio::test]
async fn a_declined_payment_tells_why() {
    let shop = Shop::new().await;
    let payment = shop.payment("10.00").await;
    shop.service
        .decline(&payment, "insufficient_funds")
        .unwrap();
    let (_, declined) = shop.get(&format!("/payments/{payment}")).await;
    assert_eq!(declined["status"], "canceled");
    assert_eq!(declined["paid"], false);
    assert_eq!(
        declined["cancellation_details"],
        json!({"party": "payment_network", "reason": "insufficient_funds"})
    );
    assert_eq!(
        shop.service.payment(&payment).unwrap().reason.unwrap(),
        "insufficient_funds"
    );
}

#[tokio::test]
async fn two_stages() {
    let shop = Shop::new().await;
    let payment = shop.made(&hold()).await;
    let capture = format!("/payments/{payment}/capture");
    let early = shop.refused(&capture, "c0", &json!({})).await.0;
    assert_eq!(early, "Payment can not be captured in current status.");
    shop.service.pay(&payment).unwrap();
    let (_, held) = shop.get(&format!("/payments/{payment}")).await;
    assert_eq!(
        (&held["status"], &held["paid"]),
        (&json!("waiting_for_capture"), &json!(true))
    );
    assert!(held["expires_at"].is_string());
    let greedy = json!({"amount": money("18990.01")});
    assert_eq!(
        shop.refused(&capture, "c1", &greedy).await.0,
        "Illegal amount for capture"
    );
    let part = shop
        .done(&capture, "c2", &json!({"amount": money("10000.00")}))
        .await;
    assert_eq!(
        (&part["status"], &part["amount"]),
        (&json!("succeeded"), &money("10000.00"))
    );

    let other = shop.made(&hold()).await;
    let cancel = format!("/payments/{other}/cancel");
    let early = shop.refused(&cancel, "x0", &json!({})).await.0;
    assert_eq!(early, "Payment can not be canceled in current status");
    shop.service.pay(&other).unwrap();
    // No body and no content type, as the reference shows it.
    let request = shop.request(reqwest::Method::POST, &cancel);
    let (status, canceled) = answer(request.header("Idempotence-Key", "x1")).await;
    assert_eq!((status, &canceled["status"]), (200, &json!("canceled")));
    assert_eq!(
        canceled["cancellation_details"]["reason"],
        "canceled_by_merchant"
    );
    assert_eq!(canceled["cancellation_details"]["party"], "merchant");
}

#[tokio::test]
async fn one_stage_has_no_capture_and_no_cancel() {
    let shop = Shop::new().await;
    let payment = shop.payment("10.00").await;
    let capture = format!("/payments/{payment}/capture");
    let cancel = format!("/payments/{payment}/cancel");
    let words = shop.refused(&capture, "a", &json!({})).await.0;
    assert_eq!(words, "You can not capture payment with autocapture");
    let words = shop.refused(&cancel, "b", &json!({})).await.0;
    assert_eq!(words, "You can not cancel payment with autocapture");
    let (status, missing) = shop
        .post("/payments/nothing/capture", "c", &json!({}))
        .await;
    assert_eq!((status, &missing["code"]), (404, &json!("not_found")));
}

#[tokio::test]
async fn time_runs_out_by_the_virtual_clock() {
    let shop = Shop::new().await;
    let slow = shop.payment("10.00").await;
    let card = shop.made(&hold()).await;
    let phone = shop.made(&hold()).await;
    shop.service.pay(&card).unwrap();
    shop.service.pay_with(&phone, "sbp").unwrap();
    shop.advance(HOUR - Duration::from_secs(60));
    assert_eq!(shop.status(&slow).await, "pending");
    shop.advance(Duration::from_secs(60));
    let (_, late) = shop.get(&format!("/payments/{slow}")).await;
    assert_eq!(
        late["cancellation_details"],
        json!({"party": "yoo_money", "reason": "expired_on_confirmation"})
    );
    assert!(shop.service.pay(&slow).is_err());
    assert_eq!(shop.status(&phone).await, "waiting_for_capture");
    shop.advance(5 * HOUR);
    assert_eq!(
        shop.service.payment(&phone).unwrap().reason.unwrap(),
        "expired_on_capture"
    );
    assert_eq!(shop.status(&card).await, "waiting_for_capture");
    shop.advance(7 * 24 * HOUR);
    assert_eq!(shop.status(&card).await, "canceled");
}

#[tokio::test]
async fn credentials() {
    let shop = Shop::new().await;
    let url = format!("{}/payments", shop.service.api_url());
    let get = || shop.stage.http.get(&url);
    let cases = [
        (get(), "Authorization header not found"),
        (
            get().bearer_auth("x"),
            "Authorization header has illegal format",
        ),
        (
            get().basic_auth("100500", None::<&str>),
            "Password is missing",
        ),
        (
            get().basic_auth("100500", Some("wrong")),
            "Basic authentication failed",
        ),
        (
            get().basic_auth("1", Some("wrong")),
            "Basic authentication failed",
        ),
    ];
    for (request, words) in cases {
        let (status, body) = answer(request).await;
        assert_eq!(
            (status, &body["code"]),
            (401, &json!("invalid_credentials"))
        );
        assert_eq!(body["description"], words);
    }
    let settings = shop.service.settings();
    let agent = get().basic_auth(settings.agent_id, Some(settings.agent_secret));
    let (status, body) = answer(agent).await;
    assert_eq!((status, &body["code"]), (403, &json!("forbidden")));
    let (status, me) = shop.get("/me").await;
    assert_eq!((status, &me["account_id"]), (200, &json!("100500")));
}

#[tokio::test]
async fn addresses_methods_and_content_types() {
    let shop = Shop::new().await;
    assert_eq!(shop.get("/payments/nothing").await.0, 404);
    assert_eq!(shop.get("/nothing").await.0, 404);
    assert_eq!(
        answer(shop.request(reqwest::Method::DELETE, "/payments"))
            .await
            .0,
        405
    );
    let form = shop.request(reqwest::Method::POST, "/payments");
    let form = form.header("Idempotence-Key", "k").form(&[("a", "b")]);
    assert_eq!(answer(form).await.0, 415);
    let broken = shop.request(reqwest::Method::POST, "/payments");
    let broken = broken.header("Idempotence-Key", "k");
    let broken = broken.header("Content-Type", "application/json").body("{");
    let (status, body) = answer(broken).await;
    assert_eq!(
        (status, &body["description"]),
        (400, &json!("Failed to parse request body"))
    );
}

#[tokio::test]
async fn wrong_fields_are_refused_with_their_names() {
    let shop = Shop::new().await;
    let long = |count: usize| "я".repeat(count);
    let many: Value = (0..17)
        .map(|n| (n.to_string(), json!("x")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let illegal = "Payment amount is illegal";
    let invalid = "Invalid request parameter";
    let cases = [
        ("/amount", Value::Null, invalid, "amount"),
        ("/amount/value", json!(18990), illegal, "amount.value"),
        ("/amount/value", json!("18990"), illegal, "amount.value"),
        ("/amount/value", json!("0.00"), illegal, "amount.value"),
        ("/amount/value", json!("0.99"), illegal, "amount.value"),
        ("/amount/value", json!("350000.01"), illegal, "amount.value"),
        (
            "/amount/currency",
            json!("UZS"),
            "Currency code is illegal",
            "amount.currency",
        ),
        (
            "/description",
            json!(long(129)),
            "Description is too long. Max. length is 128",
            "description",
        ),
        (
            "/metadata",
            many,
            "Metadata object is limited to 16 keys",
            "metadata",
        ),
        (
            "/metadata",
            json!({long(33): "x"}),
            "The key names length in metadata object is limited to 32 characters",
            "metadata",
        ),
        (
            "/metadata",
            json!({"a": long(513)}),
            "The key values length in metadata object is limited to 512 characters",
            "metadata",
        ),
        ("/metadata", json!({"a": 1}), invalid, "metadata.a"),
        ("/capture", json!("yes"), invalid, "capture"),
        ("/confirmation", Value::Null, invalid, "confirmation"),
        (
            "/confirmation",
            json!({"type": "redirect"}),
            "Return url is missing",
            "confirmation.return_url",
        ),
        (
            "/confirmation/return_url",
            json!(format!("https://a.b/{}", long(2048))),
            invalid,
            "confirmation.return_url",
        ),
        (
            "/confirmation/return_url",
            json!("javascript:alert(1)"),
            invalid,
            "confirmation.return_url",
        ),
        (
            "/confirmation/type",
            json!("pigeon"),
            invalid,
            "confirmation.type",
        ),
    ];
    for (n, (pointer, value, words, parameter)) in cases.into_iter().enumerate() {
        let mut body = order();
        *body.pointer_mut(pointer).unwrap() = value;
        let refused = shop.refused("/payments", &format!("k{n}"), &body).await;
        assert_eq!(refused, (words.to_owned(), json!(parameter)), "{body}");
    }
    let mut at_the_limit = order();
    at_the_limit["description"] = json!(long(128));
    at_the_limit["metadata"] = json!({long(32): long(512)});
    at_the_limit["amount"]["value"] = json!("350000.00");
    shop.done("/payments", "limit", &at_the_limit).await;

    let mut two_ways = order();
    two_ways["payment_method_data"] = json!({"type": "sbp"});
    two_ways["payment_token"] = json!("x");
    let words = shop.refused("/payments", "two", &two_ways).await.0;
    assert!(
        words.starts_with("Request should contain only one of"),
        "{words}"
    );
    let mut card = order();
    card["payment_method_data"] = json!({"type": "bank_card", "card": {"number": "1"}});
    let (status, body) = shop.post("/payments", "card", &card).await;
    assert_eq!(
        (status, &body["description"]),
        (403, &json!("Forbidden to send raw bank card data"))
    );
    assert_eq!(shop.service.payments().len(), 1);
    assert_eq!(shop.service.refusals().len(), 20);
}

#[tokio::test]
async fn other_ways_to_confirm() {
    let shop = Shop::new().await;
    for (given, field) in [
        (json!({"type": "embedded"}), "confirmation_token"),
        (json!({"type": "qr"}), "confirmation_data"),
        (
            json!({"type": "mobile_application", "return_url": "shop://x"}),
            "confirmation_url",
        ),
    ] {
        let mut body = order();
        body["confirmation"] = given;
        let made = shop.done("/payments", field, &body).await;
        assert!(made["confirmation"][field].is_string(), "{made}");
    }
    let mut body = order();
    body["payment_method_data"] = json!({"type": "sbp"});
    let made = shop.done("/payments", "sbp", &body).await;
    assert_eq!(made["payment_method"]["type"], "sbp");
    let paid = shop.service.pay(&id(&made)).unwrap();
    assert_eq!(paid.json["payment_method"]["type"], "sbp");
}
