//! What every handler knows: who it is, what they may do, in which language, and how to answer.

use std::sync::Arc;

use chrono_tz::Tz;
use serde::de::DeserializeOwned;

use super::{
    Site, State, bookings,
    users::{consent::Consents, people::Account},
};
use crate::{
    app::App,
    bot::{
        fault::{Fault, Refusal},
        intake::Incoming,
        screen::Screen,
        tap::Tap,
        texts::Tr,
    },
    entity::user,
    kernel::{
        actor::{Actor, Who},
        ids::{TgId, UpdateId, UserId},
        permission::{Permission, Rights},
    },
};

/// One update's person and surroundings.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

/// See [`Ctx`].
pub struct Inner {
    /// Application and library.
    pub site: Site,
    /// The person as stored.
    pub person: user::Model,
    /// What they may do.
    pub rights: Rights,
    /// What they agreed to.
    pub consents: Consents,
    /// Their texts.
    pub tr: Tr,
    /// The private chat.
    pub chat: TgId,
    /// The update.
    pub update: UpdateId,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Ctx {
    /// Wraps it up.
    #[must_use]
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The same update after its person changed: new words, new rights.
    #[must_use]
    pub fn renewed(&self, account: Account) -> Self {
        let lang = account
            .person
            .lang
            .unwrap_or(self.app().config.locale.default);
        Self::new(Inner {
            site: self.site.clone(),
            tr: self.tr.in_lang(lang),
            person: account.person,
            rights: account.rights,
            consents: account.consents,
            chat: self.chat,
            update: self.update,
        })
    }

    /// The application.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.site.app
    }

    /// The person's id.
    #[must_use]
    pub fn me(&self) -> UserId {
        self.person.id
    }

    /// The person as the one who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            who: Who::User(self.person.id),
            role: Some(self.rights.strongest()),
            update: Some(self.update),
        }
    }

    /// Lets pass whoever may do this; others hear that the button is not for them.
    ///
    /// # Errors
    /// A refusal.
    pub fn require(&self, permission: Permission) -> Result<(), Fault> {
        if self.rights.may(permission) {
            Ok(())
        } else {
            Err(Fault::refused("common-not-allowed"))
        }
    }

    /// Lets pass while there are tours.
    ///
    /// # Errors
    /// A refusal: buttons of former days lead nowhere.
    pub fn require_tours(&self) -> Result<(), Fault> {
        if self.app().config.modules.tours {
            Ok(())
        } else {
            Err(Fault::refused("common-gone"))
        }
    }

    /// The person's time zone.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.person.zone_or(self.app().config.locale.time_zone)
    }

    /// Whether everything that must be agreed to was.
    #[must_use]
    pub fn has_consented(&self) -> bool {
        self.consents.missing(&self.site.library).is_none()
    }

    /// Sends a screen as a new message.
    ///
    /// # Errors
    /// When Telegram does not answer.
    pub async fn send(&self, screen: &Screen) -> Result<(), Fault> {
        screen.send(&self.app().tg, self.chat).await?;
        Ok(())
    }

    /// Shows a screen: in the place of the tapped message, or as a new one.
    ///
    /// # Errors
    /// When Telegram does not answer.
    pub async fn show(&self, tap: Option<&Tap>, screen: &Screen) -> Result<(), Fault> {
        let Some(tap) = tap else {
            return self.send(screen).await;
        };
        self.leave(tap).await;
        Ok(tap.show(screen).await?)
    }

    /// What counts down in the tapped message must not come back over what will be there.
    async fn leave(&self, tap: &Tap) {
        let Some(shown) = tap.shown().filter(|shown| shown.is_text) else {
            return;
        };
        if !self.app().config.modules.tours {
            return;
        }
        let left = bookings::countdown::left(self.app(), self.me(), shown.id.0.into()).await;
        if let Err(error) = left {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a countdown may come back"
            );
        }
    }

    /// Asks once more, below what was wrong with the answer.
    ///
    /// # Errors
    /// What is no refusal; when Telegram does not answer.
    pub async fn ask_again(&self, question: Screen, why: Fault) -> Result<(), Fault> {
        let Fault::Refused(Refusal { id, args }) = why else {
            return Err(why);
        };
        self.send(&question.headed(self.tr.html(id, args))).await
    }

    /// Waits for typed input. Without the store the question is still asked: what is typed then meets
    /// the kind answer for forgotten questions.
    pub async fn expect(&self, state: impl Into<State>) {
        let state = state.into();
        match serde_json::to_string(&state) {
            Ok(json) => {
                if let Err(error) = self.app().states.set(self.chat, json).await {
                    metrics::counter!("dialogue_errors_total").increment(1);
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "a question will be forgotten"
                    );
                }
            }
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "a state is no JSON"
            ),
        }
    }

    /// Waits for nothing any more.
    pub async fn expect_nothing(&self) {
        if let Err(error) = self.app().states.clear(self.chat).await {
            metrics::counter!("dialogue_errors_total").increment(1);
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a question is not forgotten"
            );
        }
    }
}

/// What was awaited in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Nothing.
    Nothing,
    /// This.
    Input(State),
    /// Something, but it cannot be read: an old release wrote it, or the store is away.
    Lost,
}

impl Awaited {
    /// What was awaited when this update came.
    pub async fn at(incoming: &Incoming, app: &App) -> Self {
        match incoming.awaited(&app.states).await {
            Ok(None) => Self::Nothing,
            Ok(Some(json)) => Self::read(&json),
            Err(error) => {
                metrics::counter!("dialogue_errors_total").increment(1);
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a question was forgotten"
                );
                Self::Lost
            }
        }
    }

    /// Reads a stored state.
    #[must_use]
    pub fn read(json: &str) -> Self {
        parse(json).map_or(Self::Lost, Self::Input)
    }
}

fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}
