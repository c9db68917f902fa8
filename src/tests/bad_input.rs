//! Whatever comes in: mutated buttons, forgotten states, odd words, odd names, odd places.

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
        State,
        circle::{callbacks::CircleCallback, service as circle},
        menu::MenuCallback,
        staff::{callbacks::StaffCallback, state::StaffState},
        support::{callbacks::SupportCallback, state::SupportState},
        tokens::{callbacks::TokensCallback, service as tokens, state::TokensState},
        users::{callbacks::UsersCallback, state::UsersState},
    },
    kernel::{
        actor::Actor,
        ids::{FriendshipId, TgId, TokenId, UserId},
        permission::Role,
    },
};
use sputnik_sandbox::{Delivery, NewPerson, Person};

use super::{
    accounts::png,
    support::{
        TestApp,
        updates::{message, message_from, next_update_id, press, tap_any},
    },
};

const STALE: &str = "Эта кнопка устарела. Вот свежее меню.";

// Buttons.

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

// States.

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_cannot_be_read_is_confessed_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let huge = format!("\"{}\"", "x".repeat(100_000));
    let deep = "[".repeat(5_000);
    let states = [
        "",
        "{",
        "null",
        "7",
        "\"first_name\"",
        "{}",
        "[]",
        r#"{"orders": {"step": 3}}"#,
        r#"{"users": "shoe_size"}"#,
        r#"{"users": {"first_name": 1}}"#,
        r#"{"staff": {"note": {}}}"#,
        r#"{"staff": {"note": {"user": "x"}}}"#,
        r#"{"users": "first_name", "staff": "find"}"#,
        &huge,
        &deep,
    ];
    for state in states {
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        assert_eq!(anna.say("Экономика").await, Delivery::Done);
        let said = anna.screen();
        assert!(
            said.contains("Бот забыл, о чём спрашивал"),
            "{state:.40}: {said}"
        );
        assert!(said.contains("чем помочь"), "{state:.40}: {said}");
        anna.say("Экономика").await;
        assert!(
            anna.screen().contains("не ждал от вас текста"),
            "{state:.40}: {}",
            anna.screen()
        );
    }
    // A tap and a command need no state to be read.
    for state in ["{", r#"{"orders": 1}"#] {
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        press(&anna, &UsersCallback::Profile).await;
        assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
        t.app
            .states
            .set(TgId(anna.id()), state.to_owned())
            .await
            .unwrap();
        anna.say("/circle").await;
        assert!(anna.screen().contains("*Круг*"), "{}", anna.screen());
        assert_eq!(t.state(&anna).await, None);
    }
    t.finish().await;
}

/// Every input that can be awaited; the compiler asks for the new ones.
fn all_states(user: UserId) -> Vec<State> {
    let known = |state: &State| match state {
        State::Users(
            UsersState::FirstName
            | UsersState::LastName
            | UsersState::Sphere
            | UsersState::Specialisation
            | UsersState::Interests
            | UsersState::Zone
            | UsersState::Avatar,
        )
        | State::Tokens(TokensState::Name { .. })
        | State::Support(SupportState::Search)
        | State::Staff(
            StaffState::Find | StaffState::BlockReason { .. } | StaffState::Note { .. },
        ) => true,
    };
    let states: Vec<State> = vec![
        UsersState::FirstName.into(),
        UsersState::LastName.into(),
        UsersState::Sphere.into(),
        UsersState::Specialisation.into(),
        UsersState::Interests.into(),
        UsersState::Zone.into(),
        UsersState::Avatar.into(),
        TokensState::Name { scope: Scope::Read }.into(),
        SupportState::Search.into(),
        StaffState::Find.into(),
        StaffState::BlockReason { user }.into(),
        StaffState::Note { user }.into(),
    ];
    assert!(states.iter().all(known));
    states
}

