//! A tap on a button: answered exactly once, and able to change the message it came from.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use serde::de::IgnoredAny;
use teloxide::{
    payloads::AnswerCallbackQuerySetters,
    requests::Requester,
    types::{CallbackQuery, CallbackQueryId, MaybeInaccessibleMessage},
};

use super::{
    screen::{Screen, Shown},
    tg::{Tg, TgError},
};
use crate::kernel::ids::TgId;

/// Telegram's limit on the text of an answer, in UTF-16 units; kept below it by characters.
const ANSWER_LIMIT: usize = 190;

/// A tap. Clones share the one answer.
#[derive(Clone, Debug)]
pub struct Tap {
    tg: Tg,
    id: CallbackQueryId,
    chat: TgId,
    shown: Option<Shown>,
    answered: Arc<AtomicBool>,
}

impl Tap {
    /// The tap of this query.
    #[must_use]
    pub fn new(tg: Tg, query: &CallbackQuery) -> Self {
        let person = i64::try_from(query.from.id.0).unwrap_or_default();
        let shown = query.message.as_ref().map(|message| match message {
            MaybeInaccessibleMessage::Regular(message) => Shown::of(message),
            MaybeInaccessibleMessage::Inaccessible(message) => Shown {
                id: message.message_id,
                is_text: false,
                is_media: false,
            },
        });
        let chat = query
            .message
            .as_ref()
            .map_or(person, |message| message.chat().id.0);
        Self {
            tg,
            id: query.id.clone(),
            chat: TgId(chat),
            shown,
            answered: Arc::default(),
        }
    }

    /// Puts a screen in the place of the message that was tapped. The tap is answered when the screen is
    /// there: until then there is still a way to say what went wrong.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn show(&self, screen: &Screen) -> Result<(), TgError> {
        self.put(screen).await?;
        self.finish().await;
        Ok(())
    }

    /// As [`Tap::show`], with a word at the top of the chat.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn show_with_toast(&self, screen: &Screen, toast: &str) -> Result<(), TgError> {
        self.put(screen).await?;
        self.toast(toast).await.map(drop)
    }

    /// Says something at the top of the chat for a moment; false when the tap was answered before, or is
    /// too old to be.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn toast(&self, text: &str) -> Result<bool, TgError> {
        self.answer(Some(text), false).await
    }

    /// Says something that has to be dismissed; false as for [`Tap::toast`].
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn alert(&self, text: &str) -> Result<bool, TgError> {
        self.answer(Some(text), true).await
    }

    /// Answers without a word unless something was said already: else the button keeps spinning.
    pub async fn finish(&self) {
        if let Err(error) = self.answer(None, false).await {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "a tap was not answered"
            );
        }
    }

    /// The chat of the message.
    #[must_use]
    pub const fn chat(&self) -> TgId {
        self.chat
    }

    /// The message that was tapped; none when Telegram did not say.
    #[must_use]
    pub const fn shown(&self) -> Option<Shown> {
        self.shown
    }

    async fn put(&self, screen: &Screen) -> Result<(), TgError> {
        match self.shown {
            Some(shown) => screen.replace(&self.tg, self.chat, shown).await,
            None => screen.send(&self.tg, self.chat).await.map(drop),
        }
    }

    async fn answer(&self, text: Option<&str>, alert: bool) -> Result<bool, TgError> {
        if self.answered.swap(true, Ordering::SeqCst) {
            return Ok(false);
        }
        let mut request = self.tg.bot().answer_callback_query(self.id.clone());
        if let Some(text) = text {
            let short: String = text.chars().take(ANSWER_LIMIT).collect();
            request = request.text(short).show_alert(alert);
        }
        match self.tg.call("answerCallbackQuery", request).await {
            Ok(IgnoredAny) => Ok(true),
            Err(TgError::TapTooOld) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
