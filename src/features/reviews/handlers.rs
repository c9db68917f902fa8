//! Reviews in the bot.

use teloxide::types::Message;

use super::{
    callbacks::ReviewsCallback,
    moderation, reads, screens,
    service::{self, ReviewError},
    staff_screens,
    state::ReviewsState,
    work::Work,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        screen::Screen,
        tap::Tap,
    },
    entity::review::Status,
    features::ctx::Ctx,
    kernel::ids::ReviewId,
};

/// Reviews on a page for everybody: long ones are cut, so that the page fits a message.
const PAGE: u64 = 4;
const QUEUE_PAGE: u64 = 8;

/// A tap on a button of reviews.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ReviewsCallback) -> Result<(), Fault> {
    let app = cx.app();
    match callback {
        ReviewsCallback::Open(page) => open(&cx, Some(&tap), page).await,
        ReviewsCallback::Of(number, page) => {
            let executor = reads::executor_of(&app.db, number)
                .await?
                .ok_or(ReviewError::Gone)
                .map_err(fault)?;
            let summary = reads::summary(&app.db, Some(executor)).await?;
            let list = reads::page(&app.db, Some(executor), page, PAGE).await?;
            cx.show(Some(&tap), &screens::of(&cx, number, summary, &list))
                .await
        }
        ReviewsCallback::Read(id, page) => {
            let read = reads::one(&app.db, id)
                .await?
                .ok_or(ReviewError::Gone)
                .map_err(fault)?;
            cx.show(Some(&tap), &screens::whole(&cx, &read, page)).await
        }
        ReviewsCallback::Ask(work) => {
            service::may_rate(app, cx.me(), work).await.map_err(fault)?;
            cx.show(Some(&tap), &screens::ask(&cx.tr, work)).await
        }
        ReviewsCallback::Rate(work, stars) => {
            let review = service::rate(app, cx.actor(), cx.me(), work, stars)
                .await
                .map_err(fault)?;
            cx.expect(ReviewsState::Text { work }).await;
            cx.show(Some(&tap), &screens::rated(&cx, work, &review))
                .await
        }
        ReviewsCallback::Wordless(work) => {
            let review = service::mine(app, cx.me(), work)
                .await?
                .ok_or(ReviewError::Gone)
                .map_err(fault)?;
            cx.show(Some(&tap), &screens::thanks(&cx, &review, false))
                .await
        }
        ReviewsCallback::Queue(status, page) => queue(&cx, Some(&tap), status, page).await,
        ReviewsCallback::Card(id) => card(&cx, Some(&tap), id).await,
        ReviewsCallback::Show(id, seen) => {
            let done = moderation::show(app, cx.actor(), &cx.rights, id, &seen).await;
            decided(&cx, &tap, id, done).await
        }
        ReviewsCallback::Hide(id, seen) => {
            let done = moderation::hide(app, cx.actor(), &cx.rights, id, &seen).await;
            decided(&cx, &tap, id, done).await
        }
        ReviewsCallback::Answer(id) => {
            let read = moderation::card(app, &cx.rights, id).await.map_err(fault)?;
            cx.expect(ReviewsState::Answer { review: id }).await;
            cx.show(Some(&tap), &staff_screens::ask_answer(&cx, &read))
                .await
        }
    }
}

/// What everybody may read.
pub async fn open(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    let db = &cx.app().db;
    let summary = reads::summary(db, None).await?;
    let list = reads::page(db, None, page, PAGE).await?;
    cx.show(tap, &screens::all(cx, summary, &list)).await
}

async fn queue(cx: &Ctx, tap: Option<&Tap>, status: Status, page: u32) -> Result<(), Fault> {
    let app = cx.app();
    let counts = moderation::counts(app, &cx.rights).await.map_err(fault)?;
    let list = moderation::queue(app, &cx.rights, status, page, QUEUE_PAGE)
        .await
        .map_err(fault)?;
    cx.show(tap, &staff_screens::queue(cx, status, counts, &list))
        .await
}

async fn card(cx: &Ctx, tap: Option<&Tap>, id: ReviewId) -> Result<(), Fault> {
    let read = moderation::card(cx.app(), &cx.rights, id)
        .await
        .map_err(fault)?;
    cx.show(tap, &staff_screens::card(cx, &read)).await
}

/// The card after a decision; also when the review is not what staff saw: the fresh card stands in its
/// place, with a word on why.
async fn decided(
    cx: &Ctx,
    tap: &Tap,
    id: ReviewId,
    done: Result<bool, ReviewError>,
) -> Result<(), Fault> {
    match done {
        Ok(_) => card(cx, Some(tap), id).await,
        Err(ReviewError::Changed) => {
            let read = moderation::card(cx.app(), &cx.rights, id)
                .await
                .map_err(fault)?;
            let word = cx.tr.plain("reviews-error-changed", args![]);
            tap.show_with_toast(&staff_screens::card(cx, &read), &word)
                .await?;
            Ok(())
        }
        Err(error) => Err(fault(error)),
    }
}

/// Words that were typed.
pub async fn typed(cx: Ctx, message: Message, state: ReviewsState) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default();
    match state {
        ReviewsState::Text { work } => text_of(&cx, work, text).await,
        ReviewsState::Answer { review } => answer(&cx, review, text).await,
    }
}

async fn text_of(cx: &Ctx, work: Work, text: &str) -> Result<(), Fault> {
    match service::write(cx.app(), cx.me(), work, text).await {
        Ok(written) => {
            cx.send(&screens::thanks(cx, &written.review, written.is_masked))
                .await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (ReviewError::Empty | ReviewError::TooLong)) => {
            let screen = screens::ask_text(&cx.tr, work);
            again(cx, &screen, error).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

async fn answer(cx: &Ctx, review: ReviewId, text: &str) -> Result<(), Fault> {
    match moderation::answer(cx.app(), cx.actor(), &cx.rights, review, text).await {
        Ok(()) => {
            card(cx, None, review).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (ReviewError::Empty | ReviewError::TooLong)) => {
            match moderation::card(cx.app(), &cx.rights, review).await {
                Ok(read) => again(cx, &staff_screens::ask_answer(cx, &read), error).await,
                Err(error) => {
                    cx.expect_nothing().await;
                    Err(fault(error))
                }
            }
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

async fn again(cx: &Ctx, screen: &Screen, error: ReviewError) -> Result<(), Fault> {
    let Fault::Refused(Refusal { id, args }) = fault(error) else {
        return cx.send(screen).await;
    };
    let html = cx.tr.html(id, args).paragraph(&screen.html);
    cx.send(&Screen {
        html,
        ..screen.clone()
    })
    .await
}

fn fault(error: ReviewError) -> Fault {
    match error {
        ReviewError::NotDone => Fault::refused("reviews-error-not-done"),
        ReviewError::Gone | ReviewError::Stars => Fault::refused("common-gone"),
        ReviewError::Stands => Fault::refused("reviews-error-stands"),
        ReviewError::Empty => Fault::refused("reviews-error-empty"),
        ReviewError::TooLong => Fault::Refused(Refusal {
            id: "reviews-error-long",
            args: args![limit = service::TEXT_LIMIT],
        }),
        ReviewError::NotAllowed => Fault::refused("common-not-allowed"),
        ReviewError::Changed => Fault::refused("reviews-error-changed"),
        ReviewError::Database(error) => error.into(),
    }
}
