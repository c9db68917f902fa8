//! What the circle looks like.

use super::{callbacks::CircleCallback, service::Friend};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button, copy, link as url_button},
        screen::Screen,
        texts::Tr,
    },
    entity::{friendship::Status, user},
    features::{ctx::Ctx, menu::MenuCallback},
    kernel::page::Page,
};

/// The link, requests and friends; where there are tours, whether `trips` are shown to friends.
#[must_use]
pub fn list(
    cx: &Ctx,
    link: &str,
    (accepted, waiting): (u64, u64),
    friends: &Page<Friend>,
    trips: Option<bool>,
) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("circle-title", args![count = accepted, link = link]);
    if waiting > 0 {
        html = html.paragraph(&tr.html("circle-waiting", args![count = waiting]));
    }
    if let Some(are_shown) = trips {
        let id = if are_shown {
            "circle-trips-shown"
        } else {
            "circle-trips-hidden"
        };
        html = html.paragraph(&tr.html(id, args![]));
    }
    let rows = friends.items.iter().map(|friend| {
        let mark = match friend.pair.status {
            Status::Asked | Status::Declined => "❔",
            Status::Accepted => "👤",
        };
        button(
            format!("{mark} {}", friend.person.full_name()),
            &CircleCallback::Friend(friend.pair.id),
        )
    });
    let keyboard = Keyboard::new()
        .row(url_button(
            tr.plain("circle-share", args![]),
            &share_address(tr, cx, link),
        ))
        .row([
            copy(tr.plain("circle-copy", args![]), link),
            button(
                tr.plain("circle-new-link", args![]),
                &CircleCallback::NewLink,
            ),
        ])
        .grid(1, rows)
        .pager(friends, CircleCallback::Open)
        .row(trips.map(|are_shown| {
            let id = if are_shown {
                "circle-trips-hide"
            } else {
                "circle-trips-show"
            };
            button(
                tr.plain(id, args![]),
                &CircleCallback::ShowTrips(!are_shown),
            )
        }))
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// Telegram's own dialogue for sending a link to somebody.
fn share_address(tr: &Tr, cx: &Ctx, link: &str) -> String {
    let brand = cx.app().config.brand.name.as_str();
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    address.append_pair("url", link);
    address.append_pair("text", &tr.plain("circle-share-text", args![brand = brand]));
    format!("https://t.me/share/url?{}", address.finish())
}

/// "… invites you": the question to whoever followed a link.
#[must_use]
pub fn invitation(cx: &Ctx, owner: &user::Model, token: &str) -> Screen {
    let tr = &cx.tr;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("circle-connect", args![]),
            &CircleCallback::Ask(token.to_owned()),
        )])
        .row([button(
            tr.plain("circle-not-now", args![]),
            &MenuCallback::Home,
        )]);
    Screen::new(tr.html("circle-invitation", args![name = owner.full_name()])).with(keyboard)
}

/// One friend, or one request.
#[must_use]
pub fn friend(cx: &Ctx, friend: &Friend, is_new: bool) -> Screen {
    let tr = &cx.tr;
    let name = friend.person.full_name();
    let pair = friend.pair.id;
    match friend.pair.status {
        Status::Asked | Status::Declined => {
            Screen::new(tr.html("circle-request", args![name = name])).with(question(tr, pair))
        }
        Status::Accepted => {
            let since = friend.pair.accepted_at.unwrap_or(friend.pair.created_at);
            let since = since.day_in(cx.zone());
            let head = if is_new {
                "circle-friends-now"
            } else {
                "circle-friend"
            };
            let html = tr.html(head, args![name = name, since = since]);
            let keyboard = Keyboard::new()
                .row([button(
                    tr.plain("circle-remove", args![]),
                    &CircleCallback::Remove(pair),
                )])
                .back(tr, &CircleCallback::Open(0));
            Screen::new(html).with(keyboard)
        }
    }
}

/// Yes, no, later.
fn question(tr: &Tr, pair: crate::kernel::ids::FriendshipId) -> Keyboard {
    Keyboard::new()
        .row([
            button(
                tr.plain("circle-accept", args![]),
                &CircleCallback::Accept(pair),
            ),
            button(
                tr.plain("circle-decline", args![]),
                &CircleCallback::Decline(pair),
            ),
        ])
        .back(tr, &CircleCallback::Open(0))
}

/// The question before a friend is removed.
#[must_use]
pub fn ask_remove(cx: &Ctx, friend: &Friend) -> Screen {
    let pair = friend.pair.id;
    let html = cx
        .tr
        .html("circle-remove-ask", args![name = friend.person.full_name()]);
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &CircleCallback::RemoveYes(pair),
        &CircleCallback::Friend(pair),
    );
    Screen::new(html).with(keyboard)
}

/// A word about what was done, with the way back.
#[must_use]
pub fn said(cx: &Ctx, html: Html) -> Screen {
    let keyboard = Keyboard::new()
        .row([button(
            cx.tr.plain("menu-circle", args![]),
            &CircleCallback::Open(0),
        )])
        .row([button(
            cx.tr.plain("common-menu", args![]),
            &MenuCallback::Home,
        )]);
    Screen::new(html).with(keyboard)
}

/// The notice of a request.
#[must_use]
pub fn request_notice(
    tr: &Tr,
    person: &user::Model,
    pair: crate::kernel::ids::FriendshipId,
) -> Screen {
    Screen::new(tr.html("circle-request", args![name = person.full_name()]))
        .with(question(tr, pair))
}

/// The notice of an agreement.
#[must_use]
pub fn accepted_notice(tr: &Tr, person: &user::Model) -> Screen {
    let keyboard = Keyboard::new().row([button(
        tr.plain("menu-circle", args![]),
        &CircleCallback::Open(0),
    )]);
    Screen::new(tr.html("circle-friends-now", args![name = person.full_name()])).with(keyboard)
}
