//! What a person says, taps and expects to read.

use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    board::{Board, Chat},
    objects::{BOT_ID, bot_user},
};

/// The dialogue that every bot of the comparison has.
const FORM: &str = r#"{
  "steps": [
    {"send": "/form", "expect": "name?"},
    {"send": "Ann-{n}", "expect": "age?"},
    {"send": "27", "expect": "done Ann-{n} 27"}
  ]
}"#;

/// A dialogue, repeated by every person again and again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// Language of the people.
    #[serde(default = "english")]
    language: String,
    /// Steps that each person takes once, before anything is measured.
    #[serde(default)]
    pub(crate) setup: Vec<Step>,
    /// The dialogue itself.
    pub(crate) steps: Vec<Step>,
}

/// One update and the answer to it.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Line")]
pub(crate) struct Step {
    action: Action,
    expect: Option<String>,
}

#[derive(Debug)]
enum Action {
    Send(String),
    Tap(String),
    Press(String),
}

/// A step as it is written in the file: one of the actions and what it leads to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// A text message.
    send: Option<String>,
    /// A button by its callback data, under the bot's last message.
    tap: Option<String>,
    /// A button by a piece of its label, wherever it hangs now.
    press: Option<String>,
    /// A piece of the text that must come back, in a new message or an edited one.
    /// Without it the `200` alone ends the step.
    expect: Option<String>,
}

impl TryFrom<Line> for Step {
    type Error = &'static str;

    fn try_from(line: Line) -> Result<Self, Self::Error> {
        let action = match (line.send, line.tap, line.press) {
            (Some(text), None, None) => Action::Send(text),
            (None, Some(data), None) => Action::Tap(data),
            (None, None, Some(label)) => Action::Press(label),
            _ => return Err("a step has exactly one of `send`, `tap` and `press`"),
        };
        Ok(Self {
            action,
            expect: line.expect,
        })
    }
}

/// A person about to make a step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) user: u32,
    /// Number of this dialogue, not shared with any other.
    pub(crate) number: u64,
    pub(crate) update_id: u32,
    pub(crate) unix_time: u64,
}

fn english() -> String {
    "en".to_owned()
}

impl Scenario {
    /// `/form`, a name, an age.
    pub(crate) fn form() -> anyhow::Result<Self> {
        Self::parse(FORM)
    }

    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is no scenario", path.display()))
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let scenario: Self = serde_json::from_str(text)?;
        anyhow::ensure!(!scenario.steps.is_empty(), "`steps` is empty");
        Ok(scenario)
    }

    /// The update of one step.
    pub(crate) fn update(&self, step: &Step, turn: Turn, chat: &mut Chat) -> anyhow::Result<Value> {
        let (message_id, data) = match &step.action {
            Action::Send(text) => {
                let message_id = chat.next_message();
                return Ok(self.message(turn, message_id, &turn.fill(text)));
            }
            Action::Tap(data) => (chat.bot_message, turn.fill(data)),
            Action::Press(label) => {
                let label = turn.fill(label);
                chat.button(&label)
                    .with_context(|| format!("no button {label:?} under {:?}", chat.bot_text))?
            }
        };
        Ok(self.callback(turn, message_id, &data, chat))
    }

    fn message(&self, turn: Turn, message_id: i64, text: &str) -> Value {
        let mut message = json!({
            "message_id": message_id,
            "from": self.person(turn),
            "chat": person_chat(turn),
            "date": turn.unix_time,
            "text": text,
        });
        if text.starts_with('/')
            && let Some(fields) = message.as_object_mut()
        {
            let command = text.split_whitespace().next().unwrap_or_default();
            let length = command.encode_utf16().count();
            fields.insert(
                "entities".to_owned(),
                json!([{"type": "bot_command", "offset": 0, "length": length}]),
            );
        }
        json!({"update_id": turn.update_id, "message": message})
    }

    fn callback(&self, turn: Turn, message_id: i64, data: &str, chat: &Chat) -> Value {
        let mut message = json!({
            "message_id": message_id,
            "from": bot_user(BOT_ID),
            "chat": person_chat(turn),
            "date": turn.unix_time,
            "text": chat.bot_text,
        });
        if let (Some((_, rows)), Some(fields)) = (&chat.buttons, message.as_object_mut()) {
            fields.insert("reply_markup".to_owned(), json!({"inline_keyboard": rows}));
        }
        json!({
            "update_id": turn.update_id,
            "callback_query": {
                "id": format!("{}{:010}", turn.user, turn.update_id),
                "from": self.person(turn),
                "message": message,
                "chat_instance": (turn.user + 1).to_string(),
                "data": data,
            },
        })
    }

    fn person(&self, turn: Turn) -> Value {
        json!({
            "id": Board::chat_id(turn.user),
            "is_bot": false,
            "first_name": "Ann",
            "language_code": self.language,
        })
    }
}

impl Step {
    pub(crate) fn expected(&self, turn: Turn) -> Option<String> {
        self.expect.as_deref().map(|text| turn.fill(text))
    }
}

impl Turn {
    /// Puts the numbers of this dialogue and this person into a text.
    fn fill(&self, text: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        text.replace("{n}", &self.number.to_string())
            .replace("{user}", &Board::chat_id(self.user).to_string())
    }
}

fn person_chat(turn: Turn) -> Value {
    json!({"id": Board::chat_id(turn.user), "type": "private", "first_name": "Ann"})
}
