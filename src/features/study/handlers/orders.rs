//! Orders that were sent: prices, work, endings.

use teloxide::types::Message;

use super::{PAGE, fault};
use crate::{
    bot::{fault::Fault, screen::Screen, tap::Tap},
    entity::attachment::{self, Subject},
    features::{
        audit::reads as audit,
        ctx::Ctx,
        study::{
            disputes, drafts, endings,
            error::StudyError,
            hands,
            masking::{ContactKind, said},
            quotes, reads, screens,
            screens::orders::Sight,
            state::StudyState,
            work,
        },
    },
    kernel::ids::{DeliveryId, ExtensionId, OfferId, OrderId},
};

/// The list of orders below `before`.
pub(super) async fn mine(cx: &Ctx, tap: Option<&Tap>, before: OrderId) -> Result<(), Fault> {
    let before = (before.0 > 0).then_some(before);
    let mut orders = reads::of_client(cx.app(), cx.me(), before, PAGE + 1).await?;
    let more = orders.len() as u64 > PAGE;
    orders.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let screen = screens::orders::list(cx, &orders, before.is_some(), more);
    cx.show(tap, &screen).await
}

/// The caller's order with everything that its card shows.
async fn sight(cx: &Ctx, id: OrderId) -> Result<Sight, Fault> {
    let (order, view) = reads::card(cx.app(), cx.me(), &cx.rights, id)
        .await
        .map_err(fault)?;
    if view != reads::View::Client {
        return Err(fault(StudyError::NoSuchOrder));
    }
    let db = &cx.app().db;
    let executor = match order.executor_id {
        Some(person) => hands::number(db, person).await?,
        None => None,
    };
    Ok(Sight {
        offers: quotes::offers(db, id).await?.len(),
        deliveries: work::deliveries(db, id).await?.len(),
        files: drafts::files_of(db, Subject::Order, id.0).await?.len(),
        extension: work::open_extension(db, id).await?,
        executor,
        order,
    })
}

/// An order.
pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    if sight.order.status == crate::entity::order::Status::Draft {
        return super::wizard::summary(cx, tap, id).await;
    }
    let now = cx.app().clock.now();
    cx.show(tap, &screens::orders::card(cx, &sight, now)).await
}

/// The whole brief.
pub(super) async fn brief(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    cx.show(tap, &screens::orders::brief(cx, &sight)).await
}

/// Files of the brief.
pub(super) async fn brief_files(cx: &Ctx, tap: &Tap, id: OrderId) -> Result<(), Fault> {
    sight(cx, id).await?;
    let files = drafts::files_of(&cx.app().db, Subject::Order, id.0).await?;
    tap.finish().await;
    send_files(cx, files).await
}

async fn send_files(cx: &Ctx, files: Vec<attachment::Model>) -> Result<(), Fault> {
    for file in &files {
        let screen = Screen::new(crate::bot::html::Html::default()).with_media(file.into());
        cx.send(&screen).await?;
    }
    Ok(())
}

/// Takes the price.
pub(super) async fn accept_quote(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    price: i64,
) -> Result<(), Fault> {
    quotes::accept_quote(cx.app(), cx.actor(), id, price)
        .await
        .map_err(fault)?;
    card(cx, tap, id).await
}

/// Does not.
pub(super) async fn decline_quote(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    quotes::decline_quote(cx.app(), cx.actor(), id)
        .await
        .map_err(fault)?;
    card(cx, tap, id).await
}

/// Offers side by side.
pub(super) async fn offers(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    let offers = quotes::with_executors(&cx.app().db, id).await?;
    cx.show(tap, &screens::offers::offers(cx, &sight.order, &offers))
        .await
}

/// One offer, with the question whether to choose it.
pub(super) async fn offer(cx: &Ctx, tap: Option<&Tap>, id: OfferId) -> Result<(), Fault> {
    let offer = quotes::find_offer(&cx.app().db, id).await.map_err(fault)?;
    let sight = sight(cx, offer.offer.order_id).await?;
    cx.show(tap, &screens::offers::offer(cx, &sight.order, &offer))
        .await
}

/// Chooses an offer.
pub(super) async fn choose(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OfferId,
    price: i64,
) -> Result<(), Fault> {
    let order = quotes::choose_offer(cx.app(), cx.actor(), id, price)
        .await
        .map_err(fault)?;
    card(cx, tap, order.id).await
}

