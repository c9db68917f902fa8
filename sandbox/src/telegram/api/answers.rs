//! Answers to queries.

use serde_json::{Value, json};

use super::Ctx;
use crate::{
    person::Answer,
    telegram::{
        entities::utf16_len,
        error::{ApiError, ApiResult},
        links,
    },
};

const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";
const MAX_TOAST: usize = 200;
const MAX_RESULTS: usize = 50;

pub(crate) fn callback(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.text("callback_query_id").unwrap_or_default();
    let text = ctx.params.text("text");
    if text
        .as_deref()
        .is_some_and(|text| utf16_len(text) > MAX_TOAST)
    {
        return Err(ApiError::bad("MESSAGE_TOO_LONG"));
    }
    let url = ctx.params.text("url");
    if let Some(url) = &url {
        let own = ctx
            .world
            .bot(ctx.bot)
            .and_then(|bot| links::start_payload(bot, url));
        if own.is_none() {
            return Err(ApiError::bad("URL_INVALID"));
        }
    }
    let now = ctx.world.clock.millis();
    let Some(tap) = ctx.world.queries.answer(ctx.bot, &id, now) else {
        return Err(ApiError::bad(TOO_OLD));
    };
    let answer = Answer {
        text,
        show_alert: ctx.params.flag("show_alert"),
        url,
    };
    if answer.text.is_some()
        && let Some(human) = ctx.world.people.get_mut(&tap.person)
    {
        human.last_toast.clone_from(&answer.text);
    }
    let mut data = json!({
        "chat_id": tap.chat,
        "person_id": tap.person,
        "message_id": tap.message,
        "show_alert": answer.show_alert,
    });
    if let Some(fields) = data.as_object_mut() {
        for (key, value) in [("text", &answer.text), ("url", &answer.url)] {
            if let Some(value) = value {
                fields.insert(key.to_owned(), json!(value));
            }
        }
    }
    ctx.world.events.emit("answer", data);
    if let Some(waiter) = tap.waiter {
        // The one who tapped may have stopped waiting.
        let _left = waiter.send(answer);
    }
    Ok(Value::Bool(true))
}

pub(crate) fn pre_checkout(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.text("pre_checkout_query_id").unwrap_or_default();
    let ok = ctx.params.flag("ok");
    let error = ctx.params.text("error_message");
    if !ok && error.is_none() {
        return Err(ApiError::bad("error message must be non-empty"));
    }
    let now = ctx.world.clock.millis();
    let Some(query) = ctx.world.queries.answer_query(ctx.bot, &id, now) else {
        return Err(ApiError::bad(TOO_OLD));
    };
    // The payer may have given up.
    let _left = query.waiter.send(json!({"ok": ok, "error_message": error}));
    Ok(Value::Bool(true))
}

pub(crate) fn inline(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.text("inline_query_id").unwrap_or_default();
    let Some(results) = ctx.params.json("results")? else {
        return Err(ApiError::bad("parameter \"results\" is required"));
    };
    let Value::Array(list) = &results else {
        return Err(ApiError::bad("can't parse results JSON object"));
    };
    if list.len() > MAX_RESULTS {
        return Err(ApiError::bad("RESULTS_TOO_MUCH"));
    }
    let named = |result: &Value| {
        let id = result.get("id").and_then(Value::as_str).unwrap_or("");
        !id.is_empty() && id.len() <= 64
    };
    if !list.iter().all(named) {
        return Err(ApiError::bad("RESULT_ID_INVALID"));
    }
    let now = ctx.world.clock.millis();
    let Some(query) = ctx.world.queries.answer_query(ctx.bot, &id, now) else {
        return Err(ApiError::bad(TOO_OLD));
    };
    // The person may have typed on.
    let _left = query.waiter.send(results);
    Ok(Value::Bool(true))
}
