//! What an executor earned.

use axum::Extension;
use serde::Serialize;
use utoipa::ToSchema;

use super::executor;
use crate::{
    features::{
        Site,
        ledger::{self, Account, reads::Movement},
    },
    http::{ApiError, Caller, Json, Page, Problem},
    kernel::money::{Currency, Money},
};

/// What came or went.
#[derive(Serialize, ToSchema)]
pub(super) struct EarningView {
    id: i64,
    /// RFC 3339.
    at: String,
    /// Negative when it went.
    money: Money,
    /// `order` or `payout`, or another fact of the ledger.
    about: String,
    about_id: i64,
}

impl From<Movement> for EarningView {
    fn from(movement: Movement) -> Self {
        Self {
            id: movement.entry.id,
            at: movement.fact.at.rfc3339(),
            // What we owe grows by credits, which the ledger writes below zero.
            money: Money::new(movement.entry.amount_minor.saturating_neg(), Currency::Rub),
            about: movement.fact.subject_kind,
            about_id: movement.fact.subject_id,
        }
    }
}

/// An executor's account.
#[derive(Serialize, ToSchema)]
pub(super) struct Earnings {
    /// What can be paid out; negative is a debt.
    balance: Money,
    /// The card for payouts, as it may be shown.
    card: Option<String>,
    /// Movements, newest first.
    items: Vec<EarningView>,
    next_cursor: Option<String>,
}

/// One's earnings as an executor.
#[utoipa::path(
    get, path = "/earnings", tag = "study", params(Page),
    responses((status = 200, body = Earnings), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Earnings>, ApiError> {
    let executor = executor(&site, &caller).await?;
    let account = Account::ExecutorPayable(caller.user_id);
    let (db, currency) = (&site.app.db, Currency::Rub);
    let balance = ledger::owed(db, account, currency).await?;
    let rows = ledger::reads::movements(db, account, currency, page.cursor, page.fetch()).await?;
    let slice = page.slice(rows, |movement| movement.entry.id);
    Ok(Json(Earnings {
        balance,
        card: executor.card_mask,
        items: slice.items.into_iter().map(EarningView::from).collect(),
        next_cursor: slice.next_cursor,
    }))
}
