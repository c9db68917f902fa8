//! Faults on demand.

use std::time::Duration;

use serde_json::{Value, json};
use sputnik_sandbox::{Fault, FaultKind};

use crate::common::Stage;

#[tokio::test]
async fn too_many_requests_tells_when_to_come_back() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let faults = stage.sandbox.faults();
    faults.add(Fault::too_many_requests(7).method("sendMessage").times(1));
    let params = json!({"chat_id": anna.id(), "text": "x"});
    let url = stage.method("SendMessage");
    let response = stage.http.post(&url).json(&params).send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "7");
    let body: Value = response.json().await.unwrap();
    assert_eq!(
        body,
        json!({
            "ok": false,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        })
    );
    stage.call("sendMessage", params).await;
    assert!(stage.sandbox.refusals().is_empty());
    assert!(
        stage
            .sandbox
            .journal()
            .iter()
            .any(|call| call.injected && call.status == 429)
    );
}

#[tokio::test]
async fn server_errors_resets_and_broken_answers() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let params = json!({"chat_id": anna.id(), "text": "x"});
    let send = || {
        stage
            .http
            .post(stage.method("sendMessage"))
            .json(&params)
            .send()
    };
    let faults = stage.sandbox.faults();

    faults.add(Fault::new(FaultKind::ServerError).times(1));
    assert_eq!(send().await.unwrap().status(), 500);
    faults.add(Fault::new(FaultKind::Reset).times(1));
    assert!(send().await.is_err());
    assert_eq!(anna.transcript(), ["/start"]);

    faults.add(Fault::new(FaultKind::BadJson).times(1));
    let response = send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.json::<Value>().await.is_err());
    // That one was executed all the same.
    assert_eq!(anna.transcript(), ["/start", "x"]);

    faults.add(Fault::new(FaultKind::Slow).delay_ms(5).times(1));
    assert_eq!(send().await.unwrap().status(), 200);
    assert!(faults.list().is_empty());
}

#[tokio::test]
async fn silence_lasts_until_the_caller_leaves() {
    let stage = Stage::new().await;
    stage
        .sandbox
        .faults()
        .add(Fault::new(FaultKind::Silence).method("getMe"));
    let call = stage
        .http
        .get(stage.method("getMe"))
        .timeout(Duration::from_millis(50));
    assert!(call.send().await.unwrap_err().is_timeout());
    let calls = stage.sandbox.journal();
    assert_eq!(calls.last().unwrap().error.as_deref(), Some("silence"));
    stage.sandbox.faults().clear();
    stage.call("getMe", json!({})).await;
}

#[tokio::test]
async fn shutdown_ends_silence_and_polling() {
    let stage = Stage::new().await;
    stage
        .sandbox
        .faults()
        .add(Fault::new(FaultKind::Silence).method("getMe"));
    let silent = stage.http.get(stage.method("getMe")).send();
    let polling = stage.raw("getUpdates", json!({"timeout": 50}));
    let stop = async {
        while stage.sandbox.journal().is_empty() {
            tokio::task::yield_now().await;
        }
        stage.sandbox.shutdown().await;
    };
    let (silent, _, ()) = tokio::join!(silent, polling, stop);
    assert_eq!(silent.unwrap().status(), 503);
    assert!(stage.http.get(stage.method("getMe")).send().await.is_err());
}
