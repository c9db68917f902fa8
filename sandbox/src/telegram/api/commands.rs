//! Commands by scope and language.

use serde_json::{Value, json};

use super::Ctx;
use crate::telegram::error::{ApiError, ApiResult};

const MAX_COMMANDS: usize = 100;

/// The key of a scope, such as `all_private_chats` or `chat:5`.
fn scope(ctx: &Ctx<'_>) -> Result<String, ApiError> {
    let Some(scope) = ctx.params.json("scope")? else {
        return Ok("default".to_owned());
    };
    let number = |key: &str| {
        let value = scope.get(key)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    };
    let kind = scope.get("type").and_then(Value::as_str).unwrap_or("");
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            Ok(kind.to_owned())
        }
        "chat" | "chat_administrators" | "chat_member" => {
            let chat = number("chat_id").ok_or_else(|| ApiError::bad("chat not found"))?;
            let known = ctx.world.people.contains_key(&chat)
                || ctx.world.chats.keys().any(|key| chat < 0 && key.id == chat);
            if !known {
                return Err(ApiError::bad("chat not found"));
            }
            if kind == "chat_member" {
                let missing = || ApiError::bad("user not found");
                let user = number("user_id").ok_or_else(missing)?;
                return Ok(format!("chat_member:{chat}:{user}"));
            }
            Ok(format!("{kind}:{chat}"))
        }
        _ => Err(ApiError::bad(
            "can't parse BotCommandScope: unsupported type specified",
        )),
    }
}

fn language(ctx: &Ctx<'_>) -> Result<String, ApiError> {
    let code = ctx.params.text("language_code").unwrap_or_default();
    if code.is_empty() || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())) {
        Ok(code)
    } else {
        Err(ApiError::bad("invalid language code specified"))
    }
}

pub(crate) fn set(ctx: &mut Ctx<'_>) -> ApiResult {
    let Some(Value::Array(list)) = ctx.params.json("commands")? else {
        return Err(ApiError::bad("can't parse commands JSON object"));
    };
    if list.len() > MAX_COMMANDS {
        return Err(ApiError::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let commands: Vec<Value> = list.iter().map(check).collect::<Result<_, _>>()?;
    store(ctx, commands)
}

pub(crate) fn delete(ctx: &mut Ctx<'_>) -> ApiResult {
    store(ctx, Vec::new())
}

fn store(ctx: &mut Ctx<'_>, commands: Vec<Value>) -> ApiResult {
    let key = (scope(ctx)?, language(ctx)?);
    if let Some(bot) = ctx.world.bot_mut(ctx.bot) {
        bot.commands_changed += 1;
        if commands.is_empty() {
            bot.commands.remove(&key);
        } else {
            bot.commands.insert(key, commands);
        }
    }
    ctx.world.events.emit("chats", json!({}));
    Ok(Value::Bool(true))
}

pub(crate) fn get(ctx: &mut Ctx<'_>) -> ApiResult {
    let key = (scope(ctx)?, language(ctx)?);
    let bot = ctx.world.bot(ctx.bot);
    let list = bot.and_then(|bot| bot.commands.get(&key)).cloned();
    Ok(Value::Array(list.unwrap_or_default()))
}

fn check(command: &Value) -> Result<Value, ApiError> {
    let text = |key: &str| {
        let missing = || {
            ApiError::bad(format!(
                "can't parse BotCommand: Can't find field \"{key}\""
            ))
        };
        command.get(key).and_then(Value::as_str).ok_or_else(missing)
    };
    let name = text("command")?.trim_start_matches('/');
    let description = text("description")?.trim();
    if name.is_empty() {
        return Err(ApiError::bad("command must be non-empty"));
    }
    if name.chars().count() > 32 {
        return Err(ApiError::bad("command length must not exceed 32"));
    }
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !name.bytes().all(fits) {
        return Err(ApiError::bad("BOT_COMMAND_INVALID"));
    }
    if description.is_empty() {
        return Err(ApiError::bad("command description must be non-empty"));
    }
    if description.chars().count() > 256 {
        return Err(ApiError::bad(
            "command description length must not exceed 256",
        ));
    }
    Ok(json!({"command": name, "description": description}))
}
