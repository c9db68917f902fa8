//! Lists of orders on PostgreSQL: whatever people page through, no table that grows is read from its
//! beginning to its end, in whatever order.

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, Statement};
use sputnik::{app::App, db, features::Site};

use super::support::{TestApp, app::START, database::is_postgres};

#[path = "../../benches/study/lists.rs"]
mod lists;

const ROWS: &str = include_str!("../../benches/study/orders.sql");
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

/// Two years of orders, and a process that writes down what it asks the database.
struct Watched {
    t: TestApp,
    site: Site,
    asked: Arc<Mutex<Vec<Statement>>>,
}

impl Watched {
    async fn start() -> Self {
        let t = TestApp::start().await;
        let fill = format!(
            "SET study.orders = {ORDERS}; SET study.now = {}; {ROWS}",
            START.0
        );
        t.app.db.execute_unprepared(&fill).await.unwrap();
        t.app.db.execute_unprepared("VACUUM ANALYZE").await.unwrap();
        let asked = Arc::<Mutex<Vec<Statement>>>::default();
        let notes = asked.clone();
        let db = db::connect(&t.database.url, 2).await.unwrap();
        let mut db = db.reader().clone();
        db.set_metric_callback(move |query| notes.lock().unwrap().push(query.statement.clone()));
        let app = App::with_database(t.app.config.clone(), t.app.clock.clone(), db.into()).unwrap();
        let site = Site::open(app).unwrap();
        Self { t, site, asked }
    }

    /// Goes through all lists and looks at the plan of every query of theirs: lists that read a whole
    /// table, each with the query.
    async fn slow(&self) -> Vec<(&'static str, String)> {
        let mut slow = Vec::new();
        for case in lists::cases(ORDERS, START) {
            self.asked.lock().unwrap().clear();
            case.ask(&self.site, ORDERS).await.unwrap();
            let asked = std::mem::take(&mut *self.asked.lock().unwrap());
            assert!(!asked.is_empty(), "{} asks nothing", case.list);
            for statement in asked {
                let plan = self.plan(&statement).await;
                let is_slow =
                    GROWING.iter().any(|table| reads_whole(&plan, table)) || leaves(&plan) > LEFT;
                if is_slow {
                    slow.push((case.list, format!("{}: {statement}\n{plan}", case.place)));
                }
            }
        }
        slow
    }

    async fn plan(&self, statement: &Statement) -> String {
        let explain = Statement::from_string(
            statement.db_backend,
            format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {statement}"),
        );
        let rows = self.t.app.db.query_all_raw(explain).await.unwrap();
        let lines: Vec<String> = rows
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect();
        lines.join("\n")
    }

    async fn drop_index(&self, name: &str) {
        let drop = format!("DROP INDEX {name}");
        self.t.app.db.execute_unprepared(&drop).await.unwrap();
    }
}

/// Whether a plan reads this table from its beginning to its end.
fn reads_whole(plan: &str, table: &str) -> bool {
    plan.lines().any(|line| {
        let mut words = line.split_whitespace().skip_while(|word| *word != "Seq");
        words.next() == Some("Seq")
            && words.next() == Some("Scan")
            && words.next() == Some("on")
            && words.next() == Some(table)
    })
}

/// How many rows the plan read and left out: an index in the order of the list is no help when nothing of
/// what is looked for stands there.
fn leaves(plan: &str) -> i64 {
    plan.lines()
        .filter_map(|line| line.trim().strip_prefix("Rows Removed by Filter: "))
        .map(|rows| rows.parse::<i64>().unwrap())
        .max()
        .unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_list_of_orders_reads_a_whole_table() {
    if !is_postgres() {
        return;
    }
    let watched = Watched::start().await;
    let slow = watched.slow().await;
    assert!(slow.is_empty(), "{slow:#?}");
    // Control: without the index that a list stands on, the same look finds it.
    for (index, list) in [
        ("orders_search", "desk: search"),
        ("users_search", "desk: search"),
        ("order_offers_of_executor", "executor: own offers"),
    ] {
        watched.drop_index(index).await;
        let slow = watched.slow().await;
        assert!(
            slow.iter().any(|(found, _)| *found == list),
            "without {index} nothing is slow: {slow:#?}"
        );
    }
    watched.t.finish().await;
}

#[test]
fn a_plan_is_read_right() {
    let plan =
        "Limit\n  ->  Seq Scan on orders o\n        Filter: (id > 1)\n  ->  Seq Scan on user_roles";
    assert!(reads_whole(plan, "orders"));
    assert!(reads_whole("Parallel Seq Scan on orders", "orders"));
    assert!(!reads_whole(plan, "users"));
    assert!(!reads_whole(
        "Index Scan using orders_pkey on orders",
        "orders"
    ));
    assert_eq!(
        leaves("Index Scan\n  Filter: (id > 1)\n  Rows Removed by Filter: 4248\n"),
        4248
    );
    assert_eq!(leaves(plan), 0);
}
