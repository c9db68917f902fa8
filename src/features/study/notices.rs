//! News of an order in words, for its client. Executors and staff hear them from their own desks.

use super::{
    change,
    error::StudyError,
    events::{News, OrderNews},
    screens,
};
use crate::{
    bot::texts::Tr,
    entity::{
        order::{Model, Status},
        user,
    },
    features::{Site, post::Notice},
};

/// News for the client; none for readers on other sides. Moot when the order moved on.
pub(crate) async fn order_news(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &OrderNews,
) -> anyhow::Result<Option<Notice>> {
    let order = match change::find(&site.app.db, event.order).await {
        Ok(order) => order,
        Err(StudyError::NoSuchOrder) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if order.client_id != reader.id || !holds(&order, event.news) {
        return Ok(None);
    }
    let kind = site
        .library
        .study
        .kind(&order.kind)
        .map_or_else(|| order.kind.clone(), |kind| screens::named(tr, kind));
    Ok(screens::news::order(tr, &order, kind, event.news).map(Notice::from))
}

/// Whether the news is still true.
fn holds(order: &Model, news: News) -> bool {
    match news {
        News::Quoted => order.status == Status::Quoted,
        News::Offered => order.status == Status::Submitted,
        News::Delivered | News::AcceptSoon => order.status == Status::Delivered,
        News::PaySoon => order.status == Status::AwaitingPayment,
        News::Disputed => order.status == Status::Disputed,
        News::Submitted
        | News::QuoteDeclined
        | News::OfferLost
        | News::Paid
        | News::OnBoard
        | News::Assigned
        | News::Started
        | News::Declined
        | News::TakenAway
        | News::ChangesRequested
        | News::Completed
        | News::AutoCompleted
        | News::ExtensionAsked
        | News::ExtensionAgreed
        | News::ExtensionRefused
        | News::Decided
        | News::Cancelled
        | News::Expired
        | News::LateMoney
        | News::DueSoon
        | News::Overdue
        | News::Stalled => true,
    }
}
