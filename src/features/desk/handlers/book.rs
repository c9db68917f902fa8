//! The ledger: accounts and facts.

use crate::{
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        desk::{book, screens::book as screens},
        ledger::Kind,
    },
    kernel::ids::LedgerTransactionId,
};

/// Facts of a page: all of them with their lines fit a message.
const PAGE: u64 = 6;

/// What is on the accounts.
pub(super) async fn accounts(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let totals = book::totals(cx.app(), &cx.rights).await?;
    cx.show(tap, &screens::accounts(&cx.tr, &totals)).await
}

/// What was booked.
pub(super) async fn page(
    cx: &Ctx,
    tap: Option<&Tap>,
    kind: Option<Kind>,
    before: i64,
) -> Result<(), Fault> {
    let older = (before > 0).then_some(LedgerTransactionId(before));
    let found = book::page(cx.app(), &cx.rights, kind, older, PAGE).await?;
    let screen = screens::page(cx, kind, older.is_some(), &found);
    cx.show(tap, &screen).await
}
