//! Two people do what excludes each other at the same moment: one legal state is left, with the money
//! right. Each invariant has a control, in which the write goes past its guard and is noticed.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use sputnik::{
    db,
    entity::{
        ledger_transaction,
        order::{self, Status},
        order_offer, payment,
        payout::Purpose,
        refund,
    },
    features::{
        ledger::{self, Account, Fact, Line, facts},
        payments::{
            payouts::{self, Asked},
            refunds, service,
        },
        study::{
            disputes,
            jobs::Deadlines,
            quotes::{self, Terms},
            work,
        },
    },
    kernel::{
        card::CardNumber,
        ids::OrderId,
        money::{Currency, Money},
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::Person;

use super::{
    orders::{acting, begun, executor, order_row, owner, sent},
    payments,
    support::TestApp,
};

/// How often each pair meets.
const ROUNDS: usize = 6;

/// An order that was delivered, with rounds of changes left.
async fn delivered(t: &TestApp, anna: &Person, boris: &Person) -> OrderId {
    let id = begun(t, anna, boris).await;
    let worker = acting(t.row(boris).await.id);
    let note = Some("Готово".to_owned());
    work::deliver(&t.app, worker, id, note, Vec::new())
        .await
        .unwrap();
    set(t, id, order::Column::RevisionsLeft, 1).await;
    id
}

/// A write that asks nobody.
async fn set(t: &TestApp, id: OrderId, column: order::Column, value: impl Into<Expr>) {
    order::Entity::update_many()
        .col_expr(column, value.into())
        .filter(order::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
}

/// The price is shared when the order is completed, and only then.
async fn is_shared_as_it_stands(t: &TestApp, id: OrderId) -> bool {
    let shared = ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Fact.eq(format!("order.completed:{id}")))
        .count(&t.app.db)
        .await
        .unwrap();
    (order_row(t, id).await.status == Status::Completed) == (shared == 1)
}

async fn is_clean(t: &TestApp) -> bool {
    ledger::reads::audit(&t.app.db).await.unwrap().is_clean()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acceptance_and_a_dispute_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let client = acting(t.row(&anna).await.id);
    for round in 0..ROUNDS {
        // A disputed order stays in hand, so nobody has more than one.
        let boris = executor(&t, &format!("Борис {round}"), "ru").await;
        let worker = acting(t.row(&boris).await.id);
        let id = delivered(&t, &anna, &boris).await;
        let reason = "Заказчик молчит".to_owned();
        let (accepted, disputed) = tokio::join!(
            work::accept(&t.app, client, id),
            disputes::dispute(&t.app, worker, id, reason)
        );
        let expected = match (accepted.is_ok(), disputed.is_ok()) {
            (true, false) => Status::Completed,
            (false, true) => Status::Disputed,
            both => panic!("{both:?}"),
        };
        assert_eq!(order_row(&t, id).await.status, expected);
        assert!(is_shared_as_it_stands(&t, id).await);
        t.settle().await;
    }
    assert!(is_clean(&t).await);
    // The control: a dispute that does not look at what the order has become.
    let boris = executor(&t, "Борис", "ru").await;
    let id = delivered(&t, &anna, &boris).await;
    work::accept(&t.app, client, id).await.unwrap();
    set(&t, id, order::Column::Status, Status::Disputed.word()).await;
    assert!(!is_shared_as_it_stands(&t, id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_that_accepts_and_a_wish_for_changes_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let client = acting(t.row(&anna).await.id);
    for round in 0..ROUNDS {
        let boris = executor(&t, &format!("Борис {round}"), "ru").await;
        let id = delivered(&t, &anna, &boris).await;
        t.settle().await;
        t.advance(TimeDelta::days(14));
        let wish = work::request_changes(&t.app, client, id, "Нет выводов".to_owned());
        let (accepted, changes) = tokio::join!(t.run(&Deadlines), wish);
        let expected = match (accepted, changes.is_ok()) {
            (1, false) => Status::Completed,
            (0, true) => Status::ChangesRequested,
            both => panic!("{both:?}"),
        };
        assert_eq!(order_row(&t, id).await.status, expected);
        assert!(is_shared_as_it_stands(&t, id).await);
    }
    assert!(is_clean(&t).await);
    t.settle().await;
    t.finish().await;
}

/// Whoever is named in the order is the one whose offer was chosen.
async fn is_chosen_as_it_stands(t: &TestApp, id: OrderId) -> bool {
    let chosen = order_offer::Entity::find()
        .filter(order_offer::Column::OrderId.eq(id))
        .filter(order_offer::Column::Status.eq(order_offer::Status::Chosen))
        .one(&t.app.db)
        .await
        .unwrap();
    order_row(t, id).await.executor_id == chosen.map(|offer| offer.executor_id)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_chosen_and_taken_back_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let (client, worker) = (
        acting(t.row(&anna).await.id),
        acting(t.row(&boris).await.id),
    );
    let offered = async || {
        let id = sent(&t, &anna, "translation").await;
        let terms = Terms {
            price_minor: 200_000,
            days: 3,
            note: None,
        };
        let (offer, _) = quotes::offer(&t.app, worker, id, terms).await.unwrap();
        (id, offer.id)
    };
    for _ in 0..ROUNDS {
        let (id, offer) = offered().await;
        let (chosen, taken_back) = tokio::join!(
            quotes::choose_offer(&t.app, client, offer, 200_000),
            quotes::withdraw_offer(&t.app, worker, id)
        );
        let expected = match (chosen.is_ok(), taken_back.is_ok()) {
            (true, false) => Status::AwaitingPayment,
            (false, true) => Status::Submitted,
            both => panic!("{both:?}"),
        };
        assert_eq!(order_row(&t, id).await.status, expected);
        assert!(is_chosen_as_it_stands(&t, id).await);
        // Nobody may have too many open ones.
        set(&t, id, order::Column::Status, Status::Cancelled.word()).await;
    }
    // The control: taken back whatever has become of it.
    let (id, offer) = offered().await;
    quotes::choose_offer(&t.app, client, offer, 200_000)
        .await
        .unwrap();
    order_offer::Entity::update_many()
        .col_expr(order_offer::Column::Status, Expr::value("withdrawn"))
        .filter(order_offer::Column::Id.eq(offer))
        .exec(&t.app.db)
        .await
        .unwrap();
    assert!(!is_chosen_as_it_stands(&t, id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_taken_and_changed_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let client = acting(t.row(&anna).await.id);
    let staff = acting(t.row(&t.person("Админ", "ru").await).await.id);
    let terms = |price_minor| Terms {
        price_minor,
        days: 3,
        note: None,
    };
    let (shown, other) = (100_000, 250_000);
    let quoted = async || {
        let id = sent(&t, &anna, "review").await;
        quotes::quote(&t.app, staff, &owner(), id, terms(shown))
            .await
            .unwrap();
        id
    };
    // Nobody pays a price that they did not see.
    let is_seen = async |id| {
        let order = order_row(&t, id).await;
        order.status != Status::AwaitingPayment || order.price_minor == Some(shown)
    };
    for _ in 0..ROUNDS {
        let id = quoted().await;
        let rights = owner();
        let (taken, changed) = tokio::join!(
            quotes::accept_quote(&t.app, client, id, shown),
            quotes::quote(&t.app, staff, &rights, id, terms(other))
        );
        let expected = match (taken.is_ok(), changed.is_ok()) {
            (true, false) => (Status::AwaitingPayment, Some(shown)),
            (false, true) => (Status::Quoted, Some(other)),
            both => panic!("{both:?}"),
        };
        let order = order_row(&t, id).await;
        assert_eq!((order.status, order.price_minor), expected);
        assert!(is_seen(id).await);
        set(&t, id, order::Column::Status, Status::Cancelled.word()).await;
    }
    // The control: taken whatever it costs by now.
    let id = quoted().await;
    quotes::quote(&t.app, staff, &owner(), id, terms(other))
        .await
        .unwrap();
    set(
        &t,
        id,
        order::Column::Status,
        Status::AwaitingPayment.word(),
    )
    .await;
    assert!(!is_seen(id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_decide_one_dispute_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let client = acting(t.row(&anna).await.id);
    let staff = acting(t.row(&t.person("Админ", "ru").await).await.id);
    let paid = 150_000;
    let disputed = async || {
        let id = begun(&t, &anna, &boris).await;
        disputes::dispute(&t.app, client, id, "Половины нет".to_owned())
            .await
            .unwrap();
        id
    };
    let promised = async || {
        let owed = ledger::owed(&t.app.db, Account::RefundsPayable, Currency::Rub).await;
        owed.unwrap().minor()
    };
    for _ in 0..ROUNDS {
        let id = disputed().await;
        let before = promised().await;
        let rights = owner();
        let decide =
            |bp| disputes::resolve(&t.app, staff, &rights, id, bp, "Так решили".to_owned());
        let (all, half) = tokio::join!(decide(10_000), decide(5_000));
        let back = match (all.is_ok(), half.is_ok()) {
            (true, false) => paid,
            (false, true) => paid / 2,
            both => panic!("{both:?}"),
        };
        assert_eq!(order_row(&t, id).await.refunded_minor, back);
        assert_eq!(promised().await - before, back);
        assert!(is_shared_as_it_stands(&t, id).await);
        t.settle().await;
    }
    assert!(is_clean(&t).await);
    let prepaid = ledger::owed(&t.app.db, Account::Prepaid, Currency::Rub).await;
    assert_eq!(prepaid.unwrap().minor(), 0);
    // The control: a second promise for the same order leaves less than nothing of what was prepaid.
    let row = refund::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let txn = db::begin(&t.app.db).await.unwrap();
    let again = refund::Model {
        id: sputnik::kernel::ids::RefundId(row.id.0 + 1_000),
        amount_minor: Money::new(paid, Currency::Rub).minor(),
        ..row
    };
    facts::refund_promised(&txn, t.app.clock.now(), &again, facts::From::Prepaid)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let prepaid = ledger::owed(&t.app.db, Account::Prepaid, Currency::Rub).await;
    assert_eq!(prepaid.unwrap().minor(), -paid);
    t.finish().await;
}

/// What is owed on an account, in kopecks.
async fn owed(t: &TestApp, account: Account) -> i64 {
    let owed = ledger::owed(&t.app.db, account, Currency::Rub).await;
    owed.unwrap().minor()
}

fn payout_of(purpose: Purpose, minor: i64) -> Asked {
    Asked {
        purpose,
        money: Money::new(minor, Currency::Rub),
        card: CardNumber::parse("2202 2000 0000 0008").unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_goes_back_while_its_executor_asks_for_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let client = acting(t.row(&anna).await.id);
    let staff = acting(t.row(&t.person("Админ", "ru").await).await.id);
    for round in 0..ROUNDS {
        let boris = executor(&t, &format!("Борис {round}"), "ru").await;
        let user = t.row(&boris).await.id;
        let id = delivered(&t, &anna, &boris).await;
        work::accept(&t.app, client, id).await.unwrap();
        let paid = payment::Entity::find()
            .filter(payment::Column::PayableId.eq(id.0))
            .one(&t.app.db)
            .await
            .unwrap()
            .unwrap();
        let (theirs, rights) = (105_000, owner());
        assert_eq!(owed(&t, Account::ExecutorPayable(user)).await, theirs);
        let carries_out = Rights::new([(Role::Executor, None)]);
        let (back, asked) = tokio::join!(
            refunds::staff::order(&t.app, staff, &rights, paid.id, None, "Не то"),
            payouts::ask(
                &t.app,
                acting(user),
                &carries_out,
                payout_of(Purpose::Executor, theirs)
            )
        );
        back.unwrap();
        // Asked first: a debt that later work pays off. Asked later: there was nothing to ask for.
        let left = if asked.is_ok() { -theirs } else { 0 };
        assert_eq!(owed(&t, Account::ExecutorPayable(user)).await, left);
        assert_eq!(owed(&t, Account::PayoutsInTransit(user)).await, -left);
        t.settle().await;
    }
    assert!(is_clean(&t).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bonus_is_spent_and_paid_out_at_once() {
    let (t, _yookassa) = payments::shop().await;
    for round in 0..ROUNDS {
        let anna = t.person(&format!("Анна {round}"), "ru").await;
        let user = t.row(&anna).await.id;
        payments::give_bonus(&t, &anna, 60_000).await;
        let order = payments::order(&t, &anna, 300_000).await;
        let nothing = Rights::new([]);
        let (spent, asked) = tokio::join!(
            service::start(&t.app, acting(user), order, true),
            payouts::ask(
                &t.app,
                acting(user),
                &nothing,
                payout_of(Purpose::Bonus, 60_000)
            )
        );
        let spent = spent.unwrap().payment.bonus_minor;
        assert_eq!(spent, if asked.is_ok() { 0 } else { 60_000 });
        assert_eq!(owed(&t, Account::BonusReserved(user)).await, spent);
        assert_eq!(
            owed(&t, Account::PayoutsInTransit(user)).await,
            60_000 - spent
        );
        assert_eq!(owed(&t, Account::BonusAvailable(user)).await, 0);
    }
    // The control: a line without its guard takes what is not there.
    let anna = t.person("Вера", "ru").await;
    let user = t.row(&anna).await.id;
    let txn = db::begin(&t.app.db).await.unwrap();
    let money = Money::new(60_000, Currency::Rub);
    let lines = [
        Line::debit(Account::BonusAvailable(user), money),
        Line::credit(Account::BonusReserved(user), money),
    ];
    let fact = Fact::once("bonus.reserved", ("payment", 9_999));
    ledger::post(&txn, t.app.clock.now(), fact, &lines)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    assert_eq!(owed(&t, Account::BonusAvailable(user)).await, -60_000);
    payments::finish(t).await;
}
