//! One bot: its settings, webhook and waiting updates.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;

use super::inbox::Inbox;
use crate::options::BotSpec;

/// Kinds of updates that come only when asked for by name.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    pub(crate) max_connections: usize,
    pub(crate) connections: Arc<Semaphore>,
    pub(crate) last_error: Option<(i64, String)>,
    /// When an unbroken series of 410 began.
    pub(crate) gone_since: Option<i64>,
}

pub(crate) struct Bot {
    pub(crate) id: i64,
    pub(crate) token: String,
    pub(crate) username: String,
    pub(crate) first_name: String,
    pub(crate) inbox: Inbox,
    pub(crate) webhook: Option<Webhook>,
    pub(crate) allowed: Option<Vec<String>>,
    /// Counts calls of getUpdates; a newer call ends an older one.
    pub(crate) poll: u64,
    /// Message ids of private chats are common to all of them.
    pub(crate) next_message: i64,
    pub(crate) commands: HashMap<(String, String), Vec<Value>>,
    pub(crate) commands_changed: u64,
    /// Names and descriptions by field and language.
    pub(crate) texts: HashMap<(&'static str, String), String>,
    pub(crate) menu_default: Option<Value>,
    pub(crate) menus: HashMap<i64, Value>,
}

impl Bot {
    /// Reads the id out of the token.
    pub(crate) fn id_of(token: &str) -> Option<i64> {
        let (number, secret) = token.split_once(':')?;
        let id: i64 = number.parse().ok()?;
        (id > 0 && !secret.is_empty()).then_some(id)
    }

    pub(crate) fn new(id: i64, spec: &BotSpec, first_update: i64) -> Self {
        Self {
            id,
            token: spec.token.clone(),
            username: spec.username.trim_start_matches('@').to_owned(),
            first_name: spec.first_name.clone(),
            inbox: Inbox::new(first_update),
            webhook: None,
            allowed: None,
            poll: 0,
            next_message: 1,
            commands: HashMap::new(),
            commands_changed: 0,
            texts: HashMap::new(),
            menu_default: None,
            menus: HashMap::new(),
        }
    }

    /// The bot as a sender of messages.
    pub(crate) fn user(&self) -> Value {
        json!({
            "id": self.id,
            "is_bot": true,
            "first_name": self.first_name,
            "username": self.username,
        })
    }

    /// The answer of getMe.
    pub(crate) fn me(&self) -> Value {
        let mut me = match self.user() {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        for (key, value) in [
            ("can_join_groups", true),
            ("can_read_all_group_messages", true),
            ("supports_inline_queries", true),
            ("can_connect_to_business", false),
            ("has_main_web_app", true),
            ("has_topics_enabled", false),
        ] {
            me.insert(key.to_owned(), Value::Bool(value));
        }
        Value::Object(me)
    }

    /// Whether the bot wants updates of this kind.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        match &self.allowed {
            Some(list) if !list.is_empty() => list.iter().any(|k| k == kind),
            _ => !ON_REQUEST.contains(&kind),
        }
    }

    /// The menu button of a private chat.
    pub(crate) fn menu(&self, chat: Option<i64>) -> Value {
        chat.and_then(|id| self.menus.get(&id))
            .filter(|menu| menu.get("type").and_then(Value::as_str) != Some("default"))
            .or(self.menu_default.as_ref())
            .cloned()
            .unwrap_or_else(|| json!({"type": "commands"}))
    }

    /// Commands shown to one person: the first scope and language that has any wins.
    pub(crate) fn commands_for(&self, scopes: &[String], language: Option<&str>) -> Vec<Value> {
        for scope in scopes {
            for lang in [language.unwrap_or(""), ""] {
                let found = self.commands.get(&(scope.clone(), lang.to_owned()));
                if let Some(list) = found.filter(|list| !list.is_empty()) {
                    return list.clone();
                }
            }
        }
        Vec::new()
    }
}
