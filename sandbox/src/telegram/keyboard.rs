//! Keyboards under messages: what Telegram accepts, and how buttons are found by label.

use serde_json::{Map, Value};
use url::Url;

use super::error::ApiError;

/// The most buttons that one keyboard may have.
const MAX_BUTTONS: usize = 100;
const MAX_DATA: usize = 64;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Markup {
    #[default]
    None,
    Inline(Value),
    Reply(Value),
}

impl Markup {
    pub(crate) fn inline(self) -> Option<Value> {
        match self {
            Self::Inline(value) => Some(value),
            Self::None | Self::Reply(_) => None,
        }
    }

    /// The inline and the reply keyboard.
    pub(crate) fn split(self) -> (Option<Value>, Option<Value>) {
        match self {
            Self::None => (None, None),
            Self::Inline(value) => (Some(value), None),
            Self::Reply(value) => (None, Some(value)),
        }
    }
}

/// Removes nulls everywhere: Telegram never sends them.
pub(crate) fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .filter(|(_, field)| !field.is_null())
                .map(|(key, field)| (key.clone(), without_nulls(field)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

/// Checks a `reply_markup`.
pub(crate) fn parse(markup: Option<&Value>, private: bool) -> Result<Markup, ApiError> {
    let Some(markup) = markup else {
        return Ok(Markup::None);
    };
    let Value::Object(fields) = without_nulls(markup) else {
        return Err(ApiError::bad("object expected as reply markup"));
    };
    if let Some(rows) = fields.get("inline_keyboard") {
        let rows = check_rows(rows, "inline_keyboard", |button| {
            inline_button(button, private)
        })?;
        if rows.is_empty() {
            return Ok(Markup::None);
        }
        let mut checked = Map::new();
        checked.insert("inline_keyboard".to_owned(), Value::Array(rows));
        return Ok(Markup::Inline(Value::Object(checked)));
    }
    if let Some(rows) = fields.get("keyboard") {
        let rows = check_rows(rows, "keyboard", |button| reply_button(button, private))?;
        if rows.is_empty() {
            return Ok(Markup::None);
        }
        let mut checked = fields.clone();
        checked.insert("keyboard".to_owned(), Value::Array(rows));
        return Ok(Markup::Reply(Value::Object(checked)));
    }
    let flag = |name| fields.get(name).and_then(Value::as_bool) == Some(true);
    if flag("remove_keyboard") || flag("force_reply") {
        return Ok(Markup::Reply(Value::Object(fields)));
    }
    Ok(Markup::None)
}

fn check_rows(
    rows: &Value,
    field: &str,
    check: impl Fn(&Value) -> Result<Value, ApiError>,
) -> Result<Vec<Value>, ApiError> {
    let Value::Array(rows) = rows else {
        return Err(ApiError::bad(format!(
            "field \"{field}\" of the reply markup must be of type Array"
        )));
    };
    let mut count = 0;
    let mut checked = Vec::new();
    for row in rows {
        let Value::Array(buttons) = row else {
            return Err(ApiError::bad(format!(
                "field \"{field}\" must be an Array of Arrays"
            )));
        };
        let buttons: Vec<Value> = buttons.iter().map(&check).collect::<Result<_, _>>()?;
        count += buttons.len();
        if !buttons.is_empty() {
            checked.push(Value::Array(buttons));
        }
    }
    if count > MAX_BUTTONS {
        return Err(ApiError::bad("reply markup is too long"));
    }
    Ok(checked)
}

fn text_of<'a>(fields: &'a Map<String, Value>, kind: &str) -> Result<&'a str, ApiError> {
    match fields.get("text") {
        None => Err(ApiError::bad(format!(
            "can't parse {kind}: Can't find field \"text\""
        ))),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(ApiError::bad(format!(
            "can't parse {kind}: Field \"text\" must be of type String"
        ))),
    }
}

fn inline_button(button: &Value, private: bool) -> Result<Value, ApiError> {
    const KIND: &str = "inline keyboard button";
    let Value::Object(fields) = button else {
        return Err(ApiError::bad(format!(
            "can't parse {KIND}: expected an Object"
        )));
    };
    if text_of(fields, KIND)?.trim().is_empty() {
        return Err(ApiError::bad("BUTTON_TEXT_INVALID"));
    }
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    if let Some(url) = text("url") {
        check_url(url, "URL", false)?;
    } else if let Some(data) = text("callback_data") {
        if data.is_empty() || data.len() > MAX_DATA {
            return Err(ApiError::bad("BUTTON_DATA_INVALID"));
        }
    } else if let Some(app) = fields.get("web_app") {
        if !private {
            return Err(ApiError::bad("BUTTON_TYPE_INVALID"));
        }
        check_url(app_url(app), "Web App URL", true)?;
    } else if let Some(login) = fields.get("login_url") {
        check_url(app_url(login), "login URL", true)?;
    } else if let Some(copy) = fields.get("copy_text") {
        let text = copy.get("text").and_then(Value::as_str).unwrap_or("");
        if text.is_empty() || text.chars().count() > 256 {
            return Err(ApiError::bad("BUTTON_COPY_TEXT_INVALID"));
        }
    } else if ![
        "pay",
        "callback_game",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
    ]
    .iter()
    .any(|key| fields.contains_key(*key))
    {
        return Err(ApiError::bad(format!(
            "can't parse {KIND}: Text buttons are unallowed in the inline keyboard"
        )));
    }
    Ok(button.clone())
}

