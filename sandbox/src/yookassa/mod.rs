//! A payment service that speaks the YooKassa API, version 3.
//!
//! The API is at [`YooKassa::api_url`]; payers act on the page that a payment's
//! `confirmation_url` leads to, or through [`YooKassa::pay`]. Time limits follow the sandbox's
//! clock. Notifications wait until [`YooKassa::deliver_all`] sends them, unless
//! [`Settings::automatic`] is on.
//!
//! Where things are:
//! - `http`, `execute`, `routes`, `keys`, `lists`, `error`: the API as seen on the wire;
//! - `payments`, `refunds`, `payouts`, `receipt`, `money`, `read`: its rules;
//! - `objects`, `book`, `shop`: the state;
//! - `notices`, `delivery`: notifications;
//! - `faults`, `calls`: what tests use to disturb and to look inside;
//! - `handle`, `script`, `views`, `settings`: the Rust API;
//! - `checkout`: the payer's page.

mod book;
mod calls;
mod checkout;
mod checkout_words;
mod delivery;
mod error;
mod execute;
mod faults;
mod handle;
mod http;
mod keys;
mod lists;
mod money;
mod notices;
mod objects;
mod payments;
mod payouts;
mod read;
mod receipt;
mod refunds;
mod routes;
mod script;
mod settings;
mod shop;
mod views;

use std::sync::Arc;

use axum::{
    Router,
    routing::{any, get, post},
};

pub use calls::Call;
pub(crate) use delivery::work;
pub use faults::{Fault, FaultKind, Operation};
pub use handle::YooKassa;
pub use notices::{Notice, NoticeAction, NoticeAttempt, NoticeRule, NoticeState};
pub use objects::Status;
pub use settings::{ReceiptMode, Settings, Settlement};
pub use shop::ActError;
pub(crate) use shop::Desk;
pub use views::{PaymentView, PayoutView, RefundView};

use crate::sandbox::Shared;

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/v3/{*path}", any(http::handle))
        .route("/pay/{id}", get(checkout::show))
        .route("/pay/{id}/accept", post(checkout::accept))
        .route("/pay/{id}/decline", post(checkout::decline))
        .route("/assets/{name}", get(checkout::asset))
}
