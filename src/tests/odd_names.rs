//! Names and ids of any kind, wherever they are shown.

use sea_orm::EntityTrait;
use sputnik::{
    entity::api_token::{self, Scope},
    features::{
        circle::service as circle,
        staff::{callbacks::StaffCallback, state::StaffState},
        tokens::{callbacks::TokensCallback, state::TokensState},
    },
    kernel::{ids::TgId, permission::Role},
};
use sputnik_sandbox::{NewPerson, Person};

use super::support::{TestApp, updates::press};

#[tokio::test(flavor = "multi_thread")]
async fn any_name_is_shown_as_it_is_wherever_it_is_shown() {
    let names = [
        ("<b>Аня</b>", "</i><a href=\"x\">&amp;"),
        ("Аня 🚀👩‍👩‍👧", "🇺🇿"),
        ("\u{202e}مريم", "بنت"),
        ("*_`[x](y)", "\\ { $name }"),
    ];
    for (first, last) in names {
        let t = TestApp::start().await;
        let admin = t.staff("Ирина", "ru", Role::Admin).await;
        let anna = t
            .sandbox
            .person(
                NewPerson::named(first)
                    .last_name(last)
                    .lang("ru")
                    .username("anna_k"),
            )
            .await;
        anna.start(None).await;
        assert!(
            anna.transcript()[1].contains(first),
            "{}",
            anna.transcript()[1]
        );
        anna.tap("✅ Согласен").await.unwrap();
        anna.tap("✅ Согласен").await.unwrap();
        shows(&anna, first, "the menu");
        anna.tap("👤 Профиль").await.unwrap();
        shows(&anna, first, "the profile");
        shows(&anna, last, "the profile");
        let full = format!("{first} {last}");
        // The circle: invitation, answer, request, friend, the question before the end.
        let boris = t.person("Борис", "ru").await;
        let link = circle::link(&t.app, t.row(&anna).await.id).await.unwrap();
        boris.start(Some(&format!("friend_{link}"))).await;
        shows(&boris, &full, "the invitation");
        boris.tap("🤝 Дружить").await.unwrap();
        shows(&boris, &full, "the request that was sent");
        t.settle().await;
        anna.tap("✅ Принять").await.unwrap();
        t.settle().await;
        shows(&boris, &full, "the news of the agreement");
        boris.say("/circle").await;
        shows(&boris, &full, "the circle");
        boris.tap(&format!("👤 {full}")).await.unwrap();
        shows(&boris, &full, "the friend");
        boris.tap("🗑 Убрать из круга").await.unwrap();
        shows(&boris, &full, "the question");
        // The other way round: the request that the owner of the odd name makes.
        boris.tap("Да").await.unwrap();
        let link = circle::link(&t.app, t.row(&boris).await.id).await.unwrap();
        anna.start(Some(&format!("friend_{link}"))).await;
        anna.tap("🤝 Дружить").await.unwrap();
        t.settle().await;
        shows(&boris, &full, "the request");
        // Staff.
        let id = t.row(&anna).await.id;
        press(&admin, &StaffCallback::People(0)).await;
        shows(&admin, &full, "the list");
        for (page, callback) in [
            ("the card", StaffCallback::Card(id)),
            ("the roles", StaffCallback::Roles(id)),
            ("the notes", StaffCallback::Notes(id)),
            (
                "the question about a role",
                StaffCallback::Revoke(id, Role::Operator),
            ),
        ] {
            press(&admin, &callback).await;
            shows(&admin, &full, page);
        }
        t.await_state(&admin, StaffState::Find).await;
        admin.say(first).await;
        shows(&admin, &full, "what was found");
        shows(
            &admin,
            &format!("«{first}»"),
            "the words that were looked for",
        );
        // Words of staff about the person come back as they are, too.
        t.await_state(&admin, StaffState::Note { user: id }).await;
        admin.say(last).await;
        shows(&admin, last, "the note");
        t.await_state(&admin, StaffState::BlockReason { user: id })
            .await;
        admin.say(&full).await;
        assert!(
            admin.screen().contains(&format!("Причина: {full}")),
            "{}",
            admin.screen()
        );
        t.settle().await;
        assert!(
            anna.screen().contains(&format!("Причина: {full}")),
            "{}",
            anna.screen()
        );
        t.finish().await;
    }
}

fn shows(person: &Person, words: &str, what: &str) {
    assert!(
        person.screen().contains(words),
        "{what} does not show {words:?}:\n{}",
        person.screen()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_token_is_shown_as_it_is() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let name = "<code>&\"🔑\" </b>";
    t.await_state(&anna, TokensState::Name { scope: Scope::Read })
        .await;
    anna.say(name).await;
    shows(&anna, name, "the new token");
    press(&anna, &TokensCallback::List).await;
    shows(&anna, name, "the list");
    let id = api_token::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
        .id;
    press(&anna, &TokensCallback::Show(id)).await;
    shows(&anna, name, "the card");
    press(&anna, &TokensCallback::Revoke(id)).await;
    shows(&anna, name, "the question");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_without_last_name_and_username_is_complete() {
    let t = TestApp::start().await;
    let anna = t.person("Ы", "ru").await;
    anna.say("/profile").await;
    assert!(
        anna.screen()
            .contains("Фамилия: не указано\nTelegram: не указано"),
        "{}",
        anna.screen()
    );
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    press(&admin, &StaffCallback::Card(t.row(&anna).await.id)).await;
    assert!(admin.screen().starts_with("*Ы* · №"), "{}", admin.screen());
    assert!(
        admin
            .screen()
            .contains(&format!("Telegram: {}\n", anna.id())),
        "{}",
        admin.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_up_to_52_bits_are_kept_whole() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    for id in [1, (1 << 31) - 1, 1 << 31, (1 << 32) + 7, (1_i64 << 52) - 1] {
        let anna = t
            .sandbox
            .person(NewPerson::named("Анна").lang("ru").id(id))
            .await;
        t.welcome(&anna).await;
        let row = t.row(&anna).await;
        assert_eq!(row.telegram_id, Some(TgId(id)));
        anna.tap("👤 Профиль").await.unwrap();
        assert!(anna.screen().contains("*Профиль*"), "{id}");
        press(&admin, &StaffCallback::Card(row.id)).await;
        shows(&admin, &format!("Telegram: {id}\n"), "the card");
        t.await_state(&admin, StaffState::Find).await;
        admin.say(&id.to_string()).await;
        shows(&admin, "Анна", "what was found");
    }
    t.finish().await;
}
