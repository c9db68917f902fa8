//! Buttons that were forged, mutated or left behind, and places that are no private chat.

use rand::{Rng, SeedableRng, rngs::StdRng};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::{
        api_token::{self, Scope},
        friendship::{self, Status},
        user,
    },
    features::{
        circle::{callbacks::CircleCallback, service as circle},
        menu::MenuCallback,
        staff::callbacks::StaffCallback,
        support::callbacks::SupportCallback,
        tokens::{callbacks::TokensCallback, service as tokens},
        users::callbacks::UsersCallback,
    },
    kernel::{
        actor::Actor,
        ids::{FriendshipId, TokenId, UserId},
        permission::Role,
    },
};
use sputnik_sandbox::Delivery;

use super::support::{
    TestApp,
    updates::{message, message_from, next_update_id, press, tap_any},
};

const STALE: &str = "Эта кнопка устарела. Вот свежее меню.";

/// Somebody with a token and a friend of their own.
struct Other {
    id: UserId,
    token: TokenId,
    friendship: FriendshipId,
    link: String,
}

async fn other(t: &TestApp) -> Other {
    let boris = t.row(&t.person("Борис", "ru").await).await.id;
    let vera = t.row(&t.person("Вера", "ru").await).await.id;
    let token = tokens::create(&t.app, Actor::SHELL, boris, "Скрипт", Scope::Write)
        .await
        .unwrap();
    let link = circle::link(&t.app, vera).await.unwrap();
    circle::ask(&t.app, boris, &link).await.unwrap();
    let pair = friendship::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    circle::accept(&t.app, vera, pair.id).await.unwrap();
    t.settle().await;
    Other {
        id: boris,
        token: token.row.id,
        friendship: pair.id,
        link,
    }
}

