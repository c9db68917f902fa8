//! Lists on PostgreSQL: whatever people page through and whatever the rounds look for, no table that grows is read
//! from its beginning to its end, in whatever order.

mod orders;
mod tours;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use sea_orm::{ConnectionTrait, Statement};
use sputnik::{app::App, db, features::Site};

use super::support::TestApp;

/// A process that writes down what it asks the database.
struct Watched {
    t: TestApp,
    site: Site,
    asked: Arc<Mutex<Vec<Statement>>>,
}

/// A list that reads a whole table, and its query.
type Slow = (&'static str, String);

impl Watched {
    /// Over a database that these statements fill.
    async fn over(fill: &str) -> Self {
        let t = TestApp::start().await;
        t.app.db.execute_unprepared(fill).await.unwrap();
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

    /// Looks at the plans of what a list asks: none of these tables may be read whole, and no more than so many
    /// rows be looked at in vain. Of queries that differ in their values alone the first is looked at.
    async fn look<T, E: std::fmt::Debug>(
        &self,
        (list, place): (&'static str, &str),
        (growing, left): (&[&str], i64),
        ask: impl Future<Output = Result<T, E>>,
    ) -> Vec<Slow> {
        self.asked.lock().unwrap().clear();
        ask.await.unwrap();
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        assert!(!asked.is_empty(), "{list} asks nothing");
        let mut known = HashSet::new();
        let mut slow = Vec::new();
        for statement in asked {
            if !known.insert(statement.sql.clone()) {
                continue;
            }
            let Some(plan) = self.plan(&statement).await else {
                continue;
            };
            if growing.iter().any(|table| reads_whole(&plan, table)) || leaves(&plan) > left {
                slow.push((list, format!("{place}: {statement}\n{plan}")));
            }
        }
        slow
    }

    /// The plan of a query; of a change as it is meant to be, without making it once more. None for an insert.
    async fn plan(&self, statement: &Statement) -> Option<String> {
        let options = match statement.sql.split_whitespace().next()? {
            "SELECT" => "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF",
            "UPDATE" | "DELETE" => "COSTS OFF",
            _ => return None,
        };
        let explain = Statement::from_string(
            statement.db_backend,
            format!("EXPLAIN ({options}) {statement}"),
        );
        let rows = self.t.app.db.query_all_raw(explain).await.unwrap();
        let lines: Vec<String> = rows
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect();
        Some(lines.join("\n"))
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
