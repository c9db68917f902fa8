//! What referrals look like to those who bring others.

use super::{
    applications::{ABOUT_LIMIT, again_at},
    balance::{Balance, Overview},
    bonuses::left_of,
    callbacks::ReferralsCallback,
    events::{BonusDeed, BonusNews},
    gains::{FARTHEST, Gains, What},
};
use crate::{
    args,
    bot::{
        calendar::month_name,
        html::Html,
        keyboard::{Button, Keyboard, button, copy, link as url_button},
        screen::Screen,
        texts::Tr,
    },
    config::HoldFrom,
    entity::{
        bonus::{self, Status},
        partner_application, payout, user,
    },
    features::{ctx::Ctx, menu::MenuCallback},
    kernel::{money::Money, page::Page, permission::Role},
};

/// The page with the link, what it brought, and how it works.
#[must_use]
pub fn invite(cx: &Ctx, link: &str, overview: &Overview, payouts: &[payout::Model]) -> Screen {
    let tr = &cx.tr;
    let rules = &cx.app().config.referrals;
    let waits = cx.app().config.modules.tours && rules.tours_hold_from == HoldFrom::Trip;
    let trip = if waits {
        tr.html("referrals-page-trip", args![])
    } else {
        Html::default()
    };
    let mut html = tr
        .html(
            "referrals-page",
            args![
                percent = tr.percent(overview.share_bp),
                days = rules.keep_days,
                hold = rules.hold_days,
                cap = rules.cap_percent,
                link = link,
            ],
        )
        .paragraph(&trip)
        .paragraph(&tr.html(
            "referrals-people",
            args![came = overview.came, paid = overview.paid],
        ));
    for balance in &overview.balances {
        html = html.paragraph(&balance_lines(tr, balance));
    }
    // There is one open request at most, and it is the newest.
    let open = payouts.first().filter(|payout| payout.open_key.is_some());
    let (note, withdrawals) = withdrawal(cx, overview, open);
    if let Some(note) = note {
        html = html.paragraph(&note);
    }
    let gains = (overview.came > 0).then(|| {
        button(
            tr.plain("referrals-gains", args![]),
            &ReferralsCallback::Gains(0),
        )
    });
    let history = (overview.paid > 0).then(|| {
        button(
            tr.plain("referrals-history", args![]),
            &ReferralsCallback::History(0),
        )
    });
    let paid_out = (!payouts.is_empty()).then(|| {
        button(
            tr.plain("referrals-payouts", args![]),
            &ReferralsCallback::Payouts,
        )
    });
    let apply = (!cx.rights.has(Role::Partner)).then(|| {
        button(
            tr.plain("referrals-become", args![]),
            &ReferralsCallback::Apply,
        )
    });
    let keyboard = Keyboard::new()
        .row(url_button(
            tr.plain("referrals-share", args![]),
            &share_address(tr, cx, link),
        ))
        .row([
            copy(tr.plain("referrals-copy", args![]), link),
            button(
                tr.plain("referrals-picture", args![]),
                &ReferralsCallback::Picture,
            ),
        ])
        .grid(1, withdrawals)
        .row(gains)
        .row(history.into_iter().chain(paid_out))
        .row(apply)
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// Asking to be a partner: what it is, or how it stands.
#[must_use]
pub fn application(cx: &Ctx, row: Option<&partner_application::Model>) -> Screen {
    use partner_application::Status as At;
    let tr = &cx.tr;
    let mut html = tr.html("referrals-apply", args![]);
    let mut keyboard = Keyboard::new();
    match row {
        Some(row) if row.status == At::Applied => {
            html = html
                .paragraph(&tr.html(
                    "referrals-apply-waits",
                    args![day = row.applied_at.day_in(cx.zone())],
                ))
                .paragraph(&tr.html("referrals-apply-about", args![text = row.about.as_str()]));
            keyboard = keyboard.row([button(
                tr.plain("referrals-unapply", args![]),
                &ReferralsCallback::Unapply,
            )]);
        }
        Some(row) => {
            if row.status == At::Refused {
                let reason = row.refusal.as_deref().unwrap_or_default();
                html = html.paragraph(&tr.html("referrals-apply-refused", args![reason = reason]));
            }
            let now = cx.app().clock.now();
            html = html.paragraph(&match again_at(row).filter(|again| *again > now) {
                Some(again) => {
                    let at = again.moment_in(cx.zone());
                    tr.html("referrals-apply-later", args![at = at])
                }
                None => ask_about(tr),
            });
        }
        None => html = html.paragraph(&ask_about(tr)),
    }
    Screen::new(html).with(keyboard.back(tr, &ReferralsCallback::Open))
}

fn ask_about(tr: &Tr) -> Html {
    tr.html("referrals-apply-ask", args![limit = ABOUT_LIMIT])
}

/// What staff said to an application.
#[must_use]
pub fn decided(tr: &Tr, row: &partner_application::Model, is_approved: bool) -> Screen {
    let (html, label, to) = if is_approved {
        let html = tr.html("referrals-news-approved", args![]);
        (html, "menu-referrals", ReferralsCallback::Open)
    } else {
        let reason = row.refusal.as_deref().unwrap_or_default();
        let html = tr.html("referrals-news-refused", args![reason = reason]);
        (html, "referrals-apply-again", ReferralsCallback::Apply)
    };
    Screen::new(html).with(Keyboard::new().row([button(tr.plain(label, args![]), &to)]))
}

/// The way of bonuses to a card: the request that is open, the button to ask, or what is missing.
fn withdrawal(
    cx: &Ctx,
    overview: &Overview,
    payout: Option<&payout::Model>,
) -> (Option<Html>, Vec<Button>) {
    let tr = &cx.tr;
    if let Some(payout) = payout {
        let note = tr.html(
            "referrals-payout-open",
            args![
                sum = tr.money(payout.money()),
                card = payout.card_mask.as_str(),
                day = payout.asked_at.day_in(cx.zone())
            ],
        );
        let is_asked = payout.status == payout::Status::Asked;
        let back = is_asked.then(|| {
            button(
                tr.plain("referrals-payout-back", args![]),
                &ReferralsCallback::TakeBack(payout.id),
            )
        });
        return (Some(note), back.into_iter().collect());
    }
    let there: Vec<_> = overview
        .balances
        .iter()
        .map(|balance| balance.available)
        .filter(|money| money.is_positive())
        .collect();
    let minimum = |currency| Money::new(cx.app().config.payouts.minimum(currency), currency);
    let (enough, few): (Vec<Money>, Vec<Money>) = there
        .iter()
        .partition(|money| money.minor() >= minimum(money.currency()).minor());
    let note = (enough.is_empty() && !few.is_empty()).then(|| {
        let least: Vec<_> = few.iter().map(|money| minimum(money.currency())).collect();
        tr.html(
            "referrals-payout-minimum",
            args![minimum = sums(tr, &least)],
        )
    });
    // With one balance there is nothing to choose.
    let is_only = overview.balances.len() == 1;
    let buttons = enough
        .into_iter()
        .map(|money| {
            let label = if is_only {
                tr.plain("referrals-withdraw", args![])
            } else {
                tr.plain("referrals-withdraw-sum", args![sum = tr.money(money)])
            };
            button(label, &ReferralsCallback::Withdraw(money.currency()))
        })
        .collect();
    (note, buttons)
}

/// Sums of several currencies in a line.
#[must_use]
pub(super) fn sums(tr: &Tr, sums: &[Money]) -> String {
    let sums: Vec<_> = sums.iter().map(|money| tr.money(*money)).collect();
    if sums.is_empty() {
        "—".to_owned()
    } else {
        sums.join(", ")
    }
}

/// What a link brought in a month; `of` names somebody else whose link it is.
#[must_use]
pub fn gains(tr: &Tr, gains: &Gains, of: Option<&user::Model>) -> Screen {
    let month = month_name(tr, gains.first);
    let mut html = match of {
        None => tr.html("referrals-gains-mine", args![month = month]),
        Some(person) => tr.html(
            "referrals-gains-theirs",
            args![name = person.full_name(), month = month],
        ),
    };
    html = html.paragraph(&tr.html(
        "referrals-gains-people",
        args![came = gains.came, paid = gains.paid],
    ));
    for source in &gains.sources {
        let name = match source.what {
            What::Tour(_) => source.titles.of(tr.lang()).to_owned(),
            What::Study => tr.plain("referrals-gains-study", args![]),
            What::Hours => tr.plain("referrals-gains-hours", args![]),
        };
        html = html.paragraph(&tr.html(
            "referrals-gains-source",
            args![
                name = name,
                count = source.payments,
                earned = sums(tr, &source.earned)
            ],
        ));
    }
    let at = |back| match of {
        None => ReferralsCallback::Gains(back),
        Some(person) => ReferralsCallback::PartnerGains(person.id, back),
    };
    let before = (gains.back < FARTHEST).then(|| {
        button(
            tr.plain("referrals-gains-before", args![]),
            &at(gains.back + 1),
        )
    });
    let after = gains
        .back
        .checked_sub(1)
        .map(|back| button(tr.plain("referrals-gains-after", args![]), &at(back)));
    let keyboard = Keyboard::new().row(before.into_iter().chain(after));
    let keyboard = match of {
        None => keyboard.back(tr, &ReferralsCallback::Open),
        Some(person) => keyboard.back(tr, &ReferralsCallback::Partner(person.id)),
    };
    Screen::new(html).with(keyboard)
}

/// To which card?
#[must_use]
pub fn ask_card(cx: &Ctx, available: Money) -> Screen {
    let tr = &cx.tr;
    let html = tr.html("referrals-ask-card", args![sum = tr.money(available)]);
    Screen::new(html).with(Keyboard::new().back(tr, &ReferralsCallback::Open))
}

fn balance_lines(tr: &Tr, balance: &Balance) -> Html {
    let mut html = tr
        .html(
            "referrals-available",
            args![money = tr.money(balance.available)],
        )
        .line(&tr.html(
            "referrals-pending",
            args![money = tr.money(balance.pending)],
        ));
    if balance.reserved.is_positive() {
        html = html.line(&tr.html(
            "referrals-reserved",
            args![money = tr.money(balance.reserved)],
        ));
    }
    if balance.available.minor() < 0 {
        html = html.line(&tr.html("referrals-debt", args![]));
    }
    html
}

/// Telegram's own dialogue for sending a link to somebody.
fn share_address(tr: &Tr, cx: &Ctx, link: &str) -> String {
    let brand = cx.app().config.brand.name.as_str();
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    address.append_pair("url", link);
    address.append_pair(
        "text",
        &tr.plain("referrals-share-text", args![brand = brand]),
    );
    format!("https://t.me/share/url?{}", address.finish())
}

/// Words under the picture of the link.
#[must_use]
pub fn picture(cx: &Ctx, link: &str) -> Screen {
    let html = cx.tr.html("referrals-picture-page", args![link = link]);
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &ReferralsCallback::Open))
}

