//! People as Telegram's users.

use serde_json::{Map, Value, json};

/// A person of the sandbox.
#[derive(Clone, Debug)]
pub(crate) struct Human {
    pub(crate) id: i64,
    pub(crate) first_name: String,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) language_code: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) last_toast: Option<String>,
}

const COLORS: [&str; 7] = [
    "#e17076", "#faa774", "#a695e7", "#7bc862", "#6ec9cb", "#65aadd", "#ee7aae",
];

impl Human {
    fn names(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("first_name".to_owned(), json!(self.first_name));
        for (key, value) in [("last_name", &self.last_name), ("username", &self.username)] {
            if let Some(text) = value {
                fields.insert(key.to_owned(), json!(text));
            }
        }
        fields
    }

    /// The person as the `from` of an update.
    pub(crate) fn user(&self) -> Value {
        let mut user = Map::new();
        user.insert("id".to_owned(), json!(self.id));
        user.insert("is_bot".to_owned(), json!(false));
        user.extend(self.names());
        if let Some(language) = &self.language_code {
            user.insert("language_code".to_owned(), json!(language));
        }
        Value::Object(user)
    }

    /// The private chat with the person.
    pub(crate) fn chat(&self) -> Value {
        let mut chat = Map::new();
        chat.insert("id".to_owned(), json!(self.id));
        chat.extend(self.names());
        chat.insert("type".to_owned(), json!("private"));
        Value::Object(chat)
    }

    /// The `user` of a Mini App's init data.
    pub(crate) fn web_app_user(&self) -> Value {
        let mut user = Map::new();
        user.insert("id".to_owned(), json!(self.id));
        user.extend(self.names());
        user.entry("last_name").or_insert_with(|| json!(""));
        if let Some(language) = &self.language_code {
            user.insert("language_code".to_owned(), json!(language));
        }
        user.insert("allows_write_to_pm".to_owned(), json!(true));
        Value::Object(user)
    }

    /// The person as the chat page knows them.
    pub(crate) fn card(&self, blocked: bool) -> Value {
        let mut card = Map::new();
        card.insert("id".to_owned(), json!(self.id));
        card.extend(self.names());
        if let Some(language) = &self.language_code {
            card.insert("language_code".to_owned(), json!(language));
        }
        card.insert("blocked".to_owned(), json!(blocked));
        if let Some(kind) = &self.kind {
            card.insert("kind".to_owned(), json!(kind));
        }
        card.insert("color".to_owned(), json!(self.color()));
        Value::Object(card)
    }

    fn color(&self) -> &'static str {
        let count = u64::try_from(COLORS.len()).unwrap_or(1);
        let place = usize::try_from(self.id.unsigned_abs() % count).unwrap_or(0);
        COLORS.get(place).copied().unwrap_or("#65aadd")
    }
}
