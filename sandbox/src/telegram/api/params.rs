//! Parameters of a call, wherever they came from: query, form, multipart or JSON.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::telegram::{error::ApiError, files::Upload, messages::MEDIA};

#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    fields: Map<String, Value>,
    files: HashMap<String, Upload>,
}

impl Params {
    pub(crate) fn of(fields: Map<String, Value>) -> Self {
        Self {
            fields,
            files: HashMap::new(),
        }
    }

    pub(crate) fn put(&mut self, key: String, value: Value) {
        self.fields.insert(key, value);
    }

    pub(crate) fn put_file(&mut self, key: String, upload: Upload) {
        self.files.insert(key, upload);
    }

    pub(crate) fn file(&self, key: &str) -> Option<&Upload> {
        self.files.get(key)
    }

    /// The value as it came, without nulls and empty strings.
    pub(crate) fn raw(&self, key: &str) -> Option<&Value> {
        self.fields
            .get(key)
            .filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.raw(key).is_some()
    }

    /// A string; a number is taken as its digits.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.raw(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    pub(crate) fn required(&self, key: &str) -> Result<String, ApiError> {
        self.text(key)
            .ok_or_else(|| ApiError::bad(format!("parameter \"{key}\" is required")))
    }

    pub(crate) fn int(&self, key: &str) -> Result<Option<i64>, ApiError> {
        let found = match self.raw(key) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        match found {
            Some(number) => Ok(Some(number)),
            None => Err(ApiError::bad(format!(
                "invalid value of the parameter \"{key}\" specified"
            ))),
        }
    }

    pub(crate) fn float(&self, key: &str) -> Option<f64> {
        match self.raw(key)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        match self.raw(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::String(text)) => {
                matches!(text.to_ascii_lowercase().as_str(), "true" | "1" | "yes")
            }
            _ => false,
        }
    }

    /// An object or an array, which a form carries as text.
    pub(crate) fn json(&self, key: &str) -> Result<Option<Value>, ApiError> {
        match self.raw(key) {
            None => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_bad| {
                let name = key.replace('_', " ");
                ApiError::bad(format!("can't parse {name} JSON object"))
            }),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub(crate) fn strings(&self, key: &str) -> Result<Option<Vec<String>>, ApiError> {
        let Some(value) = self.json(key)? else {
            return Ok(None);
        };
        let list = value.as_array().map(|items| {
            let texts = items.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        });
        list.map(Some)
            .ok_or_else(|| ApiError::bad(format!("{key} must be an Array of String")))
    }

    /// The chat by number.
    pub(crate) fn chat(&self) -> Result<i64, ApiError> {
        if !self.has("chat_id") {
            return Err(ApiError::bad("chat_id is empty"));
        }
        // Only channels and public groups have names, and there are none here.
        self.chat_number()
            .ok_or_else(|| ApiError::bad("chat not found"))
    }

    pub(crate) fn chat_number(&self) -> Option<i64> {
        match self.raw("chat_id")? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn message_id(&self) -> Result<i64, ApiError> {
        match self.int("message_id")? {
            Some(id) => Ok(id),
            None => Err(ApiError::bad("message identifier is not specified")),
        }
    }

    /// What the parameters that carry files say.
    pub(crate) fn media_sources(&self) -> impl Iterator<Item = &str> {
        MEDIA
            .iter()
            .filter_map(|key| self.fields.get(*key)?.as_str())
    }

    /// Parameters for the journal: objects unpacked, files by name and size.
    pub(crate) fn shown(&self) -> Value {
        let mut shown = Map::new();
        for (key, value) in &self.fields {
            let unpacked = value
                .as_str()
                .filter(|text| text.starts_with(['{', '[']))
                .and_then(|text| serde_json::from_str(text).ok());
            shown.insert(key.clone(), unpacked.unwrap_or_else(|| value.clone()));
        }
        for (key, upload) in &self.files {
            let card = json!({"file_name": upload.name, "size": upload.bytes.len()});
            shown.insert(key.clone(), card);
        }
        Value::Object(shown)
    }
}
