//! Executors in the bot.

mod application;
mod decisions;
mod panel;
mod trouble;
mod work;

use teloxide::types::Message;

pub use self::panel::open as panel;
use super::{
    applications,
    callbacks::{ExecutorsCallback, Field},
    error::ExecutorError,
    staffing,
    state::ExecutorsState,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        tap::Tap,
    },
    features::{
        ctx::Ctx,
        study::{error::StudyError, quotes},
    },
};

/// A tap on a button of executors.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ExecutorsCallback) -> Result<(), Fault> {
    use ExecutorsCallback as C;
    let shown = Some(&tap);
    match callback {
        C::Apply => application::open(&cx, shown).await,
        C::Begin => application::begin(&cx, shown).await,
        C::Edit(field) => application::ask(&cx, shown, field, true).await,
        C::Next(field) => application::next(&cx, shown, field).await,
        C::Drop(sample) => application::drop_sample(&cx, shown, sample).await,
        C::Send => application::send(&cx, shown).await,
        C::Look(user) => decisions::look(&cx, shown, user).await,
        C::Samples(user) => decisions::samples(&cx, &tap, user).await,
        C::Approve(user) => decisions::approve(&cx, shown, user).await,
        C::Refuse(user) => decisions::refuse(&cx, shown, user).await,
        C::Panel => panel::open(&cx, shown).await,
        C::Board(sight, page) => panel::board(&cx, shown, &sight, page).await,
        C::Filter(sight) => panel::filter(&cx, shown, &sight).await,
        C::Order(order) => panel::order(&cx, shown, order).await,
        C::Files(order) => panel::files(&cx, &tap, order).await,
        C::Offers(page) => panel::offers(&cx, shown, page).await,
        C::Work(page) => panel::work(&cx, shown, page).await,
        C::History(page) => panel::history(&cx, shown, page).await,
        C::Money => panel::money(&cx, shown).await,
        C::Entries(before) => panel::entries(&cx, shown, before).await,
        C::Card => panel::card(&cx, shown).await,
        C::Payout => panel::ask_payout(&cx, shown).await,
        C::PayoutYes => panel::payout(&cx, shown).await,
        C::PayoutBack(payout) => panel::payout_back(&cx, shown, payout).await,
        C::Take(order) => work::take(&cx, &tap, order).await,
        C::Offer(order) => work::offer(&cx, shown, order).await,
        C::Withdraw(order) => work::withdraw(&cx, shown, order).await,
        C::Start(order) => work::start(&cx, shown, order).await,
        C::Decline(order) => work::ask_decline(&cx, shown, order).await,
        C::DeclineYes(order) => work::decline(&cx, shown, order).await,
        C::Deliver(order) => work::deliver(&cx, shown, order).await,
        C::Unpack(order) => work::unpack(&cx, shown, order).await,
        C::Packed(order) => work::packed(&cx, shown, order).await,
        C::DeliverBare(order) => work::deliver_bare(&cx, shown, order).await,
        C::More(order) => work::more(&cx, shown, order, None).await,
        C::MoreMonth(order, month) => work::more(&cx, shown, order, Some(month)).await,
        C::MoreDay(order, day) => work::more_day(&cx, shown, order, day).await,
        C::Dispute(order) => trouble::ask_dispute(&cx, shown, order).await,
        C::Nothing => {
            tap.finish().await;
            Ok(())
        }
    }
}

/// What executors, applicants and staff typed or sent.
pub async fn typed(cx: Ctx, message: Message, state: ExecutorsState) -> Result<(), Fault> {
    use ExecutorsState as S;
    match state {
        S::Subjects { is_edit } => {
            application::field_typed(&cx, &message, Field::Subjects, is_edit).await
        }
        S::Experience { is_edit } => {
            application::field_typed(&cx, &message, Field::Experience, is_edit).await
        }
        S::Samples { is_edit } => application::sample_sent(&cx, &message, is_edit).await,
        S::Card => application::card_typed(&cx, &message).await,
        S::Reason { user } => decisions::reason_typed(&cx, &message, user).await,
        S::OfferPrice { order } => work::price_typed(&cx, &message, order).await,
        S::OfferDays { order, price_minor } => {
            work::days_typed(&cx, &message, order, price_minor).await
        }
        S::OfferNote {
            order,
            price_minor,
            days,
        } => work::note_typed(&cx, &message, (order, price_minor, days)).await,
        S::Parcel { order } => work::file_sent(&cx, &message, order).await,
        S::DeliveryNote { order } => work::delivery_note_typed(&cx, &message, order).await,
        S::MoreReason { order, due_on } => {
            work::more_reason_typed(&cx, &message, order, due_on).await
        }
        S::Dispute { order } => trouble::dispute_typed(&cx, &message, order).await,
    }
}