/// What was delivered.
pub(super) async fn deliveries(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    let deliveries = work::deliveries_with_files(&cx.app().db, id).await?;
    cx.show(
        tap,
        &screens::history::deliveries(cx, &sight.order, &deliveries),
    )
    .await
}

/// Files of one delivery.
pub(super) async fn delivery(
    cx: &Ctx,
    tap: &Tap,
    id: OrderId,
    delivery: DeliveryId,
) -> Result<(), Fault> {
    sight(cx, id).await?;
    let known = work::deliveries(&cx.app().db, id).await?;
    if known.iter().all(|one| one.id != delivery) {
        return Err(Fault::refused("common-gone"));
    }
    let files = work::delivered_files(&cx.app().db, delivery).await?;
    if files.is_empty() {
        tap.toast(&cx.tr.plain("study-no-files", crate::args![]))
            .await?;
        return Ok(());
    }
    tap.finish().await;
    send_files(cx, files).await
}

/// Asks before the work is accepted.
pub(super) async fn ask_accept(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    cx.show(tap, &screens::questions::ask_accept(cx, &sight.order))
        .await
}

/// Accepts it.
pub(super) async fn accept(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    work::accept(cx.app(), cx.actor(), id)
        .await
        .map_err(fault)?;
    card(cx, tap, id).await
}

/// Asks what should be changed.
pub(super) async fn ask_changes(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    if sight.order.revisions_left == 0 {
        return Err(fault(StudyError::NoRevisionsLeft));
    }
    cx.expect(StudyState::Changes { order: id }).await;
    cx.show(tap, &screens::questions::ask_changes(cx, &sight.order))
        .await
}

/// What should be changed.
pub(super) async fn changes(cx: &Ctx, message: &Message, id: OrderId) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default().to_owned();
    let done = work::request_changes(cx.app(), cx.actor(), id, text).await;
    finish(cx, id, done.map(|(_, found)| found), |cx, sight| {
        screens::questions::ask_changes(cx, &sight.order)
    })
    .await
}

/// Asks why staff is called.
pub(super) async fn ask_dispute(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    cx.expect(StudyState::Dispute { order: id }).await;
    cx.show(tap, &screens::questions::ask_dispute(cx, &sight.order))
        .await
}

/// Why staff is called.
pub(super) async fn dispute(cx: &Ctx, message: &Message, id: OrderId) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default().to_owned();
    let done = disputes::dispute(cx.app(), cx.actor(), id, text).await;
    // The reason is for staff's eyes.
    finish(cx, id, done.map(|_| Vec::new()), |cx, sight| {
        screens::questions::ask_dispute(cx, &sight.order)
    })
    .await
}

/// Shows the order after something was typed about it, and what was taken out of the words; or asks again for
/// what does not do.
async fn finish(
    cx: &Ctx,
    id: OrderId,
    done: Result<Vec<ContactKind>, StudyError>,
    again: impl FnOnce(&Ctx, &Sight) -> Screen,
) -> Result<(), Fault> {
    match done {
        Ok(found) => {
            if !found.is_empty() {
                cx.send(&said::yours(&cx.tr, &found)).await?;
            }
            card(cx, None, id).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (StudyError::Empty | StudyError::TooLong(_))) => {
            let sight = sight(cx, id).await?;
            cx.ask_again(again(cx, &sight), fault(error)).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

/// Answers a request for more time.
pub(super) async fn extension(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: ExtensionId,
    agree: bool,
) -> Result<(), Fault> {
    let order = work::answer_extension(cx.app(), cx.actor(), id, agree)
        .await
        .map_err(fault)?;
    card(cx, tap, order.id).await
}

/// Asks before the order is called off.
pub(super) async fn ask_cancel(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    let preview = endings::preview(&sight.order);
    cx.show(
        tap,
        &screens::questions::ask_cancel(cx, &sight.order, preview),
    )
    .await
}

/// Calls it off.
pub(super) async fn cancel(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    endings::cancel(cx.app(), cx.actor(), &cx.rights, id, None)
        .await
        .map_err(fault)?;
    card(cx, tap, id).await
}

/// What happened to the order.
pub(super) async fn timeline(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let sight = sight(cx, id).await?;
    let filter = audit::Filter {
        subject: Some(("order", id.0)),
        ..Default::default()
    };
    let records = audit::before(&cx.app().db, &filter, None, 30).await?;
    cx.show(tap, &screens::history::timeline(cx, &sight.order, &records))
        .await
}
