//! Money in and out: attempts to pay, refunds, payouts.
//!
//! Invariants, whatever runs at once and wherever a process dies:
//! - one attempt at a time is open for one thing, and a call to the provider is stored before it is made:
//!   who does not know how it ended repeats it, byte for byte;
//! - a word of the provider counts only when it was fetched by us; notices are hints to look;
//! - what is paid is settled once, in one transaction: the attempt, what it was for, the ledger, the
//!   audit log, the news. Money that nobody waits for goes back;
//! - no more goes back than came; no more is paid out than is owed.
//!
//! Services: [`service`] begins attempts, [`creation`] brings them to the provider,
//! [`release`] lets go of them, [`settle`] takes the
//! provider's word, [`check`] asks for it, [`hints`] keeps its notices, [`native`] is Telegram's own
//! invoice, [`parked`] and [`refunds`] give back, [`payouts`] pay out, [`reconcile`] compares, [`reads`]
//! looks. Edges: [`handlers`], [`screens`], [`staff_screens`], [`notices`], [`webhook`], [`page`], [`api`], [`jobs`].

pub mod api;
pub mod asking;
pub mod callbacks;
pub mod check;
pub mod creation;
pub mod error;
pub mod events;
pub mod handlers;
pub mod hints;
pub mod jobs;
pub mod native;
pub mod notices;
pub mod page;
pub mod parked;
pub mod payouts;
pub mod reads;
pub mod reconcile;
pub mod refunds;
pub mod release;
pub mod screens;
pub mod service;
pub mod settle;
pub mod staff_screens;
pub mod state;
pub mod webhook;
pub mod words;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{DatabaseTransaction, DbErr};

use self::events::{MoneyTrouble, Trouble};
use crate::{
    app::App,
    features::users::roles,
    kernel::{permission::Permission, time::Timestamp},
    outbox,
};

/// A name that nobody guesses: 128 random bits. Idempotence keys, addresses to return to.
pub(crate) fn new_key() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>())
}

/// Promises to show a trouble to everybody who decides about money.
pub(crate) async fn tell_staff(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    what: Trouble,
) -> Result<(), DbErr> {
    for reader in roles::holders(app, txn, Permission::DecideMoney).await? {
        let news = MoneyTrouble { what };
        outbox::enqueue(txn, now, reader, &news, outbox::Options::default()).await?;
    }
    Ok(())
}
