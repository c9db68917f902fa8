//! What asking for a payout needs in the bot: the number of a card that somebody types, and refusals in
//! words.

use secrecy::{ExposeSecret, SecretString};
use serde::de::IgnoredAny;
use teloxide::{
    requests::Requester,
    types::{ChatId, Message},
};

use super::error::PayError;
use crate::{
    bot::fault::Fault,
    features::ctx::Ctx,
    kernel::card::{CardError, CardNumber},
};

/// Reads the number of a card and takes the message with it out of the chat, whatever stands in it.
///
/// # Errors
/// A refusal that names the slip.
pub async fn card(cx: &Ctx, message: &Message) -> Result<CardNumber, Fault> {
    let typed = SecretString::from(message.text().unwrap_or_default());
    take_out(cx, message).await;
    CardNumber::parse(typed.expose_secret()).map_err(|error| Fault::refused(slip(error)))
}

/// Takes a message with something secret out of the chat.
pub async fn take_out(cx: &Ctx, message: &Message) {
    let tg = &cx.app().tg;
    let request = tg.bot().delete_message(ChatId(cx.chat.0), message.id);
    if let Err(error) = tg.call::<IgnoredAny, _>("deleteMessage", request).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a message with a secret stays in its chat"
        );
    }
}

/// What is wrong with a number.
#[must_use]
pub const fn slip(error: CardError) -> &'static str {
    match error {
        CardError::Characters | CardError::Length => "payments-error-card-form",
        CardError::Checksum => "payments-error-card-sum",
        CardError::UnknownScheme => "payments-error-card-scheme",
    }
}

/// What the payouts refuse.
pub fn fault(error: PayError) -> Fault {
    use PayError as E;
    match error {
        E::NotAllowed => Fault::refused("common-not-allowed"),
        E::OwnPayout => Fault::refused("payments-error-own-payout"),
        E::NotFound => Fault::refused("common-gone"),
        E::Moved => Fault::refused("payments-error-payout-moved"),
        E::AlreadyOpen => Fault::refused("payments-error-payout-open"),
        E::BadAmount | E::NotEnough | E::TooMuch => Fault::refused("payments-error-payout-small"),
        E::Card(error) => {
            tracing::error!(error = format!("{error:#}"), "a card was not sealed");
            Fault::refused("payments-error-card-later")
        }
        E::Database(error) => error.into(),
        E::NothingDue
        | E::BeingPaid
        | E::NotSetUp
        | E::Refused(_)
        | E::NoAnswer(_)
        | E::BadText
        | E::Body(_)
        | E::Ledger(_)
        | E::Fulfil(_)
        | E::Cut => Fault::Broken(error.into()),
    }
}
