//! Personal links: whose they are and where they lead.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sputnik::{
    bot::callback::Callback,
    features::circle::callbacks::CircleCallback,
    features::users::people::{self, Visitor},
    kernel::ids::TgId,
};

use super::pairs;
use crate::{
    calls::{call, link_of, newest, payload, shut_out},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_link_shows_the_circle() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let link = link_of(&anna).await;
    anna.start(Some(&link)).await;
    assert!(anna.screen().starts_with("*Круг*"), "{}", anna.screen());
    // By a forged button as well.
    let ask = CircleCallback::Ask(link.strip_prefix("friend_").unwrap().to_owned());
    let outcome = anna.tap_data(newest(&anna), &ask.encode()).await;
    assert_eq!(
        outcome.answer.unwrap().text.as_deref(),
        Some("Это ваша собственная ссылка. Отправьте её другу.")
    );
    assert!(pairs(&t).await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_link_says_so() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for payload in ["friend_AAAAAAAAAAAAAAAAAAAAAA", "friend_", "friend_x"] {
        anna.start(Some(payload)).await;
        assert!(
            anna.screen().contains("Эта ссылка больше не работает"),
            "{payload}: {}",
            anna.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_link_replaces_the_old_one() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let old = link_of(&anna).await;
    boris.start(Some(&old)).await;
    let invitation = newest(&boris);
    anna.tap("🔄 Новая ссылка").await.unwrap();
    let new = payload(&anna);
    assert_ne!(old, new);
    boris.start(Some(&old)).await;
    assert!(
        boris.screen().contains("больше не работает"),
        "{}",
        boris.screen()
    );
    // An invitation that is open already leads nowhere as well.
    let outcome = boris.tap_on(invitation, "🤝 Дружить").await.unwrap();
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("больше не работает")
    );
    assert!(pairs(&t).await.is_empty());
    boris.start(Some(&new)).await;
    assert!(
        boris.screen().contains("*Анна* приглашает"),
        "{}",
        boris.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_lands_at_the_invitation_after_language_and_consent() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let hans = t.stranger("Hans", "de").await;
    let link = link_of(&anna).await;
    hans.start(Some(&link)).await;
    assert!(
        hans.screen().contains("Choose a language"),
        "{}",
        hans.screen()
    );
    assert_eq!(
        t.row(&hans).await.pending_payload.as_deref(),
        Some(link.as_str())
    );
    hans.tap("English").await.unwrap();
    assert!(
        hans.screen().contains("document 1 of 2"),
        "{}",
        hans.screen()
    );
    // Without consent there is no way round.
    let ask = CircleCallback::Ask(link.strip_prefix("friend_").unwrap().to_owned());
    hans.tap_data(newest(&hans), &ask.encode()).await;
    assert!(pairs(&t).await.is_empty());
    // A restart of the story in between does not lose the way.
    hans.start(None).await;
    hans.tap("✅ I agree").await.unwrap();
    hans.tap("✅ I agree").await.unwrap();
    assert_snapshot!(hans.screen(), @r"
    *Анна* invites you to their circle. Friends see each other's names and can share routes and tours.

    [ 🤝 Connect ]
    [ Not now ]
    ");
    hans.tap("🤝 Connect").await.unwrap();
    t.settle().await;
    assert!(
        anna.screen().contains("*Hans* хочет войти в ваш круг"),
        "{}",
        anna.screen()
    );
    let row = t.row(&hans).await;
    assert_eq!(row.pending_payload, None);
    assert_eq!(row.start_payload.as_deref(), Some(link.as_str()));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_of_somebody_shut_out_leads_nowhere() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let link = link_of(&anna).await;
    boris.start(Some(&link)).await;
    let invitation = newest(&boris);
    shut_out(&t, &anna, "спам").await;
    boris.start(Some(&link)).await;
    assert!(
        boris.screen().contains("больше не работает"),
        "{}",
        boris.screen()
    );
    boris.tap_on(invitation, "🤝 Дружить").await.unwrap();
    assert!(pairs(&t).await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_link_that_somebody_came_by_first_is_remembered() {
    let t = TestApp::start().await;
    let came_by = async |person: &sputnik_sandbox::Person| t.row(person).await.start_payload;
    // By a link, then by another one.
    let anna = t.stranger("Анна", "ru").await;
    anna.start(Some("ref_first")).await;
    anna.start(Some("ref_second")).await;
    assert_eq!(came_by(&anna).await.as_deref(), Some("ref_first"));
    // By themselves, later by a link.
    let boris = t.person("Борис", "ru").await;
    boris.start(Some("ref_late")).await;
    assert_eq!(came_by(&boris).await, None);
    // By a word first: the link came too late as well.
    let clara = t.stranger("Clara", "en").await;
    clara.say("hello").await;
    clara.start(Some("ref_late")).await;
    assert_eq!(came_by(&clara).await, None);
    // By a link into the Mini App.
    let diana = t.stranger("Диана", "ru").await;
    let auth = format!("tma {}", diana.init_data(Some("ref_app")));
    assert_eq!(call(&t, &auth, "GET", "/users/profile").await.status, 200);
    diana.start(Some("ref_late")).await;
    assert_eq!(came_by(&diana).await.as_deref(), Some("ref_app"));
    // A role that was given before they came is no visit.
    let eva = t.stranger("Ева", "ru").await;
    let number = Visitor {
        telegram_id: TgId(eva.id()),
        first_name: eva.id().to_string(),
        last_name: None,
        username: None,
        language: None,
        payload: None,
    };
    people::welcome(&t.app, &number).await.unwrap();
    t.advance(TimeDelta::hours(2));
    eva.start(Some("ref_first")).await;
    assert_eq!(came_by(&eva).await.as_deref(), Some("ref_first"));
    t.finish().await;
}
