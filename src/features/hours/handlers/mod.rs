//! Hours with support in the bot.

mod client;
mod operator;

use teloxide::types::Message;

use super::{
    callbacks::HoursCallback, chat, error::HoursError, reads, state::HoursState, terms::Side,
};
use crate::{
    bot::{fault::Fault, tap::Tap},
    entity::thread_message::Addressee,
    features::{ctx::Ctx, thread::parties::Thread},
};

/// How many hours a page of a list has.
const PAGE: u64 = 8;

/// A tap on a button of the hours.
pub async fn tapped(cx: Ctx, tap: Tap, callback: HoursCallback) -> Result<(), Fault> {
    if !cx.app().config.modules.study {
        return Err(Fault::refused("common-gone"));
    }
    use HoursCallback as C;
    match callback {
        C::Home => client::home(&cx, &tap).await,
        C::Days(shown) => client::days(&cx, &tap, shown).await,
        C::Day(day) => client::times(&cx, &tap, day).await,
        C::Slot(start) => client::summary(&cx, &tap, start).await,
        C::Hold(start) => client::hold(&cx, &tap, start).await,
        C::Mine(page) => client::mine(&cx, &tap, page).await,
        C::Card(hour) => client::card(&cx, Some(&tap), hour).await,
        C::Cancel(hour) => client::ask_cancel(&cx, &tap, hour).await,
        C::CancelYes(hour, shown) => client::cancel(&cx, &tap, hour, shown).await,
        C::Enter(hour) => client::enter(&cx, &tap, hour).await,
        C::Desk => operator::desk(&cx, &tap).await,
        C::Weekday(number) => operator::weekday(&cx, Some(&tap), number).await,
        C::AddWindows(number) => operator::ask_windows(&cx, &tap, number).await,
        C::Preset(number, from, until) => operator::add(&cx, &tap, number, (from, until)).await,
        C::RemoveWindow(number, window) => operator::remove(&cx, &tap, number, window).await,
        C::DaysOff(shown) => operator::days_off(&cx, &tap, shown, 0).await,
        C::SetDayOff(day, is_off) => operator::set_day_off(&cx, &tap, day, is_off).await,
        C::Coming(page) => operator::coming(&cx, &tap, page).await,
        C::All(page) => operator::all(&cx, &tap, page).await,
        C::Reassign(hour) => operator::candidates(&cx, &tap, hour).await,
        C::ReassignTo(hour, to) => operator::reassign(&cx, &tap, hour, to).await,
        C::Nothing => {
            tap.finish().await;
            Ok(())
        }
    }
}

/// What an operator typed.
pub async fn typed(cx: Ctx, message: Message, state: HoursState) -> Result<(), Fault> {
    match state {
        HoursState::Windows { weekday } => operator::windows(&cx, &message, weekday).await,
    }
}

/// The hour that this person is in right now, with the other side of it: a message that nothing else
/// waits for is said there. Whoever says something has come.
///
/// # Errors
/// When the database does not answer.
pub async fn spoken(cx: &Ctx) -> Result<Option<(Thread, Addressee)>, Fault> {
    if !cx.app().config.modules.study {
        return Ok(None);
    }
    let Some(hour) = reads::present(cx.app(), cx.me()).await? else {
        return Ok(None);
    };
    let card = match chat::enter(cx.app(), cx.actor(), &cx.rights, hour.id).await {
        Ok(card) => card,
        // It ended this very moment.
        Err(HoursError::Closed) => return Ok(None),
        Err(error) => return Err(fault(error)),
    };
    let to = match card.side {
        Side::Client => Addressee::Executor,
        Side::Operator => Addressee::Client,
        Side::Staff => return Ok(None),
    };
    Ok(Some((Thread::hour(hour.id), to)))
}

pub(super) fn fault(error: HoursError) -> Fault {
    match error {
        HoursError::NotAllowed => Fault::refused("common-not-allowed"),
        HoursError::Gone => Fault::refused("common-gone"),
        HoursError::NotOffered => Fault::refused("hours-error-not-offered"),
        HoursError::Taken => Fault::refused("hours-error-taken"),
        HoursError::Busy => Fault::refused("hours-error-busy"),
        HoursError::TooManyHolds => Fault::refused("hours-error-holds"),
        HoursError::TooLate => Fault::refused("hours-error-late"),
        HoursError::Closed => Fault::refused("hours-error-closed"),
        HoursError::TermsChanged => Fault::refused("hours-error-terms"),
        HoursError::NoHost => Fault::refused("hours-error-no-host"),
        HoursError::BadSpan => Fault::refused("hours-error-span"),
        HoursError::ShortSpan => Fault::refused("hours-error-short"),
        HoursError::TooManyWindows => Fault::refused("hours-error-windows"),
        HoursError::BadDay => Fault::refused("hours-error-day"),
        HoursError::Database(error) => error.into(),
        error @ (HoursError::Ledger(_) | HoursError::Refund(_) | HoursError::Money(_)) => {
            Fault::Broken(error.into())
        }
    }
}
