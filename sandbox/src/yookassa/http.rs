//! The API over HTTP: credentials, faults, keys, the journal, the answer.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{ConnectInfo, Path, RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{
    calls::Call,
    error::Refusal,
    execute,
    faults::{Fault, FaultKind, Operation},
    routes::Route,
};
use crate::{net::Cutter, sandbox::Shared};

/// One request, taken apart.
pub(crate) struct Request {
    pub(crate) route: Result<Route, Refusal>,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) credentials: Result<(String, String), Refusal>,
    pub(crate) key: Option<String>,
    pub(crate) is_json: bool,
    pub(crate) body: Bytes,
}

/// What a call has led to.
pub(crate) struct Done {
    pub(crate) result: Result<Value, Refusal>,
    pub(crate) object_id: Option<String>,
}

/// Answers everything below the API's address.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    method: Method,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let content_type = header(header::CONTENT_TYPE.as_str()).unwrap_or("");
    let request = Request {
        route: Route::of(method.as_str(), &path),
        path: format!("/{}", path.trim_end_matches('/')),
        query: query.unwrap_or_default(),
        credentials: credentials(header(header::AUTHORIZATION.as_str())),
        key: header("Idempotence-Key").map(str::to_owned),
        is_json: content_type
            .to_ascii_lowercase()
            .starts_with("application/json"),
        body,
    };
    let operation = request.route.as_ref().ok().map(|route| route.operation);
    let (number, fault) = shared.yookassa.with(|shop| {
        let call = note(&request, operation, method.as_str(), shop.now);
        (shop.calls.note(call), shop.faults.take(operation))
    });
    let play = Play {
        shared: &shared,
        cutter: &cutter,
        number,
    };
    match fault {
        Some(fault) if fault.comes_after() => {
            let done = play.execute(&request);
            play.after(&fault, done).await
        }
        Some(fault) => match play.before(&fault).await {
            Some(response) => response,
            None => play.finish(play.execute(&request)),
        },
        None => play.finish(play.execute(&request)),
    }
}

fn note(request: &Request, operation: Option<Operation>, method: &str, now: i64) -> Call {
    let account = request.credentials.as_ref().ok();
    Call {
        operation,
        method: method.to_owned(),
        path: request.path.clone(),
        query: request.query.clone(),
        account: account.map(|(account, _)| account.clone()),
        key: request.key.clone(),
        body: if request.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&request.body)
                .unwrap_or_else(|_not_json| json!(String::from_utf8_lossy(&request.body)))
        },
        status: 0,
        error: None,
        detail: None,
        object_id: None,
        executed: false,
        injected: false,
        at_ms: now,
    }
}

fn credentials(header: Option<&str>) -> Result<(String, String), Refusal> {
    let Some(header) = header else {
        return Err(Refusal::unauthorized("Authorization header not found"));
    };
    let illegal = || Refusal::unauthorized("Authorization header has illegal format");
    let coded = header.strip_prefix("Basic ").ok_or_else(illegal)?;
    let plain = STANDARD.decode(coded.trim()).ok();
    let plain = plain.and_then(|bytes| String::from_utf8(bytes).ok());
    let plain = plain.ok_or_else(illegal)?;
    match plain.split_once(':') {
        None | Some((_, "")) => Err(Refusal::unauthorized("Password is missing")),
        Some((account, secret)) => Ok((account.to_owned(), secret.to_owned())),
    }
}

/// Answers one call, with or without a fault.
struct Play<'a> {
    shared: &'a Arc<Shared>,
    cutter: &'a Cutter,
    number: usize,
}

impl Play<'_> {
    fn execute(&self, request: &Request) -> Done {
        self.shared.yookassa.with(|shop| {
            let done = execute::run(shop, request);
            shop.calls.amend(self.number, |call| {
                call.executed = done.result.is_ok();
                call.object_id.clone_from(&done.object_id);
            });
            done
        })
    }

    fn finish(&self, done: Done) -> Response {
        match done.result {
            Ok(body) => {
                self.amend(|call| call.status = 200);
                Json(body).into_response()
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    fn refuse(&self, refusal: &Refusal) -> Response {
        self.amend(|call| {
            call.status = refusal.status;
            call.error = Some(refusal.description.clone());
            call.detail.clone_from(&refusal.detail);
        });
        let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
        match refusal.body() {
            Some(body) => (status, Json(body)).into_response(),
            None => status.into_response(),
        }
    }

    /// Plays a fault instead of the operation. Nothing when the operation goes on.
    async fn before(&self, fault: &Fault) -> Option<Response> {
        if fault.kind == FaultKind::Slow {
            self.wait(fault).await;
            return None;
        }
        Some(self.instead(fault).await)
    }

    /// Plays a fault after the operation.
    async fn after(&self, fault: &Fault, done: Done) -> Response {
        match fault.kind {
            FaultKind::Slow => {
                self.wait(fault).await;
                self.finish(done)
            }
            FaultKind::BadJson => {
                let response = self.finish(done);
                self.injected("answer cut short");
                cut_short(response).await
            }
            FaultKind::ServerError
            | FaultKind::Silence
            | FaultKind::Reset
            | FaultKind::TooManyRequests
            | FaultKind::Refuse
            | FaultKind::Accepted => self.instead(fault).await,
        }
    }

    /// Answers as the fault says, whatever has become of the operation.
    async fn instead(&self, fault: &Fault) -> Response {
        let response = match fault.kind {
            FaultKind::ServerError => self.refuse(&Refusal::internal()),
            FaultKind::TooManyRequests => self.refuse(&Refusal::too_many(fault.retry_after_ms)),
            FaultKind::Refuse => {
                let mut refusal = Refusal::new(fault.status, &fault.code, &*fault.description);
                if let Some(parameter) = &fault.parameter {
                    refusal = refusal.at(parameter);
                }
                self.refuse(&refusal)
            }
            FaultKind::Accepted => {
                self.amend(|call| call.status = 202);
                let body = json!({
                    "type": "processing",
                    "description": "Request accepted, but not processed yet.",
                    "retry_after": fault.retry_after_ms,
                });
                (StatusCode::ACCEPTED, Json(body)).into_response()
            }
            FaultKind::Silence => {
                self.injected("silence");
                self.shared.stop.cancelled().await;
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
            FaultKind::Reset | FaultKind::Slow | FaultKind::BadJson => {
                self.injected("connection reset");
                self.cutter.cut();
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        };
        self.amend(|call| call.injected = true);
        response
    }

    async fn wait(&self, fault: &Fault) {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(fault.delay_ms)) => {}
            () = self.shared.stop.cancelled() => {}
        }
    }

    fn injected(&self, why: &str) {
        self.amend(|call| {
            call.injected = true;
            call.error = Some(why.to_owned());
        });
    }

    fn amend(&self, change: impl FnOnce(&mut Call)) {
        self.shared
            .yookassa
            .with(|shop| shop.calls.amend(self.number, change));
    }
}

async fn cut_short(response: Response) -> Response {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    let half = bytes.slice(..bytes.len() / 2);
    ([(header::CONTENT_TYPE, "application/json")], half).into_response()
}
