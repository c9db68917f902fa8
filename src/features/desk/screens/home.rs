//! The desk itself, lists of orders, the search, the morning's message.

use chrono::NaiveDate;

use super::{executor_name, kind, line, span, status, sums};
use crate::{
    args,
    bot::{
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::{Arg, Tr},
    },
    entity::order::{Model, Status},
    features::{
        ctx::Ctx,
        desk::{
            callbacks::{DeskCallback, Part, Sight, Whose},
            digest::Figures,
            orders::{Found, Overview},
        },
        staff::callbacks::StaffCallback,
        study::reads::{COUNTED, Window},
    },
    kernel::{ids::OrderId, page::Page, permission::Permission},
};

/// States in the order in which staff looks at them.
const SHOWN: [Status; 12] = [
    Status::Submitted,
    Status::Quoted,
    Status::AwaitingPayment,
    Status::Paid,
    Status::InProgress,
    Status::ChangesRequested,
    Status::Delivered,
    Status::Disputed,
    Status::Completed,
    Status::Refunded,
    Status::Cancelled,
    Status::Expired,
];

fn only(status: Status) -> Sight {
    Sight {
        status: Some(status),
        ..Sight::default()
    }
}

/// A number that is known up to a limit.
fn counted(count: i64) -> String {
    if count > COUNTED {
        format!("{COUNTED}+")
    } else {
        count.to_string()
    }
}

/// How many orders are where.
#[must_use]
pub fn home(cx: &Ctx, overview: &Overview) -> Screen {
    let tr = &cx.tr;
    let may = |permission| cx.rights.may(permission);
    let label = |id: &str| tr.plain(id, args![]);
    let count_of = |status: Status| {
        overview
            .counters
            .iter()
            .find(|counter| counter.status == status)
            .map_or(0, |counter| counter.count)
    };
    let counts = || overview.counters.iter().map(|counter| counter.count);
    let is_more = counts().any(|count| count > COUNTED);
    let total: i64 = counts().map(|count| count.min(COUNTED)).sum();
    let total = || {
        if is_more {
            Arg::from(format!("{total}+"))
        } else {
            Arg::from(total)
        }
    };
    let states = SHOWN.into_iter().map(|state| {
        button(
            format!("{} · {}", status(tr, state), counted(count_of(state))),
            &DeskCallback::List(only(state), Part::Top),
        )
    });
    let mut keyboard = Keyboard::new()
        .grid(2, states)
        .row([
            button(
                tr.plain("desk-all", args![count = total()]),
                &DeskCallback::List(Sight::default(), Part::Top),
            ),
            button(label("desk-search"), &DeskCallback::Search),
        ])
        .row([button(
            tr.plain("desk-stalled", args![count = overview.stalled]),
            &DeskCallback::Stalled(0),
        )]);
    if may(Permission::ManageExecutors) {
        keyboard = keyboard.row([button(
            tr.plain("desk-executors", args![count = overview.applicants]),
            &DeskCallback::Executors(None, 0),
        )]);
    }
    if may(Permission::DecideMoney) {
        keyboard = keyboard.row([button(label("desk-funds-open"), &DeskCallback::Funds)]);
    }
    Screen::new(tr.html("desk-home", args![count = total()]))
        .with(keyboard.back(tr, &StaffCallback::Panel))
}

/// What a list shows, in words.
fn told(cx: &Ctx, sight: &Sight) -> String {
    let tr = &cx.tr;
    let mut words = vec![match sight.status {
        Some(state) => status(tr, state),
        None => tr.plain("desk-any-status", args![]),
    }];
    if let Some(key) = &sight.kind {
        words.push(kind(cx, key));
    }
    if sight.days > 0 {
        words.push(tr.plain("desk-still", args![days = i64::from(sight.days)]));
    }
    match sight.whose {
        Whose::Anyone => {}
        Whose::Client(user) => {
            words.push(tr.plain("desk-of-client", args![id = user.to_string()]));
        }
        Whose::Executor(user) => {
            words.push(tr.plain("desk-of-executor", args![id = user.to_string()]));
        }
    }
    words.join(" · ")
}

