//! `/api/v1/study`: orders as their clients, their executors and staff see them, and the board.
//!
//! Nobody learns of an order that is not theirs to see whether it exists: 404. Client and executor know each
//! other by what they are, never by name.

mod acts;
mod board;
mod catalog;
mod earnings;
mod messages;
mod orders;
mod views;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::views::OrderCard;
use super::{
    catalog::Kind,
    error::StudyError,
    handlers,
    masking::ContactKind,
    reads::{self, View},
};
use crate::{
    entity::{executor, order},
    features::{
        Site, api,
        executors::{desk, error::ExecutorError},
        ledger::LedgerError,
        thread::service::{TEXT_LIMIT, ThreadError},
        users::people::Account,
    },
    http::{ApiError, ApiState, Caller, Json, Text},
    kernel::ids::OrderId,
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(catalog::list))
        .routes(routes!(orders::list, orders::create))
        .routes(routes!(orders::read, orders::change, orders::discard))
        .routes(routes!(acts::submit))
        .routes(routes!(acts::accept_quote))
        .routes(routes!(acts::decline_quote))
        .routes(routes!(acts::cancel))
        .routes(routes!(acts::accept))
        .routes(routes!(acts::request_changes))
        .routes(routes!(acts::dispute))
        .routes(routes!(acts::answer_extension))
        .routes(routes!(messages::list, messages::write))
        .routes(routes!(board::list))
        .routes(routes!(board::offer))
        .routes(routes!(board::take))
        .routes(routes!(board::decline))
        .routes(routes!(board::deliver))
        .routes(routes!(board::extend))
        .routes(routes!(earnings::read))
}

/// The kind of an order; the catalogue may have lost it since.
fn kind_of<'s>(site: &'s Site, key: &str) -> Result<&'s Kind, ApiError> {
    site.library
        .study
        .kind(key)
        .ok_or_else(|| ApiError::conflict("kind_gone", "study-error-kind-gone"))
}

/// The day of the caller's life ends where they live.
fn zone_of(site: &Site, account: &Account) -> chrono_tz::Tz {
    account.person.zone_or(site.app.config.locale.time_zone)
}

/// As whom the caller sees an order; 404 when they do not.
async fn seen(site: &Site, caller: &Caller, id: OrderId) -> Result<View, ApiError> {
    api::consented(site, caller).await?;
    let (_, view) = reads::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    Ok(view)
}

/// Lets the client of an order pass: 404 for whoever does not see it, 403 for whoever does.
async fn as_client(site: &Site, caller: &Caller, id: OrderId) -> Result<(), ApiError> {
    match seen(site, caller, id).await? {
        View::Client => Ok(()),
        View::Executor | View::Board | View::Staff => Err(ApiError::forbidden()),
    }
}

/// As [`as_client`], for its executor.
async fn as_executor(site: &Site, caller: &Caller, id: OrderId) -> Result<(), ApiError> {
    match seen(site, caller, id).await? {
        View::Executor => executor(site, caller).await.map(drop),
        View::Client | View::Board | View::Staff => Err(ApiError::forbidden()),
    }
}

/// An executor, at work or paused.
///
/// # Errors
/// 403 for everybody else.
async fn executor(site: &Site, caller: &Caller) -> Result<executor::Model, ApiError> {
    api::consented(site, caller).await?;
    desk::executor(&site.app, caller.user_id, &caller.rights)
        .await
        .map_err(executor_refusal)
}

/// What an order is to the executor who calls; 404 when it is nothing to them.
async fn brief(site: &Site, caller: &Caller, order: OrderId) -> Result<desk::Brief, ApiError> {
    desk::brief(
        &site.app,
        &site.library.study,
        caller.user_id,
        &caller.rights,
        order,
    )
    .await
    .map_err(executor_refusal)
}

