//! A client's orders in the bot.

mod orders;
mod wizard;

use teloxide::types::Message;

use super::{
    callbacks::StudyCallback, catalog::Kind, drafts, error::StudyError, reads, screens,
    state::StudyState,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        tap::Tap,
    },
    features::{ctx::Ctx, ledger::LedgerError},
    kernel::ids::OrderId,
};

/// Orders of one page of the list.
const PAGE: u64 = 8;

/// A tap on a button of the orders.
pub async fn tapped(cx: Ctx, tap: Tap, callback: StudyCallback) -> Result<(), Fault> {
    let on = Some(&tap);
    match callback {
        StudyCallback::Home => home(&cx, on).await,
        StudyCallback::Kind(key) => {
            let kind = kind(&cx, &key)?;
            cx.show(on, &screens::wizard::kind(&cx, kind)).await
        }
        StudyCallback::Begin(key) => wizard::begin(&cx, on, &key).await,
        StudyCallback::Draft(id) => wizard::summary(&cx, on, id).await,
        StudyCallback::Ask(id, field, goes_on) => wizard::ask(&cx, on, id, field, goes_on).await,
        StudyCallback::Skip(id, field, goes_on) => wizard::skip(&cx, on, id, field, goes_on).await,
        StudyCallback::Month(id, month, goes_on) => {
            wizard::month(&cx, on, id, month, goes_on).await
        }
        StudyCallback::Day(id, day, goes_on) => wizard::pick_day(&cx, on, id, day, goes_on).await,
        StudyCallback::Files(id) => wizard::files(&cx, on, id).await,
        StudyCallback::Detach(id, file) => wizard::detach(&cx, on, id, file).await,
        StudyCallback::Submit(id) => wizard::submit(&cx, on, id).await,
        StudyCallback::Discard(id) => cx.show(on, &screens::wizard::ask_discard(&cx, id)).await,
        StudyCallback::DiscardYes(id) => {
            drafts::discard(cx.app(), cx.actor(), id)
                .await
                .map_err(fault)?;
            home(&cx, on).await
        }
        StudyCallback::Mine(before) => orders::mine(&cx, on, before).await,
        StudyCallback::Card(id) => orders::card(&cx, on, id).await,
        StudyCallback::Brief(id) => orders::brief(&cx, on, id).await,
        StudyCallback::BriefFiles(id) => orders::brief_files(&cx, &tap, id).await,
        StudyCallback::AcceptQuote(id, price) => orders::accept_quote(&cx, on, id, price).await,
        StudyCallback::DeclineQuote(id) => orders::decline_quote(&cx, on, id).await,
        StudyCallback::Offers(id) => orders::offers(&cx, on, id).await,
        StudyCallback::Offer(id) => orders::offer(&cx, on, id).await,
        StudyCallback::Choose(id, price) => orders::choose(&cx, on, id, price).await,
        StudyCallback::Deliveries(id) => orders::deliveries(&cx, on, id).await,
        StudyCallback::Delivery(id, delivery) => orders::delivery(&cx, &tap, id, delivery).await,
        StudyCallback::Accept(id) => orders::ask_accept(&cx, on, id).await,
        StudyCallback::AcceptYes(id) => orders::accept(&cx, on, id).await,
        StudyCallback::Changes(id) => orders::ask_changes(&cx, on, id).await,
        StudyCallback::Dispute(id) => orders::ask_dispute(&cx, on, id).await,
        StudyCallback::Extension(id, agree) => orders::extension(&cx, on, id, agree).await,
        StudyCallback::Cancel(id) => orders::ask_cancel(&cx, on, id).await,
        StudyCallback::CancelYes(id) => orders::cancel(&cx, on, id).await,
        StudyCallback::Timeline(id) => orders::timeline(&cx, on, id).await,
    }
}

