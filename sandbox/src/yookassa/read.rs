//! Fields of a request, with the limits of the service.

use serde_json::{Map, Value};

use super::error::Refusal;

const METADATA_KEYS: usize = 16;
const METADATA_KEY: usize = 32;
const METADATA_VALUE: usize = 512;

/// The body as an object.
pub(crate) fn object(body: &Value) -> Result<&Map<String, Value>, Refusal> {
    body.as_object()
        .ok_or_else(|| Refusal::invalid("Failed to parse request body"))
}

/// Text of a field; null counts as absent.
pub(crate) fn text<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
    parent: &str,
) -> Result<Option<&'a str>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::field(format!("{parent}{name}")).because("a string is needed")),
    }
}

/// A flag; false when absent.
pub(crate) fn flag(fields: &Map<String, Value>, name: &str) -> Result<bool, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Refusal::field(name).because("true or false is needed")),
    }
}

/// Description of at most `limit` characters.
pub(crate) fn description(
    fields: &Map<String, Value>,
    limit: usize,
) -> Result<Option<String>, Refusal> {
    let Some(text) = text(fields, "description", "")? else {
        return Ok(None);
    };
    if text.chars().count() > limit {
        let words = format!("Description is too long. Max. length is {limit}");
        return Err(Refusal::invalid(words).at("description"));
    }
    Ok(Some(text.to_owned()))
}

/// Metadata: a few short strings.
pub(crate) fn metadata(fields: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let map = match fields.get("metadata") {
        None | Some(Value::Null) => return Ok(Map::new()),
        Some(Value::Object(map)) => map,
        Some(_) => return Err(Refusal::field("metadata")),
    };
    let refuse = |words: String| Err(Refusal::invalid(words).at("metadata"));
    if map.len() > METADATA_KEYS {
        return refuse(format!(
            "Metadata object is limited to {METADATA_KEYS} keys"
        ));
    }
    for (key, value) in map {
        if key.chars().count() > METADATA_KEY {
            return refuse(format!(
                "The key names length in metadata object is limited to {METADATA_KEY} characters"
            ));
        }
        let Some(value) = value.as_str() else {
            return Err(Refusal::field(format!("metadata.{key}")).because("values must be strings"));
        };
        if value.chars().count() > METADATA_VALUE {
            return refuse(format!(
                "The key values length in metadata object is limited to {METADATA_VALUE} characters"
            ));
        }
    }
    Ok(map.clone())
}

/// Whether a text is so many digits.
pub(crate) fn is_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
