//! The command line, and a start among things that are missing.

use std::{os::unix::fs::PermissionsExt, time::Duration};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use sputnik::{
    db,
    entity::{user, user_role},
    kernel::ids::TgId,
};
use sputnik_sandbox::{Delivery, Person};
use tokio::net::{TcpListener, TcpStream};

use super::{
    accounts::png,
    support::{
        app::{KEY, SECRET, TOKEN, client},
        database::{TestDatabase, is_postgres},
        process::{Ground, free_port, until},
    },
};

/// A part of an address that must never be shown.
const PASSWORD: &str = "parol-kotorogo-nikto-ne-vidit";

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_token_ends_the_start_with_the_key_and_the_remedy() {
    let mut ground = Ground::new("polling").await;
    ground.unset("BOT__TOKEN");
    let ended = ground.command(&["run"]).await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for words in [
        "bot.token is missing",
        "SPUTNIK__BOT__TOKEN",
        "@BotFather",
        "sputnik demo",
    ] {
        assert!(ended.err.contains(words), "{}", ended.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_encryption_key_ends_the_start_with_the_key_and_the_remedy() {
    let mut ground = Ground::new("polling").await;
    ground.unset("SECURITY__ENCRYPTION_KEY");
    let ended = ground.command(&["run"]).await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for words in [
        "security.encryption_key is missing",
        "SPUTNIK__SECURITY__ENCRYPTION_KEY",
        "openssl rand -base64 32",
    ] {
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    // What starts no bot works without one.
    let status = ground.command(&["migrate", "status"]).await;
    assert_eq!(status.code, Some(0), "{status:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_ends_the_start_with_the_key() {
    let ground = Ground::new("polling").await;
    let _taken = TcpListener::bind(("127.0.0.1", ground.port)).await.unwrap();
    let ended = ground.command(&["run"]).await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let address = format!("http.listen: cannot listen on 127.0.0.1:{}", ground.port);
    assert!(ended.err.contains(&address), "{}", ended.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_file_that_cannot_be_had_ends_the_start_at_once() {
    let mut ground = Ground::new("polling").await;
    // A folder is no file, and nobody makes folders in /proc, not even root.
    let folder = ground.folder().display().to_string();
    for path in [folder.as_str(), "/proc/sputnik/data.db"] {
        ground.set("DATABASE__URL", format!("sqlite://{path}"));
        let ended = ground.command(&["run"]).await;
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("database.url"), "{}", ended.err);
        assert!(
            !ended.err.contains("not there yet"),
            "waiting mends no path:\n{}",
            ended.err
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_server_that_starts_later_is_waited_for() {
    let mut ground = Ground::new("polling").await;
    let port = free_port();
    let behind = is_postgres().then(|| url::Url::parse(&ground.database.url).unwrap());
    let mut address = behind
        .clone()
        .unwrap_or_else(|| url::Url::parse("postgres://sputnik@127.0.0.1/sputnik").unwrap());
    address.set_host(Some("127.0.0.1")).unwrap();
    address.set_port(Some(port)).unwrap();
    ground.set("DATABASE__URL", address.to_string());
    let mut process = ground.spawn(&["run"]);
    until("it says what it waits for", async || {
        process.must_live();
        process.log().contains("the database is not there yet")
    })
    .await;
    let Some(behind) = behind else {
        // Without a server there is nothing to come later: it must go on trying until it is told to end.
        until("it tries again", async || {
            process.must_live();
            process
                .log()
                .matches("the database is not there yet")
                .count()
                > 1
        })
        .await;
        process.signal("TERM");
        assert!(!process.ended(Duration::from_secs(30)).await.success());
        return;
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let server = (
        behind.host_str().unwrap().to_owned(),
        behind.port().unwrap_or(5432),
    );
    let mut proxy = tokio::task::JoinSet::new();
    proxy.spawn(async move {
        let mut open = tokio::task::JoinSet::new();
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let server = server.clone();
            open.spawn(async move {
                let mut far = TcpStream::connect(server).await.unwrap();
                // Either side may hang up at any time.
                tokio::io::copy_bidirectional(&mut near, &mut far)
                    .await
                    .ok();
            });
        }
    });
    until("it is ready", async || {
        process.must_live();
        let answer = client()
            .get(format!("{}/readyz", ground.url()))
            .send()
            .await;
        answer.is_ok_and(|answer| answer.status().is_success())
    })
    .await;
    assert_eq!(process.stop().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_it_starts_works_and_says_that_it_is_not_well() {
    let mut ground = Ground::new("polling").await;
    ground.set("REDIS__URL", format!("redis://127.0.0.1:{}/0", free_port()));
    let mut process = ground.spawn(&["run"]);
    let mut told = Value::Null;
    until("it answers", async || {
        process.must_live();
        match client()
            .get(format!("{}/readyz", ground.url()))
            .send()
            .await
        {
            Ok(answer) => {
                assert_eq!(answer.status(), 503);
                told = answer.json().await.unwrap();
                true
            }
            Err(_) => false,
        }
    })
    .await;
    assert_eq!(told["ready"], false);
    assert_eq!(told["checks"]["redis"]["ok"], false);
    assert_eq!(told["checks"]["database"]["ok"], true);
    let alive = client()
        .get(format!("{}/livez", ground.url()))
        .send()
        .await
        .unwrap();
    assert!(alive.status().is_success());
    let anna = newcomer(&ground, "Анна").await;
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    assert_eq!(process.stop().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn check_tries_everything_and_shows_no_secret() {
    let mut ground = Ground::new("webhook").await;
    let ended = ground.command(&["check"]).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in [
        "bot.token = (set)",
        "bot.webhook_secret = (set)",
        "security.encryption_key = (set)",
        "telemetry.metrics_token = (missing)",
        "bot.mode = \"webhook\"",
        "database: answers, the schema is up to date",
        "telegram: answers, this is @sputnik_test_bot",
    ] {
        assert!(ended.out.contains(words), "{}", ended.out);
    }
    // What fails says so, and takes no secret along.
    ground.set(
        "REDIS__URL",
        format!("redis://:{PASSWORD}@127.0.0.1:{}/0", free_port()),
    );
    ground.set(
        "DATABASE__URL",
        format!("postgres://sputnik:{PASSWORD}@127.0.0.1:{}/s", free_port()),
    );
    ground.set("BOT__API_URL", format!("http://127.0.0.1:{}", free_port()));
    ground.set("TELEMETRY__METRICS_TOKEN", PASSWORD);
    let failed = ground.command(&["check"]).await;
    assert_eq!(failed.code, Some(1), "{failed:?}");
    for words in [
        "database: FAILED",
        "redis: FAILED",
        "telegram: FAILED",
        "telemetry.metrics_token = (set)",
    ] {
        assert!(failed.out.contains(words), "{}", failed.out);
    }
    let key = TOKEN.split_once(':').unwrap().1;
    for text in [ended.out, ended.err, failed.out, failed.err] {
        for secret in [key, SECRET, KEY, PASSWORD] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_granted_and_revoked_beside_the_running_bot() {
    let ground = Ground::new("polling").await;
    let _process = ground.run().await;
    let anna = newcomer(&ground, "Анна").await;
    let id = anna.id().to_string();
    let granted = ground.command(&["grant", &id, "operator"]).await;
    assert_eq!(granted.code, Some(0), "{granted:?}");
    assert!(granted.out.contains("granted"), "{granted:?}");
    until("she is told", async || {
        anna.screen().contains("У вас новая роль: *оператор*")
    })
    .await;
    anna.say("/staff").await;
    assert!(anna.screen().contains("Люди"), "{}", anna.screen());
    let again = ground.command(&["grant", &id, "operator"]).await;
    assert_eq!(
        (again.code, again.out.contains("nothing to do")),
        (Some(0), true),
        "{again:?}"
    );
    let revoked = ground.command(&["revoke", &id, "operator"]).await;
    assert_eq!(
        (revoked.code, revoked.out.contains("revoked")),
        (Some(0), true),
        "{revoked:?}"
    );
    until("she is told", async || {
        anna.screen().contains("Роль «оператор» с вас снята")
    })
    .await;
    let wrong = ground.command(&["grant", &id, "manager"]).await;
    assert_eq!(
        (wrong.code, wrong.err.contains("--agency")),
        (Some(1), true),
        "{wrong:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_can_be_given_to_somebody_who_has_not_come_yet() {
    let ground = Ground::new("polling").await;
    let granted = ground.command(&["grant", "777000777", "owner"]).await;
    assert_eq!(granted.code, Some(0), "{granted:?}");
    let db = ground.db().await;
    let person = user::Entity::find()
        .filter(user::Column::TelegramId.eq(TgId(777_000_777)))
        .one(&db)
        .await
        .unwrap()
        .unwrap();
    let roles = user_role::Entity::find()
        .filter(user_role::Column::UserId.eq(person.id))
        .all(&db)
        .await
        .unwrap();
    assert_eq!(roles.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_and_down_one_by_one() {
    let ground = Ground::on("polling", TestDatabase::bare().await).await;
    let count = async |words: &str| {
        let ended = ground.command(&["migrate", "status"]).await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended
            .out
            .lines()
            .filter(|line| line.starts_with(words))
            .count()
    };
    let step = async |word: &str| {
        let mut words = vec!["migrate", word];
        words.extend((word == "fresh").then_some("--yes"));
        let ended = ground.command(&words).await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
    };
    let all = count("pending").await;
    assert!(all > 0);
    assert_eq!(count("done").await, 0);
    step("up").await;
    assert_eq!((count("done").await, count("pending").await), (all, 0));
    step("down").await;
    assert_eq!((count("done").await, count("pending").await), (all - 1, 1));
    step("up").await;
    assert_eq!((count("done").await, count("pending").await), (all, 0));
    step("fresh").await;
    assert_eq!((count("done").await, count("pending").await), (all, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn openapi_prints_what_the_server_serves() {
    let mut ground = Ground::new("polling").await;
    let _process = ground.run().await;
    let served: Value = client()
        .get(format!("{}/api/openapi.json", ground.url()))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    // Nothing is needed to print it.
    ground.variables.clear();
    let ended = ground.command(&["openapi"]).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let printed: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(printed, served);
    assert!(printed["paths"].as_object().unwrap().len() > 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_people_and_files_into_a_fresh_database_of_either_kind() {
    let mut ground = Ground::new("polling").await;
    let process = ground.run().await;
    let anna = newcomer(&ground, "Анна").await;
    anna.say("/profile").await;
    anna.tap("✏️ Имя").await.unwrap();
    anna.say("Аннушка").await;
    anna.tap("🖼 Фото").await.unwrap();
    anna.send_photo(png(), None).await;
    assert!(anna.screen().starts_with("[photo]"), "{}", anna.screen());

    let file = ground.folder().join("sputnik.backup");
    let name = file.to_str().unwrap();
    let written = ground.command(&["backup", name]).await;
    assert_eq!(written.code, Some(0), "{written:?}");
    assert!(written.out.contains("1 files"), "{}", written.out);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "personal data is for its owner alone");
    assert_eq!(process.stop().await.code, Some(0));

    // Not over data that is there.
    let refused = ground.command(&["restore", name]).await;
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.err.contains("holds data already"),
        "{}",
        refused.err
    );

    let same_kind = TestDatabase::bare().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let file_database = format!("sqlite://{}", elsewhere.path().join("other.db").display());
    for (number, url) in [same_kind.url.clone(), file_database]
        .into_iter()
        .enumerate()
    {
        ground.set("DATABASE__URL", url.clone());
        ground.set(
            "MEDIA__URL",
            format!("file://{}/media{number}", elsewhere.path().display()),
        );
        let restored = ground.command(&["restore", name]).await;
        assert_eq!(restored.code, Some(0), "{restored:?}");
        let process = ground.run().await;
        anna.say("/profile").await;
        let story = anna
            .transcript()
            .split_off(anna.transcript().len() - 1)
            .concat();
        assert!(
            story.starts_with("[photo]") && story.contains("Имя: Аннушка"),
            "{story}"
        );
        // New people get ids of their own.
        let boris = newcomer(&ground, "Борис").await;
        let db = db::connect(&url, 1).await.unwrap();
        assert_eq!(user::Entity::find().all(&db).await.unwrap().len(), 2);
        assert!(
            boris.screen().contains("Борис, чем помочь"),
            "{}",
            boris.screen()
        );
        assert_eq!(process.stop().await.code, Some(0));
    }
}

/// Somebody who met the bot and agreed to everything.
async fn newcomer(ground: &Ground, name: &str) -> Person {
    let person = ground.stranger(name).await;
    assert_eq!(person.start(None).await, Delivery::Done);
    for _document in 0..2 {
        person.tap("✅ Согласен").await.unwrap();
    }
    person
}
