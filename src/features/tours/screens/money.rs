//! The money of agencies, as they and staff see it.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{agency, payout},
    features::{
        ctx::Ctx,
        tours::callbacks::{AgencyCallback, AgencyMoneyCallback},
    },
    kernel::{ids::AgencyId, money::Money},
};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The agency.
    pub agency: agency::Model,
    /// What we owe it by currency; negative: what it owes us.
    pub balances: Vec<Money>,
    /// Its latest payouts.
    pub payouts: Vec<payout::Model>,
    /// Whether the viewer may ask for a payout.
    pub may_ask: bool,
    /// Whether the viewer may write down that commission came.
    pub may_receive: bool,
}

/// What an agency earned, and what it owes.
#[must_use]
pub fn open(cx: &Ctx, page: &Page) -> Screen {
    let tr = &cx.tr;
    let id = page.agency.id;
    let mut html = tr.html("agency-money", args![agency = page.agency.name.as_str()]);
    let mut keyboard = Keyboard::new();
    let pending = page.payouts.iter().find(|one| one.open_key.is_some());
    for balance in &page.balances {
        let currency = balance.currency();
        if balance.is_positive() {
            html = html.paragraph(&tr.html("agency-money-owed", args![sum = tr.money(*balance)]));
            let minimum = Money::new(cx.app().config.payouts.minimum(currency), currency);
            if balance.minor() < minimum.minor() {
                let minimum = tr.money(minimum);
                html = html.line(&tr.html("agency-money-minimum", args![minimum = minimum]));
            } else if page.may_ask && pending.is_none() {
                keyboard = keyboard.row([button(
                    tr.plain("agency-withdraw", args![sum = tr.money(*balance)]),
                    &AgencyMoneyCallback::Withdraw(id, currency),
                )]);
            }
        }
        if balance.minor() < 0 {
            let owes = tr.money(Money::new(balance.minor().saturating_neg(), currency));
            html = html.paragraph(&tr.html("agency-money-owes", args![sum = owes]));
            if page.may_receive {
                keyboard = keyboard.row([button(
                    tr.plain("agency-receive", args![currency = currency.code()]),
                    &AgencyMoneyCallback::Receive(id, currency),
                )]);
            }
        }
    }
    if page.balances.iter().all(|balance| balance.minor() == 0) {
        let id = if page.payouts.is_empty() {
            "agency-money-nothing"
        } else {
            "agency-money-empty"
        };
        html = html.paragraph(&tr.html(id, args![]));
    }
    for one in &page.payouts {
        let status = tr.plain(
            &format!("desk-payout-status-{}", one.status.word()),
            args![],
        );
        html = html.paragraph(&tr.html(
            "agency-money-payout",
            args![
                number = one.id.to_string(),
                sum = tr.money(one.money()),
                account = one.card_mask.as_str(),
                day = one.asked_at.day_in(cx.zone()),
                status = status,
            ],
        ));
    }
    if let Some(pending) = pending
        && page.may_ask
        && pending.status == payout::Status::Asked
    {
        keyboard = keyboard.row([button(
            tr.plain("agency-take-back", args![]),
            &AgencyMoneyCallback::TakeBack(id, pending.id),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &AgencyCallback::Open(id)))
}

/// To which account?
#[must_use]
pub fn ask_account(tr: &Tr, agency: AgencyId, money: Money) -> Screen {
    let html = tr.html("agency-ask-account", args![sum = tr.money(money)]);
    Screen::new(html).with(Keyboard::new().back(tr, &AgencyMoneyCallback::Open(agency)))
}

/// How much commission came?
#[must_use]
pub fn ask_received(tr: &Tr, agency: AgencyId) -> Screen {
    Screen::new(tr.html("agency-ask-received", args![]))
        .with(Keyboard::new().back(tr, &AgencyMoneyCallback::Open(agency)))
}

/// By which transfer?
#[must_use]
pub fn ask_reference(tr: &Tr, agency: AgencyId, money: Money) -> Screen {
    let html = tr.html("agency-ask-reference", args![sum = tr.money(money)]);
    Screen::new(html).with(Keyboard::new().back(tr, &AgencyMoneyCallback::Open(agency)))
}
