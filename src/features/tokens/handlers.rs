//! Tokens in the bot.

use teloxide::types::Message;

use super::{
    callbacks::TokensCallback,
    screens,
    service::{self, TokenError},
    state::TokensState,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        tap::Tap,
    },
    features::ctx::Ctx,
};

/// A tap on a button of the token pages.
pub async fn tapped(cx: Ctx, tap: Tap, callback: TokensCallback) -> Result<(), Fault> {
    let tap = Some(&tap);
    match callback {
        TokensCallback::List => list(&cx, tap).await,
        TokensCallback::New(scope) => {
            cx.expect(TokensState::Name { scope }).await;
            cx.show(tap, &screens::ask_name(&cx, scope)).await
        }
        TokensCallback::Show(id) => {
            let token = service::find(cx.app(), cx.me(), id).await.map_err(fault)?;
            cx.show(tap, &screens::token(&cx, &token)).await
        }
        TokensCallback::Revoke(id) => {
            let token = service::find(cx.app(), cx.me(), id).await.map_err(fault)?;
            cx.show(tap, &screens::ask_revoke(&cx, &token)).await
        }
        TokensCallback::RevokeYes(id) => {
            service::revoke(cx.app(), cx.actor(), cx.me(), id).await?;
            list(&cx, tap).await
        }
    }
}

/// The list.
pub async fn list(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let tokens = service::list(cx.app(), cx.me()).await?;
    cx.show(tap, &screens::list(cx, &tokens)).await
}

/// The name of a new token.
pub async fn typed(cx: Ctx, message: Message, state: TokensState) -> Result<(), Fault> {
    let TokensState::Name { scope } = state;
    let name = message.text().unwrap_or_default();
    let made = service::create(cx.app(), cx.actor(), cx.me(), name, scope).await;
    match made.map_err(fault) {
        Ok(token) => {
            cx.send(&screens::created(&cx, &token)).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(Fault::Refused(Refusal { id, args })) => {
            let why = cx.tr.html(id, args);
            cx.send(&screens::ask_name(&cx, scope).headed(why)).await
        }
        Err(fault) => Err(fault),
    }
}

fn fault(error: TokenError) -> Fault {
    match error {
        TokenError::Empty => Fault::refused("tokens-error-empty"),
        TokenError::TooLong => Fault::Refused(Refusal {
            id: "tokens-error-long",
            args: args![limit = service::NAME_LIMIT],
        }),
        TokenError::TooMany => Fault::Refused(Refusal {
            id: "tokens-error-many",
            args: args![limit = service::LIMIT],
        }),
        TokenError::Gone => Fault::refused("tokens-error-gone"),
        TokenError::Database(error) => error.into(),
    }
}
