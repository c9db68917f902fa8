//! Telegram's bad days: every answer arrives in the end, every effect happens once, nobody else waits.

use std::time::Instant;

use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::{
        api_token::{self, Scope},
        consent, failed_update,
    },
    features::{menu::MenuCallback, tokens::state::TokensState, users::callbacks::UsersCallback},
};
use sputnik_sandbox::{Delivery, Fault, FaultKind, Person};

use super::{
    accounts::png,
    support::{
        TestApp,
        updates::{message, press, tap_any},
    },
};

fn newest(person: &Person) -> i64 {
    person.last_message().unwrap()["message_id"]
        .as_i64()
        .unwrap()
}

/// Names a token while Telegram answers the first call as told; meanwhile Boris opens his menu.
/// Gives how the first delivery went.
async fn token_under(t: &TestApp, fault: Fault) -> (Person, Delivery) {
    let takes_seconds = match fault.kind {
        FaultKind::Silence | FaultKind::Slow => true,
        FaultKind::TooManyRequests => fault.retry_after < 5,
        // Answered at once: on a busy machine either may be first.
        FaultKind::ServerError | FaultKind::Reset | FaultKind::BadJson => false,
    };
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    t.await_state(&anna, TokensState::Name { scope: Scope::Read })
        .await;
    t.sandbox
        .faults()
        .add(fault.method("sendMessage").chat(anna.id()).times(1));
    let ((first, anna_at), boris_at) = tokio::join!(
        async { (anna.say("Скрипт").await, Instant::now()) },
        async {
            assert_eq!(boris.say("/menu").await, Delivery::Done);
            Instant::now()
        }
    );
    assert!(
        boris_at <= anna_at || !takes_seconds,
        "Boris waited for Anna"
    );
    // And while Anna's update waits for its next try.
    assert_eq!(boris.say("/faq").await, Delivery::Done);
    assert!(
        boris.screen().contains("Вопросы и ответы"),
        "{}",
        boris.screen()
    );
    (anna, first)
}

