//! What the log says, and what it must never say.

use serde_json::{Value, json};
use sputnik_sandbox::{Delivery, Fault, FaultKind, NewPerson};

use super::{
    accounts::png,
    support::{
        app::{SECRET, TOKEN, client},
        process::Ground,
    },
};

/// What belongs to people: none of it may be in a log.
const PRIVATE: [&str; 9] = [
    "Ярополк",
    "Несравненный",
    "yaropolk_n",
    "998901234567",
    "ипотека-для-ежей",
    "Тайноведение",
    "Подпись под снимком",
    "Имя-по-новому",
    "search-for-somebody",
];

/// A day in the life of the bot, with people, faults and strangers; the log of all of it, at its most
/// talkative.
async fn log_of_a_day(arguments: &[&str]) -> String {
    let mut ground = Ground::new("webhook").await;
    ground.set("TELEMETRY__LEVEL", "debug");
    ground.set("TELEMETRY__METRICS_TOKEN", "metrics-token-of-nobody");
    let process = ground.run_with(arguments).await;
    ground.registered().await;
    let sandbox = &ground.sandbox;
    let spec = NewPerson::named("Ярополк")
        .last_name("Несравненный")
        .username("yaropolk_n")
        .lang("ru");
    let person = sandbox.person(spec).await;
    assert_eq!(
        person.start(Some("friend_0000000000")).await,
        Delivery::Done
    );
    person.tap("✅ Согласен").await.unwrap();
    person.tap("✅ Согласен").await.unwrap();
    person.say("/faq").await;
    person.say("ипотека-для-ежей").await;
    person.say("/profile").await;
    person.tap("✏️ Имя").await.unwrap();
    person.say("Имя-по-новому").await;
    person.tap("🎓 Сфера").await.unwrap();
    person.say(&"Тайноведение ".repeat(30)).await;
    person.say("Тайноведение").await;
    person.send_contact("+998901234567").await;
    person.send_photo(png(), Some("Подпись под снимком")).await;
    // A day on which things go wrong.
    for kind in [
        FaultKind::ServerError,
        FaultKind::BadJson,
        FaultKind::Reset,
        FaultKind::TooManyRequests,
    ] {
        sandbox
            .faults()
            .add(Fault::new(kind).chat(person.id()).times(1));
        person.say("ипотека-для-ежей").await;
        ground.quiet().await;
    }
    sandbox.push_raw(
        json!({"update_id": 1, "message": {"text": "ипотека-для-ежей", "from": "Ярополк"}}),
    );
    ground.quiet().await;
    // Requests, good and bad.
    let api = |path: &str| client().get(format!("{}/api/v1{path}", ground.url()));
    let key = format!("tma {}", person.init_data(Some("search-for-somebody")));
    let me = api("/users/profile")
        .header("authorization", &key)
        .send()
        .await
        .unwrap();
    assert!(me.status().is_success(), "{me:?}");
    for path in [
        "/users/profile?query=search-for-somebody",
        "/admin/users?query=search-for-somebody",
        "/search-for-somebody",
    ] {
        api(path)
            .header("authorization", &key)
            .send()
            .await
            .unwrap();
    }
    let wrong = api("/users/profile")
        .header("authorization", "tma user=Ярополк&hash=00")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 401);
    let forged = client()
        .post(format!("{}/telegram/webhook", ground.url()))
        .header("x-telegram-bot-api-secret-token", format!("{SECRET}-not"))
        .body("ипотека-для-ежей")
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), 401);
    let garbage = client()
        .post(format!("{}/telegram/webhook", ground.url()))
        .header("x-telegram-bot-api-secret-token", SECRET)
        .body("ипотека-для-ежей")
        .send()
        .await
        .unwrap();
    assert!(garbage.status().is_success());
    let ended = process.stop().await;
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    for words in ["DEBUG", "Sputnik runs", "a request was answered"] {
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    assert!(
        ended.err.contains("an answer did not get through"),
        "{}",
        ended.err
    );
    ended.err
}

fn assert_is_discreet(log: &str) {
    let key = TOKEN.split_once(':').unwrap().1;
    let secrets = [key, SECRET, "metrics-token-of-nobody"];
    for word in PRIVATE.into_iter().chain(secrets) {
        // Json escapes nothing of this; some libraries print bytes or percent signs.
        let percent: String = url::form_urlencoded::byte_serialize(word.as_bytes()).collect();
        for form in [word, percent.as_str()] {
            if let Some(line) = log.lines().find(|line| line.contains(form)) {
                panic!("{form} is in the log: {line}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_for_people_holds_nobodys_words_and_no_secret() {
    let log = log_of_a_day(&["run"]).await;
    assert_is_discreet(&log);
    assert!(!log.contains('\u{1b}'), "colours are for terminals:\n{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_for_machines_is_json_line_by_line_and_as_discreet() {
    let log = log_of_a_day(&["--log-format", "json", "run"]).await;
    assert_is_discreet(&log);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    for line in &lines {
        for field in ["timestamp", "level", "target", "message"] {
            assert!(line[field].is_string(), "no {field}: {line}");
        }
    }
    // A line of an update says which, without whose.
    let update = lines
        .iter()
        .find(|line| line["message"] == "an answer did not get through")
        .expect("the faults left no trace");
    assert!(update["span"]["update.id"].is_number(), "{update}");
}