fn fault(error: ExecutorError) -> Fault {
    match error {
        ExecutorError::NotAllowed => Fault::refused("common-not-allowed"),
        ExecutorError::Yourself => Fault::refused("executors-error-yourself"),
        ExecutorError::Gone => Fault::refused("common-gone"),
        ExecutorError::Moved => Fault::refused("executors-error-moved"),
        ExecutorError::Incomplete => Fault::refused("executors-error-incomplete"),
        ExecutorError::Empty => Fault::refused("executors-error-empty"),
        ExecutorError::TooLong(limit) => with_limit("executors-error-long", limit),
        ExecutorError::TooManyFiles => Fault::Refused(Refusal {
            id: "executors-error-files",
            args: args![limit = applications::SAMPLES],
        }),
        ExecutorError::BadLimit => Fault::Refused(Refusal {
            id: "executors-error-limit",
            args: args![limit = i64::from(staffing::LIMIT)],
        }),
        ExecutorError::BadShare => Fault::refused("executors-error-share"),
        ExecutorError::Vault(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a card was not sealed"
            );
            Fault::refused("payments-error-card-later")
        }
        ExecutorError::Database(error) => error.into(),
    }
}

/// What the study services refuse, in words for an executor.
fn study_fault(error: StudyError) -> Fault {
    use StudyError as E;
    match error {
        E::NoSuchOrder => Fault::refused("common-gone"),
        E::NotAllowed => Fault::refused("common-not-allowed"),
        E::Moved => Fault::refused("executors-error-order-moved"),
        E::Taken => Fault::refused("executors-error-taken"),
        E::TooManyInHand => Fault::refused("executors-error-hands"),
        E::NotAnExecutor => Fault::refused("executors-error-not-at-work"),
        E::OwnOrder => Fault::refused("executors-error-own"),
        E::Empty => Fault::refused("executors-error-empty"),
        E::TooLong(limit) => with_limit("executors-error-long", limit),
        E::TooSoon(day) => Fault::Refused(Refusal {
            id: "executors-error-soon",
            args: args![day = day.format("%d.%m.%Y").to_string()],
        }),
        E::TooFar => Fault::refused("executors-error-far"),
        E::BadPrice => Fault::refused("executors-error-price"),
        E::BadDays => Fault::Refused(Refusal {
            id: "executors-error-days",
            args: args![limit = i64::from(quotes::DAYS_LIMIT)],
        }),
        E::TooManyFiles => Fault::Refused(Refusal {
            id: "executors-error-files",
            args: args![limit = crate::features::study::work::FILE_LIMIT],
        }),
        E::NothingDelivered => Fault::refused("executors-error-nothing"),
        E::AlreadyAsked => Fault::refused("executors-error-asked"),
        // Refusals that only clients and staff can meet.
        E::Missing(_)
        | E::NotAsked(_)
        | E::DraftOpen
        | E::FileGone
        | E::NoRevisionsLeft
        | E::RestUnpaid
        | E::WarrantyOver
        | E::PaymentOpen
        | E::TooManyOpen
        | E::TooMuch => Fault::refused("executors-error-order-moved"),
        E::Ledger(error) => Fault::Broken(error.into()),
        E::Database(error) => error.into(),
    }
}

fn with_limit(id: &'static str, limit: usize) -> Fault {
    Fault::Refused(Refusal {
        id,
        args: args![limit = limit],
    })
}
