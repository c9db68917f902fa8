//! Faults, clock, events, files, journal.

use std::{
    convert::Infallible,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::header,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};

use super::{Answer, Problem, body};
use crate::{faults::Fault, sandbox::Shared};

pub(crate) async fn faults(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!({"faults": shared.faults.list()}))
}

pub(crate) async fn add_fault(State(shared): State<Arc<Shared>>, bytes: Bytes) -> Answer {
    let fault: Fault = body(&bytes)?;
    shared.faults.add(fault);
    Ok(Json(json!({"faults": shared.faults.list()})))
}

pub(crate) async fn clear_faults(State(shared): State<Arc<Shared>>) -> Json<Value> {
    shared.faults.clear();
    Json(json!({"faults": []}))
}

#[derive(Deserialize)]
struct Step {
    advance_seconds: u64,
}

pub(crate) async fn clock(State(shared): State<Arc<Shared>>, bytes: Bytes) -> Answer {
    let step: Step = body(&bytes)?;
    // A century is more than any test needs and keeps sums of times in range.
    if step.advance_seconds > 100 * 366 * 86_400 {
        return Err(Problem::bad("advance_seconds is too large"));
    }
    shared
        .clock
        .advance(Duration::from_secs(step.advance_seconds));
    let offset = shared.clock.offset().as_secs();
    Ok(Json(
        json!({"now": shared.clock.unix(), "clock_offset_seconds": offset}),
    ))
}

pub(crate) async fn events(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = BroadcastStream::new(shared.events.subscribe()).map(|event| {
        let event = match event {
            Ok(event) => Event::default()
                .event(event.name)
                .data(event.data.to_string()),
            // The page was too slow: it reads everything again.
            Err(BroadcastStreamRecvError::Lagged(_)) => Event::default().event("chats").data("{}"),
        };
        Ok(event)
    });
    let stop = shared.stop.clone();
    Sse::new(heard.take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default())
}

pub(crate) async fn file(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let found = shared.with(|world| {
        let file = world.files.get(&id)?;
        Some((file.bytes.clone(), file.mime.clone()))
    });
    let Some((bytes, mime)) = found else {
        return Problem::missing("no such file").into_response();
    };
    (
        [
            (header::CONTENT_TYPE, mime.as_str()),
            (header::CACHE_CONTROL, "private, max-age=3600"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // A document may be a web page; it must not act as one of ours.
            (header::CONTENT_SECURITY_POLICY, "sandbox"),
        ],
        Body::from(bytes),
    )
        .into_response()
}

fn unix(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[derive(Deserialize)]
pub(crate) struct Limit {
    pub(super) limit: Option<usize>,
}

pub(crate) async fn journal(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<Limit>,
) -> Json<Value> {
    let limit = query.limit.unwrap_or(100);
    let calls: Vec<Value> = shared
        .with(|world| world.journal.newest(limit))
        .into_iter()
        .map(|call| {
            json!({
                "method": call.method,
                "bot_id": call.bot_id,
                "chat_id": call.chat_id,
                "ok": call.status == 200,
                "status": call.status,
                "error": call.error,
                "injected": call.injected,
                "params": call.params,
                "at": unix(call.at),
            })
        })
        .collect();
    Json(json!({"calls": calls}))
}
