//! The bot's own name, texts and menu button.

use serde_json::{Map, Value, json};

use super::Ctx;
use crate::telegram::{
    error::{ApiError, ApiResult},
    keyboard::is_local,
};

pub(crate) fn get_me(ctx: &mut Ctx<'_>) -> ApiResult {
    match ctx.world.bot(ctx.bot) {
        Some(bot) => Ok(bot.me()),
        None => Err(ApiError::new(401, "Unauthorized")),
    }
}

/// Sets the name or one of the descriptions.
pub(crate) fn set_text(ctx: &mut Ctx<'_>, field: &'static str, limit: usize) -> ApiResult {
    let text = ctx.params.text(field).unwrap_or_default();
    if text.chars().count() > limit {
        let name = field.replace('_', " ");
        return Err(ApiError::bad(format!("bot {name} is too long")));
    }
    let language = ctx.params.text("language_code").unwrap_or_default();
    if let Some(bot) = ctx.world.bot_mut(ctx.bot) {
        bot.texts.insert((field, language), text);
    }
    Ok(Value::Bool(true))
}

pub(crate) fn get_text(ctx: &mut Ctx<'_>, field: &'static str) -> ApiResult {
    let language = ctx.params.text("language_code").unwrap_or_default();
    let bot = ctx.world.bot(ctx.bot);
    let text = bot.and_then(|bot| {
        let found = |language: String| bot.texts.get(&(field, language)).filter(|t| !t.is_empty());
        let text = found(language).or_else(|| found(String::new())).cloned();
        text.or_else(|| (field == "name").then(|| bot.first_name.clone()))
    });
    let mut answer = Map::new();
    answer.insert(field.to_owned(), json!(text.unwrap_or_default()));
    Ok(Value::Object(answer))
}

pub(crate) fn set_menu(ctx: &mut Ctx<'_>) -> ApiResult {
    let menu = ctx.params.json("menu_button")?;
    let menu = menu.unwrap_or_else(|| json!({"type": "default"}));
    let menu = match menu.get("type").and_then(Value::as_str) {
        Some("commands") => json!({"type": "commands"}),
        Some("default") => json!({"type": "default"}),
        Some("web_app") => web_app(&menu)?,
        _ => {
            return Err(ApiError::bad(
                "can't parse menu button: unsupported type specified",
            ));
        }
    };
    let chat = ctx.params.int("chat_id")?;
    if let Some(chat) = chat
        && !ctx.world.people.contains_key(&chat)
    {
        return Err(ApiError::bad("chat not found"));
    }
    if let Some(bot) = ctx.world.bot_mut(ctx.bot) {
        let default = menu.get("type").and_then(Value::as_str) == Some("default");
        match (chat, default) {
            (Some(chat), true) => {
                bot.menus.remove(&chat);
            }
            (Some(chat), false) => {
                bot.menus.insert(chat, menu);
            }
            (None, true) => bot.menu_default = None,
            (None, false) => bot.menu_default = Some(menu),
        }
    }
    let data = match chat {
        Some(chat) => json!({ "chat_id": chat }),
        None => json!({}),
    };
    ctx.world.events.emit("chats", data);
    Ok(Value::Bool(true))
}

fn web_app(menu: &Value) -> Result<Value, ApiError> {
    let text = menu.get("text").and_then(Value::as_str).unwrap_or("");
    if text.is_empty() {
        return Err(ApiError::bad("menu button text must be non-empty"));
    }
    let url = menu
        .pointer("/web_app/url")
        .and_then(Value::as_str)
        .unwrap_or("");
    let fits = url::Url::parse(url).is_ok_and(|url| url.scheme() == "https" || is_local(&url));
    if !fits {
        return Err(ApiError::bad(format!(
            "menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )));
    }
    Ok(json!({"type": "web_app", "text": text, "web_app": {"url": url}}))
}

pub(crate) fn get_menu(ctx: &mut Ctx<'_>) -> ApiResult {
    let chat = ctx.params.int("chat_id")?;
    let bot = ctx.world.bot(ctx.bot);
    let menu = bot.map(|bot| match chat {
        Some(id) => bot.menus.get(&id).cloned(),
        None => bot.menu_default.clone(),
    });
    Ok(menu.flatten().unwrap_or_else(|| match chat {
        Some(_) => json!({"type": "default"}),
        None => json!({"type": "commands"}),
    }))
}
