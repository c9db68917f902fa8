//! Updates that come twice, and answers that do not arrive: every effect happens once.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    entity::{
        api_token::{self, Scope},
        consent, failed_update, outbox, user_note,
    },
    features::{staff::state::StaffState, tokens::state::TokensState, users::state::UsersState},
    kernel::permission::Role,
};
use sputnik_sandbox::{Delivery, Fault as Bad, FaultKind, Person};

use super::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_consent_is_written_once_and_shows_where_the_person_is() {
    let mut t = TestApp::start().await;
    // The repeated tap was answered already, and Telegram says so.
    t.expects_faults = true;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    anna.tap("✅ Согласен").await.unwrap();
    let rows = async || consent::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(rows().await, 1);
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("consent.decided").await), (1, 1));
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    // Without the mark it would be written twice.
    t.forget_effect("consent.decide").await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("consent.decided").await), (2, 2));
    t.finish().await;
}

/// An admin who was just asked something about somebody else.
async fn asked(
    t: &TestApp,
    state: impl Fn(sputnik::kernel::ids::UserId) -> StaffState,
) -> (Person, Person, StaffState) {
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let state = state(t.row(&boris).await.id);
    t.await_state(&admin, state).await;
    (admin, boris, state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_block_shuts_out_once() {
    let t = TestApp::start().await;
    let (admin, boris, state) = asked(&t, |user| StaffState::BlockReason { user }).await;
    admin.say("спам").await;
    let news = async || {
        outbox::Entity::find()
            .filter(outbox::Column::Kind.eq("access_changed.1"))
            .count(&t.app.db)
            .await
            .unwrap()
    };
    assert_eq!((t.audited("user.blocked").await, news().await), (1, 1));
    // The process died after its commit: the question is still open.
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((t.audited("user.blocked").await, news().await), (1, 1));
    assert!(
        admin.screen().contains("⛔ Доступ закрыт"),
        "{}",
        admin.screen()
    );
    assert_eq!(t.state(&admin).await, None);
    t.forget_effect("staff.block").await;
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((t.audited("user.blocked").await, news().await), (2, 2));
    t.settle().await;
    assert!(boris.screen().contains("спам"), "{}", boris.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_note_is_written_once() {
    let t = TestApp::start().await;
    let (admin, _, state) = asked(&t, |user| StaffState::Note { user }).await;
    admin.say("звонил дважды").await;
    let rows = async || user_note::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(rows().await, 1);
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("user.note_added").await), (1, 1));
    assert_eq!(
        admin.screen().matches("звонил дважды").count(),
        1,
        "{}",
        admin.screen()
    );
    t.forget_effect("staff.note").await;
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("user.note_added").await), (2, 2));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_name_of_a_token_makes_one_token_whose_words_are_shown() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let state = TokensState::Name { scope: Scope::Read };
    t.await_state(&anna, state).await;
    anna.say("Скрипт").await;
    let rows = async || api_token::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(rows().await.len(), 1);
    t.await_state(&anna, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    let made = rows().await;
    assert_eq!((made.len(), t.audited("token.created").await), (1, 1));
    // The words that are on screen are those that open the door.
    let words = secret_on(&anna.screen());
    assert_eq!(sputnik::kernel::token::hash_token(&words), made[0].hash);
    t.forget_effect("token.create").await;
    t.await_state(&anna, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(
        (rows().await.len(), t.audited("token.created").await),
        (2, 2)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_name_of_a_person_changes_nothing_more() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(&anna, UsersState::FirstName).await;
    anna.say("Аня").await;
    let once = t.row(&anna).await;
    assert_eq!(once.first_name, "Аня");
    t.await_state(&anna, UsersState::FirstName).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(t.row(&anna).await, once);
    assert!(anna.screen().contains("Имя: Аня"), "{}", anna.screen());
    // Once the question is closed, a repeat is words that nobody asked for.
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(t.row(&anna).await, once);
    assert!(anna.screen().contains("не ждал"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_whose_answer_was_lost_is_shown_at_the_next_try() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(
        &anna,
        TokensState::Name {
            scope: Scope::Write,
        },
    )
    .await;
    t.sandbox.faults().add(lost("sendMessage", &anna));
    assert_eq!(anna.say("Скрипт").await, Delivery::Refused(503));
    assert_eq!(
        api_token::Entity::find().count(&t.app.db).await.unwrap(),
        1,
        "the effect came first"
    );
    t.retry().await;
    let made = api_token::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!((made.len(), t.audited("token.created").await), (1, 1));
    assert_eq!(
        sputnik::kernel::token::hash_token(&secret_on(&anna.screen())),
        made[0].hash
    );
    assert_eq!(t.state(&anna).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_whose_answer_was_lost_is_not_taken_for_idle_talk() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for (lost_call, name) in [("sendMessage", "Аня"), ("sendMessage", "Анюта")] {
        t.await_state(&anna, UsersState::FirstName).await;
        t.sandbox.faults().add(lost(lost_call, &anna));
        assert_eq!(anna.say(name).await, Delivery::Refused(503));
        t.retry().await;
        assert_eq!(t.row(&anna).await.first_name, name);
        assert!(
            anna.screen().contains(&format!("Имя: {name}")),
            "{}",
            anna.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_whose_answer_was_lost_goes_on_at_the_next_try() {
    let mut t = TestApp::start().await;
    // The tap may have been answered in the first try already.
    t.expects_faults = true;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    t.sandbox.faults().add(lost("editMessageText", &anna));
    let outcome = anna.tap("✅ Согласен").await.unwrap();
    assert_eq!(outcome.delivery, Delivery::Refused(503));
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
    t.retry().await;
    assert_eq!(consent::Entity::find().count(&t.app.db).await.unwrap(), 1);
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancel_whose_answer_was_lost_says_the_same_again() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(&anna, UsersState::FirstName).await;
    t.sandbox.faults().add(lost("sendMessage", &anna));
    assert_eq!(anna.say("/cancel").await, Delivery::Refused(503));
    t.retry().await;
    assert!(anna.screen().contains("отменили"), "{}", anna.screen());
    assert_eq!(t.state(&anna).await, None);
    t.finish().await;
}

/// One call of a method that comes to nothing.
fn lost(method: &str, person: &Person) -> Bad {
    Bad::new(FaultKind::Reset)
        .method(method)
        .chat(person.id())
        .times(1)
}

/// What stands between the marks of code.
fn secret_on(screen: &str) -> String {
    screen
        .split('`')
        .nth(1)
        .unwrap_or_else(|| panic!("no token in {screen}"))
        .to_owned()
}