#[tokio::test(flavor = "multi_thread")]
async fn files_in_place_of_words_are_asked_again_in_every_question() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let (me, him) = (t.row(&admin).await, t.row(&boris).await);
    for state in all_states(him.id) {
        for kind in 0..8 {
            if kind == 0 && state == State::Users(UsersState::Avatar) {
                continue;
            }
            if kind == 6 && state == State::Users(UsersState::Zone) {
                continue;
            }
            t.await_state(&admin, state.clone()).await;
            let before = admin.messages().len();
            send(&admin, kind).await;
            let said = admin.screen();
            assert_eq!(
                admin.messages().len(),
                before + 2,
                "{state:?}, {kind}: {said}"
            );
            let asks_again = ["Здесь нуж", "Здесь пусто", "Напишите", "фото"];
            assert!(
                asks_again.iter().any(|words| said.contains(words)),
                "{state:?}, {kind}: {said}"
            );
            assert!(
                t.state(&admin).await.is_some(),
                "{state:?}, {kind}: the question is closed"
            );
        }
    }
    assert_eq!((t.row(&admin).await, t.row(&boris).await), (me, him));
    assert_eq!(t.audited("token.created").await, 0);
    t.finish().await;
}

/// Something that is no words.
async fn send(person: &Person, kind: u8) {
    let delivery = match kind {
        0 => person.send_photo(png(), Some("подпись")).await,
        1 => {
            person
                .send_document("a.pdf", "application/pdf", b"%PDF-1.4".to_vec(), None)
                .await
        }
        2 => person.send_voice(vec![1, 2, 3]).await,
        3 => person.send_video(vec![1, 2, 3]).await,
        4 => person.send_audio(vec![1, 2, 3]).await,
        5 => person.send_sticker().await,
        6 => person.send_location(41.3, 69.2).await,
        _ => person.send_contact("+998901234567").await,
    };
    assert_eq!(delivery, Delivery::Done, "{kind}");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_any_length_and_kind_are_answered_in_every_question() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let him = t.row(&boris).await;
    let texts = [
        "я".repeat(5_000),
        "🚀".repeat(3_000),
        "<".repeat(4_096),
        "&amp;<b>".to_owned(),
        " \n\t ".to_owned(),
        "\u{202e}\u{200b}\u{feff}".to_owned(),
        "مرحبا \u{202e}abc".to_owned(),
        "%_\\'\"".to_owned(),
        "a\u{0}b".to_owned(),
        "e\u{301}\u{301}\u{301}".repeat(50),
    ];
    for state in all_states(him.id) {
        for text in &texts {
            t.await_state(&admin, state.clone()).await;
            let before = admin.messages().len();
            t.push(&message(&admin, &json!({"text": text}))).await;
            assert!(
                admin.messages().len() > before,
                "{state:?}: no answer to {text:.20}"
            );
            assert!(
                !admin.screen().contains("сломалось у нас"),
                "{state:?}, {text:.20}: {}",
                admin.screen()
            );
        }
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_of_any_length_are_answered() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for text in [
        format!("/start {}", "a".repeat(4_000)),
        format!("/{}", "я".repeat(4_000)),
        "/".to_owned(),
        "/ /menu".to_owned(),
        "/start friend_".to_owned(),
        "/start friend_\u{0}".to_owned(),
        "/start friend_%".to_owned(),
        "/menu@someone_else".to_owned(),
        "/@".to_owned(),
    ] {
        let before = anna.messages().len();
        t.push(&message(&anna, &json!({"text": text}))).await;
        assert!(anna.messages().len() > before, "no answer to {text:.20}");
        assert!(
            !anna.screen().contains("сломалось у нас"),
            "{text:.20}: {}",
            anna.screen()
        );
    }
    t.finish().await;
}

// Names.

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
            .contains(&format!("Telegram: {}, не указано", anna.id())),
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
        shows(&admin, &format!("Telegram: {id},"), "the card");
        t.await_state(&admin, StaffState::Find).await;
        admin.say(&id.to_string()).await;
        shows(&admin, "Анна", "what was found");
    }
    t.finish().await;
}

// Places that are not a private chat with a person.

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
