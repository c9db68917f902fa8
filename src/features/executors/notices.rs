//! News about executors, in words.

use super::{
    applications,
    desk::{self, Place},
    error::ExecutorError,
    events::{Decision, ExecutorApplied, ExecutorDecided},
    screens::{application as screens, news as told},
    staffing,
};
use crate::{
    bot::texts::Tr,
    entity::{
        executor::Status,
        order::{self, Status as OrderStatus},
        thread_message::Side,
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
        thread::{parties::Thread, reads},
        users::roles,
    },
};

/// "Somebody wants to be an executor", to whom it is to decide. Moot once somebody did.
pub(crate) async fn applied(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ExecutorApplied,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    match staffing::card(&site.app, &rights, event.user).await {
        Ok(card) if card.executor.row.status == Status::Applied => {
            Ok(Some(screens::applied(tr, &card).into()))
        }
        Ok(_) | Err(ExecutorError::Gone | ExecutorError::NotAllowed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What was decided, to the one it is about. Moot when it was decided otherwise since.
pub(crate) async fn decided(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ExecutorDecided,
) -> anyhow::Result<Option<Notice>> {
    let Some(row) = applications::mine(&site.app, reader.id).await? else {
        return Ok(None);
    };
    let holds = match event.decision {
        Decision::Approved | Decision::Resumed => row.status == Status::Approved,
        Decision::Refused => row.status == Status::Refused,
        Decision::Paused => row.status == Status::Paused,
        Decision::Limit | Decision::Share => true,
    };
    let usual = site.app.config.study.executor_share_percent;
    Ok(holds.then(|| Notice {
        screen: screens::decided(tr, &row, event.decision, usual),
        renews_commands: event.decision == Decision::Approved,
        replaces: None,
    }))
}

/// News of an order for an executor; none for readers on other sides. Moot when the order moved on.
pub(crate) async fn order_news(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &OrderNews,
) -> anyhow::Result<Option<Notice>> {
    let app = &site.app;
    let order = match change::find(&app.db, event.order).await {
        Ok(order) => order,
        Err(StudyError::NoSuchOrder) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if order.client_id == reader.id || !holds(site, reader, &order, event.news).await? {
        return Ok(None);
    }
    let remark = if event.news == News::ChangesRequested {
        reads::last_of(app, Thread::order(order.id), Side::Client).await?
    } else {
        None
    };
    let look = told::Look {
        tr,
        library: &site.library,
        zone: reader.zone_or(app.config.locale.time_zone),
        now: app.clock.now(),
    };
    Ok(told::order(&look, &order, event.news, remark.as_deref()).map(Notice::from))
}

/// Whether the news is still true for this executor.
async fn holds(
    site: &Site,
    reader: &user::Model,
    order: &order::Model,
    news: News,
) -> anyhow::Result<bool> {
    let is_mine = order.executor_id == Some(reader.id);
    Ok(match news {
        News::OnBoard => {
            let rights = roles::rights_of(&site.app, reader).await?;
            let catalog = &site.library.study;
            match desk::brief(&site.app, catalog, reader.id, &rights, order.id).await {
                Ok(brief) => matches!(brief.place, Place::Free | Place::Offered),
                Err(ExecutorError::Database(error)) => return Err(error.into()),
                Err(_) => false,
            }
        }
        // Whoever had it once: the order is not theirs any more when they read this.
        News::OfferLost | News::TakenAway => {
            !is_mine && applications::mine(&site.app, reader.id).await?.is_some()
        }
        News::Assigned => is_mine && order.status == OrderStatus::Paid,
        News::ChangesRequested => is_mine && order.status == OrderStatus::ChangesRequested,
        News::DueSoon | News::Overdue => {
            is_mine
                && matches!(
                    order.status,
                    OrderStatus::InProgress | OrderStatus::ChangesRequested
                )
        }
        News::Completed
        | News::AutoCompleted
        | News::ExtensionAgreed
        | News::ExtensionRefused
        | News::Disputed
        | News::Decided
        | News::Cancelled
        | News::Expired => is_mine,
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
        | News::Stalled => false,
    })
}
