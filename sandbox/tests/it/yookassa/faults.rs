//! Faults on demand and the journal.

use std::time::Duration;

use serde_json::json;
use sputnik_sandbox::yookassa::{Fault, FaultKind, Operation};

use super::{Shop, answer, id, order};

impl Shop {
    async fn attempt(&self) -> Result<(u16, serde_json::Value), reqwest::Error> {
        let request = self.request(reqwest::Method::POST, "/payments");
        let request = request.header("Idempotence-Key", "k").json(&order());
        let response = request.timeout(Duration::from_millis(300)).send().await?;
        let status = response.status().as_u16();
        Ok((status, response.json().await?))
    }
}

#[tokio::test]
async fn a_500_before_and_after_the_work() {
    let shop = Shop::new().await;
    shop.service
        .fail_next(Operation::CreatePayment, FaultKind::ServerError);
    let (status, body) = shop.attempt().await.unwrap();
    assert_eq!(
        (status, &body["code"]),
        (500, &json!("internal_server_error"))
    );
    assert!(shop.service.payments().is_empty());

    shop.service
        .fail_next_after(Operation::CreatePayment, FaultKind::ServerError);
    assert_eq!(shop.attempt().await.unwrap().0, 500);
    assert_eq!(shop.service.payments().len(), 1);
    // The repeat finds it.
    let (status, body) = shop.attempt().await.unwrap();
    assert_eq!(
        (status, id(&body)),
        (200, shop.service.payments()[0].id.clone())
    );
    assert_eq!(shop.service.payments().len(), 1);

    let calls = shop.service.calls(Operation::CreatePayment);
    let seen: Vec<_> = calls
        .iter()
        .map(|call| (call.status, call.executed, call.injected))
        .collect();
    assert_eq!(
        seen,
        [(500, false, true), (500, true, true), (200, true, false)]
    );
    let last = &calls[2];
    assert_eq!(
        (last.method.as_str(), last.path.as_str()),
        ("POST", "/payments")
    );
    assert_eq!(
        (last.key.as_deref(), last.account.as_deref()),
        (Some("k"), Some("100500"))
    );
    assert_eq!(last.body, order());
    assert_eq!(last.object_id.as_deref(), body["id"].as_str());
    assert!(shop.service.refusals().is_empty());
    shop.service.clear_journal();
    assert!(shop.service.journal().is_empty());
}

#[tokio::test]
async fn answers_that_never_come() {
    let shop = Shop::new().await;
    for (kind, committed, made) in [
        (FaultKind::Silence, false, 0),
        (FaultKind::Reset, false, 0),
        (FaultKind::Reset, true, 1),
        (FaultKind::Silence, true, 1),
        (FaultKind::BadJson, false, 1),
    ] {
        let mut fault = Fault::new(kind).on(Operation::CreatePayment).times(1);
        fault.committed = committed;
        shop.service.fail(fault);
        assert!(shop.attempt().await.is_err(), "{kind:?}");
        assert_eq!(shop.service.payments().len(), made, "{kind:?}");
    }
    assert!(shop.service.faults().is_empty());
    assert_eq!(shop.attempt().await.unwrap().0, 200);
    assert_eq!(shop.service.payments().len(), 1);
}

#[tokio::test]
async fn slow_answers() {
    let shop = Shop::new().await;
    let slow = Fault::new(FaultKind::Slow).times(1);
    shop.service.fail(slow.clone().delay_ms(5));
    assert_eq!(shop.attempt().await.unwrap().0, 200);
    shop.service.fail(slow.clone().committed().delay_ms(60_000));
    assert!(shop.attempt().await.unwrap_err().is_timeout());
    let call = shop.service.journal().pop().unwrap();
    assert_eq!((call.status, call.executed), (0, true));
    shop.service.fail(slow.delay_ms(60_000));
    assert!(shop.attempt().await.unwrap_err().is_timeout());
    assert!(!shop.service.journal().pop().unwrap().executed);
}

#[tokio::test]
async fn refusals_on_demand() {
    let shop = Shop::new().await;
    shop.service
        .fail_next(Operation::CreatePayment, FaultKind::TooManyRequests);
    let (status, body) = shop.attempt().await.unwrap();
    assert_eq!((status, &body["code"]), (429, &json!("too_many_requests")));
    assert_eq!(body["retry_after"], 1800);
    let fault = Fault::refuse("not_supported", "Not here").times(1);
    shop.service.fail(fault.clone());
    let (status, body) = shop.attempt().await.unwrap();
    assert_eq!((status, &body["code"]), (400, &json!("not_supported")));
    assert_eq!(body["description"], "Not here");
    shop.service.fail(fault.status(403));
    assert_eq!(shop.attempt().await.unwrap().0, 403);
    shop.service
        .fail_next_after(Operation::CreatePayment, FaultKind::Accepted);
    let (status, body) = shop.attempt().await.unwrap();
    assert_eq!((status, &body["type"]), (202, &json!("processing")));
    assert_eq!(shop.service.payments().len(), 1);
    assert!(shop.service.refusals().is_empty());
}

#[tokio::test]
async fn a_fault_hits_its_own_operation_and_down_hits_all() {
    let shop = Shop::new().await;
    shop.service
        .fail(Fault::new(FaultKind::ServerError).on(Operation::CreateRefund));
    assert_eq!(shop.attempt().await.unwrap().0, 200);
    assert_eq!(shop.post("/refunds", "a", &json!({})).await.0, 500);
    assert_eq!(shop.post("/refunds", "a", &json!({})).await.0, 500);
    shop.service.set_down(true);
    assert!(shop.attempt().await.is_err());
    assert!(
        shop.request(reqwest::Method::GET, "/payments")
            .send()
            .await
            .is_err()
    );
    shop.service.set_down(false);
    assert_eq!(shop.post("/refunds", "a", &json!({})).await.0, 500);
    shop.service.clear_faults();
    assert_eq!(
        answer(shop.request(reqwest::Method::GET, "/refunds"))
            .await
            .0,
        200
    );
}
