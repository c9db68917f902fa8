//! The whole data as one file of JSON lines, from either database into either.
//!
//! A backup is one snapshot, taken while the bot runs; files of people are in it too. A restore wants an
//! empty database of the same schema version, and is all or nothing.

use std::{
    collections::HashSet,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::NaiveDate;
use futures::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult, IsolationLevel,
    JsonValue, Statement, TransactionTrait,
    sea_query::{Expr, Query, SimpleExpr},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sputnik_migration::{Migrator, MigratorTrait};

use crate::{app::App, db, private};

/// Every table, owners before what belongs to them. Leases are not data.
pub const TABLES: [&str; 57] = [
    "users",
    "user_roles",
    "consents",
    "outbox",
    "handled_updates",
    "failed_updates",
    "dialogues",
    "idempotency_keys",
    "media",
    "friend_links",
    "friendships",
    "api_tokens",
    "audit_log",
    "user_notes",
    "faq_votes",
    "executors",
    "orders",
    "order_offers",
    "order_deliveries",
    "order_extensions",
    "thread_messages",
    "attachments",
    "hour_windows",
    "hour_days_off",
    "hours",
    "agencies",
    "tours",
    "tour_texts",
    "tour_photos",
    "tour_sessions",
    "session_messages",
    "promotions",
    "promo_codes",
    "promo_uses",
    "bookings",
    "booking_participants",
    "waiting_parties",
    "tour_favourites",
    "trips",
    "trip_agencies",
    "trip_offers",
    "trip_words",
    "payments",
    "payme_transactions",
    "agency_receipts",
    "refunds",
    "provider_notices",
    "payouts",
    "ledger_accounts",
    "ledger_transactions",
    "ledger_entries",
    "referral_codes",
    "partner_applications",
    "referrals",
    "bonuses",
    "reviews",
    "departures",
];

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// First: what this is.
    Sputnik {
        /// Layout of the file.
        format: u32,
        /// Migrations that had run.
        schema: Vec<String>,
    },
    /// A row.
    Row {
        /// Of which table.
        table: String,
        /// Column by column.
        values: serde_json::Map<String, Value>,
    },
    /// A stored file.
    File {
        /// Its name in the storage.
        path: String,
        /// Its bytes.
        base64: String,
    },
    /// Last: without it the file was cut off.
    End {
        /// Rows in all.
        rows: u64,
    },
}

/// What was written or read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Rows.
    pub rows: u64,
    /// Files.
    pub files: u64,
}

/// Writes everything into `path`, readable by its owner only.
///
/// # Errors
/// When the database, the storage or the disk refuses. An unfinished file is not left under the name.
pub async fn write(app: &App, path: &Path) -> anyhow::Result<Sum> {
    let draft = path.with_extension("part");
    // What an earlier try left could have other permissions.
    std::fs::remove_file(&draft).ok();
    let file =
        private::file(&draft).with_context(|| format!("cannot write {}", draft.display()))?;
    let mut out = BufWriter::new(file);
    let schema = applied(app).await?;
    // On SQLite any read transaction is a snapshot.
    let isolation = (app.db.get_database_backend() == DbBackend::Postgres)
        .then_some(IsolationLevel::RepeatableRead);
    let access = isolation.map(|_| AccessMode::ReadOnly);
    let snapshot = app.db.reader().begin_with_config(isolation, access).await?;
    put(&mut out, &Line::Sputnik { format: 1, schema })?;
    let mut sum = Sum::default();
    for table in TABLES {
        let select = Statement::from_string(backend(&snapshot), format!("SELECT * FROM {table}"));
        let mut rows = JsonValue::find_by_statement(select)
            .stream(&snapshot)
            .await?;
        while let Some(row) = rows.try_next().await? {
            let Value::Object(values) = row else { continue };
            if table == "media"
                && let Some(name) = values.get("path").and_then(Value::as_str)
                && let Some(bytes) = app.storage.get(name).await?
            {
                let base64 = STANDARD.encode(bytes);
                put(
                    &mut out,
                    &Line::File {
                        path: name.to_owned(),
                        base64,
                    },
                )?;
                sum.files += 1;
            }
            put(
                &mut out,
                &Line::Row {
                    table: table.to_owned(),
                    values,
                },
            )?;
            sum.rows += 1;
        }
    }
    snapshot.rollback().await?;
    put(&mut out, &Line::End { rows: sum.rows })?;
    out.into_inner()?.sync_all()?;
    std::fs::rename(&draft, path)?;
    Ok(sum)
}

