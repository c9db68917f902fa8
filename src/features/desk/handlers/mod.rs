//! The desk in the bot.

mod book;
mod deeds;
mod executors;
mod money;
mod orders;

use teloxide::types::Message;

use super::{callbacks::DeskCallback, screens, state::DeskState};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        tap::Tap,
    },
    features::{
        ctx::{Awaited, Ctx},
        executors::error::ExecutorError,
        study::{error::StudyError, quotes::DAYS_LIMIT},
    },
    kernel::{permission::Permission, words::clean},
};

/// A tap on a button of the desk.
pub async fn tapped(
    cx: Ctx,
    tap: Tap,
    callback: DeskCallback,
    awaited: Awaited,
) -> Result<(), Fault> {
    use DeskCallback as C;
    let shown = Some(&tap);
    match callback {
        C::Home => orders::home(&cx, shown).await,
        C::List(sight, part) => orders::list(&cx, shown, &sight, part).await,
        C::Filter(sight) => orders::filter(&cx, shown, &sight).await,
        C::Kinds(sight) => orders::kinds(&cx, shown, &sight).await,
        C::Search => orders::ask_search(&cx, shown).await,
        C::Stalled(page) => orders::stalled(&cx, shown, page).await,
        C::Order(id) => orders::card(&cx, shown, id).await,
        C::Files(id) => orders::files(&cx, &tap, id).await,
        C::Deliveries(id) => orders::deliveries(&cx, &tap, id).await,
        C::Timeline(id, page) => orders::timeline(&cx, shown, id, page).await,
        C::Money(id) => orders::money(&cx, shown, id).await,
        C::Offers(id) => orders::offers(&cx, shown, id).await,
        C::Quote(id) => deeds::ask_price(&cx, shown, id).await,
        C::QuoteBare(id, price, days) => {
            deeds::confirm_quote(&cx, shown, id, (price, days), None).await
        }
        C::Assign(id, page) => deeds::hands(&cx, shown, id, page).await,
        C::AssignTo(id, user) => deeds::ask_assign(&cx, shown, id, user).await,
        C::AssignYes(id, user) => deeds::assign(&cx, shown, id, user).await,
        C::TakeAway(id) => deeds::ask_take_away(&cx, shown, id).await,
        C::TakeAwayYes(id) => deeds::take_away(&cx, shown, id).await,
        C::Cancel(id) => deeds::ask_cancel(&cx, shown, id).await,
        C::Decide(id) => deeds::dispute(&cx, shown, id).await,
        C::Split(id, bp) => deeds::split(&cx, shown, id, bp).await,
        C::Percent(id) => deeds::ask_percent(&cx, shown, id).await,
        C::Because(id, bp) => deeds::ask_reason(&cx, shown, id, bp).await,
        C::Confirm(asked) => deeds::confirm(&cx, shown, asked, awaited).await,
        C::Executors(status, page) => executors::list(&cx, shown, status, page).await,
        C::Executor(user) => executors::card(&cx, shown, user).await,
        C::Approve(user) => executors::approve(&cx, shown, user).await,
        C::Refuse(user) => executors::ask(&cx, shown, user, DeskState::Refuse { user }).await,
        C::Pause(user) => executors::ask(&cx, shown, user, DeskState::Pause { user }).await,
        C::Resume(user) => executors::resume(&cx, shown, user).await,
        C::Limit(user) => executors::ask(&cx, shown, user, DeskState::Limit { user }).await,
        C::Share(user) => executors::ask(&cx, shown, user, DeskState::Share { user }).await,
        C::ShareUsual(user) => executors::usual_share(&cx, shown, user).await,
        C::Funds => money::home(&cx, shown).await,
        C::Parked(before) => money::parked(&cx, shown, before).await,
        C::FailedRefunds => money::failed(&cx, shown).await,
        C::Payouts(queue, after) => money::list(&cx, shown, queue, after).await,
        C::Payout(payout) => money::card(&cx, shown, payout).await,
        C::PayoutOk(payout) => money::ask_approve(&cx, shown, payout).await,
        C::PayoutYes(payout) => money::approve(&cx, shown, payout).await,
        C::PayoutNo(payout) => {
            money::ask(&cx, shown, payout, DeskState::PayoutReject { payout }).await
        }
        C::PayoutPaid(payout) => {
            money::ask(&cx, shown, payout, DeskState::PayoutReference { payout }).await
        }
        C::PayoutFailed(payout) => {
            money::ask(&cx, shown, payout, DeskState::PayoutFailure { payout }).await
        }
        C::Payments(status, before) => money::payments(&cx, shown, status, before).await,
        C::Payment(id) => money::payment(&cx, shown, id).await,
        C::Accounts => book::accounts(&cx, shown).await,
        C::Book(kind, before) => book::page(&cx, shown, kind, before).await,
        C::BankList => money::ask_bank_list(&cx, shown).await,
        C::BankListYes => money::bank_list(&cx, &tap).await,
    }
}

