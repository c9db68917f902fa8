//! Lists of orders.

use super::{Slow, Watched};
use crate::support::{app::START, database::is_postgres};

#[path = "../../../benches/study/lists.rs"]
mod lists;

const ROWS: &str = include_str!("../../../benches/study/orders.sql");
/// Enough for PostgreSQL to prefer an index wherever there is one.
const ORDERS: i64 = 20_000;
/// How many rows a query may look at in vain: those of the last month, which were touched since.
const LEFT: i64 = ORDERS / 10;
/// Tables that grow with the business.
const GROWING: [&str; 7] = [
    "orders",
    "order_offers",
    "users",
    "payments",
    "audit_log",
    "attachments",
    "thread_messages",
];

/// Goes through all lists.
async fn slow(watched: &Watched) -> Vec<Slow> {
    let mut slow = Vec::new();
    for case in lists::cases(ORDERS, START) {
        let ask = case.ask(&watched.site, ORDERS);
        let found = watched
            .look((case.list, case.place), (&GROWING, LEFT), ask)
            .await;
        slow.extend(found);
    }
    slow
}

#[tokio::test(flavor = "multi_thread")]
async fn no_list_of_orders_reads_a_whole_table() {
    if !is_postgres() {
        return;
    }
    let fill = format!(
        "SET study.orders = {ORDERS}; SET study.now = {}; {ROWS}",
        START.0
    );
    let watched = Watched::over(&fill).await;
    let found = slow(&watched).await;
    assert!(found.is_empty(), "{found:#?}");
    // Control: without the index that a list stands on, the same look finds it.
    for (index, list) in [
        ("orders_search", "desk: search"),
        ("users_search", "desk: search"),
        ("order_offers_of_executor", "executor: own offers"),
    ] {
        watched.drop_index(index).await;
        let found = slow(&watched).await;
        assert!(
            found.iter().any(|(slow, _)| *slow == list),
            "without {index} nothing is slow: {found:#?}"
        );
    }
    watched.t.finish().await;
}
