//! What may happen at the same moment ends in one legal state with the money right; each guard is shown
//! to be needed by a run without it.

use sea_orm::{ExprTrait, sea_query::Expr};
use sputnik::{
    features::{
        payments::{check, hints, refunds as back, service},
        study::endings,
    },
    kernel::{ids::RefundId, permission::Rights},
};

use super::*;

/// How many times something is done at once.
const CROWD: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_taps_at_once_begin_one_attempt() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let actor = client(t.row(&anna).await.id);
    let begun =
        futures::future::join_all((0..CROWD).map(|_| service::start(&t.app, actor, order, false)))
            .await;
    let ids: std::collections::BTreeSet<_> = begun
        .into_iter()
        .map(|started| started.unwrap().payment.id)
        .collect();
    assert_eq!(ids.len(), 1);
    attempt(&t).await;
    assert_eq!(yookassa.payments().len(), 1);
    finish(t).await;
}

/// The control: without the key of the open attempt every tap makes a payment of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_open_key_every_tap_would_begin_its_own() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let actor = client(t.row(&anna).await.id);
    for _ in 0..3 {
        service::start(&t.app, actor, order, false).await.unwrap();
        payment::Entity::update_many()
            .col_expr(
                payment::Column::OpenKey,
                Expr::value(Option::<String>::None),
            )
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    assert_eq!(yookassa.payments().len(), 3);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_payment_that_everybody_settles_is_settled_once() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    let attempt = attempt(&t).await;
    let looks = (0..CROWD).map(|_| check::look(&t.app, &attempt));
    let (outcomes, brought) =
        tokio::join!(futures::future::join_all(looks), yookassa.deliver_all());
    assert!(brought.iter().all(|one| one.accepted()));
    let paid = outcomes
        .into_iter()
        .filter(|outcome| {
            matches!(
                outcome,
                Ok(sputnik::features::payments::settle::Outcome::Paid)
            )
        })
        .count();
    assert!(paid <= 1, "settled {paid} times");
    settle(&t).await;
    let row = order_row(&t, order).await;
    assert_eq!((row.status, row.paid_minor), (order::Status::Paid, 150_000));
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
    finish(t).await;
}

/// The control: who reads first and writes then, as everybody would without the compare-and-set, counts
/// the money of one payment once for everybody who settles it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_compare_and_set_one_payment_would_count_three_times() {
    let (t, _yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let payable = order(&t, &anna, 150_000).await;
    go_to_page(&t, &anna, payable).await;
    let id = attempt(&t).await.id;
    let gate = tokio::sync::Barrier::new(3);
    let naive = async || {
        let found = service::find(&t.app, id).await.unwrap();
        gate.wait().await;
        if found.status == payment::Status::Pending {
            let sum = Expr::col(order::Column::PaidMinor).add(found.amount_minor);
            order::Entity::update_many()
                .col_expr(order::Column::PaidMinor, sum)
                .filter(order::Column::Id.eq(OrderId(payable.id())))
                .exec(&t.app.db)
                .await
                .unwrap();
        }
    };
    tokio::join!(naive(), naive(), naive());
    assert_eq!(order_row(&t, payable).await.paid_minor, 450_000);
    finish(t).await;
}