/// Everything that a button can say, and the same about somebody else's things.
fn all_buttons(other: &Other) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(MenuCallback::samples().iter().map(Callback::encode));
    all.extend(UsersCallback::samples().iter().map(Callback::encode));
    all.extend(CircleCallback::samples().iter().map(Callback::encode));
    all.extend(TokensCallback::samples().iter().map(Callback::encode));
    all.extend(SupportCallback::samples().iter().map(Callback::encode));
    all.extend(StaffCallback::samples().iter().map(Callback::encode));
    let (pair, token, user) = (other.friendship, other.token, other.id);
    all.extend(
        [
            CircleCallback::Accept(pair),
            CircleCallback::Decline(pair),
            CircleCallback::Friend(pair),
            CircleCallback::Remove(pair),
            CircleCallback::RemoveYes(pair),
        ]
        .iter()
        .map(Callback::encode),
    );
    all.extend(
        [
            TokensCallback::Show(token),
            TokensCallback::Revoke(token),
            TokensCallback::RevokeYes(token),
        ]
        .iter()
        .map(Callback::encode),
    );
    all.extend(
        [
            StaffCallback::Card(user),
            StaffCallback::Timeline(user, 0),
            StaffCallback::Notes(user),
            StaffCallback::AddNote(user),
            StaffCallback::Roles(user),
            StaffCallback::Grant(user, Role::Admin),
            StaffCallback::RevokeYes(user, Role::Admin),
            StaffCallback::Block(user),
            StaffCallback::Unblock(user),
        ]
        .iter()
        .map(Callback::encode),
    );
    // Another language would be another test.
    all.retain(|data| !data.starts_with("u1.lang."));
    // What ends the person's own account stands last.
    all.sort_by_key(|data| data.contains("-yes") && data.starts_with("u1."));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_button_of_anybody_reaches_what_is_not_ones_own() {
    let t = TestApp::start().await;
    let other = other(&t).await;
    let before = user::Entity::find_by_id(other.id)
        .one(&t.app.db)
        .await
        .unwrap();
    let anna = t.person("Анна", "ru").await;
    for data in all_buttons(&other) {
        anna.say("/menu").await;
        let outcome = tap_any(&anna, &data).await;
        assert_eq!(outcome.delivery, Delivery::Done, "{data}");
        assert!(outcome.answer.is_some(), "{data} keeps spinning");
        assert!(!anna.screen().is_empty(), "{data} leaves nothing");
    }
    let token = api_token::Entity::find_by_id(other.token)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(token.revoked_at, None);
    let pair = friendship::Entity::find_by_id(other.friendship)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(pair.status, Status::Accepted);
    assert_eq!(
        user::Entity::find_by_id(other.id)
            .one(&t.app.db)
            .await
            .unwrap(),
        before
    );
    for action in [
        "user.blocked",
        "role.granted",
        "user.note_added",
        "token.revoked",
    ] {
        assert_eq!(t.audited(action).await, 0, "{action}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_taps_lead_to_the_consent_and_nowhere_else() {
    let t = TestApp::start().await;
    let other = other(&t).await;
    let anna = t.stranger("Анна", "ru").await;
    for data in all_buttons(&other) {
        anna.start(None).await;
        let outcome = tap_any(&anna, &data).await;
        assert_eq!(outcome.delivery, Delivery::Done, "{data}");
        assert!(outcome.answer.is_some(), "{data} keeps spinning");
        let guarded = ["c1.", "k1.", "s1."]
            .iter()
            .any(|tag| data.starts_with(tag));
        if guarded {
            assert_eq!(
                outcome.answer.unwrap().text.as_deref(),
                Some("Сначала нужно ваше согласие с документами."),
                "{data}"
            );
            assert!(
                anna.screen().contains("документ 1 из 2"),
                "{data}: {}",
                anna.screen()
            );
        }
    }
    assert_eq!(
        friendship::Entity::find().count(&t.app.db).await.unwrap(),
        1
    );
    assert!(!other.link.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_that_no_button_ever_had_is_told_to_be_stale() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let mut odd: Vec<String> = [
        "",
        ".",
        "..",
        "u1",
        "u1.",
        "u1..",
        "u2.profile",
        "u0.profile",
        "U1.profile",
        "u1.Profile",
        "u1.profile.",
        "u1.profile.1",
        "u1.edit",
        "u1.edit.age",
        "u1.zone.-1",
        "u1.zone.01",
        "u1.zone.+1",
        "u1.zone.99999999999999",
        "u1.lang.de",
        "u1.decide.offer.back.1",
        "s1.card.zzzzzzzzzzzzzzzz",
        "s1.grant.1.king",
        "c1.open.-1",
        "c1.ask.\u{0}",
        "c1.ask.a b",
        "f1.cat.\u{0}\u{0}",
        "f1.qa.one",
        "m1.home\n",
        "🚀",
        "null",
        "{}",
        "'; DROP TABLE users; --",
    ]
    .map(str::to_owned)
    .to_vec();
    odd.push("я".repeat(32));
    odd.push("u1.profile".repeat(6));
    // The same garbage in every run.
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..40 {
        let length = random.random_range(1..=16);
        odd.push((0..length).map(|_| random.random::<char>()).collect());
    }
    for data in odd {
        let before = anna.messages().len();
        let outcome = tap_any(&anna, &data).await;
        assert_eq!(outcome.delivery, Delivery::Done, "{data:?}");
        assert_eq!(
            outcome.answer.unwrap().text.as_deref(),
            Some(STALE),
            "{data:?}"
        );
        assert_eq!(anna.messages().len(), before + 1, "{data:?}: no fresh menu");
        assert!(
            anna.screen().contains("чем помочь"),
            "{data:?}: {}",
            anna.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_that_left_the_screen_still_mean_what_they_said() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let menu = anna.last_message().unwrap()["message_id"].as_i64().unwrap();
    anna.tap("ℹ️ О нас").await.unwrap();
    assert!(!anna.buttons().contains(&"👤 Профиль".to_owned()));
    let outcome = anna.tap_on(menu, "👤 Профиль").await.unwrap();
    assert_eq!(outcome.delivery, Delivery::Done);
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    // The question that was open is left by a tap elsewhere.
    anna.tap("✏️ Имя").await.unwrap();
    assert!(t.state(&anna).await.is_some());
    anna.tap_on(menu, "ℹ️ О нас").await.unwrap();
    assert_eq!(t.state(&anna).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_a_zone_or_a_page_that_is_no_more_is_harmless() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let answer = press(&admin, &UsersCallback::Zone(u32::MAX))
        .await
        .answer
        .unwrap();
    assert_eq!(answer.text.as_deref(), Some(STALE));
    assert_eq!(t.row(&admin).await.time_zone, None);
    for far in [
        StaffCallback::People(u32::MAX),
        StaffCallback::Audit(u32::MAX, u32::MAX),
        StaffCallback::Dead(u32::MAX),
        StaffCallback::Timeline(UserId(i64::MAX), u32::MAX),
    ] {
        let answer = press(&admin, &far).await.answer.unwrap();
        assert_eq!(answer.text, None, "{far:?}");
        assert!(
            admin.buttons().contains(&"‹ Назад".to_owned()),
            "{far:?}: {}",
            admin.screen()
        );
    }
    let nobody = press(&admin, &StaffCallback::Card(UserId(i64::MAX)))
        .await
        .answer
        .unwrap();
    assert_eq!(nobody.text.as_deref(), Some("Такого человека нет."));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_channels_bots_and_edits_are_left_alone() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.stranger("Борис", "ru").await;
    let group = t.sandbox.group("Друзья", false, &[&anna, &boris]);
    for words in ["привет", "/start", "/menu@sputnik_test_bot", "/profile"] {
        assert_eq!(anna.say_in(group, words).await, Delivery::Done);
        assert_eq!(boris.say_in(group, words).await, Delivery::Done);
    }
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    assert_eq!(t.calls_to(group).len(), 0, "the group was answered");
    let (seen, journal) = (
        user::Entity::find().count(&t.app.db).await.unwrap(),
        t.sandbox.journal().len(),
    );
    assert_eq!(seen, 1, "who speaks in a group has no account by that");
    let channel = json!({"id": -1_001_234_567_890_i64, "type": "channel", "title": "Новости"});
    t.push(&json!({"update_id": next_update_id(), "channel_post": {
        "message_id": 1, "date": 1, "chat": channel, "text": "/start",
    }}))
    .await;
    let mut bot = message_from(777, &json!({"text": "/start"}));
    bot["message"]["from"]["is_bot"] = json!(true);
    t.push(&bot).await;
    let mut edited = message(&anna, &json!({"text": "/profile", "edit_date": 2}));
    edited["edited_message"] = edited["message"].take();
    edited.as_object_mut().unwrap().remove("message");
    t.push(&edited).await;
    let mut nobody = message(&anna, &json!({"text": "/profile"}));
    nobody["message"].as_object_mut().unwrap().remove("from");
    t.push(&nobody).await;
    assert_eq!(t.sandbox.journal().len(), journal, "somebody was answered");
    assert_eq!(
        user::Entity::find().count(&t.app.db).await.unwrap(),
        1,
        "a bot got an account"
    );
    // A tap in a group or under a message of another chat is answered, and that is all.
    t.expects_faults = true;
    for chat in [
        json!({"id": group, "type": "supergroup", "title": "Друзья"}),
        json!(null),
    ] {
        let message = json!({"message_id": 1, "date": 0, "chat": chat});
        let mut query = json!({
            "id": "77", "chat_instance": "1", "data": UsersCallback::DeleteYes.encode(),
            "from": {"id": anna.id(), "is_bot": false, "first_name": "Анна"},
        });
        if !message["chat"].is_null() {
            query["message"] = message;
        }
        let before = t.sandbox.journal().len();
        t.push(&json!({"update_id": next_update_id(), "callback_query": query}))
            .await;
        let calls: Vec<_> = t
            .sandbox
            .journal()
            .split_off(before)
            .into_iter()
            .map(|call| call.method)
            .collect();
        assert_eq!(calls, ["answerCallbackQuery"]);
    }
    assert_eq!(t.row(&anna).await.deleted_at, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_blocks_a_bot_that_forgot_them_stays_forgotten() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    press(&anna, &UsersCallback::DeleteYes).await;
    let rows = async || user::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(rows().await, 1);
    anna.block();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    assert_eq!(
        rows().await,
        1,
        "a new account was made for somebody who left"
    );
    t.finish().await;
}
