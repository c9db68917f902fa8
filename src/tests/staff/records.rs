//! The log, and messages that died.

use insta::assert_snapshot;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use sputnik::{
    entity::{audit_record, outbox},
    features::staff::callbacks::StaffCallback,
    kernel::{ids::OutboxId, permission::Role, time::Timestamp},
};

use super::{open_card, press};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_history_and_the_log_tell_who_did_what_to_whom() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let (mine, id) = (t.row(&admin).await.id, t.row(&anna).await.id);
    for _ in 0..5 {
        press(&admin, StaffCallback::Grant(id, Role::Executor)).await;
        press(&admin, StaffCallback::RevokeYes(id, Role::Executor)).await;
    }
    t.settle().await;
    open_card(&admin, "Анна").await;
    admin.tap("🕓 История").await.unwrap();
    let screen = admin.screen();
    assert!(
        screen.starts_with(&format!("*История человека № {id}*")),
        "{screen}"
    );
    assert!(
        screen.contains(&format!(
            "_01.01.2030 14:00_ · № {mine} (администратор)\nроль снята · № {id} · исполнитель"
        )),
        "{screen}"
    );
    assert!(
        admin.buttons().contains(&"1/2".to_owned()),
        "{:?}",
        admin.buttons()
    );
    admin.tap("›").await.unwrap();
    assert!(
        admin
            .screen()
            .contains(&format!("№ {id} (клиент)\nсогласие · № {id} · ")),
        "{}",
        admin.screen()
    );

    admin.say("/staff").await;
    admin.tap("📜 Журнал").await.unwrap();
    let total = audit_record::Entity::find().count(&t.app.db).await.unwrap();
    assert!(
        admin
            .screen()
            .starts_with(&format!("*Журнал* · всё подряд · {total}")),
        "{}",
        admin.screen()
    );
    admin.tap("⚙️ Фильтр").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    Что показать?

    [ всё подряд ]
    [ доступ закрыт ] [ доступ открыт ]
    [ заметка ] [ роль дана ]
    [ роль снята ] [ согласие ]
    [ выгрузка данных ] [ аккаунт удалён ]
    [ ключ создан ] [ ключ отозван ]
    [ повтор отправки ] [ заказы ]
    [ исполнители ] [ доля партнёра ]
    [ отзыв написан ] [ отзыв опубликован ]
    [ отзыв скрыт ] [ ответ на отзыв ]
    [ часы с поддержкой ] [ брони ]
    [ агентства ] [ туры ]
    [ поездки на заказ ] [ деньги: оплаты ]
    [ деньги: возвраты ] [ деньги: выплаты ]
    [ ‹ Назад ]
    ");
    admin.tap("роль дана").await.unwrap();
    // Five times by the admin, and once by the shell.
    assert!(
        admin.screen().starts_with("*Журнал* · роль дана · 6"),
        "{}",
        admin.screen()
    );
    assert!(admin.screen().contains("сервер"), "{}", admin.screen());
    assert!(!admin.screen().contains("роль снята"), "{}", admin.screen());
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("ключ отозван").await.unwrap();
    assert!(
        admin.screen().contains("Записей нет."),
        "{}",
        admin.screen()
    );
    // Numbers that no button of ours has.
    press(&admin, StaffCallback::Audit(u32::MAX, u32::MAX)).await;
    assert!(admin.screen().starts_with("*Журнал*"), "{}", admin.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_message_is_seen_and_brought_back_to_life() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let now = t.app.clock.now();
    for number in 0..9 {
        let row = outbox::ActiveModel {
            kind: Set(format!("of_a_future_release.{number}")),
            payload: Set(r#"{"role":"partner","is_granted":true}"#.to_owned()),
            user_id: Set(t.row(&anna).await.id),
            priority: Set(0),
            run_at: Set(now),
            lease_until: Set(Timestamp(0)),
            // One try is left.
            attempts: Set(15),
            created_at: Set(now),
            ..Default::default()
        };
        outbox::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    t.settle().await;
    admin.say("/staff").await;
    admin.tap("🩺 Состояние").await.unwrap();
    let screen = admin.screen();
    for line in [
        "Людей: 2, не получают сообщений: 0",
        "В очереди: пусто",
        "Не доставлено: 9",
        "Сбоев за неделю: 0",
    ] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    admin.tap("↻ Обновить").await.unwrap();
    admin.tap("📭 Не доставлено: 9").await.unwrap();
    assert!(
        admin.screen().contains("of_a_future_release.8"),
        "{}",
        admin.screen()
    );
    assert!(
        admin.screen().contains("no notice for the event"),
        "{}",
        admin.screen()
    );
    admin.tap("›").await.unwrap();
    assert!(
        admin.screen().contains("of_a_future_release.0"),
        "{}",
        admin.screen()
    );

    // The cause is mended.
    let rows = outbox::Entity::find()
        .filter(outbox::Column::Outcome.eq(outbox::Outcome::Dead))
        .all(&t.app.db)
        .await
        .unwrap();
    let row = rows
        .into_iter()
        .find(|row| row.kind.ends_with(".0"))
        .unwrap();
    let id = row.id;
    let mut row = row.into_active_model();
    row.kind = Set("roles_changed.1".to_owned());
    row.update(&t.app.db).await.unwrap();
    admin.tap(&format!("↻ № {id}")).await.unwrap();
    assert!(
        admin.screen().starts_with("*Не доставлено* · 8"),
        "{}",
        admin.screen()
    );
    // Not twice, and nothing that never was.
    press(&admin, StaffCallback::Revive(id)).await;
    press(&admin, StaffCallback::Revive(OutboxId(i64::MAX))).await;
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().contains("У вас новая роль: *партнёр*"),
        "{}",
        anna.screen()
    );
    let revived =
        audit_record::Entity::find().filter(audit_record::Column::Action.eq("message.revived"));
    assert_eq!(revived.count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}