/// Orders, a part of them.
#[must_use]
pub fn list(cx: &Ctx, sight: &Sight, window: &Window) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("desk-list", args![filter = told(cx, sight)]);
    if window.orders.is_empty() {
        html = html.paragraph(&tr.html("desk-list-none", args![]));
    }
    let turn = |id: &str, part: Part| {
        button(
            tr.plain(id, args![]),
            &DeskCallback::List(sight.clone(), part),
        )
    };
    let newer = window
        .orders
        .first()
        .filter(|_| window.has_newer)
        .map(|order| turn("desk-newer", Part::Newer(order.id)));
    let older = window
        .orders
        .last()
        .filter(|_| window.has_older)
        .map(|order| turn("desk-older", Part::Older(order.id)));
    let keyboard = Keyboard::new()
        .grid(1, window.orders.iter().map(|order| line(cx, order)))
        .row(newer.into_iter().chain(older))
        .row([
            button(
                tr.plain("desk-filter", args![]),
                &DeskCallback::Filter(sight.clone()),
            ),
            button(tr.plain("desk-search", args![]), &DeskCallback::Search),
        ])
        .back(tr, &DeskCallback::Home);
    Screen::new(html).with(keyboard)
}

/// What a list is to show.
#[must_use]
pub fn filter(cx: &Ctx, sight: &Sight) -> Screen {
    let tr = &cx.tr;
    let chosen = |label: String, is_on: bool, to: Sight| {
        let mark = if is_on { "✓ " } else { "" };
        button(format!("{mark}{label}"), &DeskCallback::List(to, Part::Top))
    };
    let any = chosen(
        tr.plain("desk-any-status", args![]),
        sight.status.is_none(),
        Sight {
            status: None,
            ..sight.clone()
        },
    );
    let states = SHOWN.into_iter().map(|state| {
        chosen(
            status(tr, state),
            sight.status == Some(state),
            Sight {
                status: Some(state),
                ..sight.clone()
            },
        )
    });
    let days = std::iter::once(0).chain(Sight::DAYS).map(|days| {
        let label = match days {
            0 => tr.plain("desk-any-age", args![]),
            days => tr.plain("desk-days", args![days = i64::from(days)]),
        };
        chosen(
            label,
            sight.days == days,
            Sight {
                days,
                ..sight.clone()
            },
        )
    });
    let kinds = button(
        match &sight.kind {
            Some(key) => kind(cx, key),
            None => tr.plain("desk-any-kind", args![]),
        },
        &DeskCallback::Kinds(sight.clone()),
    );
    let anyone = (sight.whose != Whose::Anyone).then(|| {
        chosen(
            tr.plain("desk-anyone", args![]),
            false,
            Sight {
                whose: Whose::Anyone,
                ..sight.clone()
            },
        )
    });
    let keyboard = Keyboard::new()
        .row([any])
        .grid(2, states)
        .row(days)
        .row([kinds])
        .row(anyone)
        .back(tr, &DeskCallback::List(sight.clone(), Part::Top));
    Screen::new(tr.html("desk-filter-ask", args![])).with(keyboard)
}

/// Which kind of help a list is to show.
#[must_use]
pub fn kinds(cx: &Ctx, sight: &Sight) -> Screen {
    let tr = &cx.tr;
    let to = |key: Option<&str>| {
        DeskCallback::List(
            Sight {
                kind: key.map(str::to_owned),
                ..sight.clone()
            },
            Part::Top,
        )
    };
    let rows = cx
        .site
        .library
        .study
        .kinds()
        .iter()
        .map(|one| button(kind(cx, &one.key), &to(Some(&one.key))));
    let keyboard = Keyboard::new()
        .row([button(tr.plain("desk-any-kind", args![]), &to(None))])
        .grid(1, rows)
        .back(tr, &DeskCallback::Filter(sight.clone()));
    Screen::new(tr.html("desk-kind-ask", args![])).with(keyboard)
}

/// What to look for?
#[must_use]
pub fn ask_search(cx: &Ctx) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &DeskCallback::Home);
    Screen::new(cx.tr.html("desk-search-ask", args![])).with(keyboard)
}

