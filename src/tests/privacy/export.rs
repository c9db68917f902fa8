//! Taking one's data home.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::entity::{audit_record, failed_update};
use sputnik_sandbox::NewPerson;

use super::traced;
use crate::{
    calls::{befriend, call},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_export_is_complete_and_has_nobody_else_in_it() {
    let t = TestApp::start().await;
    let (adelaida, _) = traced(&t).await;
    let boris = t
        .sandbox
        .person(
            NewPerson::named("Бронислав")
                .last_name("Тайный")
                .username("secret_b")
                .lang("ru"),
        )
        .await;
    t.welcome(&boris).await;
    befriend(&t, &adelaida, &boris).await;
    t.advance(TimeDelta::hours(2));
    adelaida.say("/privacy").await;
    adelaida.tap("⬇️ Скачать мои данные").await.unwrap();
    let (name, bytes) = adelaida.documents().pop().unwrap();
    assert_eq!(name, "sputnik-my-data.json");
    let text = String::from_utf8(bytes).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let row = t.row(&adelaida).await;
    let profile = &data["profile"];
    assert_eq!(profile["telegram_id"], 7_700_123_456_i64);
    for (key, value) in [
        ("first_name", "Аделаида"),
        ("last_name", "Цветкова"),
        ("username", "adelaida_c"),
        ("language", "ru"),
        ("sphere", "Вулканология"),
        ("specialisation", "Гейзеры"),
        ("came_with", "promo_Zimovie42"),
        ("created_at", "2030-01-01T09:00:00.000Z"),
    ] {
        assert_eq!(profile[key], value, "{key}");
    }
    assert_eq!(profile["interests"], json!(["кальдеры"]));
    assert_eq!(data["exported_at"], "2030-01-01T11:00:00.000Z");
    assert_eq!(
        data["roles"],
        json!([{"role": "client", "agency_id": null}])
    );
    assert_eq!(data["consents"].as_array().unwrap().len(), 2);
    assert_eq!(data["consents"][0]["decision"], "given");
    assert_eq!(data["friends"][0]["friend_id"], t.row(&boris).await.id.0);
    assert_eq!(data["friends"][0]["asked_by_me"], false);
    assert_eq!(data["tokens"][0]["name"], "Лавовый скрипт");
    assert_eq!(data["faq_votes"][0]["entry"], "payments.how-to-pay");
    assert_eq!(data["files"][0]["type"], "image/png");
    let actions: Vec<_> = data["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|deed| deed["action"].as_str().unwrap())
        .collect();
    assert!(
        actions.contains(&"consent.decided") && actions.contains(&"token.created"),
        "{actions:?}"
    );
    // Nobody else, and nothing that opens doors.
    let hash = sputnik::entity::api_token::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
        .hash;
    for secret in [
        "Бронислав",
        "Тайный",
        "secret_b",
        &boris.id().to_string(),
        &hash,
        "Звонила",
    ] {
        assert!(!text.contains(secret), "{secret} is in the export");
    }
    // The API says the same.
    let reply = call(&t, &TestApp::tma(&adelaida), "GET", "/users/export").await;
    assert_eq!((reply.status, &reply.json["profile"]), (200, profile));
    let exports = audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("account.exported"))
        .filter(audit_record::Column::ActorId.eq(row.id))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(exports, 2);
    // Planted above: this test has no deletion to take it along.
    failed_update::Entity::delete_many()
        .exec(&t.app.db)
        .await
        .unwrap();
    t.finish().await;
}
