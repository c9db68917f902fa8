//! Which answers of the FAQ help: the page for those who write them.

use insta::assert_snapshot;
use sputnik::{
    features::{
        staff::{answers::Order, callbacks::StaffCallback},
        support::votes,
    },
    kernel::permission::Role,
};

use super::{REFUSED, press, words};
use crate::{calls::crowd, support::TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn staff_sees_what_helps_and_what_does_not() {
    let t = TestApp::start().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    operator.say("/staff").await;
    operator.tap("👍 Что помогает").await.unwrap();
    assert_snapshot!(operator.screen(), @r"
    *Вопросы и ответы: что помогает*

    Пока никто не сказал, помог ли ответ.

    [ ‹ Назад ]
    ");
    let people = crowd(&t, 6).await;
    for (entry, helped, not) in [
        ("refunds.how-to-refund", 1, 5),
        ("payments.how-to-pay", 4, 1),
        ("tours.cancel-booking", 1, 0),
        // Of an answer that a release took away.
        ("tours.forgotten", 0, 6),
    ] {
        for (number, person) in people.iter().take(helped + not).enumerate() {
            votes::vote(&t.app, person.id, entry.to_owned(), number < helped)
                .await
                .unwrap();
        }
    }
    operator.say("/staff").await;
    operator.tap("👍 Что помогает").await.unwrap();
    assert_snapshot!(operator.screen(), @r"
    *Вопросы и ответы: что помогает*

    Оценок: 12, «помогло»: 50 %.
    Ответов без оценок: 24.

    Сначала те, что помогают хуже. Нажмите на номер, чтобы прочитать ответ.

    1. ↩️ Как вернуть деньги?
    👍 1 · 👎 5

    2. 🏔 Как отменить бронь тура?
    👍 1 · 👎 0

    3. 💳 Как и когда платить?
    👍 4 · 👎 1

    [ 1 ] [ 2 ] [ 3 ]
    [ ⇅ Сначала удачные ]
    [ ‹ Назад ]
    ");
    operator.tap("⇅ Сначала удачные").await.unwrap();
    assert!(
        operator
            .screen()
            .contains("1. 💳 Как и когда платить?\n👍 4 · 👎 1"),
        "{}",
        operator.screen()
    );
    operator.tap("3").await.unwrap();
    assert!(
        operator.screen().starts_with("*Как вернуть деньги?*"),
        "{}",
        operator.screen()
    );
    // Whoever has no such right gets no numbers.
    let client = t.staff("Борис", "ru", Role::Executor).await;
    client.say("/menu").await;
    let page = StaffCallback::Answers(Order::WorstFirst, 0);
    assert_eq!(words(press(&client, page).await), REFUSED);
    t.finish().await;
}
