//! What the token pages look like.

use super::{callbacks::TokensCallback, service::NewToken};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button, copy},
        screen::Screen,
    },
    entity::api_token::{Model, Scope},
    features::{ctx::Ctx, users::callbacks::UsersCallback},
};

/// The list, and how to make one.
#[must_use]
pub fn list(cx: &Ctx, tokens: &[Model]) -> Screen {
    let tr = &cx.tr;
    let rows = tokens.iter().map(|token| {
        button(
            format!("🔑 {} · …{}", token.name, token.hint),
            &TokensCallback::Show(token.id),
        )
    });
    let public = &cx.app().config.http.public_url;
    let mut html = tr.html("tokens-list", args![count = tokens.len()]);
    if !public.is_empty() {
        html =
            html.paragraph(&tr.html("tokens-docs", args![address = format!("{public}/api/docs")]));
    }
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row([
            button(
                tr.plain("tokens-new-read", args![]),
                &TokensCallback::New(Scope::Read),
            ),
            button(
                tr.plain("tokens-new-write", args![]),
                &TokensCallback::New(Scope::Write),
            ),
        ])
        .back(tr, &UsersCallback::Privacy);
    Screen::new(html).with(keyboard)
}

/// The question for a name.
#[must_use]
pub fn ask_name(cx: &Ctx, scope: Scope) -> Screen {
    let html = cx
        .tr
        .html("tokens-ask-name", args![scope = scope_words(cx, scope)]);
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &TokensCallback::List))
}

/// The token itself, this once.
#[must_use]
pub fn created(cx: &Ctx, token: &NewToken) -> Screen {
    let html = cx.tr.html(
        "tokens-created",
        args![
            name = token.row.name.as_str(),
            token = token.secret.as_str()
        ],
    );
    let keyboard = Keyboard::new()
        .row([copy(
            cx.tr.plain("tokens-copy", args![]),
            token.secret.as_str(),
        )])
        .back(&cx.tr, &TokensCallback::List);
    Screen::new(html).with(keyboard)
}

/// One token.
#[must_use]
pub fn token(cx: &Ctx, token: &Model) -> Screen {
    let tr = &cx.tr;
    let zone = cx.zone();
    let when = |at: crate::kernel::time::Timestamp| at.moment_in(zone);
    let html = tr.html(
        "tokens-card",
        args![
            name = token.name.as_str(),
            hint = token.hint.as_str(),
            scope = scope_words(cx, token.scope),
            created = when(token.created_at),
            used = token
                .used_at
                .map_or_else(|| tr.plain("tokens-never-used", args![]), when),
        ],
    );
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("tokens-revoke", args![]),
            &TokensCallback::Revoke(token.id),
        )])
        .back(tr, &TokensCallback::List);
    Screen::new(html).with(keyboard)
}

/// The question before a token is revoked.
#[must_use]
pub fn ask_revoke(cx: &Ctx, token: &Model) -> Screen {
    let html = cx
        .tr
        .html("tokens-revoke-ask", args![name = token.name.as_str()]);
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &TokensCallback::RevokeYes(token.id),
        &TokensCallback::Show(token.id),
    );
    Screen::new(html).with(keyboard)
}

fn scope_words(cx: &Ctx, scope: Scope) -> String {
    let id = match scope {
        Scope::Read => "tokens-scope-read",
        Scope::Write => "tokens-scope-write",
    };
    cx.tr.plain(id, args![])
}
