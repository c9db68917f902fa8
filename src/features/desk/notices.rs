//! News from the desk, in words.

use chrono::TimeDelta;

use super::{digest, events::DeskDigest, screens};
use crate::{
    bot::texts::Tr,
    entity::{
        order::{Model, Status},
        user,
    },
    features::{
        Site,
        post::Notice,
        study::{
            change,
            error::StudyError,
            events::{News, OrderNews},
        },
        users::roles,
    },
    kernel::permission::Permission,
};

/// "This morning …". Moot when nothing waits, or when the reader has nothing to do with it any more.
pub(crate) async fn digest(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &DeskDigest,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    if !rights.may(Permission::SteerOrders) {
        return Ok(None);
    }
    let figures = digest::figures(&site.app, event.day).await?;
    if figures.is_empty() {
        return Ok(None);
    }
    Ok(Some(screens::home::digest(tr, event.day, &figures).into()))
}

/// News of an order for staff; none for readers on other sides. Moot when the order moved on.
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
    if order.client_id == reader.id || order.executor_id == Some(reader.id) {
        return Ok(None);
    }
    let rights = roles::rights_of(&site.app, reader).await?;
    if !rights.may(Permission::SteerOrders) || !holds(site, &order, event.news) {
        return Ok(None);
    }
    let kind = site.library.study.kind(&order.kind).map_or_else(
        || order.kind.clone(),
        |kind| format!("{} {}", kind.emoji, kind.title.in_lang(tr.lang())),
    );
    let now = site.app.clock.now();
    Ok(screens::news::news(tr, &order, kind, event.news, now).map(Notice::from))
}

/// Whether the news is still true.
fn holds(site: &Site, order: &Model, news: News) -> bool {
    match news {
        News::Submitted | News::QuoteDeclined => order.status == Status::Submitted,
        News::Paid => order.status == Status::Paid && order.executor_id.is_none(),
        News::Declined => order.status == Status::Paid,
        News::Disputed => order.status == Status::Disputed,
        News::Stalled => {
            let patience = TimeDelta::hours(site.app.config.study.stalled_hours.into());
            order.moved_at <= site.app.clock.now().minus(patience)
        }
        News::Cancelled
        | News::Quoted
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
        | News::PaySoon => true,
    }
}
