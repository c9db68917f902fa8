//! A trip made to order as a traveller and two agencies live it, by what they see.

use insta::assert_snapshot;
use sea_orm::EntityTrait;
use sputnik::{
    entity::booking::{self, Status},
    kernel::payable::Payable,
};

use super::selling;
use crate::{
    bookings::manager,
    payments::{go_to_page, notify, shop},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_traveller_asks_two_agencies_offer_and_one_is_chosen_and_paid() {
    let (t, yookassa) = shop().await;
    let (silk, _) = selling(&t, "Шёлковый путь").await;
    let (hills, _) = selling(&t, "Горы и люди").await;
    let maria = manager(&t, silk.id, "Мария").await;
    let oleg = manager(&t, hills.id, "Олег").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tours").await;
    anna.tap("🧭 Своя поездка").await.unwrap();
    anna.tap("🇺🇿 Самарканд").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    anna.tap("Дальше ›").await.unwrap();
    anna.tap("21").await.unwrap();
    anna.tap("±3 дн.").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    anna.tap("Дальше ›").await.unwrap();
    anna.tap("3").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    anna.tap("Дальше ›").await.unwrap();
    anna.say("60 000").await;
    anna.tap("🚆 Поезд").await.unwrap();
    anna.tap("Дальше ›").await.unwrap();
    anna.say("Без ранних подъёмов").await;
    assert_snapshot!(anna.screen(), @"");
    anna.tap("📨 Отправить агентствам").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    t.settle().await;
    assert_snapshot!(maria.screen(), @"");
    for (boss, price) in [(&maria, "58 000"), (&oleg, "55 500,50")] {
        boss.tap("🧭 Открыть заявку").await.unwrap();
        boss.tap("💬 Сделать предложение").await.unwrap();
        boss.tap("Самарканд за выходные").await.unwrap();
        boss.say(price).await;
        boss.say("Поезд, две ночи в гостинице, гид").await;
        boss.tap("📨 Отправить").await.unwrap();
    }
    assert_snapshot!(maria.screen(), @"");
    t.settle().await;
    anna.tap("📋 Все предложения").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    anna.tap("Шёлковый путь ·").await.unwrap();
    anna.tap("💬 Поторговаться").await.unwrap();
    anna.say("55 000, если без обедов").await;
    assert_snapshot!(anna.screen(), @"");
    t.settle().await;
    assert_snapshot!(maria.screen(), @"");
    maria.tap("💬 Открыть предложение").await.unwrap();
    maria.tap("✅ Согласиться").await.unwrap();
    t.settle().await;
    anna.tap("💬 Открыть предложение").await.unwrap();
    anna.tap("✅ Выбрать").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    anna.tap("Да").await.unwrap();
    anna.tap("🎫 Открыть бронь").await.unwrap();
    assert_snapshot!(anna.screen(), @"");
    t.settle().await;
    assert_snapshot!(maria.screen(), @"");
    assert_snapshot!(oleg.screen(), @"");
    let booked = booking::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let link = go_to_page(&t, &anna, Payable::Booking(booked.id)).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(
        crate::bookings::row(&t, booked.id).await.status,
        Status::Paid
    );
    assert_snapshot!(maria.screen(), @"");
    crate::payments::finish(t).await;
}
