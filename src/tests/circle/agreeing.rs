//! Asking and answering: both have to agree.

use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::{
        friendship::{self, Status},
        outbox,
    },
    features::circle::callbacks::CircleCallback,
    kernel::ids::FriendshipId,
};
use sputnik_sandbox::Delivery;

use super::pairs;
use crate::{
    calls::{call_with, link_of, newest},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn both_agree_and_then_see_each_other() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let link = link_of(&anna).await;
    assert!(link.starts_with("friend_"), "{link}");
    assert_snapshot!(anna.screen().replace(&link, "friend_…"), @r"
    *Круг*

    Здесь пока никого. Отправьте другу свою ссылку: вы появитесь друг у друга, когда оба согласитесь.

    https://t.me/sputnik_test_bot?start=friend_…

    🧳 Друзья не видят ваших поездок, а вы их. Поездки видят только те, кто показывает свои.

    [ 📨 Отправить другу ↗ ]
    [ 📋 Скопировать ] [ 🔄 Новая ссылка ]
    [ 🧳 Показать мои поездки друзьям ]
    [ ‹ Назад ]
    ");
    boris.start(Some(&link)).await;
    assert_snapshot!(boris.screen(), @r"
    *Анна* приглашает вас в свой круг. Друзья видят имена друг друга и могут делиться маршрутами и турами.

    [ 🤝 Дружить ]
    [ Не сейчас ]
    ");
    // Looking at an invitation asks nothing yet.
    assert!(pairs(&t).await.is_empty());
    boris.tap("🤝 Дружить").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    Запрос отправлен. Как только *Анна* согласится, мы сообщим.

    [ 🤝 Круг ]
    [ ☰ Меню ]
    ");
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    *Борис* хочет войти в ваш круг.

    [ ✅ Принять ] [ ✖️ Отклонить ]
    [ ‹ Назад ]
    ");
    // Whoever asked does not see the other one before the answer.
    boris.tap("🤝 Круг").await.unwrap();
    assert!(
        boris.screen().contains("Здесь пока никого"),
        "{}",
        boris.screen()
    );
    anna.tap("✅ Принять").await.unwrap();
    assert!(
        anna.screen().contains("*Борис* теперь в одном круге"),
        "{}",
        anna.screen()
    );
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(boris.screen(), @r"
    🤝 Вы и *Анна* теперь в одном круге.

    [ 🤝 Круг ]
    ");
    boris.say("/circle").await;
    boris.tap("👤 Анна").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    *Анна*

    В вашем круге с 01.01.2030.

    [ 🗑 Убрать из круга ]
    [ ‹ Назад ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_may_wait_in_the_list_and_be_declined_there() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    t.settle().await;
    anna.say("/circle").await;
    assert!(
        anna.screen().contains("1 человек ждёт вашего ответа"),
        "{}",
        anna.screen()
    );
    anna.tap("❔ Борис").await.unwrap();
    anna.tap("✖️ Отклонить").await.unwrap();
    assert!(
        anna.screen().contains("Здесь пока никого"),
        "{}",
        anna.screen()
    );
    // A refusal is not announced, and whoever was refused is not heard again.
    assert_eq!(t.settle().await, 0);
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    assert!(
        boris.screen().contains("Запрос отправлен"),
        "{}",
        boris.screen()
    );
    assert_eq!(t.settle().await, 0);
    assert_eq!(pairs(&t).await[0].status, Status::Declined);
    // Whoever refused may come round.
    anna.start(Some(&link_of(&boris).await)).await;
    anna.tap("🤝 Дружить").await.unwrap();
    assert_eq!(t.settle().await, 1);
    boris.tap("✅ Принять").await.unwrap();
    assert_eq!(pairs(&t).await[0].status, Status::Accepted);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_was_taken_back_is_not_told() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    let before = anna.transcript().len();
    let id = pairs(&t).await[0].id;
    boris
        .tap_data(newest(&boris), &CircleCallback::RemoveYes(id).encode())
        .await;
    assert!(pairs(&t).await.is_empty());
    t.settle().await;
    assert_eq!(anna.transcript().len(), before);
    let told = outbox::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(told[0].outcome, Some(outbox::Outcome::Moot));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_ask_each_other_at_once_are_friends() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (to_anna, to_boris) = (link_of(&anna).await, link_of(&boris).await);
    anna.start(Some(&to_boris)).await;
    boris.start(Some(&to_anna)).await;
    let (one, other) = tokio::join!(anna.tap("🤝 Дружить"), boris.tap("🤝 Дружить"));
    assert_eq!(
        (one.unwrap().delivery, other.unwrap().delivery),
        (Delivery::Done, Delivery::Done)
    );
    let pairs = pairs(&t).await;
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].status, Status::Accepted);
    t.settle().await;
    for person in [&anna, &boris] {
        person.say("/circle").await;
        assert!(person.screen().contains("1 друг."), "{}", person.screen());
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_requests_for_one_pair_at_once_make_one_row_and_one_notice() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let link = link_of(&anna).await;
    let body = json!({"token": link.strip_prefix("friend_").unwrap()});
    let auth = TestApp::tma(&boris);
    let asks = (0..10).map(|_| call_with(&t, &auth, "POST", "/users/friends", &body));
    for reply in join_all(asks).await {
        assert_eq!(
            (reply.status, &reply.json["is_accepted"]),
            (200, &json!(false)),
            "{reply:?}"
        );
    }
    let pairs = pairs(&t).await;
    assert_eq!(pairs.len(), 1);
    assert_eq!(t.settle().await, 1);
    // The control: the database itself knows a pair once, whichever of the two stands in front.
    let (low, high) = (pairs[0].low_id, pairs[0].high_id);
    for (low_id, high_id) in [(low, high), (high, low)] {
        let twin = friendship::ActiveModel {
            low_id: Set(low_id),
            high_id: Set(high_id),
            asked_by: Set(high),
            status: Set(Status::Asked),
            created_at: Set(t.app.clock.now()),
            ..Default::default()
        };
        let refused = friendship::Entity::insert(twin)
            .exec_without_returning(&t.app.db)
            .await;
        assert!(refused.is_err(), "a pair stands twice");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_requests_from_both_sides_at_once_end_in_one_friendship() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let token = |link: String| json!({"token": link.strip_prefix("friend_").unwrap()});
    let to_anna = token(link_of(&anna).await);
    let to_boris = token(link_of(&boris).await);
    let (annas, boriss) = (TestApp::tma(&anna), TestApp::tma(&boris));
    let asks = (0..10).map(|number| {
        let (auth, body) = if number % 2 == 0 {
            (&annas, &to_boris)
        } else {
            (&boriss, &to_anna)
        };
        call_with(&t, auth, "POST", "/users/friends", body)
    });
    for reply in join_all(asks).await {
        assert!(
            reply.status == 200 || reply.code() == "already_friends",
            "{reply:?}"
        );
    }
    let pairs = pairs(&t).await;
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].status, Status::Accepted);
    let told = outbox::Entity::find().all(&t.app.db).await.unwrap();
    let count = |kind: &str| told.iter().filter(|row| row.kind == kind).count();
    assert_eq!(
        (count("friend_asked.1"), count("friend_accepted.1")),
        (1, 1)
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_decline_button_does_not_end_a_friendship() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    t.settle().await;
    let notice = newest(&anna);
    anna.say("/circle").await;
    anna.tap("❔ Борис").await.unwrap();
    let card = newest(&anna);
    anna.tap_on(card, "✅ Принять").await.unwrap();
    t.settle().await;
    anna.tap_on(notice, "✖️ Отклонить").await.unwrap();
    assert_eq!(pairs(&t).await.len(), 1);
    // Agreeing once more is agreeing once.
    anna.tap_on(card, "✅ Принять").await.unwrap();
    assert_eq!(t.settle().await, 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_third_person_can_do_nothing_to_a_pair() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let viktor = t.person("Виктор", "ru").await;
    let buttons = |id: FriendshipId| {
        [
            CircleCallback::Accept(id),
            CircleCallback::Decline(id),
            CircleCallback::Friend(id),
            CircleCallback::Remove(id),
            CircleCallback::RemoveYes(id),
        ]
    };
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    t.settle().await;
    let asked = pairs(&t).await;
    for status in [Status::Asked, Status::Accepted] {
        let before = pairs(&t).await;
        assert_eq!(before[0].status, status);
        for button in buttons(asked[0].id) {
            let outcome = viktor.tap_data(newest(&viktor), &button.encode()).await;
            assert_eq!(outcome.delivery, Delivery::Done);
            let shown = format!("{} {:?}", viktor.screen(), outcome.answer);
            assert!(
                !shown.contains("Анна") && !shown.contains("Борис"),
                "{button:?}: {shown}"
            );
        }
        assert_eq!(pairs(&t).await, before);
        if status == Status::Asked {
            // Not even the one who asked may answer.
            let own = CircleCallback::Accept(asked[0].id).encode();
            let outcome = boris.tap_data(newest(&boris), &own).await;
            assert!(outcome.answer.unwrap().text.unwrap().contains("уже нет"));
            assert_eq!(pairs(&t).await, before);
            anna.tap("✅ Принять").await.unwrap();
            t.settle().await;
        }
    }
    t.finish().await;
}
