//! The money of agencies, as they and staff see it.

use chrono::{Months, NaiveDate};

use crate::{
    args,
    bot::{
        calendar::month_name,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{agency, payout},
    features::{
        ctx::Ctx,
        tours::{
            callbacks::{AgencyCallback, AgencyMoneyCallback, Month, Paper},
            statements::{self, Statement, What},
        },
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
    let now = Month::of(statements::month_of(cx.app(), cx.app().clock.now()));
    let keyboard = keyboard.row([button(
        tr.plain("agency-statements", args![]),
        &AgencyMoneyCallback::Month(id, now),
    )]);
    Screen::new(html).with(keyboard.back(tr, &AgencyCallback::Open(id)))
}

/// What happened in a month: the sums of each kind between two balances; the lines are in the file.
#[must_use]
pub fn statement(cx: &Ctx, statement: &Statement) -> Screen {
    let tr = &cx.tr;
    let id = statement.agency.id;
    let mut html = tr.html(
        "agency-statement",
        args![
            agency = statement.agency.name.as_str(),
            month = month_name(tr, statement.month),
        ],
    );
    let mut keyboard = Keyboard::new();
    for part in &statement.parts {
        let row = |id: &str, sum: Money| tr.html(id, args![sum = tr.money(sum)]);
        html = html.paragraph(&row("agency-statement-opening", part.opening));
        for what in What::ALL {
            let count = part.lines.iter().filter(|line| line.what == what).count();
            if count == 0 {
                continue;
            }
            let name = tr.plain(&format!("agency-line-{}", what.word()), args![]);
            let sum = part.sum(what).map(|sum| tr.money(sum)).unwrap_or_default();
            html = html.line(&tr.html(
                "agency-statement-line",
                args![name = name, count = count, sum = sum],
            ));
        }
        html = html.line(&row("agency-statement-closing", part.closing));
        let currency = part.opening.currency();
        let month = Month::of(statement.month);
        keyboard = keyboard.row([Paper::Xlsx, Paper::Csv].map(|paper| {
            let what = format!("{} · {}", paper.word().to_uppercase(), currency.code());
            button(
                tr.plain("agency-statement-file", args![what = what]),
                &AgencyMoneyCallback::Paper(id, month, currency, paper),
            )
        }));
    }
    if statement.parts.is_empty() {
        html = html.paragraph(&tr.html("agency-statement-nothing", args![]));
    }
    let to = |month: NaiveDate| AgencyMoneyCallback::Month(id, Month::of(month));
    let mut arrows = Vec::new();
    if statement.month > month_of_birth(cx, &statement.agency)
        && let Some(before) = statement.month.checked_sub_months(Months::new(1))
    {
        arrows.push(button(format!("‹ {}", month_name(tr, before)), &to(before)));
    }
    if let Some(next) = statement.month.checked_add_months(Months::new(1))
        && next <= statements::month_of(cx.app(), cx.app().clock.now())
    {
        arrows.push(button(format!("{} ›", month_name(tr, next)), &to(next)));
    }
    if !arrows.is_empty() {
        keyboard = keyboard.row(arrows);
    }
    Screen::new(html).with(keyboard.back(tr, &AgencyMoneyCallback::Open(id)))
}

/// Before it there is nothing.
fn month_of_birth(cx: &Ctx, agency: &agency::Model) -> NaiveDate {
    statements::month_of(cx.app(), agency.created_at)
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
