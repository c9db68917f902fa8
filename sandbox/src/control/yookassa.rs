//! The payment service: payers, notifications, faults.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Answer, Problem, body, tools::Limit};
use crate::{
    sandbox::Shared,
    yookassa::{ActError, Fault, NoticeRule, Settings, Status, YooKassa},
};

type Here = State<Arc<Shared>>;

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Missing(_) => Self::missing(error.to_string()),
            ActError::WrongStatus { .. } => Self::conflict(error.to_string()),
        }
    }
}

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/settings", get(settings).patch(change_settings))
        .route("/payments", get(payments))
        .route("/payments/{id}/pay", post(pay))
        .route("/payments/{id}/decline", post(decline))
        .route("/refunds", get(refunds))
        .route("/refunds/{id}/{act}", post(end_refund))
        .route("/payouts", get(payouts))
        .route("/payouts/{id}/{act}", post(end_payout))
        .route("/notifications", get(notifications))
        .route("/notifications/deliver", post(deliver))
        .route("/notifications/retry", post(retry))
        .route("/notifications/forge", post(forge))
        .route(
            "/notifications/rules",
            get(rules).post(add_rule).delete(clear_rules),
        )
        .route("/notifications/{id}/{act}", post(move_notice))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/down", post(down))
        .route("/journal", get(journal).delete(clear_journal))
}

fn drawn(value: impl Serialize) -> Answer {
    let value = serde_json::to_value(value);
    value
        .map(Json)
        .map_err(|error| Problem::bad(error.to_string()))
}

/// A body that may be left out.
fn optional<T: serde::de::DeserializeOwned + Default>(bytes: &Bytes) -> Result<T, Problem> {
    if bytes.is_empty() {
        Ok(T::default())
    } else {
        body(bytes)
    }
}

fn service(shared: &Arc<Shared>) -> YooKassa {
    YooKassa(Arc::clone(shared))
}

async fn settings(State(shared): Here) -> Answer {
    let service = service(&shared);
    let mut settings = drawn(service.settings())?;
    if let Some(fields) = settings.as_object_mut() {
        fields.insert("api_url".to_owned(), json!(service.api_url()));
    }
    Ok(settings)
}

/// Takes the fields that are named and leaves the others.
async fn change_settings(State(shared): Here, bytes: Bytes) -> Answer {
    let changes: serde_json::Map<String, Value> = body(&bytes)?;
    let changed = shared.yookassa.with(|shop| {
        let mut all = drawn(&shop.settings)?.0;
        if let Some(fields) = all.as_object_mut() {
            fields.extend(changes);
        }
        let settings: Settings =
            serde_json::from_value(all).map_err(|error| Problem::bad(error.to_string()))?;
        shop.settings = settings.clone();
        Ok::<_, Problem>(settings)
    })?;
    drawn(changed)
}

async fn payments(State(shared): Here) -> Answer {
    drawn(json!({"payments": service(&shared).payments()}))
}

#[derive(Default, Deserialize)]
struct Paying {
    method: Option<String>,
}

async fn pay(State(shared): Here, Path(id): Path<String>, bytes: Bytes) -> Answer {
    let paying: Paying = optional(&bytes)?;
    let service = service(&shared);
    drawn(match paying.method {
        Some(method) => service.pay_with(&id, &method)?,
        None => service.pay(&id)?,
    })
}

#[derive(Default, Deserialize)]
struct Reason {
    reason: Option<String>,
}

impl Reason {
    fn word(&self) -> &str {
        self.reason.as_deref().unwrap_or("general_decline")
    }
}

async fn decline(State(shared): Here, Path(id): Path<String>, bytes: Bytes) -> Answer {
    let reason: Reason = optional(&bytes)?;
    drawn(service(&shared).decline(&id, reason.word())?)
}

async fn refunds(State(shared): Here) -> Answer {
    drawn(json!({"refunds": service(&shared).refunds()}))
}