/// The order as an act left it, for its caller.
async fn shown(
    site: &Site,
    caller: &Caller,
    order: &order::Model,
) -> Result<Json<OrderCard>, ApiError> {
    told(site, caller, order, &[]).await
}

/// As [`shown`], with the kinds of contacts that were taken out of what was written.
async fn told(
    site: &Site,
    caller: &Caller,
    order: &order::Model,
    found: &[ContactKind],
) -> Result<Json<OrderCard>, ApiError> {
    let mut card = views::card(site, caller, order.id).await?;
    card.masked = found.iter().map(|kind| kind.word()).collect();
    Ok(Json(card))
}

/// How a refusal is answered; `field` is to blame when it is about something that was written.
fn refusal(error: StudyError, field: &'static str) -> ApiError {
    use StudyError as E;
    let conflict = |code, error: &StudyError| ApiError::conflict(code, text(error));
    match error {
        E::NoSuchOrder => ApiError::not_found(),
        E::NotAllowed => ApiError::forbidden(),
        E::NotAnExecutor => ApiError::new(StatusCode::FORBIDDEN, "not_an_executor", text(&error)),
        E::Moved => conflict("order_moved", &error),
        E::Taken => conflict("order_taken", &error),
        E::TooManyInHand => conflict("hands_full", &error),
        E::OwnOrder => conflict("own_order", &error),
        E::TooManyFiles => conflict("too_many_files", &error),
        E::NoRevisionsLeft => conflict("no_revisions_left", &error),
        E::RestUnpaid => conflict("rest_unpaid", &error),
        E::WarrantyOver => conflict("warranty_over", &error),
        E::AlreadyAsked => conflict("already_asked", &error),
        E::PaymentOpen => conflict("payment_open", &error),
        E::TooManyOpen => conflict("too_many_open", &error),
        E::TooMuch => conflict("too_much", &error),
        E::DraftOpen => conflict("draft_open", &error),
        E::Missing(name) | E::NotAsked(name) => ApiError::invalid([(name.word(), text(&error))]),
        E::BadDays => ApiError::invalid([("days", text(&error))]),
        E::BadPrice
        | E::Empty
        | E::TooLong(_)
        | E::TooSoon(_)
        | E::TooFar
        | E::NothingDelivered => ApiError::invalid([(field, text(&error))]),
        E::Database(error) | E::Ledger(LedgerError::Database(error)) => error.into(),
        E::Ledger(error) => ApiError::fault(error),
    }
}

/// A refusal in words.
fn text(error: &StudyError) -> Text {
    handlers::words(error).map_or_else(|| "study-error-moved".into(), Text::from)
}

fn executor_refusal(error: ExecutorError) -> ApiError {
    match error {
        ExecutorError::NotAllowed => ApiError::forbidden(),
        ExecutorError::Gone => ApiError::not_found(),
        ExecutorError::Database(error) => error.into(),
        // Of applications and of staff's deeds: not met here.
        error @ (ExecutorError::Yourself
        | ExecutorError::Moved
        | ExecutorError::Incomplete
        | ExecutorError::Empty
        | ExecutorError::TooLong(_)
        | ExecutorError::TooManyFiles
        | ExecutorError::BadLimit
        | ExecutorError::BadShare
        | ExecutorError::Vault(_)) => ApiError::fault(error),
    }
}

fn thread_refusal(error: ThreadError) -> ApiError {
    match error {
        ThreadError::Gone => ApiError::not_found(),
        ThreadError::NobodyThere => ApiError::conflict("nobody_there", "thread-error-nobody"),
        ThreadError::Closed => ApiError::conflict("thread_closed", "thread-error-closed"),
        ThreadError::Empty => ApiError::invalid([("text", "study-error-empty")]),
        ThreadError::TooLong => ApiError::invalid([(
            "text",
            ("thread-error-long", crate::args![limit = TEXT_LIMIT]),
        )]),
        ThreadError::Database(error) => error.into(),
    }
}
