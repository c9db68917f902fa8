//! Keyboards as values, in a few shapes. Labels are for eyes only: nothing is ever routed by one.

use teloxide::types::{
    ButtonRequest, CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind,
    InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup, KeyboardRemove, ReplyMarkup,
};
use url::Url;

use super::{callback::Callback, texts::Tr};
use crate::{args, kernel::page::Page};

/// What stands under a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyboard {
    rows: Vec<Vec<Button>>,
}

/// One button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    label: String,
    act: Act,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Act {
    Callback(String),
    Url(Url),
    Copy(String),
}

/// A button that says something to the bot.
pub fn button(label: impl Into<String>, callback: &impl Callback) -> Button {
    Button {
        label: label.into(),
        act: Act::Callback(callback.encode()),
    }
}

/// A button that opens an address; none when the address is empty or broken.
pub fn link(label: impl Into<String>, address: &str) -> Option<Button> {
    Some(Button {
        label: label.into(),
        act: Act::Url(Url::parse(address).ok()?),
    })
}

/// A button that copies a text to the clipboard (at most 256 characters).
pub fn copy(label: impl Into<String>, text: impl Into<String>) -> Button {
    Button {
        label: label.into(),
        act: Act::Copy(text.into()),
    }
}

impl Keyboard {
    /// No buttons yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds a row; an empty one is left out.
    #[must_use]
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let row: Vec<_> = buttons.into_iter().collect();
        if !row.is_empty() {
            self.rows.push(row);
        }
        self
    }

    /// Adds buttons in rows of `columns`.
    #[must_use]
    pub fn grid(mut self, columns: usize, buttons: impl IntoIterator<Item = Button>) -> Self {
        let buttons: Vec<_> = buttons.into_iter().collect();
        for row in buttons.chunks(std::cmp::max(columns, 1)) {
            self.rows.push(row.to_vec());
        }
        self
    }

    /// Adds "‹ 2/7 ›" for a list of more than one page.
    #[must_use]
    pub fn pager<T, C: Callback>(self, page: &Page<T>, to: impl Fn(u32) -> C) -> Self {
        if page.count < 2 {
            return self;
        }
        let last = page.count.saturating_sub(1);
        // The ends wrap round, so that the buttons never move under the thumb.
        let before = page.number.checked_sub(1).unwrap_or(last);
        let after = if page.number >= last {
            0
        } else {
            page.number + 1
        };
        self.row([
            button("‹", &to(before)),
            button(
                format!("{}/{}", page.number + 1, page.count),
                &to(page.number),
            ),
            button("›", &to(after)),
        ])
    }

    /// Adds "➖ label ➕"; what the label says does nothing.
    #[must_use]
    pub fn counter<C: Callback>(
        self,
        label: impl Into<String>,
        (less, more): (&C, &C),
        nothing: &impl Callback,
    ) -> Self {
        self.row([
            button("➖", less),
            button(label, nothing),
            button("➕", more),
        ])
    }

    /// Adds "Yes" and "No": the question before anything is destroyed.
    #[must_use]
    pub fn yes_no<C: Callback>(self, tr: &Tr, yes: &C, no: &C) -> Self {
        self.row([
            button(tr.plain("common-yes", args![]), yes),
            button(tr.plain("common-no", args![]), no),
        ])
    }

    /// Adds the way back.
    #[must_use]
    pub fn back(self, tr: &Tr, to: &impl Callback) -> Self {
        self.row([button(tr.plain("common-back", args![]), to)])
    }

    /// Whether there is no button.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The keyboard as Telegram wants it.
    #[must_use]
    pub fn markup(&self) -> InlineKeyboardMarkup {
        let button = |button: &Button| {
            let kind = match &button.act {
                Act::Callback(data) => InlineKeyboardButtonKind::CallbackData(data.clone()),
                Act::Url(url) => InlineKeyboardButtonKind::Url(url.clone()),
                Act::Copy(text) => {
                    InlineKeyboardButtonKind::CopyText(CopyTextButton { text: text.clone() })
                }
            };
            InlineKeyboardButton::new(button.label.clone(), kind)
        };
        InlineKeyboardMarkup::new(self.rows.iter().map(|row| row.iter().map(button)))
    }

    /// The rows as a person sees them, for snapshots.
    #[must_use]
    pub fn drawn(&self) -> String {
        let row = |row: &Vec<Button>| {
            let labels: Vec<_> = row
                .iter()
                .map(|button| format!("[ {} ]", button.label))
                .collect();
            labels.join(" ")
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }
}

/// A keyboard in place of the letters: only for what a button under a message cannot ask for.
#[must_use]
pub fn ask_location(tr: &Tr) -> ReplyMarkup {
    let share = KeyboardButton::new(tr.plain("common-share-location", args![]))
        .request(ButtonRequest::Location);
    ReplyMarkup::Keyboard(
        KeyboardMarkup::new([[share]])
            .resize_keyboard()
            .one_time_keyboard(),
    )
}

/// Takes such a keyboard away.
#[must_use]
pub fn remove() -> ReplyMarkup {
    ReplyMarkup::KeyboardRemove(KeyboardRemove::new())
}
