//! Granting and revoking roles.

use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    entity::user_role, features::staff::callbacks::StaffCallback, kernel::permission::Role,
};
use sputnik_sandbox::Person;

use super::{REFUSED, open_card, press, state, with_owner, words};
use crate::{
    calls::{finish_repeated, newest, repeat},
    support::TestApp,
};

/// How often the commands of this chat were set.
fn renewals(t: &TestApp, person: &Person) -> Vec<String> {
    let chat = format!("\"chat_id\":{}", person.id());
    t.sandbox
        .journal()
        .into_iter()
        .filter(|call| call.method.eq_ignore_ascii_case("setMyCommands"))
        .map(|call| call.params.to_string().replace('\\', ""))
        .filter(|params| params.contains(&chat))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_granted_told_and_revoked_after_a_question() {
    let mut t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let db = t.app.db.clone();
    let held = async || {
        let rows = user_role::Entity::find()
            .filter(user_role::Column::UserId.eq(id))
            .all(&db)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.role).collect::<Vec<_>>()
    };
    open_card(&admin, "Анна").await;
    admin.tap("🎭 Роли").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    *Анна*

    Сейчас: клиент. Нажмите на роль, чтобы дать или снять её.

    [ ＋ исполнитель ]
    [ ＋ оператор ]
    [ ＋ партнёр ]
    [ ‹ Назад ]
    ");
    admin.tap("＋ оператор").await.unwrap();
    repeat(&mut t).await;
    assert!(
        admin.buttons().contains(&"✓ оператор".to_owned()),
        "{:?}",
        admin.buttons()
    );
    assert_eq!(held().await, [Role::Operator]);
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    У вас новая роль: *оператор*.
    Панель сотрудника уже в меню.

    [ ☰ Меню ]
    ");
    let commands = renewals(&t, &anna);
    assert_eq!(commands.len(), 1, "{commands:?}");
    assert!(commands[0].contains("\"staff\""), "{commands:?}");
    anna.tap("☰ Меню").await.unwrap();
    anna.tap("🛠 Панель сотрудника").await.unwrap();
    let panel = newest(&anna);

    admin.tap("✓ оператор").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    *Анна*: снять роль «оператор»?

    [ Да ] [ Нет ]
    ");
    admin.tap("Нет").await.unwrap();
    assert_eq!(held().await, [Role::Operator]);
    admin.tap("✓ оператор").await.unwrap();
    admin.tap("Да").await.unwrap();
    assert!(held().await.is_empty());
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().starts_with("Роль «оператор» с вас снята."),
        "{}",
        anna.screen()
    );
    let commands = renewals(&t, &anna);
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(!commands[1].contains("\"staff\""), "{commands:?}");
    // The panel that is still open is closed.
    let answer = anna.tap_on(panel, "👥 Люди").await.unwrap().answer;
    assert_eq!(words(answer), REFUSED);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_no_admins_and_does_not_touch_them_or_owners() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let peer = t.staff("Коллега", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let [owner, peer, anna] = [
        t.row(&owner).await.id,
        t.row(&peer).await.id,
        t.row(&anna).await.id,
    ];
    let before = state(&t).await;
    for role in [Role::Admin, Role::Owner, Role::Manager, Role::Client] {
        for button in [
            StaffCallback::Grant(anna, role),
            StaffCallback::RevokeYes(peer, role),
        ] {
            assert_eq!(words(press(&admin, button).await), REFUSED, "{button:?}");
        }
    }
    let out_of_reach = "Менять доступ и роли этого человека может только владелец.";
    for person in [owner, peer] {
        for button in [
            StaffCallback::Grant(person, Role::Executor),
            StaffCallback::RevokeYes(person, Role::Operator),
            StaffCallback::Unblock(person),
        ] {
            assert_eq!(
                words(press(&admin, button).await),
                out_of_reach,
                "{button:?}"
            );
        }
        press(&admin, StaffCallback::Block(person)).await;
        admin.say("переворот").await;
        assert_eq!(admin.screen(), out_of_reach);
    }
    assert_eq!(state(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_makes_and_unmakes_admins_and_is_not_undone() {
    let (t, owner) = with_owner().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    open_card(&owner, "Анна").await;
    owner.tap("🎭 Роли").await.unwrap();
    owner.tap("＋ администратор").await.unwrap();
    t.settle().await;
    assert!(
        anna.screen().contains("У вас новая роль: *администратор*"),
        "{}",
        anna.screen()
    );
    // An admin can be shut out by an owner only, and unmade.
    press(&owner, StaffCallback::Block(id)).await;
    owner.say("отпуск").await;
    assert!(t.row(&anna).await.blocked_at.is_some());
    press(&owner, StaffCallback::Unblock(id)).await;
    press(&owner, StaffCallback::RevokeYes(id, Role::Admin)).await;
    assert_eq!(user_role::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.settle().await;
    let mine = t.row(&owner).await.id;
    for button in [
        StaffCallback::Grant(mine, Role::Owner),
        StaffCallback::RevokeYes(mine, Role::Owner),
    ] {
        assert_eq!(words(press(&owner, button).await), REFUSED, "{button:?}");
    }
    t.finish().await;
}
