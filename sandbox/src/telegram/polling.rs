//! getUpdates.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use super::{
    api::params::Params,
    error::{ApiError, ApiResult},
    world::World,
};
use crate::sandbox::Shared;

const MAX_TIMEOUT: i64 = 50;

enum Look {
    Answer(Vec<Value>),
    Wait,
}

/// Answers with the waiting updates, or waits for the first one.
pub(crate) async fn get_updates(shared: &Arc<Shared>, bot: i64, params: &Params) -> ApiResult {
    let offset = params.int("offset")?.unwrap_or(0);
    let limit = params.int("limit")?.unwrap_or(100).clamp(1, 100);
    let limit = usize::try_from(limit).unwrap_or(100);
    let timeout = params.int("timeout")?.unwrap_or(0).clamp(0, MAX_TIMEOUT);
    let mut activity = shared.activity.subscribe();
    let turn = shared.with(|world| begin(world, bot, offset, params))?;
    // Ends an older call of the same bot.
    shared.touch();
    let deadline = tokio::time::sleep(Duration::from_secs(timeout.unsigned_abs()));
    tokio::pin!(deadline);
    loop {
        activity.mark_unchanged();
        match shared.with(|world| look(world, bot, turn, limit))? {
            Look::Answer(updates) => return Ok(Value::Array(updates)),
            Look::Wait => {}
        }
        tokio::select! {
            // The sender lives in `shared`.
            _changed = activity.changed() => {}
            () = &mut deadline => {
                return match shared.with(|world| look(world, bot, turn, limit))? {
                    Look::Answer(updates) => Ok(Value::Array(updates)),
                    Look::Wait => Ok(Value::Array(Vec::new())),
                };
            }
            () = shared.stop.cancelled() => return Ok(Value::Array(Vec::new())),
        }
    }
}

fn begin(world: &mut World, bot_id: i64, offset: i64, params: &Params) -> Result<u64, ApiError> {
    let Some(bot) = world.bot_mut(bot_id) else {
        return Err(ApiError::new(401, "Unauthorized"));
    };
    if bot.webhook.is_some() {
        return Err(webhook_is_active());
    }
    if let Some(list) = params.strings("allowed_updates")? {
        bot.allowed = Some(list);
    }
    bot.poll += 1;
    let turn = bot.poll;
    let delivered = bot.inbox.confirm(offset);
    for update in delivered {
        if let Some(tap) = &update.tap {
            world.queries.mark_delivered(tap);
        }
        world.last_delivered = Some((bot_id, update.body));
    }
    Ok(turn)
}

fn look(world: &mut World, bot_id: i64, turn: u64, limit: usize) -> Result<Look, ApiError> {
    let now = world.clock.millis();
    let Some(bot) = world.bot_mut(bot_id) else {
        return Err(ApiError::new(401, "Unauthorized"));
    };
    if bot.webhook.is_some() {
        return Err(ApiError::conflict("terminated by setWebhook request"));
    }
    if bot.poll != turn {
        return Err(ApiError::conflict(
            "terminated by other getUpdates request; \
             make sure that only one bot instance is running",
        ));
    }
    let updates = bot.inbox.peek(limit, now);
    if updates.is_empty() {
        return Ok(Look::Wait);
    }
    Ok(Look::Answer(
        updates.iter().map(|update| Value::clone(update)).collect(),
    ))
}

fn webhook_is_active() -> ApiError {
    ApiError::conflict(
        "can't use getUpdates method while webhook is active; \
         use deleteWebhook to delete the webhook first",
    )
}
