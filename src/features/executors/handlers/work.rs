//! The work: offers and takes, assignments, deliveries, more time.

use chrono::NaiveDate;
use teloxide::types::Message;

use super::{fault, panel, study_fault};
use crate::{
    bot::{fault::Fault, files, tap::Tap},
    entity::{
        attachment::{self, NewFile},
        order::Status,
    },
    features::{
        ctx::Ctx,
        executors::{
            desk::Place,
            error::ExecutorError,
            parcels,
            screens::{order as orders, work as screens},
            state::ExecutorsState,
        },
        study::{
            assign,
            drafts::PRICE_LIMIT,
            error::StudyError,
            masking::{ContactKind, said},
            quotes::{self, Terms},
            work as study,
        },
    },
    kernel::{ids::OrderId, money::Money, time::local_day},
};

/// Takes an order from the board.
pub(super) async fn take(cx: &Ctx, tap: &Tap, id: OrderId) -> Result<(), Fault> {
    // The board of the catalogue is asked again: a button says nothing about what may be taken.
    let brief = panel::brief(cx, id).await?;
    match brief.place {
        Place::Free => {}
        Place::Mine => return panel::order(cx, Some(tap), id).await,
        Place::Offered | Place::Lost => return Err(Fault::refused("executors-error-taken")),
    }
    assign::take(cx.app(), cx.actor(), id)
        .await
        .map_err(study_fault)?;
    panel::order(cx, Some(tap), id).await
}

/// Asks for the price of an offer.
pub(super) async fn offer(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let brief = panel::brief(cx, id).await?;
    if brief.place != Place::Offered {
        return Err(Fault::refused("executors-error-order-moved"));
    }
    cx.expect(ExecutorsState::OfferPrice { order: id }).await;
    cx.show(tap, &screens::ask_price(cx, &brief.order)).await
}

/// The price; then the days.
pub(super) async fn price_typed(cx: &Ctx, message: &Message, id: OrderId) -> Result<(), Fault> {
    let brief = panel::brief(cx, id).await?;
    let typed: String = message
        .text()
        .unwrap_or_default()
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '₽')
        .map(|letter| if letter == ',' { '.' } else { letter })
        .collect();
    let price = Money::parse(&typed, brief.order.currency)
        .ok()
        .map(Money::minor)
        .filter(|minor| (100..=PRICE_LIMIT).contains(minor));
    let Some(price_minor) = price else {
        let screen = screens::ask_price(cx, &brief.order);
        return cx
            .ask_again(screen, study_fault(StudyError::BadPrice))
            .await;
    };
    cx.expect(ExecutorsState::OfferDays {
        order: id,
        price_minor,
    })
    .await;
    cx.send(&screens::ask_days(cx, id)).await
}

/// The days; then the note.
pub(super) async fn days_typed(
    cx: &Ctx,
    message: &Message,
    id: OrderId,
    price_minor: i64,
) -> Result<(), Fault> {
    let days = message
        .text()
        .unwrap_or_default()
        .trim()
        .parse::<i32>()
        .ok()
        .filter(|days| (1..=quotes::DAYS_LIMIT).contains(days));
    let Some(days) = days else {
        let screen = screens::ask_days(cx, id);
        return cx.ask_again(screen, study_fault(StudyError::BadDays)).await;
    };
    cx.expect(ExecutorsState::OfferNote {
        order: id,
        price_minor,
        days,
    })
    .await;
    cx.send(&screens::ask_note(cx, id)).await
}

/// The note; the offer is made.
pub(super) async fn note_typed(
    cx: &Ctx,
    message: &Message,
    (id, price_minor, days): (OrderId, i64, i32),
) -> Result<(), Fault> {
    let Some(note) = message.text().filter(|text| !text.trim().is_empty()) else {
        let screen = screens::ask_note(cx, id);
        return cx.ask_again(screen, study_fault(StudyError::Empty)).await;
    };
    let terms = Terms {
        price_minor,
        days,
        note: Some(note.to_owned()),
    };
    match quotes::offer(cx.app(), cx.actor(), id, terms).await {
        Ok((_, found)) => done(cx, id, &found).await,
        Err(error @ StudyError::TooLong(_)) => {
            cx.ask_again(screens::ask_note(cx, id), study_fault(error))
                .await
        }
        Err(error) => ended(cx, error).await,
    }
}