/// One token, and its words on screen.
async fn is_told(t: &TestApp, anna: &Person) {
    let made = api_token::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!((made.len(), t.audited("token.created").await), (1, 1));
    let screen = anna.screen();
    let words = screen
        .split('`')
        .nth(1)
        .unwrap_or_else(|| panic!("no token in {screen}"));
    assert_eq!(sputnik::kernel::token::hash_token(words), made[0].hash);
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_pause_is_waited_for_at_once() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::too_many_requests(3)).await;
    assert_eq!(first, Delivery::Done);
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_pause_is_kept_to_and_not_filled_with_apologies() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::too_many_requests(40)).await;
    assert_eq!(first, Delivery::Refused(503));
    let said = anna.messages().len();
    let tries = t.calls_to(anna.id()).len();
    t.advance(TimeDelta::seconds(30));
    assert_eq!(
        t.sandbox.pending_updates(),
        1,
        "Telegram was not given its pause"
    );
    assert_eq!(t.calls_to(anna.id()).len(), tries);
    assert_eq!(
        anna.messages().len(),
        said,
        "an apology was sent into the pause"
    );
    t.advance(TimeDelta::seconds(11));
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(20)).await);
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_costs_one_more_try() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::new(FaultKind::Reset)).await;
    assert_eq!(first, Delivery::Refused(503));
    t.retry().await;
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_an_answer_costs_one_more_try() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::new(FaultKind::BadJson)).await;
    assert_eq!(first, Delivery::Refused(503));
    t.retry().await;
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_server_costs_one_more_try() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::new(FaultKind::ServerError)).await;
    assert_eq!(first, Delivery::Refused(503));
    t.retry().await;
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_ends_after_seconds_and_costs_one_more_try() {
    let t = TestApp::start().await;
    let started = Instant::now();
    let (anna, first) = token_under(&t, Fault::new(FaultKind::Silence)).await;
    assert_eq!(first, Delivery::Refused(503));
    assert!(
        started.elapsed().as_secs() < 25,
        "somebody listened to silence for too long"
    );
    t.retry().await;
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_answer_is_an_answer() {
    let t = TestApp::start().await;
    let (anna, first) = token_under(&t, Fault::new(FaultKind::Slow).delay_ms(3000)).await;
    assert_eq!(first, Delivery::Done);
    is_told(&t, &anna).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trouble_that_lasts_is_told_once() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    t.sandbox.faults().add(
        Fault::new(FaultKind::Reset)
            .method("editMessageText")
            .chat(anna.id()),
    );
    t.sandbox.faults().add(
        Fault::new(FaultKind::Reset)
            .method("sendPhoto")
            .chat(anna.id())
            .times(3),
    );
    assert_eq!(anna.say("/start").await, Delivery::Refused(503));
    let told = |person: &Person| {
        person
            .transcript()
            .iter()
            .filter(|message| message.contains("что-то не отвечает"))
            .count()
    };
    assert_eq!(told(&anna), 1);
    t.retry().await;
    assert_eq!(told(&anna), 1, "told at every try");
    // Boris is not Anna: he is told of his own trouble.
    let boris = t.stranger("Борис", "ru").await;
    t.sandbox.faults().add(
        Fault::new(FaultKind::Reset)
            .method("sendPhoto")
            .chat(boris.id())
            .times(1),
    );
    assert_eq!(boris.start(None).await, Delivery::Refused(503));
    assert_eq!(told(&boris), 1);
    t.retry().await;
    assert!(
        boris.screen().contains("документ 1 из 2"),
        "{}",
        boris.screen()
    );
    assert_eq!(consent::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.sandbox.faults().clear();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_blocks_the_bot_before_the_answer_is_marked_and_nothing_is_broken() {
    let mut t = TestApp::start().await;
    // Telegram refuses the answer: that is the point.
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    anna.block();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    // The words were on their way before the block.
    t.push(&message(&anna, &json!({"text": "/profile"}))).await;
    assert!(t.row(&anna).await.unreachable_at.is_some());
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    let refused: Vec<_> = t
        .sandbox
        .refusals()
        .into_iter()
        .map(|call| call.status)
        .collect();
    assert_eq!(refused, [403], "one call found out, and no other followed");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_marks_and_an_unblock_clears() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for _ in 0..2 {
        anna.block();
        assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
        assert_eq!(t.row(&anna).await.unreachable_at, Some(t.app.clock.now()));
        anna.unblock();
        assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
        assert_eq!(t.row(&anna).await.unreachable_at, None);
        t.advance(TimeDelta::minutes(1));
    }
    // Whoever writes is here, whatever was noted before.
    sputnik::features::users::people::mark_unreachable(&t.app, t.row(&anna).await.id)
        .await
        .unwrap();
    anna.say("/menu").await;
    assert_eq!(t.row(&anna).await.unreachable_at, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_was_deleted_is_answered_by_a_new_one() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let menu = newest(&anna);
    let gone = json!({"chat_id": anna.id(), "message_id": menu});
    let limit = std::time::Duration::from_secs(5);
    t.app.tg.raw("deleteMessage", &gone, limit).await.unwrap();
    let outcome = anna.tap_data(menu, &UsersCallback::Profile.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done);
    assert!(outcome.answer.is_some());
    assert!(newest(&anna) > menu);
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_deleted_under_the_thumb_is_answered_by_a_new_one() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let menu = newest(&anna);
    let mut shown = anna.last_message().unwrap();
    shown["message_id"] = json!(menu + 1000);
    // To us the message is there; Telegram knows better by the time of the edit.
    t.push(&json!({
        "update_id": super::support::updates::next_update_id(),
        "callback_query": {
            "id": "5", "chat_instance": "1", "data": UsersCallback::Profile.encode(), "message": shown,
            "from": {"id": anna.id(), "is_bot": false, "first_name": "Анна", "language_code": "ru"},
        },
    }))
    .await;
    assert!(newest(&anna) > menu);
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_gives_way_to_words_and_stays_when_it_is_too_old() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/profile").await;
    anna.tap("🖼 Фото").await.unwrap();
    anna.send_photo(png(), None).await;
    let picture = newest(&anna);
    let before = anna.messages().len();
    anna.tap("‹ Назад").await.unwrap();
    assert!(newest(&anna) > picture);
    assert_eq!(anna.messages().len(), before, "the picture is still there");
    anna.tap("👤 Профиль").await.unwrap();
    assert!(anna.screen().starts_with("[photo]"), "{}", anna.screen());
    // After two days Telegram lets nobody delete it.
    t.expects_faults = true;
    t.advance(TimeDelta::hours(49));
    let before = anna.messages().len();
    anna.tap("‹ Назад").await.unwrap();
    assert_eq!(anna.messages().len(), before + 1);
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_shows_the_same_screen_and_answers_both() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let menu = newest(&anna);
    let data = UsersCallback::Profile.encode();
    let (first, second) = tokio::join!(anna.tap_data(menu, &data), anna.tap_data(menu, &data));
    for outcome in [first, second] {
        assert_eq!(outcome.delivery, Delivery::Done);
        assert!(outcome.answer.is_some());
    }
    assert_eq!(newest(&anna), menu, "the menu was not edited in place");
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    let unchanged = t
        .calls_to(anna.id())
        .into_iter()
        .filter(|call| call.status == 400);
    assert_eq!(unchanged.count(), 1, "the second edit changes nothing");
    press(&anna, &MenuCallback::Home).await;
    assert_eq!(
        tap_any(&anna, &MenuCallback::Home.encode()).await.delivery,
        Delivery::Done
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_that_telegram_forgot_is_still_carried_out() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    t.sandbox.faults().add(
        Fault::new(FaultKind::Reset)
            .method("editMessageText")
            .chat(anna.id())
            .times(1),
    );
    let outcome = anna.tap("👤 Профиль").await.unwrap();
    assert_eq!(outcome.delivery, Delivery::Refused(503));
    // By the time of the retry the tap cannot be answered any more; the screen is what counts.
    t.retry().await;
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    t.finish().await;
}
