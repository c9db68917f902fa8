//! A fresh, migrated database for every test: a file on SQLite, a copy of a template on Postgres.

use sea_orm::ConnectionTrait;
use sputnik::{
    db::{self, Db},
    run,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A database of a test's own.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    /// Holds the file of an SQLite database, and other files of the test.
    pub(crate) folder: TempDir,
}

pub(crate) fn is_postgres() -> bool {
    variable("SPUTNIK_TEST_DATABASE").is_some_and(|value| value == "postgres")
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests are told where their servers are"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl TestDatabase {
    /// With the schema: on Postgres a copy of the template, which is migrated already.
    pub(crate) async fn create() -> Self {
        if is_postgres() {
            return Self::made(Some(template().await)).await;
        }
        let database = Self::bare().await;
        let db = db::connect(&database.url, 2).await.unwrap();
        run::migrate(&db).await.unwrap();
        db.close().await.unwrap();
        database
    }

    /// Without a schema.
    pub(crate) async fn bare() -> Self {
        Self::made(None).await
    }

    async fn made(template: Option<&str>) -> Self {
        let folder = folder();
        if !is_postgres() {
            let url = format!("sqlite://{}", folder.path().join("test.db").display());
            return Self { url, folder };
        }
        let name = format!("t_{}", hex::encode(rand::random::<[u8; 8]>()));
        let template = template.map_or_else(String::new, |name| format!(" TEMPLATE {name}"));
        let admin = admin().await;
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}{template}"))
            .await
            .unwrap();
        admin.close().await.unwrap();
        Self {
            url: server(&name),
            folder,
        }
    }
}

/// In memory where there is such a place: tests commit a lot, and nothing of theirs must last.
fn folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::TempDir::with_prefix_in("sputnik-test-", memory).unwrap()
    } else {
        tempfile::TempDir::with_prefix("sputnik-test-").unwrap()
    }
}

/// The address of a database on the test server.
fn server(name: &str) -> String {
    let base = variable("SPUTNIK_TEST_POSTGRES_URL").expect("SPUTNIK_TEST_POSTGRES_URL is not set");
    let mut url = url::Url::parse(&base).unwrap();
    url.set_path(&format!("/{name}"));
    url.to_string()
}

async fn admin() -> Db {
    db::connect(&server("postgres"), 1).await.unwrap()
}

/// A migrated database to copy from: made once a version of the schema, however many processes test.
async fn template() -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(|| async {
        use sea_orm_migration::MigratorTrait;
        let migrations: Vec<_> = sputnik_migration::Migrator::migrations()
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect();
        let version = sputnik::kernel::token::hash_token(&migrations.join(","));
        let schema = hash_of_sources(&version);
        let name = format!("template_{}", &schema[..16]);
        let admin = admin().await;
        // One process makes it, the others wait.
        admin
            .execute_unprepared("SELECT pg_advisory_lock(4815162342)")
            .await
            .unwrap();
        let exists = admin
            .query_one_raw(sea_orm::Statement::from_string(
                sea_orm::DbBackend::Postgres,
                format!("SELECT 1 AS one FROM pg_database WHERE datname = '{name}'"),
            ))
            .await
            .unwrap()
            .is_some();
        if !exists {
            let draft = format!("{name}_draft");
            admin
                .execute_unprepared(&format!("DROP DATABASE IF EXISTS {draft}"))
                .await
                .unwrap();
            admin
                .execute_unprepared(&format!("CREATE DATABASE {draft}"))
                .await
                .unwrap();
            let db = db::connect(&server(&draft), 1).await.unwrap();
            run::migrate(&db).await.unwrap();
            db.close().await.unwrap();
            admin
                .execute_unprepared(&format!("ALTER DATABASE {draft} RENAME TO {name}"))
                .await
                .unwrap();
        }
        admin
            .execute_unprepared("SELECT pg_advisory_unlock(4815162342)")
            .await
            .unwrap();
        admin.close().await.unwrap();
        name
    })
    .await
}

/// A migration that is still being written changes without changing its name.
fn hash_of_sources(version: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migration/src");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let sources: String = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    sputnik::kernel::token::hash_token(&format!("{version}{sources}"))
}
