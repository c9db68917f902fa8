//! The panel and its lists.

use super::{kind, label};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
    },
    entity::{executor::Status, order},
    features::{
        ctx::Ctx,
        executors::{
            callbacks::{ExecutorsCallback, Order, Sight},
            desk::{Panel, Row},
        },
        menu::MenuCallback,
    },
    kernel::{lang::Lang, page::Page},
};

/// Deadlines that the board can be narrowed to, in days; zero is any.
const WITHIN: [u16; 4] = [0, 3, 7, 30];

/// The panel.
#[must_use]
pub fn panel(cx: &Ctx, panel: &Panel) -> Screen {
    let tr = &cx.tr;
    let row = &panel.executor;
    let mut html = tr.html(
        "executors-panel",
        args![
            number = row.number.to_string(),
            work = panel.work,
            limit = i64::from(row.limit_in_hand),
        ],
    );
    if row.stars_count > 0 {
        html = html.line(&tr.html(
            "executors-panel-rating",
            args![
                stars = average(tr.lang(), row.stars_sum, row.stars_count),
                count = i64::from(row.stars_count)
            ],
        ));
    }
    if panel.waiting > 0 {
        html = html.paragraph(&tr.html("executors-panel-waiting", args![count = panel.waiting]));
    }
    let is_paused = row.status == Status::Paused;
    if is_paused {
        html = html.paragraph(&tr.html(
            "executors-paused",
            args![reason = row.refusal.clone().unwrap_or_default()],
        ));
    }
    let mut keyboard = Keyboard::new();
    if !is_paused {
        keyboard = keyboard.row([button(
            tr.plain("executors-board", args![count = panel.board]),
            &ExecutorsCallback::Board(Sight::default(), 0),
        )]);
    }
    let keyboard = keyboard
        .row([
            button(
                tr.plain("executors-work", args![count = panel.work]),
                &ExecutorsCallback::Work(0),
            ),
            button(
                tr.plain("executors-offers", args![count = panel.offers]),
                &ExecutorsCallback::Offers(0),
            ),
        ])
        .row([
            button(
                tr.plain("executors-money", args![]),
                &ExecutorsCallback::Money,
            ),
            button(
                tr.plain("executors-history", args![]),
                &ExecutorsCallback::History(0),
            ),
        ])
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// Stars to one decimal, in whole numbers.
fn average(lang: Lang, sum: i32, count: i32) -> String {
    let tenths = (i64::from(sum) * 10 + i64::from(count) / 2) / std::cmp::max(i64::from(count), 1);
    let point = match lang {
        Lang::Ru | Lang::Uz => ',',
        Lang::En => '.',
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

/// The board.
#[must_use]
pub fn board(cx: &Ctx, sight: &Sight, rows: &Page<Row>) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("executors-board-title", args![count = rows.total]);
    let shown = shown(cx, sight);
    if !shown.is_empty() {
        html = html.line(&tr.html("executors-board-shown", args![filter = shown]));
    }
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("executors-filter", args![]),
            &ExecutorsCallback::Filter(sight.clone()),
        )])
        .grid(1, list(cx, rows))
        .pager(rows, |page| ExecutorsCallback::Board(sight.clone(), page))
        .back(tr, &ExecutorsCallback::Panel);
    Screen::new(html).with(keyboard)
}

fn shown(cx: &Ctx, sight: &Sight) -> String {
    let mut shown = Vec::new();
    if let Some(key) = &sight.kind {
        shown.push(kind(cx, key));
    }
    if sight.days > 0 {
        shown.push(
            cx.tr
                .plain("executors-within", args![days = u32::from(sight.days)]),
        );
    }
    if sight.order != Order::New {
        shown.push(
            cx.tr
                .plain(&format!("executors-sort-{}", sight.order.word()), args![]),
        );
    }
    shown.join(", ")
}

/// What of the board is to be shown.
#[must_use]
pub fn filter(cx: &Ctx, sight: &Sight) -> Screen {
    let tr = &cx.tr;
    let choice = |label: String, wanted: Sight| {
        let mark = if wanted == *sight { "✓ " } else { "" };
        button(format!("{mark}{label}"), &ExecutorsCallback::Filter(wanted))
    };
    let any = choice(
        tr.plain("executors-any-kind", args![]),
        Sight {
            kind: None,
            ..sight.clone()
        },
    );
    let kinds = cx.site.library.study.kinds().iter().map(|one| {
        choice(
            kind(cx, &one.key),
            Sight {
                kind: Some(one.key.clone()),
                ..sight.clone()
            },
        )
    });
    let days = WITHIN.map(|days| {
        let label = if days == 0 {
            tr.plain("executors-whenever", args![])
        } else {
            tr.plain("executors-within", args![days = u32::from(days)])
        };
        choice(
            label,
            Sight {
                days,
                ..sight.clone()
            },
        )
    });
    let orders = Order::ALL.map(|order| {
        choice(
            tr.plain(&format!("executors-sort-{}", order.word()), args![]),
            Sight {
                order,
                ..sight.clone()
            },
        )
    });
    let keyboard = Keyboard::new()
        .row([any])
        .grid(1, kinds)
        .grid(2, days)
        .grid(3, orders)
        .row([button(
            tr.plain("executors-show", args![]),
            &ExecutorsCallback::Board(sight.clone(), 0),
        )]);
    Screen::new(tr.html("executors-filter-ask", args![])).with(keyboard)
}

/// One's open offers.
#[must_use]
pub fn offers(cx: &Ctx, rows: &Page<Row>) -> Screen {
    let html = cx
        .tr
        .html("executors-offers-title", args![count = rows.total]);
    listed(cx, html, rows, ExecutorsCallback::Offers)
}

/// Orders in hand.
#[must_use]
pub fn work(cx: &Ctx, rows: &Page<Row>) -> Screen {
    let html = cx
        .tr
        .html("executors-work-title", args![count = rows.total]);
    listed(cx, html, rows, ExecutorsCallback::Work)
}

/// Orders that are over.
#[must_use]
pub fn history(cx: &Ctx, rows: &Page<Row>) -> Screen {
    let html = cx
        .tr
        .html("executors-history-title", args![count = rows.total]);
    listed(cx, html, rows, ExecutorsCallback::History)
}

fn listed(cx: &Ctx, html: Html, rows: &Page<Row>, page: fn(u32) -> ExecutorsCallback) -> Screen {
    let keyboard = Keyboard::new()
        .grid(1, list(cx, rows))
        .pager(rows, page)
        .back(&cx.tr, &ExecutorsCallback::Panel);
    Screen::new(html).with(keyboard)
}

fn list<'c>(cx: &'c Ctx, rows: &'c Page<Row>) -> impl Iterator<Item = Button> + 'c {
    rows.items.iter().map(|row| {
        let mark = match row.order.status {
            order::Status::Submitted if row.offer.is_some() => "✋ ",
            order::Status::Paid if row.order.executor_id.is_some() => "❔ ",
            order::Status::ChangesRequested => "🔁 ",
            order::Status::Delivered => "📤 ",
            order::Status::Disputed => "⚖️ ",
            order::Status::Completed => "✅ ",
            order::Status::Refunded | order::Status::Cancelled => "✖️ ",
            order::Status::Draft
            | order::Status::Submitted
            | order::Status::Quoted
            | order::Status::AwaitingPayment
            | order::Status::Paid
            | order::Status::InProgress
            | order::Status::Expired => "",
        };
        button(
            label(cx, &row.order, mark),
            &ExecutorsCallback::Order(row.order.id),
        )
    })
}
