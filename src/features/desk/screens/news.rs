//! News of orders for staff.

use super::{clip, span};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::order::Model,
    features::{desk::callbacks::DeskCallback, study::events::News},
    kernel::time::Timestamp,
};

/// What staff reads; none for what is no news to it.
#[must_use]
pub fn news(tr: &Tr, order: &Model, kind: String, news: News, now: Timestamp) -> Option<Screen> {
    let id = match news {
        News::Submitted => "desk-news-submitted",
        News::QuoteDeclined => "desk-news-quote-declined",
        News::Paid => "desk-news-paid",
        News::Declined => "desk-news-declined",
        News::Disputed => "desk-news-disputed",
        News::Cancelled => "desk-news-cancelled",
        News::Stalled => "desk-news-stalled",
        News::Quoted
        | News::Offered
        | News::OfferLost
        | News::OnBoard
        | News::Assigned
        | News::Started
        | News::TakenAway
        | News::Delivered
        | News::ChangesRequested
        | News::Completed
        | News::AutoCompleted
        | News::ExtensionAsked
        | News::ExtensionAgreed
        | News::ExtensionRefused
        | News::Decided
        | News::Expired
        | News::LateMoney
        | News::AcceptSoon
        | News::DueSoon
        | News::Overdue
        | News::PaySoon => return None,
    };
    let head = tr.html(
        "desk-news-head",
        args![id = order.id.to_string(), kind = kind],
    );
    let words = tr.html(id, args![]);
    let mut html = head.line(&words);
    if news == News::Stalled {
        let age = span(tr, now.since(order.moved_at));
        html = html.line(&tr.html("desk-news-age", args![age = age]));
    }
    if let Some(topic) = order.topic.as_deref().or(order.subject.as_deref()) {
        html = html.paragraph(&tr.html("desk-news-topic", args![text = clip(topic, 200)]));
    }
    let keyboard = Keyboard::new().row([button(
        tr.plain("desk-open-order", args![]),
        &DeskCallback::Order(order.id),
    )]);
    Some(Screen::new(html).with(keyboard))
}
