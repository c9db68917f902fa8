//! The payment service, as a shop and its payers see it.

mod checkout;
mod control;
mod delivery;
mod faults;
mod keys;
mod lists;
mod payments;
mod payouts;
mod receipts;
mod refunds;

use std::time::Duration;

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::YooKassa;

use crate::common::Stage;

const HOUR: Duration = Duration::from_secs(3600);

/// A shop and its client of the API.
struct Shop {
    stage: Stage,
    service: YooKassa,
}

impl Shop {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let service = stage.sandbox.yookassa();
        Self { stage, service }
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let settings = self.service.settings();
        let (account, secret) = if path.starts_with("/payouts") {
            (settings.agent_id, settings.agent_secret)
        } else {
            (settings.shop_id, settings.secret_key)
        };
        let url = format!("{}{path}", self.service.api_url());
        let request = self.stage.http.request(method, url);
        request.basic_auth(account, Some(secret))
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.request(reqwest::Method::GET, path)).await
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = self.request(reqwest::Method::POST, path);
        answer(request.header("Idempotence-Key", key).json(body)).await
    }

    /// A POST that must succeed.
    async fn done(&self, path: &str, key: &str, body: &Value) -> Value {
        let (status, answer) = self.post(path, key, body).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// A POST that must be refused with 400; gives description and parameter.
    async fn refused(&self, path: &str, key: &str, body: &Value) -> (String, Value) {
        let (status, answer) = self.post(path, key, body).await;
        assert_eq!(status, 400, "{path}: {answer}");
        assert_eq!(answer["type"], "error");
        assert_eq!(answer["code"], "invalid_request");
        assert_eq!(answer["id"].as_str().unwrap().len(), 36);
        let description = answer["description"].as_str().unwrap().to_owned();
        (description, answer["parameter"].clone())
    }

    /// Makes a payment of one stage; gives its id.
    async fn payment(&self, value: &str) -> String {
        let mut body = order();
        body["amount"]["value"] = json!(value);
        self.made(&body).await
    }

    async fn made(&self, body: &Value) -> String {
        let key = format!("key-{}", self.service.payments().len());
        id(&self.done("/payments", &key, body).await)
    }

    /// Makes a payment and lets the payer pay it; gives its id.
    async fn paid(&self, value: &str) -> String {
        let id = self.payment(value).await;
        self.service.pay(&id).unwrap();
        id
    }

    async fn status(&self, id: &str) -> String {
        let (status, payment) = self.get(&format!("/payments/{id}")).await;
        assert_eq!(status, 200);
        payment["status"].as_str().unwrap().to_owned()
    }

    fn advance(&self, step: Duration) {
        self.stage.sandbox.clock().advance(step);
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or(Value::Null))
}

fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

/// A payment of one stage, as a shop asks for it.
fn order() -> Value {
    json!({
        "amount": {"value": "18990.00", "currency": "RUB"},
        "capture": true,
        "confirmation": {"type": "redirect", "return_url": "https://shop.example/return?t=1"},
        "description": "Тур «Самарканд 3 дня»",
        "metadata": {"order_id": "B-2044"},
    })
}

/// The same in two stages.
fn hold() -> Value {
    let mut body = order();
    body["capture"] = json!(false);
    body
}

fn money(value: &str) -> Value {
    json!({"value": value, "currency": "RUB"})
}
