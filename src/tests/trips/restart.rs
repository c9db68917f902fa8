//! A request and an offer are put together across deployments: what was answered stays answered.

use super::selling;
use crate::{
    bookings::manager,
    support::{Settings, TestApp},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_so_far_survives_restarts_on_both_sides() {
    let mut t = TestApp::start().await;
    let (agency, _) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tours").await;
    anna.tap("🧭 Своя поездка").await.unwrap();
    anna.tap("🇺🇿 Самарканд").await.unwrap();
    t.restart(Settings::default()).await;
    // Buttons of the former process lead on.
    assert!(
        anna.screen().contains("✓ 🇺🇿 Самарканд"),
        "{}",
        anna.screen()
    );
    anna.tap("Дальше ›").await.unwrap();
    anna.tap("21").await.unwrap();
    anna.tap("Дальше ›").await.unwrap();
    t.restart(Settings::default()).await;
    // A question that is answered by words waits as well.
    anna.say("4").await;
    anna.tap("Дальше ›").await.unwrap();
    t.restart(Settings::default()).await;
    anna.say("60 000").await;
    assert!(anna.screen().contains("На чём едем?"), "{}", anna.screen());
    t.restart(Settings::default()).await;
    // And whoever begins anew goes on with the same draft.
    anna.say("/tours").await;
    anna.tap("🧭 Своя поездка").await.unwrap();
    for answered in ["📍 Самарканд", "21.01.2030", "4 дня", "60\u{a0}000\u{a0}₽"] {
        assert!(anna.screen().contains(answered), "{}", anna.screen());
    }
    anna.tap("📨 Отправить агентствам").await.unwrap();
    t.settle().await;

    boss.tap("🧭 Открыть заявку").await.unwrap();
    boss.tap("💬 Сделать предложение").await.unwrap();
    boss.tap("Самарканд за выходные").await.unwrap();
    t.restart(Settings::default()).await;
    boss.say("58 000").await;
    assert!(boss.screen().contains("Что входит?"), "{}", boss.screen());
    t.restart(Settings::default()).await;
    boss.say("Поезд, гостиница, гид").await;
    t.restart(Settings::default()).await;
    assert!(
        boss.screen().contains("58\u{a0}000\u{a0}₽")
            && boss.screen().contains("Поезд, гостиница, гид"),
        "{}",
        boss.screen()
    );
    boss.tap("📨 Отправить").await.unwrap();
    t.settle().await;
    assert!(
        anna.screen()
            .contains("предлагает поездку за *58\u{a0}000\u{a0}₽* по заявке"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}
