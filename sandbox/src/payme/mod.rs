//! A payment service that speaks Payme's Merchant API: a checkout page for payers, calls to the merchant
//! behind it, and Payme's own test scenarios as one call.
//!
//! A cash desk is made known by [`Payme::set_desk`]. Times are those of the sandbox's clock.

mod checkout;
mod scenario;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

pub use scenario::{Step, Which};

use crate::sandbox::Shared;

/// A merchant's cash desk.
#[derive(Clone, Debug)]
pub(crate) struct CashDesk {
    pub(crate) name: String,
    endpoint: String,
    key: String,
}

/// The cash desks that are known.
#[derive(Debug, Default)]
pub(crate) struct Desks(Mutex<BTreeMap<String, CashDesk>>);

impl Desks {
    pub(crate) fn get(&self, merchant: &str) -> Option<CashDesk> {
        let desks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        desks.get(merchant).cloned()
    }
}

/// The service.
#[derive(Clone)]
pub struct Payme(pub(crate) Arc<Shared>);

impl std::fmt::Debug for Payme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payme")
    }
}

impl Payme {
    /// Makes a cash desk known: its id, the name that payers see, where its merchant takes calls, and
    /// the key that signs them.
    pub fn set_desk(&self, merchant: &str, name: &str, endpoint: &str, key: &str) {
        let desk = CashDesk {
            name: name.to_owned(),
            endpoint: endpoint.to_owned(),
            key: key.to_owned(),
        };
        let mut desks = self
            .0
            .payme
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        desks.insert(merchant.to_owned(), desk);
    }

    /// Root of the checkout page.
    #[must_use]
    pub fn checkout_url(&self) -> String {
        format!("http://{}/payme", self.0.addr)
    }

    /// Pays by the address of a checkout page, as somebody does who taps "pay" on it.
    ///
    /// # Errors
    /// What the merchant or the page refuses.
    pub async fn pay(&self, address: &str) -> Result<(), String> {
        checkout::pay(&self.0, params_of(address)).await
    }

    /// Goes as far as the card, which is declined: the transaction is begun and cancelled.
    ///
    /// # Errors
    /// What the merchant or the page refuses.
    pub async fn decline(&self, address: &str) -> Result<(), String> {
        checkout::decline(&self.0, params_of(address)).await
    }

    /// One of Payme's test scenarios for a fresh, unpaid order: every step with what came of it.
    pub async fn scenario(
        &self,
        which: Which,
        merchant: &str,
        order: &str,
        amount: i64,
    ) -> Vec<Step> {
        scenario::play(&self.0, which, merchant, order, amount).await
    }
}

fn params_of(address: &str) -> &str {
    address
        .rsplit_once("/payme/")
        .map_or(address, |(_, params)| params)
}

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/{params}", get(checkout::show))
        .route("/{params}/pay", post(checkout::paid))
        .route("/{params}/decline", post(checkout::declined))
}

/// A fresh id, as Payme's are: 24 hex digits.
fn new_id() -> String {
    hex::encode(rand::random::<[u8; 12]>())
}

/// Calls the merchant; its answer, whatever it says.
async fn call(
    shared: &Shared,
    desk: &CashDesk,
    key: &str,
    method: &str,
    params: &Value,
) -> Result<Value, String> {
    let auth = STANDARD.encode(format!("Paycom:{key}"));
    let response = shared
        .client
        .post(&desk.endpoint)
        .header("Authorization", format!("Basic {auth}"))
        .header("Content-Type", "text/json; charset=UTF-8")
        .body(json!({"method": method, "params": params, "id": 1}).to_string())
        .send()
        .await
        .map_err(|error| error.to_string())?;
    if response.status() != 200 {
        return Err(format!("HTTP {}", response.status()));
    }
    response.json().await.map_err(|error| error.to_string())
}

/// The result of a call, or the merchant's words.
async fn result(
    shared: &Shared,
    desk: &CashDesk,
    method: &str,
    params: &Value,
) -> Result<Value, String> {
    let answer = call(shared, desk, &desk.key, method, params).await?;
    match answer.get("result") {
        Some(result) => Ok(result.clone()),
        None => Err(answer
            .pointer("/error/message/ru")
            .and_then(Value::as_str)
            .unwrap_or("—")
            .to_owned()),
    }
}
