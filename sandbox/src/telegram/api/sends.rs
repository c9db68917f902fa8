//! Messages without files.

use serde_json::{Map, Value, json};

use super::Ctx;
use crate::telegram::{
    error::{ApiError, ApiResult},
    keyboard::without_nulls,
};

/// How long a chat action is shown.
const ACTION_MILLIS: i64 = 5_000;

pub(crate) fn message(ctx: &mut Ctx<'_>) -> ApiResult {
    let text = ctx.text()?;
    let target = ctx.target()?;
    let mut content = Map::new();
    text.write(&mut content, "text", "entities");
    preview(ctx, &mut content)?;
    ctx.post(target, content)
}

/// Options of the link preview, also by the older name.
pub(crate) fn preview(ctx: &Ctx<'_>, content: &mut Map<String, Value>) -> Result<(), ApiError> {
    let options = match ctx.params.json("link_preview_options")? {
        Some(options) => Some(without_nulls(&options)),
        None if ctx.params.flag("disable_web_page_preview") => Some(json!({"is_disabled": true})),
        None => None,
    };
    if let Some(options) =
        options.filter(|options| options.as_object().is_some_and(|o| !o.is_empty()))
    {
        content.insert("link_preview_options".to_owned(), options);
    }
    Ok(())
}

fn place(ctx: &Ctx<'_>) -> Result<Value, ApiError> {
    let within = |key: &str, range: std::ops::RangeInclusive<f64>| {
        let value = ctx.params.float(key);
        value.filter(|value| range.contains(value))
    };
    match (
        within("latitude", -90.0..=90.0),
        within("longitude", -180.0..=180.0),
    ) {
        (Some(latitude), Some(longitude)) => {
            Ok(json!({"latitude": latitude, "longitude": longitude}))
        }
        _ => Err(ApiError::bad("wrong location coordinates specified")),
    }
}

pub(crate) fn location(ctx: &mut Ctx<'_>) -> ApiResult {
    let mut place = place(ctx)?;
    let target = ctx.target()?;
    if let (Some(period), Some(fields)) = (ctx.params.int("live_period")?, place.as_object_mut()) {
        fields.insert("live_period".to_owned(), json!(period));
    }
    let mut content = Map::new();
    content.insert("location".to_owned(), place);
    ctx.post(target, content)
}

pub(crate) fn venue(ctx: &mut Ctx<'_>) -> ApiResult {
    let place = place(ctx)?;
    let title = ctx.params.required("title")?;
    let address = ctx.params.required("address")?;
    let target = ctx.target()?;
    let mut content = Map::new();
    content.insert("location".to_owned(), place.clone());
    let venue = json!({"location": place, "title": title, "address": address});
    content.insert("venue".to_owned(), venue);
    ctx.post(target, content)
}

pub(crate) fn contact(ctx: &mut Ctx<'_>) -> ApiResult {
    let mut contact = Map::new();
    for key in ["phone_number", "first_name"] {
        contact.insert(key.to_owned(), json!(ctx.params.required(key)?));
    }
    for key in ["last_name", "vcard"] {
        if let Some(text) = ctx.params.text(key) {
            contact.insert(key.to_owned(), json!(text));
        }
    }
    let target = ctx.target()?;
    let mut content = Map::new();
    content.insert("contact".to_owned(), Value::Object(contact));
    ctx.post(target, content)
}

pub(crate) fn poll(ctx: &mut Ctx<'_>) -> ApiResult {
    let question = ctx.params.text("question").unwrap_or_default();
    if question.trim().is_empty() {
        return Err(ApiError::bad("poll question must be non-empty"));
    }
    let options = ctx.params.json("options")?.unwrap_or_default();
    let options: Vec<Value> = options
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|option| option.as_str().or_else(|| option.get("text")?.as_str()))
        .map(|text| json!({"persistent_id": text, "text": text, "voter_count": 0}))
        .collect();
    if options.len() < 2 {
        return Err(ApiError::bad("poll must have at least 2 option"));
    }
    if options.len() > 12 {
        return Err(ApiError::bad("poll can't have more than 12 options"));
    }
    let anonymous = !ctx.params.has("is_anonymous") || ctx.params.flag("is_anonymous");
    let kind = ctx
        .params
        .text("type")
        .unwrap_or_else(|| "regular".to_owned());
    let several = ctx.params.flag("allows_multiple_answers");
    let target = ctx.target()?;
    let poll = json!({
        "id": ctx.world.next_query_id().to_string(),
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": false,
        "is_anonymous": anonymous,
        "type": kind,
        "allows_multiple_answers": several,
    });
    let mut content = Map::new();
    content.insert("poll".to_owned(), poll);
    ctx.post(target, content)
}

pub(crate) fn dice(ctx: &mut Ctx<'_>) -> ApiResult {
    let emoji = ctx.params.text("emoji").unwrap_or_else(|| "🎲".to_owned());
    let target = ctx.target()?;
    let mut content = Map::new();
    content.insert("dice".to_owned(), json!({"emoji": emoji, "value": 4}));
    ctx.post(target, content)
}

pub(crate) fn action(ctx: &mut Ctx<'_>) -> ApiResult {
    let action = ctx.params.text("action").unwrap_or_default();
    let known = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    ];
    if !known.contains(&action.as_str()) {
        return Err(ApiError::bad("wrong parameter action in request"));
    }
    let chat_id = ctx.params.chat()?;
    let key = ctx.world.writable(ctx.bot, chat_id)?;
    let until = ctx.world.clock.millis() + ACTION_MILLIS;
    if let Some(chat) = ctx.world.chats.get_mut(&key) {
        chat.action = (action != "cancel").then(|| (action.clone(), until));
    }
    let data = json!({"chat_id": chat_id, "action": action});
    ctx.world.events.emit("action", data);
    Ok(Value::Bool(true))
}
