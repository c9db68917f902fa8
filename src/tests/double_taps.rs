//! Every button that does something is tapped twice at once: it is done once, and nothing is told twice.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;
use sputnik::{
    bot::callback::Callback,
    entity::{audit_record, ledger_transaction, order::Status, payout, refund},
    features::{
        desk::callbacks::DeskCallback,
        executors::callbacks::ExecutorsCallback,
        study::{
            callbacks::StudyCallback,
            disputes,
            quotes::{self, Terms},
        },
    },
    kernel::permission::Role,
};
use sputnik_sandbox::Person;

use super::{
    calls::newest,
    orders::{acting, begun, executor, on_board, order_row, pay, sent},
    support::TestApp,
};

/// As [`tapped_twice`], a button that stands on some older message.
async fn twice(t: &TestApp, who: &Person, button: &impl Callback, deed: &str, facts: u64) {
    who.say("/menu").await;
    tapped_twice(t, who, &button.encode(), deed, facts).await;
}

/// As [`tapped_twice`], a button that is shown.
async fn shown_twice(t: &TestApp, who: &Person, label: &str, deed: &str, facts: u64) {
    let message = who.last_message().unwrap();
    let rows = message["reply_markup"]["inline_keyboard"].as_array();
    let buttons = rows.into_iter().flatten().filter_map(Value::as_array);
    let data = buttons
        .flatten()
        .find(|button| button["text"] == label)
        .and_then(|button| button["callback_data"].as_str())
        .unwrap_or_else(|| panic!("no {label} on {}", who.screen()))
        .to_owned();
    tapped_twice(t, who, &data, deed, facts).await;
}

/// Taps twice at once; the deed is written down once, and the ledger grows by so many facts.
async fn tapped_twice(t: &TestApp, who: &Person, data: &str, deed: &str, facts: u64) {
    let count = async || {
        let log = audit_record::Entity::find().all(&t.app.db).await.unwrap();
        let done = log.iter().filter(|record| record.action == deed).count();
        let booked = ledger_transaction::Entity::find().count(&t.app.db).await;
        (done, booked.unwrap())
    };
    let before = count().await;
    let message = newest(who);
    tokio::join!(who.tap_data(message, data), who.tap_data(message, data));
    assert_eq!(
        count().await,
        (before.0 + 1, before.1 + facts),
        "{deed}: {}",
        who.screen()
    );
}

/// The news of a kind that a person got.
fn told(person: &Person, words: &str) -> usize {
    let story = person.transcript();
    story.iter().filter(|line| line.contains(words)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_price_to_the_payout_everything_is_done_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let user = t.row(&boris).await.id;
    let id = sent(&t, &anna, "review").await;
    t.settle().await;
    admin.say("/staff").await;
    let quote = DeskCallback::QuoteBare(id, 100_000, 3).encode();
    admin.tap_data(newest(&admin), &quote).await;
    shown_twice(&t, &admin, "✅ Отправить", "order.quoted", 0).await;
    t.settle().await;
    assert_eq!(
        told(&anna, "цена 1\u{a0}000\u{a0}₽"),
        1,
        "{:#?}",
        anna.transcript()
    );
    let take = StudyCallback::AcceptQuote(id, 100_000);
    twice(&t, &anna, &take, "order.quote_accepted", 0).await;
    pay(&t, id).await;
    t.settle().await;
    let assign = DeskCallback::AssignYes(id, user);
    twice(&t, &admin, &assign, "order.assigned", 0).await;
    t.settle().await;
    assert_eq!(told(&boris, "Вам назначен заказ"), 1);
    let start = ExecutorsCallback::Start(id);
    twice(&t, &boris, &start, "order.started", 0).await;
    t.settle().await;
    assert_eq!(told(&anna, "исполнитель начал"), 1);
    boris
        .tap_data(newest(&boris), &ExecutorsCallback::Deliver(id).encode())
        .await;
    boris
        .send_document("work.pdf", "application/pdf", b"work".to_vec(), None)
        .await;
    let deliver = ExecutorsCallback::DeliverBare(id);
    twice(&t, &boris, &deliver, "order.delivered", 0).await;
    t.settle().await;
    assert_eq!(told(&anna, "работа готова"), 1);
    let accept = StudyCallback::AcceptYes(id);
    twice(&t, &anna, &accept, "order.accepted", 1).await;
    t.settle().await;
    assert_eq!(told(&boris, "Ваша доля уже на балансе"), 1);
    boris
        .tap_data(newest(&boris), &ExecutorsCallback::Card.encode())
        .await;
    boris.say("2202 2000 0000 0008").await;
    let ask = ExecutorsCallback::PayoutYes;
    twice(&t, &boris, &ask, "payout.asked", 1).await;
    let payouts = payout::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(payouts.len(), 1);
    let approve = DeskCallback::PayoutYes(payouts[0].id);
    twice(&t, &admin, &approve, "payout.approved", 0).await;
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_given_back_and_called_off_is_so_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let worker = acting(t.row(&boris).await.id);
    let id = on_board(&t, &anna).await;
    twice(&t, &boris, &ExecutorsCallback::Take(id), "order.taken", 0).await;
    let back = DeskCallback::TakeAwayYes(id);
    twice(&t, &admin, &back, "order.taken_away", 0).await;
    t.settle().await;
    assert_eq!(told(&boris, "больше не у вас"), 1);
    let off = StudyCallback::CancelYes(id);
    twice(&t, &anna, &off, "order.cancelled", 1).await;
    assert_eq!(order_row(&t, id).await.status, Status::Refunded);
    let refunds = refund::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(refunds, 1);
    let id = sent(&t, &anna, "translation").await;
    let offer = async || {
        let terms = Terms {
            price_minor: 200_000,
            days: 3,
            note: None,
        };
        quotes::offer(&t.app, worker, id, terms).await.unwrap().0
    };
    offer().await;
    let back = ExecutorsCallback::Withdraw(id);
    twice(&t, &boris, &back, "order.offer_withdrawn", 0).await;
    let offer = offer().await;
    let choose = StudyCallback::Choose(offer.id, 200_000);
    twice(&t, &anna, &choose, "order.offer_chosen", 0).await;
    assert_eq!(order_row(&t, id).await.status, Status::AwaitingPayment);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_decided_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let id = begun(&t, &anna, &boris).await;
    let client = acting(t.row(&anna).await.id);
    disputes::dispute(&t.app, client, id, "Половины нет".to_owned())
        .await
        .unwrap();
    t.settle().await;
    admin.say("/staff").await;
    let split = DeskCallback::Split(id, 5_000).encode();
    admin.tap_data(newest(&admin), &split).await;
    admin.tap("Решить так").await.unwrap();
    admin.say("Сделана половина").await;
    // The split of what stays, and the promise of what goes back.
    let label = "⚖️ Подтвердить решение";
    shown_twice(&t, &admin, label, "order.decided", 2).await;
    let row = order_row(&t, id).await;
    assert_eq!(
        (row.status, row.refunded_minor),
        (Status::Completed, 75_000)
    );
    t.settle().await;
    assert_eq!(told(&boris, "команда вынесла решение"), 1);
    assert_eq!(told(&anna, "мы приняли решение"), 1);
    t.finish().await;
}
