//! Earnings.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{executor, payout},
    features::{
        ctx::Ctx,
        executors::{callbacks::ExecutorsCallback, screens::application::percent},
        ledger::reads::Movement,
    },
    kernel::money::{Currency, Money},
};

/// What is owed, to which card.
#[must_use]
pub fn page(
    cx: &Ctx,
    row: &executor::Model,
    balance: Money,
    last: Option<&payout::Model>,
) -> Screen {
    let tr = &cx.tr;
    let usual = cx.app().config.study.executor_share_percent;
    let mut html = tr.html(
        "executors-money-page",
        args![
            balance = tr.money(balance),
            share = percent(row.share_bp, usual),
            card = row
                .card_mask
                .clone()
                .unwrap_or_else(|| tr.plain("executors-no-card", args![])),
        ],
    );
    let card = if row.card_mask.is_some() {
        "executors-card-change"
    } else {
        "executors-card-add"
    };
    let mut keyboard = Keyboard::new();
    let is_open = |payout: &&payout::Model| payout.open_key.is_some();
    match last.filter(is_open) {
        Some(payout) => {
            html = html.paragraph(&tr.html(
                "executors-payout-open",
                args![
                    amount = tr.money(payout.money()),
                    card = payout.card_mask.as_str(),
                    at = payout.asked_at.day_in(cx.zone())
                ],
            ));
            if payout.status == payout::Status::Asked {
                keyboard = keyboard.row([button(
                    tr.plain("executors-payout-back", args![]),
                    &ExecutorsCallback::PayoutBack(payout.id),
                )]);
            }
        }
        None => {
            let minimum = cx.app().config.payouts.minimum(balance.currency());
            if balance.minor() >= minimum {
                keyboard = keyboard.row([button(
                    tr.plain("executors-payout", args![]),
                    &ExecutorsCallback::Payout,
                )]);
            } else {
                let minimum = tr.money(Money::new(minimum, balance.currency()));
                html =
                    html.paragraph(&tr.html("executors-payout-minimum", args![minimum = minimum]));
            }
        }
    }
    let keyboard = keyboard
        .row([button(
            tr.plain("executors-entries", args![]),
            &ExecutorsCallback::Entries(0),
        )])
        .row([button(tr.plain(card, args![]), &ExecutorsCallback::Card)])
        .back(tr, &ExecutorsCallback::Panel);
    Screen::new(html).with(keyboard)
}

/// Pay it all out?
#[must_use]
pub fn ask_payout(cx: &Ctx, balance: Money, mask: &str) -> Screen {
    let html = cx.tr.html(
        "executors-payout-ask",
        args![amount = cx.tr.money(balance), card = mask],
    );
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &ExecutorsCallback::PayoutYes,
        &ExecutorsCallback::Money,
    );
    Screen::new(html).with(keyboard)
}

/// Movements of the account, newest first.
#[must_use]
pub fn entries(cx: &Ctx, movements: &[Movement], currency: Currency, has_more: bool) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("executors-entries-title", args![]);
    if movements.is_empty() {
        html = html.paragraph(&tr.html("executors-entries-none", args![]));
    }
    for movement in movements {
        // What we owe grows by credits, which the ledger writes below zero.
        let money = Money::new(movement.entry.amount_minor.saturating_neg(), currency);
        let sign = if money.is_positive() { "+" } else { "" };
        let what = match movement.fact.subject_kind.as_str() {
            "order" => tr.plain(
                "executors-entry-order",
                args![id = movement.fact.subject_id.to_string()],
            ),
            "payout" => tr.plain("executors-entry-payout", args![]),
            _ => tr.plain("executors-entry-other", args![]),
        };
        html = html.line(&tr.html(
            "executors-entry",
            args![
                at = movement.fact.at.day_in(cx.zone()),
                amount = format!("{sign}{}", tr.money(money)),
                what = what
            ],
        ));
    }
    let older = movements.last().filter(|_| has_more).map(|last| {
        button(
            tr.plain("executors-older", args![]),
            &ExecutorsCallback::Entries(last.entry.id),
        )
    });
    let keyboard = Keyboard::new()
        .row(older)
        .back(tr, &ExecutorsCallback::Money);
    Screen::new(html).with(keyboard)
}