/// What a client typed or sent.
pub async fn typed(cx: Ctx, message: Message, state: StudyState) -> Result<(), Fault> {
    match state {
        StudyState::Answer {
            order,
            field,
            goes_on,
        } => wizard::answered(&cx, &message, order, field, goes_on).await,
        StudyState::Changes { order } => orders::changes(&cx, &message, order).await,
        StudyState::Dispute { order } => orders::dispute(&cx, &message, order).await,
    }
}

/// Kinds of help, the draft, the orders.
pub async fn home(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let draft = drafts::latest(cx.app(), cx.me()).await?;
    let orders = reads::of_client(cx.app(), cx.me(), None, 1).await?;
    let screen = screens::wizard::home(cx, draft.as_ref(), !orders.is_empty());
    cx.show(tap, &screen).await
}

/// The list of orders, from the newest.
pub async fn mine(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    orders::mine(cx, tap, OrderId(0)).await
}

/// An order that a link leads to; somebody else's leads to the list.
pub async fn linked(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    match orders::card(cx, tap, id).await {
        Err(Fault::Refused(_)) => mine(cx, tap).await,
        shown => shown,
    }
}

/// The kind of help of that key; a button of an older catalogue may name one that is gone.
fn kind<'c>(cx: &'c Ctx, key: &str) -> Result<&'c Kind, Fault> {
    cx.site
        .library
        .study
        .kind(key)
        .ok_or(Fault::refused("study-error-kind-gone"))
}

/// How a refusal is told.
pub(super) fn fault(error: StudyError) -> Fault {
    match error {
        StudyError::Database(error) | StudyError::Ledger(LedgerError::Database(error)) => {
            error.into()
        }
        error => match words(&error) {
            Some(why) => Fault::Refused(why),
            None => Fault::Broken(error.into()),
        },
    }
}

/// A refusal in words; none for a fault.
pub(super) fn words(error: &StudyError) -> Option<Refusal> {
    let (id, args) = match error {
        StudyError::Database(_) | StudyError::Ledger(_) => return None,
        StudyError::NoSuchOrder => ("study-error-gone", args![]),
        StudyError::NotAllowed => ("common-not-allowed", args![]),
        StudyError::Moved => ("study-error-moved", args![]),
        StudyError::Taken => ("study-error-taken", args![]),
        StudyError::TooManyInHand => ("study-error-hands-full", args![]),
        StudyError::NotAnExecutor => ("study-error-no-executor", args![]),
        StudyError::OwnOrder => ("study-error-own-order", args![]),
        StudyError::Missing(_) => ("study-error-missing", args![]),
        StudyError::NotAsked(_) => ("study-error-not-asked", args![]),
        StudyError::DraftOpen => ("study-error-draft", args![]),
        StudyError::Empty => ("study-error-empty", args![]),
        StudyError::TooLong(limit) => ("study-error-long", args![limit = *limit]),
        StudyError::TooSoon(day) => (
            "study-error-soon",
            args![day = day.format("%d.%m.%Y").to_string()],
        ),
        StudyError::TooFar => ("study-error-far", args![]),
        StudyError::BadPrice => ("study-error-price", args![]),
        StudyError::BadDays => ("study-error-days", args![]),
        StudyError::TooManyFiles => ("study-error-files", args![]),
        StudyError::FileGone => ("common-gone", args![]),
        StudyError::NothingDelivered => ("study-error-nothing", args![]),
        StudyError::NoRevisionsLeft => ("study-error-revisions", args![]),
        StudyError::RestUnpaid => ("study-error-rest", args![]),
        StudyError::WarrantyOver => ("study-error-warranty", args![]),
        StudyError::AlreadyAsked => ("study-error-asked", args![]),
        StudyError::PaymentOpen => ("study-error-payment-open", args![]),
        StudyError::TooManyOpen => ("study-error-too-many", args![]),
        StudyError::TooMuch => ("study-error-too-much", args![]),
    };
    Some(Refusal { id, args })
}
