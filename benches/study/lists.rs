//! Every list of orders that people page through, at its beginning, in its middle and at its end. The rows
//! are those of `orders.sql`. A test looks at the plans of these queries, `scripts/bench lists` at their
//! times.

use sputnik::{
    entity::order::Status,
    features::{
        Site,
        desk::orders,
        executors::{
            callbacks::{Order, Sight},
            desk,
        },
        study::reads::{self, Cursor, StaffFilter, Whose},
    },
    kernel::{
        ids::{OrderId, UserId},
        permission::{Permission, Rights, Role},
        time::Timestamp,
    },
};

/// Rows of a page, as in the bot.
const PAGE: u64 = 8;
/// Rows of a slice of the API and the one that tells whether there are more.
const SLICE: u64 = 51;
/// Behind every last page.
const LAST: u32 = u32::MAX;

/// One part of one list.
pub(crate) struct Case {
    /// Which list.
    pub(crate) list: &'static str,
    /// Which part.
    pub(crate) place: &'static str,
    ask: Ask,
}

enum Ask {
    Home,
    Window(Box<StaffFilter>, Cursor),
    Slice(Whose, Option<Status>, Option<OrderId>),
    BoardSlice(Option<OrderId>),
    Stalled(u32),
    Search(&'static str),
    Mine(Option<OrderId>),
    Panel,
    Board(Order, u32),
    Offers(u32),
    Work(u32),
    History(u32),
}

/// All of them, for so many orders.
pub(crate) fn cases(orders: i64, now: Timestamp) -> Vec<Case> {
    let mut cases = vec![case("desk: counters", "all", Ask::Home)];
    let client = Some(UserId(1));
    let executor = Some(UserId(orders / 5 + 1));
    let month = Some(now.minus(chrono::TimeDelta::days(30)));
    let exam = Some("exam".to_owned());
    let only = |status: Status| StaffFilter {
        statuses: vec![status],
        ..StaffFilter::default()
    };
    let all = StaffFilter::default;
    let filters = [
        ("desk: all orders", all()),
        ("desk: completed", only(Status::Completed)),
        ("desk: disputed", only(Status::Disputed)),
        (
            "desk: one kind",
            StaffFilter {
                kind: exam.clone(),
                ..all()
            },
        ),
        (
            "desk: completed of one kind",
            StaffFilter {
                kind: exam.clone(),
                ..only(Status::Completed)
            },
        ),
        (
            "desk: still for 30 days",
            StaffFilter {
                still_since: month,
                ..all()
            },
        ),
        (
            "desk: in work, still for 30 days",
            StaffFilter {
                still_since: month,
                ..only(Status::InProgress)
            },
        ),
        (
            "desk: of the busiest client",
            StaffFilter { client, ..all() },
        ),
        (
            "desk: of the busiest executor",
            StaffFilter { executor, ..all() },
        ),
        (
            "desk: completed by the busiest executor",
            StaffFilter {
                executor,
                ..only(Status::Completed)
            },
        ),
        (
            "desk: disputed with the busiest executor",
            StaffFilter {
                executor,
                ..only(Status::Disputed)
            },
        ),
    ];
    let (middle, low) = (OrderId(orders / 2), OrderId(orders / 20));
    for (list, filter) in filters {
        let window = |cursor| Ask::Window(Box::new(filter.clone()), cursor);
        cases.push(case(list, "first", window(Cursor::Top)));
        cases.push(case(list, "middle", window(Cursor::Older(middle))));
        cases.push(case(list, "middle, back", window(Cursor::Newer(middle))));
        cases.push(case(list, "last", window(Cursor::Older(low))));
    }
    for (place, before) in [
        ("first", None),
        ("middle", Some(middle)),
        ("last", Some(low)),
    ] {
        let slice = |whose, status| Ask::Slice(whose, status, before);
        for (list, ask) in [
            ("API: all orders", slice(Whose::Everybodys, None)),
            (
                "API: disputed",
                slice(Whose::Everybodys, Some(Status::Disputed)),
            ),
            ("API: ordered by the caller", slice(Whose::Ordered, None)),
            (
                "API: carried out by the caller",
                slice(Whose::CarriedOut, None),
            ),
            (
                "API: disputed with the caller",
                slice(Whose::CarriedOut, Some(Status::Disputed)),
            ),
            ("API: board", Ask::BoardSlice(before)),
        ] {
            cases.push(case(list, place, ask));
        }
        cases.push(case("client: own orders", place, Ask::Mine(before)));
    }
    for (place, words) in [
        ("a rare word", "синтез 9971"),
        ("a common word", "физика"),
        ("no such word", "квазипериодичность"),
        ("two letters", "ип"),
        ("a name", "иванова42"),
        ("a number", "№77"),
    ] {
        cases.push(case("desk: search", place, Ask::Search(words)));
    }
    cases.push(case("executor: panel", "all", Ask::Panel));
    for (place, page) in [("first", 0), ("middle", 9), ("last", LAST)] {
        cases.push(case("desk: not moving", place, Ask::Stalled(page)));
        cases.push(case(
            "executor: board, new",
            place,
            Ask::Board(Order::New, page),
        ));
        cases.push(case(
            "executor: board, soon",
            place,
            Ask::Board(Order::Soon, page),
        ));
        cases.push(case(
            "executor: board, dear",
            place,
            Ask::Board(Order::Dear, page),
        ));
        cases.push(case("executor: own offers", place, Ask::Offers(page)));
        cases.push(case("executor: in work", place, Ask::Work(page)));
        cases.push(case("executor: done", place, Ask::History(page)));
    }
    cases
}

fn case(list: &'static str, place: &'static str, ask: Ask) -> Case {
    Case { list, place, ask }
}

impl Case {
    /// Asks, as the screens do; how many rows came.
    pub(crate) async fn ask(&self, site: &Site, orders: i64) -> anyhow::Result<usize> {
        let (app, catalog) = (&site.app, &site.library.study);
        let staff = Rights::new([(Role::Owner, None)]);
        anyhow::ensure!(staff.may(Permission::SeeOrders), "owners see orders");
        let me = UserId(orders / 5 + 1);
        let mine = Rights::new([(Role::Executor, None)]);
        Ok(match &self.ask {
            Ask::Home => orders::overview(app, &staff).await?.counters.len(),
            Ask::Window(filter, cursor) => {
                let window = reads::window(app, &staff, filter, *cursor, PAGE).await?;
                window.orders.len()
            }
            Ask::Slice(whose, status, before) => {
                let (who, rights) = match whose {
                    Whose::Ordered => (UserId(1), &mine),
                    Whose::CarriedOut => (me, &mine),
                    Whose::Everybodys => (me, &staff),
                };
                reads::listed(app, (who, rights), *whose, *status, *before, SLICE)
                    .await?
                    .len()
            }
            Ask::BoardSlice(before) => {
                let sight = Sight::default();
                desk::board_before(app, catalog, me, &sight, (*before, SLICE))
                    .await?
                    .len()
            }
            Ask::Stalled(page) => orders::stalled(app, &staff, *page, PAGE).await?.items.len(),
            Ask::Search(words) => {
                let found = orders::search(app, &staff, words, PAGE).await?;
                found.orders.len() + found.clients.len()
            }
            Ask::Mine(before) => reads::of_client(app, UserId(1), *before, PAGE).await?.len(),
            Ask::Panel => {
                let panel = desk::panel(app, catalog, me, &mine).await?;
                usize::try_from(panel.board)?
            }
            Ask::Board(order, page) => {
                let sight = Sight {
                    order: *order,
                    ..Sight::default()
                };
                let board = desk::board(app, catalog, me, &sight, (*page, PAGE)).await?;
                board.items.len()
            }
            Ask::Offers(page) => desk::offers(app, me, (*page, PAGE)).await?.items.len(),
            Ask::Work(page) => desk::work(app, me, (*page, PAGE)).await?.items.len(),
            Ask::History(page) => desk::history(app, me, (*page, PAGE)).await?.items.len(),
        })
    }
}
