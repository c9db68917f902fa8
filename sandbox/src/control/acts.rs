//! What people do, over HTTP.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Path, State},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Answer, Problem, body};
use crate::{
    person::PaymentOutcome,
    sandbox::Shared,
    telegram::{
        files::{FileKind, Upload},
        incoming::{self, Outgoing, Refused, Sent},
        initdata, links, payments, shares,
        world::World,
    },
};

/// How long the page waits for the answer to a tap.
const ANSWER_LIMIT: Duration = Duration::from_secs(15);

/// The bot of a private chat, when it is not the first one.
fn bot_of(world: &World, bot: Option<i64>) -> i64 {
    bot.unwrap_or_else(|| world.first_bot())
}

/// Where in the chat something goes, as all acts may say.
#[derive(Deserialize)]
struct Place {
    reply_to: Option<i64>,
    message_thread_id: Option<i64>,
}

impl From<Place> for Outgoing {
    fn from(place: Place) -> Self {
        Self {
            reply_to: place.reply_to,
            thread: place.message_thread_id,
        }
    }
}

fn sent(sent: Result<Sent, Refused>) -> Answer {
    let sent = sent?;
    Ok(Json(json!({
        "message_id": sent.message_id,
        "update_id": sent.ticket.map(|ticket| ticket.update_id),
    })))
}

#[derive(Deserialize)]
struct Text {
    from: i64,
    text: String,
    entities: Option<Value>,
    #[serde(flatten)]
    place: Place,
    bot: Option<i64>,
}

pub(crate) async fn text(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Text = body(&bytes)?;
    let place = act.place.into();
    sent(shared.with(|world| {
        let bot = bot_of(world, act.bot);
        let entities = act.entities.as_ref();
        incoming::text(world, bot, act.from, chat, &act.text, entities, place)
    }))
}

#[derive(Deserialize)]
struct Start {
    from: i64,
    payload: Option<String>,
    bot: Option<i64>,
}

pub(crate) async fn start(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Start = body(&bytes)?;
    sent(shared.with(|world| {
        let bot = bot_of(world, act.bot);
        incoming::start(world, bot, act.from, chat, act.payload.as_deref())
    }))
}

#[derive(Deserialize)]
struct Location {
    from: i64,
    latitude: f64,
    longitude: f64,
    #[serde(flatten)]
    place: Place,
    bot: Option<i64>,
}

pub(crate) async fn location(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Location = body(&bytes)?;
    if !(-90.0..=90.0).contains(&act.latitude) || !(-180.0..=180.0).contains(&act.longitude) {
        return Err(Problem::bad("no such place on Earth"));
    }
    sent(shared.with(|world| {
        let bot = bot_of(world, act.bot);
        let content = shares::location(act.latitude, act.longitude);
        incoming::post(world, bot, act.from, chat, content, act.place.into())
    }))
}

#[derive(Deserialize)]
struct Contact {
    from: i64,
    phone_number: Option<String>,
    first_name: Option<String>,
    #[serde(flatten)]
    place: Place,
    bot: Option<i64>,
}

pub(crate) async fn contact(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Contact = body(&bytes)?;
    let given = act.phone_number.filter(|phone| !phone.trim().is_empty());
    let phone = given.unwrap_or_else(|| shares::phone_of(act.from));
    sent(shared.with(|world| {
        let bot = bot_of(world, act.bot);
        let name = act.first_name.as_deref();
        let content = shares::contact(world, act.from, &phone, name);
        incoming::post(world, bot, act.from, chat, content, act.place.into())
    }))
}

#[derive(Deserialize)]
struct AppData {
    from: i64,
    data: String,
    #[serde(default)]
    button_text: String,
    bot: Option<i64>,
}

pub(crate) async fn web_app_data(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: AppData = body(&bytes)?;
    let content = shares::web_app_data(&act.button_text, &act.data)?;
    sent(shared.with(|world| {
        let bot = bot_of(world, act.bot);
        incoming::post(world, bot, act.from, chat, content, Outgoing::default())
    }))
}

