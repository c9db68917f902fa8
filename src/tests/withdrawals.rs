//! Bonuses on their way to a card: asked for, taken back, paid.

use insta::assert_snapshot;
use sea_orm::EntityTrait;
use sputnik::{
    bot::callback::Callback,
    entity::{
        dialogue,
        payout::{self, Purpose, Status},
    },
    features::{
        desk::callbacks::DeskCallback,
        ledger::{self, Account},
        referrals::callbacks::ReferralsCallback,
    },
    kernel::{ids::UserId, money::Currency, permission::Role},
};
use sputnik_sandbox::Person;

use super::{calls::newest, payments::give_bonus, support::TestApp};

const CARD: &str = "2202 2000 0000 0008";

async fn open(person: &Person) {
    person.say("/menu").await;
    person.tap("🎁 Пригласить друзей").await.unwrap();
}

async fn press(person: &Person, button: &impl Callback) -> String {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    let answer = outcome.answer.and_then(|answer| answer.text);
    answer.unwrap_or_default()
}

async fn available(t: &TestApp, user: UserId) -> i64 {
    let account = Account::BonusAvailable(user);
    let owed = ledger::owed(&t.app.db, account, Currency::Rub).await;
    owed.unwrap().minor()
}

async fn payouts(t: &TestApp) -> Vec<payout::Model> {
    payout::Entity::find().all(&t.app.db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bonus_goes_to_a_card_by_taps_and_words() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let user = t.row(&anna).await.id;
    give_bonus(&t, &anna, 150_000).await;
    open(&anna).await;
    anna.tap("💸 Вывести на карту").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    Выведем *1 500 ₽*. Пришлите номер карты: деньги переведём, когда заявку проверит сотрудник. Сообщение с номером сразу уберём из чата.

    [ ‹ Назад ]
    ");
    for (typed, said) in [
        ("моя карта", "не похоже на номер карты"),
        ("2202 2000 0000 0004", "контрольная цифра"),
    ] {
        anna.say(typed).await;
        assert!(anna.screen().contains(said), "{typed}: {}", anna.screen());
    }
    anna.say(CARD).await;
    let screen = anna.screen();
    assert!(
        screen.contains("Запрошена выплата 1\u{a0}500\u{a0}₽ на карту •••• 0008")
            && screen.contains("Доступно: *0\u{a0}₽*"),
        "{screen}"
    );
    let row = payouts(&t).await.pop().unwrap();
    assert_eq!((row.purpose, row.amount_minor), (Purpose::Bonus, 150_000));
    assert_eq!(available(&t, user).await, 0);
    // The number is neither in the chat nor among what is remembered of it.
    let chat = anna.transcript().join("\n");
    let kept = dialogue::Entity::find().all(&t.app.db).await.unwrap();
    assert!(!format!("{chat} {kept:?}").contains("2202"), "{chat}");
    // Second thoughts, and asked for again.
    anna.tap("↩️ Отозвать заявку").await.unwrap();
    assert_eq!(available(&t, user).await, 150_000);
    anna.tap("💸 Вывести на карту").await.unwrap();
    anna.say(CARD).await;
    t.settle().await;
    assert!(admin.screen().contains("•••• 0008"), "{}", admin.screen());
    let id = payouts(&t).await.pop().unwrap().id;
    press(&admin, &DeskCallback::Payout(id)).await;
    admin.tap("✅ Одобрить").await.unwrap();
    admin.tap("Да").await.unwrap();
    admin.tap("🏦 Оплачена, ввести номер").await.unwrap();
    admin.say("ПП-18").await;
    t.settle().await;
    assert!(
        anna.screen()
            .contains("Выплатили 1\u{a0}500\u{a0}₽ на карту •••• 0008"),
        "{}",
        anna.screen()
    );
    let row = payouts(&t).await.pop().unwrap();
    assert_eq!((row.status, row.card_sealed), (Status::Paid, None));
    anna.tap("💰 К балансу").await.unwrap();
    assert!(!anna.screen().contains("Запрошена"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_little_stays_and_what_was_spent_meanwhile_is_not_paid_out() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    give_bonus(&t, &anna, 5_000).await;
    open(&anna).await;
    let screen = anna.screen();
    assert!(screen.contains("Вывести на карту можно от"), "{screen}");
    assert!(!screen.contains("💸"), "{screen}");
    let said = press(&anna, &ReferralsCallback::Withdraw(Currency::Rub)).await;
    assert!(said.contains("меньше, чем можно вывести"), "{said}");
    // Shown as available, and taken back before the number was typed.
    give_bonus(&t, &boris, 200_000).await;
    open(&boris).await;
    boris.tap("💸 Вывести на карту").await.unwrap();
    let phone = boris.clone();
    open(&phone).await;
    press(&phone, &ReferralsCallback::Withdraw(Currency::Rub)).await;
    phone.say(CARD).await;
    assert_eq!(payouts(&t).await.len(), 1);
    press(&boris, &ReferralsCallback::Withdraw(Currency::Rub)).await;
    boris.say(CARD).await;
    assert_eq!(payouts(&t).await.len(), 1);
    // Nobody takes back the request of another.
    let id = payouts(&t).await[0].id;
    let said = press(&anna, &ReferralsCallback::TakeBack(id)).await;
    assert_ne!(said, "");
    assert_eq!(payouts(&t).await[0].status, Status::Asked);
    t.settle().await;
    t.finish().await;
}
