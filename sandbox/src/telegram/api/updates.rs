//! Webhook settings.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use url::Url;

use super::Ctx;
use crate::telegram::{
    bot::Webhook,
    error::{ApiError, ApiResult},
};

pub(crate) fn set_webhook(ctx: &mut Ctx<'_>) -> ApiResult {
    let Some(url) = ctx.params.text("url") else {
        return delete_webhook(ctx);
    };
    // Telegram wants HTTPS; this server is local, so a plain address is good as well.
    let parsed = Url::parse(&url);
    let fits = parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !fits {
        return Err(ApiError::bad("bad webhook: invalid URL specified"));
    }
    let secret = ctx.params.text("secret_token");
    if let Some(secret) = &secret {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if secret.len() > 256 {
            return Err(ApiError::bad("secret token is too long"));
        }
        if !secret.bytes().all(fits) {
            return Err(ApiError::bad("secret token contains unallowed characters"));
        }
    }
    let connections = ctx
        .params
        .int("max_connections")?
        .unwrap_or(40)
        .clamp(1, 100);
    let max_connections = usize::try_from(connections).unwrap_or(40);
    let allowed = ctx.params.strings("allowed_updates")?;
    let drop_pending = ctx.params.flag("drop_pending_updates");
    let bot_id = ctx.bot;
    let Some(bot) = ctx.world.bot_mut(bot_id) else {
        return Err(ApiError::new(401, "Unauthorized"));
    };
    if let Some(allowed) = allowed {
        bot.allowed = Some(allowed);
    }
    if drop_pending {
        bot.inbox.clear();
    }
    bot.webhook = Some(Webhook {
        url,
        secret,
        max_connections,
        connections: Arc::new(Semaphore::new(max_connections)),
        last_error: None,
        gone_since: None,
    });
    // What has failed at the former address is tried at once at the new one.
    bot.inbox.retry_now();
    let waiting: Vec<_> = bot
        .inbox
        .queues()
        .into_iter()
        .map(|key| (bot_id, key))
        .collect();
    ctx.world.wake.extend(waiting);
    Ok(Value::Bool(true))
}

pub(crate) fn delete_webhook(ctx: &mut Ctx<'_>) -> ApiResult {
    let drop_pending = ctx.params.flag("drop_pending_updates");
    if let Some(bot) = ctx.world.bot_mut(ctx.bot) {
        bot.webhook = None;
        if drop_pending {
            bot.inbox.clear();
        }
    }
    Ok(Value::Bool(true))
}

pub(crate) fn webhook_info(ctx: &mut Ctx<'_>) -> ApiResult {
    let now = ctx.world.clock.millis();
    let Some(bot) = ctx.world.bot_mut(ctx.bot) else {
        return Err(ApiError::new(401, "Unauthorized"));
    };
    let mut info = Map::new();
    let url = bot
        .webhook
        .as_ref()
        .map_or("", |webhook| webhook.url.as_str());
    info.insert("url".to_owned(), json!(url));
    info.insert("has_custom_certificate".to_owned(), json!(false));
    info.insert("pending_update_count".to_owned(), json!(bot.inbox.len(now)));
    if let Some(webhook) = &bot.webhook {
        if let Some((date, text)) = &webhook.last_error {
            info.insert("last_error_date".to_owned(), json!(date));
            info.insert("last_error_message".to_owned(), json!(text));
        }
        info.insert("max_connections".to_owned(), json!(webhook.max_connections));
        info.insert("ip_address".to_owned(), json!("127.0.0.1"));
    }
    if let Some(allowed) = bot.allowed.as_ref().filter(|list| !list.is_empty()) {
        info.insert("allowed_updates".to_owned(), json!(allowed));
    }
    Ok(Value::Object(info))
}