pub(crate) async fn media(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    mut parts: Multipart,
) -> Answer {
    let mut fields = Map::new();
    let mut files = Vec::new();
    loop {
        let next = parts.next_field().await;
        let Some(part) = next.map_err(|error| Problem::bad(error.body_text()))? else {
            break;
        };
        let key = part.name().unwrap_or("").to_owned();
        let name = part.file_name().map(str::to_owned);
        let mime = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await;
        let bytes = bytes.map_err(|error| Problem::bad(error.body_text()))?;
        if key == "file" {
            files.push(Upload { name, mime, bytes });
        } else {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            fields.insert(key, Value::String(text));
        }
    }
    let field = |key: &str| fields.get(key).and_then(Value::as_str);
    let number = |key: &str| field(key).and_then(|text| text.trim().parse::<i64>().ok());
    let from = number("from").ok_or_else(|| Problem::bad("from is missing"))?;
    let kind = field("kind").unwrap_or("document");
    let kind = FileKind::parse(kind).ok_or_else(|| Problem::bad(format!("no kind {kind:?}")))?;
    if files.is_empty() {
        return Err(Problem::bad("file is missing"));
    }
    let caption = field("caption").map(str::to_owned);
    let bot = number("bot");
    let place = Outgoing {
        reply_to: number("reply_to"),
        thread: number("message_thread_id"),
    };
    let files = files
        .into_iter()
        .map(|upload| (kind, upload, Map::new()))
        .collect();
    let all = shared.with(|world| {
        let bot = bot_of(world, bot);
        incoming::media(world, bot, from, chat, files, caption.as_deref(), &place)
    })?;
    // Of an album, the first message is told.
    let first = all.into_iter().next();
    sent(first.ok_or_else(|| Refused::Invalid("file is missing".to_owned())))
}

#[derive(Deserialize)]
struct Tap {
    from: i64,
    message_id: i64,
    data: String,
    bot: Option<i64>,
}

pub(crate) async fn tap(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Tap = body(&bytes)?;
    let opened = shared.with(|world| {
        let bot = bot_of(world, act.bot);
        incoming::tap(world, bot, act.from, chat, act.message_id, &act.data)
    })?;
    let answer = tokio::select! {
        answer = tokio::time::timeout(ANSWER_LIMIT, opened.answer) => answer,
        () = shared.stop.cancelled() => return Ok(Json(json!({"answered": false}))),
    };
    let Ok(Ok(answer)) = answer else {
        return Ok(Json(json!({"answered": false})));
    };
    let mut told = json!({"answered": true, "show_alert": answer.show_alert});
    if let Some(fields) = told.as_object_mut() {
        for (key, value) in [("text", answer.text), ("url", answer.url)] {
            if let Some(value) = value {
                fields.insert(key.to_owned(), Value::String(value));
            }
        }
    }
    Ok(Json(told))
}

#[derive(Deserialize)]
struct Pay {
    from: i64,
    message_id: i64,
    bot: Option<i64>,
}

/// Pays an invoice; the answer tells how it went.
pub(crate) async fn pay(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let act: Pay = body(&bytes)?;
    let bot = shared.with(|world| bot_of(world, act.bot));
    let outcome = payments::pay(&shared, bot, act.from, chat, act.message_id).await?;
    Ok(Json(match outcome {
        PaymentOutcome::Paid(_) => json!({"status": "paid"}),
        PaymentOutcome::Declined(text) => json!({"status": "declined", "error_message": text}),
        PaymentOutcome::TimedOut => json!({"status": "timed_out"}),
    }))
}

#[derive(Deserialize)]
struct WebApp {
    from: i64,
    url: String,
    chat: Option<i64>,
    start_param: Option<String>,
    bot: Option<i64>,
}

/// The address of a Mini App with signed init data.
pub(crate) async fn web_app(State(shared): State<Arc<Shared>>, bytes: Bytes) -> Answer {
    let act: WebApp = body(&bytes)?;
    let param = act.start_param.as_deref().filter(|param| !param.is_empty());
    let opened = shared.with(|world| {
        let bot = bot_of(world, act.bot);
        Some((bot, links::opening(world, act.from, act.chat, param)?))
    });
    let Some((bot, opening)) = opened else {
        return Err(Problem::missing(format!("no person {}", act.from)));
    };
    let init_data = links::sign(&shared, bot, &opening);
    let url = initdata::app_url(&act.url, &init_data, param);
    Ok(Json(json!({ "url": url })))
}