fn reply_button(button: &Value, private: bool) -> Result<Value, ApiError> {
    const KIND: &str = "keyboard button";
    let fields = match button {
        Value::String(text) => {
            let mut fields = Map::new();
            fields.insert("text".to_owned(), Value::String(text.clone()));
            fields
        }
        Value::Object(fields) => fields.clone(),
        _ => {
            return Err(ApiError::bad(format!(
                "can't parse {KIND}: expected an Object"
            )));
        }
    };
    if text_of(&fields, KIND)?.trim().is_empty() {
        return Err(ApiError::bad("keyboard button text must be non-empty"));
    }
    let asks = |name| fields.get(name).and_then(Value::as_bool) == Some(true);
    if asks("request_contact") && !private {
        return Err(ApiError::bad(
            "phone number can be requested in private chats only",
        ));
    }
    if asks("request_location") && !private {
        return Err(ApiError::bad(
            "location can be requested in private chats only",
        ));
    }
    if let Some(app) = fields.get("web_app") {
        if !private {
            return Err(ApiError::bad(
                "web app buttons can be used in private chats only",
            ));
        }
        check_url(app_url(app), "Web App URL", true)?;
    }
    Ok(Value::Object(fields))
}

fn app_url(app: &Value) -> &str {
    app.get("url").and_then(Value::as_str).unwrap_or("")
}

/// Only HTTPS for Mini Apps; a local address may be plain, since this whole server is local.
fn check_url(url: &str, what: &str, https: bool) -> Result<(), ApiError> {
    let refuse = |why: &str| {
        Err(ApiError::bad(format!(
            "inline keyboard button {what} '{url}' is invalid: {why}"
        )))
    };
    if url.trim().is_empty() {
        return refuse("URL host is empty");
    }
    let full = if url.contains("://") || url.starts_with("tg:") || url.starts_with("mailto:") {
        url.to_owned()
    } else {
        format!("http://{url}")
    };
    let Ok(parsed) = Url::parse(&full) else {
        return refuse("Wrong HTTP URL");
    };
    match parsed.scheme() {
        "tg" | "ton" | "tonsite" if !https => Ok(()),
        "https" | "http" => {
            let host = parsed.host_str().unwrap_or("");
            if !is_local(&parsed) && !host.contains('.') {
                return refuse("Wrong HTTP URL");
            }
            if https && parsed.scheme() == "http" && !is_local(&parsed) {
                return refuse("Only HTTPS links are allowed");
            }
            Ok(())
        }
        _ => refuse("Unsupported URL protocol"),
    }
}

/// Whether an address is this machine's own.
pub(crate) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Rows of an inline or a reply keyboard.
pub(crate) fn rows(markup: &Value) -> Vec<Vec<Value>> {
    let rows = markup
        .get("inline_keyboard")
        .or_else(|| markup.get("keyboard"))
        .and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .cloned()
        .collect()
}

pub(crate) fn label(button: &Value) -> &str {
    button.get("text").and_then(Value::as_str).unwrap_or("")
}

/// A button whose label is exactly the wanted one, or, unless `exact`, contains it.
pub(crate) fn find(markup: &Value, wanted: &str, exact: bool) -> Option<Value> {
    rows(markup).into_iter().flatten().find(|button| {
        let label = label(button);
        if exact {
            label == wanted
        } else {
            label.contains(wanted)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(button: Value) -> String {
        let markup = json!({"inline_keyboard": [[button]]});
        parse(Some(&markup), true).unwrap_err().description
    }

    #[test]
    fn inline_buttons_are_checked() {
        let long = "я".repeat(33);
        assert_eq!(
            refusal(json!({"text": "x", "callback_data": long})),
            "Bad Request: BUTTON_DATA_INVALID"
        );
        assert_eq!(
            refusal(json!({"text": "x", "callback_data": ""})),
            "Bad Request: BUTTON_DATA_INVALID"
        );
        assert_eq!(
            refusal(json!({"text": "x"})),
            "Bad Request: can't parse inline keyboard button: \
             Text buttons are unallowed in the inline keyboard"
        );
        assert_eq!(
            refusal(json!({"callback_data": "x"})),
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\""
        );
        assert_eq!(
            refusal(json!({"text": "x", "url": "nowhere"})),
            "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"
        );
        assert_eq!(
            refusal(json!({"text": "x", "web_app": {"url": "http://sputnik.uz/app"}})),
            "Bad Request: inline keyboard button Web App URL 'http://sputnik.uz/app' is invalid: \
             Only HTTPS links are allowed"
        );
    }

    #[test]
    fn good_ones_lose_nulls() {
        let markup = json!({"inline_keyboard": [[
            {"text": "x", "callback_data": "a", "url": null},
            {"text": "y", "web_app": {"url": "http://127.0.0.1:80/app"}},
        ], []]});
        let parsed = parse(Some(&markup), true).unwrap().inline().unwrap();
        assert_eq!(
            parsed,
            json!({"inline_keyboard": [[
                {"text": "x", "callback_data": "a"},
                {"text": "y", "web_app": {"url": "http://127.0.0.1:80/app"}},
            ]]})
        );
    }

    #[test]
    fn empty_means_none() {
        let markup = json!({"inline_keyboard": []});
        assert_eq!(parse(Some(&markup), true).unwrap(), Markup::None);
        assert_eq!(parse(None, true).unwrap(), Markup::None);
        assert!(parse(Some(&json!("x")), true).is_err());
    }

    #[test]
    fn reply_buttons_may_be_strings() {
        let markup = json!({"keyboard": [["Да", {"text": "Номер", "request_contact": true}]]});
        let Markup::Reply(parsed) = parse(Some(&markup), true).unwrap() else {
            unreachable!("a reply keyboard");
        };
        assert!(find(&parsed, "Да", true).is_some());
        assert!(parse(Some(&markup), false).is_err());
    }
}
