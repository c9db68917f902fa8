//! Redis away, the database away: from the start, in the middle, and back again.

use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::{
    bot::callback::Callback,
    entity::{consent, failed_update},
    features::users::{callbacks::UsersCallback, state::UsersState},
};
use sputnik_sandbox::{Delivery, Person};

use super::support::{
    Settings, TestApp,
    database::{is_postgres, variable},
    proxy::Proxy,
    updates::{eventually, tap_any},
};

/// Everything that needs no memory works, and what is typed is asked for again.
async fn works_without_memory(anna: &Person) {
    assert_eq!(anna.say("/menu").await, Delivery::Done);
    assert_eq!(
        anna.tap("👤 Профиль").await.unwrap().delivery,
        Delivery::Done
    );
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    let asked = anna.tap("✏️ Имя").await.unwrap();
    assert_eq!(asked.delivery, Delivery::Done);
    assert!(asked.answer.is_some(), "the button keeps spinning");
    assert!(
        anna.screen().contains("Как вас зовут?"),
        "{}",
        anna.screen()
    );
    assert_eq!(anna.say("Аня").await, Delivery::Done);
    assert!(
        anna.screen()
            .contains("Бот забыл, о чём спрашивал, извините"),
        "{}",
        anna.screen()
    );
    assert!(
        anna.buttons().contains(&"👤 Профиль".to_owned()),
        "no way on: {}",
        anna.screen()
    );
    assert_eq!(anna.say("/cancel").await, Delivery::Done);
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_from_the_start_only_questions_are_forgotten() {
    // Nobody listens on port 1.
    let settings = Settings {
        without_redis: true,
        ..Settings::default()
    }
    .with("REDIS__URL", "redis://127.0.0.1:1/0");
    let t = TestApp::with(settings).await;
    assert!(t.app.redis.is_some());
    let anna = t.person("Анна", "ru").await;
    works_without_memory(&anna).await;
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_goes_and_comes_back_costs_one_question() {
    let Some(redis) = variable("SPUTNIK_TEST_REDIS_URL") else {
        eprintln!("skipped: there is no Redis to cut off");
        return;
    };
    let (wire, url) = Proxy::before(&redis).await;
    let settings = Settings {
        without_redis: true,
        ..Settings::default()
    }
    .with("REDIS__URL", url);
    let t = TestApp::with(settings).await;
    let anna = t.person("Анна", "ru").await;
    // A question that was asked while all was well.
    anna.say("/profile").await;
    anna.tap("✏️ Имя").await.unwrap();
    assert!(t.state(&anna).await.is_some());
    wire.cut().await;
    assert_eq!(anna.say("Аня").await, Delivery::Done);
    assert!(
        anna.screen()
            .contains("Бот забыл, о чём спрашивал, извините"),
        "{}",
        anna.screen()
    );
    works_without_memory(&anna).await;
    wire.mend();
    eventually("Redis is found again", async || {
        t.app.redis.as_ref().unwrap().ping().await.is_ok()
    })
    .await;
    anna.say("/profile").await;
    anna.tap("✏️ Имя").await.unwrap();
    anna.say("Аня").await;
    assert_eq!(t.row(&anna).await.first_name, "Аня");
    assert!(t.app.locks.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_and_comes_back_loses_and_repeats_nothing() {
    let mut t = TestApp::start().await;
    if !is_postgres() {
        eprintln!("skipped: SQLite is a file, no wire leads to it");
        return t.finish().await;
    }
    // A tap that was answered with an apology cannot be answered again.
    t.expects_faults = true;
    let (wire, url) = Proxy::before(&t.database.url).await;
    t.database.url = url;
    t.restart(Settings::default()).await;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    let boris = t.person("Борис", "ru").await;
    t.await_state(&boris, UsersState::FirstName).await;
    let rows = consent::Entity::find().count(&t.app.db).await.unwrap();
    wire.cut().await;
    let trouble = "Сейчас что-то не отвечает. Мы уже пробуем ещё раз: ничего повторять не нужно.";
    let tapped = anna.tap("✅ Согласен").await.unwrap();
    assert_eq!(
        tapped.delivery,
        Delivery::Refused(503),
        "{:?}",
        anna.last_toast()
    );
    assert_eq!(anna.last_toast().as_deref(), Some(trouble));
    assert_eq!(boris.say("Боря").await, Delivery::Refused(503));
    assert_eq!(boris.screen(), trouble);
    // Telegram comes again while it is still away: nobody is told twice.
    let attempts = t.sandbox.webhook_log().len();
    t.sandbox.retry_now();
    eventually("Telegram has come again", async || {
        t.sandbox.webhook_log().len() >= attempts + 2
    })
    .await;
    let told = boris
        .transcript()
        .iter()
        .filter(|message| message.as_str() == trouble)
        .count();
    assert_eq!(told, 1);
    assert_eq!(t.sandbox.pending_updates(), 2);
    wire.mend();
    t.retry().await;
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    assert_eq!(
        consent::Entity::find().count(&t.app.db).await.unwrap(),
        rows + 1
    );
    assert_eq!(t.row(&boris).await.first_name, "Боря");
    assert!(boris.screen().contains("Имя: Боря"), "{}", boris.screen());
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    // Back to normal.
    assert_eq!(
        tap_any(&boris, &UsersCallback::Privacy.encode())
            .await
            .delivery,
        Delivery::Done
    );
    assert!(
        boris.screen().contains("*Мои данные*"),
        "{}",
        boris.screen()
    );
    t.finish().await;
}
