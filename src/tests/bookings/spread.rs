//! How tours travel: links, other chats, friends.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::entity::{booking::Status, user};
use sputnik_sandbox::Person;

use super::{approve, ask, code, on_sale, party, pay, row};
use crate::{
    calls,
    support::{Settings, TestApp},
};

/// The titles of an answer to an inline query.
async fn found(person: &Person, words: &str) -> Vec<String> {
    let answer = person.inline_query(words).await.expect("no answer");
    answer
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_is_found_and_sent_from_any_chat_also_by_strangers() {
    let t = TestApp::start().await;
    let (_, tour, _) = on_sale(&t, 6).await;
    let anna = t.person("Анна", "ru").await;
    let answer = anna.inline_query("самарканд").await.unwrap();
    let result = &answer[0];
    assert_eq!(
        (
            result["title"].as_str().unwrap(),
            result["description"].as_str().unwrap()
        ),
        (
            "Самарканд за выходные",
            "Самарканд · 2 дня · 21.01.2030 · 1\u{a0}500\u{a0}₽"
        )
    );
    assert_snapshot!(result["input_message_content"]["message_text"].as_str().unwrap(), @r"
    🌍 <b>Самарканд за выходные</b>
    Самарканд · 2 дня

    Ближайшая дата: 21.01.2030, <b>1 500 ₽</b> за взрослого
    ");
    let address = result["reply_markup"]["inline_keyboard"][0][0]["url"]
        .as_str()
        .unwrap();
    let (_, payload) = address.split_once("?start=").unwrap();
    assert_eq!(payload, format!("tour_{}", tour.id));
    // Whoever follows it sees the tour.
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(payload)).await;
    assert!(
        boris.screen().contains("Самарканд за выходные"),
        "{}",
        boris.screen()
    );
    assert_eq!(found(&anna, "").await, ["Самарканд за выходные"]);
    assert!(found(&anna, "антарктида").await.is_empty());
    // In their own language, and without an account.
    let john = t.stranger("John", "en").await;
    assert_eq!(found(&john, "samarkand").await, ["Samarkand for a weekend"]);
    let accounts = user::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(accounts, 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tours_there_is_nothing_to_send() {
    let t = TestApp::with(Settings::default().with("modules.tours", "false")).await;
    let anna = t.person("Анна", "ru").await;
    assert!(found(&anna, "самарканд").await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_of_a_promo_code_says_what_it_is_good_for() {
    let t = TestApp::start().await;
    on_sale(&t, 6).await;
    code(&t, "SAMARKAND", Some(1), None).await;
    let anna = t.person("Анна", "ru").await;
    anna.start(Some("promo_samarkand")).await;
    assert_snapshot!(anna.screen(), @r"
    🎟 *Промокод SAMARKAND*: −10 % на тур
    Действует до 02.03.2030. Введите его при бронировании.

    [ 📋 Скопировать код ]
    [ 🌍 Все туры ]
    ");
    // One that is over, or never was, leads to the tours.
    for payload in ["promo_ghost", "promo_", "tours"] {
        anna.start(Some(payload)).await;
        assert!(
            anna.screen().starts_with("*Туры*"),
            "{payload}: {}",
            anna.screen()
        );
    }
    t.advance(TimeDelta::days(61));
    anna.start(Some("promo_SAMARKAND")).await;
    assert!(anna.screen().starts_with("*Туры*"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn friends_see_each_others_trips_when_both_show_theirs() {
    let t = TestApp::start().await;
    let (_, tour, session) = on_sale(&t, 6).await;
    let (anna, boris) = (t.person("Анна", "ru").await, t.person("Борис", "ru").await);
    calls::befriend(&t, &anna, &boris).await;
    let me = t.row(&boris).await.id;
    let id = ask(&t, me, session.id, party(2, 0)).await.unwrap().id;
    approve(&t, id).await;
    pay(&t, id).await;
    assert_eq!(row(&t, id).await.status, Status::Paid);
    t.settle().await;
    let sees = async |who: &Person, name: &str| {
        who.start(Some(&format!("tour_{}", tour.id))).await;
        who.screen()
            .contains(&format!("👥 Едут ваши друзья: {name} (21.01)"))
    };
    assert!(!sees(&anna, "Борис").await, "{}", anna.screen());
    boris.say("/circle").await;
    boris.tap("🧳 Показать мои поездки друзьям").await.unwrap();
    assert!(!sees(&anna, "Борис").await, "{}", anna.screen());
    anna.say("/circle").await;
    anna.tap("🧳 Показать мои поездки друзьям").await.unwrap();
    assert!(
        anna.screen().contains("🙈 Скрыть мои поездки"),
        "{}",
        anna.screen()
    );
    assert!(sees(&anna, "Борис").await, "{}", anna.screen());
    // Strangers see nobody, and a trip that has begun is nobody's news.
    let vera = t.person("Вера", "ru").await;
    vera.say("/circle").await;
    vera.tap("🧳 Показать мои поездки друзьям").await.unwrap();
    assert!(!sees(&vera, "Борис").await, "{}", vera.screen());
    boris.say("/circle").await;
    boris.tap("🙈 Скрыть мои поездки").await.unwrap();
    assert!(!sees(&anna, "Борис").await, "{}", anna.screen());
    t.settle().await;
    t.finish().await;
}