/// What a search found.
#[must_use]
pub fn found(cx: &Ctx, query: &str, found: &Found) -> Screen {
    let tr = &cx.tr;
    let is_empty =
        found.orders.is_empty() && found.clients.is_empty() && found.executors.is_empty();
    let id = if is_empty {
        "desk-found-none"
    } else if found.has_more {
        "desk-found-more"
    } else {
        "desk-found"
    };
    let of = |whose: Whose| {
        DeskCallback::List(
            Sight {
                whose,
                ..Sight::default()
            },
            Part::Top,
        )
    };
    let clients = found.clients.iter().map(|person| {
        button(
            tr.plain("desk-orders-of-client", args![name = person.full_name()]),
            &of(Whose::Client(person.id)),
        )
    });
    let executors = found.executors.iter().map(|(row, person)| {
        button(
            tr.plain(
                "desk-orders-of-executor",
                args![name = executor_name(tr, (row, person))],
            ),
            &of(Whose::Executor(row.user_id)),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, found.orders.iter().map(|order| line(cx, order)))
        .grid(1, clients)
        .grid(1, executors)
        .row([button(
            tr.plain("desk-search", args![]),
            &DeskCallback::Search,
        )])
        .back(tr, &DeskCallback::Home);
    Screen::new(tr.html(id, args![query = super::clip(query, 60)])).with(keyboard)
}

/// Orders that do not move.
#[must_use]
pub fn stalled(cx: &Ctx, orders: &Page<Model>) -> Screen {
    let tr = &cx.tr;
    let hours = i64::from(cx.app().config.study.stalled_hours);
    let patience = span(tr, chrono::TimeDelta::hours(hours));
    let mut html = tr.html(
        "desk-stalled-title",
        args![count = orders.total, patience = patience],
    );
    if orders.items.is_empty() {
        html = html.paragraph(&tr.html("desk-stalled-none", args![]));
    }
    let keyboard = Keyboard::new()
        .grid(1, orders.items.iter().map(|order| line(cx, order)))
        .pager(orders, DeskCallback::Stalled)
        .back(tr, &DeskCallback::Home);
    Screen::new(html).with(keyboard)
}

/// Where an order stands in the list of its state.
#[must_use]
pub fn place_of(order: &Model) -> DeskCallback {
    let above = OrderId(order.id.0.saturating_add(1));
    DeskCallback::List(only(order.status), Part::Older(above))
}

/// The morning's message.
#[must_use]
pub fn digest(tr: &Tr, day: NaiveDate, figures: &Figures) -> Screen {
    let mut html = tr.html(
        "desk-digest",
        args![day = day.format("%d.%m.%Y").to_string()],
    );
    let counts = [
        ("desk-digest-fresh", figures.fresh),
        ("desk-digest-unpriced", figures.unpriced),
        ("desk-digest-unpaid", figures.unpaid),
        ("desk-digest-free", figures.free),
        ("desk-digest-overdue", figures.overdue),
        ("desk-digest-disputed", figures.disputed),
        ("desk-digest-stalled", figures.stalled),
    ];
    let mut lines = crate::bot::html::Html::default();
    for (id, count) in counts {
        if count > 0 {
            lines = lines.line(&tr.html(id, args![count = count]));
        }
    }
    html = html.paragraph(&lines);
    if !figures.received.is_empty() || !figures.returned.is_empty() {
        html = html.paragraph(&tr.html(
            "desk-digest-sums",
            args![
                received = sums(tr, &figures.received),
                returned = sums(tr, &figures.returned)
            ],
        ));
    }
    let shortcuts: Vec<Button> = [
        (Status::Submitted, figures.unpriced),
        (Status::Disputed, figures.disputed),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(state, _)| {
        button(
            status(tr, state),
            &DeskCallback::List(only(state), Part::Top),
        )
    })
    .collect();
    let keyboard = Keyboard::new()
        .row(shortcuts)
        .row([button(tr.plain("desk-open", args![]), &DeskCallback::Home)]);
    Screen::new(html).with(keyboard)
}