/// The control: who asks first whether enough is left and promises then gives back more than came. The
/// count of what went back is set, not added to, as a program does that read it before.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_compare_and_set_more_would_go_back_than_came() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let id = attempt(&t).await.id;
    let gate = tokio::sync::Barrier::new(3);
    let naive = async || {
        let found = service::find(&t.app, id).await.unwrap();
        gate.wait().await;
        let wanted = 100_000;
        if found.amount_minor - found.refunded_minor < wanted {
            return 0;
        }
        payment::Entity::update_many()
            .col_expr(
                payment::Column::RefundedMinor,
                Expr::value(found.refunded_minor + wanted),
            )
            .filter(payment::Column::Id.eq(id))
            .exec(&t.app.db)
            .await
            .unwrap();
        wanted
    };
    let (a, b, c) = tokio::join!(naive(), naive(), naive());
    assert_eq!(a + b + c, 300_000, "promised, of 150,000 that came");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn paying_and_calling_off_at_once_ends_with_the_order_or_with_the_money() {
    for round in 0..6 {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        let link = go_to_page(&t, &anna, order).await;
        yookassa.pay(&link).unwrap();
        let attempt = attempt(&t).await;
        let row = order_row(&t, order).await;
        let rights = Rights::new([]);
        let off = endings::cancel(&t.app, client(row.client_id), &rights, row.id, None);
        let settled = async {
            if round % 2 == 0 {
                tokio::task::yield_now().await;
            }
            check::look(&t.app, &attempt).await.unwrap()
        };
        let (off, _) = tokio::join!(off, settled);
        notify(&t, &yookassa).await;
        t.advance(TimeDelta::minutes(1));
        rounds(&t).await;
        notify(&t, &yookassa).await;
        let row = order_row(&t, order).await;
        let back = yookassa.payment(&link).unwrap().refunded_minor;
        match row.status {
            // Called off after the money was taken: it goes back by the order's own rule.
            order::Status::Refunded => {
                assert_eq!(
                    (row.paid_minor, row.refunded_minor, back),
                    (150_000, 150_000, 150_000)
                );
            }
            // Called off first: the money came too late and went back.
            order::Status::Cancelled => assert_eq!((row.paid_minor, back), (0, 150_000)),
            // The calling off lost.
            order::Status::Paid => {
                assert!(off.is_err());
                assert_eq!((row.paid_minor, back), (150_000, 0));
            }
            other => panic!("round {round}: {other:?}"),
        }
        let clearing = balance(&t, Account::ClearingYookassa).await;
        assert_eq!(clearing, 150_000 - back);
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn paying_and_expiring_at_once_keeps_the_money_with_the_order() {
    for _ in 0..4 {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        t.advance(TimeDelta::hours(47) + TimeDelta::minutes(30));
        let link = go_to_page(&t, &anna, order).await;
        t.advance(TimeDelta::minutes(40));
        yookassa.pay(&link).unwrap();
        let attempt = attempt(&t).await;
        let (_, outcome) = tokio::join!(
            t.run(&sputnik::features::study::jobs::Deadlines),
            check::look(&t.app, &attempt)
        );
        outcome.unwrap();
        notify(&t, &yookassa).await;
        let row = order_row(&t, order).await;
        assert_eq!((row.status, row.paid_minor), (order::Status::Paid, 150_000));
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn refunds_at_once_never_give_back_more_than_came() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let id = attempt(&t).await.id;
    let admin = Rights::new([(Role::Admin, None)]);
    let user = t.row(&anna).await.id;
    let asked = futures::future::join_all((0..CROWD).map(|_| {
        back::order(
            &t.app,
            client(user),
            &admin,
            id,
            Some(rub(40_000)),
            "Скидка",
        )
    }))
    .await;
    let granted: Vec<RefundId> = asked.into_iter().flatten().flatten().collect();
    assert_eq!(granted.len(), 3, "three times 400 of 1500, and no fourth");
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 120_000);
    assert_eq!(order_row(&t, order).await.refunded_minor, 120_000);
    assert!(yookassa.refusals().is_empty(), "{:?}", yookassa.refusals());
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_refund_sent_by_many_is_one_refund() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let id = attempt(&t).await.id;
    let admin = Rights::new([(Role::Admin, None)]);
    let user = t.row(&anna).await.id;
    back::order(
        &t.app,
        client(user),
        &admin,
        id,
        Some(rub(40_000)),
        "Скидка",
    )
    .await
    .unwrap();
    let refund = refunds(&t).await.remove(0);
    let sent =
        futures::future::join_all((0..CROWD).map(|_| back::send::advance(&t.app, &refund))).await;
    assert!(sent.into_iter().all(|one| one.is_ok()));
    assert_eq!(yookassa.refunds().len(), 1);
    notify(&t, &yookassa).await;
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 110_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_notice_worked_on_by_many_is_worked_on_once() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    let notice = sputnik::clients::yookassa::notice::Notice {
        event: "payment.succeeded".to_owned(),
        subject: sputnik::clients::yookassa::notice::Subject::Payment,
        object_id: attempt(&t).await.provider_id.unwrap(),
    };
    let store = || hints::store(&t.app, THEIRS.parse().unwrap(), true, &notice);
    let Some(hints::Kept::Mine(first)) = store().await.unwrap() else {
        panic!("a new notice is kept");
    };
    let id = first.id;
    let Some(hints::Kept::Before(again)) = store().await.unwrap() else {
        panic!("a repeat waits with the first");
    };
    assert_eq!(again, id);
    // Whoever kept it has the first try, and nobody else.
    hints::handle(&t.app, id).await.unwrap();
    assert_eq!(
        order_row(&t, order).await.status,
        order::Status::AwaitingPayment
    );
    // That one died: the notice is due again.
    t.advance(TimeDelta::seconds(11));
    let done = futures::future::join_all((0..CROWD).map(|_| hints::handle(&t.app, id))).await;
    assert!(done.into_iter().all(|one| one.is_ok()));
    assert_eq!(order_row(&t, order).await.paid_minor, 150_000);
    notify(&t, &yookassa).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bonus_is_not_spent_on_two_orders_at_once() {
    let (t, _yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let user = t.row(&anna).await.id;
    give_bonus(&t, &anna, 40_000).await;
    let orders = [
        order(&t, &anna, 150_000).await,
        order(&t, &anna, 150_000).await,
        order(&t, &anna, 150_000).await,
    ];
    let begun = futures::future::join_all(
        orders.map(|order| service::start(&t.app, client(user), order, true)),
    )
    .await;
    let set_aside: i64 = begun
        .into_iter()
        .map(|started| started.unwrap().payment.bonus_minor)
        .sum();
    assert_eq!(set_aside, 40_000);
    assert_eq!(balance(&t, Account::BonusReserved(user)).await, -40_000);
    assert_eq!(balance(&t, Account::BonusAvailable(user)).await, 0);
    finish(t).await;
}

/// The process dies between any two steps of "paid": whatever was committed, the next one goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_at_any_step_leaves_nothing_half_done() {
    for step in 0..4 {
        let (mut t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        let link = go_to_page(&t, &anna, order).await;
        yookassa.pay(&link).unwrap();
        match step {
            // Before the notice was kept: it is not accepted, and comes again or is never needed.
            0 => {}
            // After it was kept, before it was worked on.
            1 => {
                yookassa.set_down(true);
                for one in yookassa.deliver_all().await {
                    assert!(one.accepted());
                }
                yookassa.set_down(false);
            }
            // After the money was settled, before anybody was told.
            2 => {
                let attempt = attempt(&t).await;
                check::look(&t.app, &attempt).await.unwrap();
            }
            // After everything.
            _ => notify(&t, &yookassa).await,
        }
        let settings = Settings::default().with("HTTP__TRUSTED_PROXIES", "127.0.0.1/32");
        t.restart(settings).await;
        point_notices(&t, &yookassa);
        t.advance(TimeDelta::minutes(2));
        notify(&t, &yookassa).await;
        rounds(&t).await;
        let row = order_row(&t, order).await;
        assert_eq!(
            (row.status, row.paid_minor),
            (order::Status::Paid, 150_000),
            "step {step}"
        );
        assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
        said(&anna, "✅ Оплачено");
        finish(t).await;
    }
}
