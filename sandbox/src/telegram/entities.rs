//! Text with entities; offsets and lengths are in UTF-16 code units, as Telegram counts.

use serde_json::{Map, Value, json};

use super::{detect, error::ApiError, html, markdown};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    pub(crate) kind: String,
    pub(crate) offset: usize,
    pub(crate) length: usize,
    /// `url`, `user`, `language`, `custom_emoji_id`.
    pub(crate) extra: Map<String, Value>,
}

impl Entity {
    pub(crate) fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            offset,
            length,
            extra: Map::new(),
        }
    }

    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.extra.insert(key.to_owned(), json!(value));
        self
    }

    pub(crate) fn end(&self) -> usize {
        self.offset + self.length
    }

    pub(crate) fn value(&self) -> Value {
        let mut fields = Map::new();
        fields.insert("offset".to_owned(), json!(self.offset));
        fields.insert("length".to_owned(), json!(self.length));
        fields.insert("type".to_owned(), json!(self.kind));
        fields.extend(self.extra.clone());
        Value::Object(fields)
    }

    pub(crate) fn parse(value: &Value) -> Option<Self> {
        let number = |key| usize::try_from(value.get(key)?.as_u64()?).ok();
        let mut extra = value.as_object()?.clone();
        for key in ["type", "offset", "length"] {
            extra.shift_remove(key);
        }
        extra.retain(|_, field| !field.is_null());
        Some(Self {
            kind: value.get("type")?.as_str()?.to_owned(),
            offset: number("offset")?,
            length: number("length")?,
            extra,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formatted {
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
}

/// Length in UTF-16 code units.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The part of a text between two UTF-16 offsets.
pub(crate) fn utf16_part(text: &str, from: usize, to: usize) -> String {
    let mut at = 0;
    let mut part = String::new();
    for c in text.chars() {
        if at >= from && at < to {
            part.push(c);
        }
        at += c.len_utf16();
    }
    part
}

impl Formatted {
    /// Reads a text the way Telegram does: parse mode or given entities, then spaces at both
    /// ends are cut, then links, commands and the like are found.
    pub(crate) fn read(
        text: &str,
        mode: Option<&str>,
        entities: Option<&Value>,
    ) -> Result<Self, ApiError> {
        let given = entities
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty());
        let parsed = match (mode.unwrap_or("").to_ascii_lowercase().as_str(), given) {
            ("", Some(list)) => Self {
                text: text.to_owned(),
                entities: list.iter().filter_map(Entity::parse).collect(),
            },
            ("" | "none", _) => Self {
                text: text.to_owned(),
                entities: Vec::new(),
            },
            ("html", _) => html::parse(text).map_err(cannot_parse)?,
            ("markdownv2", _) => markdown::parse_v2(text).map_err(cannot_parse)?,
            ("markdown", _) => markdown::parse_old(text).map_err(cannot_parse)?,
            _ => return Err(ApiError::bad("unsupported parse_mode")),
        };
        Ok(parsed.tidy())
    }

    fn tidy(self) -> Self {
        let mut text: String = self.text.chars().filter(|c| *c != '\r').collect();
        let mut entities = if text.len() == self.text.len() {
            self.entities
        } else {
            // Telegram drops carriage returns; what stood behind them moves to the left.
            drop_units(&self.text, self.entities, '\r')
        };
        let kept = text.trim_end().len();
        text.truncate(kept);
        let leading = text.len() - text.trim_start().len();
        let cut: String = text.drain(..leading).collect();
        let shift = utf16_len(&cut);
        let total = utf16_len(&text);
        for entity in &mut entities {
            let end = entity.end().saturating_sub(shift).min(total);
            entity.offset = entity.offset.saturating_sub(shift).min(total);
            entity.length = end.saturating_sub(entity.offset);
        }
        entities.retain(|entity| entity.length > 0);
        let found = detect::detect(&text, &entities);
        entities.extend(found);
        entities.sort_by_key(|e| (e.offset, std::cmp::Reverse(e.length), rank(&e.kind)));
        Self { text, entities }
    }

    /// Writes the text and, when there are any, the entities into a message's fields.
    pub(crate) fn write(&self, content: &mut Map<String, Value>, text: &str, entities: &str) {
        content.insert(text.to_owned(), json!(self.text));
        if !self.entities.is_empty() {
            let list = self.entities.iter().map(Entity::value).collect();
            content.insert(entities.to_owned(), Value::Array(list));
        }
    }
}

/// Order of entities with the same range.
fn rank(kind: &str) -> u8 {
    match kind {
        "blockquote" | "expandable_blockquote" => 0,
        "pre" => 10,
        "code" => 11,
        "text_link" | "text_mention" => 49,
        "bold" => 90,
        "italic" => 91,
        "underline" => 92,
        "strikethrough" => 93,
        "spoiler" => 94,
        "custom_emoji" => 99,
        _ => 50,
    }
}

fn cannot_parse(text: String) -> ApiError {
    ApiError::bad(format!("can't parse entities: {text}"))
}

fn drop_units(text: &str, entities: Vec<Entity>, dropped: char) -> Vec<Entity> {
    let before = |offset: usize| {
        let part = utf16_part(text, 0, offset);
        part.chars().filter(|c| *c == dropped).count()
    };
    entities
        .into_iter()
        .map(|mut entity| {
            let (start, end) = (before(entity.offset), before(entity.end()));
            entity.length -= end - start;
            entity.offset -= start;
            entity
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_trimmed_and_entities_follow() {
        let read = Formatted::read("  <b> жук </b>\n ", Some("HTML"), None).unwrap();
        assert_eq!(read.text, "жук");
        assert_eq!(read.entities, [Entity::new("bold", 0, 3)]);
    }

    #[test]
    fn given_entities_lose_nulls() {
        let given = json!([{"type": "bold", "offset": 0, "length": 2, "url": null}]);
        let read = Formatted::read("hi there", None, Some(&given)).unwrap();
        assert_eq!(read.entities, [Entity::new("bold", 0, 2)]);
    }

    #[test]
    fn carriage_returns_disappear() {
        let given = json!([{"type": "bold", "offset": 3, "length": 1}]);
        let read = Formatted::read("a\r\nb", None, Some(&given)).unwrap();
        assert_eq!(read.text, "a\nb");
        assert_eq!(read.entities, [Entity::new("bold", 2, 1)]);
    }

    #[test]
    fn parse_mode_must_be_known() {
        let error = Formatted::read("x", Some("bbcode"), None).unwrap_err();
        assert_eq!(error.description, "Bad Request: unsupported parse_mode");
    }
}
