//! The HTTP side: decoding, faults, the journal, the answer.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::{Ctx, dispatch, fetch, no_method, params::Params};
use crate::{
    faults::{Fault, FaultKind},
    journal::Call,
    net::Cutter,
    sandbox::Shared,
    telegram::{
        error::{ApiError, ApiResult},
        files::Upload,
        polling,
    },
};

/// The largest request that is read: a file of 50 MB and its surroundings.
pub(crate) const MAX_BODY: usize = 52 * 1024 * 1024;

/// Answers `/bot<token>/<method>`.
pub(crate) async fn handle(
    shared: Arc<Shared>,
    token: String,
    method: String,
    cutter: Cutter,
    request: Request,
) -> Response {
    let bot = shared.with(|world| {
        let found = world.bots.iter().find(|bot| bot.token == token);
        found.map(|bot| bot.id)
    });
    let mut call = Call {
        method: method.clone(),
        bot_id: bot.unwrap_or(0),
        chat_id: None,
        params: Value::Object(Map::new()),
        status: 0,
        error: None,
        at: shared.clock.now(),
        injected: false,
    };
    let Some(bot) = bot else {
        return finish(&shared, call, Err(ApiError::new(401, "Unauthorized")));
    };
    let mut params = match decode(request).await {
        Ok(params) => params,
        Err(error) => return finish(&shared, call, Err(error)),
    };
    call.chat_id = params.chat_number();
    call.params = params.shown();
    let fault = shared.faults.take(&method, call.chat_id);
    if let Some(fault) = &fault {
        call.injected = true;
        if let Some(response) = hit(&shared, &call, fault, &cutter).await {
            return response;
        }
        call.injected = false;
    }
    let lower = method.to_ascii_lowercase();
    let result = if lower == "getupdates" {
        polling::get_updates(&shared, bot, &params).await
    } else {
        fetch::links(&shared.client, &mut params).await;
        shared.with(|world| {
            let mut ctx = Ctx { world, bot, params };
            dispatch(&mut ctx, &lower).unwrap_or_else(|| Err(no_method()))
        })
    };
    if lower == "setwebhook" || lower == "deletewebhook" {
        // Pausing workers look at the new address; a waiting getUpdates ends.
        shared.kick();
        shared.touch();
    }
    if fault.is_some_and(|fault| fault.kind == FaultKind::BadJson) {
        return cut_short(&shared, call, result);
    }
    finish(&shared, call, result)
}

/// Plays a fault that comes before the call. Nothing when the call goes on.
async fn hit(
    shared: &Arc<Shared>,
    call: &Call,
    fault: &Fault,
    cutter: &Cutter,
) -> Option<Response> {
    match fault.kind {
        FaultKind::TooManyRequests => {
            let error = ApiError::too_many_requests(fault.retry_after);
            Some(finish(shared, call.clone(), Err(error)))
        }
        FaultKind::ServerError => {
            let error = ApiError::new(500, "Internal Server Error");
            Some(finish(shared, call.clone(), Err(error)))
        }
        FaultKind::Silence => {
            unanswered(shared, call, "silence");
            shared.stop.cancelled().await;
            Some(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
        FaultKind::Reset => {
            unanswered(shared, call, "connection reset");
            cutter.cut();
            Some(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
        FaultKind::Slow => {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(fault.delay_ms)) => {}
                () = shared.stop.cancelled() => {}
            }
            None
        }
        FaultKind::BadJson => None,
    }
}

fn unanswered(shared: &Arc<Shared>, call: &Call, why: &str) {
    let mut call = call.clone();
    call.error = Some(why.to_owned());
    shared.with(|world| world.record(call));
}

fn finish(shared: &Arc<Shared>, mut call: Call, result: ApiResult) -> Response {
    let (status, body, retry_after) = match result {
        Ok(result) => (200, json!({"ok": true, "result": result}), None),
        Err(error) => {
            call.error = Some(error.description.clone());
            let parameters = error.parameters.as_ref();
            let retry_after = parameters.and_then(|p| p.get("retry_after")?.as_u64());
            (error.code, error.body(), retry_after)
        }
    };
    call.status = status;
    shared.with(|world| world.record(call));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response();
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The call went through, but its answer is broken off.
fn cut_short(shared: &Arc<Shared>, mut call: Call, result: ApiResult) -> Response {
    let body = match result {
        Ok(result) => json!({"ok": true, "result": result}),
        Err(error) => error.body(),
    };
    call.status = 200;
    call.injected = true;
    call.error = Some("answer cut short".to_owned());
    shared.with(|world| world.record(call));
    let text = body.to_string();
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    ([(header::CONTENT_TYPE, "application/json")], half).into_response()
}

async fn decode(request: Request) -> Result<Params, ApiError> {
    let mut params = Params::default();
    let query = request.uri().query().unwrap_or("").to_owned();
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        params.put(key.into_owned(), Value::String(value.into_owned()));
    }
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("")
        .to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        multipart(request, &mut params).await?;
        return Ok(params);
    }
    let body = Bytes::from_request(request, &())
        .await
        .map_err(|rejected| too_large(rejected.into_response().status()))?;
    if kind.starts_with("application/json") {
        if body.is_empty() {
            return Ok(params);
        }
        match serde_json::from_slice(&body) {
            Ok(Value::Object(fields)) => {
                for (key, value) in fields {
                    params.put(key, value);
                }
            }
            Ok(_) | Err(_) => {
                return Err(ApiError::bad("can't parse JSON object: object expected"));
            }
        }
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        for (key, value) in form_urlencoded::parse(&body) {
            params.put(key.into_owned(), Value::String(value.into_owned()));
        }
    }
    Ok(params)
}

fn too_large(status: StatusCode) -> ApiError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::new(413, "Request Entity Too Large")
    } else {
        ApiError::bad("can't read the request")
    }
}

async fn multipart(request: Request, params: &mut Params) -> Result<(), ApiError> {
    let broken = |_error| ApiError::bad("can't parse multipart form data");
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(broken)?;
    loop {
        let next = parts.next_field().await;
        let Some(part) = next.map_err(|error| too_large(error.status()))? else {
            return Ok(());
        };
        let Some(key) = part.name().map(str::to_owned) else {
            continue;
        };
        let name = part.file_name().map(str::to_owned);
        let mime = part.content_type().map(str::to_owned);
        let bytes = part
            .bytes()
            .await
            .map_err(|error| too_large(error.status()))?;
        if name.is_some() {
            params.put_file(key, Upload { name, mime, bytes });
        } else {
            // A part without a file name may be a file as well (`attach://` does not care), so
            // it is kept as both.
            if let Ok(text) = std::str::from_utf8(&bytes) {
                params.put(key.clone(), Value::String(text.to_owned()));
            } else {
                params.put_file(key, Upload { name, mime, bytes });
            }
        }
    }
}

/// Answers `/file/bot<token>/<path>`.
pub(crate) fn download(shared: &Arc<Shared>, token: &str, path: &str) -> Response {
    let found = shared.with(|world| {
        let bot = world.bots.iter().find(|bot| bot.token == token)?;
        Some(
            world
                .files
                .by_path(bot.id, path)
                .map(|file| file.bytes.clone()),
        )
    });
    let error = match found {
        Some(Some(bytes)) => {
            let kind = (header::CONTENT_TYPE, "application/octet-stream");
            return ([kind], Body::from(bytes)).into_response();
        }
        Some(None) => ApiError::new(404, "Not Found"),
        None => ApiError::new(401, "Unauthorized"),
    };
    let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::NOT_FOUND);
    (status, axum::Json(error.body())).into_response()
}