async fn end_refund(
    State(shared): Here,
    Path((id, act)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer {
    let reason: Reason = optional(&bytes)?;
    let service = service(&shared);
    match act.as_str() {
        "settle" => service.settle_refund(&id)?,
        "cancel" => service.cancel_refund(&id, reason.word())?,
        _ => return Err(Problem::missing("settle or cancel")),
    }
    drawn(service.refund(&id))
}

async fn payouts(State(shared): Here) -> Answer {
    drawn(json!({"payouts": service(&shared).payouts()}))
}

async fn end_payout(
    State(shared): Here,
    Path((id, act)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer {
    let reason: Reason = optional(&bytes)?;
    let service = service(&shared);
    match act.as_str() {
        "settle" => service.settle_payout(&id)?,
        "cancel" => service.cancel_payout(&id, reason.word())?,
        _ => return Err(Problem::missing("settle or cancel")),
    }
    drawn(service.payout(&id))
}

async fn notifications(State(shared): Here) -> Answer {
    drawn(json!({"notifications": service(&shared).notifications()}))
}

async fn deliver(State(shared): Here) -> Answer {
    drawn(json!({"attempts": service(&shared).deliver_all().await}))
}

async fn retry(State(shared): Here) -> Answer {
    let service = service(&shared);
    service.retry_notifications_now();
    drawn(json!({"pending": service.pending_notifications()}))
}

/// A notification made by hand: an object with an event, a false status of a payment, or any body.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Forgery {
    Object { event: String, object: Value },
    Status { payment_id: String, status: Status },
    Body { body: Value },
}

async fn forge(State(shared): Here, bytes: Bytes) -> Answer {
    let service = service(&shared);
    let id = match body(&bytes)? {
        Forgery::Object { event, object } => service.forge(&event, object),
        Forgery::Status { payment_id, status } => service.forge_status(&payment_id, status)?,
        Forgery::Body { body } => service.forge_body(body),
    };
    drawn(json!({"id": id}))
}

async fn rules(State(shared): Here) -> Answer {
    drawn(json!({"rules": service(&shared).notification_rules()}))
}

async fn add_rule(State(shared): Here, bytes: Bytes) -> Answer {
    let rule: NoticeRule = body(&bytes)?;
    service(&shared).add_notification_rule(rule);
    rules(State(shared)).await
}

async fn clear_rules(State(shared): Here) -> Answer {
    service(&shared).clear_notification_rules();
    rules(State(shared)).await
}

async fn move_notice(State(shared): Here, Path((id, act)): Path<(u64, String)>) -> Answer {
    let service = service(&shared);
    let is_moved = match act.as_str() {
        "hold" => service.hold_notification(id),
        "release" => service.release_notification(id),
        "drop" => service.drop_notification(id),
        "repeat" => {
            let copy = service.repeat_notification(id);
            let copy = copy.ok_or_else(|| Problem::missing("no such notification"))?;
            return drawn(json!({"id": copy}));
        }
        _ => return Err(Problem::missing("hold, release, drop or repeat")),
    };
    if is_moved {
        drawn(json!({"id": id}))
    } else {
        Err(Problem::conflict(format!("notification {id} cannot {act}")))
    }
}

async fn faults(State(shared): Here) -> Answer {
    drawn(json!({"faults": service(&shared).faults()}))
}

async fn add_fault(State(shared): Here, bytes: Bytes) -> Answer {
    let fault: Fault = body(&bytes)?;
    service(&shared).fail(fault);
    faults(State(shared)).await
}

async fn clear_faults(State(shared): Here) -> Answer {
    service(&shared).clear_faults();
    faults(State(shared)).await
}

#[derive(Deserialize)]
struct Down {
    down: bool,
}

async fn down(State(shared): Here, bytes: Bytes) -> Answer {
    let Down { down } = body(&bytes)?;
    service(&shared).set_down(down);
    drawn(json!({"down": down}))
}

async fn journal(State(shared): Here, Query(query): Query<Limit>) -> Answer {
    let mut calls = service(&shared).journal();
    let skip = calls.len().saturating_sub(query.limit.unwrap_or(100));
    drawn(json!({"calls": calls.split_off(skip)}))
}

async fn clear_journal(State(shared): Here) -> Answer {
    service(&shared).clear_journal();
    drawn(json!({"calls": []}))
}
