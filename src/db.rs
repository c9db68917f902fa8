//! The database: connections, the two guards against the pool fault of sqlx 0.9.0, transactions.
//!
//! **One writer.** SQLite lets one connection write at a time, and whoever finds it busy sleeps and tries
//! again, longer each time: under load some never have their turn. So a file has a connection of its own
//! for everything that writes, handed out in the order of asking, and others that only read.
//!
//! **The fault.** On Postgres, a future dropped while it awaits `begin()` gives the pool a connection
//! with an open transaction; whatever is written through it later is acknowledged and then lost.
//! Guard one stands here: every connection is rolled back before it is handed out. Guard two stands at
//! the edges: updates and HTTP requests are worked on in tasks of their own that nobody drops.

use std::{io, path::Path, time::Duration};

use async_trait::async_trait;
use futures::FutureExt;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExecResult, QueryResult, SqlErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sea_query::{LikeExpr, OnConflict},
    sqlx::{
        self,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

use crate::{
    entity::handled_update,
    kernel::{actor::Actor, time::Timestamp},
    private,
};

/// The database as the application uses it.
///
/// A statement by itself goes to the connection that is for its kind: on SQLite there is one for all that
/// write. Transactions that will write come from [`begin`].
#[derive(Clone, Debug)]
pub struct Db {
    reads: DatabaseConnection,
    writes: DatabaseConnection,
}

impl Db {
    /// The pool of everything that writes; on PostgreSQL there is only one pool.
    #[must_use]
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.writes
    }

    /// The pool for what only reads, such as a snapshot of everything.
    #[must_use]
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Whether what only reads has connections of its own: then it does not keep those waiting who write.
    #[must_use]
    pub fn reads_apart(&self) -> bool {
        self.get_database_backend() == DbBackend::Sqlite
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reads.ping().await
    }

    /// Lets all connections go.
    ///
    /// # Errors
    /// When one of them cannot be ended.
    pub async fn close(self) -> Result<(), DbErr> {
        self.writes.close().await?;
        self.reads.close().await
    }

    fn of(&self, statement: &Statement) -> &DatabaseConnection {
        // All that only reads is built as a `SELECT`; an `INSERT` or `UPDATE` may return rows, too.
        if statement.sql.trim_start().starts_with("SELECT") {
            &self.reads
        } else {
            &self.writes
        }
    }
}

/// One pool for everything.
impl From<DatabaseConnection> for Db {
    fn from(pool: DatabaseConnection) -> Self {
        Self {
            reads: pool.clone(),
            writes: pool,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.writes.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.writes.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.writes.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.of(&statement).query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.of(&statement).query_all_raw(statement).await
    }
}

/// Connections that read a file.
const READERS: u32 = 7;

/// How long somebody waits for their turn to write to a file.
const TURN: Duration = Duration::from_secs(10);

/// Opens the database with so many connections; a file has its own number. The file of an SQLite database is
/// made when it is missing.
///
/// # Errors
/// When the database cannot be reached, or the address is malformed.
pub async fn connect(url: &str, max_connections: u32) -> Result<Db, DbErr> {
    if let Some(path) = sqlite_path(url) {
        make_file(&path)
            .map_err(|error| DbErr::Custom(format!("cannot create {}: {error}", path.display())))?;
    }
    if !is_file(url) {
        let pool = Database::connect(options(url, max_connections)).await?;
        return Ok(pool.into());
    }
    let writes = Database::connect(options(url, 1)).await?;
    if sqlite_path(url).is_none() {
        // In memory every connection would have a database of its own.
        return Ok(writes.into());
    }
    let readers = std::cmp::min(max_connections, READERS);
    let reads = Database::connect(options(url, readers)).await?;
    Ok(Db { reads, writes })
}

fn options(url: &str, max_connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .acquire_timeout(if is_file(url) {
            TURN
        } else {
            Duration::from_secs(5)
        })
        .connect_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        // SQL text in spans would carry what people wrote.
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // A provider is told 200 once and does not come again: a commit must survive power loss.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(TURN)
        })
        .map_sqlx_postgres_opts(|options| {
            options.options([
                ("idle_in_transaction_session_timeout", "60s"),
                // The rollback below warns when there is nothing to roll back, as there should be.
                ("client_min_messages", "error"),
            ])
        })
        // The rollback is the ping as well: the number of round trips stays the same.
        .test_before_acquire(false)
        .map_sqlx_postgres_before_acquire(|connection, _| {
            async move {
                sqlx::Executor::execute(connection, "ROLLBACK").await?;
                Ok(true)
            }
            .boxed()
        });
    options
}

/// Makes the file of an SQLite database when it is missing, closed to others: SQLite gives the files
/// beside it the permissions of the database.
fn make_file(path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        private::folder(parent)?;
    }
    match private::file(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Whether this address is of an SQLite database.
#[must_use]
pub fn is_file(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// The file of an `sqlite:` address; none for any other and for `:memory:`.
#[must_use]
pub fn sqlite_path(url: &str) -> Option<std::path::PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.trim_start_matches("//").split('?').next()?;
    (!path.is_empty() && path != ":memory:").then(|| path.into())
}

/// Begins a transaction that will write.
///
/// `BEGIN IMMEDIATE` on SQLite: a deferred one fails with "busy" when it turns from reading to writing
/// after somebody else wrote, and waiting does not help.
///
/// # Errors
/// When no connection is to be had.
pub async fn begin(db: &Db) -> Result<DatabaseTransaction, DbErr> {
    db.writes
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await
}

/// Begins a transaction for one effect of the actor's update; `None` when that update already had this
/// effect, so that a repeated delivery changes nothing. Actors without an update always get one.
///
/// # Errors
/// When no connection is to be had, or the note cannot be written.
pub async fn begin_once(
    db: &Db,
    actor: Actor,
    effect: &'static str,
    now: Timestamp,
) -> Result<Option<DatabaseTransaction>, DbErr> {
    let txn = begin(db).await?;
    let Some(update_id) = actor.update else {
        return Ok(Some(txn));
    };
    let row = handled_update::ActiveModel {
        update_id: Set(update_id),
        effect: Set(effect.to_owned()),
        at: Set(now),
    };
    let inserted = handled_update::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&txn)
        .await?;
    if inserted == 0 {
        txn.rollback().await?;
        return Ok(None);
    }
    Ok(Some(txn))
}

/// Rows whose text has these words, letter by letter: both are in lower case. One or two letters stand in
/// every text, so they are the beginning of a word; an index of three letters in a row finds that, too.
pub fn saying(column: impl ColumnTrait, words: &str) -> Condition {
    let escaped = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let like = |pattern: String| column.like(LikeExpr::new(pattern).escape('\\'));
    if words.chars().count() < 3 {
        Condition::any()
            .add(like(format!("{escaped}%")))
            .add(like(format!("% {escaped}%")))
            .add(like(format!("%\n{escaped}%")))
    } else {
        Condition::all().add(like(format!("%{escaped}%")))
    }
}

/// Whether this error is a broken unique constraint.
#[must_use]
pub fn is_unique(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
