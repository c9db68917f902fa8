//! What is kept about trips: taken home, forgotten, and brought back from a backup.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use sputnik::{
    entity::{booking, trip, trip_agency, trip_offer, trip_word},
    features::trips::{
        bargain, choice,
        drafts::{self, Answer},
    },
    kernel::money::{Currency, Money},
};
use sputnik_sandbox::Person;

use super::{acting, answer, platform, scene, trip_row};
use crate::{backups::copied, bookings::manager, support::TestApp};

/// The scene, after some bargaining, and a draft of the traveller's that is not sent yet.
async fn told(t: &TestApp) -> (Person, trip::Model, trip_offer::Model) {
    let (anna, trip, [offer, _]) = scene(t).await;
    let me = acting(t.row(&anna).await.id);
    bargain::counter(&t.app, me, offer.id, "50 000, без ранних обедов")
        .await
        .unwrap();
    let offer = bargain::reply(&t.app, me, &platform(), offer.id, "55 000, с ужинами")
        .await
        .unwrap();
    let draft = drafts::start(&t.app, me).await.unwrap();
    for said in [
        Answer::Place("Домик у Баба-озера".to_owned()),
        Answer::Wishes("Чтобы пахло можжевельником".to_owned()),
        Answer::Budget(Some(Money::new(7_000_050, Currency::Uzs))),
        Answer::Transport("train".to_owned()),
    ] {
        answer(t, t.row(&anna).await.id, draft.id, said)
            .await
            .unwrap();
    }
    t.settle().await;
    (anna, trip, offer)
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_taken_home_with_what_was_said_about_them() {
    let t = TestApp::start().await;
    let (anna, ..) = told(&t).await;
    anna.say("/privacy").await;
    anna.tap("⬇️ Скачать мои данные").await.unwrap();
    let (_, bytes) = anna.documents().pop().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let [sent, draft] = data["trips"].as_array().unwrap().as_slice() else {
        panic!("{}", data["trips"]);
    };
    for (key, value) in [
        ("status", json!("open")),
        ("cities", json!("samarkand")),
        ("starts_on", json!("2030-01-21")),
        ("days", json!(3)),
        ("adults", json!(2)),
        ("children", json!(1)),
        ("booking_id", Value::Null),
    ] {
        assert_eq!(sent[key], value, "{key}");
    }
    let said = sent["said"].as_array().unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["price_minor"], 5_000_000);
    assert_eq!(said[0]["text"], "без ранних обедов");
    for (key, value) in [
        ("status", json!("draft")),
        ("place", json!("Домик у Баба-озера")),
        ("wishes", json!("Чтобы пахло можжевельником")),
        ("budget_minor", json!(7_000_050)),
        ("currency", json!("UZS")),
        ("transports", json!("train")),
        ("said", json!([])),
    ] {
        assert_eq!(draft[key], value, "{key}");
    }
    // What the agency said is the agency's.
    assert!(!text.contains("с ужинами"), "{text}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_takes_their_words_along_and_agencies_hear_of_it() {
    let t = TestApp::start().await;
    let (anna, trip, offer) = told(&t).await;
    let boss = manager(&t, offer.agency_id, "Мария").await;
    boss.say("/menu").await;
    anna.say("/privacy").await;
    anna.tap("🗑 Удалить аккаунт").await.unwrap();
    anna.tap("Да").await.unwrap();
    t.settle().await;
    assert!(
        boss.screen().contains("Заявку № 1 отменили"),
        "{}",
        boss.screen()
    );
    assert_eq!(trip_row(&t, trip.id).await.status, trip::Status::Cancelled);
    let left = crate::privacy::everything(&t).await.join("\n");
    for words in ["обедов", "Баба-озера", "можжевельником"] {
        assert!(!left.contains(words), "{words} is left");
    }
    // The agency's words and the figures of the bargaining stay.
    assert!(left.contains("с ужинами"));
    let words = trip_word::Entity::find()
        .order_by_asc(trip_word::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap();
    let figures: Vec<_> = words.iter().map(|word| word.price_minor).collect();
    assert_eq!(figures, [5_000_000, 5_500_000].map(Some));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_requests_offers_and_the_bargaining_back() {
    let t = TestApp::start().await;
    let (anna, _, offer) = told(&t).await;
    let (_fresh, other) = copied(&t).await;
    macro_rules! same {
        ($table:ident, $count:expr, $by:ident) => {
            let all = |db| {
                $table::Entity::find()
                    .order_by_asc($table::Column::$by)
                    .all(db)
            };
            let before = all(&t.app.db).await.unwrap();
            assert_eq!(before.len(), $count, stringify!($table));
            assert_eq!(before, all(&other.db).await.unwrap());
        };
    }
    same!(trip, 2, Id);
    same!(trip_agency, 2, AgencyId);
    same!(trip_offer, 2, Id);
    same!(trip_word, 2, Id);
    // Life goes on there: the offer is chosen and booked.
    let me = acting(t.row(&anna).await.id);
    let booked = choice::choose(&other, me, offer.id, offer.revision)
        .await
        .unwrap();
    let row = booking::Entity::find_by_id(booked)
        .one(&other.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.price_minor, 5_500_000);
    t.finish().await;
}
