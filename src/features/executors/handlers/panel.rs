//! The panel: lists, orders, earnings.

use super::{application, fault};
use crate::{
    bot::{fault::Fault, tap::Tap},
    entity::payout::Purpose,
    features::{
        ctx::Ctx,
        executors::{
            applications,
            callbacks::Sight,
            desk::{self, Place},
            error::ExecutorError,
            screens::{self, board as boards, money as moneys, order as orders},
            state::ExecutorsState,
        },
        ledger::{self, Account},
        payments::{asking, payouts, reads},
    },
    kernel::{
        ids::{OrderId, PayoutId},
        money::{Currency, Money},
    },
};

const PAGE: u64 = 8;
/// Lines of the ledger on a page.
const ENTRIES: u64 = 15;

/// The panel; for whoever is no executor, the way to become one.
pub async fn open(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let catalog = &cx.site.library.study;
    match desk::panel(cx.app(), catalog, cx.me(), &cx.rights).await {
        Ok(panel) => cx.show(tap, &boards::panel(cx, &panel)).await,
        Err(ExecutorError::NotAllowed) => application::open(cx, tap).await,
        Err(error) => Err(fault(error)),
    }
}

/// The board, as narrowed.
pub(super) async fn board(
    cx: &Ctx,
    tap: Option<&Tap>,
    sight: &Sight,
    page: u32,
) -> Result<(), Fault> {
    let executor = desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    if executor.status != crate::entity::executor::Status::Approved {
        return open(cx, tap).await;
    }
    let catalog = &cx.site.library.study;
    let rows = desk::board(cx.app(), catalog, cx.me(), sight, (page, PAGE)).await?;
    cx.show(tap, &boards::board(cx, sight, &rows)).await
}

/// How the board is narrowed.
pub(super) async fn filter(cx: &Ctx, tap: Option<&Tap>, sight: &Sight) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    cx.show(tap, &boards::filter(cx, sight)).await
}

/// An order.
pub(super) async fn order(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let brief = brief(cx, id).await?;
    let now = cx.app().clock.now();
    cx.show(tap, &orders::card(cx, &brief, now)).await
}

/// What an order is to this executor.
pub(super) async fn brief(cx: &Ctx, id: OrderId) -> Result<desk::Brief, Fault> {
    let catalog = &cx.site.library.study;
    desk::brief(cx.app(), catalog, cx.me(), &cx.rights, id)
        .await
        .map_err(fault)
}

/// The files of its brief, one message each.
pub(super) async fn files(cx: &Ctx, tap: &Tap, id: OrderId) -> Result<(), Fault> {
    let brief = brief(cx, id).await?;
    if brief.place == Place::Lost {
        return Err(Fault::refused("common-gone"));
    }
    for file in &brief.files {
        cx.send(&screens::file(file)).await?;
    }
    // What can be done about the order stands under its files.
    let now = cx.app().clock.now();
    cx.send(&orders::card(cx, &brief, now)).await?;
    tap.finish().await;
    Ok(())
}

/// One's open offers.
pub(super) async fn offers(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let rows = desk::offers(cx.app(), cx.me(), (page, PAGE)).await?;
    cx.show(tap, &boards::offers(cx, &rows)).await
}

/// Orders in hand.
pub(super) async fn work(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let rows = desk::work(cx.app(), cx.me(), (page, PAGE)).await?;
    cx.show(tap, &boards::work(cx, &rows)).await
}

/// Orders that are over.
pub(super) async fn history(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let rows = desk::history(cx.app(), cx.me(), (page, PAGE)).await?;
    cx.show(tap, &boards::history(cx, &rows)).await
}

/// Earnings.
pub(super) async fn money(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let row = desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let balance = balance(cx).await?;
    let filter = reads::PayoutFilter {
        owner: Some(cx.me()),
        ..reads::PayoutFilter::default()
    };
    let last = reads::payout_list(cx.app(), cx.me(), &cx.rights, filter, None, 1)
        .await?
        .pop();
    cx.show(tap, &moneys::page(cx, &row, balance, last.as_ref()))
        .await
}

/// What is owed to the executor.
async fn balance(cx: &Ctx) -> Result<Money, Fault> {
    let account = Account::ExecutorPayable(cx.me());
    Ok(ledger::owed(&cx.app().db, account, Currency::Rub).await?)
}

/// Asks before the balance is paid out.
pub(super) async fn ask_payout(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let row = desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let Some(mask) = row.card_mask else {
        return card(cx, tap).await;
    };
    let balance = balance(cx).await?;
    cx.show(tap, &moneys::ask_payout(cx, balance, &mask)).await
}

/// Asks for the payout of the balance.
pub(super) async fn payout(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let Some(number) = applications::card(cx.app(), cx.me()).await.map_err(fault)? else {
        return card(cx, tap).await;
    };
    let asked = payouts::Asked {
        purpose: Purpose::Executor,
        money: balance(cx).await?,
        card: number,
    };
    payouts::ask(cx.app(), cx.actor(), &cx.rights, asked)
        .await
        .map_err(asking::fault)?;
    money(cx, tap).await
}

/// Takes the request back.
pub(super) async fn payout_back(cx: &Ctx, tap: Option<&Tap>, id: PayoutId) -> Result<(), Fault> {
    payouts::withdraw(cx.app(), cx.actor(), &cx.rights, id)
        .await
        .map_err(asking::fault)?;
    money(cx, tap).await
}

/// Movements of the account.
pub(super) async fn entries(cx: &Ctx, tap: Option<&Tap>, before: i64) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    let account = Account::ExecutorPayable(cx.me());
    let before = (before > 0).then_some(before);
    let mut movements = ledger::reads::movements(
        &cx.app().db,
        account,
        Currency::Rub,
        before,
        ENTRIES.saturating_add(1),
    )
    .await?;
    let has_more = u64::try_from(movements.len()).unwrap_or(u64::MAX) > ENTRIES;
    movements.truncate(usize::try_from(ENTRIES).unwrap_or(usize::MAX));
    let screen = moneys::entries(cx, &movements, Currency::Rub, has_more);
    cx.show(tap, &screen).await
}

/// Asks for another card.
pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    desk::executor(cx.app(), cx.me(), &cx.rights)
        .await
        .map_err(fault)?;
    cx.expect(ExecutorsState::Card).await;
    cx.show(tap, &screens::application::ask_card(cx)).await
}