/// Takes the offer back.
pub(super) async fn withdraw(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    quotes::withdraw_offer(cx.app(), cx.actor(), id)
        .await
        .map_err(study_fault)?;
    panel::order(cx, tap, id).await
}

/// Says yes to an assignment.
pub(super) async fn start(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    assign::start(cx.app(), cx.actor(), id)
        .await
        .map_err(study_fault)?;
    panel::order(cx, tap, id).await
}

/// Asks before an assignment is declined.
pub(super) async fn ask_decline(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let brief = panel::brief(cx, id).await?;
    if brief.place != Place::Mine || brief.order.status != Status::Paid {
        return Err(Fault::refused("executors-error-order-moved"));
    }
    cx.show(tap, &screens::ask_decline(cx, id)).await
}

/// Declines it.
pub(super) async fn decline(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    assign::decline(cx.app(), cx.actor(), id)
        .await
        .map_err(study_fault)?;
    panel::work(cx, tap, 0).await
}

/// Collects the files of a delivery.
pub(super) async fn deliver(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    in_work(cx, id).await?;
    cx.expect(ExecutorsState::Parcel { order: id }).await;
    let files = parcels::files(cx.app(), cx.me(), id).await?;
    cx.show(tap, &screens::parcel(cx, id, &files)).await
}

/// Begins the delivery anew.
pub(super) async fn unpack(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    parcels::empty(cx.app(), cx.me(), id).await?;
    deliver(cx, tap, id).await
}

/// One more file.
pub(super) async fn file_sent(cx: &Ctx, message: &Message, id: OrderId) -> Result<(), Fault> {
    if let Err(refused) = in_work(cx, id).await {
        cx.expect_nothing().await;
        return Err(refused);
    }
    let Some(file) = files::of(message) else {
        return Err(Fault::refused("executors-error-file-first"));
    };
    match parcels::put(cx.app(), cx.me(), id, file).await {
        Ok(_) => {}
        Err(ExecutorError::TooManyFiles) => {
            return Err(study_fault(StudyError::TooManyFiles));
        }
        Err(error) => return Err(fault(error)),
    }
    files::mark_taken(&cx.app().tg, cx.chat, message.id).await;
    if message.media_group_id().is_some() {
        // The mark is enough: an album would be answered ten times.
        return Ok(());
    }
    let files = parcels::files(cx.app(), cx.me(), id).await?;
    cx.send(&screens::parcel(cx, id, &files)).await
}

/// The files are complete: what is said with them?
pub(super) async fn packed(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    in_work(cx, id).await?;
    let files = parcels::files(cx.app(), cx.me(), id).await?;
    cx.expect(ExecutorsState::DeliveryNote { order: id }).await;
    cx.show(tap, &screens::ask_delivery_note(cx, id, files.len()))
        .await
}

/// Delivers without a word.
pub(super) async fn deliver_bare(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let files = parcels::files(cx.app(), cx.me(), id).await?;
    if files.is_empty() {
        // A second tap: the files are delivered already.
        return panel::order(cx, tap, id).await;
    }
    let (_, found) = study::deliver(cx.app(), cx.actor(), id, None, taken(files))
        .await
        .map_err(study_fault)?;
    parcels::empty(cx.app(), cx.me(), id).await?;
    if !found.is_empty() {
        cx.send(&said::yours(&cx.tr, &found)).await?;
    }
    panel::order(cx, tap, id).await
}

