//! The limit beside it: what the application writes for a paid order, as statements alone. No HTTP, no
//! provider, no look at anything before it is changed; as many connections and as many at once.

use std::time::Instant;

use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use serde::Serialize;
use sputnik::{
    clock::Clock,
    db::{self, Db},
    entity::ledger_account,
};

use crate::{
    Shape,
    database::{plain, run_one},
    figures::micros,
    paid, rows,
};

#[derive(Debug, Serialize)]
struct Report {
    orders: i64,
    in_flight: usize,
    took_ms: u64,
    orders_per_second: u64,
}

pub(crate) async fn run(shape: &Shape) -> anyhow::Result<()> {
    let db = plain(&shape.database).await?;
    let mut accounts: Vec<i64> = ledger_account::Entity::find()
        .all(&db)
        .await?
        .into_iter()
        .map(|row| row.id.0)
        .collect();
    accounts.sort_unstable();
    let [one, two] = accounts.as_slice() else {
        anyhow::bail!("the accounts of payments are not open: {accounts:?}");
    };
    let writer = Writer {
        db,
        accounts: [*one, *two],
    };
    // The application paid for the first half of all.
    let first = shape.all() + 1;
    writer
        .pay(first..first + shape.warmup, shape.in_flight)
        .await?;
    let began = Instant::now();
    let measured = first + shape.warmup..first + shape.all();
    writer.pay(measured, shape.in_flight).await?;
    let took_us = micros(began.elapsed()).max(1);
    let report = Report {
        orders: shape.orders,
        in_flight: shape.in_flight,
        took_ms: took_us / 1000,
        orders_per_second: u64::try_from(shape.orders)? * 1_000_000 / took_us,
    };
    println!("{}", serde_json::to_string_pretty(&report)?);
    paid::write(&shape.json, &report)
}

struct Writer {
    db: Db,
    accounts: [i64; 2],
}

impl Writer {
    async fn pay(&self, orders: std::ops::Range<i64>, in_flight: usize) -> anyhow::Result<()> {
        stream::iter(orders)
            .map(|order| self.pay_one(order))
            .buffer_unordered(in_flight)
            .try_collect()
            .await
    }

    async fn pay_one(&self, order: i64) -> anyhow::Result<()> {
        let now = Clock::system().now().0;
        let notice = format!("bare-{order}");
        let kept = "INSERT INTO provider_notices \
            (provider, event, object_id, sender, attempts, next_at, received_at) \
            VALUES ('yookassa', 'payment.succeeded', $1, '185.71.76.5', 1, $2, $2)";
        run_one(&self.db, kept, [notice.clone().into(), now.into()]).await?;
        let txn = db::begin(&self.db).await?;
        run_one(
            &txn,
            "UPDATE payments SET status = 'paid', open_key = NULL, next_check_at = NULL, paid_at = $1, \
             ended_at = $1 WHERE id = $2 AND status = 'pending'",
            [now.into(), order.into()],
        )
        .await?;
        run_one(
            &txn,
            "UPDATE orders SET status = 'paid', moved_at = $1, paid_at = $1, pay_by = NULL, \
             paid_minor = paid_minor + $2 WHERE id = $3 AND status = 'awaiting_payment'",
            [now.into(), rows::PRICE.into(), order.into()],
        )
        .await?;
        for kind in ["order", "payment"] {
            run_one(
                &txn,
                "INSERT INTO audit_log (at, actor_kind, action, subject_kind, subject_id, details) \
                 VALUES ($1, 'system', 'paid', $2, $3, '{}')",
                [now.into(), kind.into(), order.into()],
            )
            .await?;
        }
        if let Some(executor) = rows::executor_of(order) {
            let taken = "UPDATE executors SET in_hand = in_hand + 1 WHERE user_id = $1";
            run_one(&txn, taken, [executor.into()]).await?;
            let assigned = "UPDATE orders SET assigned_at = $1, accept_by = $1 WHERE id = $2";
            run_one(&txn, assigned, [now.into(), order.into()]).await?;
        }
        txn.execute_unprepared(&news(order, now)).await?;
        let fact = Statement::from_sql_and_values(
            txn.get_database_backend(),
            "INSERT INTO ledger_transactions (kind, subject_kind, subject_id, fact, at) \
             VALUES ('payment.paid', 'payment', $1, $2, $3) RETURNING id",
            [order.into(), format!("bare:{order}").into(), now.into()],
        );
        let Some(fact) = txn.query_one_raw(fact).await? else {
            anyhow::bail!("a fact without a number");
        };
        let fact: i64 = fact.try_get_by_index(0)?;
        let [one, two] = self.accounts;
        for (account, amount) in [(one, rows::PRICE), (two, -rows::PRICE)] {
            let moved =
                "UPDATE ledger_accounts SET balance_minor = balance_minor + $1 WHERE id = $2";
            run_one(&txn, moved, [amount.into(), account.into()]).await?;
        }
        run_one(
            &txn,
            "INSERT INTO ledger_entries (transaction_id, account_id, amount_minor) \
             VALUES ($1, $2, $3), ($1, $4, $5)",
            [
                fact.into(),
                one.into(),
                rows::PRICE.into(),
                two.into(),
                (-rows::PRICE).into(),
            ],
        )
        .await?;
        txn.commit().await?;
        let handled = "UPDATE provider_notices SET handled_at = $1, next_at = NULL, outcome = 'paid' \
            WHERE object_id = $2";
        run_one(&self.db, handled, [now.into(), notice.into()]).await?;
        Ok(())
    }
}

/// What people are told, in one statement.
fn news(order: i64, now: i64) -> String {
    let told = rows::staff()
        .chain([rows::client_of(order), rows::client_of(order)])
        .chain(rows::executor_of(order))
        .map(|user| (user, "NULL".to_owned(), 10));
    let board = rows::executors()
        .filter(|_| rows::executor_of(order).is_none())
        .map(|user| (user, format!("'board:{order}:{now}:{user}'"), 100));
    let rows: Vec<_> = told
        .chain(board)
        .map(|(user, key, priority)| {
            format!(
                "('bare', '{{\"order\":{order},\"news\":\"paid\"}}', {user}, {key}, {priority}, \
                 {now}, {now})"
            )
        })
        .collect();
    format!(
        "INSERT INTO outbox (kind, payload, user_id, dedup_key, priority, run_at, created_at) \
         VALUES {}",
        rows.join(", ")
    )
}
