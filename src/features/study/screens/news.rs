//! News of an order, for its client.

use super::orders::money;
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::order::Model,
    features::study::{callbacks::StudyCallback, events::News},
    kernel::ids::OrderId,
};

/// News of an order for its client, with a button that leads there.
#[must_use]
pub fn order(tr: &Tr, order: &Model, kind: String, news: News) -> Option<Screen> {
    let word = match news {
        News::Quoted => "study-news-quoted",
        News::Offered => "study-news-offered",
        News::Paid => "study-news-paid",
        News::Started => "study-news-started",
        News::Delivered => "study-news-delivered",
        News::Completed => return None,
        News::AutoCompleted => "study-news-auto-completed",
        News::ExtensionAsked => "study-news-extension",
        News::Disputed => "study-news-disputed",
        News::Decided => "study-news-decided",
        News::Cancelled => "study-news-cancelled",
        News::Expired => "study-news-expired",
        News::LateMoney => "study-news-late-money",
        News::AcceptSoon => "study-news-accept-soon",
        News::PaySoon => "study-news-pay-soon",
        News::Submitted
        | News::QuoteDeclined
        | News::OfferLost
        | News::OnBoard
        | News::Assigned
        | News::Declined
        | News::TakenAway
        | News::ChangesRequested
        | News::ExtensionAgreed
        | News::ExtensionRefused
        | News::DueSoon
        | News::Overdue
        | News::Stalled => return None,
    };
    let price = money(tr, order, order.price_minor.unwrap_or(0));
    let mut html = tr.html(
        word,
        args![id = order.id.to_string(), kind = kind, price = price],
    );
    let reason = order.reason();
    if let Some(reason) = reason.filter(|_| matches!(news, News::Decided | News::Cancelled)) {
        html = html.paragraph(&tr.html("study-next-ended", args![reason = reason]));
    }
    Some(Screen::new(html).with(leading(tr, order.id)))
}

fn leading(tr: &Tr, id: OrderId) -> Keyboard {
    Keyboard::new().row([button(
        tr.plain("study-open", args![]),
        &StudyCallback::Card(id),
    )])
}
