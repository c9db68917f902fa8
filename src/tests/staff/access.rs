//! Shutting people out and letting them in.

use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    entity::user_role, features::staff::callbacks::StaffCallback, kernel::permission::Role,
};

use super::{REFUSED, find, open_card, press, with_owner, words};
use crate::{
    calls::{call, finish_repeated, newest, repeat, shut_out},
    support::{Settings, TestApp},
};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_shuts_themselves_out() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    for person in [&owner, &admin] {
        let id = t.row(person).await.id;
        assert_eq!(
            words(press(person, StaffCallback::Unblock(id)).await),
            "С самим собой так нельзя."
        );
        press(person, StaffCallback::Block(id)).await;
        person.say("ой").await;
        assert_eq!(person.screen(), "С самим собой так нельзя.");
        assert!(t.row(person).await.blocked_at.is_none());
        // The question is over.
        person.say("ой").await;
        assert!(person.screen().contains("не ждал"), "{}", person.screen());
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_hears_why_and_is_let_in_again() {
    let mut t = TestApp::with(Settings::default().with("BRAND__CONTACT", "@help_desk")).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    anna.say("/circle").await;
    let circle = newest(&anna);
    open_card(&admin, "Анна").await;
    admin.tap("⛔ Закрыть доступ").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    Почему закрываем доступ? Человек увидит эту причину.

    [ ‹ Назад ]
    ");
    admin.say("   ").await;
    admin.say(&"я".repeat(501)).await;
    assert!(
        admin
            .screen()
            .starts_with("Слишком длинно: поместится до 500 символов."),
        "{}",
        admin.screen()
    );
    assert!(t.row(&anna).await.blocked_at.is_none());
    admin.say("Реклама <b>везде</b>").await;
    assert!(
        admin.screen().contains("Причина: Реклама <b>везде</b>"),
        "{}",
        admin.screen()
    );
    repeat(&mut t).await;
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    Доступ к боту закрыт.

    Причина: Реклама <b>везде</b>

    Если это ошибка, напишите: @help_desk
    ");
    for words in ["/start", "/menu", "/faq", "почему?"] {
        anna.say(words).await;
        let said = "Доступ к боту закрыт.\n\nПричина: Реклама <b>везде</b>\n\nЕсли это ошибка, напишите: @help_desk";
        assert_eq!(anna.screen(), said, "{words}");
    }
    let answer = anna
        .tap_on(circle, "🔄 Новая ссылка")
        .await
        .unwrap()
        .answer
        .unwrap();
    assert_eq!(
        (answer.text.as_deref(), answer.show_alert),
        (Some("Доступ к боту закрыт."), true)
    );
    let reply = call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!((reply.status, reply.code()), (403, "blocked"));
    find(&admin, "Анна").await;
    assert!(
        admin.buttons().contains(&"⛔ Анна".to_owned()),
        "{:?}",
        admin.buttons()
    );
    admin.tap("⛔ Анна").await.unwrap();
    admin.tap("🔓 Открыть доступ").await.unwrap();
    assert!(
        admin.buttons().contains(&"⛔ Закрыть доступ".to_owned()),
        "{:?}",
        admin.buttons()
    );
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().starts_with("Доступ к боту снова открыт."),
        "{}",
        anna.screen()
    );
    anna.tap("☰ Меню").await.unwrap();
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    assert_eq!(call(&t, &auth, "GET", "/users/profile").await.status, 200);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_of_a_door_that_moved_meanwhile_is_not_sent() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let before = anna.transcript().len();
    press(&admin, StaffCallback::Block(id)).await;
    admin.say("ошибся").await;
    press(&admin, StaffCallback::Unblock(id)).await;
    t.settle().await;
    // Only the last word is true: the door is open.
    let news = anna.transcript().split_off(before);
    assert_eq!(news.len(), 1, "{news:?}");
    assert!(news[0].contains("снова открыт"), "{news:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_staff_who_is_shut_out_or_unmade_can_do_nothing() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    admin.say("/staff").await;
    press(&admin, StaffCallback::Block(id)).await;
    // The role goes while the reason is awaited.
    press(
        &owner,
        StaffCallback::RevokeYes(t.row(&admin).await.id, Role::Admin),
    )
    .await;
    admin.say("успею").await;
    assert_eq!(admin.screen(), REFUSED);
    assert!(t.row(&anna).await.blocked_at.is_none());
    admin.say("ещё раз").await;
    assert!(admin.screen().contains("не ждал"), "{}", admin.screen());
    press(
        &owner,
        StaffCallback::Grant(t.row(&admin).await.id, Role::Admin),
    )
    .await;
    shut_out(&t, &admin, "взлом").await;
    assert_eq!(
        words(press(&admin, StaffCallback::Grant(id, Role::Operator)).await),
        "Доступ к боту закрыт."
    );
    let operators = user_role::Entity::find()
        .filter(user_role::Column::UserId.eq(id))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(operators, 0);
    let reply = call(&t, &TestApp::tma(&admin), "GET", "/admin/logs").await;
    assert_eq!((reply.status, reply.code()), (403, "blocked"));
    t.settle().await;
    t.finish().await;
}