/// Reads everything from `path` into an empty database.
///
/// # Errors
/// When the file is not a whole backup of this schema version, or the database holds data already.
pub async fn read(app: &App, path: &Path) -> anyhow::Result<Sum> {
    let file =
        std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = BufReader::new(file).lines();
    let first = lines.next().context("the file is empty")??;
    match serde_json::from_str(&first) {
        Ok(Line::Sputnik { format: 1, schema }) => {
            let ours = applied(app).await?;
            if schema != ours {
                bail!(
                    "the backup was made at another version of the schema: {} migrations there, {} here",
                    schema.len(),
                    ours.len()
                );
            }
        }
        Ok(_) | Err(_) => bail!("{} is no backup of Sputnik", path.display()),
    }
    let txn = db::begin(&app.db).await?;
    for table in TABLES {
        if !is_empty(&txn, table).await? {
            bail!("the table {table} holds data already: restore into an empty database");
        }
    }
    let days = days(&txn).await?;
    let mut sum = Sum::default();
    let mut is_whole = false;
    for line in lines {
        match serde_json::from_str(&line?).context("a line of the backup is broken")? {
            Line::Row { table, values } => {
                insert(&txn, &days, &table, values).await?;
                sum.rows += 1;
            }
            Line::File { path, base64 } => {
                let bytes = STANDARD
                    .decode(base64)
                    .context("a file in the backup is broken")?;
                app.storage.put(&path, &bytes).await?;
                sum.files += 1;
            }
            Line::End { rows } => is_whole = rows == sum.rows,
            Line::Sputnik { .. } => bail!("the backup has two beginnings"),
        }
    }
    if !is_whole {
        bail!("the backup is cut off: nothing was restored");
    }
    continue_numbering(&txn).await?;
    txn.commit().await?;
    Ok(sum)
}

async fn applied(app: &App) -> anyhow::Result<Vec<String>> {
    let migrations = Migrator::get_applied_migrations(app.db.writer()).await?;
    Ok(migrations
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect())
}

async fn is_empty(txn: &DatabaseTransaction, table: &str) -> anyhow::Result<bool> {
    let select = Statement::from_string(
        backend(txn),
        format!("SELECT 1 AS one FROM {table} LIMIT 1"),
    );
    Ok(txn.query_one_raw(select).await?.is_none())
}

/// Columns that hold days, as `table.column`: PostgreSQL takes no text for one.
async fn days(txn: &DatabaseTransaction) -> anyhow::Result<HashSet<String>> {
    if backend(txn) != DbBackend::Postgres {
        return Ok(HashSet::new());
    }
    let days = "SELECT table_name || '.' || column_name AS name FROM information_schema.columns \
                WHERE table_schema = current_schema() AND data_type = 'date'";
    let rows = txn
        .query_all_raw(Statement::from_string(DbBackend::Postgres, days))
        .await?;
    let names: Result<_, _> = rows.iter().map(|row| row.try_get("", "name")).collect();
    Ok(names?)
}

async fn insert(
    txn: &DatabaseTransaction,
    days: &HashSet<String>,
    table: &str,
    values: serde_json::Map<String, Value>,
) -> anyhow::Result<()> {
    let table = TABLES
        .into_iter()
        .find(|known| *known == table)
        .with_context(|| format!("the backup has a table {table} that is unknown here"))?;
    let mut insert = Query::insert().into_table(table).to_owned();
    let mut columns = Vec::new();
    let mut cells: Vec<SimpleExpr> = Vec::new();
    for (column, value) in values {
        let cell = match value {
            // A null has no type to bind; a column that is left out is null.
            Value::Null => continue,
            Value::Bool(flag) => Expr::value(flag),
            Value::Number(number) => {
                Expr::value(number.as_i64().context("a number is no integer")?)
            }
            Value::String(text) if days.contains(&format!("{table}.{column}")) => {
                let day: NaiveDate = text.parse().context("a day is no day")?;
                Expr::value(day)
            }
            Value::String(text) => Expr::value(text),
            Value::Array(_) | Value::Object(_) => {
                bail!("the column {column} of {table} is no plain value")
            }
        };
        columns.push(sea_orm::sea_query::Alias::new(column));
        cells.push(cell);
    }
    insert.columns(columns).values(cells)?;
    txn.execute(&insert).await?;
    Ok(())
}

/// Postgres counts ids beside the table, and rows with given ids do not move its counter.
async fn continue_numbering(txn: &DatabaseTransaction) -> anyhow::Result<()> {
    if backend(txn) != DbBackend::Postgres {
        return Ok(());
    }
    let numbered = "SELECT table_name FROM information_schema.columns \
                    WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'";
    let rows = txn
        .query_all_raw(Statement::from_string(DbBackend::Postgres, numbered))
        .await?;
    for row in rows {
        let table: String = row.try_get("", "table_name")?;
        let set = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
             (SELECT COALESCE(MAX(id), 0) + 1 FROM \"{table}\"), false)"
        );
        txn.query_one_raw(Statement::from_string(DbBackend::Postgres, set))
            .await?;
    }
    Ok(())
}

fn backend(txn: &DatabaseTransaction) -> DbBackend {
    txn.get_database_backend()
}

fn put(out: &mut impl Write, line: &Line) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")?;
    Ok(())
}