/// Delivers with these words.
pub(super) async fn delivery_note_typed(
    cx: &Ctx,
    message: &Message,
    id: OrderId,
) -> Result<(), Fault> {
    let files = parcels::files(cx.app(), cx.me(), id).await?;
    let Some(note) = message.text().filter(|text| !text.trim().is_empty()) else {
        let screen = screens::ask_delivery_note(cx, id, files.len());
        return cx.ask_again(screen, study_fault(StudyError::Empty)).await;
    };
    let count = files.len();
    let note = Some(note.to_owned());
    let found = match study::deliver(cx.app(), cx.actor(), id, note, taken(files)).await {
        Ok((_, found)) => found,
        Err(error @ StudyError::TooLong(_)) => {
            let screen = screens::ask_delivery_note(cx, id, count);
            return cx.ask_again(screen, study_fault(error)).await;
        }
        Err(error) => return ended(cx, error).await,
    };
    parcels::empty(cx.app(), cx.me(), id).await?;
    done(cx, id, &found).await
}

/// The calendar of a new deadline.
pub(super) async fn more(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    month: Option<NaiveDate>,
) -> Result<(), Fault> {
    let brief = in_work(cx, id).await?;
    let today = local_day(cx.app().clock.now(), cx.zone());
    cx.show(tap, &screens::ask_day(cx, &brief.order, today, month))
        .await
}

/// This day: but why?
pub(super) async fn more_day(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: OrderId,
    day: NaiveDate,
) -> Result<(), Fault> {
    in_work(cx, id).await?;
    cx.expect(ExecutorsState::MoreReason {
        order: id,
        due_on: day,
    })
    .await;
    cx.show(tap, &screens::ask_more_reason(cx, id, day)).await
}

/// Because of this.
pub(super) async fn more_reason_typed(
    cx: &Ctx,
    message: &Message,
    id: OrderId,
    day: NaiveDate,
) -> Result<(), Fault> {
    let Some(reason) = message.text().filter(|text| !text.trim().is_empty()) else {
        let screen = screens::ask_more_reason(cx, id, day);
        return cx.ask_again(screen, study_fault(StudyError::Empty)).await;
    };
    let reason = reason.to_owned();
    match study::ask_extension(cx.app(), cx.actor(), id, day, cx.zone(), reason).await {
        Ok((_, found)) => done(cx, id, &found).await,
        Err(error @ StudyError::TooLong(_)) => {
            let screen = screens::ask_more_reason(cx, id, day);
            cx.ask_again(screen, study_fault(error)).await
        }
        Err(error) => ended(cx, error).await,
    }
}

/// The order, when this executor works on it now.
async fn in_work(cx: &Ctx, id: OrderId) -> Result<crate::features::executors::desk::Brief, Fault> {
    let brief = panel::brief(cx, id).await?;
    let is_in_work = brief.place == Place::Mine
        && matches!(
            brief.order.status,
            Status::InProgress | Status::ChangesRequested
        );
    if is_in_work {
        Ok(brief)
    } else {
        Err(Fault::refused("executors-error-order-moved"))
    }
}

/// Something was sent: the order as it is now, and what was taken out of the words.
async fn done(cx: &Ctx, id: OrderId, found: &[ContactKind]) -> Result<(), Fault> {
    if !found.is_empty() {
        cx.send(&said::yours(&cx.tr, found)).await?;
    }
    let brief = panel::brief(cx, id).await?;
    cx.send(&orders::card(cx, &brief, cx.app().clock.now()))
        .await?;
    // Last: an answer that did not go out is repeated with the whole update.
    cx.expect_nothing().await;
    Ok(())
}

/// It cannot be any more: nothing is asked on.
pub(super) async fn ended(cx: &Ctx, error: StudyError) -> Result<(), Fault> {
    let fault = study_fault(error);
    if matches!(fault, Fault::Refused(_)) {
        cx.expect_nothing().await;
    }
    Err(fault)
}

fn taken(files: Vec<attachment::Model>) -> Vec<NewFile> {
    files
        .into_iter()
        .map(|file| NewFile {
            kind: file.kind,
            file_id: file.file_id,
            unique_id: file.unique_id,
            name: file.name,
            mime: file.mime,
            size: file.size,
            media: file.media_id,
        })
        .collect()
}
