//! Looking at orders.

use chrono::TimeDelta;

use super::study_fault;
use crate::{
    bot::{fault::Fault, tap::Tap},
    entity::attachment,
    features::{
        audit::reads as audit,
        ctx::Ctx,
        desk::{
            callbacks::{Part, Sight, Whose},
            orders,
            screens::{self, home as home_screens, order as order_screens},
            state::DeskState,
        },
        study::{
            error::StudyError,
            reads::{self, Cursor, StaffFilter},
        },
    },
    kernel::{ids::OrderId, permission::Permission},
};

const PAGE: u64 = 8;

/// How many orders are where.
pub(super) async fn home(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let overview = orders::overview(cx.app(), &cx.rights)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &home_screens::home(cx, &overview)).await
}

/// Orders of this sight.
pub(super) async fn list(
    cx: &Ctx,
    tap: Option<&Tap>,
    sight: &Sight,
    part: Part,
) -> Result<(), Fault> {
    let now = cx.app().clock.now();
    let (client, executor) = match sight.whose {
        Whose::Anyone => (None, None),
        Whose::Client(user) => (Some(user), None),
        Whose::Executor(user) => (None, Some(user)),
    };
    let filter = StaffFilter {
        statuses: sight.status.into_iter().collect(),
        kind: sight.kind.clone(),
        client,
        executor,
        words: None,
        still_since: (sight.days > 0).then(|| now.minus(TimeDelta::days(sight.days.into()))),
    };
    let cursor = match part {
        Part::Top => Cursor::Top,
        Part::Older(id) => Cursor::Older(id),
        Part::Newer(id) => Cursor::Newer(id),
    };
    let window = reads::window(cx.app(), &cx.rights, &filter, cursor, PAGE)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &home_screens::list(cx, sight, &window)).await
}

/// What is to be shown?
pub(super) async fn filter(cx: &Ctx, tap: Option<&Tap>, sight: &Sight) -> Result<(), Fault> {
    cx.require(Permission::SeeOrders)?;
    cx.show(tap, &home_screens::filter(cx, sight)).await
}

/// Which kind of help?
pub(super) async fn kinds(cx: &Ctx, tap: Option<&Tap>, sight: &Sight) -> Result<(), Fault> {
    cx.require(Permission::SeeOrders)?;
    cx.show(tap, &home_screens::kinds(cx, sight)).await
}

/// What to look for?
pub(super) async fn ask_search(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.require(Permission::SeeOrders)?;
    cx.expect(DeskState::Search).await;
    cx.show(tap, &home_screens::ask_search(cx)).await
}

/// Looks for it. The question stays: the next words are another search.
pub(super) async fn searched(cx: &Ctx, text: &str) -> Result<(), Fault> {
    match orders::search(cx.app(), &cx.rights, text, PAGE).await {
        Ok(found) => cx.send(&home_screens::found(cx, text, &found)).await,
        Err(error @ StudyError::Empty) => {
            cx.ask_again(home_screens::ask_search(cx), study_fault(error))
                .await
        }
        Err(error) => Err(study_fault(error)),
    }
}

/// Orders that do not move.
pub(super) async fn stalled(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    let orders = orders::stalled(cx.app(), &cx.rights, page, PAGE)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &home_screens::stalled(cx, &orders)).await
}

/// An order.
pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &order_screens::card(cx, &card)).await
}

/// Files of its brief, one message each.
pub(super) async fn files(cx: &Ctx, tap: &Tap, id: OrderId) -> Result<(), Fault> {
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    send_files(cx, &card.files).await?;
    tap.finish().await;
    Ok(())
}

async fn send_files(cx: &Ctx, files: &[attachment::Model]) -> Result<(), Fault> {
    for file in files {
        match cx.send(&screens::file(file)).await {
            // One that Telegram lost must not take the others with it.
            Err(fault) if fault.is_unknown_file() => {
                cx.send(&screens::file_gone(&cx.tr, file)).await?;
            }
            other => other?,
        }
    }
    Ok(())
}

/// What was delivered: a head and the files of each version.
pub(super) async fn deliveries(cx: &Ctx, tap: &Tap, id: OrderId) -> Result<(), Fault> {
    let delivered = orders::deliveries(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    for (delivery, files) in delivered {
        cx.send(&order_screens::delivery(cx, &delivery)).await?;
        send_files(cx, &files).await?;
    }
    tap.finish().await;
    Ok(())
}

/// What happened to it.
pub(super) async fn timeline(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    page: u32,
) -> Result<(), Fault> {
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    let filter = audit::Filter {
        subject: Some(("order", id.0)),
        ..Default::default()
    };
    let records = audit::page(&cx.app().db, &filter, page, PAGE).await?;
    cx.show(tap, &order_screens::timeline(cx, &card.order, &records))
        .await
}

/// Where its money is.
pub(super) async fn money(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    let books = orders::books(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &order_screens::money(cx, &card.order, &books))
        .await
}

/// Offers for it.
pub(super) async fn offers(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let card = orders::card(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    let offers = orders::offers(cx.app(), &cx.rights, id)
        .await
        .map_err(study_fault)?;
    cx.show(tap, &order_screens::offers(cx, &card.order, &offers))
        .await
}