/// What staff typed.
pub async fn typed(cx: Ctx, message: Message, state: DeskState) -> Result<(), Fault> {
    if let Err(refused) = cx.require(Permission::SeeOrders) {
        // The role went while the answer was awaited: whoever had it is not asked any more.
        cx.expect_nothing().await;
        return Err(refused);
    }
    let text = words(&message);
    let outcome = match state.clone() {
        DeskState::Search => orders::searched(&cx, &text).await,
        DeskState::Price { order } => deeds::price_typed(&cx, order, &text).await,
        DeskState::Days { order, price_minor } => {
            deeds::days_typed(&cx, order, price_minor, &text).await
        }
        DeskState::Note {
            order,
            price_minor,
            days,
        } => deeds::note_typed(&cx, order, (price_minor, days), &text).await,
        DeskState::CancelReason { order } => deeds::cancel_typed(&cx, order, &text).await,
        DeskState::Percent { order } => deeds::percent_typed(&cx, order, &text).await,
        DeskState::Reason { order, refund_bp } => {
            deeds::reason_typed(&cx, order, refund_bp, &text).await
        }
        DeskState::Ready { .. } => {
            return cx.send(&screens::deeds::tap_please(&cx)).await;
        }
        DeskState::Refuse { user } => executors::refusal_typed(&cx, user, &text).await,
        DeskState::Pause { user } => executors::pause_typed(&cx, user, &text).await,
        DeskState::Limit { user } => executors::limit_typed(&cx, user, &text).await,
        DeskState::Share { user } => executors::share_typed(&cx, user, &text).await,
        DeskState::PayoutReject { payout }
        | DeskState::PayoutReference { payout }
        | DeskState::PayoutFailure { payout } => money::answered(&cx, payout, state, &text).await,
    };
    if let Err(Fault::Refused(_)) = &outcome {
        // Whatever it was about has moved on: nothing is awaited any more.
        cx.expect_nothing().await;
    }
    outcome
}

/// What was typed, without what Postgres does not take and without empty space around it.
fn words(message: &Message) -> String {
    clean(message.text().unwrap_or_default())
}

/// What the study services refuse, in words.
fn study_fault(error: StudyError) -> Fault {
    let limited = |id: &'static str, limit: i64| {
        Fault::Refused(Refusal {
            id,
            args: args![limit = limit],
        })
    };
    match error {
        StudyError::NoSuchOrder => Fault::refused("desk-error-gone"),
        StudyError::NotAllowed => Fault::refused("common-not-allowed"),
        StudyError::TooManyInHand => Fault::refused("desk-error-full"),
        StudyError::NotAnExecutor => Fault::refused("desk-error-not-executor"),
        StudyError::OwnOrder => Fault::refused("desk-error-own"),
        StudyError::Empty => Fault::refused("desk-error-empty"),
        StudyError::TooLong(limit) => {
            limited("desk-error-long", i64::try_from(limit).unwrap_or(i64::MAX))
        }
        StudyError::BadPrice => Fault::refused("desk-error-price"),
        StudyError::BadDays => limited("desk-error-days", i64::from(DAYS_LIMIT)),
        StudyError::TooMuch => Fault::refused("desk-error-percent"),
        StudyError::PaymentOpen => Fault::refused("desk-error-paying"),
        // These are refusals of clients and executors; whoever meets one here is late all the same.
        StudyError::Moved
        | StudyError::Taken
        | StudyError::Missing(_)
        | StudyError::NotAsked(_)
        | StudyError::DraftOpen
        | StudyError::FileGone
        | StudyError::TooSoon(_)
        | StudyError::TooFar
        | StudyError::TooManyFiles
        | StudyError::NothingDelivered
        | StudyError::NoRevisionsLeft
        | StudyError::RestUnpaid
        | StudyError::WarrantyOver
        | StudyError::AlreadyAsked
        | StudyError::TooManyOpen => Fault::refused("desk-error-moved"),
        StudyError::Ledger(error) => Fault::Broken(error.into()),
        StudyError::Database(error) => error.into(),
    }
}

/// What the executors' services refuse, in words.
fn executor_fault(error: ExecutorError) -> Fault {
    match error {
        ExecutorError::NotAllowed => Fault::refused("common-not-allowed"),
        ExecutorError::Yourself => Fault::refused("staff-error-yourself"),
        ExecutorError::Gone => Fault::refused("desk-error-executor-gone"),
        ExecutorError::Empty => Fault::refused("desk-error-empty"),
        ExecutorError::TooLong(limit) => Fault::Refused(Refusal {
            id: "desk-error-long",
            args: args![limit = limit],
        }),
        ExecutorError::BadLimit => Fault::refused("desk-error-limit"),
        ExecutorError::BadShare => Fault::refused("desk-error-share"),
        ExecutorError::Moved | ExecutorError::Incomplete | ExecutorError::TooManyFiles => {
            Fault::refused("desk-error-executor-moved")
        }
        ExecutorError::Vault(error) => Fault::Broken(error.into()),
        ExecutorError::Database(error) => error.into(),
    }
}
