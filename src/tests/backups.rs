//! Backup and restore: everything, from either database, while the bot runs.

use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::{
    app::App,
    backup,
    clock::Clock,
    entity::{audit_record, consent, user},
};

use super::{
    accounts::png,
    support::{
        Settings, TestApp,
        app::{START, config},
        database::TestDatabase,
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn everything_comes_back_and_life_goes_on() {
    let t = TestApp::start().await;
    let anna = t.person("Анна <b>", "ru").await;
    anna.say("/profile").await;
    anna.tap("🖼 Фото").await.unwrap();
    anna.send_photo(png(), None).await;
    let file = t.database.folder.path().join("copy.jsonl");
    let written = backup::write(&t.app, &file).await.unwrap();
    assert_eq!(written.files, 1);
    assert!(written.rows >= 8, "{written:?}");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    let fresh = TestDatabase::create().await;
    let other = app(&t, &fresh).await;
    assert_eq!(backup::read(&other, &file).await.unwrap(), written);
    let before = user::Entity::find().all(&t.app.db).await.unwrap();
    let after = user::Entity::find().all(&other.db).await.unwrap();
    assert_eq!(before, after);
    assert_eq!(
        consent::Entity::find().all(&t.app.db).await.unwrap(),
        consent::Entity::find().all(&other.db).await.unwrap()
    );
    assert_eq!(
        audit_record::Entity::find().all(&t.app.db).await.unwrap(),
        audit_record::Entity::find().all(&other.db).await.unwrap()
    );
    // New rows get new numbers.
    let visitor = sputnik::features::users::people::Visitor {
        telegram_id: sputnik::kernel::ids::TgId(9_000_000_001),
        first_name: "Борис".to_owned(),
        last_name: None,
        username: None,
        language: None,
        payload: None,
    };
    let (boris, is_new) = sputnik::features::users::people::welcome(&other, &visitor)
        .await
        .unwrap();
    assert!(is_new && before.iter().all(|person| person.id < boris.id));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_is_all_or_nothing() {
    let t = TestApp::start().await;
    t.person("Анна", "ru").await;
    let file = t.database.folder.path().join("copy.jsonl");
    backup::write(&t.app, &file).await.unwrap();
    // Into a database that holds data.
    let error = backup::read(&t.app, &file).await.unwrap_err().to_string();
    assert!(error.contains("holds data already"), "{error}");
    // From a file that was cut off.
    let text = std::fs::read_to_string(&file).unwrap();
    let cut: Vec<_> = text.lines().take(4).collect();
    let short = t.database.folder.path().join("short.jsonl");
    std::fs::write(&short, cut.join("\n")).unwrap();
    let fresh = TestDatabase::create().await;
    let other = app(&t, &fresh).await;
    let error = backup::read(&other, &short).await.unwrap_err().to_string();
    assert!(error.contains("cut off"), "{error}");
    assert_eq!(user::Entity::find().count(&other.db).await.unwrap(), 0);
    // From something else altogether.
    std::fs::write(&short, "{\"hello\":1}\n").unwrap();
    let error = backup::read(&other, &short).await.unwrap_err().to_string();
    assert!(error.contains("no backup"), "{error}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_moment_although_people_go_on() {
    let t = TestApp::start().await;
    let people = futures::future::join_all((0..6).map(|number| {
        let t = &t;
        async move { t.person(&format!("Гость {number}"), "ru").await }
    }))
    .await;
    let file = t.database.folder.path().join("copy.jsonl");
    let (written, ()) = tokio::join!(backup::write(&t.app, &file), async {
        futures::future::join_all(people.iter().map(|person| person.say("/privacy"))).await;
        futures::future::join_all(
            people
                .iter()
                .map(|person| person.tap("↩️ Отозвать согласие")),
        )
        .await;
        futures::future::join_all(people.iter().map(|person| person.tap("Да"))).await;
    });
    written.unwrap();
    let fresh = TestDatabase::create().await;
    let other = app(&t, &fresh).await;
    backup::read(&other, &file).await.unwrap();
    // A decision and its record in the audit log are one fact: a copy has both or neither.
    let decisions = consent::Entity::find().count(&other.db).await.unwrap();
    let records = audit_record::Entity::find().count(&other.db).await.unwrap();
    assert_eq!(decisions, records);
    t.finish().await;
}

/// Everything, brought into another database.
pub(crate) async fn copied(t: &TestApp) -> (TestDatabase, App) {
    let file = t.database.folder.path().join("copy.jsonl");
    let written = backup::write(&t.app, &file).await.unwrap();
    let fresh = TestDatabase::create().await;
    let other = app(t, &fresh).await;
    assert_eq!(backup::read(&other, &file).await.unwrap(), written);
    (fresh, other)
}

async fn app(t: &TestApp, database: &TestDatabase) -> App {
    let settings = Settings {
        without_redis: true,
        ..Settings::default()
    };
    let config = config(&t.sandbox.url(), database, &settings, "copy");
    App::build(config, Clock::frozen(START)).await.unwrap()
}