/// One's bonuses.
#[must_use]
pub fn history(cx: &Ctx, bonuses: &Page<bonus::Model>) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("referrals-history-title", args![count = bonuses.total]);
    for bonus in &bonuses.items {
        let mut line = tr.html(
            "referrals-row",
            args![
                day = bonus.created_at.day_in(cx.zone()),
                money = tr.money(bonus.money()),
                state = state_words(cx, bonus),
            ],
        );
        if bonus.clawed_minor > 0 && bonus.status != Status::Clawed {
            line = line.line(&tr.html(
                "referrals-row-clawed",
                args![
                    money = tr.money(Money::new(bonus.clawed_minor, bonus.currency)),
                    left = tr.money(left_of(bonus)),
                ],
            ));
        }
        html = html.paragraph(&line);
    }
    let keyboard = Keyboard::new()
        .pager(bonuses, ReferralsCallback::History)
        .back(tr, &ReferralsCallback::Open);
    Screen::new(html).with(keyboard)
}

/// One's latest payouts of bonuses.
#[must_use]
pub fn payouts(cx: &Ctx, payouts: &[payout::Model]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("referrals-payouts-title", args![]);
    for payout in payouts {
        let status = format!("desk-payout-status-{}", payout.status.word());
        let mut row = tr.html(
            "referrals-payout-row",
            args![
                sum = tr.money(payout.money()),
                card = payout.card_mask.as_str(),
                day = payout.asked_at.day_in(cx.zone()),
                status = tr.plain(&status, args![]),
            ],
        );
        if let Some(reference) = &payout.reference {
            row = row.line(&tr.html(
                "referrals-payout-reference",
                args![text = reference.as_str()],
            ));
        }
        html = html.paragraph(&row);
    }
    Screen::new(html).with(Keyboard::new().back(tr, &ReferralsCallback::Open))
}

fn state_words(cx: &Ctx, bonus: &bonus::Model) -> String {
    let id = match bonus.status {
        Status::Pending => {
            let day = bonus.available_at.day_in(cx.zone());
            return cx.tr.plain("referrals-state-pending", args![day = day]);
        }
        Status::Available => "referrals-state-available",
        Status::Clawed => "referrals-state-clawed",
    };
    cx.tr.plain(id, args![])
}

/// The notice that a bonus was earned, released or taken back.
#[must_use]
pub fn news(tr: &Tr, bonus: &bonus::Model, event: &BonusNews, available_on: String) -> Screen {
    let money = tr.money(Money::new(event.minor, bonus.currency));
    let html = match event.deed {
        BonusDeed::Earned => tr.html(
            "referrals-news-earned",
            args![money = money, day = available_on],
        ),
        BonusDeed::Released => tr.html("referrals-news-released", args![money = money]),
        BonusDeed::Clawed => tr.html("referrals-news-clawed", args![money = money]),
    };
    let keyboard = Keyboard::new().row([button(
        tr.plain("menu-referrals", args![]),
        &ReferralsCallback::Open,
    )]);
    Screen::new(html).with(keyboard)
}
