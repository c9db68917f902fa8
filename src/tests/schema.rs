//! The schema: up, down and up again on both databases; entities and tables agree; the guards work.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, Iterable,
    PaginatorTrait, QueryFilter, Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use sputnik::{
    backup,
    db::{self, Db},
    entity::*,
    kernel::{
        actor::{Actor, Who},
        ids::{TgId, UpdateId, UserId},
        lang::Lang,
        time::Timestamp,
    },
    run,
};
use sputnik_migration::Migrator;

use super::support::database::{TestDatabase, is_postgres};

#[tokio::test(flavor = "multi_thread")]
async fn migrations_run_up_down_and_up_again() {
    let database = TestDatabase::bare().await;
    let db = db::connect(&database.url, 2).await.unwrap();
    run::migrate(&db).await.unwrap();
    let first = tables(&db).await;
    Migrator::down(db.writer(), None).await.unwrap();
    assert_eq!(tables(&db).await, Vec::<String>::new());
    run::migrate(&db).await.unwrap();
    assert_eq!(tables(&db).await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_survive_the_table_made_anew_and_numbers_go_on() {
    let database = TestDatabase::bare().await;
    let db = db::connect(&database.url, 2).await.unwrap();
    Migrator::up(db.writer(), Some(8)).await.unwrap();
    let picture = |path: &str| {
        format!(
            "INSERT INTO media (owner_id, kind, mime, size, sha256, path, created_at) \
             VALUES (1, 'avatar', 'image/png', 3, 'x', '{path}', 5)"
        )
    };
    for path in ["avatar/a", "avatar/b"] {
        db.execute_unprepared(&picture(path)).await.unwrap();
    }
    run::migrate(&db).await.unwrap();
    let rows = media::Entity::find().all(&db).await.unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.id.0, row.path.as_str(), row.uses))
        .collect();
    assert_eq!(told, [(1, "avatar/a", 0), (2, "avatar/b", 0)]);
    let file = media::ActiveModel {
        owner_id: Set(UserId(1)),
        kind: Set(media::Kind::File),
        mime: Set("text/plain".to_owned()),
        size: Set(1),
        sha256: Set("x".to_owned()),
        path: Set("file/c".to_owned()),
        file_id: Set(None),
        created_at: Set(Timestamp(6)),
        name: Set(None),
        uses: Set(0),
        ..Default::default()
    };
    let id = media::Entity::insert(file)
        .exec(&db)
        .await
        .unwrap()
        .last_insert_id;
    assert_eq!(id.0, 3);
    // Back to the eighth.
    let applied = Migrator::get_applied_migrations(db.writer())
        .await
        .unwrap()
        .len();
    let steps = u32::try_from(applied - 8).unwrap();
    Migrator::down(db.writer(), Some(steps)).await.unwrap();
    db.execute_unprepared(&picture("avatar/d")).await.unwrap();
    run::migrate(&db).await.unwrap();
    let left = media::Entity::find().all(&db).await.unwrap();
    let left: Vec<_> = left.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(left, ["avatar/a", "avatar/b", "avatar/d"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_that_migrate_at_once_both_start() {
    let database = TestDatabase::bare().await;
    let one = db::connect(&database.url, 2).await.unwrap();
    let two = db::connect(&database.url, 2).await.unwrap();
    let (first, second) = tokio::join!(run::migrate(&one), run::migrate(&two));
    first.unwrap();
    second.unwrap();
    assert_eq!(
        Migrator::get_pending_migrations(one.writer())
            .await
            .unwrap()
            .len(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_a_database_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/deep/sputnik.db");
    let db = db::connect(&format!("sqlite://{}", path.display()), 2)
        .await
        .unwrap();
    run::migrate(&db).await.unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let parent = path.parent().unwrap();
    assert_eq!(mode(parent), 0o700);
    assert_eq!(mode(parent.parent().unwrap()), 0o700);
    let files: Vec<_> = std::fs::read_dir(parent)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    // The database, and what SQLite keeps beside it.
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    db.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_backed_up() {
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 2).await.unwrap();
    let mut known: Vec<_> = backup::TABLES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    known.push("leases".to_owned());
    known.sort();
    assert_eq!(tables(&db).await, known);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entity_selects_from_the_migrated_database() {
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 2).await.unwrap();
    macro_rules! select {
        ($($table:ident),* $(,)?) => {$(
            assert_eq!($table::Entity::find().all(&db).await.unwrap().len(), 0);
            assert!($table::Column::iter().count() > 1);
        )*};
    }
    select!(
        api_token,
        attachment,
        audit_record,
        bonus,
        consent,
        dialogue,
        executor,
        failed_update,
        faq_vote,
        friend_link,
        friendship,
        handled_update,
        hour,
        hour_day_off,
        hour_window,
        idempotency_key,
        lease,
        ledger_account,
        ledger_entry,
        ledger_transaction,
        media,
        order,
        order_delivery,
        order_extension,
        order_offer,
        outbox,
        payment,
        payout,
        provider_notice,
        referral,
        referral_code,
        refund,
        review,
        thread_message,
        user,
        user_note,
        user_role,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn constraints_stand_behind_words_pairs_and_uniqueness() {
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 2).await.unwrap();
    insert_user(&db, 1).await;
    insert_user(&db, 2).await;
    let refused = |sql: &str| {
        let (db, sql) = (db.clone(), sql.to_owned());
        async move { db.execute_unprepared(&sql).await.is_err() }
    };
    assert!(refused("UPDATE users SET lang = 'de'").await);
    assert!(
        refused(
            "INSERT INTO user_roles (user_id, role, agency_id, granted_at) VALUES (1, 'king', 0, 0)"
        )
        .await
    );
    assert!(refused("INSERT INTO user_roles (user_id, role, agency_id, granted_at) VALUES (99, 'admin', 0, 0)").await);
    assert!(refused("INSERT INTO friendships (low_id, high_id, asked_by, status, created_at) VALUES (2, 1, 1, 'asked', 0)").await);
    assert!(!refused("INSERT INTO friendships (low_id, high_id, asked_by, status, created_at) VALUES (1, 2, 1, 'asked', 0)").await);
    assert!(refused("INSERT INTO friendships (low_id, high_id, asked_by, status, created_at) VALUES (1, 2, 2, 'asked', 0)").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_of_one_update_happens_once_whoever_is_first() {
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 8).await.unwrap();
    insert_user(&db, 1).await;
    let actor = Actor {
        who: Who::User(UserId(1)),
        role: None,
        update: Some(UpdateId(77)),
    };
    let attempts = (0..16).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let Some(txn) = db::begin_once(&db, actor, "test.effect", Timestamp(0))
                .await
                .unwrap()
            else {
                return false;
            };
            add_note(&txn).await;
            txn.commit().await.unwrap();
            true
        })
    });
    let done = futures::future::join_all(attempts).await;
    assert_eq!(
        done.into_iter()
            .filter(|done| *done.as_ref().unwrap())
            .count(),
        1
    );
    assert_eq!(user_note::Entity::find().count(&db).await.unwrap(), 1);
    // Control: without an update to recognise there is nothing to hold on to.
    for _ in 0..2 {
        let txn = db::begin_once(&db, Actor::SHELL, "test.effect", Timestamp(0))
            .await
            .unwrap()
            .unwrap();
        add_note(&txn).await;
        txn.commit().await.unwrap();
    }
    assert_eq!(user_note::Entity::find().count(&db).await.unwrap(), 3);
    // An effect that was rolled back has not happened, and may be tried again.
    let other = Actor {
        update: Some(UpdateId(78)),
        ..actor
    };
    drop(
        db::begin_once(&db, other, "test.effect", Timestamp(0))
            .await
            .unwrap()
            .unwrap(),
    );
    assert!(
        db::begin_once(&db, other, "test.effect", Timestamp(0))
            .await
            .unwrap()
            .is_some()
    );
}

async fn add_note(txn: &sea_orm::DatabaseTransaction) {
    let row = user_note::ActiveModel {
        user_id: Set(UserId(1)),
        author_id: Set(UserId(1)),
        text: Set("x".to_owned()),
        at: Set(Timestamp(0)),
        ..Default::default()
    };
    user_note::Entity::insert(row)
        .exec_without_returning(txn)
        .await
        .unwrap();
}

/// On SQLite a deferred transaction that turns from reading to writing fails when somebody else wrote
/// meanwhile, and no waiting helps. Control: the same with a plain `begin` must fail.
#[tokio::test(flavor = "multi_thread")]
async fn writers_on_sqlite_take_turns() {
    if is_postgres() {
        return;
    }
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 8).await.unwrap();
    insert_user(&db, 1).await;
    assert_eq!(read_then_write(&db, true).await, 0);
    assert!(
        read_then_write(&db, false).await > 0,
        "the control must show the fault"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_writes_to_a_file_has_their_turn_in_the_order_of_asking() {
    if is_postgres() {
        return;
    }
    let database = TestDatabase::create().await;
    let db = db::connect(&database.url, 8).await.unwrap();
    let turns = std::sync::Mutex::new(Vec::new());
    let first = db::begin(&db).await.unwrap();
    let asking = futures::future::join_all((0..20).map(|number| {
        let (db, turns) = (&db, &turns);
        async move {
            let txn = db::begin(db).await.unwrap();
            insert_user(&txn, 100 + number).await;
            turns.lock().unwrap().push(number);
            txn.commit().await.unwrap();
        }
    }));
    // They are all asked for before the first one is given back, and nobody who reads waits for it.
    let both = futures::future::join(asking, async {
        assert_eq!(user::Entity::find().count(&db).await.unwrap(), 0);
        first.commit().await.unwrap();
    });
    both.await;
    assert_eq!(turns.into_inner().unwrap(), (0..20).collect::<Vec<_>>());
    assert_eq!(user::Entity::find().count(&db).await.unwrap(), 20);
}

/// Sixteen tasks that read and then write; how many failed.
async fn read_then_write(db: &Db, is_immediate: bool) -> usize {
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(4));
    let tasks = (0..4).map(|_| {
        let (db, barrier) = (db.clone(), barrier.clone());
        tokio::spawn(async move {
            let mut failed = 0;
            for _ in 0..10 {
                barrier.wait().await;
                let txn = if is_immediate {
                    db::begin(&db).await.unwrap()
                } else {
                    db.reader().begin().await.unwrap()
                };
                let read = user::Entity::find().count(&txn).await;
                tokio::task::yield_now().await;
                let written = user::Entity::update_many()
                    .col_expr(user::Column::SeenAt, sea_orm::sea_query::Expr::value(1_i64))
                    .exec(&txn)
                    .await;
                let committed = txn.commit().await;
                if read.is_err() || written.is_err() || committed.is_err() {
                    failed += 1;
                }
            }
            failed
        })
    });
    let counts = futures::future::join_all(tasks).await;
    counts.into_iter().map(|count| count.unwrap()).sum()
}

/// sqlx 0.9.0 on Postgres: a future dropped inside `begin()` puts a connection with an open transaction
/// back into the pool. With our guard nothing that is acknowledged later is lost. Control: a pool
/// without it loses rows; when it no longer does, sqlx was mended and the guard can go.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_begin_loses_no_acknowledged_write() {
    if !is_postgres() {
        return;
    }
    let database = TestDatabase::create().await;
    let guarded = db::connect(&database.url, 1).await.unwrap();
    assert_eq!(lost_writes(&guarded, &database.url, 1_000).await, 0);
    let mut options = sea_orm::ConnectOptions::new(&database.url);
    options.max_connections(1).sqlx_logging(false);
    let plain = sea_orm::Database::connect(options).await.unwrap();
    // Where the answer of a busy server comes too late for a round, the next one meets it.
    let mut lost = 0;
    for attempt in 2..50 {
        lost = lost_writes(&plain.clone().into(), &database.url, attempt * 1_000).await;
        if lost > 0 {
            break;
        }
    }
    assert!(
        lost > 0,
        "without the guard nothing was lost: is sqlx mended?"
    );
}

/// Drops `begin()` at its first pending points, writes a row each time, and counts the rows that an
/// observer does not see.
async fn lost_writes(db: &Db, url: &str, first: i64) -> usize {
    let observer = db::connect(url, 1).await.unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..40 {
        {
            let begin = db.writer().begin();
            tokio::pin!(begin);
            for _ in 0..=(round % 3) {
                if futures::poll!(&mut begin).is_ready() {
                    break;
                }
                // Lets the connection's socket make progress without finishing the future.
                tokio::task::yield_now().await;
                tokio::time::timeout(
                    std::time::Duration::from_millis(3),
                    std::future::pending::<()>(),
                )
                .await
                .ok();
            }
        }
        let id = first + round;
        insert_user(db, id).await;
        acknowledged.push(id);
    }
    let mut lost = 0;
    for id in acknowledged {
        let seen = user::Entity::find()
            .filter(user::Column::TelegramId.eq(TgId(id)))
            .count(&observer)
            .await
            .unwrap();
        lost += usize::from(seen == 0);
    }
    lost
}

async fn insert_user(db: &impl ConnectionTrait, telegram_id: i64) {
    let row = user::ActiveModel {
        telegram_id: Set(Some(TgId(telegram_id))),
        first_name: Set("Анна".to_owned()),
        lang: Set(Some(Lang::Ru)),
        interests: Set(String::new()),
        search: Set("анна".to_owned()),
        created_at: Set(Timestamp(0)),
        seen_at: Set(Timestamp(0)),
        ..Default::default()
    };
    user::Entity::insert(row)
        .exec_without_returning(db)
        .await
        .unwrap();
}

async fn tables(db: &Db) -> Vec<String> {
    let backend = db.get_database_backend();
    let query = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        _ => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, query))
        .await
        .unwrap();
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "name").unwrap())
        .filter(|name| name != "seaql_migrations")
        .collect();
    names.sort();
    names
}
