//! News of orders, to executors.

use chrono_tz::Tz;

use super::span;
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::order::Model,
    features::{
        executors::callbacks::ExecutorsCallback,
        library::Library,
        study::{events::News, masking},
    },
    kernel::{money::Money, time::Timestamp},
};

/// What is needed to tell something.
pub struct Look<'l> {
    /// The reader's texts.
    pub tr: &'l Tr,
    /// The catalogue is in it.
    pub library: &'l Library,
    /// Where the reader lives.
    pub zone: Tz,
    /// When it is told.
    pub now: Timestamp,
}

/// What happened to an order, for its executor or for the board; none for what they are not told.
#[must_use]
pub fn order(look: &Look<'_>, order: &Model, news: News, remark: Option<&str>) -> Option<Screen> {
    let id = match news {
        News::OnBoard => "executors-news-board",
        News::Assigned => "executors-news-assigned",
        News::OfferLost => "executors-news-lost",
        News::TakenAway => "executors-news-taken",
        News::ChangesRequested => "executors-news-changes",
        News::Completed => "executors-news-completed",
        News::AutoCompleted => "executors-news-silence",
        News::ExtensionAgreed => "executors-news-more-yes",
        News::ExtensionRefused => "executors-news-more-no",
        News::Disputed => "executors-news-disputed",
        News::Decided => "executors-news-decided",
        News::Cancelled => "executors-news-cancelled",
        News::Expired => "executors-news-expired",
        News::DueSoon => "executors-news-due",
        News::Overdue => "executors-news-overdue",
        News::Submitted
        | News::Quoted
        | News::QuoteDeclined
        | News::Offered
        | News::Paid
        | News::Started
        | News::Declined
        | News::Delivered
        | News::ExtensionAsked
        | News::LateMoney
        | News::AcceptSoon
        | News::PaySoon
        | News::Stalled => return None,
    };
    let tr = look.tr;
    let mut html = tr.html(id, args![id = order.id.to_string()]);
    match news {
        News::OnBoard | News::Assigned => html = html.paragraph(&brief(look, order)),
        News::ChangesRequested => {
            if let Some(words) = remark {
                html = html.paragraph(&Html::escape(words));
            }
        }
        News::Decided => html = html.paragraph(&decision(tr, order)),
        _ => {}
    }
    if let Some(until) = order.accept_by.filter(|_| news == News::Assigned) {
        html = html.paragraph(&tr.html(
            "executors-order-accept",
            args![
                left = span(tr, until.since(look.now).num_minutes()),
                until = until.moment_in(look.zone)
            ],
        ));
    }
    Some(Screen::new(html).with(keyboard(tr, order, news)))
}

/// What the executor gets of the money that was in question, and why.
fn decision(tr: &Tr, order: &Model) -> Html {
    let share = order.share_bp.and_then(|bp| u32::try_from(bp).ok());
    let theirs = Money::new(order.kept_minor(), order.currency).share(share.unwrap_or(0));
    let mut html = match theirs {
        Ok(money) if money.is_positive() => {
            tr.html("executors-news-yours", args![sum = tr.money(money)])
        }
        _ => tr.html("executors-news-nothing", args![]),
    };
    if let Some(reason) = order.reason() {
        html = html.line(&tr.html("executors-order-ended", args![reason = reason]));
    }
    html
}

fn keyboard(tr: &Tr, order: &Model, news: News) -> Keyboard {
    let act = |text: &str, callback: ExecutorsCallback| button(tr.plain(text, args![]), &callback);
    match news {
        News::OfferLost | News::TakenAway => {
            Keyboard::new().row([act("executors-to-board", ExecutorsCallback::Panel)])
        }
        News::Assigned => Keyboard::new()
            .row([
                act("executors-accept", ExecutorsCallback::Start(order.id)),
                act("executors-decline", ExecutorsCallback::Decline(order.id)),
            ])
            .row([act("executors-open", ExecutorsCallback::Order(order.id))]),
        _ => Keyboard::new().row([act("executors-open", ExecutorsCallback::Order(order.id))]),
    }
}

/// Kind, topic, deadline, price.
fn brief(look: &Look<'_>, order: &Model) -> Html {
    let tr = look.tr;
    let kind = look.library.study.kind(&order.kind);
    let mut html = kind.map_or_else(Html::default, |kind| {
        Html::escape(&format!("{} {}", kind.emoji, kind.title.in_lang(tr.lang())))
    });
    if let Some(topic) = order.topic.as_deref().or(order.subject.as_deref()) {
        html = html.line(&tr.html(
            "executors-order-topic",
            args![text = masking::mask(topic).text],
        ));
    }
    if let Some(day) = order.due_on {
        html = html.line(&tr.html(
            "executors-order-due",
            args![day = day.format("%d.%m.%Y").to_string()],
        ));
    }
    if let Some(price) = order.price_minor {
        let price = tr.money(Money::new(price, order.currency));
        html = html.line(&tr.html("executors-order-price", args![price = price]));
    }
    html
}
