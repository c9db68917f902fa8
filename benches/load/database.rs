//! Databases of measurements: rows by the thousand, and statements alone.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DbBackend,
    EntityTrait, Statement, Value,
};
use sputnik::{
    db::{self, Db},
    entity::user,
    kernel::{
        ids::{TgId, UserId},
        lang::Lang,
        time::Timestamp,
    },
};

/// Connections of the application's pool.
pub(crate) const CONNECTIONS: u32 = 10;
/// Rows of one statement.
const AT_ONCE: usize = 500;

/// On PostgreSQL without the application's guard, which costs a round trip for every connection it takes.
pub(crate) async fn plain(url: &str) -> anyhow::Result<Db> {
    if db::is_file(url) {
        return Ok(db::connect(url, CONNECTIONS).await?);
    }
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(CONNECTIONS)
        .test_before_acquire(false)
        .sqlx_logging(false);
    Ok(Database::connect(options).await?.into())
}

/// One statement; how many rows it changed.
pub(crate) async fn run_one<const N: usize>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> anyhow::Result<u64> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// Writes rows, many in a statement.
pub(crate) async fn insert<E, A>(db: &Db, rows: impl Iterator<Item = A>) -> anyhow::Result<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let rows: Vec<_> = rows.collect();
    for part in rows.chunks(AT_ONCE) {
        E::insert_many(part.iter().cloned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// So many people, none of whom the load generator plays.
pub(crate) async fn people(db: &Db, now: Timestamp, count: i64) -> anyhow::Result<()> {
    let people = (1..=count).map(|id| user::ActiveModel {
        id: Set(UserId(id)),
        telegram_id: Set(Some(TgId(7_000_000_000 + id))),
        first_name: Set("Анна".to_owned()),
        lang: Set(Some(Lang::Ru)),
        interests: Set(String::new()),
        search: Set("анна".to_owned()),
        created_at: Set(now),
        seen_at: Set(now),
        ..Default::default()
    });
    insert::<user::Entity, _>(db, people).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        // Whoever comes next has the number after them.
        let next =
            "SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users))";
        db.execute_unprepared(next).await?;
    }
    Ok(())
}
